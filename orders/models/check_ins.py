"""Check-ins with the client while a window is open, what was agreed about them, and what follows silence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices.check_ins import (
    CheckInOutcome,
    CheckInState,
    NotReachedState,
    PhoneAnswer,
    StepKind,
    Welfare,
    WelfareBasis,
)

from .windows import EscalationWindow


class CheckInPlan(Versioned, AgencyOwned):
    """What the client wants: how often, and what happens when the client cannot be reached."""

    case = models.OneToOneField("caseload.Case", on_delete=models.PROTECT, related_name="check_in_plan")
    if_not_reached = EncryptedTextField(_("if I cannot be reached"), blank=True, default="")
    call_order = EncryptedJSONField(_("who may be called, in this order"), default=list, blank=True)
    welfare_check = models.CharField(
        _("welfare check by the police"), max_length=8, choices=Welfare, default=Welfare.UNKNOWN
    )
    wait_minutes = models.PositiveSmallIntegerField(_("how long to wait first, in minutes"), default=0)
    every_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    no_contact = models.BooleanField(default=False)
    wish = EncryptedTextField(_("in the client's words"), blank=True, default="")
    agreed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(wait_minutes__lte=1440), name="check_in_wait_is_a_day_at_most")
        ]


class CheckIn(AgencyOwned):
    """One contact that is due. A case has one open check-in at most: the tightest of its windows sets it."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="check_ins")
    window = models.ForeignKey(EscalationWindow, on_delete=models.PROTECT, related_name="check_ins")
    phase = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    is_staff_only = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    cadence_at = models.DateTimeField()  # When the cadence asks for it; `due_at` lies in safe hours.
    not_before = models.DateTimeField(null=True, blank=True)
    look_at = models.DateTimeField()  # When the sweep looks at it while nothing is recorded.
    state = models.CharField(max_length=12, choices=CheckInState, default=CheckInState.DUE)
    missed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=CheckInOutcome, blank=True, default="")
    phone = models.CharField(max_length=12, choices=PhoneAnswer, blank=True, default="")
    phone_reason = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(settled_at__isnull=True), name="one_open_check_in_per_case"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["due", "missed"], settled_at__isnull=True)
                | Q(~Q(state__in=["due", "missed"]), settled_at__isnull=False),
                name="open_check_in_is_not_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "look_at"], condition=Q(settled_at__isnull=True), name="check_in_look"
            ),
            models.Index(
                fields=["agency", "due_at"], condition=Q(settled_at__isnull=True), name="check_in_due"
            ),
            models.Index(fields=["agency", "case", "settled_at"], name="check_in_of_case"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:check_in", args=[self.ref])

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


class NotReachedStep(AgencyOwned):
    """One step after a client could not be reached twice in the acute phase; each is kept."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind)
    contact = models.ForeignKey(
        "clients.EmergencyContact", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opens_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=NotReachedState, default=NotReachedState.OPEN)
    basis = models.CharField(max_length=8, choices=WelfareBasis, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["check_in", "position"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "position"], name="not_reached_steps_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="open"), name="one_not_reached_step_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(kind="welfare_check", state="done") | ~Q(basis=""),
                name="welfare_check_has_its_basis",
            ),
        ]
        indexes = [models.Index(fields=["agency", "check_in"], name="not_reached_step_of")]

    @property
    def is_open(self) -> bool:
        return self.state == NotReachedState.OPEN


for _model in (CheckInPlan, CheckIn, NotReachedStep):
    audit.register(_model)
