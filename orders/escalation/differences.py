"""What differs between two versions of the rules, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .problems import Path
from .rules import SERVICE, PhaseRules, Rules, TaskRule
from .validation import LISTS


class Mark(StrEnum):
    """How a part came to differ."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Difference:
    """One part of the rules in two versions; None where a version does not have it."""

    path: Path
    before: Any
    after: Any

    @property
    def mark(self) -> Mark:
        if self.before is None:
            return Mark.NEW
        if self.after is None:
            return Mark.GONE
        return Mark.SAME if self.before == self.after else Mark.CHANGED

    @property
    def section(self) -> str:
        return self.path[0]


def flat(rules: Rules) -> dict[Path, Any]:
    """Every part of the rules by its path, in the order in which a person reads them.

    What a version does not use is None. Tasks are whole: their hours alone mean nothing.
    """
    found: dict[Path, Any] = {}
    for event in rules.events:
        own = rules.for_trigger(event)
        if event == SERVICE:
            found["service", "first_service_uplift_hours"] = rules.first_service_uplift_hours
        else:
            found[event, "lead_hours"] = own.lead_hours
        found[event, "order"] = tuple(phase.key for phase in own.phases)
        for phase in own.phases:
            found |= _flat_phase(phase, event)
    for name in LISTS:
        found |= _flat_tasks(getattr(rules, name), ("lists", name))
    found["staffing", "chain"] = rules.chain
    for day, spans in rules.staffed.items():
        if spans:
            found["staffing", day] = tuple(sorted(spans))
    return found


def _flat_phase(phase: PhaseRules, event: str) -> dict[Path, Any]:
    fields: dict[Path, Any] = {
        (event, phase.key, "label"): phase.label or None,
        (event, phase.key, "enabled"): phase.enabled,
        (event, phase.key, "until"): (phase.unit, phase.until),
        (event, phase.key, "level"): phase.level,
        (event, phase.key, "acknowledge_hours"): phase.acknowledge_hours,
        (event, phase.key, "check_in_hours"): phase.check_in_hours,
    }
    return fields | _flat_tasks(phase.tasks, (event, phase.key))


def _flat_tasks(tasks: tuple[TaskRule, ...], path: Path) -> dict[Path, Any]:
    return {(*path, "tasks", task.key): task for task in tasks}


def differences(before: Rules, after: Rules) -> list[Difference]:
    """Every part of both, the same or not, in reading order; parts only the former has stand at its end."""
    old, new = flat(before), flat(after)
    return [Difference(path, old.get(path), new.get(path)) for path in _in_order(old, new)]


def _in_order(old: Mapping[Path, Any], new: Mapping[Path, Any]) -> list[Path]:
    """The paths of both, section by section, phase by phase."""
    every = [*new, *(path for path in old if path not in new)]
    sections = list(dict.fromkeys(path[0] for path in every))
    blocks = list(dict.fromkeys(path[:2] for path in every))
    used = [path for path in every if old.get(path) is not None or new.get(path) is not None]
    return sorted(used, key=lambda path: (sections.index(path[0]), blocks.index(path[:2])))


def changed(before: Rules, after: Rules) -> list[Difference]:
    """Only what differs."""
    return [row for row in differences(before, after) if row.mark != Mark.SAME]
