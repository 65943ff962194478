"""One row of a list as a notice: what it names, and when service was, as far as it can be read.

A row that cannot be read whole keeps what names the order, so that a person can look at it if it is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from caseload.foundation.moments import (
    Precision,
    Said,
    TimeAmbiguous,
    TimeDoesNotExist,
    interval_of,
    local_instant,
)
from orders.choices import PlaceKind, Server
from orders.choices.notices import Refusal

from .mapping import Mapping, zones
from .numbers import court_form, exact_form
from .reading import Raw

LONGEST = {"documents": 300, "note": 2000}
LONGEST_OTHER = 200
NAMES = ("order_number", "court_case_number", "court")
FORMULA = ("=", "+", "-", "@")
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Told:
    """What a notice says. `problem` is why it cannot be recorded as it is; `said` may be None then."""

    line: int
    raw: dict[str, str]
    order_number: str
    court_case_number: str
    court: str
    order_type: str
    said: Said | None
    outcome: str
    facts: dict[str, Any]
    problem: Refusal | None = None

    @property
    def identity(self) -> list[Any]:
        """What makes two notices one: the order it names, the moment and the outcome."""
        when: list[Any] = [self.raw.get(name, "") for name in ("served_on", "served_time", "served_at")]
        if self.said:
            said = self.said
            when = [said.precision, str(said.tz), str(said.day), str(said.at), said.fold]
        return [
            exact_form(self.order_number), exact_form(self.court_case_number), court_form(self.court),
            self.order_type, *when, self.outcome or self.raw.get("outcome", ""),
        ]  # fmt: skip


class _Bad(Exception):
    def __init__(self, reason: Refusal):
        super().__init__(reason)
        self.reason = reason


def told_of(raw: Raw, mapping: Mapping, latest: datetime) -> Told | Refusal:
    """The notice of a row, or why it names nothing that could be looked for; service lies before `latest`."""
    cells = raw.cells
    if any("\0" in cell for cell in cells.values()):
        return Refusal.NULL
    names = [cells.get(name, "") for name in NAMES]
    if not exact_form(names[0]) and not exact_form(names[1]):
        return Refusal.NO_NUMBER
    if any(len(name) > LONGEST_OTHER for name in names):
        return Refusal.LONG
    if any(name.startswith(FORMULA) for name in names):
        return Refusal.FORMULA
    problems: list[Refusal] = []
    read = _Reader(cells, mapping, problems)
    said = read.moment(latest)
    outcome = read.code("outcome", Refusal.OUTCOME)
    if not outcome and Refusal.OUTCOME not in problems:
        problems.append(Refusal.OUTCOME)
    court = names[2]
    return Told(
        line=raw.line, raw={name: cell[: _longest(name)] for name, cell in cells.items() if cell},
        order_number=names[0], court_case_number=names[1],
        court=mapping.values.get("court", {}).get(" ".join(court.split()).casefold(), court),
        order_type=read.code("order_type", Refusal.KIND), said=said, outcome=outcome, facts=read.facts(),
        problem=problems[0] if problems else None,
    )  # fmt: skip


def _longest(name: str) -> int:
    return LONGEST.get(name, LONGEST_OTHER)


class _Reader:
    """Reads the cells of one row; what cannot be read is noted, never raised."""

    def __init__(self, cells: dict[str, str], mapping: Mapping, problems: list[Refusal]):
        self.cells, self.mapping, self.problems = cells, mapping, problems
        if any(len(cell) > _longest(name) for name, cell in cells.items()):
            problems.append(Refusal.LONG)

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def code(self, name: str, refusal: Refusal | None = None, otherwise: str = "") -> str:
        found = self.mapping.code(name, self.cell(name))
        if found is None and refusal:
            self.problems.append(refusal)
        return found or otherwise

    def facts(self) -> dict[str, Any]:
        """Everything beside the moment and the outcome, by the names of the record of service."""
        server = self.code("server", otherwise=Server.OTHER)
        place = self.code("place_kind", otherwise=PlaceKind.UNKNOWN)
        filed = None
        if self.cell("return_filed_on"):
            try:
                filed = self._date(self.cell("return_filed_on"))
            except _Bad:
                self.problems.append(Refusal.RETURN_DATE)
        return {
            "server": server, "place_kind": place, "return_filed_on": filed,
            "documents": self.cell("documents")[: LONGEST["documents"]],
            "note": self.cell("note")[: LONGEST["note"]], "source": self.mapping.how_known,
        }  # fmt: skip

    def moment(self, latest: datetime) -> Said | None:
        try:
            said = self._said()
            if interval_of(said, now=latest).start > latest:
                raise _Bad(Refusal.FUTURE)
        except TimeDoesNotExist:
            self.problems.append(Refusal.GAP)
        except _Bad as bad:
            self.problems.append(bad.reason)
        else:
            return said
        return None

    def _said(self) -> Said:
        tz = self._zone()
        day, at, fold = self._day_and_time(tz)
        precision = self.code("precision", Refusal.PRECISION)
        if not precision:
            precision = Precision.EXACT if at else Precision.DATE_ONLY
        if precision != Precision.DATE_ONLY and at is None:
            raise _Bad(Refusal.PRECISION)
        if precision == Precision.DATE_ONLY:
            return Said(Precision.DATE_ONLY, tz, day)
        # A time the clocks showed twice is kept as the hours between, unless an offset says which it was.
        twice = fold is None and at is not None and _came_twice(day, at, tz)
        return Said(Precision(precision), tz, day, at, fold=fold, either_fold=twice)

    def _zone(self) -> ZoneInfo:
        name = self.cell("zone") or self.mapping.zone
        if name not in zones():
            raise _Bad(Refusal.ZONE)
        return ZoneInfo(name)

    def _day_and_time(self, tz: ZoneInfo) -> tuple[date, time | None, int | None]:
        both = self.cell("served_at")
        if both:
            return self._both(both, tz)
        if not self.cell("served_on"):
            raise _Bad(Refusal.NO_DATE)
        day = self._date(self.cell("served_on"))
        if not self.cell("served_time"):
            return day, None, None
        found = _parsed(self.cell("served_time"), self.mapping.times)
        if found is None:
            raise _Bad(Refusal.TIME)
        return day, found.time().replace(second=0), None

    def _both(self, text: str, tz: ZoneInfo) -> tuple[date, time | None, int | None]:
        """Day and time in one cell, in the formats of the mapping or as an instant with its offset."""
        for day_format in self.mapping.dates:
            formats = [f"{day_format}{mark}{at}" for at in self.mapping.times for mark in (" ", "T")]
            if found := _parsed(text, formats):
                return self._in_reach(found.date()), found.time().replace(second=0), None
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            instant = None
        if instant is not None and instant.tzinfo is not None and FIRST_YEAR <= instant.year <= 9000:
            local = instant.astimezone(tz)
            at = local.time().replace(second=0, microsecond=0, fold=0)
            return local.date(), at, local.fold if _came_twice(local.date(), at, tz) else None
        return self._date(text), None, None

    def _date(self, text: str) -> date:
        found = _parsed(text, self.mapping.dates)
        if found is None:
            raise _Bad(Refusal.DATE)
        return self._in_reach(found.date())

    def _in_reach(self, day: date) -> date:
        if not FIRST_YEAR <= day.year <= 9000:
            raise _Bad(Refusal.DATE)
        return day


def _came_twice(day: date, at: time, tz: ZoneInfo) -> bool:
    """Whether the clocks showed this time twice; a time they skipped is another matter."""
    try:
        local_instant(day, at, tz)
    except TimeAmbiguous:
        return True
    except TimeDoesNotExist:
        return False
    return False


def _parsed(text: str, formats: Any) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a local time; its zone is another cell
        except ValueError:
            continue
    return None
