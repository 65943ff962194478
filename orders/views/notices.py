"""Service notices that wait for a person: the queue, one notice beside its candidates, setting it aside."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload import access
from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage, page_of
from orders import queries
from orders.actions import notice_queue as actions
from orders.choices import ServiceState
from orders.forms import NoticeForm, ReasonForm
from orders.forms.notices import initial_of
from orders.models import NoticeCandidate, ProtectiveOrder
from orders.queries import NoticeShown
from orders.queries.notices import SETTLED, WAITING

PER_PAGE = 20
SERVED = (ServiceState.SERVED, ServiceState.IN_COURT, ServiceState.ALT_SERVED)


class Notices(AgencyView):
    """Notices on the cases this person works on: those that wait, or those that are settled."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        show = SETTLED if request.GET.get("show") == SETTLED else WAITING
        page = page_of(request, queries.notice_rows(self.staff, show), PER_PAGE)
        shown = queries.shown_notices(self.staff, page.object_list)
        audit.viewed(self.staff, "orders.notices_viewed", notices=len(shown))
        return self.page("orders/notices/list.html", shown=shown, page_obj=page, show=show)


class _OfNotice(FormPage):
    """A page about one notice."""

    shown: NoticeShown

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.shown = queries.notice_page(self.staff, kwargs["ref"], self.permission or Perm.SEE_ORDERS)

    def mine(self) -> list[NoticeCandidate]:
        """The candidates this person may decide about."""
        may = access.can
        return [c for c in self.shown.open if may(self.staff, Perm.TAKE_IN_NOTICES, c.case)]

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(shown=self.shown, mine=self.mine(), **data)


class NoticePage(_OfNotice):
    """The notice beside the orders it may be about; whoever may, chooses one and records the service."""

    permission = Perm.SEE_ORDERS
    sending = Perm.TAKE_IN_NOTICES
    form_class = NoticeForm
    template = "orders/notices/notice.html"
    success_message = _("Service is recorded from the notice.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for candidate in self.shown.candidates:
            audit.viewed(candidate, "orders.notice_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return initial_of(self.shown.content)

    def form_kwargs(self) -> dict[str, Any]:
        orders = [candidate.order for candidate in self.shown.candidates]
        tz = self.initial().get("tz") or (orders[0].tz if orders else self.agency.timezone)
        zones = (self.agency.timezone, *(order.tz for order in orders))
        return {"tz": tz, "zones": zones, "candidates": [(c.ref, _label(c)) for c in self.mine()]}

    def form_context(self) -> dict[str, Any]:
        mine = self.mine()
        return {"may_decide": bool(mine), "is_served": any(c.order.service_state in SERVED for c in mine)}

    def act(self, form: NoticeForm) -> ProtectiveOrder:
        mine = {candidate.ref: candidate for candidate in self.mine()}
        chosen = mine[form.cleaned_data["candidate"]]
        actions.record_notice(
            chosen, mine.values(), by=self.staff, said=form.said(), reason=form.cleaned_data["reason"],
            **form.facts(),
        )  # fmt: skip
        return chosen.order


def _label(candidate: NoticeCandidate) -> str:
    """A candidate in one line; inside the page only, where its case may be seen."""
    name = getattr(candidate, "client_name", "") or candidate.case.code
    return f"{name} ({candidate.case.code}): {candidate.order.get_order_type_display()}"


class DismissNotice(_OfNotice):
    """The notice is about none of the orders this person sees beside it."""

    permission = Perm.TAKE_IN_NOTICES
    form_class = ReasonForm
    template = "orders/notices/dismiss.html"
    success_message = _("The notice is set aside. What it said is removed.")

    def act(self, form: ReasonForm) -> str:
        actions.rule_out(self.mine(), by=self.staff, reason=form.cleaned_data["reason"])
        return "orders:notices"
