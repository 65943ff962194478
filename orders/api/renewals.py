"""Orders that run out: /api/v1/renewals/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows
from caseload.permissions import Perm
from orders import access
from orders.actions import renewals as actions
from orders.api.serializers.renewals import (
    RenewalDecision,
    RenewalFiled,
    RenewalFilters,
    RenewalFull,
    RenewalResult,
    RenewalRow,
)
from orders.models import Renewal
from orders.queries import renewal_rows


class Renewals(Rows):
    """Ends of orders of the caller's cases, the first to end first. One comes with every order that ends."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = RenewalFilters
    shows = RenewalRow

    def rows(self) -> Any:
        return renewal_rows(self.staff)


class OneRenewal(One):
    """One order's end, with what the client said. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = RenewalFull
    viewed = "orders.renewal_viewed"

    def fetch(self, ref: str, perm: Perm) -> Renewal:
        return access.get_renewal(self.staff, ref, perm)


class RenewalAct(Act):
    """Something noted about a renewal."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = RenewalFull

    def fetch(self, ref: str, perm: Perm) -> Renewal:
        return access.get_renewal(self.staff, ref, perm)


class Decide(RenewalAct):
    """Record what the client wants. Any answer can be changed to any other; none moves the order's end."""

    verb = "decide"
    body = RenewalDecision

    def act(self, row: Renewal, data: dict[str, Any]) -> Renewal:
        return actions.decide(row, by=self.staff, **data)


class File(RenewalAct):
    """Note when the petition for renewal was filed, as the client wants it."""

    verb = "file"
    body = RenewalFiled

    def act(self, row: Renewal, data: dict[str, Any]) -> Renewal:
        return actions.note_filed(row, by=self.staff, **data)


class Outcome(RenewalAct):
    """Note what came of the petition. The order itself is changed under `orders/`."""

    verb = "outcome"
    body = RenewalResult

    def act(self, row: Renewal, data: dict[str, Any]) -> Renewal:
        return actions.note_outcome(row, by=self.staff, **data)
