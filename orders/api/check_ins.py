"""Check-ins while a window is open: /api/v1/check-ins/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows
from caseload.permissions import Perm
from orders import access
from orders.actions import check_ins as actions
from orders.api.serializers.check_ins import CheckInAnswer, CheckInFilters, CheckInFull, CheckInRow
from orders.models import CheckIn
from orders.queries import check_in_rows


class CheckIns(Rows):
    """Check-ins of the caller's cases. They follow the open windows: nobody adds them."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = CheckInFilters
    shows = CheckInRow

    def rows(self) -> Any:
        return check_in_rows(self.staff)


class OneCheckIn(One):
    """One check-in with what came of it, in words. Reading it is audited. It holds no way to make contact."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = CheckInFull
    viewed = "orders.check_in_viewed"

    def fetch(self, ref: str, perm: Perm) -> CheckIn:
        return access.get_check_in(self.staff, ref, perm)


class Outcome(Act):
    """Note what came of a check-in; what follows opens with it. The first answer stands: sent again, it
    changes nothing.
    """

    permissions = {"POST": Perm.EDIT_ORDERS}
    verb = "outcome"
    body = CheckInAnswer
    shows = CheckInFull

    def fetch(self, ref: str, perm: Perm) -> CheckIn:
        return access.get_check_in(self.staff, ref, perm)

    def act(self, row: CheckIn, data: dict[str, Any]) -> CheckIn:
        return actions.record(row, by=self.staff, **data)
