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

from .rules import HOURS, RESOLVED, PhaseRules, Rules


@dataclass(frozen=True)
class Phase:
    """A phase as it falls for one event; `starts_at <= t < ends_at`, or for good where `ends_at` is None."""

    key: str
    level: int
    starts_at: datetime
    ends_at: datetime | None

    def is_over(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def holds_at(self, at: datetime) -> bool:
        return self.starts_at <= at and not self.is_over(at)


@dataclass(frozen=True)
class Window:
    """Without `closes_at` it lasts until somebody ends it; `day` is the last local day of the event."""

    opens_at: datetime
    closes_at: datetime | None
    phases: tuple[Phase, ...]
    day: date

    def is_over(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at


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


def window_for(rules: Rules, event: Interval, tz: ZoneInfo, *, first_service: bool = False) -> Window:
    """The window an event opens: from its earliest possible instant, counted out from its latest.

    Rules with lead hours open it that much before the event.
    """
    day = _event_day(event, tz)
    opens_at = starts_at = add_elapsed(event.start, -timedelta(hours=rules.lead_hours))
    counted_from, ends_at, phases = event.end, None, []
    for index, phase in enumerate(rules.active):
        uplift = rules.first_service_uplift_hours if first_service and index == 0 else 0
        end = _end_of(phase, counted_from, day, tz, uplift)
        ends_at = max(starts_at, end) if end else None
        phases.append(Phase(phase.key, phase.level, starts_at, ends_at))
        if ends_at is not None:
            starts_at = counted_from = ends_at
    return Window(opens_at, ends_at, tuple(phases), day)


def _event_day(event: Interval, tz: ZoneInfo) -> date:
    """The latest local day on which the event can have happened."""
    last = event.end if event.end == event.start else event.end - timedelta(microseconds=1)
    return last.astimezone(tz).date()


def _end_of(
    phase: PhaseRules, counted_from: datetime, day: date, tz: ZoneInfo, uplift: int
) -> datetime | None:
    if phase.unit == RESOLVED:
        return None
    if phase.unit == HOURS:
        return add_elapsed(counted_from, timedelta(hours=phase.until + uplift))
    return end_of_local_day(day + timedelta(days=phase.until), tz)


def phase_at(window: Window, instant: datetime) -> Phase | None:
    """The phase that holds at `instant`; none before the window opens and after it closes."""
    return next((phase for phase in window.phases if phase.holds_at(instant)), None)


def steps_for(window: Window, *, known_at: datetime) -> list[Step]:
    """One step per phase not already over when the event became known, in order.

    A phase that was over is history: it is recorded as missed, and nobody is called for it.
    """
    return [
        Step(phase.key, phase.level, max(phase.starts_at, known_at))
        for phase in window.phases
        if not phase.is_over(known_at) and phase.ends_at != phase.starts_at
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
