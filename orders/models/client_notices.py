"""Registrations of clients with notification services, and what these told them (PO-18).

There is no field for a PIN, on purpose: it is the client's alone, and notes that look like one are refused.
"""

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
from caseload.foundation.versions import Versioned
from clients.choices import YesNoUnknown
from orders.choices import CustodyState
from orders.choices.client_notices import NoticeChannel, NoticeService, RegistrationState, ToldKind, Via

from .custody import Custody
from .orders import ProtectiveOrder
from .service import ServiceAttempt


class NoticeRegistration(Versioned, AgencyOwned):
    """A client's registration with one service, for one order or the respondent; or that it was declined."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="registrations")
    order = models.ForeignKey(
        ProtectiveOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    state = models.CharField(max_length=10, choices=RegistrationState, default=RegistrationState.REGISTERED)
    service = models.CharField(
        _("which service"), max_length=5, choices=NoticeService, default=NoticeService.VPO
    )
    service_name = EncryptedTextField(_("name of the service"), blank=True, default="")
    registered_by_client = models.BooleanField(_("the client registered themselves"), default=True)
    channel = models.CharField(
        _("how it tells the client"), max_length=7, choices=NoticeChannel, default=NoticeChannel.UNKNOWN
    )
    test_call = models.CharField(
        _("test notice came"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    note = EncryptedTextField(_("good to know"), blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "case"], name="registration_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:client_notices", args=[self.case.ref])

    @property
    def is_active(self) -> bool:
        return self.state == RegistrationState.REGISTERED


class ClientNotice(AgencyOwned):
    """What a client was told, when it happened, how the client knows; what follows is recorded with it."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="client_notices")
    order = models.ForeignKey(ProtectiveOrder, null=True, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        NoticeRegistration, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what was told"), max_length=8, choices=ToldKind)
    via = models.CharField(_("how the client knows"), max_length=10, choices=Via)
    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)
    words = EncryptedTextField(_("in words"), blank=True, default="")
    attempt = models.ForeignKey(ServiceAttempt, null=True, on_delete=models.PROTECT, related_name="+")
    custody = models.ForeignKey(Custody, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__gte=models.F("happened_from")),
                name="client_notice_is_an_interval",
            )
        ]
        indexes = [models.Index(fields=["agency", "case"], name="client_notice_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:client_notices", args=[self.case.ref])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def is_exact(self) -> bool:
        return self.happened_from == self.happened_until

    @property
    def no_longer_stands(self) -> bool:
        """What was recorded with it was withdrawn or corrected since, where that is recorded."""
        if self.attempt is not None:
            return self.attempt.state != ServiceAttempt.State.STANDS
        return self.custody is not None and self.custody.state == CustodyState.VOID


audit.register(NoticeRegistration)
audit.register(ClientNotice)
