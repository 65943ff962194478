"""When an order is expected to be served, and who said so."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices import Source

from .orders import ProtectiveOrder


class ExpectedService(Versioned, AgencyOwned):
    """What was heard of the coming service of the order's present paper. It promises nothing."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField(ProtectiveOrder, on_delete=models.PROTECT, related_name="expected_service")
    paper_version = models.PositiveSmallIntegerField(default=1)
    expected_from = models.DateTimeField(null=True, blank=True)
    expected_until = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.DATE_ONLY)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)
    source = models.CharField(_("how we know"), max_length=16, choices=Source, default=Source.POLICE)
    told_by = EncryptedTextField(_("who said so"), blank=True, default="")
    noted_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_from__isnull=True, expected_until__isnull=True)
                | Q(expected_until__gte=F("expected_from")),
                name="expected_service_is_an_interval",
            )
        ]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)


audit.register(ExpectedService)
