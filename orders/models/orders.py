"""A court order that protects the client, and the hearings about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.moments import Precision, start_of_local_day
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices import (
    DECIDES_THE_ORDER,
    ENDED_STATES,
    ENDS_THE_ORDER,
    MAKES_AN_ORDER,
    NO_FIREARMS,
    PENDING_STATES,
    TERM_OF,
    Expiry,
    Force,
    HearingKind,
    HearingOutcome,
    Midnight,
    OrderState,
    OrderType,
    ServiceState,
    Source,
    Term,
)

SHORT = timedelta(days=45)  # An order of another kind that ends this soon waits for a hearing too.


class ProtectiveOrder(Versioned, AgencyOwned):
    """An order as the paper states it. Whether it is in force is computed for an instant, never typed."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="orders")
    respondent = models.ForeignKey(
        "clients.Respondent", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    order_type = models.CharField(_("kind of order"), max_length=24, choices=OrderType)
    state = models.CharField(max_length=12, choices=OrderState, default=OrderState.ISSUED)
    service_state = models.CharField(max_length=16, choices=ServiceState, default=ServiceState.NOT_SENT)
    paper_version = models.PositiveSmallIntegerField(default=1, editable=False)

    court_name = EncryptedTextField(_("court"), blank=True, default="")
    court_place = EncryptedTextField(_("county and state, tribe or territory"), blank=True, default="")
    court_phone = EncryptedTextField(_("court's phone"), blank=True, default="")
    case_number = EncryptedTextField(_("court case number"), blank=True, default="")
    order_number = EncryptedTextField(_("order number"), blank=True, default="")
    judge = EncryptedTextField(_("judge"), blank=True, default="")
    tz = models.CharField(_("time zone of the court"), max_length=60)

    filed_on = models.DateField(_("petition filed on"), null=True, blank=True)
    issued_from = models.DateTimeField(null=True, blank=True)
    issued_until = models.DateTimeField(null=True, blank=True)
    issued_precision = models.CharField(max_length=12, choices=Precision, default=Precision.DATE_ONLY)
    issued_said = models.JSONField(default=dict, blank=True)
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    expiry = models.CharField(_("when it ends"), max_length=14, choices=Expiry, default=Expiry.UNKNOWN)
    expires_on = models.DateField(_("ends on"), null=True, blank=True)
    expires_time = models.TimeField(_("at"), null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_midnight = models.CharField(
        _("which midnight"), max_length=5, choices=Midnight, blank=True, default=""
    )
    lapse_raised_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Empty: the sweep counts its deadlines, because nobody has yet or because the rules changed.
    deadlines_counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = EncryptedTextField(blank=True, default="")

    protected_people = EncryptedJSONField(default=list, blank=True)
    terms = models.JSONField(default=list, blank=True)
    terms_text = EncryptedTextField(_("other terms, in the order's own words"), blank=True, default="")
    exceptions = EncryptedTextField(_("exceptions to no contact"), blank=True, default="")
    stay_away = EncryptedTextField(_("distances and places to stay away from"), blank=True, default="")

    address_confidential = models.BooleanField(_("the client's address is confidential"), default=False)
    mutual = models.BooleanField(_("there are orders against both sides"), default=False)
    filed_under_seal = models.BooleanField(_("filed under seal"), default=False)
    source = models.CharField(_("how we know"), max_length=12, choices=Source, default=Source.CLIENT_SAID)
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(expiry__in=[Expiry.ON_DATE, Expiry.AT_TIME]) | Q(expires_at__isnull=False),
                name="order_expiry_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(issued_until__isnull=True) | Q(issued_until__gte=models.F("issued_from")),
                name="order_issue_is_an_interval",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "case"], name="order_of_case"),
            models.Index(
                fields=["agency"], condition=Q(deadlines_counted_at__isnull=True), name="order_to_count"
            ),
            models.Index(
                fields=["agency", "issued_from"],
                condition=Q(state="issued", service_state__in=["not_sent", "out_for_service", "attempted"]),
                name="order_unserved",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.ref])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    def force_at(self, at: datetime) -> Force:
        """Whether the order protects at `at`; the end of the last day and a stated end count as over."""
        if self.state in ENDED_STATES and (self.ended_at is None or at >= self.ended_at):
            return Force.ENDED
        if self.state in PENDING_STATES or self.issued_from is None or at < self.issued_from:
            return Force.NOT_YET
        if self.effective_on and at < start_of_local_day(self.effective_on, self.zone):
            return Force.NOT_YET
        if self.expires_at is not None and at >= self.expires_at:
            return Force.EXPIRED
        return Force.IN_FORCE

    def in_force(self, at: datetime) -> bool:
        return self.force_at(at) == Force.IN_FORCE

    @property
    def may_end(self) -> bool:
        """Whether a note that it ended makes sense: it was asked for or issued, and has not ended yet."""
        return self.state in (OrderState.ISSUED, OrderState.FILED, OrderState.HEARING_SET)

    @property
    def is_from_elsewhere(self) -> bool:
        """Made by another state, tribe or territory: it is enforced here as it stands (PO-13)."""
        return self.order_type in (OrderType.FOREIGN, OrderType.TRIBAL)

    @property
    def is_temporary(self) -> bool:
        """Whether the order waits for a hearing: by its kind, or because it ends within weeks."""
        if self.order_type in (OrderType.EMERGENCY, OrderType.EX_PARTE_TEMPORARY):
            return True
        short = self.expires_at and self.issued_from and self.expires_at - self.issued_from <= SHORT
        return bool(self.order_type == OrderType.PEACE and short)

    @property
    def ends_at_last_midnight(self) -> bool:
        """The paper says midnight, and that is 24:00 of its date (DT-15)."""
        return self.expiry == Expiry.AT_TIME and self.expires_midnight == Midnight.END

    @property
    def is_unserved(self) -> bool:
        waiting = (ServiceState.NOT_SENT, ServiceState.OUT_FOR_SERVICE, ServiceState.ATTEMPTED)
        return self.state == OrderState.ISSUED and self.service_state in waiting

    @property
    def forbids_firearms(self) -> bool:
        return NO_FIREARMS in self.terms

    @property
    def term_list(self) -> list[Term]:
        return [TERM_OF[code] for code in self.terms if code in TERM_OF]


class Hearing(Versioned, AgencyOwned):
    """A date in court."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="hearings")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="hearings")
    kind = models.CharField(_("what it is about"), max_length=14, choices=HearingKind)
    starts_at = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.EXACT)
    tz = models.CharField(max_length=60)
    place = EncryptedTextField(_("court and room"), blank=True, default="")
    outcome = models.CharField(
        _("what came of it"), max_length=12, choices=HearingOutcome, blank=True, default=""
    )
    note = EncryptedTextField(_("good to know"), blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["agency", "case", "starts_at"], name="hearing_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.order.ref])

    @property
    def leads_to(self) -> str:
        """What its outcome asks for next: `new`, the order it made; `end`, this one's end; or nothing."""
        order = self.order
        if self.kind not in DECIDES_THE_ORDER or order.state in ENDED_STATES:
            return ""
        if self.outcome in MAKES_AN_ORDER:
            return "new" if order.is_temporary or order.state in PENDING_STATES else ""
        return "end" if self.outcome in ENDS_THE_ORDER and order.may_end else ""


audit.register(ProtectiveOrder)
audit.register(Hearing)
