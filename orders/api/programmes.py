"""Programmes of respondents: /api/v1/programmes/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.models import Case
from caseload.permissions import Perm
from clients import queries as client_queries
from orders import access, queries
from orders.actions import programmes as actions
from orders.api.serializers.programmes import (
    FactNew,
    ProgrammeChange,
    ProgrammeFilters,
    ProgrammeFull,
    ProgrammeNew,
    ProgrammeRow,
)
from orders.models import ProgrammeOrder
from orders.queries import programmes as found


def _name(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    """The order and the respondent a body names, out of those of its case."""
    if "order" in data:
        orders = queries.orders_of(case)
        data["order"] = named_by_ref(lambda ref: orders.filter(ref=ref).first(), data["order"], "order")
    if "respondent" in data:
        people = client_queries.respondents(case)
        data["respondent"] = named_by_ref(
            lambda ref: people.filter(ref=ref).first(), data["respondent"], "respondent"
        )
    return data


class _WithFacts:
    """Answers show the programme with its facts."""

    def prepared(self, rows: list[ProgrammeOrder]) -> list[Any]:
        return list(found.shown(rows))


class Programmes(_WithFacts, Rows):
    """Programmes respondents were sent to. They lower no level and end no window, whatever they say."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Note that a respondent was sent to a programme; facts about it are added to it."}
    filters = ProgrammeFilters
    shows, new, made = ProgrammeRow, ProgrammeNew, ProgrammeFull

    def rows(self) -> Any:
        return found.programme_rows(self.staff)

    def create(self, data: dict[str, Any]) -> ProgrammeOrder:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        return actions.record_programme(case, by=self.staff, **_name(case, data))


class OneProgramme(_WithFacts, One):
    """One programme with its facts, the latest first. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Correct what was ordered. Facts never change: add one more."}
    shows, changes = ProgrammeFull, ProgrammeChange
    viewed = "orders.programme_viewed"

    def fetch(self, ref: str, perm: Perm) -> ProgrammeOrder:
        return access.get_programme(self.staff, ref, perm)

    def change(self, row: ProgrammeOrder, version: int, data: dict[str, Any]) -> ProgrammeOrder:
        return actions.edit_programme(row, by=self.staff, version=version, **_name(row.case, data))


class AddFact(_WithFacts, Act):
    """Add what somebody says of a programme, for a day. Beginning, missed sessions and its end without
    completing open a window; nothing said here closes one.
    """

    permissions = {"POST": Perm.EDIT_ORDERS}
    verb = "add_fact"
    body = FactNew
    shows = ProgrammeFull

    def fetch(self, ref: str, perm: Perm) -> ProgrammeOrder:
        return access.get_programme(self.staff, ref, perm)

    def act(self, row: ProgrammeOrder, data: dict[str, Any]) -> ProgrammeOrder:
        actions.note_fact(row, by=self.staff, **data)
        return row
