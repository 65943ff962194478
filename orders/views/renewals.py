"""Orders that run out: the list, and for one order what the client wants and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm, Scope, scope_of
from caseload.queries import caseworkers
from caseload.views.base import AgencyView, page_of
from clients.queries import views_for
from orders import access, queries
from orders.actions import renewals as actions
from orders.forms.renewals import DecisionForm, FiledForm, RenewalFilterForm, RenewalOutcomeForm
from orders.models import ProtectiveOrder, Renewal
from orders.views.base import OrderFormPage

PER_PAGE = 20


class Renewals(AgencyView):
    """Which orders run out when, what the client wants, and what comes next; own cases or the team's."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        values, views = request.GET, views_for(self.staff)
        people = self._people()
        initial = {"time": "open", "answer": "", "whose": views[0], "person": ""}
        form = RenewalFilterForm(
            {**initial, **{name: values[name] for name in initial if values.get(name)}}, views=views,
            people=people,
        )  # fmt: skip
        chosen = form.cleaned_data if form.is_valid() else initial
        filters = queries.RenewalFilters(**{name: chosen.get(name) or initial[name] for name in initial})
        page = page_of(request, queries.renewals_of(self.staff, filters), PER_PAGE)
        shown = queries.shown_renewals(page.object_list)
        audit.viewed(self.staff, "orders.renewals_viewed", orders=len(shown))
        return self.page(
            "orders/renewals/list.html", shown=shown, page_obj=page, filters=form,
            is_narrowed=any(values.get(name) for name in initial),
        )  # fmt: skip

    def _people(self) -> list[tuple[str, str]]:
        if scope_of(self.staff.role, Perm.SEE_ORDERS) == Scope.ASSIGNED:
            return []
        return [(person.ref, person.name) for person in caseworkers()]


class _OfRenewal(OrderFormPage):
    """A form about the last stretch of one order."""

    permission = Perm.SEE_ORDERS
    sending = Perm.EDIT_ORDERS
    row: Renewal

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.row = access.renewal_of(self.order)

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(row=self.row, **data)


class RenewalPage(_OfRenewal):
    """The steps up to the end, and four buttons: what the client wants."""

    form_class = DecisionForm
    template = "orders/renewals/renewal.html"
    success_message = _("Noted, as the client wants it. It can be changed at any time.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.row, "orders.renewal_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def form_context(self) -> dict[str, Any]:
        return {"one": queries.renewal_of(self.order)}

    def act(self, form: DecisionForm) -> ProtectiveOrder:
        actions.decide(self.row, by=self.staff, **form.cleaned_data)
        return self.order


class Filed(_OfRenewal):
    """When the petition for renewal was filed."""

    permission = Perm.EDIT_ORDERS
    form_class = FiledForm
    template = "orders/renewals/filed.html"
    success_message = _("Noted. Enter the hearing when its date is known.")

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "filed_on": self.row.filed_on}

    def act(self, form: FiledForm) -> ProtectiveOrder:
        actions.note_filed(self.row, by=self.staff, **form.cleaned_data)
        return self.order


class Outcome(_OfRenewal):
    """What came of the petition."""

    permission = Perm.EDIT_ORDERS
    form_class = RenewalOutcomeForm
    template = "orders/renewals/outcome.html"
    success_message = _("Noted. The end of this order stays as it is until the paper is recorded.")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("version", "outcome", "outcome_on")}

    def act(self, form: RenewalOutcomeForm) -> ProtectiveOrder:
        actions.note_outcome(self.row, by=self.staff, **form.cleaned_data)
        return self.order
