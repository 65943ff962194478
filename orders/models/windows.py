"""The window after an event: the policy it opened with, its phases, the alerts that must be answered."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import AgencyOwned
from orders.choices import WAITING_STATES, AlertKind, AlertState, ClosedReason, Trigger, WindowState
from orders.escalation import Rules, stored_rules

from .orders import ProtectiveOrder
from .service import ServiceAttempt


class EscalationPolicy(AgencyOwned):
    """One version of an agency's rules. It is never changed: an edit is the next version.

    One that has not come into force yet may be called off; it then never does.
    """

    number = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    rules = models.JSONField()
    effective_from = models.DateTimeField()
    proposed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "escalation policies"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="policy_versions_are_numbered"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | Q(called_off_at__lt=F("effective_from")),
                name="policy_called_off_before_it_held",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:policy_version", args=[self.number])

    @cached_property
    def parsed(self) -> Rules:
        return stored_rules(self.rules)


class EscalationWindow(AgencyOwned):
    """The time of heightened care after one event, under the policy version it opened with.

    After service it belongs to the order and follows from the attempt; after another event it stands on what
    was told of the event. `source_key` names the record behind the event; each has one open window at most.
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="windows")
    trigger = models.CharField(_("what happened"), max_length=20, choices=Trigger, default=Trigger.SERVICE)
    order = models.ForeignKey(
        ProtectiveOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="windows"
    )
    attempt = models.ForeignKey(
        ServiceAttempt, null=True, blank=True, on_delete=models.PROTECT, related_name="windows"
    )
    policy = models.ForeignKey(EscalationPolicy, on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=80, blank=True, default="", editable=False)
    event_from = models.DateTimeField()
    event_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.EXACT)
    said = models.JSONField(default=dict, blank=True)
    highest = models.PositiveSmallIntegerField(default=4)
    reason = EncryptedTextField(_("why"), blank=True, default="")
    raised_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    # Who moved the case from the window this one replaces to newer rules; else a correction replaced it.
    moved_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    tz = models.CharField(max_length=60)
    # Tasks are keyed by this: the window's own ref, or that of the window it took over in mid-phase.
    tasks_ref = models.CharField(max_length=22, editable=False)
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WindowState, default=WindowState.OPEN)
    phase = models.CharField(max_length=20, blank=True, default="")
    level = models.PositiveSmallIntegerField(default=0)
    phase_ends_at = models.DateTimeField(null=True, blank=True)
    next_change_at = models.DateTimeField(null=True, blank=True)
    first_service = models.BooleanField(default=False)
    missed_acute = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    close_reason = EncryptedTextField(blank=True, default="")
    client_view = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state="open", trigger="service"),
                name="one_open_window_per_order",
            ),
            models.UniqueConstraint(
                fields=["agency", "source_key"],
                condition=Q(state="open") & ~Q(source_key=""),
                name="one_open_window_per_source",
            ),
            models.CheckConstraint(
                condition=~Q(trigger="service") | Q(order__isnull=False, attempt__isnull=False),
                name="window_after_service_has_its_attempt",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="window_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_at__isnull=False), name="window_ended_at_an_instant"
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(next_change_at__isnull=False) | Q(closes_at__isnull=True),
                name="open_window_has_a_next_step",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-level", "phase_ends_at"],
                condition=Q(state="open"),
                name="window_by_urgency",
            ),
            models.Index(fields=["agency", "next_change_at"], condition=Q(state="open"), name="window_due"),
            models.Index(fields=["agency", "case", "state"], name="window_of_case"),
        ]

    def get_absolute_url(self) -> str:
        if self.order_id:
            return reverse("orders:order", args=[self.order.ref])  # type: ignore[union-attr]
        return reverse("orders:window", args=[self.ref])

    @property
    def rules(self) -> Rules:
        """The policy it opened with, as it holds for this kind of event."""
        return self.policy.parsed.for_trigger(self.trigger, highest=self.highest)

    @property
    def is_after_service(self) -> bool:
        return self.trigger == Trigger.SERVICE

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def is_open(self) -> bool:
        return self.state == WindowState.OPEN


class WindowPhase(AgencyOwned):
    """One phase of a window as it falls, and when its beginning was acted on: once."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(EscalationWindow, on_delete=models.PROTECT, related_name="phases")
    position = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    was_missed = models.BooleanField(default=False)

    class Meta:
        ordering = ["window", "position"]
        constraints = [
            models.UniqueConstraint(fields=["window", "phase"], name="one_entry_per_phase"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="phase_is_a_span"),
        ]

    def is_over(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def holds_at(self, at: datetime) -> bool:
        return self.starts_at <= at and not self.is_over(at)


class Alert(AgencyOwned):
    """A call for an answer. Looking at it changes nothing; only a person's acknowledgement answers it."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="alerts")
    window = models.ForeignKey(EscalationWindow, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12, choices=AlertKind, default=AlertKind.PHASE)
    phase = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=AlertState, default=AlertState.PENDING)
    raised_at = models.DateTimeField(null=True, blank=True)
    acknowledge_by = models.DateTimeField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    asked_role = models.CharField(max_length=12, blank=True, default="")
    acknowledged_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    note = EncryptedTextField(_("note"), blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=14, choices=ClosedReason, blank=True, default="")

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["window", "kind", "phase"], name="one_alert_per_step"),
            models.CheckConstraint(
                condition=~Q(state="acknowledged")
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledgement_names_its_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["raised", "escalated"]) | Q(raised_at__isnull=False),
                name="raised_alert_has_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_reason=""), name="closed_alert_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at"], condition=Q(state="pending"), name="alert_due"),
            models.Index(
                fields=["agency", "acknowledge_by"],
                condition=Q(state__in=["raised", "escalated"]),
                name="alert_unanswered",
            ),
            models.Index(fields=["agency", "window", "state"], name="alert_of_window"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:alert", args=[self.ref])

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES


for _model in (EscalationPolicy, EscalationWindow, Alert):
    audit.register(_model)
