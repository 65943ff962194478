import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls

# Which agencies have somebody in custody to ask about. It answers with ids and nothing else.
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


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0001_initial"),
        ("clients", "0001_initial"),
        ("orders", "0005_court_deadlines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Custody",
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
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="where"
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custodies",
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
            name="NotedEvent",
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
                (
                    "reason",
                    caseload.foundation.crypto.EncryptedTextField(verbose_name="what happened, in short"),
                ),
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
                        condition=models.Q(
                            ("level__isnull", True), ("level__range", (1, 4)), _connector="OR"
                        ),
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
        rls.ProtectModels("Custody", "NotedEvent"),
        migrations.RunSQL(DUE_CUSTODY, reverse_sql="DROP FUNCTION lantern_due_custody(timestamptz)"),
    ]
