"""Writing a letter: one field for each of its declared slots, and no other (LT-1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from clients.models import Release
from referrals.choices import LETTER_LANGUAGES, Delivery
from referrals.models import Letter
from referrals.papers.kinds import AGES, CHOICE, MANY, MONTH, NUMBER, SPECS, YES, LetterKind, Slot


class MonthInput(forms.TextInput):
    """The browser's own month picker."""

    input_type = "month"


def _choice(slot: Slot, **common: Any) -> forms.Field:
    choices = [(value, label) for value, label in slot.options.items()]
    if not slot.required and "unsaid" not in slot.options:
        choices.insert(0, ("", _("Do not say")))
    return forms.ChoiceField(choices=choices, **common)


def _month(slot: Slot, **common: Any) -> forms.Field:
    return forms.RegexField(
        r"^(19|20)\d\d-(0[1-9]|1[0-2])$", widget=MonthInput,
        error_messages={"invalid": _("Such as 2026-03.")}, **common,
    )  # fmt: skip


FIELD_OF: dict[str, Callable[..., forms.Field]] = {
    NUMBER: lambda slot, **common: forms.IntegerField(min_value=1, max_value=30, **common),
    YES: lambda slot, **common: forms.BooleanField(**common),
    CHOICE: _choice,
    MONTH: _month,
    MANY: lambda slot, **common: forms.MultipleChoiceField(
        choices=list(slot.options.items()), widget=forms.CheckboxSelectMultiple, **common
    ),
}


class LetterForm(Form):
    """What a letter says, and to whom."""

    recipient = forms.CharField(label=_("Recipient"), max_length=160)
    recipient_lines = forms.CharField(
        label=_("More lines of their address"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Never the address of a confidential place."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LETTER_LANGUAGES)
    valid_until = forms.DateField(label=_("Valid until"), widget=DateInput)
    signer = forms.CharField(label=_("Who signs"), required=False, max_length=80)
    signer_title = forms.CharField(label=_("Their title"), required=False, max_length=80)
    discreet = forms.BooleanField(
        label=_("Discreet letterhead"),
        required=False,
        help_text=_("Shows the neutral name of our agency, or none."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = SPECS[LetterKind(kind)]
        for slot in self.spec.slots:
            self.fields[slot.name] = self._field(slot)

    @staticmethod
    def _field(slot: Slot) -> forms.Field:
        common = {"label": slot.label, "required": slot.required, "help_text": slot.hint}
        make = FIELD_OF.get(slot.kind)
        if make:
            return make(slot, **common)
        digits = {"inputmode": "text" if slot.kind != AGES else "decimal", "autocomplete": "off"}
        return forms.CharField(max_length=slot.longest, widget=forms.TextInput(digits), **common)

    def frame_fields(self) -> list[Any]:
        names = (
            "recipient",
            "recipient_lines",
            "language",
            "valid_until",
            "signer",
            "signer_title",
            "discreet",
        )
        return [self[name] for name in names]

    def slot_fields(self) -> list[Any]:
        return [self[slot.name] for slot in self.spec.slots]

    def facts(self) -> dict[str, Any]:
        return {slot.name: self.cleaned_data.get(slot.name) for slot in self.spec.slots}

    def values(self) -> dict[str, Any]:
        """What stands around the letter: none of it is about the client."""
        slots = {slot.name for slot in self.spec.slots}
        return {n: v for n, v in self.cleaned_data.items() if n not in slots and n != "version"}


class WayForm(Form):
    """How the letter leaves the house (LT-2)."""

    delivery = forms.ChoiceField(
        label=_("How it leaves the house"), choices=Delivery.choices, widget=forms.RadioSelect
    )
    release = forms.ChoiceField(label=_("Under this release"), required=False)

    def __init__(self, *args: Any, releases: list[tuple[Release, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.releases = {release.ref: release for release, _missing in releases}
        until = _("%(recipient)s, until %(day)s")
        named = [
            (r.ref, until % {"recipient": r.recipient_name, "day": date_format(r.expires_on)})
            for r, _gap in releases
        ]
        self.fields["release"].choices = [("", _("Choose a release")), *named]  # type: ignore[attr-defined]
        if len(releases) == 1:
            self.fields["release"].initial = releases[0][0].ref
        if not releases:
            del self.fields["release"]

    def values(self) -> dict[str, Any]:
        return {
            "delivery": self.cleaned_data["delivery"],
            "release": self.releases.get(self.cleaned_data.get("release") or ""),
        }


class FinaliseForm(WayForm):
    """The client has read it, and it becomes final."""

    client_read = forms.BooleanField(
        label=_("The client has read this letter and agrees with it"), required=False
    )
    field_order = ("client_read", "delivery", "release")

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter.approved_at:
            del self.fields["client_read"]
        self.initial.setdefault("delivery", Delivery.HANDED)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "client_read": bool(self.cleaned_data.get("client_read"))}


class ApproveForm(Form):
    client_read = forms.BooleanField(
        label=_("The client has read this letter and agrees with it"), required=False
    )


class VoidForm(Form):
    reason = forms.CharField(label=_("Why the letter is void"), max_length=400)
