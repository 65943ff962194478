"""An agency's escalation policy: read from data, checked before it may be used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

HOURS = "hours"
DAYS = "days"
ELAPSED = "elapsed"
STAFFED = "staffed"

NEEDS_SUPERVISOR_LEVEL = 3  # From this level on a phase needs an advocate, a supervisor and an answer time.
ALWAYS_ELAPSED_LEVEL = 4  # At this level the night and the weekend count too.
LONGEST_DAYS = 730
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANCHORS = ("known", "phase_start", "phase_end", "served")
ROLES = ("advocate", "supervisor", "director")


class InvalidRules(ValueError):
    """The policy breaks its own rules; `problems` says where, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
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


@dataclass(frozen=True)
class PhaseRules:
    """One phase: `until` is a number of hours, or of the last local day, counted from service."""

    key: str
    unit: str
    until: int
    level: int
    acknowledge_hours: float | None
    tasks: tuple[TaskRule, ...] = ()
    check_in_hours: float | None = None
    enabled: bool = True


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

    @property
    def active(self) -> tuple[PhaseRules, ...]:
        """The phases that are switched on, in order."""
        return tuple(phase for phase in self.phases if phase.enabled)

    def phase(self, key: str) -> PhaseRules:
        return next(phase for phase in self.phases if phase.key == key)


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules that may be used from now on; raises InvalidRules with every problem found."""
    try:
        rules = stored_rules(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidRules([f"The policy cannot be read: {error!r}."]) from error
    if problems := validate(rules):
        raise InvalidRules(problems)
    return rules


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
    )


def _phase(entry: Mapping[str, Any]) -> PhaseRules:
    return PhaseRules(
        key=entry["key"],
        unit=entry["unit"],
        until=int(entry["until"]),
        level=int(entry["level"]),
        acknowledge_hours=entry.get("acknowledge_hours"),
        tasks=_tasks(entry.get("tasks", ())),
        check_in_hours=entry.get("check_in_hours"),
        enabled=bool(entry.get("enabled", True)),
    )


def _tasks(entries: Sequence[Mapping[str, Any]]) -> tuple[TaskRule, ...]:
    return tuple(TaskRule(**entry) for entry in entries)


def validate(rules: Rules) -> list[str]:
    """Every reason why these rules may not be used; empty when they may."""
    problems = _order_problems(rules)
    for phase in rules.active:
        problems += _phase_problems(phase)
    for task in (*rules.pending_service, *rules.late_entry, *rules.unknown_time):
        problems += _task_problems("before and beside the phases", task)
    problems += _staffing_problems(rules)
    return problems


def _order_problems(rules: Rules) -> list[str]:
    phases = rules.active
    if not phases:
        return ["There must be at least one phase."]
    problems = []
    keys = [phase.key for phase in rules.phases]
    if len(set(keys)) != len(keys):
        problems.append("Each phase needs a key of its own.")
    if any(phase.until <= 0 for phase in phases):
        problems.append("Every phase must last longer than nothing.")
    units = [phase.unit for phase in phases]
    if any(unit not in (HOURS, DAYS) for unit in units):
        problems.append("A phase is counted in hours or in days.")
    if units != sorted(units, key=lambda unit: unit == DAYS):
        problems.append("Phases counted in hours come before phases counted in days.")
    hours = sum(phase.until for phase in phases if phase.unit == HOURS) + rules.first_service_uplift_hours
    days = [phase.until for phase in phases if phase.unit == DAYS]
    # A day is added because service known by its date alone counts its hours from the end of that day.
    boundaries = [hours / 24 + 1 if hours else 0, *days]
    if any(later <= earlier for earlier, later in zip(boundaries, boundaries[1:], strict=False)):
        problems.append("Each phase must end after the one before it.")
    if boundaries[-1] > LONGEST_DAYS:
        problems.append(f"A window may last {LONGEST_DAYS} days at most.")
    if rules.first_service_uplift_hours < 0:
        problems.append("A first service may lengthen the first phase, never shorten it.")
    if rules.first_service_uplift_hours and phases[0].unit != HOURS:
        problems.append("Only a first phase counted in hours can be lengthened for a first service.")
    return problems


def _phase_problems(phase: PhaseRules) -> list[str]:
    problems = []
    if not 1 <= phase.level <= 4:
        problems.append(f"{phase.key}: the level is a number from 1 to 4.")
    if not phase.tasks:
        problems.append(f"{phase.key}: there must be at least one task.")
    if phase.acknowledge_hours is not None and phase.acknowledge_hours <= 0:
        problems.append(f"{phase.key}: the time to acknowledge must be longer than nothing.")
    if phase.level >= NEEDS_SUPERVISOR_LEVEL:
        who = {task.who for task in phase.tasks}
        missing = [role for role in ("advocate", "supervisor") if role not in who]
        problems += [f"{phase.key}: level {phase.level} needs a task for the {role}." for role in missing]
        if phase.acknowledge_hours is None:
            problems.append(f"{phase.key}: at level {phase.level} there must be a time to acknowledge.")
    keys = [task.key for task in phase.tasks]
    if len(set(keys)) != len(keys):
        problems.append(f"{phase.key}: each task needs a key of its own.")
    for task in phase.tasks:
        problems += _task_problems(phase.key, task)
    return problems


def _task_problems(where: str, task: TaskRule) -> list[str]:
    problems = []
    if task.who not in ROLES:
        problems.append(f"{where}, {task.key}: nobody is called {task.who}.")
    if task.anchor not in ANCHORS:
        problems.append(f"{where}, {task.key}: a task is not counted from {task.anchor}.")
    if task.counts not in (ELAPSED, STAFFED):
        problems.append(f"{where}, {task.key}: hours are elapsed or staffed.")
    return problems


def _staffing_problems(rules: Rules) -> list[str]:
    problems = []
    if not rules.chain or any(role not in ROLES for role in rules.chain):
        problems.append("The escalation chain names advocate, supervisor or director.")
    if any(day not in WEEKDAYS for day in rules.staffed):
        problems.append("Staffed hours are given by weekday: mon to sun.")
    if any(end <= start for spans in rules.staffed.values() for start, end in spans):
        problems.append("Staffed hours end after they begin.")
    needs_staffing = any(phase.level < ALWAYS_ELAPSED_LEVEL for phase in rules.active)
    if needs_staffing and not any(rules.staffed.values()):
        problems.append("There must be staffed hours in the week.")
    return problems
