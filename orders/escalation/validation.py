"""What an escalation policy must fulfil before it may be used (C.3)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from .problems import Path, Problem
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
    SERVICE,
    STAFFED,
    WEEKDAYS,
    InvalidRules,
    PhaseRules,
    Rules,
    TaskRule,
    stored_rules,
)

UNITS = (HOURS, DAYS, RESOLVED)  # in the order in which phases may follow each other
LISTS = ("pending_service", "late_entry", "unknown_time")  # tasks before and beside the phases
CONDITIONS = ("", "firearms")
PRIORITIES = (1, 2, 3)
# What the columns of windows and tasks can hold: a longer key could not be acted on when its time comes.
LONGEST_PHASE_KEY, LONGEST_TASK_KEY, LONGEST_TITLE = 20, 33, 200
NEEDED = {
    "advocate": _("Level %(level)d needs a task for the advocate."),
    "supervisor": _("Level %(level)d needs a task for the supervisor."),
}


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules that may be used from now on; raises InvalidRules with every problem found."""
    if problems := problems_in(data):
        raise InvalidRules(problems)
    return stored_rules(data)


def problems_in(data: Mapping[str, Any]) -> list[Problem]:
    """Every reason why this data may not be used, also where it cannot even be read."""
    try:
        return validate(stored_rules(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [Problem((), _("The policy cannot be read: %(error)s."), {"error": repr(error)})]


def validate(rules: Rules) -> list[Problem]:
    """Every reason why these rules may not be used, with its place; empty when they may."""
    problems = [*_order_problems(rules, SERVICE), *_uplift_problems(rules)]
    for phase in rules.active:
        problems += _phase_problems(phase, (SERVICE, phase.key))
    for name in LISTS:
        problems += _tasks_problems(getattr(rules, name), ("lists", name))
    return [*problems, *_trigger_problems(rules), *_staffing_problems(rules)]


def _trigger_problems(rules: Rules) -> list[Problem]:
    problems = []
    keys = [trigger.key for trigger in rules.triggers]
    if len(set(keys)) != len(keys):
        problems.append(Problem(("events",), _("Each event has one set of phases.")))
    for trigger in rules.triggers:
        own = rules.for_trigger(trigger.key)
        problems += _order_problems(own, trigger.key)
        if trigger.lead_hours < 0:
            words = _("The time before the event is counted forwards.")
            problems.append(Problem((trigger.key, "lead_hours"), words))
        for phase in own.active:
            problems += _phase_problems(phase, (trigger.key, phase.key))
    return problems


def _order_problems(rules: Rules, event: str) -> list[Problem]:
    """What is wrong with the phases of one event as a row: there must be some, one after another."""
    phases = rules.active
    if not phases:
        return [Problem((event,), _("There must be at least one phase."))]
    keys = [phase.key for phase in rules.phases]
    problems = []
    if len(set(keys)) != len(keys):
        problems.append(Problem((event,), _("Each phase needs a name of its own.")))
    if unknown := [phase.key for phase in phases if phase.unit not in UNITS]:
        words = _("A phase is counted in hours or in days, or lasts until it is resolved.")
        return [*problems, *(Problem((event, key, "unit"), words) for key in unknown)]
    units = [phase.unit for phase in phases]
    if units != sorted(units, key=UNITS.index):
        words = _("Phases counted in hours come first, then those in days, then one without an end.")
        problems.append(Problem((event,), words))
    if units.count(RESOLVED) > 1:
        problems.append(Problem((event,), _("Only the last phase may be without an end.")))
    return problems + _span_problems(phases, event, rules.first_service_uplift_hours)


def _span_problems(phases: Sequence[PhaseRules], event: str, uplift: int) -> list[Problem]:
    """Each phase lasts, ends after the one before it, and the last ends within two years."""
    # The event's own day is a whole one: a single phase may end with it.
    shortest = 0 if len(phases) == 1 and phases[0].unit == DAYS else 1
    problems = [
        Problem((event, phase.key, "until"), _("Every phase must last longer than nothing."))
        for phase in phases
        if phase.unit != RESOLVED and phase.until < shortest
    ]
    hours = sum(phase.until for phase in phases if phase.unit == HOURS) + uplift
    # A day is added because service known by its date alone counts its hours from the end of that day.
    last = hours / 24 + 1 if hours else -1.0
    for phase in phases:
        if phase.unit == DAYS:
            if phase.until <= last:
                words = _("Each phase must end after the one before it.")
                problems.append(Problem((event, phase.key, "until"), words))
            last = max(last, phase.until)
    if last > LONGEST_DAYS:
        words = _("A window may last %(days)d days at most.")
        problems.append(Problem((event, phases[-1].key, "until"), words, {"days": LONGEST_DAYS}))
    return problems


def _uplift_problems(rules: Rules) -> list[Problem]:
    path = ("first_service_uplift_hours",)
    problems = []
    if rules.first_service_uplift_hours < 0:
        problems.append(Problem(path, _("A first service may lengthen the first phase, never shorten it.")))
    if rules.first_service_uplift_hours and rules.active and rules.active[0].unit != HOURS:
        words = _("Only a first phase counted in hours can be lengthened for a first service.")
        problems.append(Problem(path, words))
    return problems


def _phase_problems(phase: PhaseRules, path: Path) -> list[Problem]:
    problems = []
    if len(phase.key) > LONGEST_PHASE_KEY:
        words = _("The name of a phase has at most %(most)d letters.")
        problems.append(Problem((*path, "name"), words, {"most": LONGEST_PHASE_KEY}))
    if not 1 <= phase.level <= 4:
        problems.append(Problem((*path, "level"), _("The level is a number from 1 to 4.")))
    if not phase.tasks:
        problems.append(Problem((*path, "tasks"), _("There must be at least one task.")))
    if phase.acknowledge_hours is not None and phase.acknowledge_hours <= 0:
        words = _("The time to acknowledge must be longer than nothing.")
        problems.append(Problem((*path, "acknowledge_hours"), words))
    if phase.check_in_hours is not None and phase.check_in_hours <= 0:
        words = _("The time between check-ins must be longer than nothing.")
        problems.append(Problem((*path, "check_in_hours"), words))
    if phase.level >= NEEDS_SUPERVISOR_LEVEL:
        problems += _high_level_problems(phase, path)
    return problems + _tasks_problems(phase.tasks, path)


def _high_level_problems(phase: PhaseRules, path: Path) -> list[Problem]:
    """From level 3 on an advocate and a supervisor have something to do, and an alert an answer time."""
    who = {task.who for task in phase.tasks}
    level = {"level": phase.level}
    problems = [Problem((*path, "tasks"), words, level) for role, words in NEEDED.items() if role not in who]
    if phase.acknowledge_hours is None:
        words = _("At level %(level)d there must be a time to acknowledge.")
        problems.append(Problem((*path, "acknowledge_hours"), words, level))
    return problems


def _tasks_problems(tasks: Iterable[TaskRule], path: Path) -> list[Problem]:
    problems = []
    keys = [task.key for task in tasks]
    if len(set(keys)) != len(keys):
        problems.append(Problem((*path, "tasks"), _("Each task is there once.")))
    for task in tasks:
        problems += _task_problems(task, (*path, "tasks", task.key))
    return problems


def _task_problems(task: TaskRule, path: Path) -> list[Problem]:
    checks = (
        ("who", task.who in ROLES, _("Nobody is called %(value)s."), task.who),
        ("hours", task.hours >= 0, _("The time for a task is counted forwards."), ""),
        ("anchor", task.anchor in ANCHORS, _("A task is not counted from %(value)s."), task.anchor),
        ("counts", task.counts in (ELAPSED, STAFFED), _("Hours are elapsed or staffed."), ""),
        ("priority", task.priority in PRIORITIES, _("The urgency is a number from 1 to 3."), ""),
        ("only_if", task.only_if in CONDITIONS, _("There is no condition called %(value)s."), task.only_if),
        ("key", len(task.key) <= LONGEST_TASK_KEY, _("The key of a task is too long."), ""),
        ("title", len(task.title) <= LONGEST_TITLE, _("The words of a task are too long."), ""),
    )  # fmt: skip
    return [
        Problem((*path, field), words, {"value": value} if value else {})
        for field, holds, words, value in checks
        if not holds
    ]


def _staffing_problems(rules: Rules) -> list[Problem]:
    problems = []
    if not rules.chain or any(role not in CHAIN for role in rules.chain):
        words = _("The escalation chain names advocate, backup, supervisor or director.")
        problems.append(Problem(("chain",), words))
    if len(set(rules.chain)) != len(rules.chain):
        problems.append(Problem(("chain",), _("Each role is in the chain once.")))
    if any(day not in WEEKDAYS for day in rules.staffed):
        problems.append(Problem(("staffed_hours",), _("Staffed hours are given by weekday: mon to sun.")))
    for day, spans in rules.staffed.items():
        ordered = sorted(spans)
        if any(end <= start for start, end in ordered):
            problems.append(Problem(("staffed_hours", day), _("Staffed hours end after they begin.")))
        elif any(later[0] < earlier[1] for earlier, later in zip(ordered, ordered[1:], strict=False)):
            problems.append(Problem(("staffed_hours", day), _("Staffed hours of one day do not overlap.")))
    needs_staffing = any(phase.level < ALWAYS_ELAPSED_LEVEL for phase in rules.active)
    if needs_staffing and not any(rules.staffed.values()):
        problems.append(Problem(("staffed_hours",), _("There must be staffed hours in the week.")))
    return problems
