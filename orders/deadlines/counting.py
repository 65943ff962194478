"""How a court counts (DT-6 to DT-10): the day or the instant that a rule leads to from where it starts.

The day it starts from is never counted. Counting back from a date moves to an earlier court day, never to a
later one. Months end with the month. Elapsed hours never roll: safety does not wait for Monday.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_elapsed, add_months, end_of_local_day, scheduled_instant

from .calendars import CourtCalendar


class Mode(StrEnum):
    CALENDAR_ROLL = "calendar_roll"
    CALENDAR_NO_ROLL = "calendar_no_roll"
    BUSINESS_DAYS = "business_days"
    HOURS_ELAPSED = "hours_elapsed"
    HOURS_ROLL = "hours_roll"
    EXPLICIT_DATE = "explicit_date"


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


class Direction(StrEnum):
    AFTER = "after"
    BEFORE = "before"


HOUR_MODES = (Mode.HOURS_ELAPSED, Mode.HOURS_ROLL)
LARGEST = {Unit.HOURS: 24 * 366, Unit.DAYS: 3660, Unit.MONTHS: 120}


@dataclass(frozen=True)
class Count:
    """So many hours, days or months after or before something, and how they are counted."""

    amount: int
    unit: Unit
    mode: Mode
    direction: Direction = Direction.AFTER

    @property
    def signed(self) -> int:
        return self.amount if self.direction == Direction.AFTER else -self.amount

    @property
    def in_hours(self) -> bool:
        return self.mode in HOUR_MODES

    def problem(self) -> str | None:
        """Why this cannot be counted; None when it can."""
        if not 0 <= self.amount <= LARGEST[self.unit]:
            return "The number is too large, or below nothing."
        if self.in_hours != (self.unit == Unit.HOURS) and self.mode != Mode.EXPLICIT_DATE:
            return "Hours are counted in hours; days and months in days."
        if self.mode == Mode.BUSINESS_DAYS and self.unit != Unit.DAYS:
            return "Court days are counted in days."
        return None


def day_for(count: Count, start: date, calendar: CourtCalendar) -> date:
    """The last day that a rule in days or months leads to; raises `MissingYear` (DT-6, DT-9, DT-10)."""
    if count.mode == Mode.EXPLICIT_DATE:
        return start
    if count.mode == Mode.BUSINESS_DAYS:
        return calendar.court_days(start, count.signed)
    months = count.unit == Unit.MONTHS
    day = add_months(start, count.signed) if months else start + timedelta(days=count.signed)
    if count.mode == Mode.CALENDAR_ROLL:
        return calendar.court_day_from(day, 1 if count.direction == Direction.AFTER else -1)
    return day


def instant_for(count: Count, start: datetime, calendar: CourtCalendar, tz: ZoneInfo) -> datetime:
    """The instant that a rule in hours leads to; one that rolls keeps its time of day (DT-6, DT-8)."""
    reached = add_elapsed(start, timedelta(hours=count.signed))
    if count.mode != Mode.HOURS_ROLL:
        return reached
    local = reached.astimezone(tz)
    day = calendar.court_day_from(local.date(), 1 if count.direction == Direction.AFTER else -1)
    return reached if day == local.date() else scheduled_instant(day, local.time(), tz)


def last_moment(day: date, tz: ZoneInfo, closes: time | None = None) -> datetime:
    """When a last day is over: at midnight where papers are filed electronically, else at closing time."""
    return end_of_local_day(day, tz) if closes is None else scheduled_instant(day, closes, tz)
