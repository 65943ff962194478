"""Dates in court, told and shown in the court's time zone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseload.permissions import Perm
from orders import access
from orders.actions import hearings as actions
from orders.choices import HearingKind
from orders.forms import HearingForm
from orders.models import Hearing, ProtectiveOrder
from orders.views.base import OrderFormPage


class _HearingPage(OrderFormPage):
    """Times on this page are those of the court (DT-2)."""

    form_class = HearingForm
    template = "orders/hearing_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(self.order.zone):
            return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(self.order.zone):
            return super().post(request, *args, **kwargs)


class NewHearing(_HearingPage):
    """A date in court about the order."""

    success_message = _("The hearing is recorded.")

    def initial(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        return {"kind": kind} if kind in HearingKind else {}

    def act(self, form: HearingForm) -> ProtectiveOrder:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.record_hearing(self.order, by=self.staff, **facts)
        return self.order


def next_page(hearing: Hearing) -> Any:
    """Where an outcome leads: to the order the court made, to the end of this one, or back."""
    if hearing.leads_to == "new":
        return f"{reverse('orders:new', args=[hearing.case.ref])}?hearing={hearing.ref}"
    if hearing.leads_to == "end":
        return f"{reverse('orders:end', args=[hearing.order.ref])}?state={hearing.outcome}"
    return hearing.order


class EditHearing(_HearingPage):
    """Move the hearing, or note what came of it."""

    success_message = _("The hearing is changed.")
    hearing: Hearing

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.hearing = access.get_hearing(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.hearing.case, self.hearing.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(hearing=self.hearing, **data)

    def initial(self) -> dict[str, Any]:
        names = ("kind", "starts_at", "place", "outcome", "note", "version")
        return {name: getattr(self.hearing, name) for name in names}

    def act(self, form: HearingForm) -> Any:
        facts = dict(form.cleaned_data)
        version = facts.pop("version") or self.hearing.version
        before = self.hearing.outcome
        hearing = actions.edit_hearing(self.hearing, by=self.staff, version=version, **facts)
        return self.order if hearing.outcome == before else next_page(hearing)
