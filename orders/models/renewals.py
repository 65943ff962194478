"""The last stretch of an order with an end: what the client wants, and what came of it (A5)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices.renewals import SETTLED, Answer, RenewalOutcome, Whose
from orders.deadlines.runway import RunwayStep, last_day, runway, waiting

from .orders import ProtectiveOrder


class Renewal(Versioned, AgencyOwned):
    """One for each order with an end. The sweep acts on `next_due_at`; `round` grows whenever the end moves.

    `asks` is false for an order that waits for its hearing: nobody asks about renewal, its end still counts.
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="renewals")
    order = models.OneToOneField(ProtectiveOrder, on_delete=models.PROTECT, related_name="renewal")
    answer = models.CharField(
        _("what the client wants"), max_length=12, choices=Answer, default=Answer.NOT_ASKED
    )
    answered_on = models.DateField(_("said on"), null=True, blank=True)
    whose = models.CharField(_("whose words"), max_length=8, choices=Whose, blank=True, default="")
    words = EncryptedTextField(_("in words"), blank=True, default="")
    answered_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filed_on = models.DateField(_("petition filed on"), null=True, blank=True)
    outcome = models.CharField(
        _("what came of it"), max_length=10, choices=RenewalOutcome, blank=True, default=""
    )
    outcome_on = models.DateField(_("decided on"), null=True, blank=True)
    asks = models.BooleanField(default=True, editable=False)
    ends_at = models.DateTimeField(editable=False)
    opens_on = models.DateField(null=True, blank=True, editable=False)
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    last_step = models.CharField(max_length=6, blank=True, default="", editable=False)
    next_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_raised_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.NOT_ASKED) | Q(answered_on__isnull=False),
                name="renewal_answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome_on__isnull=False), name="renewal_outcome_has_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "next_due_at"], condition=Q(next_due_at__isnull=False), name="renewal_due"
            ),
            models.Index(fields=["agency", "ends_at"], name="renewal_by_end"),
            models.Index(fields=["agency", "case"], name="renewal_of_case"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:renewal", args=[self.order.ref])

    @property
    def is_settled(self) -> bool:
        """The client has said what they want, yes or no."""
        return self.answer in SETTLED

    @property
    def reminds(self) -> bool:
        """Whether steps before the end still ask for something: a petition taken back settles nothing."""
        return self.asks and self.answer != Answer.NO and self.outcome != RenewalOutcome.DENIED

    @property
    def steps(self) -> list[RunwayStep]:
        """Every step of this stretch, up to the day after the end."""
        return runway(self.ends_at, self.order.zone, opens_on=self.opens_on, asks=self.asks)

    @property
    def waiting(self) -> list[RunwayStep]:
        """The steps nobody has taken yet, and that are still to be taken."""
        return waiting(self.steps, self.last_step, reminders=self.reminds)

    @property
    def tasks_key(self) -> str:
        """How the keys of its tasks begin; the order's page finds them by it."""
        return f"{self.order.ref}:renewal:{self.round}:"

    @property
    def window_key(self) -> str:
        """The `source_key` of the window after the end, shared with an end that a person notes."""
        return f"order:{self.order.ref}:ended"

    def is_open(self, at: datetime) -> bool:
        """Whether renewal may be asked for by now."""
        return self.ends_at > at and bool(self.opens_on and self._day(at) >= self.opens_on)

    def days_left(self, at: datetime) -> int:
        """Whole local days until the last day of the order; negative once that is past."""
        return (last_day(self.ends_at, self.order.zone) - self._day(at)).days

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.order.zone).date()


audit.register(Renewal)
