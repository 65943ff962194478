"""What an open window would be under other rules than those it opened with, and what that changes.

The plan is the engine's own (`window_for`); the move and the preview of it both come from here.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from caseload.foundation.moments import Interval

from .rules import ALWAYS_ELAPSED_LEVEL, PhaseRules, Rules, TaskRule
from .windows import Phase, Window, phase_at, window_for


class Stays(StrEnum):
    """Why a window keeps the rules it has."""

    NOT_IN_RULES = "not_in_rules"
    ACUTE_RUNS = "acute_runs"
    WOULD_END = "would_end"


@dataclass(frozen=True)
class Standing:
    """An open window as it stands: the event it follows from, and the phase that runs, as it was laid out."""

    trigger: str
    highest: int
    event: Interval
    tz: ZoneInfo
    first_service: bool
    closes_at: datetime | None
    running: Phase | None


def plan_under(rules: Rules, window: Standing, *, now: datetime) -> Window | Stays:
    """The window as `rules` lay it out, or why it stays as it is.

    A phase of level 4 that runs is never shortened: its end stands, and what follows begins after it. No
    window ends because rules change: that takes a person (W-6).
    """
    try:
        own = rules.for_trigger(window.trigger, highest=window.highest)
    except KeyError:
        return Stays.NOT_IN_RULES
    if not own.active:
        return Stays.NOT_IN_RULES
    plan = window_for(own, window.event, window.tz, first_service=window.first_service)
    if window.running and window.running.level >= ALWAYS_ELAPSED_LEVEL:
        kept = _kept(plan, window.running, now)
        if kept is None:
            return Stays.ACUTE_RUNS
        plan = kept
    stops = plan.is_over(now) or (window.running is not None and phase_at(plan, now) is None)
    return Stays.WOULD_END if stops else plan


def _kept(plan: Window, running: Phase, now: datetime) -> Window | None:
    """The plan with the running phase of level 4 until the end it has; None when no phase can carry it."""
    holds = phase_at(plan, now)
    if holds and holds.level >= ALWAYS_ELAPSED_LEVEL and _no_sooner(holds.ends_at, running.ends_at):
        return plan
    at = _carrier(plan, running)
    if at is None:
        return None
    before, carrier, after = plan.phases[:at], plan.phases[at], plan.phases[at + 1 :]
    starts_at = carrier.starts_at if carrier.starts_at <= now else min(running.starts_at, carrier.starts_at)
    ends_at = _later(carrier.ends_at, running.ends_at)
    phases = [
        replace(
            phase,
            starts_at=min(phase.starts_at, starts_at),
            ends_at=min(phase.ends_at or starts_at, starts_at),
        )
        for phase in before
    ]
    phases.append(replace(carrier, starts_at=starts_at, ends_at=ends_at))
    if ends_at is not None:  # After a phase without an end nothing follows.
        phases += [
            replace(phase, starts_at=max(phase.starts_at, ends_at), ends_at=_later(phase.ends_at, ends_at))
            for phase in after
        ]
    return replace(plan, opens_at=phases[0].starts_at, closes_at=phases[-1].ends_at, phases=tuple(phases))


def _carrier(plan: Window, running: Phase) -> int | None:
    """The phase of level 4 that goes on from the running one: of the same name, else the first."""
    top = [n for n, phase in enumerate(plan.phases) if phase.level >= ALWAYS_ELAPSED_LEVEL]
    same = [n for n in top if plan.phases[n].key == running.key]
    return next(iter(same or top), None)


def _no_sooner(end: datetime | None, than: datetime | None) -> bool:
    return end is None or (than is not None and end >= than)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


# ---- What it changes ---------------------------------------------------------------------------------------


class Change(StrEnum):
    """What a move does to a window, the gravest first."""

    LESS_CARE = "less_care"
    ENDS_SOONER = "ends_sooner"
    PHASE_ENDS_SOONER = "phase_ends_sooner"
    OTHER_WORK = "other_work"
    STAYS = "stays"
    ENDS_LATER = "ends_later"
    MORE_CARE = "more_care"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Effect:
    """One window under its own rules and under others."""

    change: Change
    before: Phase | None
    after: Phase | None
    closed_before: datetime | None
    closed_after: datetime | None
    stays: Stays | None = None
    keeps_acute: bool = False
    tasks_new: tuple[str, ...] = ()
    tasks_gone: tuple[str, ...] = ()
    tasks_timed: tuple[str, ...] = ()
    answer_before: float | None = None
    answer_after: float | None = None

    @property
    def moves_phase(self) -> bool:
        return _named(self.before) != _named(self.after)

    @property
    def answers_differ(self) -> bool:
        return self.answer_before != self.answer_after

    @property
    def sooner_by(self) -> timedelta:
        """How much earlier the window ends; less than nothing where it ends later."""
        if self.closed_before is None or self.closed_after is None:
            return timedelta()
        return self.closed_before - self.closed_after

    @property
    def order(self) -> tuple[int, int, timedelta]:
        """Sorts the worst change first."""
        gravity = list(Change).index(self.change)
        drop = _level(self.after) - _level(self.before)
        return gravity, drop, -self.sooner_by


def effect_of(old: Rules, new: Rules, window: Standing, *, now: datetime) -> Effect:
    """What moving `window` from `old` to `new` would do at `now`; nothing is changed by asking."""
    before, plan = window.running, plan_under(new, window, now=now)
    if isinstance(plan, Stays):
        return Effect(Change.STAYS, before, before, window.closes_at, window.closes_at, stays=plan)
    after = phase_at(plan, now)
    had, has = _rules_of(old, window, before), _rules_of(new, window, after)
    new_keys, gone, timed = _tasks_between(had, has)
    effect = Effect(
        Change.NOTHING, before, after, window.closes_at, plan.closes_at,
        keeps_acute=plan.phases != _plain(new, window).phases,
        answer_before=had.acknowledge_hours if had else None,
        answer_after=has.acknowledge_hours if has else None,
        tasks_new=new_keys, tasks_gone=gone, tasks_timed=timed,
    )  # fmt: skip
    return replace(effect, change=_gravest(effect))


def _plain(rules: Rules, window: Standing) -> Window:
    own = rules.for_trigger(window.trigger, highest=window.highest)
    return window_for(own, window.event, window.tz, first_service=window.first_service)


def _rules_of(rules: Rules, window: Standing, phase: Phase | None) -> PhaseRules | None:
    if phase is None:
        return None
    try:
        own = rules.for_trigger(window.trigger, highest=window.highest)
    except KeyError:
        return None
    return next((found for found in own.phases if found.key == phase.key), None)


Keys = tuple[str, ...]


def _tasks_between(had: PhaseRules | None, has: PhaseRules | None) -> tuple[Keys, Keys, Keys]:
    """The tasks that come, go, or are due at another time or by somebody else."""
    old: dict[str, TaskRule] = {task.key: task for task in (had.tasks if had else ())}
    new: dict[str, TaskRule] = {task.key: task for task in (has.tasks if has else ())}
    return (
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        tuple(key for key in new if key in old and new[key] != old[key]),
    )


def _gravest(effect: Effect) -> Change:
    before, after = effect.before, effect.after
    if _level(after) < _level(before):
        return Change.LESS_CARE
    if _sooner(effect.closed_after, effect.closed_before):
        return Change.ENDS_SOONER
    if before and after and _named(before) == _named(after) and _sooner(after.ends_at, before.ends_at):
        return Change.PHASE_ENDS_SOONER
    if _level(after) > _level(before):
        return Change.MORE_CARE
    if effect.tasks_new or effect.tasks_gone or effect.tasks_timed or effect.answers_differ:
        return Change.OTHER_WORK
    if effect.closed_after != effect.closed_before or _end(before) != _end(after):
        return Change.ENDS_LATER
    return Change.NOTHING


def _sooner(end: datetime | None, than: datetime | None) -> bool:
    return end is not None and (than is None or end < than)


def _level(phase: Phase | None) -> int:
    return phase.level if phase else 0


def _end(phase: Phase | None) -> datetime | None:
    return phase.ends_at if phase else None


def _named(phase: Phase | None) -> tuple[str, int]:
    return (phase.key, phase.level) if phase else ("", 0)
