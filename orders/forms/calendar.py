"""What the calendar is narrowed to, and what a feed holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form
from orders.queries.calendar import KINDS

KIND_CHOICES = {
    "hearing": _("Hearings"),
    "expiry": _("Ends of orders"),
    "phase": _("Ends of phases of care"),
    "deadline": _("Deadlines"),
    "task": _("Tasks with a due time"),
}
WHOSE_CHOICES = {"mine": _("My cases"), "team": _("My team's cases"), "all": _("All cases I can open")}


def kind_choices() -> list[tuple[str, Any]]:
    return [(kind, words) for kind, words in KIND_CHOICES.items() if kind in KINDS]


class CalendarFilterForm(Form):
    """Narrowing the calendar."""

    whose = forms.ChoiceField(label=_("Whose"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    kind = forms.MultipleChoiceField(
        label=_("What"), required=False, widget=forms.CheckboxSelectMultiple({"class": "choice-row"})
    )

    def __init__(self, *args: Any, views: list[str], teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [(name, WHOSE_CHOICES[name]) for name in views]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", _("All teams")), *teams]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        if len(views) < 2:
            del self.fields["whose"]
        if not teams:
            del self.fields["team"]


class FeedForm(Form):
    """What the calendar feed holds."""

    kinds = forms.MultipleChoiceField(
        label=_("What it holds"), widget=forms.CheckboxSelectMultiple,
        initial=["hearing", "expiry", "deadline"],
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip
    whose = forms.ChoiceField(label=_("Of which cases"))

    def __init__(self, *args: Any, views: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["whose"].choices = [(name, WHOSE_CHOICES[name]) for name in reversed(views)]  # type: ignore[attr-defined]
