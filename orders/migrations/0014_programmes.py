import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0003_daily_digest"),
        ("clients", "0001_initial"),
        ("orders", "0013_notices_to_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeOrder",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="caseload.case",
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
            },
        ),
        migrations.CreateModel(
            name="ProgrammeFact",
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
            },
        ),
        migrations.AddIndex(
            model_name="programmeorder",
            index=models.Index(fields=["agency", "case"], name="programme_of_case"),
        ),
        migrations.AddIndex(
            model_name="programmefact",
            index=models.Index(fields=["agency", "programme", "info_date"], name="fact_of_programme"),
        ),
        rls.ProtectModels("ProgrammeOrder", "ProgrammeFact"),
        rls.AppendOnly("ProgrammeFact"),
    ]
