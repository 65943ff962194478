import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls, tables

PEOPLE = [
    migrations.CreateModel(
        name="Client",
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
                "name",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="name"),
            ),
            (
                "preferred_name",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="name they like to be called"
                ),
            ),
            (
                "alias",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="alias"),
            ),
            ("code_only", models.BooleanField(default=False, verbose_name="known by case code only")),
            (
                "date_of_birth",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="date of birth"
                ),
            ),
            (
                "pronouns",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="pronouns"
                ),
            ),
            (
                "languages",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="languages"
                ),
            ),
            (
                "interpreter_needed",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="interpreter needed",
                ),
            ),
            (
                "access_needs",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="access needs"
                ),
            ),
            (
                "allergies",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="food and other allergies"
                ),
            ),
            (
                "pets",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="pets"),
            ),
            (
                "acp_participant",
                models.BooleanField(default=False, verbose_name="address confidentiality program"),
            ),
            (
                "substitute_address",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="substitute address"
                ),
            ),
            (
                "do_not_contact",
                models.BooleanField(default=False, verbose_name="asked us not to make contact"),
            ),
            (
                "has_guardian",
                models.BooleanField(default=False, verbose_name="an adult with a legal guardian"),
            ),
            (
                "notes",
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
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="client", to="caseload.case"
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="HouseholdMember",
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
                "name",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="name"),
            ),
            (
                "relation",
                models.CharField(
                    choices=[
                        ("child", "Child"),
                        ("stepchild", "Stepchild"),
                        ("foster_child", "Child in their care"),
                        ("grandchild", "Grandchild"),
                        ("parent", "Parent"),
                        ("grandparent", "Grandparent"),
                        ("sibling", "Sibling"),
                        ("partner", "Partner"),
                        ("relative", "Another relative"),
                        ("friend", "Friend or housemate"),
                        ("other", "Someone else"),
                    ],
                    default="child",
                    max_length=16,
                    verbose_name="relation to the client",
                ),
            ),
            ("is_child", models.BooleanField(default=True, verbose_name="under 18")),
            (
                "date_of_birth",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="date of birth"
                ),
            ),
            (
                "age_stated",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="age, if the birth date is not known"
                ),
            ),
            (
                "school_place",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="school or day care"
                ),
            ),
            (
                "lives_with_client",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="yes",
                    max_length=8,
                    verbose_name="lives with the client",
                ),
            ),
            (
                "is_protected",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="named as protected in an order",
                ),
            ),
            (
                "abuse_concern",
                models.BooleanField(
                    default=False,
                    help_text="Such a person may never sign a release for the client or for a child.",
                    verbose_name="there is concern that this person is abusive",
                ),
            ),
            (
                "notes",
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="household", to="caseload.case"
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case"], name="household_of_case")],
        },
    ),
    migrations.CreateModel(
        name="ProtectedLocation",
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
                "address",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="address"),
            ),
            (
                "directions",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="directions and who knows"
                ),
            ),
            ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
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
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="location", to="caseload.case"
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="ContactMethod",
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
                    choices=[("phone", "Phone"), ("email", "E-mail"), ("post", "Postal address")],
                    default="phone",
                    max_length=8,
                    verbose_name="kind",
                ),
            ),
            (
                "value",
                caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="number or address"),
            ),
            ("value_index", models.BinaryField(blank=True, null=True)),
            (
                "label",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="whose or where"
                ),
            ),
            (
                "safe_to_call",
                models.CharField(
                    choices=[
                        ("yes", "Safe"),
                        ("no", "Not safe"),
                        ("unknown", "Not known: treat as not safe"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="call",
                ),
            ),
            (
                "safe_to_voicemail",
                models.CharField(
                    choices=[
                        ("yes", "Safe"),
                        ("no", "Not safe"),
                        ("unknown", "Not known: treat as not safe"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="leave voicemail",
                ),
            ),
            (
                "safe_to_text",
                models.CharField(
                    choices=[
                        ("yes", "Safe"),
                        ("no", "Not safe"),
                        ("unknown", "Not known: treat as not safe"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="send a text message",
                ),
            ),
            (
                "safe_to_email",
                models.CharField(
                    choices=[
                        ("yes", "Safe"),
                        ("no", "Not safe"),
                        ("unknown", "Not known: treat as not safe"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="send e-mail",
                ),
            ),
            (
                "safe_to_post",
                models.CharField(
                    choices=[
                        ("yes", "Safe"),
                        ("no", "Not safe"),
                        ("unknown", "Not known: treat as not safe"),
                    ],
                    default="unknown",
                    max_length=8,
                    verbose_name="send post",
                ),
            ),
            (
                "hours",
                caseload.foundation.crypto.EncryptedJSONField(
                    blank=True, default=list, verbose_name="safe hours"
                ),
            ),
            (
                "hours_note",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="more about when"
                ),
            ),
            (
                "say_you_are_from",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="say you are from"
                ),
            ),
            (
                "code_word",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="code word"
                ),
            ),
            (
                "respondent_has_access",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="the respondent can get at it",
                ),
            ),
            (
                "is_preferred",
                models.BooleanField(default=False, verbose_name="the way the client likes best"),
            ),
            (
                "confirmed_on",
                models.DateField(blank=True, null=True, verbose_name="last confirmed with the client"),
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
                    related_name="contact_methods",
                    to="caseload.case",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "case"], name="contact_of_case"),
                models.Index(fields=["agency", "value_index"], name="contact_by_value"),
            ],
        },
    ),
    migrations.CreateModel(
        name="EmergencyContact",
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
            ("name", caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="name")),
            (
                "relation",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="relation to the client"
                ),
            ),
            (
                "phone",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="phone"),
            ),
            (
                "knows_situation",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="knows the situation",
                ),
            ),
            (
                "may_tell",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what they may be told"
                ),
            ),
            (
                "consent_on",
                models.DateField(
                    blank=True,
                    help_text="Without this day the contact is shown here but nobody may call them.",
                    null=True,
                    verbose_name="client agreed on",
                ),
            ),
            (
                "hours",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="days and hours"
                ),
            ),
            ("priority", models.PositiveSmallIntegerField(default=1, verbose_name="order to call in")),
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
                    related_name="emergency_contacts",
                    to="caseload.case",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case"], name="emergency_of_case")],
        },
    ),
    migrations.CreateModel(
        name="Respondent",
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
                "name",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="name"),
            ),
            (
                "aliases",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="other names"
                ),
            ),
            (
                "relationship",
                models.CharField(
                    choices=[
                        ("spouse", "Spouse"),
                        ("former_spouse", "Former spouse"),
                        ("partner", "Partner, living together or before"),
                        ("dating", "Dating partner"),
                        ("former_dating", "Former dating partner"),
                        ("co_parent", "Other parent of a child"),
                        ("parent", "Parent or step-parent"),
                        ("child", "Adult child"),
                        ("sibling", "Sibling"),
                        ("relative", "Another family member"),
                        ("caregiver", "Caregiver"),
                        ("housemate", "Housemate"),
                        ("coworker", "Co-worker"),
                        ("neighbour", "Neighbor"),
                        ("acquaintance", "Acquaintance"),
                        ("stranger", "Stranger"),
                        ("other", "Another connection"),
                        ("unknown", "Not known"),
                    ],
                    default="unknown",
                    max_length=16,
                    verbose_name="connection to the client",
                ),
            ),
            (
                "date_of_birth",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="date of birth or age"
                ),
            ),
            (
                "phone",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="phone"),
            ),
            (
                "address",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="where they stay"
                ),
            ),
            (
                "workplace",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="where they work"
                ),
            ),
            (
                "description",
                caseload.foundation.crypto.EncryptedJSONField(
                    blank=True, default=dict, verbose_name="description"
                ),
            ),
            (
                "lives_together",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="lives with the client",
                ),
            ),
            (
                "child_in_common",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="has a child with the client",
                ),
            ),
            (
                "in_custody",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="in custody",
                ),
            ),
            (
                "notes",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="respondents",
                    to="caseload.case",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case"], name="respondent_of_case")],
        },
    ),
]

RELEASES = [
    migrations.CreateModel(
        name="Release",
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
                "recipient_name",
                caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="recipient"),
            ),
            ("recipient_ref", models.CharField(blank=True, default="", editable=False, max_length=22)),
            (
                "recipient_person",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="person there"
                ),
            ),
            (
                "recipient_contact",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="how the recipient is reached"
                ),
            ),
            ("purpose", caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="purpose")),
            (
                "items",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("identity_initials", "Initials"),
                            ("identity_first_name", "First name"),
                            ("identity_name", "Full name"),
                            ("alias", "Alias"),
                            ("date_of_birth", "Date of birth"),
                            ("household_size", "Number of people in the household"),
                            ("children_ages", "Ages of the children, not their names"),
                            ("children_names", "Names of the children"),
                            ("language", "Language and interpreter"),
                            ("access_needs", "Access needs"),
                            ("pets", "Pets"),
                            ("dietary_allergies", "Food and other allergies"),
                            ("safe_contact", "How and when it is safe to make contact"),
                            ("transport_need", "Need for transport"),
                            ("fleeing_status", "Is leaving a dangerous situation: yes or no"),
                            ("urgency", "How urgent the need is"),
                            ("dates_of_service", "Dates on which services were given"),
                            ("services_received", "Kinds of services given"),
                            ("sought_dv_services", "Has sought domestic violence services"),
                            ("protective_order_exists", "A protective order exists, and until when"),
                            ("order_copy", "A copy of the protective order"),
                            ("housing_need", "Housing need"),
                            ("financial_need", "Need for money, in one sentence"),
                            ("amount_requested", "Amount asked for and what for"),
                            ("income_range", "Income, as a range"),
                            ("respondent_name", "Name of the respondent"),
                            ("respondent_description", "Description of the respondent"),
                            ("pickup_terms", "Who may and may not collect the children"),
                            ("work_changes", "Changes asked for at work"),
                            ("risk_result", "Result of a danger assessment"),
                            ("case_statement", "A statement the client asked to have included"),
                            ("mailing_address", "Safe mailing address"),
                        ],
                        max_length=32,
                    ),
                    size=None,
                    verbose_name="information",
                ),
            ),
            (
                "items_detail",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="more exactly"
                ),
            ),
            (
                "excluded",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="not to be told"
                ),
            ),
            (
                "methods",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("letter", "Letter"),
                            ("in_person", "In person"),
                            ("phone", "Phone"),
                            ("email_encrypted", "Encrypted e-mail"),
                            ("fax", "Fax"),
                            ("portal", "The recipient's secure site"),
                        ],
                        max_length=16,
                    ),
                    size=None,
                    verbose_name="how",
                ),
            ),
            ("starts_at", models.DateTimeField(verbose_name="from")),
            ("expires_on", models.DateField(verbose_name="through")),
            ("expires_at", models.DateTimeField(verbose_name="until")),
            (
                "term_reason",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="why longer than 30 days"
                ),
            ),
            (
                "language",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="language and interpreter"
                ),
            ),
            (
                "informed",
                models.BooleanField(default=False, verbose_name="benefits and risks were talked through"),
            ),
            (
                "alternatives_discussed",
                models.BooleanField(default=False, verbose_name="ways without a release were talked through"),
            ),
            (
                "not_a_condition",
                models.BooleanField(default=False, verbose_name="help does not depend on signing"),
            ),
            (
                "revoke_explained",
                models.BooleanField(default=False, verbose_name="how to take it back was explained"),
            ),
            (
                "minor_may_consent_alone",
                models.BooleanField(default=False, verbose_name="the young person may consent alone"),
            ),
            (
                "minor_consent_basis",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="under which rule"
                ),
            ),
            ("signed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "revoked_how",
                models.CharField(
                    blank=True,
                    choices=[("oral", "Said it: in person or by phone"), ("written", "In writing")],
                    default="",
                    max_length=8,
                ),
            ),
            ("revoked_in_writing_on", models.DateField(blank=True, null=True)),
            ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("void_reason", caseload.foundation.crypto.EncryptedTextField(blank=True, default="")),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="caseload.case"
                ),
            ),
            (
                "created_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "revoked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "subject",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="releases",
                    to="clients.householdmember",
                    verbose_name="about",
                ),
            ),
            (
                "witness",
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
                models.Index(fields=["agency", "case"], name="release_of_case"),
                models.Index(fields=["agency", "expires_at"], name="release_by_end"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReleaseSigner",
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
            ("name", caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="name")),
            (
                "capacity",
                models.CharField(
                    choices=[
                        ("client", "The person it is about, an adult"),
                        ("minor", "The young person"),
                        ("parent", "A parent who is not abusive"),
                        ("guardian", "A legal guardian who is not abusive"),
                    ],
                    max_length=12,
                    verbose_name="signs as",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("ink", "Signed on paper"),
                        ("screen", "Signed on screen"),
                        ("mark", "Made a mark, with a witness"),
                    ],
                    default="ink",
                    max_length=8,
                    verbose_name="how",
                ),
            ),
            ("signed_on", models.DateField(verbose_name="on")),
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
                "release",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="signers", to="clients.release"
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "release"], name="signer_of_release")],
        },
    ),
    migrations.CreateModel(
        name="ReleaseDisclosure",
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
                "items",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("identity_initials", "Initials"),
                            ("identity_first_name", "First name"),
                            ("identity_name", "Full name"),
                            ("alias", "Alias"),
                            ("date_of_birth", "Date of birth"),
                            ("household_size", "Number of people in the household"),
                            ("children_ages", "Ages of the children, not their names"),
                            ("children_names", "Names of the children"),
                            ("language", "Language and interpreter"),
                            ("access_needs", "Access needs"),
                            ("pets", "Pets"),
                            ("dietary_allergies", "Food and other allergies"),
                            ("safe_contact", "How and when it is safe to make contact"),
                            ("transport_need", "Need for transport"),
                            ("fleeing_status", "Is leaving a dangerous situation: yes or no"),
                            ("urgency", "How urgent the need is"),
                            ("dates_of_service", "Dates on which services were given"),
                            ("services_received", "Kinds of services given"),
                            ("sought_dv_services", "Has sought domestic violence services"),
                            ("protective_order_exists", "A protective order exists, and until when"),
                            ("order_copy", "A copy of the protective order"),
                            ("housing_need", "Housing need"),
                            ("financial_need", "Need for money, in one sentence"),
                            ("amount_requested", "Amount asked for and what for"),
                            ("income_range", "Income, as a range"),
                            ("respondent_name", "Name of the respondent"),
                            ("respondent_description", "Description of the respondent"),
                            ("pickup_terms", "Who may and may not collect the children"),
                            ("work_changes", "Changes asked for at work"),
                            ("risk_result", "Result of a danger assessment"),
                            ("case_statement", "A statement the client asked to have included"),
                            ("mailing_address", "Safe mailing address"),
                        ],
                        max_length=32,
                    ),
                    size=None,
                    verbose_name="information",
                ),
            ),
            (
                "method",
                models.CharField(
                    choices=[
                        ("letter", "Letter"),
                        ("in_person", "In person"),
                        ("phone", "Phone"),
                        ("email_encrypted", "Encrypted e-mail"),
                        ("fax", "Fax"),
                        ("portal", "The recipient's secure site"),
                    ],
                    max_length=16,
                    verbose_name="how",
                ),
            ),
            (
                "told_to",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="to whom"),
            ),
            (
                "note",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="note"),
            ),
            ("document_ref", models.CharField(blank=True, default="", editable=False, max_length=22)),
            ("disclosed_at", models.DateTimeField(verbose_name="when")),
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
                    related_name="disclosures",
                    to="caseload.case",
                ),
            ),
            (
                "disclosed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="disclosures",
                    to="clients.release",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case", "-disclosed_at"], name="disclosure_of_case")],
        },
    ),
]

PLANS = [
    migrations.CreateModel(
        name="SafetyPlan",
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
            ("review_on", models.DateField(blank=True, null=True, verbose_name="next review")),
            (
                "review_trigger",
                models.CharField(
                    blank=True,
                    choices=[
                        ("service_recorded", "The order was served"),
                        ("violation", "The order was violated"),
                        ("separation", "Separation"),
                        ("move", "Moved"),
                        ("job_change", "Job changed"),
                        ("hearing_outcome", "A hearing ended"),
                        ("order_change", "The order changed"),
                        ("school_change", "School or day care changed"),
                        ("custody_release", "The respondent was released from custody"),
                        ("weapon", "New information about weapons"),
                        ("client_request", "The client asked"),
                    ],
                    default="",
                    max_length=24,
                ),
            ),
            ("changed_since_version", models.BooleanField(default=False, editable=False)),
            ("declined_on", models.DateField(blank=True, null=True)),
            (
                "shelter_may_read",
                models.BooleanField(default=False, verbose_name="shelter staff may read it"),
            ),
            (
                "legal_may_read",
                models.BooleanField(default=False, verbose_name="legal advocates may read it"),
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
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="safety_plan",
                    to="caseload.case",
                ),
            ),
            (
                "current",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.safetyplanversion",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "review_on"], name="plan_by_review")],
        },
    ),
    migrations.CreateModel(
        name="SafetyPlanVersion",
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
            ("content", caseload.foundation.crypto.EncryptedJSONField(default=dict)),
            ("made_on", models.DateField()),
            ("made_with_client", models.BooleanField(default=False, verbose_name="made with the client")),
            (
                "client_approved_on",
                models.DateField(blank=True, null=True, verbose_name="client approved on"),
            ),
            (
                "language",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="language"
                ),
            ),
            (
                "reason",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="why a new version"
                ),
            ),
            ("next_review_on", models.DateField()),
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
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
                ),
            ),
            (
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="clients.safetyplan",
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number")],
        },
    ),
    migrations.CreateModel(
        name="PlanItem",
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
            ("section", models.CharField(max_length=32)),
            ("key", models.CharField(blank=True, default="", max_length=64)),
            (
                "setting",
                models.CharField(
                    choices=[
                        ("home", "Home"),
                        ("workplace", "Workplace"),
                        ("school_childcare", "School and day care"),
                        ("court", "Court"),
                        ("online", "Online and phone"),
                        ("travel", "Getting around"),
                        ("other", "Everywhere"),
                    ],
                    default="other",
                    max_length=20,
                ),
            ),
            (
                "label",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="item"),
            ),
            (
                "state",
                models.CharField(
                    blank=True,
                    choices=[("yes", "Yes"), ("no", "No"), ("not_now", "Not now")],
                    default="",
                    max_length=8,
                    verbose_name="answer",
                ),
            ),
            (
                "words",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="in the client's words"
                ),
            ),
            (
                "staff_note",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="note for staff, never printed"
                ),
            ),
            ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                "changed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="items", to="clients.safetyplan"
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "plan", "section"], name="plan_item_of_section")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("key", ""), _negated=True),
                    fields=("plan", "key"),
                    name="plan_item_once",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="DangerSignal",
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
            ("signal", caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="the signal")),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("coworker", "Co-workers"),
                        ("school", "School or day care"),
                        ("neighbour", "Neighbors"),
                        ("family", "Family or friends"),
                        ("child", "A child"),
                    ],
                    max_length=12,
                    verbose_name="agreed with",
                ),
            ),
            (
                "who",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="who exactly"
                ),
            ),
            (
                "meaning",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what it means"
                ),
            ),
            (
                "response",
                caseload.foundation.crypto.EncryptedTextField(default="", verbose_name="what they do"),
            ),
            ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
            (
                "rehearsed",
                models.CharField(
                    choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                    default="unknown",
                    max_length=8,
                    verbose_name="tried out",
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
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="signals",
                    to="clients.safetyplan",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "plan"], name="signal_of_plan")],
        },
    ),
    migrations.CreateModel(
        name="OrderCopy",
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
                "holder",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("supervisor", "Supervisor at work"),
                        ("reception", "Reception at work"),
                        ("security", "Security at work"),
                        ("hr", "Human resources"),
                        ("school_office", "School office"),
                        ("teacher", "Teacher"),
                        ("school_officer", "School safety officer"),
                        ("bus", "School bus"),
                        ("day_care", "Day care"),
                        ("landlord", "Landlord or building"),
                        ("trusted", "A trusted person"),
                        ("other", "Someone else"),
                    ],
                    max_length=16,
                    verbose_name="who",
                ),
            ),
            (
                "place",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="place or organization"
                ),
            ),
            (
                "person",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="name"),
            ),
            (
                "decision",
                models.CharField(
                    choices=[
                        ("given", "Given"),
                        ("planned", "Wanted, not given yet"),
                        ("declined", "The client would rather not"),
                        ("not_applicable", "Does not apply"),
                    ],
                    default="planned",
                    max_length=16,
                    verbose_name="decided",
                ),
            ),
            (
                "handed_by",
                models.CharField(
                    choices=[
                        ("client", "The client hands it over"),
                        ("agency", "We hand it over, under a release"),
                    ],
                    default="client",
                    max_length=8,
                    verbose_name="handed over by",
                ),
            ),
            ("given_on", models.DateField(blank=True, null=True, verbose_name="given on")),
            ("is_certified", models.BooleanField(default=False, verbose_name="certified copy")),
            ("is_stale", models.BooleanField(default=False, verbose_name="replaced by a newer order")),
            (
                "notes",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="notes"),
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
                "child",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.householdmember",
                    verbose_name="for which child",
                ),
            ),
            (
                "release",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.release",
                ),
            ),
            (
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="copies",
                    to="clients.safetyplan",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "order copies",
            "indexes": [models.Index(fields=["agency", "plan"], name="order_copy_of_plan")],
        },
    ),
    migrations.CreateModel(
        name="PlanPrint",
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
                "sections",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=32), size=None
                ),
            ),
            (
                "setting",
                models.CharField(
                    blank=True,
                    choices=[
                        ("home", "Home"),
                        ("workplace", "Workplace"),
                        ("school_childcare", "School and day care"),
                        ("court", "Court"),
                        ("online", "Online and phone"),
                        ("travel", "Getting around"),
                        ("other", "Everywhere"),
                    ],
                    default="",
                    max_length=20,
                ),
            ),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("coworker", "Co-workers"),
                        ("school", "School or day care"),
                        ("neighbour", "Neighbors"),
                        ("family", "Family or friends"),
                        ("child", "A child"),
                    ],
                    max_length=12,
                ),
            ),
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
            ("is_discreet", models.BooleanField(default=True)),
            ("copies", models.PositiveSmallIntegerField(default=1)),
            ("collected_on", models.DateField(blank=True, null=True)),
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
            (
                "plan",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="prints",
                    to="clients.safetyplan",
                ),
            ),
            (
                "plan_version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.safetyplanversion",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "plan"], name="print_of_plan")],
        },
    ),
]


class Migration(migrations.Migration):
    replaces = [("clients", "0001_initial")]

    initial = True

    dependencies = [
        ("caseload", "0001_lantern"),
    ]

    operations = [
        tables.CreateModels(*PEOPLE, *RELEASES, *PLANS),
        rls.ProtectModels(
            "client",
            "householdmember",
            "protectedlocation",
            "contactmethod",
            "emergencycontact",
            "respondent",
            "release",
            "releasesigner",
            "releasedisclosure",
            "safetyplan",
            "safetyplanversion",
            "planitem",
            "dangersignal",
            "ordercopy",
            "planprint",
        ),
        rls.AppendOnly("safetyplanversion", "releasesigner", "releasedisclosure"),
    ]
