"""When a window opens, which phase holds at an instant, and what each phase sets off.

Hours are elapsed time in UTC; days are local calendar days of the place of service and end at 24:00 there.
Every span includes its first instant and excludes its last.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from caseload.foundation.moments import Interval, add_elapsed, end_of_local_day

from .rules import HOURS, PhaseRules, Rules


@dataclass(frozen=True)
class Phase:
    """A phase as it falls for one service; `starts_at <= t < ends_at`."""

    key: str
    level: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Window:
    opens_at: datetime
    closes_at: datetime
    phases: tuple[Phase, ...]
    service_day: date


@dataclass(frozen=True)
class Step:
    """A phase entry that has to be acted on once, at `due_at`."""

    phase: str
    level: int
    due_at: datetime


class Served(IntEnum):
    """How surely the respondent knows. Better knowledge opens the window anew; equal knowledge does not."""

    AWARENESS_UNKNOWN = 0  # by mail, publication or electronically
    TOLD = 1  # by police or telephone, without the papers
    IN_HAND = 2  # handed over, refused but left, or given in court


def window_for(rules: Rules, service: Interval, tz: ZoneInfo, *, first_service: bool = False) -> Window:
    """The window a service opens: from its earliest possible instant, counted out from its latest."""
    day = _service_day(service, tz)
    starts_at, phases = service.start, []
    counted_from = service.end
    for index, phase in enumerate(rules.active):
        uplift = rules.first_service_uplift_hours if first_service and index == 0 else 0
        ends_at = max(starts_at, _end_of(phase, counted_from, day, tz, uplift))
        phases.append(Phase(phase.key, phase.level, starts_at, ends_at))
        starts_at = counted_from = ends_at
    return Window(service.start, phases[-1].ends_at, tuple(phases), day)


def _service_day(service: Interval, tz: ZoneInfo) -> date:
    """The latest local day on which the service can have happened."""
    last = service.end if service.end == service.start else service.end - timedelta(microseconds=1)
    return last.astimezone(tz).date()


def _end_of(phase: PhaseRules, counted_from: datetime, day: date, tz: ZoneInfo, uplift: int) -> datetime:
    if phase.unit == HOURS:
        return add_elapsed(counted_from, timedelta(hours=phase.until + uplift))
    return end_of_local_day(day + timedelta(days=phase.until), tz)


def phase_at(window: Window, instant: datetime) -> Phase | None:
    """The phase that holds at `instant`; none before the window opens and after it closes."""
    return next((p for p in window.phases if p.starts_at <= instant < p.ends_at), None)


def steps_for(window: Window, *, known_at: datetime) -> list[Step]:
    """One step per phase not already over when the service became known, in order.

    A phase that was over is history: it is recorded as missed, and nobody is called for it.
    """
    return [
        Step(phase.key, phase.level, max(phase.starts_at, known_at))
        for phase in window.phases
        if phase.ends_at > known_at and phase.ends_at > phase.starts_at
    ]


def due_steps(steps: Iterable[Step], *, taken: Collection[str], now: datetime) -> list[Step]:
    """The steps whose time has come and that nobody has taken yet, oldest first."""
    due = [step for step in steps if step.due_at <= now and step.phase not in taken]
    return sorted(due, key=lambda step: step.due_at)


def opening_of(services: Iterable[tuple[int, int, datetime]]) -> int | None:
    """The position of the service that opens the window.

    The newest version of the order decides, then the surest knowledge, then the earliest instant.
    """
    ranked = [(-version, -knowledge, at, n) for n, (version, knowledge, at) in enumerate(services)]
    return min(ranked)[-1] if ranked else None
