"""Attempts to serve an order. A corrected attempt stays, beside the one that corrects it (PO-6)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import AgencyOwned
from orders.choices import OPENING_OUTCOMES, Outcome, PlaceKind, Server, Source, knowledge_of
from orders.escalation import Served

from .orders import ProtectiveOrder


class ServiceAttempt(AgencyOwned):
    """One attempt: when it must have happened, how exactly that is known, and what came of it."""

    class State(models.TextChoices):
        STANDS = "stands", _("Stands")
        CORRECTED = "corrected", _("Corrected")
        VOID = "void", _("Withdrawn")

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="service_attempts")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="attempts")
    paper_version = models.PositiveSmallIntegerField(default=1)
    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)
    outcome = models.CharField(_("what happened"), max_length=18, choices=Outcome)
    server = models.CharField(_("who served it"), max_length=16, choices=Server, default=Server.OTHER)
    place_kind = models.CharField(
        _("what kind of place"), max_length=8, choices=PlaceKind, default=PlaceKind.UNKNOWN
    )
    place = EncryptedTextField(_("where"), blank=True, default="")
    documents = EncryptedTextField(_("papers served"), blank=True, default="")
    note = EncryptedTextField(_("good to know"), blank=True, default="")
    in_custody = models.BooleanField(_("the respondent was in custody"), default=False)
    return_filed_on = models.DateField(_("proof of service filed on"), null=True, blank=True)
    source = models.CharField(_("how we know"), max_length=12, choices=Source, default=Source.CLIENT_SAID)
    known_to_agency_at = models.DateTimeField()
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.STANDS)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    changed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    change_reason = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-happened_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__gte=models.F("happened_from")), name="service_is_an_interval"
            )
        ]
        indexes = [models.Index(fields=["agency", "order", "state"], name="service_of_order")]

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.order.ref])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def opens_window(self) -> bool:
        return self.state == self.State.STANDS and self.outcome in OPENING_OUTCOMES

    @property
    def knowledge(self) -> Served | None:
        return knowledge_of(self.outcome, self.server)

    @property
    def is_exact(self) -> bool:
        return self.happened_from == self.happened_until


audit.register(ServiceAttempt)
