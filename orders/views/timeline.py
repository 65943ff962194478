"""A case's orders drawn to scale."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import CaseView
from orders.drawing import SPANS
from orders.queries.timeline import timeline
from orders.views.base import TAB


class CaseTimeline(CaseView):
    """Issue, service, phases, hearings and ends of every order on one scale; the same facts as a table."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        span = request.GET.get("span", "90")
        span = span if span in SPANS else "all"
        shown = timeline(self.case, span, self.agency.tz)
        audit.viewed(self.case, "orders.timeline_viewed")
        return self.page("orders/timeline/timeline.html", shown=shown, span=span, current_tab=TAB)
