"""Hearings, ends and due times by day: a month as a grid, or as a list."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from caseload.foundation import audit, clock
from caseload.foundation.moments import add_months
from caseload.permissions import Perm, Scope, scope_of
from caseload.queries import teams
from caseload.views.base import AgencyView, page_of
from clients.queries import views_for
from orders.forms import CalendarFilterForm
from orders.queries.calendar import KINDS, Asked, Days, Row, days, name_rows

IN_A_CELL = 3
IN_A_LIST = 100
STANDARD = [kind for kind in KINDS if kind != "task"]
FIRST_YEAR, LAST_YEAR = 2000, 2100


def month_of(value: str, today: date) -> date:
    """The first day of the month the address names; this month when it names nonsense."""
    try:
        found = date.fromisoformat(f"{value}-01")
    except ValueError:
        return today.replace(day=1)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else today.replace(day=1)


def day_of(value: str, month: date) -> date | None:
    """The one day of the month the list is narrowed to."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if (found.year, found.month) == (month.year, month.month) else None


@dataclass(frozen=True)
class Cell:
    """One day of the grid."""

    day: date
    in_month: bool
    is_today: bool
    rows: list[Row]
    more: int

    @property
    def count(self) -> int:
        return len(self.rows) + self.more


class Calendar(AgencyView):
    """A month of what this person may see; phones show it as a list of days."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        asked_for = request.GET
        today = clock.today(self.agency.tz)
        month = month_of(asked_for.get("month", ""), today)
        show = "agenda" if asked_for.get("view") == "agenda" else "month"
        views = views_for(self.staff)
        weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(month.year, month.month)
        first, last = (weeks[0][0], weeks[-1][-1]) if show == "month" else (month, _last_day(month))
        only = day_of(asked_for.get("day", ""), month) if show == "agenda" else None
        whose = asked_for.get("whose", "")
        asked = Asked(
            self.staff, only or first, only or last, self.agency.tz,
            whose=whose if whose in views else views[0], team=asked_for.get("team", "")[:22],
        )  # fmt: skip
        kinds = [kind for kind in KINDS if kind in asked_for.getlist("kind")] or STANDARD
        found = days(asked, kinds)
        data = self._grid(weeks, month, today, found) if show == "month" else self._agenda(found)
        audit.viewed(self.staff, "orders.calendar_viewed", month=f"{month:%Y-%m}", rows=len(found.rows))
        return self.page(
            "orders/calendar/calendar.html", month=month, show=show, today=today, only=only, cut=found.cut,
            filters=self._filters(asked, kinds, views), previous=add_months(month, -1),
            following=add_months(month, 1), this_month=today.replace(day=1),
            kept=_kept(asked_for, "month", "day", "view", "page"), has_rows=bool(found.rows),
            is_narrowed=bool(asked.team or asked_for.getlist("kind") or asked.whose != views[0]), **data,
        )  # fmt: skip

    def _grid(self, weeks: list[list[date]], month: date, today: date, found: Days) -> dict[str, Any]:
        by_day = found.by_day()
        grid = [[self._cell(day, month, today, by_day.get(day, [])) for day in week] for week in weeks]
        name_rows(self.staff, [row for week in grid for cell in week for row in cell.rows])
        return {"weeks": grid}

    def _cell(self, day: date, month: date, today: date, rows: list[Row]) -> Cell:
        shown = rows if len(rows) <= IN_A_CELL + 1 else rows[:IN_A_CELL]
        return Cell(day, day.month == month.month, day == today, shown, len(rows) - len(shown))

    def _agenda(self, found: Days) -> dict[str, Any]:
        page = page_of(self.request, found.rows, IN_A_LIST)
        name_rows(self.staff, page.object_list)
        return {"page_obj": page, "agenda": Days(list(page.object_list), []).by_day()}

    def _filters(self, asked: Asked, kinds: list[str], views: list[str]) -> CalendarFilterForm:
        choose = scope_of(self.staff.role, Perm.SEE_ORDERS) != Scope.ASSIGNED
        known = [(team.ref, team.name) for team in teams()] if choose else []
        initial = {"whose": asked.whose, "team": asked.team, "kind": kinds}
        return CalendarFilterForm(initial=initial, views=views, teams=known)


def _last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _kept(values: QueryDict, *without: str) -> str:
    """The filters of the address, to keep them on the way to another month."""
    query = values.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()
