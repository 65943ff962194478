"""Service of process: what happened, when, where, and how we know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from orders.choices import Outcome, PlaceKind, Server, Source
from orders.forms.moments import MomentFields

LONG = {"rows": 2}


class ServiceForm(Form, MomentFields):
    """One attempt at service."""

    outcome = forms.ChoiceField(
        label=_("What happened"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.SERVED
    )
    server = forms.ChoiceField(label=_("Who served it"), choices=Server.choices, initial=Server.SHERIFF)
    place_kind = forms.ChoiceField(
        label=_("What kind of place"), choices=PlaceKind.choices, initial=PlaceKind.UNKNOWN
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=300,
        help_text=_("Kept encrypted, and left out of sheets for other people."),
    )  # fmt: skip
    in_custody = forms.BooleanField(label=_("The respondent was in custody"), required=False)
    documents = forms.CharField(label=_("Papers served"), required=False, max_length=300)
    return_filed_on = forms.DateField(label=_("Proof of service filed on"), required=False, widget=DateInput)
    source = forms.ChoiceField(label=_("How we know"), choices=Source.choices)
    note = forms.CharField(
        label=_("Good to know"), required=False, widget=forms.Textarea(LONG), max_length=2000
    )

    def facts(self) -> dict[str, Any]:
        """Everything beside the moment, by the names of the action."""
        names = (
            "outcome", "server", "place_kind", "place", "in_custody", "documents", "return_filed_on",
            "source", "note",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class CorrectServiceForm(ServiceForm):
    """The attempt as it should have been recorded, and why."""

    reason = forms.CharField(
        label=_("Why is this corrected?"), max_length=500,
        help_text=_("The earlier entry stays on record beside this one."),
    )  # fmt: skip


class ReasonForm(Form):
    """A reason, for what is withdrawn."""

    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea(LONG))
