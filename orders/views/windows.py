"""The page of a window, and closing one early."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from orders import access, queries
from orders.actions import endings as actions
from orders.forms import CloseEarlyForm
from orders.models import EscalationWindow
from orders.views.base import TAB


class WindowPage(CaseView):
    """One window, whatever opened it: why, its phases to scale, alerts and answers, tasks, history."""

    permission = Perm.SEE_ORDERS
    window: EscalationWindow

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.window = access.get_window(self.staff, kwargs["ref"], Perm.SEE_ORDERS)
        self.case = self.window.case

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.window, "orders.window_viewed")
        shown = queries.window_page(self.window)
        return self.page("orders/window.html", shown=shown, window=self.window, current_tab=TAB)


class CloseEarly(CaseFormPage):
    """A supervisor ends a window before its time, with a reason and the client's view."""

    permission = Perm.ACKNOWLEDGE_ALERT
    form_class = CloseEarlyForm
    template = "orders/window_close.html"
    success_message = _("The window is closed.")
    window: EscalationWindow

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.window = access.get_window(self.staff, kwargs["ref"], Perm.ACKNOWLEDGE_ALERT)
        self.case, self.order = self.window.case, self.window.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        data |= {"window": self.window, "order": self.order, "current_tab": TAB}
        return super().page_context(**data)

    def act(self, form: CloseEarlyForm) -> EscalationWindow:
        actions.close_early(self.window, by=self.staff, **form.cleaned_data)
        return self.window
