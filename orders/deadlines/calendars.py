"""Which days a court is closed: public holidays of country and state, and what an agency knows of its courts.

A year nobody has loaded is an error, not a year without holidays (DT-7).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
LONGEST_CLOSURE = 60  # A calendar in which a court never opens again is a mistake, not an answer.


class MissingYear(ValueError):
    """The calendar holds no holidays for `year`, so its court days cannot be counted."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The court calendar holds no holidays for {year}.")
        self.year = year


@dataclass(frozen=True)
class CourtCalendar:
    """The closed days of the courts, for the years that were loaded."""

    years: frozenset[int]
    closed: Mapping[date, str] = field(default_factory=dict)

    def is_court_day(self, day: date) -> bool:
        """Whether the courts work on `day`; raises `MissingYear` where nobody can know."""
        if day.year not in self.years:
            raise MissingYear(day.year)
        return day.weekday() < SATURDAY and day not in self.closed

    def court_day_from(self, day: date, step: int) -> date:
        """`day` itself, or the nearest court day after it (`step` 1) or before it (`step` -1)."""
        for _ in range(LONGEST_CLOSURE):
            if self.is_court_day(day):
                return day
            day += timedelta(days=step)
        raise MissingYear(day.year)

    def court_days(self, day: date, count: int) -> date:
        """So many court days after `day`, or before it when `count` is negative; `day` is not counted."""
        step = 1 if count >= 0 else -1
        for _ in range(abs(count)):
            day = self.court_day_from(day + timedelta(days=step), step)
        return day


@lru_cache(maxsize=256)
def public_holidays(country: str, state: str, year: int) -> dict[date, str] | None:
    """Public holidays and the days they are observed on; None where the library knows no such place."""
    if not country:
        return None
    try:
        found = holidays.country_holidays(country, subdiv=state or None, years=year)
    except NotImplementedError:
        return None
    first, last = getattr(found, "start_year", year), getattr(found, "end_year", year)
    return {day: str(name) for day, name in found.items()} if first <= year <= last else None


def court_calendar(
    *,
    country: str,
    state: str,
    years: Collection[int],
    closures: Mapping[date, str] | None = None,
    open_days: Iterable[date] = (),
) -> CourtCalendar:
    """The country's and the state's holidays of these years, and the agency's own closures and exceptions."""
    closed: dict[date, str] = {}
    for year in years:
        for place in dict.fromkeys(("", state)):
            closed |= public_holidays(country, place, year) or {}
    closed |= closures or {}
    for day in open_days:
        closed.pop(day, None)
    return CourtCalendar(frozenset(years), closed)
