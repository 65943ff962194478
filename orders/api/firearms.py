"""Firearms under orders: /api/v1/firearm-surrenders/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows
from caseload.permissions import Perm
from orders import access
from orders.actions import firearms as actions
from orders.api.serializers.firearms import (
    ProofAside,
    ProofNew,
    SurrenderChange,
    SurrenderFilters,
    SurrenderFull,
    SurrenderRow,
)
from orders.models import FirearmSurrender
from orders.queries import firearms as queries


class _WithDates:
    """Answers show the dates by which firearms are due."""

    def prepared(self, rows: list[FirearmSurrender]) -> list[FirearmSurrender]:
        return queries.with_dates(rows)


class Surrenders(_WithDates, Rows):
    """Firearms under orders of the cases the caller works on; a row comes with an order about firearms."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = SurrenderFilters
    shows = SurrenderRow

    def rows(self) -> Any:
        return queries.surrender_rows(self.staff)


class OneSurrender(_WithDates, One):
    """What is known about firearms under one order. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Note what is known. Access without proof opens a window that lasts until proof comes."}
    shows, changes = SurrenderFull, SurrenderChange
    viewed = "orders.firearms_viewed"

    def fetch(self, ref: str, perm: Perm) -> FirearmSurrender:
        return access.get_surrender(self.staff, ref, perm)

    def change(self, row: FirearmSurrender, version: int, data: dict[str, Any]) -> FirearmSurrender:
        return actions.edit_firearms(row.order, by=self.staff, version=version, **data)


class SurrenderAct(_WithDates, Act):
    """Something done about firearms."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = SurrenderFull

    def fetch(self, ref: str, perm: Perm) -> FirearmSurrender:
        return access.get_surrender(self.staff, ref, perm)


class RecordProof(SurrenderAct):
    """Proof has come that firearms were handed over: both windows end."""

    verb = "proof"
    body = ProofNew

    def act(self, row: FirearmSurrender, data: dict[str, Any]) -> FirearmSurrender:
        return actions.record_proof(row, by=self.staff, **data)


class SetAside(SurrenderAct):
    """The proof does not hold, or is not all: firearms are awaited again."""

    verb = "set_aside"
    body = ProofAside

    def act(self, row: FirearmSurrender, data: dict[str, Any]) -> FirearmSurrender:
        return actions.set_aside(row, by=self.staff, **data)


class ClientTold(SurrenderAct):
    """The client knows what is known. Doing it twice changes nothing."""

    verb = "told"

    def act(self, row: FirearmSurrender, data: dict[str, Any]) -> FirearmSurrender:
        return actions.client_told(row, by=self.staff)
