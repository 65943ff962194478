"""My caseload: the worst first, with names, without an export."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload.permissions import Perm
from caseload.views.base import AgencyView
from clients import queries
from clients.forms.caseload import CaseloadFilter


class Caseload(AgencyView):
    """The list an advocate works from."""

    permission = Perm.SEE_CLIENT

    def get(self, request: HttpRequest) -> HttpResponse:
        views = queries.views_for(self.staff)
        asked = request.GET.get("whose", "")
        filters = queries.Filters(
            whose=asked if asked in views else views[0],
            status=request.GET.get("status", "") or "open",
            level=request.GET.get("level", ""),
            search=request.GET.get("search", "")[:80],
        )
        per_page = 50 if request.GET.get("per") == "50" else 25
        result = queries.caseload(self.staff, filters, number=request.GET.get("page"), per_page=per_page)
        form = CaseloadFilter(
            initial={
                "search": filters.search,
                "whose": filters.whose,
                "status": filters.status,
                "level": filters.level,
            },
            views=views,
        )
        return self.page(
            "clients/caseload.html",
            rows=result.rows,
            page_obj=result.page,
            too_many_names=result.too_many_names,
            filter_form=form,
            filters=filters,
            per_page=per_page,
        )
