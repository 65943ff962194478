"""The board on a wall: big, worst first, without names, and honest about being out of date."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import ONLY, AgencyView, FormPage
from orders import queries
from orders.actions import wall as actions
from orders.forms import WallNamesForm
from orders.views.board import filters_from

ROWS = 14


class _Wall(AgencyView):
    """What the page and its renewal share."""

    permission = Perm.SEE_BOARD

    def rows(self) -> dict[str, Any]:
        values = self.request.GET
        board = queries.board_rows(self.staff, filters_from(values), per_page=ROWS)
        return {
            "board": board,
            "names": bool(self.agency.settings.get(actions.SHOW_NAMES)),
            "elsewhere": queries.waiting_elsewhere(self.staff, board),
            "beyond": board.page.paginator.count - len(board.rows),
            "query": values.urlencode(),
        }


class Wall(_Wall):
    """The whole screen. Without scripts it loads itself anew."""

    def get(self, request: HttpRequest) -> HttpResponse:
        data = self.rows()
        audit.viewed(self.staff, "orders.wall_viewed", windows=len(data["board"].rows))
        return self.page("orders/board/wall.html", stays=bool(request.session.get(ONLY)), **data)


class WallRows(_Wall):
    """The rows as they are now; whoever is signed out meanwhile gets big letters instead of old rows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("orders/board/wall_rows.html", **self.rows())

    def _to_sign_in(self, request: HttpRequest) -> HttpResponse:
        if not request.headers.get("HX-Request"):
            return super()._to_sign_in(request)
        query = request.GET.urlencode()
        back = reverse("orders:wall") + (f"?{query}" if query else "")
        return render(request, "orders/board/wall_ended.html", {"next": back})


class KeepWall(AgencyView):
    """From now on this session shows the wall and nothing else, so nobody need touch it to keep it on."""

    permission = Perm.SEE_BOARD

    def post(self, request: HttpRequest) -> HttpResponse:
        wall = reverse("orders:wall")
        request.session[ONLY] = wall
        audit.record("orders.wall_kept_on", self.staff)
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{wall}?{query}" if query else wall)


class WallNames(FormPage):
    """Whether the wall says names: for the agency's administrator to decide."""

    permission = Perm.MANAGE_POLICY
    form_class = WallNamesForm
    template = "orders/wall_names.html"
    success_message = _("Saved. Screens follow within a minute.")

    def initial(self) -> dict[str, Any]:
        return {"shown": bool(self.agency.settings.get(actions.SHOW_NAMES))}

    def act(self, form: WallNamesForm) -> str:
        actions.show_names(shown=form.cleaned_data["shown"], by=self.staff)
        return "orders:policy"
