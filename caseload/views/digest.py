"""What is due today: the page behind the daily digest, for whoever chose one and whoever did not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload import dashboard
from caseload.foundation import audit
from caseload.views.base import AgencyView
from caseload.views.paging import page_of

ON_A_PAGE = 100


class WhatIsDue(AgencyView):
    """By case code, what is overdue first; as it stands at this moment, not as it was counted."""

    def get(self, request: HttpRequest) -> HttpResponse:
        due = dashboard.due_today(self.staff)
        page = page_of(request, [*due.overdue, *due.today], ON_A_PAGE)
        audit.viewed(self.staff, "caseload.digest_viewed", rows=len(due))
        return self.page("caseload/digest.html", due=due, page_obj=page)
