"""Pages of one order: the address names the order, and the case comes with it."""

from __future__ import annotations

from typing import Any

from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from orders import access
from orders.models import ProtectiveOrder


class _OfOrder:
    """Fetches the order that the address names."""

    permission: Perm | None = Perm.SEE_ORDERS
    order: ProtectiveOrder

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.order = access.get_order(self.staff, kwargs["ref"], self.permission)  # type: ignore[attr-defined]
        self.case = self.order.case

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(order=self.order, current_tab="orders:case_orders", **data)  # type: ignore[misc]


class OrderView(_OfOrder, CaseView):
    """A page of one order."""


class OrderFormPage(_OfOrder, CaseFormPage):
    """A form of one order."""

    permission = Perm.EDIT_ORDERS
