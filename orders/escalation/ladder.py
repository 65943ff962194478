"""When the next check-in is due (C.4): the tightest cadence of the open windows, in the safe hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_elapsed
from clients.contact import Method, any_allowed, ever_safe

LOOKS = timedelta(minutes=15)
ROOM = timedelta(minutes=59)  # With an hour of safe time left there is room for a second attempt.
LONGEST_LOOK = timedelta(days=7)  # Safe hours repeat each week.
LATER = 0.25  # By this share of the cadence a check-in may be later than it, below the acute level.
ACUTE = 4


@dataclass(frozen=True)
class Rung:
    """What one open window asks for: a check-in every `hours` in its present phase."""

    window: int
    phase: str
    level: int
    hours: float
    starts_at: datetime


def tightest(rungs: Iterable[Rung]) -> Rung | None:
    """The one that sets the pace of the case: the shortest cadence, then the worst level."""
    return min(rungs, key=lambda rung: (rung.hours, -rung.level, rung.window), default=None)


def as_wished(rung: Rung, hours: float | None) -> Rung:
    """The client may be called less often than the rules say, never more often by this."""
    return replace(rung, hours=max(rung.hours, hours)) if hours else rung


def cadence_at(rung: Rung, last: datetime | None) -> datetime:
    """When the cadence asks for the next check-in: counted from the last contact while that still helps."""
    span = timedelta(hours=rung.hours)
    if last is not None and add_elapsed(last, span) > rung.starts_at:
        return add_elapsed(last, span)
    return add_elapsed(rung.starts_at, span)


def due_at(
    rung: Rung, cadence: datetime, methods: Sequence[Method], tz: ZoneInfo, *, earliest: datetime
) -> datetime:
    """The time to make contact: in safe hours before the cadence is broken, where there are any.

    If there are none, in the acute phase the cadence stands; else up to a quarter of it later.
    """
    reachable = [method for method in methods if ever_safe(method)]
    if not reachable or any_allowed(reachable, cadence.astimezone(tz)):
        return cadence
    floor = max(earliest, cadence - LONGEST_LOOK)
    safe = [at for at in _backwards(cadence, floor) if any_allowed(reachable, at.astimezone(tz))]
    roomy = (at for at in safe if any_allowed(reachable, (at + ROOM).astimezone(tz)))
    if safe:
        return next(roomy, safe[0])
    if rung.level >= ACUTE:
        return cadence
    latest = cadence + min(timedelta(hours=rung.hours * LATER), LONGEST_LOOK)
    later = (at for at in _forwards(cadence, latest) if any_allowed(reachable, at.astimezone(tz)))
    return next(later, cadence)


def _backwards(end: datetime, start: datetime) -> list[datetime]:
    steps = max(int((end - start) / LOOKS), 0)
    return [end - LOOKS * step for step in range(1, steps + 1)]


def _forwards(start: datetime, end: datetime) -> list[datetime]:
    steps = max(int((end - start) / LOOKS), 0)
    return [start + LOOKS * step for step in range(1, steps + 1)]
