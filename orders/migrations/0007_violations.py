import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0001_initial"),
        ("clients", "0001_initial"),
        ("orders", "0006_noted_events_and_custody"),
    ]

    operations = [
        migrations.CreateModel(
            name="Violation",
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
                    caseload.foundation.crypto.EncryptedTextField(
                        blank=True, default="", verbose_name="where"
                    ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="violations",
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
                        related_name="violations",
                        to="clients.respondent",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceItem",
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
            },
        ),
        migrations.CreateModel(
            name="ViolationStep",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="orders.violation",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ChronologyPrint",
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
        migrations.CreateModel(
            name="ContactEvent",
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
        migrations.AddIndex(
            model_name="violation",
            index=models.Index(fields=["agency", "case", "-happened_from"], name="violation_of_case"),
        ),
        migrations.AddConstraint(
            model_name="violation",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_until__gte", models.F("happened_from"))),
                name="violation_is_an_interval",
            ),
        ),
        migrations.AddIndex(
            model_name="evidenceitem",
            index=models.Index(fields=["agency", "violation"], name="evidence_of_violation"),
        ),
        migrations.AddIndex(
            model_name="violationstep",
            index=models.Index(fields=["agency", "violation"], name="step_of_violation"),
        ),
        rls.ProtectModels("Violation", "ViolationStep", "EvidenceItem", "ContactEvent", "ChronologyPrint"),
    ]
