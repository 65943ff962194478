import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0002_who_is_asked"),
        ("orders", "0009_check_ins"),
    ]

    operations = [
        migrations.AddField(
            model_name="protectiveorder",
            name="mutual",
            field=models.BooleanField(default=False, verbose_name="there are orders against both sides"),
        ),
        migrations.AlterField(
            model_name="protectiveorder",
            name="state",
            field=models.CharField(
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
        migrations.CreateModel(
            name="FirearmAnswers",
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
            name="OrderEvent",
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
                ("paper_version", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG")], max_length=4
                    ),
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
            name="OrderVersion",
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
        rls.ProtectModels("orderversion", "orderevent", "orderscan", "firearmanswers"),
        rls.AppendOnly("orderversion", "orderevent", "firearmanswers"),
    ]
