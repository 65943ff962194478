"""The form over one way to make contact: what it is, what is safe, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, TimeInput
from clients.choices import ContactChannel
from clients.forms.base import RecordForm, text
from clients.models import ContactMethod

DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
FLAGS = [f"safe_to_{channel}" for channel in ContactChannel.values]


class ContactForm(RecordForm):
    """Every channel is unsafe until the client says otherwise (CF-21)."""

    hours_days = forms.TypedMultipleChoiceField(
        label=_("safe on these days"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No day ticked means every day."),
    )
    hours_from = forms.TimeField(label=_("safe from"), required=False, widget=TimeInput)
    hours_to = forms.TimeField(label=_("safe until"), required=False, widget=TimeInput)

    GROUPS = (
        ("", ("kind", "value", "label", "is_preferred")),
        (_("What is safe?"), ("respondent_has_access", *FLAGS)),
        (_("When is it safe?"), ("hours_days", "hours_from", "hours_to", "hours_note")),
        (_("How to start"), ("say_you_are_from", "code_word", "confirmed_on")),
    )

    class Meta:
        model = ContactMethod
        fields = [
            "kind",
            "value",
            "label",
            *FLAGS,
            "respondent_has_access",
            "hours_note",
            "say_you_are_from",
            "code_word",
            "is_preferred",
            "confirmed_on",
        ]
        widgets = {"hours_note": text(2), "confirmed_on": DateInput}
        help_texts = {
            "say_you_are_from": _("What to say when someone else answers."),
            "code_word": _("How the client knows it is us, and we know it is the client."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.hours:
            first = self.instance.hours[0]
            self.initial.update(
                hours_days=first.get("days") or [],
                hours_from=first.get("from", ""),
                hours_to=first.get("to", ""),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("hours_from")) != bool(data.get("hours_to")):
            missing = "hours_to" if data.get("hours_from") else "hours_from"
            self.add_error(missing, _("Give both ends of the safe hours."))
        if data.get("hours_days") and not data.get("hours_from") and "hours_from" not in self.errors:
            self.add_error("hours_from", _("Give the hours of the days you ticked."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        hours: list[dict[str, Any]] = []
        if data.get("hours_from") and data.get("hours_to"):
            hours = [
                {
                    "days": data.get("hours_days") or [],
                    "from": f"{data['hours_from']:%H:%M}",
                    "to": f"{data['hours_to']:%H:%M}",
                }
            ]
        return {**super().values(), "hours": hours}
