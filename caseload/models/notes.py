"""What was said and done, in the words of the person who was there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned

from .agencies import Staff
from .cases import Case


class Note(Versioned, AgencyOwned):
    """A note on a case. Corrected, never removed: a correction keeps who and when in the audit log."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Contact with client")
        TRIED = "tried", _("Tried to reach client")
        MEETING = "meeting", _("Meeting")
        COURT = "court", _("Court")
        OTHER = "other", _("Other")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CONTACT)
    happened_at = models.DateTimeField(default=clock.now)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    is_pinned = models.BooleanField(default=False)
    body = EncryptedTextField()

    class Meta:
        indexes = [models.Index(fields=["agency", "case", "-happened_at"], name="note_by_case")]


audit.register(Note)
