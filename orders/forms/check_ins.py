"""What came of a check-in, what the client agreed, a step when nobody answers, and expected service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form
from orders.choices import Source
from orders.choices.check_ins import (
    Cadence,
    CheckInOutcome,
    NotReachedState,
    PhoneAnswer,
    Welfare,
    WelfareBasis,
)
from orders.forms.moments import MomentFields

SHORT = {"rows": 2}


class OutcomeForm(Form):
    """What came of a check-in; the buttons that send it also say what was heard about the phone."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=CheckInOutcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=2000, widget=forms.Textarea(SHORT),
        help_text=_("What is needed, what was agreed. Kept encrypted."),
    )  # fmt: skip
    phone = forms.ChoiceField(
        label=_("Is a charged phone with the client?"),
        choices=[("", "—"), *PhoneAnswer.choices],
        required=False,
    )
    phone_reason = forms.CharField(
        label=_("If the phone was not asked about: why"), required=False, max_length=300,
        widget=forms.Textarea({"rows": 1}),
    )  # fmt: skip


class StepForm(Form):
    """What came of a step when the client could not be reached."""

    result = forms.ChoiceField(
        label=_("What came of it"), widget=forms.RadioSelect,
        choices=[
            (NotReachedState.REACHED, _("The client is reached or known to be safe")),
            (NotReachedState.DONE, _("Done, but the client is not reached yet")),
            (NotReachedState.NOT_ALLOWED, _("Not done: it is not allowed")),
        ],
        error_messages={"required": _("Choose what came of it.")},
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("On what ground"), required=False, choices=[("", "—"), *WelfareBasis.choices]
    )
    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=2000, widget=forms.Textarea(SHORT),
        help_text=_("For imminent danger: what it is, and the rule of the agency it falls under."),
    )  # fmt: skip


class CheckInPlanForm(Form):
    """What the client wants, written down with the client."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    if_not_reached = forms.CharField(
        label=_("If I cannot be reached"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("In the client's own words. It is shown whenever nobody answers."),
    )  # fmt: skip
    first = forms.ChoiceField(label=_("Call first"), required=False)
    second = forms.ChoiceField(label=_("then"), required=False)
    third = forms.ChoiceField(label=_("then"), required=False)
    wait_minutes = forms.IntegerField(
        label=_("How long to wait before anybody else is called, in minutes"), min_value=0, max_value=1440,
        initial=0,
    )  # fmt: skip
    welfare_check = forms.ChoiceField(
        label=_("A welfare check by the police"), choices=Welfare.choices, widget=forms.RadioSelect,
        initial=Welfare.UNKNOWN,
    )  # fmt: skip
    cadence = forms.ChoiceField(
        label=_("How often the client wants to hear from us"), choices=Cadence.choices, required=False,
        help_text=_("Fewer check-ins than the rules say, or none. What staff do among themselves goes on."),
    )  # fmt: skip
    wish = forms.CharField(
        label=_("In the client's words"), required=False, max_length=1000, widget=forms.Textarea(SHORT),
        help_text=_("Needed when fewer check-ins, or none, are wanted."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third"):
            self.fields[name].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """By the names of the action."""
        data = dict(self.cleaned_data)
        named = [data.pop(name) for name in ("first", "second", "third")]
        return {**data, "call_order": list(dict.fromkeys(ref for ref in named if ref))}


class ExpectedForm(Form, MomentFields):
    """When service is expected, and who said so."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    source = forms.ChoiceField(label=_("How we know"), choices=Source.choices, initial=Source.POLICE)
    told_by = forms.CharField(
        label=_("Who said so"), required=False, max_length=200, help_text=_("A name or an office, and when.")
    )


class SoonFilterForm(Form):
    """Narrowing the orders that wait for service."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    missing = forms.BooleanField(label=_("Only those not ready"), required=False)

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("All teams")), *teams]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]
