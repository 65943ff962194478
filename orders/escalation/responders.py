"""Who must answer an alert, by when, and who is asked next when nobody does."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_elapsed, end_of_local_day

from .rules import ALWAYS_ELAPSED_LEVEL, WEEKDAYS, PhaseRules, Rules

SEARCH_DAYS = 60  # An agency closed for longer than this has no staffed hours: time then simply elapses.


def acknowledge_by(rules: Rules, phase: PhaseRules, raised_at: datetime, tz: ZoneInfo) -> datetime | None:
    """When the alert of a phase must be acknowledged; at the highest level nights and weekends count too."""
    if phase.acknowledge_hours is None:
        return None
    if phase.level >= ALWAYS_ELAPSED_LEVEL:
        return add_elapsed(raised_at, timedelta(hours=phase.acknowledge_hours))
    return staffed_deadline(rules, raised_at, phase.acknowledge_hours, tz)


def staffed_deadline(rules: Rules, start: datetime, hours: float, tz: ZoneInfo) -> datetime:
    """The instant at which `hours` of staffed time have passed since `start`."""
    left = timedelta(hours=hours)
    day = start.astimezone(tz).date()
    for _ in range(SEARCH_DAYS):
        for opens, closes in sorted(rules.staffed.get(WEEKDAYS[day.weekday()], ())):
            begin = max(start, datetime.combine(day, opens, tz))
            end = end_of_local_day(day, tz) if closes == time.max else datetime.combine(day, closes, tz)
            open_for = end.astimezone(UTC) - begin.astimezone(UTC)
            if open_for >= left:
                return add_elapsed(begin, left)
            left -= max(open_for, timedelta())
        day += timedelta(days=1)
    return add_elapsed(start, timedelta(hours=hours))


def next_responder(
    chain: Sequence[str], step: int, available: Collection[str], *, asked: str = ""
) -> str | None:
    """The role asked at `step` (0 when the alert is raised, then one more for each answer time gone by).

    Roles with nobody in them are passed over without a wait. `asked` is the role asked last: where it is
    known, the next one after it is asked, whoever came or went meanwhile. After the last role it stays with
    the highest that is there, so that somebody is asked for as long as the window is open. None only when
    nobody at all is there.
    """
    there = [role for role in chain if role in available]
    if not there:
        return None
    if asked in chain:
        later = [role for role in there if chain.index(role) > chain.index(asked)]
        return later[0] if later else there[-1]
    return there[min(step, len(there) - 1)]
