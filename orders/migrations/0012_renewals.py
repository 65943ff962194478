import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls

# The agencies in which an order reaches a step of its last stretch: ids and nothing else.
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
# Orders that were there before are counted anew by the sweep, and followed from then on.
COUNT_ANEW = """
UPDATE orders_protectiveorder SET deadlines_counted_at = NULL
WHERE expires_at IS NOT NULL AND state = 'issued'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0003_daily_digest"),
        ("orders", "0011_rules_proposed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="orderevent",
            name="kind",
            field=models.CharField(
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
        migrations.CreateModel(
            name="Renewal",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="caseload.case",
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
        rls.ProtectModels("Renewal"),
        migrations.RunSQL(DUE_RENEWALS, reverse_sql="DROP FUNCTION lantern_due_renewals(timestamptz)"),
        migrations.RunSQL(COUNT_ANEW, reverse_sql=migrations.RunSQL.noop),
    ]
