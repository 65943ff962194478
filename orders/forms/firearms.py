"""Firearms under an order: what is known, and the proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from clients.choices import YesNoUnknown
from orders.choices import Source
from orders.choices.firearms import Exemption, Proof, ToWhom


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=options.pop("max_length", 300), **options)


def _asked(label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YesNoUnknown.choices, initial=YesNoUnknown.UNKNOWN, widget=forms.RadioSelect,
        **options,
    )  # fmt: skip


class FirearmsForm(Form):
    """Access, what the court ordered, and exemptions."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    access = _asked(
        _("Does the respondent have firearms, or can reach some?"),
        help_text=_("“Yes” opens a time of extra care that lasts until there is proof."),
    )
    access_words = _text(
        _("What is known"), max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Which, how many, where, whose."),
    )  # fmt: skip
    access_source = forms.ChoiceField(
        label=_("How we know"), choices=Source.choices, initial=Source.CLIENT_SAID
    )
    ordered = _asked(_("Did the court order that they are handed over?"))
    to_whom = forms.ChoiceField(
        label=_("To whom"), required=False, choices=[("", _("Not known")), *ToWhom.choices]
    )
    to_whom_words = _text(_("Name or place"))
    exempt = forms.ChoiceField(
        label=_("Is there an exemption?"), choices=Exemption.choices, initial=Exemption.UNKNOWN
    )
    exempt_words = _text(_("What the exemption says"))
    permit_suspended = _asked(_("Is the permit suspended?"))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ProofForm(Form):
    """What proves that firearms were handed over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    proof_on = forms.DateField(label=_("Proof came on"), widget=DateInput)
    proof_kind = forms.ChoiceField(label=_("What proves it"), choices=Proof.choices, widget=forms.RadioSelect)
    proof_words = _text(
        _("What it says"), max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("How many, and whether these are all that are known."),
    )  # fmt: skip
    filed_on = forms.DateField(
        label=_("Receipt filed at the court on"), required=False, widget=DateInput,
        help_text=_("Leave it empty if it is not filed."),
    )  # fmt: skip


class SetAsideForm(Form):
    """Why the proof does not hold."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("For example: there are others, or the receipt is about something else."),
    )  # fmt: skip
