"""Totals for those who see numbers and no client (CF-12)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload import queries
from caseload.permissions import Perm
from caseload.views.base import AgencyView


class Counts(AgencyView):
    """The agency in numbers."""

    permission = Perm.SEE_COUNTS

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("caseload/counts.html", numbers=queries.agency_numbers())
