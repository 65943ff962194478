"""Check-ins while a window is open: /api/v1/check-ins/."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from caseload import access as case_access
from caseload.api.base import Act, AgencyAPIView, Input, One, Output, Rows
from caseload.foundation import audit
from caseload.permissions import Perm
from orders import access, queries
from orders.actions import check_in_plans
from orders.actions import check_ins as actions
from orders.api.serializers.check_ins import (
    AgreementFull,
    AgreementWhole,
    CheckInAnswer,
    CheckInFilters,
    CheckInFull,
    CheckInRow,
)
from orders.models import CheckIn, CheckInPlan
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


class Agreement(AgencyAPIView):
    """What the client wants about check-ins, and what happens when nobody answers. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PUT": Perm.EDIT_ORDERS}
    words = {"PUT": "Write down what the client wants; the open check-in follows it."}

    def get(self, request: Any, ref: str) -> Response:
        case = case_access.get_case(self.staff, ref, Perm.SEE_ORDERS)
        audit.viewed(case, "orders.check_in_viewed")
        return self.answer(AgreementFull, queries.check_in_plan(case) or CheckInPlan(case=case, version=0))

    def put(self, request: Any, ref: str) -> Response:
        case = case_access.get_case(self.staff, ref, Perm.EDIT_ORDERS)
        return self.answer(
            AgreementFull, check_in_plans.agree(case, by=self.staff, **self.read(AgreementWhole))
        )

    def takes(self, method: str) -> type[Input] | None:
        return AgreementWhole if method == "PUT" else None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return 200, AgreementFull
