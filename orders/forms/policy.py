"""A draft of the agency's rules, one part on each form. What is typed may be invalid: a draft may be, too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form, TimeInput
from orders.choices import Trigger
from orders.choices.policy import (
    CHAIN_ROLES,
    DAY_WORDS,
)
from orders.escalation import Problem, editing
from orders.escalation.rules import CHAIN, DEFAULT_TRIGGERS, SERVICE

OWN = "own"
YEAR = 8784  # hours
Entry = dict[str, Any]


class PartForm(Form):
    """One part of a draft: shows what is not right yet, and hands back what it was made on."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def warn(self, problems: Iterable[Problem], *path: str) -> list[Problem]:
        """Say at each field what is not right yet; returns what belongs to no field of this form."""
        rest = []
        for problem in problems:
            name = problem.field_in(*path)
            if name not in self.fields:
                rest.append(problem)
                continue
            field = self[name]
            hint = '{} <strong class="not-yet">{} {}</strong>'
            field.help_text = format_html(hint, field.help_text, _("Not right yet:"), str(problem))
        return rest

    def meet(self, was: str) -> None:
        """Somebody saved first: sending this form again is a decision about what stands now."""
        again: Any = self.data
        self.data = again = again.copy()
        again[self.add_prefix("was")] = was

    def differences(self, initial: Entry) -> list[dict[str, str]]:
        """What stands now beside what was typed, where they differ."""
        theirs = type(self)(initial=initial, **self.own_kwargs())
        pairs = [(field, _words(theirs[field.name]), _words(field)) for field in self.visible_fields()]
        return [
            {"label": str(field.label), "theirs": saved, "yours": typed}
            for field, saved, typed in pairs
            if saved != typed
        ]

    def own_kwargs(self) -> dict[str, Any]:
        """What it takes to make another form like this."""
        return {}


def _words(bound: Any) -> str:
    """The value of a field as a person reads it."""
    value = bound.value()
    if value in (None, ""):
        return ""
    if isinstance(bound.field, forms.BooleanField):
        return say("Yes") if value in (True, "on", "True") else say("No")
    choices = dict(getattr(bound.field, "choices", ()))
    words = {str(key): str(label) for key, label in choices.items()}
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return words.get(str(value), f"{value:%H:%M}" if isinstance(value, time) else str(value))


def number(value: float | None) -> float | int | None:
    """Whole hours are kept as whole numbers."""
    return int(value) if value is not None and value == int(value) else value


def choices_of(words: dict[Any, Any]) -> list[tuple[Any, Any]]:
    return list(words.items())


def hours_field(
    label: Any, help_text: Any = "", *, required: bool = True, most: int = YEAR
) -> forms.FloatField:
    return forms.FloatField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=most,
        widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip


def whole_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=YEAR
    )


class BeginForm(Form):
    """A new draft, from the rules in force or from an older version."""

    title = forms.CharField(
        label=_("What changes, in a few words"), max_length=120,
        help_text=_("For example: weekend hours. Never the name of a client."),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("Begin from"), choices=(), required=False)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("the rules in force")), *sources]  # type: ignore[attr-defined]


class AboutForm(PartForm):
    """What a draft is about."""

    title = forms.CharField(label=_("What changes, in a few words"), max_length=120)
    why = forms.CharField(
        label=_("Why"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("For the person who answers. No names of clients."),
    )  # fmt: skip


class ChainForm(PartForm):
    """Who is asked when an alert is raised, and who next while nobody answers."""

    first = forms.ChoiceField(label=_("Asked first"), choices=choices_of(CHAIN_ROLES))
    second = forms.ChoiceField(label=_("Then"), choices=(), required=False)
    third = forms.ChoiceField(label=_("Then"), choices=(), required=False)
    fourth = forms.ChoiceField(label=_("Then"), choices=(), required=False)
    PLACES = ("first", "second", "third", "fourth")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.PLACES[1:]:
            self.fields[name].choices = [("", _("nobody more")), *CHAIN_ROLES.items()]  # type: ignore[attr-defined]

    @classmethod
    def initial_from(cls, chain: list[str]) -> Entry:
        return dict(zip(cls.PLACES, chain[: len(CHAIN)], strict=False))

    def chain(self) -> list[str]:
        """The roles in turn, gaps closed."""
        return [role for name in self.PLACES if (role := self.cleaned_data.get(name))]


MIDNIGHT = time.max.isoformat()  # How the rules say that the end of the day is meant.


class StaffingForm(PartForm):
    """Staffed hours, weekday by weekday; as many spans a day as there are, and room for two."""

    def __init__(self, *args: Any, spans: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spans = max(spans, 2)
        for day, words in DAY_WORDS.items():
            for number in range(1, self.spans + 1):
                names = {"day": words, "number": number}
                first, last = _("%(day)s from (%(number)d)"), _("%(day)s until (%(number)d)")
                self.fields[f"{day}_{number}_from"] = self._time(str(first) % names)
                self.fields[f"{day}_{number}_until"] = self._time(str(last) % names)

    @staticmethod
    def _time(label: str) -> forms.TimeField:
        return forms.TimeField(label=label, required=False, widget=TimeInput)

    @staticmethod
    def most_spans(staffed: dict[str, Any]) -> int:
        return max((len(spans) for spans in staffed.values()), default=2)

    def own_kwargs(self) -> dict[str, Any]:
        return {"spans": self.spans}

    @staticmethod
    def initial_from(staffed: dict[str, Any]) -> Entry:
        found: Entry = {}
        for day, spans in staffed.items():
            for number, (start, end) in enumerate(spans, start=1):
                found[f"{day}_{number}_from"] = time.fromisoformat(start)
                found[f"{day}_{number}_until"] = time.min if end == MIDNIGHT else time.fromisoformat(end)
        return found

    def days(self) -> list[dict[str, Any]]:
        """Each weekday with its fields, two by two; `more` is folded away while nothing stands there."""
        return [self._day(day, words) for day, words in DAY_WORDS.items()]

    def _day(self, day: str, words: Any) -> dict[str, Any]:
        numbers = range(1, self.spans + 1)
        pairs = [(self[f"{day}_{number}_from"], self[f"{day}_{number}_until"]) for number in numbers]
        is_open = any(field.value() or field.errors for pair in pairs[1:] for field in pair)
        return {"key": day, "words": words, "spans": pairs[:1], "more": pairs[1:], "open": is_open}

    def clean(self) -> Entry:
        data = super().clean() or {}
        for day in DAY_WORDS:
            for number in range(1, self.spans + 1):
                start, end = data.get(f"{day}_{number}_from"), data.get(f"{day}_{number}_until")
                if (start is None) != (end is None):
                    missing = "from" if start is None else "until"
                    self.add_error(f"{day}_{number}_{missing}", _("Give both, or neither."))
        return data

    def staffed(self) -> dict[str, list[list[str]]]:
        """The hours as the rules keep them; a day without any is left out. Until 0:00 is until midnight."""
        found: dict[str, list[list[str]]] = {}
        for day in DAY_WORDS:
            for number in range(1, self.spans + 1):
                start = self.cleaned_data.get(f"{day}_{number}_from")
                end = self.cleaned_data.get(f"{day}_{number}_until")
                if start is not None and end is not None:
                    said = MIDNIGHT if end == time.min else f"{end:%H:%M}"
                    found.setdefault(day, []).append([f"{start:%H:%M}", said])
        return found


class UpliftForm(PartForm):
    """How much longer the first phase is after a first service."""

    first_service_uplift_hours = whole_field(
        _("The first phase is longer after a first service, by hours"), _("0: it is as long as always.")
    )


class LeadForm(PartForm):
    """How long before an event its window opens."""

    lead_hours = whole_field(_("The window opens before the event, by hours"), _("0: with the event itself."))


class EventForm(PartForm):
    """One more event that opens a window."""

    event = forms.ChoiceField(label=_("Event"), choices=())

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = set(taken)
        self.fields["event"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Trigger.choices if value not in {SERVICE, *self.taken}
        ]

    def entry(self) -> Entry:
        """The event with the phases that Lantern comes with, else with none yet."""
        key = self.cleaned_data["event"]
        shipped = next((entry for entry in DEFAULT_TRIGGERS if entry["key"] == key), None)
        return editing.whole({"one": shipped})["one"] if shipped else {"key": key, "phases": []}
