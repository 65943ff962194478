"""An agency's escalation policy: its phases after service and after other events, read from data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Any

from .problems import Problem

HOURS = "hours"
DAYS = "days"
RESOLVED = "resolved"  # A phase without an end of its own: somebody ends it when its reason is gone.
ELAPSED = "elapsed"
STAFFED = "staffed"

NEEDS_SUPERVISOR_LEVEL = 3  # From this level on a phase needs an advocate, a supervisor and an answer time.
ALWAYS_ELAPSED_LEVEL = 4  # At this level the night and the weekend count too.
LONGEST_DAYS = 730
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANCHORS = ("known", "phase_start", "phase_end", "served")
ROLES = ("advocate", "supervisor", "director")
SERVICE = "service"
# What every agency starts with for events beside service; policies stored before they had any use it too.
DEFAULT_TRIGGERS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "policies" / "triggers_default_v1.json").read_text(encoding="utf-8")
)
CHAIN = ("advocate", "backup", "supervisor", "director")  # A policy may leave the backup out.


class InvalidRules(ValueError):
    """The policy breaks its own rules; `problems` says where, one sentence each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class TaskRule:
    """One thing somebody does in a phase, and when it is due, counted from `anchor`."""

    key: str
    who: str
    hours: float
    anchor: str = "phase_start"
    counts: str = ELAPSED
    priority: int = 2
    only_if: str = ""
    title: str = ""  # An agency's own words; a task of the catalogue has its words there.


@dataclass(frozen=True)
class PhaseRules:
    """One phase: `until` is a number of hours, or of the last local day, counted from the event.

    With the unit `resolved` it lasts until somebody ends it, and `until` is 0.
    """

    key: str
    unit: str
    until: int
    level: int
    acknowledge_hours: float | None
    tasks: tuple[TaskRule, ...] = ()
    check_in_hours: float | None = None
    enabled: bool = True
    label: str = ""  # An agency's own name for it, as typed; the key is made from it.


@dataclass(frozen=True)
class TriggerRules:
    """The phases an event other than service sets off; `lead_hours` before it they begin."""

    key: str
    phases: tuple[PhaseRules, ...]
    lead_hours: int = 0


@dataclass(frozen=True)
class Rules:
    key: str
    phases: tuple[PhaseRules, ...]
    pending_service: tuple[TaskRule, ...] = ()
    late_entry: tuple[TaskRule, ...] = ()
    unknown_time: tuple[TaskRule, ...] = ()
    first_service_uplift_hours: int = 0
    chain: tuple[str, ...] = ROLES
    staffed: Mapping[str, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    triggers: tuple[TriggerRules, ...] = ()
    lead_hours: int = 0

    @property
    def active(self) -> tuple[PhaseRules, ...]:
        """The phases that are switched on, in order."""
        return tuple(phase for phase in self.phases if phase.enabled)

    @property
    def events(self) -> tuple[str, ...]:
        """Every event these rules know, service first."""
        return (SERVICE, *(trigger.key for trigger in self.triggers))

    def phase(self, key: str) -> PhaseRules:
        return next(phase for phase in self.phases if phase.key == key)

    def for_trigger(self, trigger: str, *, highest: int = 4) -> "Rules":
        """The same rules with the phases of another event; phases above level `highest` are left out.

        Raises KeyError when the policy says nothing about that event.
        """
        if trigger == SERVICE:
            return self
        found = next((rules for rules in self.triggers if rules.key == trigger), None)
        if found is None:
            raise KeyError(trigger)
        phases = tuple(phase for phase in found.phases if phase.level <= highest)
        return replace(self, phases=phases, lead_hours=found.lead_hours, first_service_uplift_hours=0)


def stored_rules(data: Mapping[str, Any]) -> Rules:
    """Rules that were found valid when they were stored, and stay in use whatever is demanded since."""
    return Rules(
        key=data["key"],
        phases=tuple(_phase(entry) for entry in data["phases"]),
        pending_service=_tasks(data.get("pending_service", ())),
        late_entry=_tasks(data.get("late_entry", ())),
        unknown_time=_tasks(data.get("unknown_time", ())),
        first_service_uplift_hours=int(data.get("first_service_uplift_hours", 0)),
        chain=tuple(data.get("chain", ROLES)),
        staffed={
            day: tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
            for day, spans in data.get("staffed_hours", {}).items()
        },
        triggers=tuple(_trigger(entry) for entry in data.get("triggers", DEFAULT_TRIGGERS)),
    )


def _trigger(entry: Mapping[str, Any]) -> TriggerRules:
    phases = tuple(_phase(phase) for phase in entry["phases"])
    return TriggerRules(key=entry["key"], phases=phases, lead_hours=int(entry.get("lead_hours", 0)))


def _phase(entry: Mapping[str, Any]) -> PhaseRules:
    return PhaseRules(
        key=entry["key"],
        unit=entry["unit"],
        until=int(entry.get("until", 0)),
        level=int(entry["level"]),
        acknowledge_hours=entry.get("acknowledge_hours"),
        tasks=_tasks(entry.get("tasks", ())),
        check_in_hours=entry.get("check_in_hours"),
        enabled=bool(entry.get("enabled", True)),
        label=entry.get("label", ""),
    )


def _tasks(entries: Sequence[Mapping[str, Any]]) -> tuple[TaskRule, ...]:
    return tuple(TaskRule(**entry) for entry in entries)
