import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0003_daily_digest"),
        ("orders", "0012_renewals"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeRegistration",
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
            },
        ),
        migrations.CreateModel(
            name="ClientNotice",
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
            },
        ),
        migrations.AddIndex(
            model_name="noticeregistration",
            index=models.Index(fields=["agency", "case"], name="registration_of_case"),
        ),
        migrations.AddIndex(
            model_name="clientnotice",
            index=models.Index(fields=["agency", "case"], name="client_notice_of_case"),
        ),
        migrations.AddConstraint(
            model_name="clientnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                name="client_notice_is_an_interval",
            ),
        ),
        rls.ProtectModels("NoticeRegistration", "ClientNotice"),
    ]
