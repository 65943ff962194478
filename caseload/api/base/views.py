"""The bases of every endpoint: a list, one thing, something done to it, a document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import APIView

from caseload import access, queries
from caseload.actions import refusals
from caseload.foundation import audit, context
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import Case, Staff
from caseload.permissions import Perm

from .auth import OneForm, StrictJSON, Token
from .fields import Change, Input, Output
from .filters import Filters
from .paging import Pages
from .schema import SelfDescribing


class AgencyAPIView(APIView):
    """An endpoint of the agency the token's owner works for (header `X-Agency` names one of several).

    `permissions` maps HTTP methods to what they need (None: any staff member); a method that is not in
    it is not allowed.
    """

    authentication_classes = [Token]
    parser_classes = [StrictJSON]
    content_negotiation_class = OneForm
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]
    schema = SelfDescribing()

    permissions: dict[str, Perm | None] = {}
    words: dict[str, str] = {}
    is_list = False
    verb = ""
    media_type = ""
    filters: type[Filters] | None = None
    pagination_class = Pages

    staff: Staff
    _entered = False
    _refusal = ""
    _tried = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            with ExitStack() as stack:
                self._stack = stack
                response = super().dispatch(request, *args, **kwargs)
        finally:
            timezone.deactivate()
        if self._refusal:
            with context.acting_as(self.staff.agency, staff=self.staff, source="api"):
                tried = self._tried or kwargs.get("ref", "")
                route = request.resolver_match.view_name
                refusals.note_refusal(self.staff, event=self._refusal, route=route, tried=tried)
        return response

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = "GET" if request.method == "HEAD" else request.method
        if method not in self.permissions:
            raise exceptions.MethodNotAllowed(request.method)
        places = queries.staff_of_user(request.user)
        wanted = request.headers.get("X-Agency")
        found = [place for place in places if wanted in (None, place.agency.slug)]
        if not found:
            raise exceptions.PermissionDenied(_("This token's owner works for no such agency."))
        self.staff = request.staff = found[0]
        if "Accept-Language" not in request.headers:
            self._stack.enter_context(translation.override(self.staff.user.language))
        timezone.activate(self.staff.agency.tz)
        self._stack.enter_context(context.acting_as(self.staff.agency, staff=self.staff, source="api"))
        self._entered = True
        self.perm = self.permissions[method]
        if self.perm is not None:
            access.require(self.staff, self.perm)

    @contextmanager
    def between_transactions(self) -> Iterator[None]:
        """Leave the request's transaction for work that commits piece by piece, and come back."""
        self._stack.close()
        try:
            yield
        finally:
            acting = context.acting_as(self.staff.agency, staff=self.staff, source="api")
            self._stack.enter_context(acting)

    def handle_exception(self, exc: Exception) -> Response:
        """An answer that is an error leaves nothing half-written."""
        if self._entered:
            transaction.set_rollback(True)
            if isinstance(exc, Denied):
                self._refusal = "caseload.access_denied"
            elif isinstance(exc, NotVisible):
                self._refusal = "caseload.not_visible"
        return super().handle_exception(exc)

    def _allowed_methods(self) -> list[str]:
        return [*self.permissions, "HEAD"] if "GET" in self.permissions else list(self.permissions)

    def read(self, shape: type[Input]) -> dict[str, Any]:
        """The body, checked; raises with the fields at fault."""
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def case_named(self, ref: str, perm: Perm) -> Case:
        """The case a body names, admitted for `perm`; one not for the caller is a 404 naming `case`."""
        try:
            return access.get_case(self.staff, ref, perm)
        except NotVisible as error:
            self._tried = ref
            raise NotVisible("case") from error

    def prepared(self, rows: list[Any]) -> list[Any]:
        """The rows of an answer with whatever more each of them shows; as many queries for one as for all."""
        return rows

    def answer(self, shape: type[Output], row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = shape(self.prepared([row])[0], context={"staff": self.staff})
        return Response(shown.data, status=code)

    # What the description of the API asks each view.

    def takes(self, method: str) -> type[Input] | None:
        """The shape of the body of `method`, None for none."""
        return None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        """The status and the shape of the answer of `method` when all is well."""
        return status.HTTP_200_OK, None

    def may_be_stale(self, method: str) -> bool:
        takes = self.takes(method)
        return takes is not None and "version" in takes._declared_fields


class Rows(AgencyAPIView):
    """A list, one page at a time, and how to add to it.

    Lists show no protected text beyond the name a client is called by; that is what opening one thing
    is for, and opening is audited.
    """

    is_list = True
    shows: type[Output]
    new: type[Input]
    made: type[Output]

    def rows(self) -> Any:
        """Every row the caller may see, in a stable order."""
        raise NotImplementedError

    def create(self, data: dict[str, Any]) -> Any:
        """Add one by calling one action."""
        raise NotImplementedError

    def get(self, request: Any) -> Response:
        pages = self.pagination_class()
        rows: list[Any] = list(pages.paginate_queryset(self.narrowed(), request, view=self) or [])
        shown = self.shows(self.prepared(rows), many=True, context={"staff": self.staff})
        return pages.get_paginated_response(shown.data)

    def post(self, request: Any) -> Response:
        return self.answer(self.made, self.create(self.read(self.new)), status.HTTP_201_CREATED)

    def narrowed(self) -> Any:
        """The rows the filters let through; an unknown filter or value is refused."""
        given = self.request.query_params
        names = set(self.filters.base_filters) if self.filters else set()
        unknown = set(given) - names - {"page", "page_size"}
        if unknown:
            raise exceptions.ValidationError(
                {name: [_("There is no such filter.")] for name in sorted(unknown)}
            )
        rows = self.rows()
        if self.filters is None:
            return rows
        narrowing = self.filters(given, queryset=rows, request=self.request)
        if not narrowing.is_valid():
            raise exceptions.ValidationError(narrowing.errors)
        return self.apply(narrowing)

    def apply(self, narrowing: Filters) -> Any:
        """The rows that checked filters let through."""
        return narrowing.qs

    def takes(self, method: str) -> type[Input] | None:
        return self.new if method == "POST" else None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return (status.HTTP_201_CREATED, self.made) if method == "POST" else (status.HTTP_200_OK, self.shows)


class One(AgencyAPIView):
    """One thing: opened (and audited as `viewed`), changed under the version the caller saw, taken away."""

    shows: type[Output]
    changes: type[Change]
    whole: type[Input]
    viewed = ""

    def fetch(self, ref: str, perm: Any) -> Any:
        """The thing, through the access functions."""
        raise NotImplementedError

    def change(self, row: Any, version: int, data: dict[str, Any]) -> Any:
        """Change it by calling one action."""
        raise NotImplementedError

    def replace(self, row: Any, data: dict[str, Any]) -> Any:
        """Set all of it anew by calling one action."""
        raise NotImplementedError

    def remove(self, row: Any) -> None:
        """Take it out of use by calling one action."""
        raise NotImplementedError

    def get(self, request: Any, **at: str) -> Response:
        row = self.fetch(at["ref"], self.perm)
        if self.viewed:
            audit.viewed(row, self.viewed)
        return self.answer(self.shows, row)

    def patch(self, request: Any, **at: str) -> Response:
        row = self.fetch(at["ref"], self.perm)
        data = self.read(self.changes)
        return self.answer(self.shows, self.change(row, data.pop("version"), data))

    def put(self, request: Any, **at: str) -> Response:
        row = self.fetch(at["ref"], self.perm)
        return self.answer(self.shows, self.replace(row, self.read(self.whole)))

    def delete(self, request: Any, **at: str) -> Response:
        self.remove(self.fetch(at["ref"], self.perm))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def takes(self, method: str) -> type[Input] | None:
        if method == "PATCH":
            return self.changes
        return self.whole if method == "PUT" else None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return (status.HTTP_204_NO_CONTENT, None) if method == "DELETE" else (status.HTTP_200_OK, self.shows)


class Act(AgencyAPIView):
    """Something done to one thing: POST to an address under it."""

    shows: type[Output]
    body: type[Input] | None = None
    verb = ""

    def fetch(self, ref: str, perm: Any) -> Any:
        raise NotImplementedError

    def act(self, row: Any, data: dict[str, Any]) -> Any:
        """Call one action; returns the thing as it now stands."""
        raise NotImplementedError

    def post(self, request: Any, **at: str) -> Response:
        row = self.fetch(at["ref"], self.perm)
        done = self.act(row, self.read(self.body) if self.body else {})
        return self.answer(self.shows, done)

    def takes(self, method: str) -> type[Input] | None:
        return self.body

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return status.HTTP_200_OK, self.shows


class Paper(AgencyAPIView):
    """A document, under a name that says nothing; a subclass fetches, makes and audits it."""

    media_type = "application/pdf"

    def file(self, made: bytes, name: str) -> HttpResponse:
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(made, content_type=self.media_type, headers=headers)
