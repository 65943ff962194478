"""The case: the agency's file on one person, and who may open it. Nothing personal is in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from caseload.foundation import audit, clock, crypto
from caseload.foundation.tenancy import AgencyManager, AgencyOwned
from caseload.foundation.versions import Versioned

from .agencies import Staff, Team


class Case(Versioned, AgencyOwned):
    """One person, one case, for good. `level` and `phase` are the merged state of its open windows."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    code = models.CharField(max_length=20)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    is_resident = models.BooleanField(_("stays in our shelter"), default=False)
    level = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(max_length=20, blank=True, default="")
    next_due_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(default=clock.now)
    wrapped_key = models.BinaryField(null=True, editable=False)

    class Meta:
        permissions = [("work_case", "May work on the case")]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="one_case_of_a_code")]
        indexes = [
            models.Index(fields=["agency", "status", "-level", "next_due_at"], name="case_by_urgency"),
            models.Index(fields=["agency", "team", "status"], name="case_by_team"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.wrapped_key:
            self.wrapped_key = crypto.new_case_key(self.ref)
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def get_absolute_url(self) -> str:
        return reverse("caseload:case", args=[self.ref])

    def __str__(self) -> str:
        return f"case {self.code}"


class Episode(AgencyOwned):
    """One stay with the agency: opened, closed, why. A person who comes back opens the next."""

    class Reason(models.TextChoices):
        GOALS = "goals", _("Client's goals reached")
        CLIENT = "client", _("Client's wish")
        MOVED = "moved", _("Moved away")
        NO_CONTACT = "no_contact", _("No contact")
        TRANSFER = "transfer", _("Now with another agency")
        OTHER = "other", _("Other")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, default="")
    opened_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="episodes_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(closed_at__isnull=True), name="one_open_episode"
            ),
        ]


class Assignment(AgencyOwned):
    """A staff member's part in a case. The grant beside it is what opens the door."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("Advocate")
        SECOND = "second", _("Also working on it")
        COVER = "cover", _("Cover")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PRIMARY)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    assigned_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "staff"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_assignment",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at__isnull=True, kind="primary"),
                name="one_primary_advocate",
            ),
        ]
        indexes = [models.Index(fields=["agency", "staff", "ended_at"], name="assignment_by_staff")]


class GrantManager(AgencyManager, UserObjectPermissionManager):
    """guardian's manager inside the agency."""


class GroupGrantManager(AgencyManager, GroupObjectPermissionManager):
    """guardian's manager for groups inside the agency."""


class CaseGrant(UserObjectPermissionBase, AgencyOwned):
    """guardian's grant on one case, with an end: an assignment, a cover."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = GrantManager()  # type: ignore[misc]

    class Meta:
        unique_together = ["user", "permission", "content_object"]
        indexes = [models.Index(fields=["agency", "user", "content_object"], name="grant_by_user")]


class CaseGroupGrant(GroupObjectPermissionBase, AgencyOwned):
    """guardian wants a table for groups beside the one for users; no group is ever granted a case."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")

    objects = GroupGrantManager()  # type: ignore[misc]

    class Meta:
        unique_together = ["group", "permission", "content_object"]


class Restriction(AgencyOwned):
    """This person knows the client or the respondent: for them the case does not exist (CF-16)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="restrictions")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    set_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "staff"], name="one_restriction")]


for _model in (Episode, Assignment, CaseGrant, Restriction):
    audit.register(_model)
audit.register(Case, exclude=("wrapped_key", "last_activity_at", "next_due_at"))
