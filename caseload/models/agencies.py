"""People who sign in, the agencies they work for, and what they do there."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.tenancy import AgencyOwned, new_ref
from caseload.permissions import Role


class UserManager(BaseUserManager["User"]):
    """Makes users that sign in with an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """An operator of the installation: without a staff row, no case is visible to them."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractUser):
    """Somebody who can sign in. What they may see depends on their `Staff` rows alone."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(max_length=5, blank=True, default="")
    theme = models.CharField(max_length=5, blank=True, default="")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    objects = UserManager()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return f"user {self.pk}"


class Agency(models.Model):
    """A tenant: one organisation, walled off from the others."""

    slug = models.SlugField(unique=True, max_length=40)
    name = models.CharField(max_length=120)
    case_prefix = models.CharField(max_length=4, default="C")
    timezone = models.CharField(max_length=60, default="America/New_York")
    language = models.CharField(max_length=5, default="en")
    phone = models.CharField(max_length=40, blank=True, default="")
    postal_address = models.CharField(max_length=300, blank=True, default="")
    discreet_name = models.CharField(max_length=120, blank=True, default="")
    settings = models.JSONField(default=dict, blank=True)
    wrapped_key = models.BinaryField()
    case_counter = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name_plural = "agencies"

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def __str__(self) -> str:
        return f"agency {self.slug}"


class Team(AgencyOwned):
    """A group of staff with a supervisor; cases belong to a team."""

    name = models.CharField(max_length=80)
    supervisor = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.SET_NULL, related_name="supervised_teams"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_team_of_a_name")]
        ordering = ["name"]


class Staff(models.Model):
    """A user's place in one agency. Global, because it is read before an agency is known."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff")
    ref = models.CharField(max_length=22, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="members")
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], name="one_staff_row_per_agency"),
            models.UniqueConstraint(fields=["agency", "id"], name="agency_row_caseload_staff"),
        ]
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return f"staff {self.ref}"


class Invitation(AgencyOwned):
    """A link by which a person joins the agency; only the hash of its token is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


audit.register(Team)
audit.register(Invitation, exclude=("token_hash", "email"))
