"""Recording, correcting and withdrawing service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage
from orders import access
from orders.actions import service as actions
from orders.forms import CorrectServiceForm, ReasonForm, ServiceForm
from orders.models import ProtectiveOrder, ServiceAttempt
from orders.views.base import TAB, OrderFormPage


class RecordService(OrderFormPage):
    """What happened, when, and how exactly that is known. The window opens with it."""

    form_class = ServiceForm
    template = "orders/service_form.html"

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today(self.agency.tz)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"tz": self.agency.timezone, "zones": (self.order.tz,)}

    def act(self, form: ServiceForm) -> ProtectiveOrder:
        attempt = actions.record_service(self.order, by=self.staff, said=form.said(), **form.facts())
        if attempt.opens_window:
            words = _(
                "Service is recorded and the window is open. The tasks for the first days are on the list."
            )
        else:
            words = _("The attempt is recorded.")
        messages.success(self.request, words)
        return self.order


class _OfAttempt(CaseFormPage):
    """A form about one attempt."""

    permission = Perm.EDIT_ORDERS
    attempt: ServiceAttempt

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.attempt = access.get_attempt(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.attempt.case, self.attempt.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(attempt=self.attempt, order=self.order, current_tab=TAB, **data)


class CorrectService(_OfAttempt):
    """The attempt as it should have been recorded; the earlier entry stays."""

    form_class = CorrectServiceForm
    template = "orders/service_form.html"
    success_message = gettext_lazy("Service is corrected. The window follows the corrected time.")

    def initial(self) -> dict[str, Any]:
        attempt = self.attempt
        same = (
            "precision", "tz", "outcome", "server", "place_kind", "place", "in_custody", "documents",
            "return_filed_on", "source", "note",
        )  # fmt: skip
        return {**{name: getattr(attempt, name) for name in same}, **attempt.said}

    def form_kwargs(self) -> dict[str, Any]:
        return {"tz": self.attempt.tz, "zones": (self.agency.timezone, self.order.tz)}

    def act(self, form: CorrectServiceForm) -> ProtectiveOrder:
        actions.correct_service(
            self.attempt, by=self.staff, reason=form.cleaned_data["reason"], said=form.said(), **form.facts()
        )
        return self.order


class VoidService(_OfAttempt):
    """Withdraw an entry that should not be there."""

    form_class = ReasonForm
    template = "orders/service_void.html"
    success_message = gettext_lazy("The entry is withdrawn. It stays on record.")

    def act(self, form: ReasonForm) -> ProtectiveOrder:
        actions.void_service(self.attempt, by=self.staff, reason=form.cleaned_data["reason"])
        return self.order
