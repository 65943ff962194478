"""Who is asked instead of whom; when quiet hours end, a digest is due, a shift comes again: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_local_days, local_moment_or_next

NEVER_HELD_LEVEL = 4  # At this level a message is sent at any hour.


def asked_instead(person: int, away: Mapping[int, int | None]) -> int | None:
    """Who is asked for `person`: the person, or whoever stands in and is not away too; None for nobody.

    `away` maps everybody who is away now to their stand-in.
    """
    seen = set()
    asked: int | None = person
    while asked is not None and asked in away:
        if asked in seen:
            return None
        seen.add(asked)
        asked = away[asked]
    return asked


def quiet_until(now: datetime, start: time | None, end: time | None, tz: ZoneInfo) -> datetime | None:
    """When the quiet hours end in which `now` lies; None outside them. They may reach over midnight."""
    if start is None or end is None or start == end:
        return None
    today = now.astimezone(tz).date()
    for day in (today - timedelta(days=1), today):
        last = day if end > start else day + timedelta(days=1)
        opens, closes = local_moment_or_next(day, start, tz), local_moment_or_next(last, end, tz)
        if opens <= now < closes:
            return closes
    return None


def in_quiet_hours(at: time | None, start: time | None, end: time | None) -> bool:
    """Whether an hour of the day lies in the quiet hours, which may reach over midnight."""
    if at is None or start is None or end is None:
        return False
    return start <= at < end if start < end else at >= start or at < end


def digest_day(now: datetime, at: time | None, since: datetime | None, tz: ZoneInfo) -> date | None:
    """The day whose digest is due by `now`: its hour has come, and was chosen before it came.

    A skipped hour is the jump of the clocks; of one that comes twice the first counts.
    """
    if at is None or since is None:
        return None
    day = now.astimezone(tz).date()
    due = local_moment_or_next(day, at, tz)
    return day if since <= due <= now else None


def weeks_later(start: datetime, end: datetime, weeks: int, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """The same hours on the same weekdays, by the local clock, whatever the clocks do in between."""
    return add_local_days(start, 7 * weeks, tz), add_local_days(end, 7 * weeks, tz)
