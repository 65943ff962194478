"""Local dates and times as people write them, turned into instants that can be trusted.

A person says "the seventh of March, a quarter past ten in the evening, in Chicago". This module answers
with an instant in UTC, or with the interval in which it must lie, or asks back when the clock change
makes the words mean nothing or two things. It never reads the clock.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Precision(TextChoices):
    """How exactly a moment is known; it widens what is computed from the moment, never narrows it."""

    EXACT = "exact", _("To the minute")
    HOUR = "hour", _("Within the hour")
    PART_OF_DAY = "part_of_day", _("Part of the day")
    DATE_ONLY = "date_only", _("Only the date")
    APPROX_DATE = "approx_date", _("About that date, give or take some days")
    UNKNOWN = "unknown", _("Date not known")


class PartOfDay(TextChoices):
    OVERNIGHT = "overnight", _("Overnight (midnight to 6 am)")
    MORNING = "morning", _("Morning (6 am to noon)")
    AFTERNOON = "afternoon", _("Afternoon (noon to 6 pm)")
    EVENING = "evening", _("Evening (6 pm to midnight)")


# First and last hour of each part; the end is not part of it.
PART_HOURS = {
    PartOfDay.OVERNIGHT: (0, 6),
    PartOfDay.MORNING: (6, 12),
    PartOfDay.AFTERNOON: (12, 18),
    PartOfDay.EVENING: (18, 24),
}


class Interval(NamedTuple):
    """From `start` up to, not including, `end`; both in UTC. An exact moment has both the same."""

    start: datetime
    end: datetime


class TimeDoesNotExist(ValueError):
    """The clocks skipped this local time. `suggestions` are the nearest local times that do exist."""

    def __init__(self, suggestions: tuple[datetime, ...]) -> None:
        super().__init__("This local time was skipped when the clocks changed.")
        self.suggestions = suggestions


class TimeAmbiguous(ValueError):
    """The clocks showed this local time twice. `first` and `second` are the two instants in UTC."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__("This local time happened twice when the clocks changed.")
        self.first = first
        self.second = second


def local_instant(day: date, at: time, tz: ZoneInfo, fold: int | None = None) -> datetime:
    """The instant in UTC of a local time; `fold` 0 or 1 answers which of two it was."""
    first = datetime.combine(day, at.replace(fold=0), tz).astimezone(UTC)
    second = datetime.combine(day, at.replace(fold=1), tz).astimezone(UTC)
    if first == second:
        return first
    if second < first:
        raise TimeDoesNotExist(_around_gap(second, first, tz))
    if fold is None:
        raise TimeAmbiguous(first, second)
    return second if fold else first


def _around_gap(low: datetime, high: datetime, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """The last minute before the clocks jumped, and the intended minute after the jump."""
    jump = _first_change(low, high, tz)
    last_before = (jump - timedelta(minutes=1)).astimezone(tz)
    return last_before.replace(tzinfo=None), high.astimezone(tz).replace(tzinfo=None)


def _first_change(low: datetime, high: datetime, tz: ZoneInfo) -> datetime:
    """The instant between `low` and `high` at which the zone's offset changes, to the second."""
    before = low.astimezone(tz).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def start_of_local_day(day: date, tz: ZoneInfo) -> datetime:
    """The first instant of the local day in UTC, also where midnight itself was skipped."""
    first = datetime.combine(day, time(0, fold=0), tz).astimezone(UTC)
    second = datetime.combine(day, time(0, fold=1), tz).astimezone(UTC)
    if second < first:
        return _first_change(second - timedelta(seconds=1), first, tz)
    return first


def local_moment_or_next(day: date, at: time, tz: ZoneInfo) -> datetime:
    """The instant of a local time in UTC: the jump where it was skipped, the first where it came twice."""
    first = datetime.combine(day, at.replace(fold=0), tz).astimezone(UTC)
    second = datetime.combine(day, at.replace(fold=1), tz).astimezone(UTC)
    return _first_change(second - timedelta(seconds=1), first, tz) if second < first else first


def end_of_local_day(day: date, tz: ZoneInfo) -> datetime:
    """24:00 of the local day: the first instant that no longer belongs to it."""
    return start_of_local_day(day + timedelta(days=1), tz)


def day_interval(day: date, tz: ZoneInfo) -> Interval:
    """The whole local day; 23, 24 or 25 hours long."""
    return Interval(start_of_local_day(day, tz), end_of_local_day(day, tz))


def report_span(first: date, last: date, tz: ZoneInfo) -> Interval:
    """The instants of a report over whole local days: the first one is part of it, the end is not (DT-11)."""
    return Interval(start_of_local_day(first, tz), end_of_local_day(last, tz))


def scheduled_instant(day: date, at: time, tz: ZoneInfo) -> datetime:
    """When what is planned for a local time happens: after a skipped hour at once, in a doubled one once."""
    first = datetime.combine(day, at.replace(fold=0), tz).astimezone(UTC)
    second = datetime.combine(day, at.replace(fold=1), tz).astimezone(UTC)
    return _first_change(second, first, tz) if second < first else first


def add_elapsed(instant: datetime, length: timedelta) -> datetime:
    """`length` of real time later, across any clock change: 72 hours are 72 hours."""
    return instant.astimezone(UTC) + length


def add_local_days(instant: datetime, days: int, tz: ZoneInfo) -> datetime:
    """The same wall-clock time some days later; a skipped time moves forward, of two the first is taken."""
    local = instant.astimezone(tz)
    moved = datetime.combine(local.date() + timedelta(days=days), local.timetz().replace(fold=0))
    return moved.astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier, clamped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class Age(NamedTuple):
    """Full years on a day; `is_leap_day` marks a birthday that is kept on March 1 in other years."""

    years: int
    is_leap_day: bool


def age_at(born: date, day: date) -> Age:
    """Age on a stated day; some states keep a birthday of February 29 on the 28th: hence the mark (DT-11)."""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return Age(years, (born.month, born.day) == (2, 29))


@dataclass(frozen=True)
class Said:
    """A moment as it was told: what is known of it, and the zone of the place where it happened."""

    precision: Precision
    tz: ZoneInfo
    day: date | None = None
    at: time | None = None
    part: PartOfDay | None = None
    give_or_take_days: int = 0
    fold: int | None = None
    either_fold: bool = False


def interval_of(said: Said, *, now: datetime) -> Interval:
    """Where the moment must lie: from the earliest instant it can have been to the latest.

    A moment of unknown date is taken to have just happened (`now`): what follows from it starts at once.
    """
    if said.precision == Precision.UNKNOWN or said.day is None:
        return Interval(now, now)
    if said.precision == Precision.EXACT:
        return _exact(said.day, said.at or time(0), said)
    if said.precision == Precision.HOUR:
        hour = _exact(said.day, (said.at or time(0)).replace(minute=0, second=0, microsecond=0), said)
        return Interval(hour.start, hour.end + timedelta(hours=1))
    if said.precision == Precision.PART_OF_DAY and said.part:
        return _part_of_day(said.day, said.part, said.tz)
    if said.precision == Precision.APPROX_DATE:
        spread = timedelta(days=said.give_or_take_days)
        return Interval(
            start_of_local_day(said.day - spread, said.tz), end_of_local_day(said.day + spread, said.tz)
        )
    return day_interval(said.day, said.tz)


def _exact(day: date, at: time, said: Said) -> Interval:
    try:
        instant = local_instant(day, at, said.tz, said.fold)
    except TimeAmbiguous as twice:
        if not said.either_fold:
            raise
        return Interval(twice.first, twice.second)
    return Interval(instant, instant)


def _part_of_day(day: date, part: PartOfDay, tz: ZoneInfo) -> Interval:
    first, last = PART_HOURS[part]
    whole = day_interval(day, tz)
    start = whole.start if first == 0 else datetime.combine(day, time(first), tz).astimezone(UTC)
    end = whole.end if last == 24 else datetime.combine(day, time(last), tz).astimezone(UTC)
    return Interval(start, end)
