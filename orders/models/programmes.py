"""What is known of a programme the respondent was sent to (A21): facts with a source and a day, no credit.

A fact never changes: what is learned later, or was wrong, is one more.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices.programmes import OrderedBy, ProgrammeSource, ProgrammeStatus

from .orders import ProtectiveOrder


class ProgrammeOrder(Versioned, AgencyOwned):
    """One programme of one respondent: who ordered it, where, from when, and how many sessions it has."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="programmes")
    respondent = models.ForeignKey(
        "clients.Respondent", null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    order = models.ForeignKey(
        ProtectiveOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    ordered_by = models.CharField(
        _("who ordered it"), max_length=10, choices=OrderedBy, default=OrderedBy.UNKNOWN
    )
    programme = EncryptedTextField(_("which programme"), blank=True, default="")
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    required_sessions = models.PositiveSmallIntegerField(_("sessions required"), null=True, blank=True)
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "case"], name="programme_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:programme", args=[self.ref])

    @property
    def intake_key(self) -> str:
        """The `source_key` of the window after intake."""
        return f"programme:{self.ref}:intake"

    @property
    def ended_key(self) -> str:
        """The `source_key` of the window after missed sessions or the end of the programme."""
        return f"programme:{self.ref}:ended"


class ProgrammeFact(AgencyOwned):
    """What somebody said of it, and for which day it holds."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(ProgrammeOrder, on_delete=models.PROTECT, related_name="facts")
    info_date = models.DateField(_("holds for"))
    status = models.CharField(
        _("how it stands"), max_length=10, choices=ProgrammeStatus, default=ProgrammeStatus.UNKNOWN
    )
    attended = models.PositiveSmallIntegerField(_("sessions attended"), null=True, blank=True)
    missed = models.PositiveSmallIntegerField(_("sessions missed"), null=True, blank=True)
    discharge_reason = EncryptedTextField(_("why it ended"), blank=True, default="")
    source = models.CharField(_("how we know"), max_length=11, choices=ProgrammeSource)
    words = EncryptedTextField(_("good to know"), blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-info_date", "-pk"]
        indexes = [models.Index(fields=["agency", "programme", "info_date"], name="fact_of_programme")]


audit.register(ProgrammeOrder)
audit.register(ProgrammeFact)
