"""Pages of one order: the address names the order, and the case comes with it."""

from __future__ import annotations

from typing import Any

from caseload.permissions import Perm
from caseload.views.base import CaseView, FormMixin
from orders import access
from orders.models import ProtectiveOrder

TAB = "orders:case_orders"


class OrderView(CaseView):
    """A page of one order."""

    permission: Perm | None = Perm.SEE_ORDERS
    order: ProtectiveOrder

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.order = access.get_order(self.staff, kwargs["ref"], self.permission or Perm.SEE_ORDERS)
        self.case = self.order.case

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(order=self.order, current_tab=TAB, **data)


class OrderFormPage(FormMixin, OrderView):
    """A form of one order."""

    permission = Perm.EDIT_ORDERS
