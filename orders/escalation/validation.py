"""What an escalation policy must fulfil before it may be used."""

from collections.abc import Mapping
from typing import Any

from .rules import (
    ALWAYS_ELAPSED_LEVEL,
    ANCHORS,
    CHAIN,
    DAYS,
    ELAPSED,
    HOURS,
    LONGEST_DAYS,
    NEEDS_SUPERVISOR_LEVEL,
    RESOLVED,
    ROLES,
    STAFFED,
    WEEKDAYS,
    InvalidRules,
    PhaseRules,
    Rules,
    TaskRule,
    stored_rules,
)

UNITS = (HOURS, DAYS, RESOLVED)  # in the order in which phases may follow each other


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules that may be used from now on; raises InvalidRules with every problem found."""
    try:
        rules = stored_rules(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidRules([f"The policy cannot be read: {error!r}."]) from error
    if problems := validate(rules):
        raise InvalidRules(problems)
    return rules


def validate(rules: Rules) -> list[str]:
    """Every reason why these rules may not be used; empty when they may."""
    problems = _order_problems(rules)
    for phase in rules.active:
        problems += _phase_problems(phase)
    for task in (*rules.pending_service, *rules.late_entry, *rules.unknown_time):
        problems += _task_problems("before and beside the phases", task)
    problems += _trigger_problems(rules)
    problems += _staffing_problems(rules)
    return problems


def _trigger_problems(rules: Rules) -> list[str]:
    problems = []
    keys = [trigger.key for trigger in rules.triggers]
    if len(set(keys)) != len(keys):
        problems.append("Each event has one set of phases.")
    for trigger in rules.triggers:
        own = rules.for_trigger(trigger.key)
        found = _order_problems(own)
        if trigger.lead_hours < 0:
            found.append("The time before the event is counted forwards.")
        for phase in own.active:
            found += _phase_problems(phase)
        problems += [f"{trigger.key}: {problem}" for problem in found]
    return problems


def _order_problems(rules: Rules) -> list[str]:
    phases = rules.active
    if not phases:
        return ["There must be at least one phase."]
    problems = []
    keys = [phase.key for phase in rules.phases]
    if len(set(keys)) != len(keys):
        problems.append("Each phase needs a key of its own.")
    units = [phase.unit for phase in phases]
    if any(unit not in UNITS for unit in units):
        return [*problems, "A phase is counted in hours or in days, or lasts until it is resolved."]
    # The event's own day is a whole one: a single phase may end with it.
    shortest = 0 if len(phases) == 1 and units == [DAYS] else 1
    if any(phase.until < shortest for phase in phases if phase.unit != RESOLVED):
        problems.append("Every phase must last longer than nothing.")
    if units != sorted(units, key=UNITS.index):
        problems.append("Phases counted in hours come first, then those in days, then one without an end.")
    if units.count(RESOLVED) > 1:
        problems.append("Only the last phase may be without an end.")
    hours = sum(phase.until for phase in phases if phase.unit == HOURS) + rules.first_service_uplift_hours
    days = [phase.until for phase in phases if phase.unit == DAYS]
    # A day is added because service known by its date alone counts its hours from the end of that day.
    boundaries = [*([hours / 24 + 1] if hours else []), *days] or [0]
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
    if not rules.chain or any(role not in CHAIN for role in rules.chain):
        problems.append("The escalation chain names advocate, backup, supervisor or director.")
    if any(day not in WEEKDAYS for day in rules.staffed):
        problems.append("Staffed hours are given by weekday: mon to sun.")
    if any(end <= start for spans in rules.staffed.values() for start, end in spans):
        problems.append("Staffed hours end after they begin.")
    needs_staffing = any(phase.level < ALWAYS_ELAPSED_LEVEL for phase in rules.active)
    if needs_staffing and not any(rules.staffed.values()):
        problems.append("There must be staffed hours in the week.")
    return problems
