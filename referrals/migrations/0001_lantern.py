import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls, tables

LETTERS_STAY = """
CREATE FUNCTION referrals_letter_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.pdf, NEW.sha256, NEW.facts, NEW.paper, NEW.items, NEW.reference, NEW.kind, NEW.language, NEW.recipient,
        NEW.recipient_lines, NEW.signer, NEW.written_on, NEW.valid_until, NEW.finalised_at, NEW.case_id)
       IS DISTINCT FROM
       (OLD.pdf, OLD.sha256, OLD.facts, OLD.paper, OLD.items, OLD.reference, OLD.kind, OLD.language, OLD.recipient,
        OLD.recipient_lines, OLD.signer, OLD.written_on, OLD.valid_until, OLD.finalised_at, OLD.case_id)
       OR NEW.state IN ('draft', 'approved')
    THEN
        RAISE EXCEPTION 'a final letter does not change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_letter_stays BEFORE UPDATE ON referrals_letter
    FOR EACH ROW WHEN (OLD.sha256 <> '') EXECUTE FUNCTION referrals_letter_stays();
"""

NO_HIDDEN_ADDRESS = """
CREATE FUNCTION referrals_no_hidden_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM referrals_location WHERE id = NEW.location_id AND confidential) THEN
        RAISE EXCEPTION 'a confidential location has no address' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_no_hidden_address BEFORE INSERT OR UPDATE ON referrals_address
    FOR EACH ROW EXECUTE FUNCTION referrals_no_hidden_address();
"""

DIRECTORY = [
    migrations.CreateModel(
        name="Source",
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
            ("name", models.CharField(max_length=120)),
            ("format", models.CharField(max_length=10)),
            ("imported_at", models.DateTimeField()),
            ("counts", models.JSONField(default=dict)),
            (
                "agency",
                models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.agency",
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="one_source_of_a_name")],
        },
    ),
    migrations.CreateModel(
        name="Category",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("name", models.TextField()),
            ("code", models.CharField(blank=True, default="", max_length=60)),
            ("kind", models.CharField(blank=True, default="", max_length=20)),
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
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="referrals.category",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
            ("size", models.PositiveIntegerField(default=0, editable=False)),
        ],
        options={
            "abstract": False,
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_category_per_uuid")],
        },
    ),
    migrations.CreateModel(
        name="Organization",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("name", models.TextField(verbose_name="name")),
            ("alternate_name", models.TextField(blank=True, default="", verbose_name="also known as")),
            ("description", models.TextField(blank=True, default="", verbose_name="description")),
            ("email", models.CharField(blank=True, default="", max_length=254, verbose_name="e-mail")),
            ("website", models.CharField(blank=True, default="", max_length=500, verbose_name="website")),
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
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [
                models.UniqueConstraint(fields=("agency", "uuid"), name="one_organization_per_uuid")
            ],
        },
    ),
    migrations.CreateModel(
        name="Location",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("name", models.TextField(verbose_name="name")),
            ("alternate_name", models.TextField(blank=True, default="")),
            ("description", models.TextField(blank=True, default="")),
            ("transportation", models.TextField(blank=True, default="", verbose_name="how to get there")),
            ("accessibility", models.TextField(blank=True, default="", verbose_name="accessibility")),
            ("languages", models.TextField(blank=True, default="")),
            ("hours", models.TextField(blank=True, default="")),
            ("city", models.CharField(blank=True, default="", max_length=120)),
            ("state", models.CharField(blank=True, default="", max_length=60)),
            ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ("confidential", models.BooleanField(default=False, verbose_name="the address is confidential")),
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
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="locations",
                    to="referrals.organization",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_location_per_uuid")],
        },
    ),
    migrations.CreateModel(
        name="Address",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            (
                "kind",
                models.CharField(
                    choices=[("physical", "Street address"), ("postal", "Mailing address")],
                    default="physical",
                    max_length=8,
                ),
            ),
            ("attention", models.TextField(blank=True, default="")),
            ("line_1", models.TextField()),
            ("line_2", models.TextField(blank=True, default="")),
            ("city", models.CharField(blank=True, default="", max_length=120)),
            ("state", models.CharField(blank=True, default="", max_length=60)),
            ("postal_code", models.CharField(blank=True, default="", max_length=12)),
            ("country", models.CharField(default="US", max_length=2)),
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
                "location",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="addresses",
                    to="referrals.location",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_address_per_uuid")],
        },
    ),
    migrations.CreateModel(
        name="Resource",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("name", models.TextField(verbose_name="name")),
            ("alternate_name", models.TextField(blank=True, default="", verbose_name="also known as")),
            ("description", models.TextField(blank=True, default="", verbose_name="what they offer")),
            ("eligibility", models.TextField(blank=True, default="", verbose_name="who is served")),
            ("application", models.TextField(blank=True, default="", verbose_name="how to apply")),
            ("fees", models.TextField(blank=True, default="", verbose_name="cost")),
            ("documents", models.TextField(blank=True, default="", verbose_name="papers to bring")),
            ("languages", models.TextField(blank=True, default="", verbose_name="languages")),
            ("interpretation", models.TextField(blank=True, default="", verbose_name="interpreters")),
            ("hours", models.TextField(blank=True, default="", verbose_name="hours")),
            ("wait_time", models.TextField(blank=True, default="", verbose_name="waiting time")),
            ("keywords", models.TextField(blank=True, default="")),
            ("areas", models.TextField(blank=True, default="", verbose_name="area served")),
            ("email", models.CharField(blank=True, default="", max_length=254, verbose_name="e-mail")),
            ("website", models.CharField(blank=True, default="", max_length=500, verbose_name="website")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("active", "Open"),
                        ("temporarily closed", "Closed for now"),
                        ("inactive", "Not offered now"),
                        ("defunct", "No longer exists"),
                    ],
                    default="active",
                    max_length=20,
                    verbose_name="status",
                ),
            ),
            (
                "needs",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("shelter", "Shelter"),
                            ("housing", "Housing"),
                            ("financial", "Money"),
                            ("legal", "Legal help"),
                            ("health", "Health"),
                            ("counselling", "Counseling and support"),
                            ("food", "Food"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                    size=None,
                    verbose_name="good for",
                ),
            ),
            (
                "language_codes",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                ),
            ),
            ("serves_children", models.BooleanField(null=True, verbose_name="takes children")),
            ("serves_men", models.BooleanField(null=True, verbose_name="serves men")),
            ("serves_pets", models.BooleanField(null=True, verbose_name="takes pets")),
            ("confidential", models.BooleanField(default=False, verbose_name="the address is confidential")),
            ("verified_on", models.DateField(blank=True, null=True, verbose_name="last checked")),
            ("places", models.TextField(blank=True, default="", editable=False)),
            ("search", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
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
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="resources",
                    to="referrals.organization",
                ),
            ),
            (
                "verified_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
            (
                "categories",
                models.ManyToManyField(
                    related_name="resources", through="referrals.ResourceCategory", to="referrals.category"
                ),
            ),
            (
                "locations",
                models.ManyToManyField(
                    related_name="resources", through="referrals.Site", to="referrals.location"
                ),
            ),
        ],
        options={
            "abstract": False,
            "indexes": [models.Index(fields=["agency", "status"], name="resource_by_status")],
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_resource_per_uuid")],
        },
    ),
    migrations.CreateModel(
        name="ResourceCategory",
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
                "category",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="resource_links",
                    to="referrals.category",
                ),
            ),
            (
                "resource",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="category_links",
                    to="referrals.resource",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("resource", "category"), name="one_category_link_per_pair")
            ],
        },
    ),
    migrations.CreateModel(
        name="Site",
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
                "location",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="sites", to="referrals.location"
                ),
            ),
            (
                "resource",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="sites", to="referrals.resource"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("resource", "location"), name="one_site_per_pair")
            ],
        },
    ),
    migrations.CreateModel(
        name="Contact",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("name", models.TextField()),
            ("title", models.TextField(blank=True, default="")),
            ("department", models.TextField(blank=True, default="")),
            ("email", models.CharField(blank=True, default="", max_length=254)),
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
                "location",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="contacts",
                    to="referrals.location",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="contacts",
                    to="referrals.organization",
                ),
            ),
            (
                "resource",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="contacts",
                    to="referrals.resource",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_contact_per_uuid")],
        },
    ),
    migrations.CreateModel(
        name="Phone",
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
            ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("external_ref", models.CharField(blank=True, default="", editable=False, max_length=220)),
            ("source_hash", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ("number", models.CharField(max_length=20)),
            ("original", models.CharField(blank=True, default="", max_length=80)),
            ("extension", models.CharField(blank=True, default="", max_length=12)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("voice", "Phone"),
                        ("hotline", "Hotline"),
                        ("fax", "Fax"),
                        ("text", "Text"),
                        ("sms", "Text message"),
                        ("cell", "Cell phone"),
                        ("tty", "TTY"),
                        ("textphone", "Text phone"),
                        ("video", "Video phone"),
                        ("pager", "Pager"),
                    ],
                    default="voice",
                    max_length=10,
                ),
            ),
            ("label", models.TextField(blank=True, default="")),
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
                "contact",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="phones",
                    to="referrals.contact",
                ),
            ),
            (
                "location",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="phones",
                    to="referrals.location",
                ),
            ),
            (
                "organization",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="phones",
                    to="referrals.organization",
                ),
            ),
            (
                "resource",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="phones",
                    to="referrals.resource",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="referrals.source",
                ),
            ),
        ],
        options={
            "abstract": False,
            "constraints": [models.UniqueConstraint(fields=("agency", "uuid"), name="one_phone_per_uuid")],
        },
    ),
]

REFERRALS = [
    migrations.CreateModel(
        name="Referral",
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
                "provider",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="provider, if it is not in the directory"
                ),
            ),
            (
                "need",
                models.CharField(
                    choices=[
                        ("shelter", "Shelter"),
                        ("housing", "Housing"),
                        ("financial", "Money"),
                        ("legal", "Legal help"),
                        ("health", "Health"),
                        ("counselling", "Counseling and support"),
                        ("food", "Food"),
                        ("other", "Something else"),
                    ],
                    max_length=12,
                    verbose_name="for",
                ),
            ),
            (
                "mode",
                models.CharField(
                    choices=[
                        ("info", "Information: the client makes contact"),
                        ("warm", "Warm handover: we make contact together"),
                        ("letter", "With a letter"),
                    ],
                    default="info",
                    max_length=8,
                    verbose_name="how",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("offered", "Offered to the client"),
                        ("sent", "Sent to the provider"),
                        ("accepted", "Accepted"),
                        ("waitlisted", "On the waiting list"),
                        ("declined", "Declined"),
                        ("unreachable", "Provider could not be reached"),
                        ("placed", "Placed: the client got it"),
                        ("closed", "Closed"),
                    ],
                    default="draft",
                    max_length=12,
                ),
            ),
            (
                "decline_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("capacity", "No place or no money left"),
                        ("ineligible", "The client does not meet their rules"),
                        ("children", "They do not take the children"),
                        ("pets", "They do not take the pets"),
                        ("gender", "They do not serve the client's gender"),
                        ("language", "Not in the client's language"),
                        ("access", "Not accessible for the client"),
                        ("safety", "Not safe enough"),
                        ("client", "The client decided against it"),
                        ("other", "Another reason"),
                    ],
                    default="",
                    max_length=12,
                    verbose_name="reason",
                ),
            ),
            (
                "note",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="note"),
            ),
            ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="ask what came of it on")),
            ("follow_up_number", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("state_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="caseload.case"
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
                "resource",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="referrals.resource",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "case", "-created_at"], name="referral_of_case"),
                models.Index(
                    condition=models.Q(("follow_up_on__isnull", False)),
                    fields=["agency", "follow_up_on"],
                    name="referral_follow_up",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReferralEvent",
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
                "need",
                models.CharField(
                    choices=[
                        ("shelter", "Shelter"),
                        ("housing", "Housing"),
                        ("financial", "Money"),
                        ("legal", "Legal help"),
                        ("health", "Health"),
                        ("counselling", "Counseling and support"),
                        ("food", "Food"),
                        ("other", "Something else"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "was",
                models.CharField(
                    blank=True,
                    choices=[
                        ("draft", "Draft"),
                        ("offered", "Offered to the client"),
                        ("sent", "Sent to the provider"),
                        ("accepted", "Accepted"),
                        ("waitlisted", "On the waiting list"),
                        ("declined", "Declined"),
                        ("unreachable", "Provider could not be reached"),
                        ("placed", "Placed: the client got it"),
                        ("closed", "Closed"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("offered", "Offered to the client"),
                        ("sent", "Sent to the provider"),
                        ("accepted", "Accepted"),
                        ("waitlisted", "On the waiting list"),
                        ("declined", "Declined"),
                        ("unreachable", "Provider could not be reached"),
                        ("placed", "Placed: the client got it"),
                        ("closed", "Closed"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("capacity", "No place or no money left"),
                        ("ineligible", "The client does not meet their rules"),
                        ("children", "They do not take the children"),
                        ("pets", "They do not take the pets"),
                        ("gender", "They do not serve the client's gender"),
                        ("language", "Not in the client's language"),
                        ("access", "Not accessible for the client"),
                        ("safety", "Not safe enough"),
                        ("client", "The client decided against it"),
                        ("other", "Another reason"),
                    ],
                    default="",
                    max_length=12,
                ),
            ),
            ("note", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
            ("at", models.DateTimeField(default=caseload.foundation.clock.now)),
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="caseload.case"
                ),
            ),
            (
                "referral",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="events",
                    to="referrals.referral",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "referral", "at"], name="event_of_referral"),
                models.Index(fields=["agency", "state", "reason", "at"], name="event_by_outcome"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Letter",
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
                        ("shelter", "Shelter referral"),
                        ("housing", "Housing support"),
                        ("financial", "Financial assistance"),
                    ],
                    max_length=10,
                    verbose_name="letter",
                ),
            ),
            (
                "language",
                models.CharField(
                    choices=[("en", "English"), ("es", "Español")],
                    default="en",
                    max_length=5,
                    verbose_name="language of the letter",
                ),
            ),
            (
                "recipient",
                caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="recipient"),
            ),
            (
                "recipient_lines",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="more lines of the address"
                ),
            ),
            ("recipient_ref", models.CharField(blank=True, default="", editable=False, max_length=22)),
            ("facts", caseload.foundation.crypto.EncryptedJSONField(default=dict)),
            ("paper", caseload.foundation.crypto.EncryptedJSONField(default=dict, editable=False)),
            ("items", models.JSONField(default=list, editable=False)),
            ("discreet", models.BooleanField(default=False, verbose_name="discreet letterhead")),
            (
                "signer",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="signed by"
                ),
            ),
            (
                "signer_title",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="title of the signer"
                ),
            ),
            ("written_on", models.DateField()),
            ("valid_until", models.DateField(verbose_name="valid until")),
            ("reference", models.CharField(editable=False, max_length=11)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("approved", "Approved"),
                        ("final", "Final"),
                        ("delivered", "Delivered"),
                        ("void", "Void"),
                    ],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("client_read_at", models.DateTimeField(editable=False, null=True)),
            ("approved_at", models.DateTimeField(editable=False, null=True)),
            (
                "delivery",
                models.CharField(
                    blank=True,
                    choices=[
                        ("handed_to_client", "Handed to the client, who asked for it"),
                        ("sent_under_release", "Sent by us, under a release"),
                    ],
                    default="",
                    max_length=20,
                    verbose_name="how it leaves",
                ),
            ),
            ("requested_by_client_at", models.DateTimeField(editable=False, null=True)),
            ("finalised_at", models.DateTimeField(editable=False, null=True)),
            ("delivered_at", models.DateTimeField(editable=False, null=True)),
            ("voided_at", models.DateTimeField(editable=False, null=True)),
            (
                "void_reason",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="reason"),
            ),
            ("pdf", caseload.foundation.crypto.EncryptedBytesField(default=bytes, editable=False)),
            ("sha256", models.CharField(blank=True, default="", editable=False, max_length=64)),
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
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="caseload.case"
                ),
            ),
            (
                "delivered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "drafted_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "finalised_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letters",
                    to="clients.release",
                ),
            ),
            (
                "voided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "referral",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letters",
                    to="referrals.referral",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case", "-created_at"], name="letter_of_case")],
            "constraints": [
                models.UniqueConstraint(fields=("agency", "reference"), name="one_letter_per_reference")
            ],
        },
    ),
]


class Migration(migrations.Migration):
    replaces = [("referrals", "0001_initial"), ("referrals", "0002_category_size")]

    initial = True

    dependencies = [
        ("caseload", "0001_lantern"),
        ("clients", "0001_lantern"),
    ]

    operations = [
        tables.CreateModels(*DIRECTORY, *REFERRALS),
        rls.ProtectModels(
            "source",
            "category",
            "organization",
            "location",
            "address",
            "resource",
            "resourcecategory",
            "site",
            "contact",
            "phone",
            "referral",
            "referralevent",
            "letter",
        ),
        migrations.RunSQL(
            LETTERS_STAY,
            "DROP TRIGGER referrals_letter_stays ON referrals_letter; DROP FUNCTION referrals_letter_stays();",
        ),
        migrations.RunSQL(
            NO_HIDDEN_ADDRESS,
            "DROP TRIGGER referrals_no_hidden_address ON referrals_address;"
            " DROP FUNCTION referrals_no_hidden_address();",
        ),
    ]
