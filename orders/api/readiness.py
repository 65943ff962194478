"""When service is expected: /api/v1/orders/{ref}/expected-service/."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from caseload.api.base import AgencyAPIView, Input, Output
from caseload.foundation import audit
from caseload.permissions import Perm
from orders import access, queries
from orders.actions import readiness
from orders.api.serializers.moments import said_of
from orders.api.serializers.readiness import ExpectedFull, ExpectedWhole
from orders.models import ExpectedService


class Expected(AgencyAPIView):
    """When the order is expected to be served, and who said so. It changes no window; reading is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PUT": Perm.EDIT_ORDERS}
    words = {"PUT": "Note when service is expected. Only for an order that waits for service."}

    def get(self, request: Any, ref: str) -> Response:
        order = access.get_order(self.staff, ref, Perm.SEE_ORDERS)
        audit.viewed(order, "orders.order_viewed")
        nothing = ExpectedService(order=order, version=0, tz=order.tz, precision="unknown")
        return self.answer(ExpectedFull, queries.expected_of(order) or nothing)

    def put(self, request: Any, ref: str) -> Response:
        order = access.get_order(self.staff, ref, Perm.EDIT_ORDERS)
        data = self.read(ExpectedWhole)
        row = readiness.expect_service(
            order, by=self.staff, version=data["version"], said=said_of(data, order.tz),
            source=data["source"], told_by=data.get("told_by", ""),
        )  # fmt: skip
        return self.answer(ExpectedFull, row)

    def takes(self, method: str) -> type[Input] | None:
        return ExpectedWhole if method == "PUT" else None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return 200, ExpectedFull
