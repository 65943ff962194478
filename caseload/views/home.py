"""The first page: what now? And the page of one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload import dashboard, queries
from caseload.foundation import audit
from caseload.views.base import AgencyView, CaseView
from caseload.views.tasks import just_done


class Home(AgencyView):
    """Panels of every app this person may see; an advocate's and a supervisor's answer to “what now?”"""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(
            "caseload/home.html",
            panels=dashboard.panels_for(self.staff, "dashboard"),
            undo=just_done(self),
        )


class CaseHome(CaseView):
    """The case opens on its safety banner, then what each app knows of it."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.case, "caseload.case_viewed")
        return self.page(
            "caseload/case.html",
            panels=dashboard.panels_for(self.staff, "case", self.case),
            people=queries.assigned_staff(self.case),
        )
