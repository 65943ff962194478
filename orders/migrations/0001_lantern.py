import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls, tables

DUE_WINDOWS = """
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

FEED_AGENCY = """
CREATE FUNCTION lantern_feed_agency(hash text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT feed.agency_id FROM public.orders_calendarfeed AS feed
    JOIN public.caseload_agency AS agency ON agency.id = feed.agency_id AND agency.is_active
    WHERE feed.token_hash = hash AND feed.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION lantern_feed_agency(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_feed_agency(text) TO lantern_app;
"""

DUE_DEADLINES = """
CREATE FUNCTION lantern_agencies_with_deadlines(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND (
        EXISTS (
            SELECT 1 FROM public.orders_deadlinestep AS s
            WHERE s.agency_id = agency.id AND s.state = 'pending' AND s.look_at <= at
        ) OR EXISTS (
            SELECT 1 FROM public.orders_protectiveorder AS o
            WHERE o.agency_id = agency.id AND o.deadlines_counted_at IS NULL
        )
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_agencies_with_deadlines(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_agencies_with_deadlines(timestamptz) TO lantern_app;
"""

DUE_CUSTODY = """
CREATE FUNCTION lantern_due_custody(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND EXISTS (
        SELECT 1 FROM public.orders_custody AS c
        WHERE c.agency_id = agency.id AND c.state = 'held' AND c.watch_at <= at
    )
$$;
REVOKE ALL ON FUNCTION lantern_due_custody(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_due_custody(timestamptz) TO lantern_app;
"""

DUE_SURRENDERS = """
CREATE FUNCTION lantern_due_surrenders(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND EXISTS (
        SELECT 1 FROM public.orders_firearmsurrender AS f
        WHERE f.agency_id = agency.id AND f.next_due_at <= at
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_due_surrenders(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_due_surrenders(timestamptz) TO lantern_app;
"""

DUE_CHECK_INS = """
CREATE FUNCTION lantern_agencies_with_check_ins(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND EXISTS (
        SELECT 1 FROM public.orders_checkin AS c
        WHERE c.agency_id = agency.id AND c.settled_at IS NULL AND c.look_at <= at
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_agencies_with_check_ins(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_agencies_with_check_ins(timestamptz) TO lantern_app;
"""

DUE_RULES_MOVES = """
CREATE FUNCTION lantern_agencies_with_rules_moves(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND EXISTS (
        SELECT 1 FROM public.orders_rulesmoveitem AS item
        WHERE item.agency_id = agency.id AND item.state = 'waiting' AND item.created_at <= at
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_agencies_with_rules_moves(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_agencies_with_rules_moves(timestamptz) TO lantern_app;
"""

DUE_RENEWALS = """
CREATE FUNCTION lantern_due_renewals(at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT agency.id FROM public.caseload_agency AS agency
    WHERE agency.is_active AND EXISTS (
        SELECT 1 FROM public.orders_renewal AS r
        WHERE r.agency_id = agency.id AND r.next_due_at <= at
    )
    ORDER BY agency.id
$$;
REVOKE ALL ON FUNCTION lantern_due_renewals(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_due_renewals(timestamptz) TO lantern_app;
"""

ORDERS = [
    migrations.CreateModel(
        name="ProtectiveOrder",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
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
                        ("hearing_set", "Temporary order denied, hearing set"),
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
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="court"),
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
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="judge"),
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
            ("deadlines_counted_at", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "expires_midnight",
                models.CharField(
                    blank=True,
                    choices=[
                        ("start", "As that day begins: the night before it"),
                        ("end", "As that day ends: the night after it"),
                    ],
                    default="",
                    max_length=5,
                    verbose_name="which midnight",
                ),
            ),
            ("lapse_raised_at", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "mutual",
                models.BooleanField(default=False, verbose_name="there are orders against both sides"),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "case"], name="order_of_case"),
                models.Index(
                    condition=models.Q(
                        ("service_state__in", ["not_sent", "out_for_service", "attempted"]),
                        ("state", "issued"),
                    ),
                    fields=["agency", "issued_from"],
                    name="order_unserved",
                ),
                models.Index(
                    condition=models.Q(("deadlines_counted_at__isnull", True)),
                    fields=["agency"],
                    name="order_to_count",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("expiry__in", ["on_date", "at_time"]), _negated=True),
                        ("expires_at__isnull", False),
                        _connector="OR",
                    ),
                    name="order_expiry_has_an_instant",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("issued_until__isnull", True),
                        ("issued_until__gte", models.F("issued_from")),
                        _connector="OR",
                    ),
                    name="order_issue_is_an_interval",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Hearing",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
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
                        ("cancelled", "Taken off the calendar: it does not take place"),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="caseload.case"
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
            "indexes": [models.Index(fields=["agency", "case", "starts_at"], name="hearing_of_case")],
        },
    ),
    migrations.CreateModel(
        name="ServiceAttempt",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
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
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="where"),
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
            ("in_custody", models.BooleanField(default=False, verbose_name="the respondent was in custody")),
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
            "indexes": [models.Index(fields=["agency", "order", "state"], name="service_of_order")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                    name="service_is_an_interval",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ExpectedService",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("paper_version", models.PositiveSmallIntegerField(default=1)),
            ("expected_from", models.DateTimeField(blank=True, null=True)),
            ("expected_until", models.DateTimeField(blank=True, null=True)),
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
                    default="date_only",
                    max_length=12,
                ),
            ),
            ("said", models.JSONField(blank=True, default=dict)),
            ("tz", models.CharField(max_length=60)),
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
                    default="police",
                    max_length=16,
                    verbose_name="how we know",
                ),
            ),
            (
                "told_by",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="who said so"
                ),
            ),
            ("noted_at", models.DateTimeField()),
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
                "noted_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "order",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="expected_service",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("expected_from__isnull", True), ("expected_until__isnull", True)),
                        ("expected_until__gte", models.F("expected_from")),
                        _connector="OR",
                    ),
                    name="expected_service_is_an_interval",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="OrderVersion",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("number", models.PositiveSmallIntegerField()),
            ("content", caseload.foundation.crypto.EncryptedJSONField(default=dict)),
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
                "made_by",
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
                    related_name="versions",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["agency", "order"], name="version_of_order")],
        },
    ),
    migrations.CreateModel(
        name="OrderEvent",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("recorded", "Recorded here"),
                        ("issued", "Issued"),
                        ("hearing_set", "Temporary order denied, hearing set"),
                        ("served", "Served"),
                        ("modified", "Changed by the court: a new paper"),
                        ("corrected", "Our record of the paper was corrected"),
                        ("continued", "Hearing moved to another day"),
                        ("extended", "The end of the order moved"),
                        ("heard", "Hearing held"),
                        ("called_off", "Hearing taken off the calendar"),
                        ("superseded", "Replaced by a later order"),
                        ("dismissed", "Dismissed or vacated"),
                        ("withdrawn", "Withdrawn"),
                        ("denied", "Denied"),
                        ("revived", "Our record was corrected: the order had not ended"),
                        ("answered", "What the client wants about renewal"),
                        ("filed", "Renewal asked for at the court"),
                        ("decided", "What came of the renewal"),
                        ("registered", "Registered here, as the client chose"),
                    ],
                    max_length=12,
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
                        ("cancelled", "Taken off the calendar: it does not take place"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
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
                    default="exact",
                    max_length=12,
                ),
            ),
            ("said", models.JSONField(blank=True, default=dict)),
            ("tz", models.CharField(max_length=60)),
            ("facts", caseload.foundation.crypto.EncryptedJSONField(blank=True, default=dict)),
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
                "attempt",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.serviceattempt",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
                ),
            ),
            (
                "hearing",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.hearing",
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="events",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["agency", "order"], name="event_of_order")],
        },
    ),
    migrations.CreateModel(
        name="OrderScan",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("paper_version", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG")], max_length=4),
            ),
            ("size", models.PositiveIntegerField()),
            ("sha256", caseload.foundation.crypto.EncryptedTextField(default="")),
            ("content", caseload.foundation.crypto.EncryptedBytesField(default=b"")),
            ("removed_at", models.DateTimeField(blank=True, null=True)),
            (
                "removed_why",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="why"),
            ),
            (
                "added_by",
                models.ForeignKey(
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="scans",
                    to="orders.protectiveorder",
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["agency", "order"], name="scan_of_order")],
        },
    ),
    migrations.CreateModel(
        name="FirearmAnswers",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("paper_version", models.PositiveSmallIntegerField()),
            (
                "heard",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                ),
            ),
            (
                "restrains",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                ),
            ),
            (
                "credible_threat",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                ),
            ),
            (
                "bans_force",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8
                ),
            ),
            (
                "result",
                models.CharField(
                    choices=[
                        ("may", "The order may meet the federal rule"),
                        ("does_not", "The order does not appear to meet the federal rule"),
                        ("unknown", "Not known: ask an attorney"),
                    ],
                    max_length=12,
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
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="firearm_answers",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "firearm answers",
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["agency", "order"], name="answers_of_order")],
        },
    ),
    migrations.CreateModel(
        name="CalendarFeed",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
            ("kinds", models.JSONField(default=list)),
            ("whose", models.CharField(default="mine", max_length=4)),
            ("fetched_at", models.DateTimeField(blank=True, null=True)),
            ("counted_from", models.DateTimeField(blank=True, null=True)),
            ("fetches", models.PositiveIntegerField(default=0)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("staff",),
                    name="one_calendar_feed_per_person",
                )
            ],
        },
    ),
]

RULES = [
    migrations.CreateModel(
        name="EscalationPolicy",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
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
            ("called_off_at", models.DateTimeField(null=True)),
            (
                "called_off_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "proposed_by",
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
            "constraints": [
                models.UniqueConstraint(fields=("agency", "number"), name="policy_versions_are_numbered"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("called_off_at__isnull", True),
                        ("called_off_at__lt", models.F("effective_from")),
                        _connector="OR",
                    ),
                    name="policy_called_off_before_it_held",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PolicyDraft",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            ("title", models.CharField(max_length=120, verbose_name="what changes, in a few words")),
            ("why", models.TextField(blank=True, default="", verbose_name="why")),
            ("rules", models.JSONField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("proposed", "Proposed, waits for an answer"),
                        ("approved", "Approved"),
                        ("rejected", "Turned down"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("changed_at", models.DateTimeField(null=True)),
            ("proposed_at", models.DateTimeField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
            ("answer", models.TextField(blank=True, default="", verbose_name="answer")),
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
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "based_on",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.escalationpolicy",
                ),
            ),
            (
                "begun_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
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
                "policy",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="proposal",
                    to="orders.escalationpolicy",
                ),
            ),
            (
                "proposed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["-pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "proposed")),
                    fields=("agency",),
                    name="one_open_proposal_of_rules",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "approved"), _negated=True),
                        models.Q(("answered_by__isnull", False), ("policy__isnull", False)),
                        _connector="OR",
                    ),
                    name="approved_draft_has_its_version",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["proposed", "approved", "rejected"]), _negated=True),
                        ("proposed_by__isnull", False),
                        _connector="OR",
                    ),
                    name="proposal_names_its_person",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "approved"), _negated=True),
                        models.Q(("answered_by", models.F("proposed_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="rules_are_approved_by_a_second_person",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="JurisdictionRules",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("number", models.PositiveIntegerField()),
            ("pack_key", models.CharField(max_length=40, verbose_name="rules of")),
            ("data", models.JSONField()),
            ("effective_from", models.DateTimeField()),
            ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked by us")),
            ("next_review", models.DateField(blank=True, null=True, verbose_name="next check")),
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
            "verbose_name_plural": "jurisdiction rules",
            "ordering": ["-number"],
            "constraints": [
                models.UniqueConstraint(fields=("agency", "number"), name="court_rules_are_numbered")
            ],
        },
    ),
    migrations.CreateModel(
        name="CourtDay",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("day", models.DateField(verbose_name="day")),
            ("is_open", models.BooleanField(default=False, verbose_name="the court works on this day")),
            ("name", models.CharField(blank=True, default="", max_length=80, verbose_name="why")),
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
            "ordering": ["day"],
            "constraints": [
                models.UniqueConstraint(fields=("agency", "day"), name="one_entry_per_court_day")
            ],
        },
    ),
]

WINDOWS = [
    migrations.CreateModel(
        name="EscalationWindow",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("opens_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField(blank=True, null=True)),
            ("tz", models.CharField(max_length=60)),
            ("tasks_ref", models.CharField(editable=False, max_length=22)),
            ("known_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "Open"),
                        ("closed", "Closed"),
                        ("superseded", "Replaced by a newer one"),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="windows", to="caseload.case"
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
            (
                "order",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="windows",
                    to="orders.protectiveorder",
                ),
            ),
            (
                "attempt",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="windows",
                    to="orders.serviceattempt",
                ),
            ),
            ("event_from", models.DateTimeField()),
            ("event_until", models.DateTimeField()),
            ("highest", models.PositiveSmallIntegerField(default=4)),
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
            (
                "raised_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "reason",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="why"),
            ),
            ("said", models.JSONField(blank=True, default=dict)),
            ("source_key", models.CharField(blank=True, default="", editable=False, max_length=80)),
            (
                "trigger",
                models.CharField(
                    choices=[
                        ("service", "An order was served"),
                        ("separation", "Separation, moving out or telling it is over"),
                        ("violation", "An order was violated"),
                        ("strangulation", "Strangulation was disclosed"),
                        ("stalking", "Stalking, following or spying"),
                        ("firearm_access", "Access to firearms"),
                        ("surrender_overdue", "Firearms were due and no proof has come"),
                        ("hearing", "A hearing"),
                        ("order_ended", "An order was denied, dismissed or has expired"),
                        ("release", "Release from custody"),
                        ("job_loss", "The respondent lost work"),
                        ("programme_intake", "A batterer programme begins"),
                        ("programme_ended", "Sessions missed, or the programme was ended"),
                        ("court_papers", "Divorce, custody, support or child-protection papers"),
                        ("custody_exchange", "Handing over the children"),
                        ("new_partner", "A new partner became known"),
                        ("threats", "Threats of homicide or suicide"),
                        ("location_disclosed", "The location may be known"),
                        ("attempt", "Service was attempted; the respondent may know"),
                        ("client_fear", "The client says the fear is rising"),
                    ],
                    default="service",
                    max_length=20,
                    verbose_name="what happened",
                ),
            ),
            (
                "moved_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["-opens_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "open")),
                    fields=["agency", "-level", "phase_ends_at"],
                    name="window_by_urgency",
                ),
                models.Index(
                    condition=models.Q(("state", "open")),
                    fields=["agency", "next_change_at"],
                    name="window_due",
                ),
                models.Index(fields=["agency", "case", "state"], name="window_of_case"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state", "open"), ("closed_at__isnull", False), _connector="OR"),
                    name="window_ended_at_an_instant",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open"), ("trigger", "service")),
                    fields=("order",),
                    name="one_open_window_per_order",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open"), models.Q(("source_key", ""), _negated=True)),
                    fields=("agency", "source_key"),
                    name="one_open_window_per_source",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("trigger", "service"), _negated=True),
                        models.Q(("attempt__isnull", False), ("order__isnull", False)),
                        _connector="OR",
                    ),
                    name="window_after_service_has_its_attempt",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closes_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                    ),
                    name="window_has_a_length",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("next_change_at__isnull", False),
                        ("closes_at__isnull", True),
                        _connector="OR",
                    ),
                    name="open_window_has_a_next_step",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="WindowPhase",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            ("phase", models.CharField(max_length=20)),
            ("level", models.PositiveSmallIntegerField()),
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField(blank=True, null=True)),
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
            "constraints": [
                models.UniqueConstraint(fields=("window", "phase"), name="one_entry_per_phase"),
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="phase_is_a_span"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Alert",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[("phase", "A phase begins"), ("late_entry", "Learned of late")],
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
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="note"),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            (
                "closed_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("superseded", "The time was corrected"),
                        ("rules", "Newer rules took its place"),
                        ("closed_early", "The window was closed early"),
                        ("resolved", "Its reason is gone"),
                        ("void", "It was entered by mistake"),
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
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "pending")), fields=["agency", "due_at"], name="alert_due"
                ),
                models.Index(
                    condition=models.Q(("state__in", ["raised", "escalated"])),
                    fields=["agency", "acknowledge_by"],
                    name="alert_unanswered",
                ),
                models.Index(fields=["agency", "window", "state"], name="alert_of_window"),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("window", "kind", "phase"), name="one_alert_per_step"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "acknowledged"), _negated=True),
                        models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="acknowledgement_names_its_person",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["raised", "escalated"]), _negated=True),
                        ("raised_at__isnull", False),
                        _connector="OR",
                    ),
                    name="raised_alert_has_its_instant",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        models.Q(("closed_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="closed_alert_has_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RulesMove",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
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
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
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
        ],
        options={
            "ordering": ["-pk"],
        },
    ),
    migrations.CreateModel(
        name="RulesMoveItem",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waiting"),
                        ("moved", "Moved"),
                        ("same", "Had these rules already"),
                        ("ended", "Ended meanwhile"),
                        ("kept", "Keeps its rules"),
                    ],
                    default="waiting",
                    max_length=10,
                ),
            ),
            ("why", models.CharField(blank=True, default="", max_length=14)),
            ("settled_at", models.DateTimeField(null=True)),
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
                "became",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.escalationwindow",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
                ),
            ),
            (
                "move",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="items", to="orders.rulesmove"
                ),
            ),
            (
                "window",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.escalationwindow",
                ),
            ),
        ],
        options={
            "ordering": ["move", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")), fields=["agency"], name="rules_move_waiting"
                ),
                models.Index(fields=["agency", "became"], name="rules_move_of_window"),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("move", "window"), name="a_window_moves_once"),
                models.CheckConstraint(
                    condition=models.Q(("state", "waiting"), ("settled_at__isnull", False), _connector="OR"),
                    name="settled_move_has_its_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CheckIn",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("phase", models.CharField(max_length=20)),
            ("level", models.PositiveSmallIntegerField()),
            ("attempt", models.PositiveSmallIntegerField(default=1)),
            ("is_staff_only", models.BooleanField(default=False)),
            ("due_at", models.DateTimeField()),
            ("cadence_at", models.DateTimeField()),
            ("not_before", models.DateTimeField(blank=True, null=True)),
            ("look_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("due", "Due"),
                        ("missed", "Not done in time"),
                        ("reached", "Reached"),
                        ("tried", "Tried, not reached"),
                        ("not_wanted", "Not wanted by the client"),
                        ("cancelled", "No longer needed"),
                    ],
                    default="due",
                    max_length=12,
                ),
            ),
            ("missed_at", models.DateTimeField(blank=True, null=True)),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("safe", "Reached, safe"),
                        ("needs", "Reached, needs something"),
                        ("no_answer", "No answer"),
                        ("looked", "Looked at the case; no contact was made"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            (
                "phone",
                models.CharField(
                    blank=True,
                    choices=[
                        ("yes", "Charged and with the client"),
                        ("no", "Not charged or not with the client"),
                        ("not_asked", "Not asked"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            ("phone_reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
            ("words", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
            ("settled_at", models.DateTimeField(blank=True, null=True)),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="caseload.case"
                ),
            ),
            (
                "follows",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.checkin",
                ),
            ),
            (
                "settled_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "window",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="check_ins",
                    to="orders.escalationwindow",
                ),
            ),
        ],
        options={
            "ordering": ["-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("settled_at__isnull", True)),
                    fields=["agency", "look_at"],
                    name="check_in_look",
                ),
                models.Index(
                    condition=models.Q(("settled_at__isnull", True)),
                    fields=["agency", "due_at"],
                    name="check_in_due",
                ),
                models.Index(fields=["agency", "case", "settled_at"], name="check_in_of_case"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("settled_at__isnull", True)),
                    fields=("case",),
                    name="one_open_check_in_per_case",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("settled_at__isnull", True), ("state__in", ["due", "missed"])),
                        models.Q(
                            models.Q(("state__in", ["due", "missed"]), _negated=True),
                            ("settled_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="open_check_in_is_not_settled",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CheckInPlan",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "if_not_reached",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="if I cannot be reached"
                ),
            ),
            (
                "call_order",
                caseload.foundation.crypto.EncryptedJSONField(
                    blank=True, default=list, verbose_name="who may be called, in this order"
                ),
            ),
            (
                "welfare_check",
                models.CharField(
                    choices=[
                        ("unknown", "Not asked yet"),
                        ("yes", "Yes, the client agrees"),
                        ("no", "No, not without asking"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="welfare check by the police",
                ),
            ),
            (
                "wait_minutes",
                models.PositiveSmallIntegerField(
                    default=0, verbose_name="how long to wait first, in minutes"
                ),
            ),
            ("every_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("no_contact", models.BooleanField(default=False)),
            (
                "wish",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="in the client's words"
                ),
            ),
            ("agreed_at", models.DateTimeField(blank=True, null=True)),
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
                "agreed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "case",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="check_in_plan",
                    to="caseload.case",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("wait_minutes__lte", 1440)), name="check_in_wait_is_a_day_at_most"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="NotReachedStep",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("supervisor_call", "The supervisor calls the client"),
                        ("emergency_contact", "The emergency contact is called"),
                        ("welfare_check", "A welfare check by the police"),
                    ],
                    max_length=20,
                ),
            ),
            ("opens_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "To be done"),
                        ("reached", "Done: the client is reached"),
                        ("done", "Done: not reached"),
                        ("not_allowed", "Not allowed: the client has not agreed"),
                        ("not_needed", "No longer needed"),
                    ],
                    default="open",
                    max_length=12,
                ),
            ),
            (
                "basis",
                models.CharField(
                    blank=True,
                    choices=[
                        ("agreed", "The client agreed beforehand"),
                        ("danger", "Imminent danger, by the agency's policy"),
                    ],
                    default="",
                    max_length=8,
                ),
            ),
            ("words", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
            ("settled_at", models.DateTimeField(blank=True, null=True)),
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
                "check_in",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="orders.checkin"
                ),
            ),
            (
                "contact",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.emergencycontact",
                ),
            ),
            (
                "settled_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["check_in", "position"],
            "indexes": [models.Index(fields=["agency", "check_in"], name="not_reached_step_of")],
            "constraints": [
                models.UniqueConstraint(
                    fields=("check_in", "position"), name="not_reached_steps_are_numbered"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("case",),
                    name="one_not_reached_step_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "welfare_check"), ("state", "done"), _negated=True),
                        models.Q(("basis", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="welfare_check_has_its_basis",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NotedEvent",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("source_key", models.CharField(editable=False, max_length=80)),
            (
                "trigger",
                models.CharField(
                    choices=[
                        ("service", "An order was served"),
                        ("separation", "Separation, moving out or telling it is over"),
                        ("violation", "An order was violated"),
                        ("strangulation", "Strangulation was disclosed"),
                        ("stalking", "Stalking, following or spying"),
                        ("firearm_access", "Access to firearms"),
                        ("surrender_overdue", "Firearms were due and no proof has come"),
                        ("hearing", "A hearing"),
                        ("order_ended", "An order was denied, dismissed or has expired"),
                        ("release", "Release from custody"),
                        ("job_loss", "The respondent lost work"),
                        ("programme_intake", "A batterer programme begins"),
                        ("programme_ended", "Sessions missed, or the programme was ended"),
                        ("court_papers", "Divorce, custody, support or child-protection papers"),
                        ("custody_exchange", "Handing over the children"),
                        ("new_partner", "A new partner became known"),
                        ("threats", "Threats of homicide or suicide"),
                        ("location_disclosed", "The location may be known"),
                        ("attempt", "Service was attempted; the respondent may know"),
                        ("client_fear", "The client says the fear is rising"),
                    ],
                    max_length=20,
                    verbose_name="what happened",
                ),
            ),
            (
                "detail",
                models.CharField(
                    blank=True,
                    choices=[
                        ("moved_out", "Moved out"),
                        ("told_over", "Told the respondent that it is over"),
                        ("apart", "They live apart now"),
                        ("returned", "They live together again"),
                        ("known", "Yes, the respondent knows"),
                        ("not_known", "No, the respondent does not know"),
                        ("unsure", "It is not known whether the respondent knows"),
                    ],
                    default="",
                    max_length=10,
                ),
            ),
            ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
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
            ("reason", caseload.foundation.crypto.EncryptedTextField(verbose_name="what happened, in short")),
            ("known_at", models.DateTimeField()),
            ("no_window", models.CharField(blank=True, default="", max_length=16)),
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
                    related_name="noted_events",
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
                    to="orders.notedevent",
                ),
            ),
            (
                "noted_by",
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
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="noted_events",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "ordering": ["-happened_from", "-pk"],
            "indexes": [models.Index(fields=["agency", "case", "state"], name="noted_of_case")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                    name="noted_event_is_an_interval",
                ),
                models.CheckConstraint(
                    condition=models.Q(("level__isnull", True), ("level__range", (1, 4)), _connector="OR"),
                    name="noted_level_is_on_the_scale",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "stands")),
                    fields=("agency", "source_key"),
                    name="one_standing_note_per_event",
                ),
            ],
        },
    ),
]

DATES = [
    migrations.CreateModel(
        name="Deadline",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("full_hearing", "Full hearing by"),
                        ("hearing", "Hearing"),
                        ("service_before_hearing", "Served before the hearing"),
                        ("unserved", "Still not served: review"),
                        ("firearm_surrender", "Firearms handed over"),
                        ("firearm_receipt", "Receipt for firearms at the court"),
                        ("firearm_review", "Firearms compliance review, about"),
                        ("return_of_service", "Proof of service filed"),
                        ("renewal_opens", "Renewal may be asked for from"),
                        ("expiry", "The order ends"),
                        ("lapse", "Protection may lapse"),
                    ],
                    max_length=24,
                    verbose_name="what is due",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("open", "Open"), ("met", "Done"), ("dropped", "Does not apply any more")],
                    default="open",
                    max_length=8,
                ),
            ),
            ("due_from", models.DateTimeField(blank=True, null=True)),
            ("due_until", models.DateTimeField(blank=True, null=True)),
            ("is_day", models.BooleanField(default=True)),
            ("counted_from", models.DateTimeField(blank=True, null=True)),
            ("counted_until", models.DateTimeField(blank=True, null=True)),
            ("missing_year", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("rule", models.JSONField(blank=True, default=dict)),
            ("rules_number", models.PositiveIntegerField(default=0)),
            ("overwritten_at", models.DateTimeField(blank=True, null=True)),
            (
                "overwritten_why",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="where this date is from"
                ),
            ),
            ("met_at", models.DateTimeField(blank=True, null=True)),
            ("raised_at", models.DateTimeField(blank=True, null=True)),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="caseload.case"
                ),
            ),
            (
                "hearing",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="deadlines",
                    to="orders.hearing",
                ),
            ),
            (
                "met_by",
                models.ForeignKey(
                    blank=True,
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
                    related_name="deadlines",
                    to="orders.protectiveorder",
                ),
            ),
            (
                "overwritten_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": [models.OrderBy(models.F("due_from"), nulls_first=True), "pk"],
            "indexes": [
                models.Index(fields=["agency", "order", "state"], name="deadline_of_order"),
                models.Index(fields=["agency", "case", "state", "due_from"], name="deadline_of_case"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("hearing__isnull", True)),
                    fields=("order", "kind"),
                    name="one_deadline_of_a_kind",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("hearing__isnull", False)),
                    fields=("order", "kind", "hearing"),
                    name="one_deadline_per_hearing",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("due_from__isnull", True), ("due_until__isnull", True)),
                        ("due_until__gte", models.F("due_from")),
                        _connector="OR",
                    ),
                    name="deadline_is_an_interval",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("due_from__isnull", False), ("missing_year__isnull", False), _connector="OR"
                    ),
                    name="deadline_is_due_or_says_why_not",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DeadlineStep",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("key", models.CharField(max_length=30)),
            ("who", models.CharField(max_length=12)),
            ("priority", models.PositiveSmallIntegerField(default=2)),
            ("opens_at", models.DateTimeField()),
            ("look_at", models.DateTimeField()),
            ("due_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[("pending", "Not due yet"), ("taken", "Task opened"), ("passed", "Not needed")],
                    default="pending",
                    max_length=8,
                ),
            ),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
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
                "deadline",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="orders.deadline"
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.protectiveorder"
                ),
            ),
        ],
        options={
            "ordering": ["opens_at", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "pending")), fields=["agency", "look_at"], name="step_due"
                ),
                models.Index(
                    condition=models.Q(("state", "pending")), fields=["agency", "order"], name="step_of_order"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("deadline", "key", "opens_at"), name="one_step_per_instant"),
                models.CheckConstraint(
                    condition=models.Q(("state", "pending"), ("taken_at__isnull", False), _connector="OR"),
                    name="step_was_taken_at_an_instant",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Renewal",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("not_asked", "Not asked yet"),
                        ("renew", "Wants to renew"),
                        ("no", "Does not want to renew"),
                        ("undecided", "Not decided yet"),
                        ("not_reached", "Could not be reached"),
                    ],
                    default="not_asked",
                    max_length=12,
                    verbose_name="what the client wants",
                ),
            ),
            ("answered_on", models.DateField(blank=True, null=True, verbose_name="said on")),
            (
                "whose",
                models.CharField(
                    blank=True,
                    choices=[
                        ("client", "The client's own words"),
                        ("ours", "In our words"),
                        ("other", "Somebody spoke for the client"),
                    ],
                    default="",
                    max_length=8,
                    verbose_name="whose words",
                ),
            ),
            (
                "words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="in words"
                ),
            ),
            ("filed_on", models.DateField(blank=True, null=True, verbose_name="petition filed on")),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("granted", "Granted"),
                        ("denied", "Denied"),
                        ("withdrawn", "Petition taken back"),
                    ],
                    default="",
                    max_length=10,
                    verbose_name="what came of it",
                ),
            ),
            ("outcome_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
            ("asks", models.BooleanField(default=True, editable=False)),
            ("ends_at", models.DateTimeField(editable=False)),
            ("opens_on", models.DateField(blank=True, editable=False, null=True)),
            ("round", models.PositiveSmallIntegerField(default=1, editable=False)),
            ("last_step", models.CharField(blank=True, default="", editable=False, max_length=6)),
            ("next_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("end_raised_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="renewals", to="caseload.case"
                ),
            ),
            (
                "order",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="renewal",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("next_due_at__isnull", False)),
                    fields=["agency", "next_due_at"],
                    name="renewal_due",
                ),
                models.Index(fields=["agency", "ends_at"], name="renewal_by_end"),
                models.Index(fields=["agency", "case"], name="renewal_of_case"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("answer", "not_asked"), ("answered_on__isnull", False), _connector="OR"
                    ),
                    name="renewal_answer_has_a_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(("outcome", ""), ("outcome_on__isnull", False), _connector="OR"),
                    name="renewal_outcome_has_a_day",
                ),
            ],
        },
    ),
]

RESPONDENTS = [
    migrations.CreateModel(
        name="Custody",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "state",
                models.CharField(
                    choices=[("held", "In custody"), ("released", "Released"), ("void", "Withdrawn")],
                    default="held",
                    max_length=10,
                ),
            ),
            ("since_on", models.DateField(blank=True, null=True, verbose_name="since")),
            (
                "facility",
                models.CharField(
                    choices=[
                        ("jail", "Jail"),
                        ("prison", "Prison"),
                        ("police", "Police custody"),
                        ("hospital", "Hospital, held there"),
                        ("immigration", "Immigration detention"),
                        ("other", "Somewhere else"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=12,
                    verbose_name="what kind of place",
                ),
            ),
            (
                "place",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="where"),
            ),
            (
                "expected",
                models.CharField(
                    choices=[
                        ("unknown", "Not known"),
                        ("on_date", "On a date"),
                        ("about", "About that date, give or take some days"),
                    ],
                    default="unknown",
                    max_length=10,
                    verbose_name="expected release",
                ),
            ),
            ("expected_on", models.DateField(blank=True, null=True, verbose_name="expected on")),
            (
                "give_or_take_days",
                models.PositiveSmallIntegerField(default=0, verbose_name="give or take how many days"),
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
            (
                "note",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="good to know"
                ),
            ),
            ("source_key", models.CharField(blank=True, default="", editable=False, max_length=80)),
            ("watch_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("released_from", models.DateTimeField(blank=True, null=True)),
            ("released_until", models.DateTimeField(blank=True, null=True)),
            (
                "released_precision",
                models.CharField(
                    blank=True,
                    choices=[
                        ("exact", "To the minute"),
                        ("hour", "Within the hour"),
                        ("part_of_day", "Part of the day"),
                        ("date_only", "Only the date"),
                        ("approx_date", "About that date, give or take some days"),
                        ("unknown", "Date not known"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            ("released_said", models.JSONField(blank=True, default=dict)),
            ("released_tz", models.CharField(blank=True, default="", max_length=60)),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="custodies", to="caseload.case"
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
                "recorded_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "respondent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="custodies",
                    to="clients.respondent",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "custodies",
            "ordering": ["-pk"],
            "indexes": [
                models.Index(fields=["agency", "case"], name="custody_of_case"),
                models.Index(
                    condition=models.Q(("state", "held")),
                    fields=["agency", "watch_at"],
                    name="custody_watch_due",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("respondent__isnull", False), ("state", "held")),
                    fields=("respondent",),
                    name="one_custody_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "held"), ("watch_at__isnull", False)),
                        models.Q(models.Q(("state", "held"), _negated=True), ("watch_at__isnull", True)),
                        _connector="OR",
                    ),
                    name="custody_is_watched_while_it_lasts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "released"), _negated=True),
                        ("released_until__gte", models.F("released_from")),
                        _connector="OR",
                    ),
                    name="release_has_its_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("expected", "unknown"), ("expected_on__isnull", False), _connector="OR"
                    ),
                    name="expected_release_has_a_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="FirearmSurrender",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "watch_ref",
                models.CharField(default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22),
            ),
            (
                "access",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="the respondent has firearms, or can reach some",
                ),
            ),
            (
                "access_source",
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
                "access_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what is known"
                ),
            ),
            (
                "ordered",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="the court ordered that they are handed over",
                ),
            ),
            (
                "to_whom",
                models.CharField(
                    blank=True,
                    choices=[
                        ("police", "Police"),
                        ("sheriff", "Sheriff"),
                        ("dealer", "A licensed dealer"),
                        ("person", "A person the court allows"),
                        ("court", "The court"),
                        ("other", "Somebody else"),
                    ],
                    default="",
                    max_length=8,
                    verbose_name="to whom",
                ),
            ),
            (
                "to_whom_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="name or place"
                ),
            ),
            (
                "exempt",
                models.CharField(
                    choices=[
                        ("unknown", "Not known"),
                        ("none", "No exemption"),
                        ("duty", "A duty weapon, at work only; the others are to be handed over"),
                        ("all", "Exempt from handing anything over"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="exemption",
                ),
            ),
            (
                "exempt_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what the exemption says"
                ),
            ),
            (
                "permit_suspended",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="the permit is suspended",
                ),
            ),
            ("proof_on", models.DateField(blank=True, null=True, verbose_name="proof came on")),
            (
                "proof_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("receipt", "Receipt of police, sheriff or dealer"),
                        ("court_file", "Paper in the court's file"),
                        ("sworn", "Sworn statement that there are none"),
                        ("officer", "An officer said so"),
                        ("other", "Something else"),
                    ],
                    default="",
                    max_length=10,
                    verbose_name="what proves it",
                ),
            ),
            (
                "proof_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what it says"
                ),
            ),
            (
                "filed_on",
                models.DateField(blank=True, null=True, verbose_name="receipt filed at the court on"),
            ),
            (
                "set_aside_reason",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="why proof was set aside"
                ),
            ),
            ("client_told_on", models.DateField(blank=True, null=True, verbose_name="client told on")),
            ("next_due_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("overdue_for", models.DateTimeField(blank=True, editable=False, null=True)),
            ("overdue_raised_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="firearms", to="caseload.case"
                ),
            ),
            (
                "continues",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="continued_by",
                    to="orders.firearmsurrender",
                ),
            ),
            (
                "order",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="firearms",
                    to="orders.protectiveorder",
                ),
            ),
            (
                "proof_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("next_due_at__isnull", False)),
                    fields=["agency", "next_due_at"],
                    name="surrender_due",
                ),
                models.Index(fields=["agency", "case"], name="firearms_of_case"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("proof_on__isnull", True),
                        models.Q(("proof_kind", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="proof_says_what_it_is",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ProgrammeOrder",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "ordered_by",
                models.CharField(
                    choices=[
                        ("this_order", "The protective order"),
                        ("criminal", "A criminal court, or probation"),
                        ("family", "A family court"),
                        ("child", "Child protective services"),
                        ("own_will", "The respondent's own decision"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=10,
                    verbose_name="who ordered it",
                ),
            ),
            (
                "programme",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="which programme"
                ),
            ),
            ("starts_on", models.DateField(blank=True, null=True, verbose_name="begins on")),
            (
                "required_sessions",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions required"),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="caseload.case"
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="programmes",
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
            (
                "respondent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="programmes",
                    to="clients.respondent",
                ),
            ),
        ],
        options={
            "ordering": ["-pk"],
            "indexes": [models.Index(fields=["agency", "case"], name="programme_of_case")],
        },
    ),
    migrations.CreateModel(
        name="ProgrammeFact",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("info_date", models.DateField(verbose_name="holds for")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("ordered", "Ordered, not begun"),
                        ("started", "Intake, or first session"),
                        ("attending", "Attending"),
                        ("completed", "Completed"),
                        ("terminated", "Sent away, or ended without completing"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=10,
                    verbose_name="how it stands",
                ),
            ),
            (
                "attended",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions attended"),
            ),
            (
                "missed",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions missed"),
            ),
            (
                "discharge_reason",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="why it ended"
                ),
            ),
            (
                "source",
                models.CharField(
                    choices=[
                        ("programme", "The programme"),
                        ("probation", "Probation or parole"),
                        ("court", "The court"),
                        ("client_said", "The client said so"),
                        ("respondent", "The respondent told the client"),
                        ("other", "Somebody else"),
                    ],
                    max_length=11,
                    verbose_name="how we know",
                ),
            ),
            (
                "words",
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
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
                "programme",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="facts",
                    to="orders.programmeorder",
                ),
            ),
        ],
        options={
            "ordering": ["-info_date", "-pk"],
            "indexes": [models.Index(fields=["agency", "programme", "info_date"], name="fact_of_programme")],
        },
    ),
]

VIOLATIONS = [
    migrations.CreateModel(
        name="Violation",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
            ("terms", models.JSONField(blank=True, default=list)),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("in_person", "In person"),
                        ("call", "Phone call or voicemail"),
                        ("message", "Text or message"),
                        ("email", "Email"),
                        ("social", "Social media"),
                        ("post", "Letter, parcel or gift"),
                        ("third_party", "Through other people"),
                        ("at_place", "At a place the order names"),
                        ("property", "Entering, taking or breaking something"),
                        ("device", "Through a device, an account or a tracker"),
                        ("children", "At or about the handing over of the children"),
                        ("other", "Another way"),
                    ],
                    max_length=12,
                    verbose_name="how",
                ),
            ),
            ("facts", caseload.foundation.crypto.EncryptedTextField(verbose_name="what happened")),
            (
                "client_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="the client's own words"
                ),
            ),
            (
                "place",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="where"),
            ),
            (
                "witnesses",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="who saw or heard it"
                ),
            ),
            (
                "children_present",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="children were there",
                ),
            ),
            (
                "followed",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="following, watching or spying",
                ),
            ),
            (
                "threats",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="threats to kill: the client, others, or themselves",
                ),
            ),
            (
                "weapon",
                models.CharField(
                    choices=[
                        ("no", "No"),
                        ("firearm", "A firearm"),
                        ("other", "Another weapon, or something used as one"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="weapon",
                ),
            ),
            (
                "injury",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="injury",
                ),
            ),
            (
                "strangulation",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="pressure on the neck, choking",
                ),
            ),
            (
                "medical_care",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="medical care",
                ),
            ),
            (
                "police_called",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="police were called",
                ),
            ),
            ("strangulation_told_at", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "reporting",
                models.CharField(
                    choices=[
                        ("not_asked", "Not asked yet"),
                        ("undecided", "Not decided"),
                        ("wants", "Wants to report it"),
                        ("does_not", "Does not want to report it"),
                        ("reported", "Reported it, or somebody else did"),
                    ],
                    default="not_asked",
                    max_length=10,
                    verbose_name="the client's choice about reporting",
                ),
            ),
            ("ask_again_on", models.DateField(blank=True, null=True, verbose_name="ask again on")),
            ("options", models.JSONField(blank=True, default=list)),
            ("options_on", models.DateField(blank=True, null=True, verbose_name="talked over on")),
            (
                "options_words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what the client said about it"
                ),
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
            ("known_to_agency_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            (
                "state",
                models.CharField(
                    choices=[("stands", "Stands"), ("withdrawn", "Withdrawn")],
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="violations", to="caseload.case"
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
                "recorded_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "respondent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="violations",
                    to="clients.respondent",
                ),
            ),
        ],
        options={
            "ordering": ["-happened_from", "-pk"],
            "indexes": [models.Index(fields=["agency", "case", "-happened_from"], name="violation_of_case")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                    name="violation_is_an_interval",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ViolationStep",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("reported", "Reported"),
                        ("arrest", "Arrest"),
                        ("no_arrest", "No arrest"),
                        ("prosecutor", "Contact with the prosecutor"),
                        ("charge", "Charge"),
                        ("declined", "Not charged"),
                        ("contempt", "Contempt motion"),
                        ("outcome", "Outcome in court"),
                    ],
                    max_length=12,
                    verbose_name="what",
                ),
            ),
            ("happened_on", models.DateField(verbose_name="on")),
            (
                "office",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="agency, court or office"
                ),
            ),
            (
                "person",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="officer or other person there"
                ),
            ),
            (
                "number",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="number of the report or the case"
                ),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("convicted", "Convicted, or pleaded guilty"),
                        ("contempt_found", "Contempt was found"),
                        ("diverted", "Ended with conditions"),
                        ("dismissed", "Dismissed"),
                        ("acquitted", "Not guilty, or contempt not found"),
                        ("other", "Another outcome"),
                    ],
                    default="",
                    max_length=14,
                    verbose_name="outcome",
                ),
            ),
            (
                "detail",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="good to know"
                ),
            ),
            ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                "recorded_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "violation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="orders.violation"
                ),
            ),
        ],
        options={
            "ordering": ["happened_on", "pk"],
            "indexes": [models.Index(fields=["agency", "violation"], name="step_of_violation")],
        },
    ),
    migrations.CreateModel(
        name="EvidenceItem",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("screenshot", "Screenshot"),
                        ("message", "Text, email or voicemail"),
                        ("call_log", "Call list"),
                        ("picture", "Photo or video"),
                        ("letter", "Letter or object"),
                        ("medical", "Medical paper"),
                        ("police_paper", "Paper from the police or the court"),
                        ("statement", "Written words of a witness"),
                        ("other", "Something else"),
                    ],
                    max_length=12,
                    verbose_name="what it is",
                ),
            ),
            (
                "description",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what it shows"
                ),
            ),
            (
                "keeper",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("trusted", "A person the client trusts"),
                        ("police", "Police or prosecutor"),
                        ("attorney", "The client's attorney"),
                        ("court", "The court"),
                        ("medical", "A clinic or hospital"),
                    ],
                    default="client",
                    max_length=8,
                    verbose_name="who has the original",
                ),
            ),
            (
                "kept_where",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="where it is kept"
                ),
            ),
            (
                "sha256",
                models.CharField(
                    blank=True, default="", max_length=64, verbose_name="fingerprint of the file"
                ),
            ),
            ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                "recorded_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "violation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="evidence",
                    to="orders.violation",
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["agency", "violation"], name="evidence_of_violation")],
        },
    ),
    migrations.CreateModel(
        name="ContactEvent",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                "channel",
                models.CharField(
                    choices=[
                        ("in_person", "In person"),
                        ("call", "Phone call or voicemail"),
                        ("message", "Text or message"),
                        ("email", "Email"),
                        ("social", "Social media"),
                        ("post", "Letter, parcel or gift"),
                        ("third_party", "Through other people"),
                        ("at_place", "At a place the order names"),
                        ("property", "Entering, taking or breaking something"),
                        ("device", "Through a device, an account or a tracker"),
                        ("children", "At or about the handing over of the children"),
                        ("other", "Another way"),
                    ],
                    max_length=12,
                    verbose_name="how",
                ),
            ),
            (
                "words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what it was about"
                ),
            ),
            ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    related_name="contact_events",
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
        ],
        options={
            "ordering": ["-happened_from", "-pk"],
            "indexes": [
                models.Index(fields=["agency", "case", "-happened_from"], name="contact_event_of_case")
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                    name="contact_event_is_an_interval",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ChronologyPrint",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("entries", models.JSONField(default=list)),
            ("parts", models.JSONField(default=list)),
            (
                "asked_by",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("attorney", "The client's attorney, and the client agrees"),
                        ("police", "Police or prosecutor, and the client agrees"),
                        ("court", "The court, and the client agrees"),
                    ],
                    max_length=10,
                ),
            ),
            ("approved_on", models.DateField()),
            (
                "storage",
                models.CharField(
                    choices=[
                        ("do_not_print", "Do not print"),
                        ("safe_place", "In a safe place"),
                        ("trusted_person", "With a trusted person"),
                        ("photo_only", "As a photo only: the paper is destroyed"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "reason",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what was said about keeping it"
                ),
            ),
            ("copies", models.PositiveSmallIntegerField(default=1)),
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
                "printed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
                ),
            ),
        ],
        options={
            "ordering": ["-created_at", "-pk"],
            "indexes": [models.Index(fields=["agency", "case"], name="chronology_of_case")],
        },
    ),
]

NOTICES = [
    migrations.CreateModel(
        name="NoticeBatch",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "source",
                models.CharField(blank=True, default="", max_length=120, verbose_name="where it came from"),
            ),
            ("channel", models.CharField(choices=[("command", "Command"), ("api", "API")], max_length=8)),
            ("format", models.CharField(max_length=4)),
            ("encoding", models.CharField(max_length=10)),
            ("digest", models.BinaryField()),
            ("rows", models.PositiveIntegerField(default=0)),
            ("refused", models.JSONField(default=list)),
            ("unmatched", models.PositiveIntegerField(default=0)),
            ("finished_at", models.DateTimeField(null=True)),
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
                "received_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "notice batches",
            "indexes": [models.Index(fields=["agency", "digest"], name="notice_batch_of_file")],
        },
    ),
    migrations.CreateModel(
        name="OrderKey",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("order_number", models.BinaryField(null=True)),
            ("case_number", models.BinaryField(null=True)),
            ("of_version", models.PositiveIntegerField()),
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="caseload.case"
                ),
            ),
            (
                "order",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="keys",
                    to="orders.protectiveorder",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "order_number"], name="order_by_number"),
                models.Index(fields=["agency", "case_number"], name="order_by_case_number"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ServiceNotice",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("line", models.PositiveIntegerField()),
            ("digest", models.BinaryField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("queued", "Waits for a decision"),
                        ("recorded", "Recorded"),
                        ("dismissed", "Not about this order"),
                    ],
                    default="queued",
                    max_length=10,
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
                "attempt",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notices",
                    to="orders.serviceattempt",
                ),
            ),
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notices",
                    to="orders.noticebatch",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.case",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "state"], name="notice_by_state")],
            "constraints": [
                models.UniqueConstraint(fields=("agency", "digest"), name="one_notice_of_a_content")
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeCandidate",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "doubt",
                models.CharField(
                    blank=True,
                    choices=[
                        ("several", "More than one order fits"),
                        ("court", "The number fits, the court does not"),
                        ("written", "The number is written in another way"),
                        ("numbers", "One number fits, the other does not"),
                        ("kind", "The number fits, the kind of order does not"),
                        ("ended", "The order has ended"),
                        ("served", "The order is on record as served, at another time"),
                        ("paper", "The court changed the order: which paper was served is not said"),
                        ("not_issued", "The order is not recorded as issued"),
                        ("before", "The moment of service does not go with the dates of the order"),
                        ("outcome", "What happened is not in words we know"),
                        ("moment", "The time of service cannot be read as it is written"),
                        ("detail", "A detail of the notice cannot be read as it is written"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "Waits for a decision"),
                        ("chosen", "Recorded"),
                        ("ruled_out", "Not about this order"),
                    ],
                    default="open",
                    max_length=10,
                ),
            ),
            ("content", caseload.foundation.crypto.EncryptedJSONField(blank=True, default=dict)),
            ("settled_at", models.DateTimeField(null=True)),
            ("reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
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
                "order",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notice_candidates",
                    to="orders.protectiveorder",
                ),
            ),
            (
                "settled_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="candidates",
                    to="orders.servicenotice",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "state", "case"], name="candidate_by_state")],
            "constraints": [
                models.UniqueConstraint(fields=("notice", "order"), name="one_candidate_of_an_order")
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeRegistration",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("registered", "Registered"),
                        ("declined", "Offered; the client does not want it"),
                        ("ended", "Ended"),
                    ],
                    default="registered",
                    max_length=10,
                ),
            ),
            (
                "service",
                models.CharField(
                    choices=[
                        ("vine", "VINE (custody and release)"),
                        ("vpo", "VINE Protective Order (service of the order)"),
                        ("other", "Another service"),
                    ],
                    default="vpo",
                    max_length=5,
                    verbose_name="which service",
                ),
            ),
            (
                "service_name",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="name of the service"
                ),
            ),
            (
                "registered_by_client",
                models.BooleanField(default=True, verbose_name="the client registered themselves"),
            ),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("call", "Call"),
                        ("text", "Text message"),
                        ("email", "E-mail"),
                        ("app", "App"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=7,
                    verbose_name="how it tells the client",
                ),
            ),
            (
                "test_call",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="test notice came",
                ),
            ),
            ("registered_on", models.DateField(blank=True, null=True, verbose_name="registered on")),
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
                    related_name="registrations",
                    to="caseload.case",
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="registrations",
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
            "ordering": ["-pk"],
            "indexes": [models.Index(fields=["agency", "case"], name="registration_of_case")],
        },
    ),
    migrations.CreateModel(
        name="ClientNotice",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("served", "The order was served"),
                        ("released", "The respondent was released"),
                        ("hearing", "A hearing was moved"),
                        ("other", "Something else"),
                    ],
                    max_length=8,
                    verbose_name="what was told",
                ),
            ),
            (
                "via",
                models.CharField(
                    choices=[
                        ("vine", "A notice of VINE"),
                        ("vpo", "A notice of VINE Protective Order"),
                        ("service", "A notice of another service"),
                        ("police", "Police or sheriff told the client"),
                        ("respondent", "The respondent said so"),
                        ("saw", "The client saw or heard it"),
                        ("other", "Another way"),
                    ],
                    max_length=10,
                    verbose_name="how the client knows",
                ),
            ),
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
                "words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="in words"
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
                "attempt",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.serviceattempt",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="client_notices",
                    to="caseload.case",
                ),
            ),
            (
                "custody",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.custody",
                ),
            ),
            (
                "order",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
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
            (
                "registration",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="orders.noticeregistration",
                ),
            ),
        ],
        options={
            "ordering": ["-happened_from", "-pk"],
            "indexes": [models.Index(fields=["agency", "case"], name="client_notice_of_case")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                    name="client_notice_is_an_interval",
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    replaces = [
        ("orders", "0001_initial"),
        ("orders", "0002_windows_from_any_event"),
        ("orders", "0003_calendar_feed"),
        ("orders", "0004_service_notices"),
        ("orders", "0005_court_deadlines"),
        ("orders", "0006_noted_events_and_custody"),
        ("orders", "0007_violations"),
        ("orders", "0008_firearms"),
        ("orders", "0009_check_ins"),
        ("orders", "0010_orders_as_events"),
        ("orders", "0011_rules_proposed"),
        ("orders", "0012_renewals"),
        ("orders", "0013_notices_to_clients"),
        ("orders", "0014_programmes"),
        ("orders", "0015_hearing_called_off"),
    ]

    initial = True

    dependencies = [
        ("caseload", "0001_lantern"),
        ("clients", "0001_lantern"),
    ]

    operations = [
        tables.CreateModels(*ORDERS, *RULES, *WINDOWS, *DATES, *RESPONDENTS, *VIOLATIONS, *NOTICES),
        rls.ProtectModels(
            "protectiveorder",
            "hearing",
            "serviceattempt",
            "expectedservice",
            "orderversion",
            "orderevent",
            "orderscan",
            "firearmanswers",
            "calendarfeed",
            "escalationpolicy",
            "policydraft",
            "jurisdictionrules",
            "courtday",
            "escalationwindow",
            "windowphase",
            "alert",
            "rulesmove",
            "rulesmoveitem",
            "checkin",
            "checkinplan",
            "notreachedstep",
            "notedevent",
            "deadline",
            "deadlinestep",
            "renewal",
            "custody",
            "firearmsurrender",
            "programmeorder",
            "programmefact",
            "violation",
            "violationstep",
            "evidenceitem",
            "contactevent",
            "chronologyprint",
            "noticebatch",
            "orderkey",
            "servicenotice",
            "noticecandidate",
            "noticeregistration",
            "clientnotice",
        ),
        rls.AppendOnly("orderversion", "orderevent", "firearmanswers", "programmefact"),
        migrations.RunSQL(DUE_WINDOWS, reverse_sql="DROP FUNCTION lantern_due_agencies(timestamptz)"),
        migrations.RunSQL(FEED_AGENCY, reverse_sql="DROP FUNCTION lantern_feed_agency(text)"),
        migrations.RunSQL(
            DUE_DEADLINES, reverse_sql="DROP FUNCTION lantern_agencies_with_deadlines(timestamptz)"
        ),
        migrations.RunSQL(DUE_CUSTODY, reverse_sql="DROP FUNCTION lantern_due_custody(timestamptz)"),
        migrations.RunSQL(DUE_SURRENDERS, reverse_sql="DROP FUNCTION lantern_due_surrenders(timestamptz)"),
        migrations.RunSQL(
            DUE_CHECK_INS, reverse_sql="DROP FUNCTION lantern_agencies_with_check_ins(timestamptz)"
        ),
        migrations.RunSQL(
            DUE_RULES_MOVES, reverse_sql="DROP FUNCTION lantern_agencies_with_rules_moves(timestamptz)"
        ),
        migrations.RunSQL(DUE_RENEWALS, reverse_sql="DROP FUNCTION lantern_due_renewals(timestamptz)"),
    ]
