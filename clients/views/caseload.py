"""My caseload: the worst first, with names, without an export."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from caseload.permissions import Perm
from caseload.views.base import AgencyView
from clients import queries
from clients.forms.caseload import CaseloadFilter


class Caseload(AgencyView):
    """The list an advocate works from."""

    permission = Perm.SEE_CLIENT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request.GET, search="")

    def post(self, request: HttpRequest) -> HttpResponse:
        """A search: sent by POST, so that a name never stands in an address, a log or a browser's history."""
        search = request.POST.get("search", "").strip()[:80]
        if not search:
            kept = {
                name: request.POST[name] for name in ("whose", "status", "level") if request.POST.get(name)
            }
            return redirect(f"{request.path}?{urlencode(kept)}")
        return self._show(request.POST, search=search)

    def _show(self, asked: QueryDict, *, search: str) -> HttpResponse:
        views = queries.views_for(self.staff)
        whose = asked.get("whose", "")
        filters = queries.Filters(
            whose=whose if whose in views else views[0],
            status=asked.get("status", "") or "open",
            level=asked.get("level", ""),
            search=search,
        )
        per_page = 50 if search or asked.get("per") == "50" else 25
        result = queries.caseload(self.staff, filters, number=asked.get("page"), per_page=per_page)
        initial = {name: getattr(filters, name) for name in ("search", "whose", "status", "level")}
        return self.page(
            "clients/caseload.html",
            rows=result.rows,
            page_obj=result.page,
            too_many_names=result.too_many_names,
            filter_form=CaseloadFilter(initial=initial, views=views),
            filters=filters,
            per_page=per_page,
        )
