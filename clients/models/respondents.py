"""The person restrained by an order, or from whom the client needs to be safe."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from clients.choices import RespondentRelation, YesNoUnknown


class Respondent(Versioned, AgencyOwned):
    """A respondent of a case; nothing about them is required, not even a name."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="respondents")
    name = EncryptedTextField(_("name"), blank=True, default="")
    aliases = EncryptedTextField(_("other names"), blank=True, default="")
    relationship = models.CharField(
        _("connection to the client"),
        max_length=16,
        choices=RespondentRelation,
        default=RespondentRelation.UNKNOWN,
    )
    date_of_birth = EncryptedTextField(_("date of birth or age"), blank=True, default="")
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    address = EncryptedTextField(_("where they stay"), blank=True, default="")
    workplace = EncryptedTextField(_("where they work"), blank=True, default="")
    description = EncryptedJSONField(_("description"), default=dict, blank=True)
    lives_together = models.CharField(
        _("lives with the client"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    child_in_common = models.CharField(
        _("has a child with the client"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    in_custody = models.CharField(
        _("in custody"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    notes = EncryptedTextField(_("good to know"), blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="respondent_of_case")]

    def __str__(self) -> str:
        return f"respondent {self.ref}"

    @property
    def display_name(self) -> str:
        return self.name or self.aliases or str(_("Respondent, name not known"))

    @property
    def all_names(self) -> list[str]:
        """Every name on file, for checks that must not miss one."""
        names = [self.name, *self.aliases.replace(";", ",").split(",")]
        return [name.strip() for name in names if name.strip()]


audit.register(Respondent)
