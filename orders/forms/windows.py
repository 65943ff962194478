"""Answers to alerts, the board's filters, and closing a window early."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from caseload.forms import Form

DEFAULT_NOTE = _("Seen. I make sure the client is reached today.")


class AnswerForm(Form):
    """Acknowledging an alert: what happens next, in a few words."""

    note = forms.CharField(
        label=_("What happens next"), max_length=500, initial=DEFAULT_NOTE,
        error_messages={"required": _("Write in a few words what happens next.")},
        widget=forms.TextInput({"autofocus": True}),
    )  # fmt: skip
    others = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, beside: int, **kwargs: Any) -> None:
        """`beside`: how many other alerts of the case the same answer may be given to."""
        super().__init__(*args, **kwargs)
        words = ngettext_lazy(
            "Also answers %(number)d other alert of this case",
            "Also answers %(number)d other alerts of this case", beside,
        )  # fmt: skip
        self.fields["others"].label = words % {"number": beside}
        if not beside:
            del self.fields["others"]


class BoardFilterForm(Form):
    """Narrowing the board."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    late = forms.BooleanField(label=_("Only those that wait for an answer"), required=False)
    overdue = forms.BooleanField(label=_("Only those with overdue tasks"), required=False)
    silent = forms.BooleanField(label=_("Only those with an overdue check-in"), required=False)

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], phases: list[tuple[str, Any]],
        people: list[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("All teams")), *teams]  # type: ignore[attr-defined]
        self.fields["phase"].choices = [("", _("All phases")), *phases]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]


class WallNamesForm(Form):
    """Whether the board on the wall says names."""

    shown = forms.BooleanField(
        label=_("Show names of clients and colleagues on the wall"), required=False,
        help_text=_("Only where nobody but your own staff can see the screen."),
    )  # fmt: skip


class CloseEarlyForm(Form):
    """Why a window is closed before its time, and how the client sees it."""

    reason = forms.CharField(
        label=_("Why is it closed early?"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    client_view = forms.CharField(
        label=_("How does the client see it?"), max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=_("In the client's own words where you can."),
    )  # fmt: skip
