"""Orders and hearings: /api/v1/orders/, /api/v1/hearings/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.models import Case
from caseload.permissions import Perm
from clients import queries as client_queries
from orders import access, queries
from orders.actions import hearings, told
from orders.actions import orders as actions
from orders.api.serializers.moments import said_of
from orders.api.serializers.orders import (
    HearingChange,
    HearingFilters,
    HearingFull,
    HearingNew,
    HearingRow,
    OrderChange,
    OrderEnd,
    OrderFilters,
    OrderFull,
    OrderNew,
    OrderRow,
)
from orders.models import Hearing, ProtectiveOrder
from orders.queries import lists


def _opened(rows: list[ProtectiveOrder]) -> list[ProtectiveOrder]:
    """Orders with their hearings."""
    for order in rows:
        hearings_of = order.hearings.select_related("case", "order")
        order.shown_hearings = list(hearings_of)  # type: ignore[attr-defined]
    return rows


def _facts(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    """References of a body as the things they name."""
    if "respondent" in data:
        find = _in(client_queries.respondents(case))
        data["respondent"] = named_by_ref(find, data["respondent"], "respondent")
    if "replaces" in data:
        find = _in(queries.order_choices(case))
        data["replaces"] = named_by_ref(find, data["replaces"], "replaces")
    if "protected_people" in data:
        data["protected_people"] = list(_protected(case, data["protected_people"]))
    return data


def _in(rows: Any) -> Any:
    return lambda ref: rows.filter(ref=ref).first()


def _protected(case: Case, people: Iterable[dict[str, Any]]) -> Iterable[dict[str, str]]:
    known = {ref: {"ref": ref, "kind": kind, "name": name} for ref, kind, name in queries.people_of(case)}
    for number, person in enumerate(people):
        ref, name = person.get("ref"), person.get("name", "").strip()
        if ref and ref not in known:
            raise serializers.ValidationError({f"protected_people.{number}.ref": [_("Not on file.")]})
        if not ref and not name:
            raise serializers.ValidationError(
                {f"protected_people.{number}.name": [_("Give a ref or a name.")]}
            )
        yield known[ref] if ref else {"ref": "", "kind": "other", "name": name}


class _NamesIssued:
    """Rules speak of the moment of issue by the names of a flat form; the body has it nested."""

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, RuleBroken) and (exc.field or "").startswith("issued_"):
            exc.field = f"issued.{(exc.field or '').removeprefix('issued_')}"
        return super().handle_exception(exc)  # type: ignore[misc]


class Orders(_NamesIssued, Rows):
    """Orders of the cases the caller works on, without court, numbers and people: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Record an order as its paper states it."}
    filters = OrderFilters
    shows, new, made = OrderRow, OrderNew, OrderFull

    def rows(self) -> Any:
        return lists.order_rows(self.staff)

    def prepared(self, rows: list[ProtectiveOrder]) -> list[ProtectiveOrder]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> ProtectiveOrder:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        data.setdefault("tz", self.staff.agency.timezone)
        issued = data.pop("issued", None)
        said = said_of(issued, data["tz"]) if issued else None
        return actions.record_order(case, by=self.staff, issued=said, **_facts(case, data))


class OneOrder(_NamesIssued, One):
    """One order with its hearings. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Correct the record, or take in a paper the court changed. Windows stay as they are."}
    shows, changes = OrderFull, OrderChange
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> ProtectiveOrder:
        return access.get_order(self.staff, ref, perm)

    def prepared(self, rows: list[ProtectiveOrder]) -> list[ProtectiveOrder]:
        return _opened(rows)

    def change(self, row: ProtectiveOrder, version: int, data: dict[str, Any]) -> ProtectiveOrder:
        tz = data.get("tz", row.tz)
        if "issued" in data:
            issued = data.pop("issued")
            said = said_of(issued, tz) if issued else None
        else:
            said = told.retold(row.issued_precision, tz, row.issued_said) if row.issued_said else None
        return actions.edit_order(row, by=self.staff, version=version, issued=said, **_facts(row.case, data))


class OrderAct(Act):
    """Something done to an order."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = OrderFull

    def fetch(self, ref: str, perm: Perm) -> ProtectiveOrder:
        return access.get_order(self.staff, ref, perm)

    def prepared(self, rows: list[ProtectiveOrder]) -> list[ProtectiveOrder]:
        return _opened(rows)


class End(OrderAct):
    """Note that the order was dismissed, withdrawn or denied. An open window goes on."""

    verb = "end"
    body = OrderEnd

    def act(self, row: ProtectiveOrder, data: dict[str, Any]) -> ProtectiveOrder:
        return actions.end_order(row, by=self.staff, **data)


class SendOut(OrderAct):
    """Note that the order is with whoever serves it. Doing it twice changes nothing."""

    verb = "send_out"

    def act(self, row: ProtectiveOrder, data: dict[str, Any]) -> ProtectiveOrder:
        return actions.send_out(row, by=self.staff)


class Hearings(Rows):
    """Dates in court."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Record a date in court about an order."}
    filters = HearingFilters
    shows, new, made = HearingRow, HearingNew, HearingFull

    def rows(self) -> Any:
        return lists.hearing_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Hearing:
        try:
            order = access.get_order(self.staff, data.pop("order"), Perm.EDIT_ORDERS)
        except NotVisible as error:
            raise NotVisible("order") from error
        return hearings.record_hearing(order, by=self.staff, **data)


class OneHearing(One):
    """One date in court."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Move the hearing, or note what came of it."}
    shows, changes = HearingFull, HearingChange
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> Hearing:
        return access.get_hearing(self.staff, ref, perm)

    def change(self, row: Hearing, version: int, data: dict[str, Any]) -> Hearing:
        return hearings.edit_hearing(row, by=self.staff, version=version, **data)
