"""The respondent in custody, and the release."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, RowField
from clients.models import Respondent
from orders.choices import ExpectedRelease, Facility, Source
from orders.forms.moments import MomentFields


def _person(respondent: Respondent) -> str:
    return respondent.display_name


class CustodyForm(Form):
    """Since when, where, and until when as far as anybody knows."""

    respondent = RowField(label=_("Who"), label_of=_person, required=False, blank=_("The respondent"))
    since_on = forms.DateField(
        label=_("Since"), required=False, widget=DateInput, help_text=_("Leave it empty if it is not known.")
    )
    facility = forms.ChoiceField(
        label=_("What kind of place"), choices=Facility.choices, initial=Facility.UNKNOWN
    )
    place = forms.CharField(label=_("Where"), required=False, max_length=300, help_text=_("Kept encrypted."))
    expected = forms.ChoiceField(
        label=_("When is release expected?"), choices=ExpectedRelease.choices, widget=forms.RadioSelect,
        initial=ExpectedRelease.UNKNOWN,
    )  # fmt: skip
    expected_on = forms.DateField(label=_("Expected on"), required=False, widget=DateInput)
    give_or_take_days = forms.IntegerField(
        label=_("Give or take how many days"), required=False, min_value=1, max_value=60
    )
    source = forms.ChoiceField(label=_("How we know"), choices=Source.choices)
    note = forms.CharField(
        label=_("Good to know"), required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, respondents: Iterable[Respondent] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(respondents or ())
        if rows:
            field: Any = self.fields["respondent"]
            field.offer(rows)
        else:
            del self.fields["respondent"]

    def facts(self) -> dict[str, Any]:
        """Everything but the version, by the names of the action."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data["give_or_take_days"] = data.get("give_or_take_days") or 0
        return data


class ReleaseForm(Form, MomentFields):
    """When the respondent was released, and how exactly that is known."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReleaseAloneForm(ReleaseForm):
    """A release of somebody whose custody was never on record."""

    respondent = RowField(label=_("Who"), label_of=_person, required=False, blank=_("The respondent"))

    def __init__(self, *args: Any, respondents: Iterable[Respondent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(respondents)
        if rows:
            field: Any = self.fields["respondent"]
            field.offer(rows)
        else:
            del self.fields["respondent"]


class CorrectReleaseForm(ReleaseForm):
    """The moment of release as it should have been recorded, and why."""

    why = forms.CharField(label=_("Why is this corrected?"), max_length=500)
