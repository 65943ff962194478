import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls

# The one question the minute's sweep asks across agencies. It answers with ids and nothing else.
DUE_AGENCIES = """
CREATE FUNCTION lantern_due_agencies(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND (
        EXISTS (
            SELECT 1 FROM public.orders_escalationwindow AS w
            WHERE w.agency_id = agency.id AND w.state = 'open' AND w.next_change_at <= at
        ) OR EXISTS (
            SELECT 1 FROM public.orders_alert AS a
            WHERE a.agency_id = agency.id AND a.state = 'pending' AND a.due_at <= at
        ) OR EXISTS (
            SELECT 1 FROM public.orders_alert AS a
            WHERE a.agency_id = agency.id AND a.state IN ('raised', 'escalated') AND a.acknowledge_by <= at
        )
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_due_agencies(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_due_agencies(timestamptz) TO lantern_app;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("caseload", "0001_initial"),
        ("clients", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EscalationPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("rules", models.JSONField()),
                ("effective_from", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "escalation policies",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="EscalationWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("tz", models.CharField(max_length=60)),
                ("tasks_ref", models.CharField(editable=False, max_length=22)),
                ("known_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("superseded", "Replaced after a correction"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("phase", models.CharField(blank=True, default="", max_length=20)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("phase_ends_at", models.DateTimeField(blank=True, null=True)),
                ("next_change_at", models.DateTimeField(blank=True, null=True)),
                ("first_service", models.BooleanField(default=False)),
                ("missed_acute", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("close_reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
                ("client_view", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="caseload.case",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.escalationpolicy",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="orders.escalationwindow",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("phase", "A phase begins"), ("late_entry", "Service learned of late")],
                        default="phase",
                        max_length=12,
                    ),
                ),
                ("phase", models.CharField(max_length=20)),
                ("level", models.PositiveSmallIntegerField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Not due yet"),
                            ("raised", "Waiting for an answer"),
                            ("escalated", "Passed on, waiting for an answer"),
                            ("acknowledged", "Acknowledged"),
                            ("closed", "Closed"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("raised_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledge_by", models.DateTimeField(blank=True, null=True)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("asked_role", models.CharField(blank=True, default="", max_length=12)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="note"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("superseded", "The time of service was corrected"),
                            ("closed_early", "The window was closed early"),
                            ("void", "The service was entered by mistake"),
                        ],
                        default="",
                        max_length=14,
                    ),
                ),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="caseload.case"
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="orders.escalationwindow",
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProtectiveOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "order_type",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency order (police or magistrate)"),
                            ("ex_parte_temporary", "Temporary order (until the hearing)"),
                            ("final", "Final civil order"),
                            ("peace", "Peace, harassment, stalking or sexual-assault order"),
                            ("criminal_no_contact", "No-contact order in a criminal case"),
                            ("criminal_sentence", "Condition of probation or parole"),
                            ("family_case", "Order inside a divorce or custody case"),
                            ("juvenile", "Juvenile court order"),
                            ("tribal", "Tribal court order"),
                            ("military", "Military protective order"),
                            ("workplace", "Workplace order (the employer asked)"),
                            ("extreme_risk", "Extreme-risk order (firearms)"),
                            ("foreign", "Order from another state, tribe or country"),
                        ],
                        max_length=24,
                        verbose_name="kind of order",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Petition being prepared"),
                            ("filed", "Petition filed"),
                            ("issued", "Issued"),
                            ("denied", "Denied"),
                            ("dismissed", "Dismissed or vacated"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Replaced by a later order"),
                        ],
                        default="issued",
                        max_length=12,
                    ),
                ),
                (
                    "service_state",
                    models.CharField(
                        choices=[
                            ("not_sent", "Not sent out yet"),
                            ("out_for_service", "Out for service"),
                            ("attempted", "Attempted, not served"),
                            ("served", "Served"),
                            ("notice_only", "Told of the order, not served"),
                            ("in_court", "Given in court"),
                            ("alt_served", "Served another way (mail, publication, electronic)"),
                            ("not_required", "Service not required"),
                        ],
                        default="not_sent",
                        max_length=16,
                    ),
                ),
                ("paper_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "court_name",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="court"
                    ),
                ),
                (
                    "court_place",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="county and state, tribe or territory"
                    ),
                ),
                (
                    "court_phone",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="court's phone"
                    ),
                ),
                (
                    "case_number",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="court case number"
                    ),
                ),
                (
                    "order_number",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="order number"
                    ),
                ),
                (
                    "judge",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="judge"
                    ),
                ),
                ("tz", models.CharField(max_length=60, verbose_name="time zone of the court")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="petition filed on")),
                ("issued_from", models.DateTimeField(blank=True, null=True)),
                ("issued_until", models.DateTimeField(blank=True, null=True)),
                (
                    "issued_precision",
                    models.CharField(
                        choices=[
                            ("exact", "To the minute"),
                            ("hour", "Within the hour"),
                            ("part_of_day", "Part of the day"),
                            ("date_only", "Only the date"),
                            ("approx_date", "About that date, give or take some days"),
                            ("unknown", "Date not known"),
                        ],
                        default="date_only",
                        max_length=12,
                    ),
                ),
                ("issued_said", models.JSONField(blank=True, default=dict)),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="in effect from")),
                (
                    "expiry",
                    models.CharField(
                        choices=[
                            ("on_date", "On a date, through the end of that day"),
                            ("at_time", "On a date, at a time the paper states"),
                            ("further_order", "Until further order of the court"),
                            ("never", "It does not expire"),
                            ("unknown", "Not known yet"),
                        ],
                        default="unknown",
                        max_length=14,
                        verbose_name="when it ends",
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                ("expires_time", models.TimeField(blank=True, null=True, verbose_name="at")),
                ("expires_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
                ("protected_people", caseload.foundation.crypto.EncryptedJSONField(blank=True, default=list)),
                ("terms", models.JSONField(blank=True, default=list)),
                (
                    "terms_text",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="other terms, in the order's own words"
                    ),
                ),
                (
                    "exceptions",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="exceptions to no contact"
                    ),
                ),
                (
                    "stay_away",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="distances and places to stay away from"
                    ),
                ),
                (
                    "address_confidential",
                    models.BooleanField(default=False, verbose_name="the client's address is confidential"),
                ),
                ("filed_under_seal", models.BooleanField(default=False, verbose_name="filed under seal")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("client_said", "The client said so"),
                            ("saw_paper", "We saw the paper"),
                            ("court_portal", "Court web page or clerk"),
                            ("notice", "Notification service"),
                            ("police", "Police or sheriff"),
                        ],
                        default="client_said",
                        max_length=12,
                        verbose_name="how we know",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="caseload.case"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="orders.protectiveorder",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="clients.respondent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "Full hearing"),
                            ("temporary", "Temporary order"),
                            ("review", "Review or compliance"),
                            ("firearms", "Firearms review"),
                            ("modification", "Change or renewal"),
                            ("contempt", "Violation or contempt"),
                            ("criminal", "Criminal case"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                        verbose_name="what it is about",
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exact", "To the minute"),
                            ("hour", "Within the hour"),
                            ("part_of_day", "Part of the day"),
                            ("date_only", "Only the date"),
                            ("approx_date", "About that date, give or take some days"),
                            ("unknown", "Date not known"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                ("tz", models.CharField(max_length=60)),
                (
                    "place",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="court and room"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Order granted"),
                            ("continued", "Moved to another day"),
                            ("denied", "Denied"),
                            ("dismissed", "Dismissed"),
                            ("consent", "By consent"),
                            ("default", "Granted, respondent absent"),
                            ("mutual", "Orders against both sides"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "note",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="good to know"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="caseload.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="orders.protectiveorder",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="escalationwindow",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="windows",
                to="orders.protectiveorder",
            ),
        ),
        migrations.CreateModel(
            name="ServiceAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("paper_version", models.PositiveSmallIntegerField(default=1)),
                ("happened_from", models.DateTimeField()),
                ("happened_until", models.DateTimeField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("exact", "To the minute"),
                            ("hour", "Within the hour"),
                            ("part_of_day", "Part of the day"),
                            ("date_only", "Only the date"),
                            ("approx_date", "About that date, give or take some days"),
                            ("unknown", "Date not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said", models.JSONField(blank=True, default=dict)),
                ("tz", models.CharField(max_length=60)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("served", "Served: the papers were handed over"),
                            ("refused_but_left", "Refused, and the papers were left there"),
                            ("notice_only", "Told of the order (by police or phone), without the papers"),
                            ("evaded", "Avoided the server"),
                            ("not_found", "Not found"),
                            ("wrong_address", "Wrong address"),
                            ("in_custody", "Not served: in custody elsewhere"),
                            ("cancelled", "Attempt cancelled"),
                        ],
                        max_length=18,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "server",
                    models.CharField(
                        choices=[
                            ("sheriff", "Sheriff"),
                            ("police", "Police"),
                            ("process_server", "Process server"),
                            ("private_adult", "Another adult, not the client"),
                            ("corrections", "Jail or prison staff"),
                            ("clerk", "Court clerk"),
                            ("judge_in_court", "Judge, in court"),
                            ("mail", "By mail"),
                            ("publication", "By publication"),
                            ("electronic", "Electronically"),
                            ("other", "Another way, or not known"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="who served it",
                    ),
                ),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("home", "Home"),
                            ("work", "Work"),
                            ("jail", "Jail or prison"),
                            ("court", "Court"),
                            ("other", "Somewhere else"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="what kind of place",
                    ),
                ),
                (
                    "place",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="where"
                    ),
                ),
                (
                    "documents",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="papers served"
                    ),
                ),
                (
                    "note",
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="good to know"
                    ),
                ),
                (
                    "in_custody",
                    models.BooleanField(default=False, verbose_name="the respondent was in custody"),
                ),
                (
                    "return_filed_on",
                    models.DateField(blank=True, null=True, verbose_name="proof of service filed on"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("client_said", "The client said so"),
                            ("saw_paper", "We saw the paper"),
                            ("court_portal", "Court web page or clerk"),
                            ("notice", "Notification service"),
                            ("police", "Police or sheriff"),
                        ],
                        default="client_said",
                        max_length=12,
                        verbose_name="how we know",
                    ),
                ),
                ("known_to_agency_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("stands", "Stands"), ("corrected", "Corrected"), ("void", "Withdrawn")],
                        default="stands",
                        max_length=10,
                    ),
                ),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("change_reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_attempts",
                        to="caseload.case",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="orders.serviceattempt",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="orders.protectiveorder",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_from", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="escalationwindow",
            name="attempt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="windows",
                to="orders.serviceattempt",
            ),
        ),
        migrations.CreateModel(
            name="WindowPhase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("phase", models.CharField(max_length=20)),
                ("level", models.PositiveSmallIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                ("was_missed", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="orders.escalationwindow",
                    ),
                ),
            ],
            options={
                "ordering": ["window", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="escalationpolicy",
            constraint=models.UniqueConstraint(
                fields=("agency", "number"), name="policy_versions_are_numbered"
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["agency", "due_at"], name="alert_due"
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("state__in", ["raised", "escalated"])),
                fields=["agency", "acknowledge_by"],
                name="alert_unanswered",
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["agency", "window", "state"], name="alert_of_window"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("window", "kind", "phase"), name="one_alert_per_step"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "acknowledged"), _negated=True),
                    models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                    _connector="OR",
                ),
                name="acknowledgement_names_its_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["raised", "escalated"]), _negated=True),
                    ("raised_at__isnull", False),
                    _connector="OR",
                ),
                name="raised_alert_has_its_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("closed_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="closed_alert_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="protectiveorder",
            index=models.Index(fields=["agency", "case"], name="order_of_case"),
        ),
        migrations.AddIndex(
            model_name="protectiveorder",
            index=models.Index(
                condition=models.Q(
                    ("service_state__in", ["not_sent", "out_for_service", "attempted"]), ("state", "issued")
                ),
                fields=["agency", "issued_from"],
                name="order_unserved",
            ),
        ),
        migrations.AddConstraint(
            model_name="protectiveorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expiry__in", ["on_date", "at_time"]), _negated=True),
                    ("expires_at__isnull", False),
                    _connector="OR",
                ),
                name="order_expiry_has_an_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="protectiveorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_until__isnull", True),
                    ("issued_until__gte", models.F("issued_from")),
                    _connector="OR",
                ),
                name="order_issue_is_an_interval",
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["agency", "case", "starts_at"], name="hearing_of_case"),
        ),
        migrations.AddIndex(
            model_name="serviceattempt",
            index=models.Index(fields=["agency", "order", "state"], name="service_of_order"),
        ),
        migrations.AddConstraint(
            model_name="serviceattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                name="service_is_an_interval",
            ),
        ),
        migrations.AddIndex(
            model_name="escalationwindow",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["agency", "-level", "phase_ends_at"],
                name="window_by_urgency",
            ),
        ),
        migrations.AddIndex(
            model_name="escalationwindow",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["agency", "next_change_at"], name="window_due"
            ),
        ),
        migrations.AddIndex(
            model_name="escalationwindow",
            index=models.Index(fields=["agency", "case", "state"], name="window_of_case"),
        ),
        migrations.AddConstraint(
            model_name="escalationwindow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("order",), name="one_open_window_per_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="window_has_a_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "open"), ("closed_at__isnull", False), _connector="OR"),
                name="window_ended_at_an_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), _negated=True),
                    ("next_change_at__isnull", False),
                    _connector="OR",
                ),
                name="open_window_has_a_next_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="windowphase",
            constraint=models.UniqueConstraint(fields=("window", "phase"), name="one_entry_per_phase"),
        ),
        migrations.AddConstraint(
            model_name="windowphase",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="phase_is_a_span"
            ),
        ),
        rls.ProtectModels(
            "protectiveorder",
            "hearing",
            "serviceattempt",
            "escalationpolicy",
            "escalationwindow",
            "windowphase",
            "alert",
        ),
        migrations.RunSQL(DUE_AGENCIES, reverse_sql="DROP FUNCTION lantern_due_agencies(timestamptz)"),
    ]
