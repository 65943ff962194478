"""A letter about the client of a case: what it says, how it left, and that it never changed since."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedBytesField, EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from referrals.choices import LETTER_LANGUAGES, Delivery, LetterState
from referrals.papers.kinds import LetterKind

from .referrals import Referral

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    """A random number to read out over the phone; it says nothing about client or order of letters (LT-6)."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def _staff() -> models.ForeignKey:
    return models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, null=True, related_name="+")


class Letter(Versioned, AgencyOwned):
    """Draft, read by the client, approved, final; a database trigger keeps a final letter as it is (LT-7)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.CASCADE, related_name="letters")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="letters")
    kind = models.CharField(_("letter"), max_length=10, choices=LetterKind)
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=LETTER_LANGUAGES, default="en"
    )
    recipient = EncryptedTextField(_("recipient"), default="")
    recipient_lines = EncryptedTextField(_("more lines of the address"), blank=True, default="")
    recipient_ref = models.CharField(max_length=22, blank=True, default="", editable=False)
    facts = EncryptedJSONField(default=dict)
    paper = EncryptedJSONField(default=dict, editable=False)
    items = models.JSONField(default=list, editable=False)
    discreet = models.BooleanField(_("discreet letterhead"), default=False)
    signer = EncryptedTextField(_("signed by"), blank=True, default="")
    signer_title = EncryptedTextField(_("title of the signer"), blank=True, default="")
    written_on = models.DateField()
    valid_until = models.DateField(_("valid until"))
    reference = models.CharField(max_length=11, editable=False)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.DRAFT)
    drafted_by = _staff()
    client_read_at = models.DateTimeField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = _staff()
    delivery = models.CharField(_("how it leaves"), max_length=20, choices=Delivery, blank=True, default="")
    release = models.ForeignKey(
        "clients.Release", on_delete=models.PROTECT, null=True, related_name="letters"
    )
    requested_by_client_at = models.DateTimeField(null=True, editable=False)
    finalised_at = models.DateTimeField(null=True, editable=False)
    finalised_by = _staff()
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivered_by = _staff()
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = _staff()
    void_reason = EncryptedTextField(_("reason"), blank=True, default="")
    pdf = EncryptedBytesField(default=bytes, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="one_letter_per_reference")
        ]
        indexes = [models.Index(fields=["agency", "case", "-created_at"], name="letter_of_case")]

    def __str__(self) -> str:
        return f"letter {self.ref}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reference = self.reference or new_reference()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("referrals:letter", args=[self.ref])

    @property
    def is_editable(self) -> bool:
        return self.state in (LetterState.DRAFT, LetterState.APPROVED)

    @property
    def is_final(self) -> bool:
        return bool(self.sha256)

    @property
    def file_stem(self) -> str:
        """A file name that says nothing about anybody (CF-20)."""
        return f"letter-{self.reference.lower()}"


# The kept PDF is bytes, not text: that it was made is an event of its own, with its hash.
audit.register(Letter, exclude=("sha256", "pdf"))
