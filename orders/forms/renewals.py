"""What the client wants when the order ends, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from orders.choices.renewals import RECORDABLE, Answer, RenewalOutcome, Whose
from orders.forms.calendar import WHOSE_CHOICES


class DecisionForm(Form):
    """The buttons that send it say what the client wants; the rest is for those who have a minute more."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What the client wants"),
        choices=[(answer.value, answer.label) for answer in RECORDABLE],
        error_messages={"required": _("Choose what the client wants.")},
    )
    said_on = forms.DateField(
        label=_("Said on"), required=False, widget=DateInput, help_text=_("Leave it empty for today.")
    )
    words = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("What the client said, and why, if they want it kept. Kept encrypted."),
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("Whose words"), choices=Whose.choices, initial=Whose.CLIENT, required=False
    )


class FiledForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    filed_on = forms.DateField(
        label=_("Petition filed on"), required=False, widget=DateInput,
        help_text=_("Empty takes the entry back."),
    )  # fmt: skip


class RenewalOutcomeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What came of it"), required=False, choices=[("", _("Nothing yet")), *RenewalOutcome.choices]
    )
    outcome_on = forms.DateField(
        label=_("Decided on"), required=False, widget=DateInput, help_text=_("Leave it empty for today.")
    )


class RenewalFilterForm(Form):
    """Narrowing the orders that run out."""

    whose = forms.ChoiceField(label=_("Whose cases"), required=False)
    time = forms.ChoiceField(
        label=_("When they end"), required=False,
        choices=[
            ("open", _("Renewal may be asked for")), ("7", _("Within 7 days")), ("30", _("Within 30 days")),
            ("60", _("Within 60 days")), ("all", _("At any time")),
            ("ended", _("Ended in the last two weeks")),
        ],
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("What the client wants"), required=False,
        choices=[("", _("Any")), ("open", _("No decision yet")), *Answer.choices],
    )  # fmt: skip
    person = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, *args: Any, views: list[str], people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [(name, WHOSE_CHOICES[name]) for name in views]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]
        if len(views) < 2:
            del self.fields["whose"]
        if not people:
            del self.fields["person"]
