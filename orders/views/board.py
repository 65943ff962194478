"""The supervisor's board, and its rows alone for the poll."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext

from caseload.foundation import audit
from caseload.permissions import Perm, Scope, scope_of
from caseload.queries import caseworkers, teams
from caseload.views.base import AgencyView
from orders import queries
from orders.choices import PHASE_LABELS
from orders.forms import BoardFilterForm
from orders.queries import BoardFilters


def filters_from(values: Any) -> BoardFilters:
    """The board's filters as the address names them; nonsense filters nothing."""
    phase = values.get("phase", "")
    return BoardFilters(
        team=values.get("team", "")[:22],
        phase=phase if phase in PHASE_LABELS else "",
        person=values.get("person", "")[:22],
        late=values.get("late") == "on",
        overdue=values.get("overdue") == "on",
        silent=values.get("silent") == "on",
    )


def _since(values: Any) -> datetime | None:
    """The instant of the page's last rows, as the server wrote it there."""
    try:
        moment = parse_datetime(values.get("since", ""))
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def rows_response(view: AgencyView, *, news: str = "", focus: bool = False) -> HttpResponse:
    """The rows alone, with a sentence for those who hear the page."""
    values = view.request.GET
    board = queries.board_rows(
        view.staff, filters_from(values), number=values.get("page", 1), since=_since(values)
    )
    fresh = len(board.fresh)
    if fresh and not news:
        news = ngettext("%(count)d new alert", "%(count)d new alerts", fresh) % {"count": fresh}
    query = values.copy()
    query.pop("since", None)
    return view.page(
        "orders/board/rows.html", board=board, page_obj=board.page, news=news, focus=focus, is_part=True,
        query=query.urlencode(),
    )  # fmt: skip


class Board(AgencyView):
    """Every open window this person may see, the worst first."""

    permission = Perm.SEE_BOARD

    def get(self, request: HttpRequest) -> HttpResponse:
        values = request.GET
        form = BoardFilterForm(
            values,
            teams=[(team.ref, team.name) for team in teams()],
            phases=list(PHASE_LABELS.items()),
            people=self._people(),
        )
        board = queries.board_rows(self.staff, filters_from(values), number=values.get("page", 1))
        audit.viewed(self.staff, "orders.board_viewed", windows=len(board.rows))
        query = values.copy()
        query.pop("since", None)
        return self.page(
            "orders/board/board.html", board=board, page_obj=board.page, filters=form, focus=True,
            query=query.urlencode(),
        )  # fmt: skip

    def _people(self) -> list[tuple[str, str]]:
        """Whose cases a supervisor or director can narrow to; others see their own anyway."""
        if scope_of(self.staff.role, Perm.SEE_BOARD) == Scope.ASSIGNED:
            return []
        return [(person.ref, person.name) for person in caseworkers()]


class BoardRows(AgencyView):
    """The rows as they are now; asked for every twenty seconds."""

    permission = Perm.SEE_BOARD

    def get(self, request: HttpRequest) -> HttpResponse:
        return rows_response(self)
