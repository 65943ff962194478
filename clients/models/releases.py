"""A release of information: one recipient, named items, an end; and what was disclosed under it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from clients import consent
from clients.choices import (
    ReleaseItem,
    ReleaseMethod,
    ReleaseStatus,
    RevokedHow,
    SignatureKind,
    SignerCapacity,
)


def _staff(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "caseload.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+", **options
    )


class Release(AgencyOwned):
    """The client's permission to tell exactly one recipient exactly these things until a day."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="releases")
    subject = models.ForeignKey(
        "clients.HouseholdMember",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name=_("about"),
    )
    recipient_name = EncryptedTextField(_("recipient"), default="")
    recipient_ref = models.CharField(max_length=22, blank=True, default="", editable=False)
    recipient_person = EncryptedTextField(_("person there"), blank=True, default="")
    recipient_contact = EncryptedTextField(_("how the recipient is reached"), blank=True, default="")
    purpose = EncryptedTextField(_("purpose"), default="")
    items = ArrayField(models.CharField(max_length=32, choices=ReleaseItem), verbose_name=_("information"))
    items_detail = EncryptedTextField(_("more exactly"), blank=True, default="")
    excluded = EncryptedTextField(_("not to be told"), blank=True, default="")
    methods = ArrayField(models.CharField(max_length=16, choices=ReleaseMethod), verbose_name=_("how"))
    starts_at = models.DateTimeField(_("from"))
    expires_on = models.DateField(_("through"))
    expires_at = models.DateTimeField(_("until"))
    term_reason = EncryptedTextField(_("why longer than 30 days"), blank=True, default="")
    language = EncryptedTextField(_("language and interpreter"), blank=True, default="")
    informed = models.BooleanField(_("benefits and risks were talked through"), default=False)
    alternatives_discussed = models.BooleanField(
        _("ways without a release were talked through"), default=False
    )
    not_a_condition = models.BooleanField(_("help does not depend on signing"), default=False)
    revoke_explained = models.BooleanField(_("how to take it back was explained"), default=False)
    minor_may_consent_alone = models.BooleanField(_("the young person may consent alone"), default=False)
    minor_consent_basis = EncryptedTextField(_("under which rule"), blank=True, default="")
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    witness = _staff()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_how = models.CharField(max_length=8, choices=RevokedHow, blank=True, default="")
    revoked_by = _staff()
    revoked_in_writing_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = EncryptedTextField(blank=True, default="")
    created_by = _staff(editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "case"], name="release_of_case"),
            models.Index(fields=["agency", "expires_at"], name="release_by_end"),
        ]

    def __str__(self) -> str:
        return f"release {self.ref}"

    def get_absolute_url(self) -> str:
        return reverse("clients:release", args=[self.ref])

    @property
    def times(self) -> consent.Times:
        return consent.Times(self.signed_at, self.starts_at, self.expires_at, self.revoked_at, self.voided_at)

    def status_at(self, moment: datetime) -> str:
        return consent.status_of(self.times, moment)

    @property
    def status(self) -> ReleaseStatus:
        return ReleaseStatus(self.status_at(clock.now()))

    @property
    def is_valid(self) -> bool:
        return self.status == ReleaseStatus.VALID

    @property
    def item_labels(self) -> list[str]:
        return [str(ReleaseItem(code).label) for code in self.items]

    @property
    def method_labels(self) -> list[str]:
        return [str(ReleaseMethod(code).label) for code in self.methods]


class ReleaseSigner(AgencyOwned):
    """One signature under a release."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="signers")
    name = EncryptedTextField(_("name"), default="")
    capacity = models.CharField(_("signs as"), max_length=12, choices=SignerCapacity)
    kind = models.CharField(_("how"), max_length=8, choices=SignatureKind, default=SignatureKind.INK)
    signed_on = models.DateField(_("on"))

    class Meta:
        indexes = [models.Index(fields=["agency", "release"], name="signer_of_release")]

    def __str__(self) -> str:
        return f"signature {self.ref}"


class ReleaseDisclosure(AgencyOwned):
    """One occasion on which information went out under a release."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="disclosures")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="disclosures")
    items = ArrayField(models.CharField(max_length=32, choices=ReleaseItem), verbose_name=_("information"))
    method = models.CharField(_("how"), max_length=16, choices=ReleaseMethod)
    told_to = EncryptedTextField(_("to whom"), blank=True, default="")
    note = EncryptedTextField(_("note"), blank=True, default="")
    document_ref = models.CharField(max_length=22, blank=True, default="", editable=False)
    disclosed_at = models.DateTimeField(_("when"))
    disclosed_by = _staff()

    class Meta:
        indexes = [models.Index(fields=["agency", "case", "-disclosed_at"], name="disclosure_of_case")]

    def __str__(self) -> str:
        return f"disclosure {self.ref}"

    @property
    def item_labels(self) -> list[str]:
        return [str(ReleaseItem(code).label) for code in self.items]


for model in (Release, ReleaseSigner, ReleaseDisclosure):
    audit.register(model)
