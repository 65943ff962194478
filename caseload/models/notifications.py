"""Something a staff member must hear about: a row first, a message second."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation.tenancy import AgencyOwned

from .agencies import Staff
from .cases import Case


class Notification(AgencyOwned):
    """One message to one person over one channel. A failed delivery is a state, not a log line."""

    class Channel(models.TextChoices):
        IN_APP = "in_app", _("In Lantern")
        EMAIL = "email", _("E-mail")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("Not sent: no longer allowed")

    recipient = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notifications")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    kind = models.CharField(max_length=40)
    is_urgent = models.BooleanField(default=False)
    url_name = models.CharField(max_length=60, blank=True, default="")
    url_ref = models.CharField(max_length=22, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "recipient", "channel", "read_at"], name="notification_unread"),
            models.Index(
                fields=["agency", "next_try_at"],
                condition=models.Q(state="waiting"),
                name="notification_waiting",
            ),
        ]
