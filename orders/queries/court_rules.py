"""By which rules, and by which days, the acting agency's courts count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from caseload.foundation import clock, context
from orders.deadlines import (
    GENERIC,
    CourtCalendar,
    Pack,
    court_calendar,
    pack_from,
    public_holidays,
    stored_pack,
)
from orders.models import CourtDay, JurisdictionRules

FILES = Path(__file__).resolve().parent.parent / "jurisdictions"


@lru_cache(maxsize=1)
def pack_files() -> dict[str, dict[str, Any]]:
    """key -> the pack as its file has it; the generic one first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FILES.glob("*.json"))]
    found.sort(key=lambda data: (data["key"] != GENERIC, data["name"]["en"]))
    return {data["key"]: data for data in found}


@dataclass(frozen=True)
class CourtRules:
    """The rules in use: `number` counts the agency's own versions, 0 is the generic pack nobody chose."""

    pack: Pack
    number: int
    row: JurisdictionRules | None

    @property
    def next_review(self) -> date:
        return (self.row.next_review if self.row else None) or self.pack.next_review

    @property
    def checked_on(self) -> date | None:
        return self.row.checked_on if self.row else None

    def is_old(self) -> bool:
        """Whether the day has come on which somebody should read the sources again."""
        return clock.today(context.current().agency.tz) >= self.next_review


def current_rules() -> CourtRules:
    """The newest version of the acting agency's rules, else the generic pack; one query."""
    row = JurisdictionRules.objects.select_related("approved_by").order_by("-number").first()
    files = pack_files()
    if row is None:
        return CourtRules(pack_from(files[GENERIC]), 0, None)
    return CourtRules(stored_pack(row.data, files[GENERIC]), row.number, row)


def current_data() -> dict[str, Any]:
    """The rules in use as data, for the next version to start from."""
    row = JurisdictionRules.objects.order_by("-number").first()
    return dict(row.data) if row else dict(pack_files()[GENERIC])


def calendar_of(pack: Pack) -> CourtCalendar:
    """The days on which the agency's courts are closed; one query."""
    days = list(CourtDay.objects.all())
    return court_calendar(
        country=pack.country,
        state=pack.state,
        years=pack.years,
        closures={row.day: row.name for row in days if not row.is_open},
        open_days=[row.day for row in days if row.is_open],
    )


def rule_versions() -> QuerySet[JurisdictionRules]:
    """Every version of the agency's rules, the newest first."""
    return JurisdictionRules.objects.select_related("approved_by").order_by("-number")


@dataclass(frozen=True)
class ClosedDay:
    """One line of the court calendar: a holiday, or the agency's own entry."""

    day: date
    name: str
    entry: CourtDay | None

    @property
    def is_open(self) -> bool:
        return self.entry is not None and self.entry.is_open

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() > 4


@dataclass(frozen=True)
class CourtYear:
    """A year of the court calendar; `is_loaded` says whether court days can be counted in it."""

    year: int
    is_loaded: bool
    is_known: bool
    days: list[ClosedDay]


def court_year(pack: Pack, year: int) -> CourtYear:
    """Public holidays and the agency's own closures of one year, by date."""
    public: dict[date, str] = {}
    for place in dict.fromkeys(("", pack.state)):
        public |= public_holidays(pack.country, place, year) or {}
    own = {row.day: row for row in CourtDay.objects.filter(day__year=year)}
    days = [
        ClosedDay(day, (own[day].name if day in own else "") or public.get(day, ""), own.get(day))
        for day in sorted({*public, *own})
    ]
    known = public_holidays(pack.country, pack.state, year) is not None
    return CourtYear(year, year in pack.years, known, days)


def next_missing_year(pack: Pack) -> int | None:
    """The year that has to be added soon: six months ahead of the first day nobody can count."""
    last = max(pack.years)
    today = clock.today(context.current().agency.tz)
    return last + 1 if today + timedelta(days=183) >= date(last + 1, 1, 1) else None
