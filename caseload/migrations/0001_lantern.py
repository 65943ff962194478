import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.crypto
import caseload.foundation.tenancy
from caseload.foundation import rls, tables

PEOPLE = [
    migrations.CreateModel(
        name="Agency",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("slug", models.SlugField(max_length=40, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("case_prefix", models.CharField(default="C", max_length=4)),
            ("timezone", models.CharField(default="America/New_York", max_length=60)),
            ("language", models.CharField(default="en", max_length=5)),
            ("phone", models.CharField(blank=True, default="", max_length=40)),
            ("postal_address", models.CharField(blank=True, default="", max_length=300)),
            ("discreet_name", models.CharField(blank=True, default="", max_length=120)),
            ("settings", models.JSONField(blank=True, default=dict)),
            ("wrapped_key", models.BinaryField()),
            ("case_counter", models.PositiveIntegerField(default=0)),
            ("is_active", models.BooleanField(default=True)),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
        ],
        options={
            "verbose_name_plural": "agencies",
        },
    ),
    migrations.CreateModel(
        name="User",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            (
                "is_staff",
                models.BooleanField(
                    default=False,
                    help_text="Designates whether the user can log into this admin site.",
                    verbose_name="staff status",
                ),
            ),
            (
                "is_active",
                models.BooleanField(
                    default=True,
                    help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                    verbose_name="active",
                ),
            ),
            (
                "date_joined",
                models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
            ),
            ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
            ("language", models.CharField(blank=True, default="", max_length=5)),
            ("theme", models.CharField(blank=True, default="", max_length=5)),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={
            "verbose_name": "user",
            "verbose_name_plural": "users",
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Staff",
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
            ("name", models.CharField(max_length=120)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("volunteer", "Hotline or volunteer"),
                        ("shelter", "Shelter staff"),
                        ("advocate", "Advocate"),
                        ("legal", "Legal advocate"),
                        ("supervisor", "Supervisor"),
                        ("director", "Director"),
                        ("data", "Reports and data"),
                        ("finance", "Finance"),
                        ("admin", "Administrator (no client content)"),
                        ("auditor", "Auditor (audit log only)"),
                    ],
                    max_length=12,
                ),
            ),
            ("is_active", models.BooleanField(default=True)),
            ("left_at", models.DateTimeField(blank=True, null=True)),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            (
                "agency",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="caseload.agency"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="staff",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="members",
                    to="caseload.team",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "staff",
            "constraints": [
                models.UniqueConstraint(fields=("agency", "user"), name="one_staff_row_per_agency"),
                models.UniqueConstraint(fields=("agency", "id"), name="agency_row_caseload_staff"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Team",
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
            ("name", models.CharField(max_length=80)),
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
                "supervisor",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="supervised_teams",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["name"],
            "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="one_team_of_a_name")],
        },
    ),
    migrations.CreateModel(
        name="Invitation",
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
            ("email", models.EmailField(max_length=254)),
            ("name", models.CharField(max_length=120)),
            (
                "role",
                models.CharField(
                    choices=[
                        ("volunteer", "Hotline or volunteer"),
                        ("shelter", "Shelter staff"),
                        ("advocate", "Advocate"),
                        ("legal", "Legal advocate"),
                        ("supervisor", "Supervisor"),
                        ("director", "Director"),
                        ("data", "Reports and data"),
                        ("finance", "Finance"),
                        ("admin", "Administrator (no client content)"),
                        ("auditor", "Auditor (audit log only)"),
                    ],
                    max_length=12,
                ),
            ),
            ("token_hash", models.CharField(max_length=64, unique=True)),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                "invited_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="caseload.team",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
]

CASES = [
    migrations.CreateModel(
        name="Case",
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
            ("code", models.CharField(max_length=20)),
            (
                "status",
                models.CharField(
                    choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=6
                ),
            ),
            ("is_resident", models.BooleanField(default=False, verbose_name="stays in our shelter")),
            ("level", models.PositiveSmallIntegerField(default=0)),
            ("phase", models.CharField(blank=True, default="", max_length=20)),
            ("next_due_at", models.DateTimeField(blank=True, null=True)),
            ("opened_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("last_activity_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            ("wrapped_key", models.BinaryField(null=True)),
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
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="cases",
                    to="caseload.team",
                ),
            ),
        ],
        options={
            "permissions": [("work_case", "May work on the case")],
            "indexes": [
                models.Index(fields=["agency", "status", "-level", "next_due_at"], name="case_by_urgency"),
                models.Index(fields=["agency", "team", "status"], name="case_by_team"),
            ],
            "constraints": [models.UniqueConstraint(fields=("agency", "code"), name="one_case_of_a_code")],
        },
    ),
    migrations.CreateModel(
        name="CaseGrant",
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
            ("ends_at", models.DateTimeField(blank=True, null=True)),
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
                "content_object",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="caseload.case"
                ),
            ),
            (
                "permission",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "user", "content_object"], name="grant_by_user")],
            "unique_together": {("user", "permission", "content_object")},
        },
    ),
    migrations.CreateModel(
        name="CaseGroupGrant",
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
                "content_object",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="caseload.case"
                ),
            ),
            ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
            (
                "permission",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
            ),
        ],
        options={
            "unique_together": {("group", "permission", "content_object")},
        },
    ),
    migrations.CreateModel(
        name="Restriction",
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
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="restrictions",
                    to="caseload.case",
                ),
            ),
            (
                "set_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="caseload.staff"
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("case", "staff"), name="one_restriction")],
        },
    ),
    migrations.CreateModel(
        name="Assignment",
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
                "kind",
                models.CharField(
                    choices=[("primary", "Advocate"), ("second", "Also working on it"), ("cover", "Cover")],
                    default="primary",
                    max_length=8,
                ),
            ),
            ("starts_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            ("ends_at", models.DateTimeField(blank=True, null=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="assignments",
                    to="caseload.case",
                ),
            ),
            (
                "assigned_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assignments",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "staff", "ended_at"], name="assignment_by_staff")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("case", "staff"),
                    name="one_open_assignment",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True), ("kind", "primary")),
                    fields=("case",),
                    name="one_primary_advocate",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Episode",
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
            ("number", models.PositiveSmallIntegerField()),
            ("opened_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            (
                "closed_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("goals", "Client's goals reached"),
                        ("client", "Client's wish"),
                        ("moved", "Moved away"),
                        ("no_contact", "No contact"),
                        ("transfer", "Now with another agency"),
                        ("other", "Other"),
                    ],
                    default="",
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
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="episodes", to="caseload.case"
                ),
            ),
            (
                "closed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "opened_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="episodes_are_numbered"),
                models.UniqueConstraint(
                    condition=models.Q(("closed_at__isnull", True)), fields=("case",), name="one_open_episode"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Note",
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
                        ("contact", "Contact with client"),
                        ("tried", "Tried to reach client"),
                        ("meeting", "Meeting"),
                        ("court", "Court"),
                        ("other", "Other"),
                    ],
                    default="contact",
                    max_length=10,
                    verbose_name="kind",
                ),
            ),
            ("happened_at", models.DateTimeField(default=caseload.foundation.clock.now)),
            ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("is_pinned", models.BooleanField(default=False)),
            ("body", caseload.foundation.crypto.EncryptedTextField()),
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
                    on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="caseload.case"
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
                ),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["agency", "case", "-happened_at"], name="note_by_case")],
        },
    ),
    migrations.CreateModel(
        name="Task",
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
            ("kind", models.CharField(max_length=40)),
            ("title", models.CharField(max_length=200, verbose_name="what to do")),
            (
                "body",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="details"),
            ),
            ("role", models.CharField(default="advocate", max_length=12)),
            ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
            (
                "priority",
                models.PositiveSmallIntegerField(
                    choices=[(1, "Urgent"), (2, "Normal"), (3, "When there is time")], default=2
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("open", "Open"), ("done", "Done"), ("cancelled", "No longer needed")],
                    default="open",
                    max_length=10,
                ),
            ),
            ("dedupe_key", models.CharField(blank=True, max_length=120, null=True)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            (
                "outcome",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="what came of it"
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
                "assigned_to",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="tasks",
                    to="caseload.staff",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="caseload.case"
                ),
            ),
            (
                "done_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "opened_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["agency", "assigned_to", "state", "due_at"], name="task_by_person"),
                models.Index(fields=["agency", "case", "state", "due_at"], name="task_by_case"),
                models.Index(
                    condition=models.Q(("state", "open")), fields=["agency", "due_at"], name="task_open_due"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("agency", "dedupe_key"), name="one_task_per_key")
            ],
        },
    ),
]

NOTICES = [
    migrations.CreateModel(
        name="Notification",
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
                "channel",
                models.CharField(
                    choices=[("in_app", "In Lantern"), ("email", "E-mail"), ("sms", "Text message")],
                    max_length=8,
                ),
            ),
            ("kind", models.CharField(max_length=40)),
            ("is_urgent", models.BooleanField(default=False)),
            ("url_name", models.CharField(blank=True, default="", max_length=60)),
            ("url_ref", models.CharField(blank=True, default="", max_length=22)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waiting"),
                        ("sent", "Sent"),
                        ("failed", "Failed"),
                        ("dropped", "Not sent: no longer allowed or needed"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("next_try_at", models.DateTimeField(blank=True, null=True)),
            ("claimed_at", models.DateTimeField(blank=True, null=True)),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("read_at", models.DateTimeField(blank=True, null=True)),
            ("result", models.CharField(blank=True, default="", max_length=80)),
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
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="caseload.case",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notifications",
                    to="caseload.staff",
                ),
            ),
            (
                "instead_of",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            ("level", models.PositiveSmallIntegerField(default=0)),
            ("message_ref", models.CharField(blank=True, default="", max_length=22)),
            ("starts", models.PositiveSmallIntegerField(default=0)),
        ],
        options={
            "indexes": [
                models.Index(
                    fields=["agency", "recipient", "channel", "read_at"], name="notification_unread"
                ),
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["agency", "next_try_at"],
                    name="notification_waiting",
                ),
                models.Index(fields=["agency", "message_ref"], name="notification_message"),
                models.Index(fields=["agency", "-created_at"], name="notification_newest"),
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeChoice",
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
                "urgent_by",
                models.CharField(
                    choices=[
                        ("email", "By e-mail"),
                        ("sms", "By text message"),
                        ("both", "By e-mail and by text message"),
                    ],
                    default="email",
                    max_length=5,
                ),
            ),
            (
                "other_by",
                models.CharField(
                    choices=[("email", "By e-mail"), ("none", "In Lantern only")],
                    default="email",
                    max_length=5,
                ),
            ),
            ("quiet_from", models.TimeField(blank=True, null=True)),
            ("quiet_until", models.TimeField(blank=True, null=True)),
            (
                "mobile",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="mobile number"
                ),
            ),
            ("mobile_confirmed_at", models.DateTimeField(blank=True, null=True)),
            (
                "new_mobile",
                caseload.foundation.crypto.EncryptedTextField(
                    blank=True, default="", verbose_name="mobile number to confirm"
                ),
            ),
            (
                "code",
                caseload.foundation.crypto.EncryptedTextField(blank=True, default="", verbose_name="code"),
            ),
            ("code_ends_at", models.DateTimeField(blank=True, null=True)),
            ("code_tries", models.PositiveSmallIntegerField(default=0)),
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
                "staff",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="notice_choice",
                    to="caseload.staff",
                ),
            ),
            ("digest_at", models.TimeField(blank=True, null=True)),
            ("digest_since", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                        models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                        _connector="OR",
                    ),
                    name="quiet_hours_have_both_ends",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("digest_at__isnull", True), ("digest_since__isnull", False), _connector="OR"
                    ),
                    name="digest_says_since_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Absence",
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
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
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
                "entered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="caseload.staff"
                ),
            ),
            (
                "stand_in",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "ordering": ["starts_at", "pk"],
            "indexes": [models.Index(fields=["agency", "ends_at", "starts_at"], name="absence_by_time")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_has_a_length"
                ),
                models.CheckConstraint(
                    condition=models.Q(("stand_in", models.F("staff")), _negated=True),
                    name="nobody_stands_in_for_themselves",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Shift",
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
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
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
                "planned_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
            (
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="caseload.staff"
                ),
            ),
            (
                "team",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="shifts",
                    to="caseload.team",
                ),
            ),
        ],
        options={
            "ordering": ["starts_at", "pk"],
            "indexes": [models.Index(fields=["agency", "ends_at", "starts_at"], name="shift_by_time")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_has_a_length"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Digest",
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
            ("day", models.DateField()),
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
                "staff",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="caseload.staff"
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("staff", "day"), name="one_digest_a_day")],
        },
    ),
]

AUDIT = [
    migrations.CreateModel(
        name="AuditEntry",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("object_pk", models.CharField(db_index=True, max_length=255, verbose_name="object pk")),
            (
                "object_id",
                models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="object id"),
            ),
            ("object_repr", models.TextField(verbose_name="object representation")),
            ("serialized_data", models.JSONField(null=True)),
            (
                "action",
                models.PositiveSmallIntegerField(
                    choices=[(0, "create"), (1, "update"), (2, "delete"), (3, "access")],
                    db_index=True,
                    verbose_name="action",
                ),
            ),
            ("changes_text", models.TextField(blank=True, verbose_name="change message")),
            ("changes", models.JSONField(null=True, verbose_name="change message")),
            (
                "cid",
                models.CharField(
                    blank=True, db_index=True, max_length=255, null=True, verbose_name="Correlation ID"
                ),
            ),
            (
                "remote_addr",
                models.GenericIPAddressField(blank=True, null=True, verbose_name="remote address"),
            ),
            ("remote_port", models.PositiveIntegerField(blank=True, null=True, verbose_name="remote port")),
            (
                "timestamp",
                models.DateTimeField(
                    db_index=True, default=django.utils.timezone.now, verbose_name="timestamp"
                ),
            ),
            ("additional_data", models.JSONField(blank=True, null=True, verbose_name="additional data")),
            (
                "actor_email",
                models.CharField(blank=True, max_length=254, null=True, verbose_name="actor email"),
            ),
            (
                "ref",
                models.CharField(
                    default=caseload.foundation.tenancy.new_ref, editable=False, max_length=22, unique=True
                ),
            ),
            ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
            ("source", models.CharField(max_length=8)),
            ("reason", models.CharField(blank=True, default="", max_length=200)),
            ("event", models.CharField(blank=True, default="", max_length=60)),
            ("object_ref", models.CharField(blank=True, default="", max_length=22)),
            ("object_kind", models.CharField(blank=True, default="", max_length=60)),
            (
                "actor",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="actor",
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
                "content_type",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="contenttypes.contenttype",
                    verbose_name="content type",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.case",
                ),
            ),
            (
                "staff",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="caseload.staff",
                ),
            ),
        ],
        options={
            "verbose_name": "audit entry",
            "verbose_name_plural": "audit entries",
            "ordering": ["-timestamp", "-id"],
            "indexes": [
                models.Index(fields=["agency", "case", "-timestamp"], name="audit_by_case"),
                models.Index(fields=["agency", "-timestamp"], name="audit_by_time"),
                models.Index(fields=["agency", "staff", "-timestamp"], name="audit_by_staff"),
            ],
        },
    ),
    migrations.CreateModel(
        name="AuditSeal",
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
            ("first_id", models.BigIntegerField()),
            ("last_id", models.BigIntegerField()),
            ("count", models.PositiveIntegerField()),
            ("previous", models.CharField(blank=True, default="", max_length=64)),
            ("digest", models.CharField(max_length=64)),
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
            "ordering": ["last_id"],
        },
    ),
]


class Migration(migrations.Migration):
    replaces = [
        ("caseload", "0001_initial"),
        ("caseload", "0002_who_is_asked"),
        ("caseload", "0003_daily_digest"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        tables.CreateModels(*PEOPLE, *CASES, *NOTICES, *AUDIT),
        rls.ProtectModels(
            "team",
            "invitation",
            "case",
            "casegrant",
            "casegroupgrant",
            "restriction",
            "assignment",
            "episode",
            "note",
            "task",
            "notification",
            "noticechoice",
            "absence",
            "shift",
            "digest",
            "auditentry",
            "auditseal",
        ),
        rls.SameAgencyKeys("staff"),
        rls.AppendOnly("auditentry", "auditseal"),
    ]
