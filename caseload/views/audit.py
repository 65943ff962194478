"""The audit log: who saw and changed what. It holds no client content, and shows none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caseload import queries
from caseload.forms.staff import AuditFilter
from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import AgencyView


class AuditLog(AgencyView):
    """The log as far as the person may read it, newest first; reading it is an entry too."""

    permission = Perm.SEE_AUDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        people = queries.staff_directory(active=False)
        form = AuditFilter(request.GET, people=people, events=queries.event_labels())
        wanted = queries.LogFilter(**form.cleaned_data) if form.is_valid() else queries.LogFilter()
        rows = wanted.apply(queries.audit_entries(self.staff))
        log = queries.stretch(rows, before=request.GET.get("before", ""))
        used = sorted(name for name in form.fields if request.GET.get(name))
        audit.viewed(self.staff, "caseload.audit_viewed", filters=used)
        return self.page("caseload/audit.html", log=log, filters=form, seal=queries.last_seal())
