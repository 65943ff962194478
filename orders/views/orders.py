"""A case's orders: list, new, page, edit, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.errors import NotVisible
from caseload.foundation.moments import Precision
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import queries as client_queries
from orders import access, queries
from orders.actions import orders as actions
from orders.choices import HearingOutcome, OrderType
from orders.forms import EditOrderForm, EndOrderForm, OrderForm
from orders.forms.orders import HOW_IT_ENDED
from orders.models import Hearing, ProtectiveOrder
from orders.views.base import TAB, OrderFormPage, OrderView


class CaseOrders(CaseView):
    """Every order of the case, with what holds now."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page(
            "orders/case_orders.html", rows=queries.case_orders(self.case),
            windows=queries.open_windows(self.case), ahead=queries.windows_ahead(self.case),
            noted=queries.noted_without_window(self.case), held=queries.held_now(self.case),
        )  # fmt: skip


class _OrderForm(CaseFormPage):
    """What the pages for a new order and for a known one share."""

    permission = Perm.EDIT_ORDERS
    template = "orders/order_form.html"
    order: ProtectiveOrder | None = None

    def form_kwargs(self) -> dict[str, Any]:
        order = self.order
        replaceable = queries.order_choices(self.case)
        return {
            "people": queries.people_of(self.case),
            "respondents": client_queries.respondents(self.case),
            "replaceable": replaceable.exclude(pk=order.pk) if order else replaceable,
            "tz": order.tz if order else self.agency.timezone,
            "zones": (self.agency.timezone,),
        }

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(order=self.order, current_tab=TAB, **data)


class NewOrder(_OrderForm):
    """Take in an order."""

    form_class = OrderForm
    success_message = _("The order is recorded.")
    hearing: Hearing | None = None
    renewed: ProtectiveOrder | None = None

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        if told := self.request.GET.get("hearing"):
            self.hearing = access.get_hearing(self.staff, told, Perm.EDIT_ORDERS)
            if self.hearing.case.pk != self.case.pk:
                raise NotVisible
        if told := self.request.GET.get("renews"):
            self.renewed = access.get_order(self.staff, told, Perm.EDIT_ORDERS)
            if self.renewed.case.pk != self.case.pk:
                raise NotVisible

    def form_kwargs(self) -> dict[str, Any]:
        kwargs = super().form_kwargs()
        former = self.hearing.order if self.hearing else self.renewed
        return {**kwargs, "tz": former.tz} if former else kwargs

    def form_context(self) -> dict[str, Any]:
        return {"after": self.hearing}

    def initial(self) -> dict[str, Any]:
        """The order as the one before said it, with the dates left for the new paper."""
        order = self.hearing.order if self.hearing else self.renewed
        if order is None:
            return {}
        known = {name: value for name, value in _as_it_stands(order).items() if name not in _ITS_OWN}
        if self.hearing is None:
            return known | {"replaces": order.ref}
        return known | {
            "order_type": OrderType.FINAL if order.is_temporary else order.order_type,
            "replaces": order.ref,
            "issued_day": self.hearing.starts_at.astimezone(order.zone).date(),
            "mutual": order.mutual or self.hearing.outcome == HearingOutcome.MUTUAL,
        }

    def act(self, form: OrderForm) -> ProtectiveOrder:
        return actions.record_order(self.case, by=self.staff, issued=form.issued(), **form.facts())


class OrderPage(OrderView):
    """One order: what it says, whether it is in force, its service and its windows."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.order, "orders.order_viewed")
        sees_court = access.sees_court(self.staff, self.order)
        return self.page("orders/order.html", shown=queries.order_page(self.order, sees_court=sees_court))


class EditOrder(_OrderForm):
    """Correct the record, or take in a changed paper."""

    order: ProtectiveOrder

    form_class = EditOrderForm
    success_message = _("The order is changed.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.order = access.get_order(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.order.case

    def initial(self) -> dict[str, Any]:
        order = self.order
        said, precision = order.issued_said, order.issued_precision
        return {
            **_as_it_stands(order),
            "version": order.version,
            "replaces": order.replaces.ref if order.replaces else None,
            "issued_day": said.get("day"),
            "issued_at": said.get("at") if precision == Precision.EXACT else None,
            "issued_which": str(said.get("which", "")),
            "issued_approx_days": said.get("give_or_take_days"),
        }

    def act(self, form: EditOrderForm) -> ProtectiveOrder:
        return actions.edit_order(
            self.order, by=self.staff, version=form.cleaned_data["version"],
            new_paper=form.cleaned_data["new_paper"] == "yes", issued=form.issued(), **form.facts(),
        )  # fmt: skip


_SAME = (
    "order_type", "state", "court_name", "court_place", "court_phone", "case_number", "order_number", "judge",
    "tz", "filed_on", "effective_on", "expiry", "expires_on", "expires_time", "expires_midnight", "terms",
    "terms_text",
    "exceptions", "stay_away", "address_confidential", "filed_under_seal", "mutual", "source",
)  # fmt: skip


def _as_it_stands(order: ProtectiveOrder) -> dict[str, Any]:
    protected = order.protected_people
    return {
        **{name: getattr(order, name) for name in _SAME},
        "respondent": order.respondent.ref if order.respondent else None,
        "protected": [person["ref"] for person in protected if person["ref"]],
        "protected_others": ", ".join(person["name"] for person in protected if not person["ref"]),
    }


# What a new order does not take over from the one before the hearing.
_ITS_OWN = {
    "state", "order_number", "effective_on", "expiry", "expires_on", "expires_time", "expires_midnight",
    "source",
}  # fmt: skip


class EndOrder(OrderFormPage):
    """Note that the order was dismissed, withdrawn or denied."""

    form_class = EndOrderForm
    template = "orders/order_end.html"
    success_message = _("The end of the order is recorded. An open window goes on.")

    def initial(self) -> dict[str, Any]:
        told = self.request.GET.get("state", "")
        return {"version": self.order.version, "state": told if told in dict(HOW_IT_ENDED) else None}

    def act(self, form: EndOrderForm) -> ProtectiveOrder:
        return actions.end_order(self.order, by=self.staff, **form.cleaned_data)


class SendOut(OrderView):
    """Note that the order is out for service."""

    permission = Perm.EDIT_ORDERS

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        actions.send_out(self.order, by=self.staff)
        messages.success(request, _("Noted: the order is out for service."))
        return redirect(reverse("orders:order", args=[self.order.ref]))
