"""A phase and a task of a draft of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.actions.policies import default_rules
from orders.choices import PHASE_LABELS
from orders.choices.policy import (
    ANCHOR_WORDS,
    CONDITION_WORDS,
    COUNTS_WORDS,
    LEVELS,
    PRIORITY_WORDS,
    UNIT_WORDS,
    WHO_WORDS,
    task_words,
)
from orders.escalation import editing
from orders.escalation.rules import ANCHORS, RESOLVED
from orders.escalation.validation import LISTS, LONGEST_PHASE_KEY, LONGEST_TITLE

from .policy import Entry, PartForm, choices_of, hours_field, number, whole_field

OWN = "own"


class PhaseForm(PartForm):
    """One phase of an event."""

    name = forms.ChoiceField(label=_("Name"), choices=[*PHASE_LABELS.items(), (OWN, _("another name"))])
    label = forms.CharField(
        label=_("The other name"), max_length=LONGEST_PHASE_KEY, required=False,
        help_text=_("Short: it stands on the board. Only if you chose another name above."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices_of(UNIT_WORDS), widget=forms.RadioSelect)
    until = whole_field(
        _("Lasts"),
        _("Hours: how many. Days: the day it ends with, counted from the event, at midnight."),
        required=False,
    )
    level = forms.TypedChoiceField(label=_("Level"), choices=choices_of(LEVELS), coerce=int)
    acknowledge_hours = hours_field(
        _("An alert is answered within, in hours"),
        _("At level 4 night and day count; below, staffed hours. Empty: no time is set."),
        required=False,
    )
    check_in_hours = hours_field(
        _("Check-in every, in hours"), _("Empty: no check-ins are planned."), required=False
    )
    enabled = forms.BooleanField(
        label=_("This phase is used"), required=False,
        help_text=_("Without the tick it is kept in the rules and left out of windows."),
    )  # fmt: skip

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = set(taken)

    def own_kwargs(self) -> dict[str, Any]:
        return {"taken": self.taken}

    @staticmethod
    def initial_from(entry: Entry) -> Entry:
        known = entry["key"] in PHASE_LABELS
        return {
            **{name: entry.get(name) for name in ("unit", "level", "acknowledge_hours", "check_in_hours")},
            "until": entry.get("until") if entry.get("unit") != RESOLVED else None,
            "name": entry["key"] if known else OWN,
            "label": "" if known else entry.get("label") or entry["key"].replace("_", " ").capitalize(),
            "enabled": entry.get("enabled", True),
        }  # fmt: skip

    def clean(self) -> Entry:
        data = super().clean() or {}
        if data.get("name") == OWN and not data.get("label", "").strip():
            self.add_error("label", _("Write the name."))
        if data.get("name") in self.taken:
            self.add_error("name", _("Another phase of this event has this name."))
        if data.get("unit") and data["unit"] != RESOLVED and data.get("until") is None:
            self.add_error("until", _("Say how long it lasts."))
        return data

    def entry(self) -> Entry:
        """The phase as the rules keep it, without its tasks."""
        data = self.cleaned_data
        key, label = data["name"], None
        if key == OWN:
            label = data["label"].strip()
            key = editing.phase_key(label, self.taken | set(PHASE_LABELS))
        return {
            "key": key, "label": label, "unit": data["unit"], "level": data["level"],
            "until": 0 if data["unit"] == RESOLVED else data["until"],
            "acknowledge_hours": number(data["acknowledge_hours"]),
            "check_in_hours": number(data["check_in_hours"]), "enabled": data["enabled"],
        }  # fmt: skip


@lru_cache(maxsize=1)
def catalogue() -> tuple[str, ...]:
    """The keys of the tasks that Lantern's own rules use, in their order."""
    data = editing.whole(default_rules())
    groups = [data[name] for name in LISTS]
    groups += [phase["tasks"] for phase in data["phases"]]
    groups += [phase["tasks"] for trigger in data["triggers"] for phase in trigger["phases"]]
    return tuple(dict.fromkeys(task["key"] for group in groups for task in group))


class TaskForm(PartForm):
    """One task of a phase, or of a list beside the phases."""

    task = forms.ChoiceField(label=_("Task"), choices=())
    title = forms.CharField(
        label=_("In your own words"), max_length=LONGEST_TITLE, required=False,
        help_text=_("Only if you chose your own words above. In the language your agency writes in."),
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who does it"), choices=choices_of(WHO_WORDS))
    hours = hours_field(_("Within, in hours"))
    counts = forms.ChoiceField(
        label=_("Which hours count"), choices=choices_of(COUNTS_WORDS), widget=forms.RadioSelect
    )
    anchor = forms.ChoiceField(
        label=_("Counted from"), choices=[(name, ANCHOR_WORDS[name]) for name in ANCHORS]
    )
    priority = forms.TypedChoiceField(label=_("How urgent"), choices=choices_of(PRIORITY_WORDS), coerce=int)
    only_if = forms.ChoiceField(label=_("When"), choices=choices_of(CONDITION_WORDS), required=False)

    def __init__(self, *args: Any, taken: Iterable[str] = (), own_key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken, self.own_key = set(taken), own_key
        known = [(key, task_words(key)) for key in catalogue()]
        if own_key and own_key not in catalogue() and self.initial.get("task") == own_key:
            known.insert(0, (own_key, task_words(own_key)))
        self.fields["task"].choices = [(OWN, _("your own words")), *known]  # type: ignore[attr-defined]

    def own_kwargs(self) -> dict[str, Any]:
        return {"taken": self.taken, "own_key": self.own_key}

    @staticmethod
    def initial_from(entry: Entry) -> Entry:
        return {
            "task": OWN if entry.get("title") else entry["key"], "title": entry.get("title", ""),
            "who": entry["who"], "hours": entry["hours"], "counts": entry.get("counts", "elapsed"),
            "anchor": entry.get("anchor", "phase_start"), "priority": entry.get("priority", 2),
            "only_if": entry.get("only_if", ""),
        }  # fmt: skip

    def clean(self) -> Entry:
        data = super().clean() or {}
        if data.get("task") == OWN and not data.get("title", "").strip():
            self.add_error("title", _("Write what is to be done."))
        if data.get("task") in self.taken:
            self.add_error("task", _("This task is there already."))
        return data

    def entry(self) -> Entry:
        """The task as the rules keep it."""
        data = self.cleaned_data
        key, title = data["task"], None
        if key == OWN:
            title = data["title"].strip()
            own = self.own_key if self.own_key and self.own_key not in catalogue() else ""
            key = own or editing.task_key(title, self.taken | set(catalogue()))
        return {
            "key": key, "title": title, "who": data["who"], "hours": number(data["hours"]),
            "counts": data["counts"], "anchor": data["anchor"], "priority": data["priority"],
            "only_if": data["only_if"] or None,
        }  # fmt: skip
