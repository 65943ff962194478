import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls

# What the minute's sweep asks across agencies. It answers with ids and nothing else.
DUE_AGENCIES = """
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


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0001_initial"),
        ("clients", "0001_initial"),
        ("orders", "0004_service_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourtDay",
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
                ("day", models.DateField(verbose_name="day")),
                ("is_open", models.BooleanField(default=False, verbose_name="the court works on this day")),
                ("name", models.CharField(blank=True, default="", max_length=80, verbose_name="why")),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
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
            ],
            options={
                "ordering": [models.OrderBy(models.F("due_from"), nulls_first=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="DeadlineStep",
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
                ("key", models.CharField(max_length=30)),
                ("who", models.CharField(max_length=12)),
                ("priority", models.PositiveSmallIntegerField(default=2)),
                ("opens_at", models.DateTimeField()),
                ("look_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Not due yet"),
                            ("taken", "Task opened"),
                            ("passed", "Not needed"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["opens_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JurisdictionRules",
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
                ("pack_key", models.CharField(max_length=40, verbose_name="rules of")),
                ("data", models.JSONField()),
                ("effective_from", models.DateTimeField()),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked by us")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="next check")),
            ],
            options={
                "verbose_name_plural": "jurisdiction rules",
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="protectiveorder",
            name="deadlines_counted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="protectiveorder",
            name="expires_midnight",
            field=models.CharField(
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
        migrations.AddField(
            model_name="protectiveorder",
            name="lapse_raised_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="protectiveorder",
            index=models.Index(
                condition=models.Q(("deadlines_counted_at__isnull", True)),
                fields=["agency"],
                name="order_to_count",
            ),
        ),
        migrations.AddField(
            model_name="courtday",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.agency",
            ),
        ),
        migrations.AddField(
            model_name="courtday",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.agency",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="caseload.case"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="hearing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to="orders.hearing",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="met_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.staff",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deadlines",
                to="orders.protectiveorder",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="overwritten_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.staff",
            ),
        ),
        migrations.AddField(
            model_name="deadlinestep",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.agency",
            ),
        ),
        migrations.AddField(
            model_name="deadlinestep",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.case"
            ),
        ),
        migrations.AddField(
            model_name="deadlinestep",
            name="deadline",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="orders.deadline"
            ),
        ),
        migrations.AddField(
            model_name="deadlinestep",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.protectiveorder"
            ),
        ),
        migrations.AddField(
            model_name="jurisdictionrules",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="caseload.agency",
            ),
        ),
        migrations.AddField(
            model_name="jurisdictionrules",
            name="approved_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
            ),
        ),
        migrations.AddConstraint(
            model_name="courtday",
            constraint=models.UniqueConstraint(fields=("agency", "day"), name="one_entry_per_court_day"),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(fields=["agency", "order", "state"], name="deadline_of_order"),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(fields=["agency", "case", "state", "due_from"], name="deadline_of_case"),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hearing__isnull", True)),
                fields=("order", "kind"),
                name="one_deadline_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hearing__isnull", False)),
                fields=("order", "kind", "hearing"),
                name="one_deadline_per_hearing",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_from__isnull", True), ("due_until__isnull", True)),
                    ("due_until__gte", models.F("due_from")),
                    _connector="OR",
                ),
                name="deadline_is_an_interval",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_from__isnull", False), ("missing_year__isnull", False), _connector="OR"
                ),
                name="deadline_is_due_or_says_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="deadlinestep",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["agency", "look_at"], name="step_due"
            ),
        ),
        migrations.AddIndex(
            model_name="deadlinestep",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["agency", "order"], name="step_of_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinestep",
            constraint=models.UniqueConstraint(
                fields=("deadline", "key", "opens_at"), name="one_step_per_instant"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "pending"), ("taken_at__isnull", False), _connector="OR"),
                name="step_was_taken_at_an_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="jurisdictionrules",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="court_rules_are_numbered"),
        ),
        rls.ProtectModels("deadline", "deadlinestep", "jurisdictionrules", "courtday"),
        migrations.RunSQL(
            DUE_AGENCIES, reverse_sql="DROP FUNCTION lantern_agencies_with_deadlines(timestamptz)"
        ),
    ]
