"""Before service: the orders that wait for it, how ready each client is, and when it is expected."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.moments import Precision
from caseload.permissions import Perm, Scope, scope_of
from caseload.queries import caseworkers, teams
from caseload.views.base import AgencyView, page_of
from orders import queries
from orders.actions import readiness as actions
from orders.forms.check_ins import ExpectedForm, SoonFilterForm
from orders.models import ProtectiveOrder
from orders.queries.readiness import SoonFilters
from orders.views.base import OrderFormPage

PER_PAGE = 20


class SoonServed(AgencyView):
    """Unserved orders of the cases this person works on, the not ready and soonest first."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        values = request.GET
        filters = SoonFilters(
            team=values.get("team", "")[:22],
            person=values.get("person", "")[:22],
            missing=values.get("missing") == "on",
        )
        rows = filters.apply(queries.unserved_rows(self.staff)).select_related("case__client")
        page = page_of(request, rows, PER_PAGE)
        shown = queries.shown_unserved(page.object_list)
        audit.viewed(self.staff, "orders.soon_viewed", orders=len(shown))
        form = SoonFilterForm(
            values, teams=[(team.ref, team.name) for team in teams()], people=self._people()
        )
        return self.page("orders/soon/list.html", shown=shown, page_obj=page, filters=form)

    def _people(self) -> list[tuple[str, str]]:
        if scope_of(self.staff.role, Perm.SEE_ORDERS) == Scope.ASSIGNED:
            return []
        return [(person.ref, person.name) for person in caseworkers()]


class Expect(OrderFormPage):
    """When service is expected, how exactly that is known, and who said so."""

    form_class = ExpectedForm
    template = "orders/soon/expected.html"
    success_message = _("It is noted. It promises nothing: service can happen at any hour.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"tz": self.order.tz, "zones": (self.agency.timezone,)}

    def initial(self) -> dict[str, Any]:
        row = queries.expected_of(self.order)
        if row is None:
            return {"precision": Precision.DATE_ONLY}
        same = ("version", "precision", "tz", "source", "told_by")
        return {**{name: getattr(row, name) for name in same}, **row.said}

    def act(self, form: ExpectedForm) -> ProtectiveOrder:
        data = form.cleaned_data
        actions.expect_service(
            self.order, by=self.staff, version=data["version"], said=form.said(), source=data["source"],
            told_by=data["told_by"],
        )  # fmt: skip
        return self.order
