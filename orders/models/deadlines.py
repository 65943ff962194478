"""Deadlines that follow from an order, the steps taken about them, and the rules and days of the courts."""

from __future__ import annotations

from datetime import datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Interval
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices.deadlines import DEADLINE_KINDS, DeadlineState, StepState
from orders.deadlines import Kind, Rule, kept_rule

from .orders import Hearing, ProtectiveOrder

MET_BY_HAND = (
    Kind.FIREARM_SURRENDER, Kind.FIREARM_RECEIPT, Kind.FIREARM_REVIEW, Kind.RETURN_OF_SERVICE,
)  # fmt: skip


class JurisdictionRules(AgencyOwned):
    """One version of the court rules an agency counts by; an edit is the next version."""

    number = models.PositiveIntegerField()
    pack_key = models.CharField(_("rules of"), max_length=40)
    data = models.JSONField()
    effective_from = models.DateTimeField()
    checked_on = models.DateField(_("last checked by us"), null=True, blank=True)
    next_review = models.DateField(_("next check"), null=True, blank=True)
    approved_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "jurisdiction rules"
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="court_rules_are_numbered")]


class CourtDay(AgencyOwned):
    """A day on which the agency's courts are closed, or work although others do not."""

    day = models.DateField(_("day"))
    is_open = models.BooleanField(_("the court works on this day"), default=False)
    name = models.CharField(_("why"), max_length=80, blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="one_entry_per_court_day")]


class Deadline(Versioned, AgencyOwned):
    """Something that is due because of an order: counted by a rule, or as a person read it on the paper.

    What a person entered stands (`overwritten_at`); what the rule says now is kept beside it (PO-10).
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="deadlines")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="deadlines")
    hearing = models.ForeignKey(
        Hearing, null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    kind = models.CharField(_("what is due"), max_length=24, choices=DEADLINE_KINDS)
    state = models.CharField(max_length=8, choices=DeadlineState, default=DeadlineState.OPEN)
    due_from = models.DateTimeField(null=True, blank=True)
    due_until = models.DateTimeField(null=True, blank=True)
    is_day = models.BooleanField(default=True)
    counted_from = models.DateTimeField(null=True, blank=True)
    counted_until = models.DateTimeField(null=True, blank=True)
    missing_year = models.PositiveSmallIntegerField(null=True, blank=True)
    rule = models.JSONField(default=dict, blank=True)
    rules_number = models.PositiveIntegerField(default=0)
    overwritten_at = models.DateTimeField(null=True, blank=True)
    overwritten_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    overwritten_why = EncryptedTextField(_("where this date is from"), blank=True, default="")
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [F("due_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind"], condition=Q(hearing__isnull=True), name="one_deadline_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["order", "kind", "hearing"],
                condition=Q(hearing__isnull=False),
                name="one_deadline_per_hearing",
            ),
            models.CheckConstraint(
                condition=Q(due_from__isnull=True, due_until__isnull=True) | Q(due_until__gte=F("due_from")),
                name="deadline_is_an_interval",
            ),
            models.CheckConstraint(
                condition=Q(due_from__isnull=False) | Q(missing_year__isnull=False),
                name="deadline_is_due_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "order", "state"], name="deadline_of_order"),
            models.Index(fields=["agency", "case", "state", "due_from"], name="deadline_of_case"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:deadline", args=[self.ref])

    @property
    def zone(self) -> ZoneInfo:
        return self.order.zone

    @property
    def due(self) -> Interval | None:
        return Interval(self.due_from, self.due_until) if self.due_from and self.due_until else None

    @property
    def counted(self) -> Interval | None:
        """What the rule says, whatever stands."""
        if self.counted_from and self.counted_until:
            return Interval(self.counted_from, self.counted_until)
        return None

    @property
    def is_open(self) -> bool:
        return self.state == DeadlineState.OPEN

    @property
    def differs(self) -> bool:
        """Whether the rule would now say something else than what a person entered."""
        return bool(self.overwritten_at and self.counted and self.counted != self.due)

    @cached_property
    def counted_by(self) -> Rule | None:
        return kept_rule(self.rule)

    @property
    def ends_at_an_hour(self) -> bool:
        """A day that is over when the clerk's office closes."""
        return self.due_until is not None and self.due_until.astimezone(self.zone).time() != time(0)

    @property
    def may_be_overwritten(self) -> bool:
        """Dates of hearings and the end of the order are changed where they are recorded."""
        return self.kind not in (Kind.HEARING, Kind.EXPIRY, Kind.LAPSE, Kind.UNSERVED)

    @property
    def may_be_met(self) -> bool:
        """What nothing else in the record shows to be done."""
        return self.kind in MET_BY_HAND

    def is_over(self, at: datetime) -> bool:
        return self.due_until is not None and self.due_until <= at


class DeadlineStep(AgencyOwned):
    """Something to be done about a deadline at an instant, taken once by the sweep."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=30)
    who = models.CharField(max_length=12)
    priority = models.PositiveSmallIntegerField(default=2)
    opens_at = models.DateTimeField()
    look_at = (
        models.DateTimeField()
    )  # When the sweep looks at it; later than `opens_at` where it has to wait.
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=StepState, default=StepState.PENDING)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "key", "opens_at"], name="one_step_per_instant"),
            models.CheckConstraint(
                condition=Q(state="pending") | Q(taken_at__isnull=False), name="step_was_taken_at_an_instant"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "look_at"], condition=Q(state="pending"), name="step_due"),
            models.Index(fields=["agency", "order"], condition=Q(state="pending"), name="step_of_order"),
        ]


for _model in (JurisdictionRules, CourtDay, Deadline):
    audit.register(_model)
