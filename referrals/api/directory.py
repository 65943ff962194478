"""The directory: /api/v1/resources/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, Filters, One, Rows
from caseload.permissions import Perm
from referrals import access, queries
from referrals.actions import resources
from referrals.api.serializers.directory import (
    ResourceChange,
    ResourceFilters,
    ResourceFull,
    ResourceNew,
    ResourceRow,
)
from referrals.models import Resource


def _opened(rows: list[Resource]) -> list[Resource]:
    """Resources with their places, numbers and people; nothing of a confidential place."""
    for resource in rows:
        resource.shown = queries.resource_page(resource)  # type: ignore[attr-defined]
    return rows


class Resources(Rows):
    """The directory, the best fit first."""

    permissions = {"GET": Perm.SEE_DIRECTORY, "POST": Perm.EDIT_DIRECTORY}
    words = {"POST": "Add a resource with its provider, number and address."}
    filters = ResourceFilters
    shows, new, made = ResourceRow, ResourceNew, ResourceFull

    def rows(self) -> Any:
        return queries.search_resources(queries.SearchTerms())

    def apply(self, narrowing: Filters) -> Any:
        asked = narrowing.form.cleaned_data
        terms = queries.SearchTerms(
            text=asked["q"],
            need=asked["need"],
            category=asked["category"],
            language=asked["language"],
            place=asked["place"],
            serves=tuple(who for who in ("children", "men", "pets") if asked[f"serves_{who}"] == "true"),
            checked=asked["checked"] == "true",
            closed_too=asked["closed"] == "true",
        )
        return queries.search_resources(terms)

    def prepared(self, rows: list[Resource]) -> list[Resource]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> Resource:
        return resources.add(by=self.staff, **data)


class OneResource(One):
    """One resource with its places, numbers and people."""

    permissions = {"GET": Perm.SEE_DIRECTORY, "PATCH": Perm.EDIT_DIRECTORY}
    words = {"PATCH": "Change the entry; what is not sent stays as it is."}
    shows, changes = ResourceFull, ResourceChange

    def fetch(self, ref: str, perm: Perm) -> Resource:
        return access.get_resource(self.staff, ref, perm)

    def prepared(self, rows: list[Resource]) -> list[Resource]:
        return _opened(rows)

    def change(self, row: Resource, version: int, data: dict[str, Any]) -> Resource:
        return resources.edit(row, by=self.staff, version=version, **data)


class Verify(Act):
    """Record that somebody checked today that the entry is right."""

    permissions = {"POST": Perm.EDIT_DIRECTORY}
    verb = "verify"
    shows = ResourceFull

    def fetch(self, ref: str, perm: Perm) -> Resource:
        return access.get_resource(self.staff, ref, perm)

    def prepared(self, rows: list[Resource]) -> list[Resource]:
        return _opened(rows)

    def act(self, row: Resource, data: dict[str, Any]) -> Resource:
        return resources.verify(row, by=self.staff)
