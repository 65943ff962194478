import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls

# The agencies in which firearms fall due: ids and nothing else, asked above the agencies each minute.
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


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0001_initial"),
        ("orders", "0007_violations"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirearmSurrender",
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
                    "watch_ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firearms",
                        to="caseload.case",
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
        rls.ProtectModels("FirearmSurrender"),
        migrations.RunSQL(DUE_SURRENDERS, reverse_sql="DROP FUNCTION lantern_due_surrenders(timestamptz)"),
    ]
