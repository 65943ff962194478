"""Work for a person, with a time by which it should be done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned

from .agencies import Staff
from .cases import Case


class Task(Versioned, AgencyOwned):
    """A to-do on a case. `dedupe_key` makes opening it twice harmless (W-13)."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("No longer needed")

    class Priority(models.IntegerChoices):
        URGENT = 1, _("Urgent")
        NORMAL = 2, _("Normal")
        LOW = 3, _("When there is time")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("what to do"), max_length=200)
    body = EncryptedTextField(_("details"), blank=True, default="")
    role = models.CharField(max_length=12, default="advocate")
    assigned_to = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    dedupe_key = models.CharField(max_length=120, null=True, blank=True)
    opened_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = EncryptedTextField(_("what came of it"), blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "dedupe_key"], name="one_task_per_key")]
        indexes = [
            models.Index(fields=["agency", "assigned_to", "state", "due_at"], name="task_by_person"),
            models.Index(fields=["agency", "case", "state", "due_at"], name="task_by_case"),
            models.Index(fields=["agency", "due_at"], condition=models.Q(state="open"), name="task_open_due"),
        ]


audit.register(Task, exclude=("title",))
