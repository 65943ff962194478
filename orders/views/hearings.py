"""Dates in court, told and shown in the court's time zone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseload.permissions import Perm
from caseload.views.base import CaseFormPage
from orders import access
from orders.actions import hearings as actions
from orders.forms import HearingForm
from orders.models import Hearing, ProtectiveOrder
from orders.views.base import OrderFormPage


class _InCourtTime:
    """Times on this page are those of the court (DT-2)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(self.order.zone):  # type: ignore[attr-defined]
            return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(self.order.zone):  # type: ignore[attr-defined]
            return super().post(request, *args, **kwargs)  # type: ignore[misc]


class NewHearing(_InCourtTime, OrderFormPage):
    """A date in court about the order."""

    form_class = HearingForm
    template = "orders/hearing_form.html"
    success_message = _("The hearing is recorded.")

    def act(self, form: HearingForm) -> ProtectiveOrder:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.record_hearing(self.order, by=self.staff, **facts)
        return self.order


class EditHearing(_InCourtTime, CaseFormPage):
    """Move the hearing, or note what came of it."""

    permission = Perm.EDIT_ORDERS
    form_class = HearingForm
    template = "orders/hearing_form.html"
    success_message = _("The hearing is changed.")
    hearing: Hearing

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.hearing = access.get_hearing(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.hearing.case, self.hearing.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        data |= {"hearing": self.hearing, "order": self.order, "current_tab": "orders:case_orders"}
        return super().page_context(**data)

    def initial(self) -> dict[str, Any]:
        names = ("kind", "starts_at", "place", "outcome", "note", "version")
        return {name: getattr(self.hearing, name) for name in names}

    def act(self, form: HearingForm) -> ProtectiveOrder:
        facts = dict(form.cleaned_data)
        version = facts.pop("version") or self.hearing.version
        actions.edit_hearing(self.hearing, by=self.staff, version=version, **facts)
        return self.order
