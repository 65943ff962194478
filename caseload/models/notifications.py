"""Something a staff member must hear about: a row first, a message second; and how each wants to be told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned

from .agencies import Staff
from .cases import Case


class Notification(AgencyOwned):
    """One message to one person over one channel. A failed delivery is a state, not a log line."""

    class Channel(models.TextChoices):
        IN_APP = "in_app", _("In Lantern")
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("Text message")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("Not sent: no longer allowed or needed")

    recipient = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notifications")
    instead_of = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    kind = models.CharField(max_length=40)
    is_urgent = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=0)  # 4 is never held back by quiet hours.
    message_ref = models.CharField(max_length=22, blank=True, default="")  # The same over every channel.
    url_name = models.CharField(max_length=60, blank=True, default="")
    url_ref = models.CharField(max_length=22, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    starts = models.PositiveSmallIntegerField(default=0)  # Sendings begun of which no outcome is known.
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
            models.Index(fields=["agency", "message_ref"], name="notification_message"),
            models.Index(fields=["agency", "-created_at"], name="notification_newest"),
        ]


class NoticeChoice(AgencyOwned):
    """How one person wants to be told, and their mobile number: protected, and used once confirmed."""

    class Urgent(models.TextChoices):
        EMAIL = "email", _("By e-mail")
        SMS = "sms", _("By text message")
        BOTH = "both", _("By e-mail and by text message")

    class Other(models.TextChoices):
        EMAIL = "email", _("By e-mail")
        NONE = "none", _("In Lantern only")

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="notice_choice")
    urgent_by = models.CharField(max_length=5, choices=Urgent.choices, default=Urgent.EMAIL)
    other_by = models.CharField(max_length=5, choices=Other.choices, default=Other.EMAIL)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_at = models.TimeField(null=True, blank=True)
    digest_since = models.DateTimeField(null=True, blank=True)  # An hour that had passed by then waits a day.
    mobile = EncryptedTextField(_("mobile number"), blank=True, default="")
    mobile_confirmed_at = models.DateTimeField(null=True, blank=True)
    new_mobile = EncryptedTextField(_("mobile number to confirm"), blank=True, default="")
    code = EncryptedTextField(_("code"), blank=True, default="")
    code_ends_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(digest_at__isnull=True) | Q(digest_since__isnull=False),
                name="digest_says_since_when",
            ),
        ]


class Digest(AgencyOwned):
    """That the day of one person was looked at: once for each local day, whatever the clocks do in it."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "day"], name="one_digest_a_day")]


audit.register(NoticeChoice, exclude=("code", "code_ends_at", "code_tries"))
