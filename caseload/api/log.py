"""The audit log: /api/v1/audit/."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from caseload import queries
from caseload.api.base import AgencyAPIView, Rows
from caseload.api.serializers import EntryFilters, EntryRow
from caseload.foundation import audit
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm


class Entries(Rows):
    """The audit log, the newest first: all of the agency's, or for supervisors that of their cases.

    Reading it is itself an entry.
    """

    permissions = {"GET": Perm.SEE_AUDIT}
    filters = EntryFilters
    shows = EntryRow

    def rows(self) -> Any:
        return queries.audit_entries(self.staff)

    def get(self, request: Any) -> Response:
        answer = super().get(request)
        audit.viewed(self.staff, "caseload.audit_viewed")
        return answer


class Nowhere(AgencyAPIView):
    """Whatever else is asked for below /api/v1/: there is no such thing."""

    schema = None  # type: ignore[assignment]
    permissions = dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE"))

    def _nothing(self, request: Any, **at: str) -> Response:
        raise NotVisible

    get = post = put = patch = delete = _nothing
