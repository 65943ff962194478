"""A deadline as the paper states it, and the court rules and court days of the agency."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, TimeInput
from orders.choices import MODE_LABELS, UNIT_LABELS
from orders.deadlines import Mode
from orders.forms.moments import WHICH

MODES = [(mode.value, words) for mode, words in MODE_LABELS.items() if mode != Mode.EXPLICIT_DATE]
UNITS = [(unit.value, words) for unit, words in UNIT_LABELS.items()]


class DeadlineForm(Form):
    """Another date for a deadline, and where it is from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("Due on"), widget=DateInput)
    at = forms.TimeField(
        label=_("At"), required=False, widget=TimeInput, help_text=_("Empty: by the end of that day.")
    )
    which = forms.ChoiceField(
        label=_("The clocks showed this time twice. Which one was it?"), choices=WHICH, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(
        label=_("Where this date is from"), max_length=500,
        help_text=_("For example: the paper, the clerk by phone. From now on the rule does not change it."),
    )  # fmt: skip

    @property
    def asks_which(self) -> bool:
        return bool(self.errors.get("which") or self.data.get("which"))


class PackForm(Form):
    """By whose rules the agency counts."""

    pack = forms.ChoiceField(
        label=_("Count by the rules of"), choices=(), widget=forms.RadioSelect,
        help_text=_("What a state's rules leave open is counted by the generic rule, and marked so."),
    )  # fmt: skip

    def __init__(self, *args: Any, packs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = packs  # type: ignore[attr-defined]


class RuleForm(Form):
    """One rule of the agency's own."""

    amount = forms.IntegerField(label=_("How many"), min_value=0, max_value=3660)
    unit = forms.ChoiceField(label=_("Of what"), choices=UNITS)
    mode = forms.ChoiceField(label=_("How they are counted"), choices=MODES, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Where this is written"), max_length=300,
        help_text=_("The statute, the court's web page, or who said so and when."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Good to know"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class CheckedForm(Form):
    """Somebody read the sources again."""

    next_review = forms.DateField(label=_("Check again on"), widget=DateInput)
    clerk_closes = forms.TimeField(
        label=_("The clerk's office closes at"), required=False, widget=TimeInput,
        help_text=_("Empty where papers are filed electronically until midnight."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        closes = self.cleaned_data["clerk_closes"]
        return {
            "next_review": self.cleaned_data["next_review"],
            "clerk_closes": f"{closes:%H:%M}" if closes else "",
        }


class CourtDayForm(Form):
    """A day on which the agency's courts are closed, or work although others do not."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    name = forms.CharField(label=_("Why"), required=False, max_length=80)
    is_open = forms.ChoiceField(
        label=_("On this day the court"), widget=forms.RadioSelect, initial="no",
        choices=[("no", _("is closed")), ("yes", _("works, although it is a public holiday"))],
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"day": data["day"], "name": data["name"], "is_open": data["is_open"] == "yes"}


class YearForm(Form):
    """A year to count in."""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2099)


def year_from(value: str, today: date) -> int:
    """The year an address asks for; nonsense is this year."""
    return int(value) if value.isdigit() and 2020 <= int(value) <= 2099 else today.year
