"""A referral: which help was offered to the client of a case, and what came of it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from referrals.choices import (
    NEXT_STATES,
    OPEN_STATES,
    WAITING_STATES,
    DeclineReason,
    Mode,
    Need,
    ReferralState,
)

from .resources import Resource


class Referral(Versioned, AgencyOwned):
    """From offer to outcome; its states are kept as events, and the follow-up day becomes a task (A23)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.CASCADE, related_name="referrals")
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    provider = EncryptedTextField(_("provider, if it is not in the directory"), blank=True, default="")
    need = models.CharField(_("for"), max_length=12, choices=Need)
    mode = models.CharField(_("how"), max_length=8, choices=Mode, default=Mode.INFO)
    state = models.CharField(max_length=12, choices=ReferralState, default=ReferralState.DRAFT)
    decline_reason = models.CharField(
        _("reason"), max_length=12, choices=DeclineReason, blank=True, default=""
    )
    note = EncryptedTextField(_("note"), blank=True, default="")
    follow_up_on = models.DateField(_("ask what came of it on"), null=True, blank=True)
    follow_up_number = models.PositiveSmallIntegerField(default=0, editable=False)
    made_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "case", "-created_at"], name="referral_of_case"),
            models.Index(
                fields=["agency", "follow_up_on"],
                condition=models.Q(follow_up_on__isnull=False),
                name="referral_follow_up",
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.ref}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral", args=[self.ref])

    @property
    def provider_name(self) -> str:
        return self.resource.title if self.resource else self.provider

    @property
    def next_states(self) -> tuple[ReferralState, ...]:
        return NEXT_STATES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        """Whether nobody knows yet what came of it."""
        return self.state in WAITING_STATES

    @property
    def task_key(self) -> str:
        return f"referral:{self.ref}:{self.follow_up_number}"


class ReferralEvent(AgencyOwned):
    """One step of a referral: from where, to where, when, by whom, why."""

    case = models.ForeignKey("caseload.Case", on_delete=models.CASCADE, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    need = models.CharField(max_length=12, choices=Need)
    was = models.CharField(max_length=12, choices=ReferralState, blank=True, default="")
    state = models.CharField(max_length=12, choices=ReferralState)
    reason = models.CharField(max_length=12, choices=DeclineReason, blank=True, default="")
    note = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "referral", "at"], name="event_of_referral"),
            models.Index(fields=["agency", "state", "reason", "at"], name="event_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"referral event {self.ref}"


audit.register(Referral)
audit.register(ReferralEvent)
