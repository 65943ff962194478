"""One phone number, e-mail address or postal address, and what is safe to do with it (CF-21)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, crypto
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from clients import contact
from clients.choices import ContactChannel, ContactKind, SafeFlag, YesNoUnknown


def _flag(label: Any) -> models.CharField:
    return models.CharField(label, max_length=8, choices=SafeFlag, default=SafeFlag.UNKNOWN)


class ContactMethod(Versioned, AgencyOwned):
    """A way to reach the client. Every channel starts as unsafe until the client says otherwise."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="contact_methods")
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind, default=ContactKind.PHONE)
    value = EncryptedTextField(_("number or address"), default="")
    value_index = models.BinaryField(null=True, blank=True, editable=False)
    label = EncryptedTextField(_("whose or where"), blank=True, default="")
    safe_to_call = _flag(_("call"))
    safe_to_voicemail = _flag(_("leave voicemail"))
    safe_to_text = _flag(_("send a text message"))
    safe_to_email = _flag(_("send e-mail"))
    safe_to_post = _flag(_("send post"))
    hours = EncryptedJSONField(_("safe hours"), default=list, blank=True)
    hours_note = EncryptedTextField(_("more about when"), blank=True, default="")
    say_you_are_from = EncryptedTextField(_("say you are from"), blank=True, default="")
    code_word = EncryptedTextField(_("code word"), blank=True, default="")
    respondent_has_access = models.CharField(
        _("the respondent can get at it"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    is_preferred = models.BooleanField(_("the way the client likes best"), default=False)
    confirmed_on = models.DateField(_("last confirmed with the client"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "case"], name="contact_of_case"),
            models.Index(fields=["agency", "value_index"], name="contact_by_value"),
        ]

    def __str__(self) -> str:
        return f"contact method {self.ref}"

    def index_value(self) -> None:
        """Keep the exact-match index in step with the value; called before every save of it."""
        plain = contact.normalise(self.kind, self.value)
        self.value_index = crypto.blind_index(plain, "contact") if plain else None

    @property
    def flags(self) -> dict[str, str]:
        return {channel: getattr(self, f"safe_to_{channel}") for channel in ContactChannel.values}

    def facts(self, *, do_not_contact: bool = False) -> contact.Method:
        """The plain values `contact.may_contact` decides on."""
        return contact.Method(
            kind=self.kind,
            flags=self.flags,
            hours=tuple(contact.Hours.parse(entry) for entry in self.hours),
            respondent_has_access=self.respondent_has_access == YesNoUnknown.YES,
            do_not_contact=do_not_contact,
            removed=self.removed_at is not None,
        )


audit.register(ContactMethod, exclude=("value_index",))
