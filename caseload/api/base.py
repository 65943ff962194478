"""The API's counterpart of views/base: the only place that enters a context for an API request."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from caseload import access, queries
from caseload.foundation import audit, context
from caseload.foundation.errors import Denied, NotVisible, RuleBroken, Stale
from caseload.models import Staff
from caseload.permissions import Perm


class Pages(PageNumberPagination):
    """25 rows a page, up to 200 with `page_size`."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 200


class AgencyAPIView(APIView):
    """An endpoint of the agency the token's owner works for (header `X-Agency` names one of several).

    `permissions` maps HTTP methods to what they need; a method that is not in it is not allowed.
    """

    permissions: dict[str, Perm] = {}
    staff: Staff
    _entered = False
    _refusal = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        with ExitStack() as stack:
            self._stack = stack
            response = super().dispatch(request, *args, **kwargs)
        if self._refusal:
            with context.acting_as(self.staff.agency, staff=self.staff, source="api"):
                audit.record(self._refusal, self.staff, route=request.resolver_match.view_name)
        return response

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        places = queries.staff_of_user(request.user.pk)
        wanted = request.headers.get("X-Agency")
        found = [p for p in places if wanted in (None, p.agency.slug)]
        if not found:
            raise exceptions.PermissionDenied("This token's owner works for no such agency.")
        self.staff = found[0]
        self._stack.enter_context(context.acting_as(self.staff.agency, staff=self.staff, source="api"))
        self._entered = True
        needed = self.permissions.get(request.method)
        if needed is not None:
            access.require(self.staff, needed)

    def handle_exception(self, exc: Exception) -> Response:
        """An answer that is an error leaves nothing half-written."""
        if self._entered:
            transaction.set_rollback(True)
        if isinstance(exc, Denied):
            self._refusal = "caseload.access_denied"
        elif isinstance(exc, NotVisible):
            self._refusal = "caseload.not_visible"
        return super().handle_exception(exc)


def problem(exc: Exception, context_: dict[str, Any]) -> Response | None:
    """One shape for every refusal: {"detail": words, "errors": {field: [words]}}."""
    if isinstance(exc, NotVisible | Http404):
        exc = exceptions.NotFound()
    if isinstance(exc, Denied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, RuleBroken):
        body = {"detail": str(exc.message), "errors": {exc.field or "non_field_errors": [str(exc.message)]}}
        return Response(body, status=status.HTTP_400_BAD_REQUEST)
    if isinstance(exc, Stale):
        body = {
            "detail": "Somebody else saved first.",
            "errors": {"version": [f"is {exc.current.version} now"]},
        }
        return Response(body, status=status.HTTP_409_CONFLICT)
    response = exception_handler(exc, context_)
    if response is not None and isinstance(exc, exceptions.ValidationError):
        response.data = {"detail": "Some fields need attention.", "errors": response.data}
    elif response is not None:
        response.data = {"detail": response.data.get("detail", ""), "errors": {}}
    return response
