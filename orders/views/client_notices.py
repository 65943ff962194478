"""Notices to the client: registrations with services, and what the client was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import audit, clock
from caseload.foundation.moments import Precision
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import queries as client_queries
from orders import access, queries
from orders.actions import client_notices as actions
from orders.choices.client_notices import ToldKind
from orders.forms.client_notices import RegistrationForm, ServedForm, ToldForm
from orders.models import ClientNotice, NoticeRegistration, ProtectiveOrder
from orders.queries import client_notices as found
from orders.views.base import TAB


class ClientNotices(CaseView):
    """With which services the client is registered, and what they told."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.case, "orders.client_notices_viewed")
        shown, waits = found.of_case(self.case), found.waiting_for_service(self.case)
        return self.page("orders/client_notices/list.html", shown=shown, waits=waits, current_tab=TAB)


class _Registration(CaseFormPage):
    permission = Perm.EDIT_ORDERS
    form_class = RegistrationForm
    template = "orders/client_notices/registration.html"
    order: ProtectiveOrder | None = None

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(order=self.order, current_tab=TAB, **data)

    def initial(self) -> dict[str, Any]:
        return {"registered_on": clock.today(self.agency.tz)}


class NewRegistration(_Registration):
    """The offer was made: what came of it. The task that asked for it is done with this."""

    success_message = gettext_lazy("Noted. The task to offer it is done.")

    def act(self, form: RegistrationForm) -> NoticeRegistration:
        return actions.record_registration(self.case, by=self.staff, order=self.order, **form.values())


class NewOrderRegistration(NewRegistration):
    """The same for one order, whose page it goes back to."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.order = access.get_order(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.order.case

    def act(self, form: RegistrationForm) -> Any:
        super().act(form)
        return self.order


class EditRegistration(_Registration):
    """The test notice came, the registration ended, or something was wrong."""

    success_message = gettext_lazy("Saved.")
    row: NoticeRegistration

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_registration(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.row.case, self.row.order

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.row, "orders.registration_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        names = (
            "version", "state", "service", "service_name", "registered_by_client", "channel", "test_call",
            "registered_on", "note",
        )  # fmt: skip
        return {name: getattr(self.row, name) for name in names}

    def act(self, form: RegistrationForm) -> NoticeRegistration:
        version = form.cleaned_data["version"] or 0
        return actions.edit_registration(self.row, by=self.staff, version=version, **form.values())


class ClientSaysServed(CaseFormPage):
    """The client says that an order was served: one short form, and the window opens."""

    permission = Perm.EDIT_ORDERS
    form_class = ServedForm
    template = "orders/client_notices/served.html"

    def orders(self) -> list[ProtectiveOrder]:
        return found.waiting_for_service(self.case)

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today(self.agency.tz), "precision": Precision.EXACT}

    def form_kwargs(self) -> dict[str, Any]:
        rows = self.orders()
        return {"tz": rows[0].tz if rows else self.agency.timezone, "orders": rows}

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(current_tab=TAB, **data)

    def act(self, form: ServedForm) -> Any:
        notice = actions.record_notice(
            self.case, by=self.staff, kind=ToldKind.SERVED, said=form.said(), **form.facts()
        )
        words = _("Service is recorded and the window is open. The tasks for the first days are on the list.")
        messages.success(self.request, words)
        return notice.order


class ClientSaysOrderServed(ClientSaysServed):
    """The same from the page of the order."""

    order: ProtectiveOrder

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.order = access.get_order(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.order.case

    def orders(self) -> list[ProtectiveOrder]:
        return [self.order]


class NewClientNotice(CaseFormPage):
    """What a notice told the client; what follows is recorded where it belongs."""

    permission = Perm.EDIT_ORDERS
    form_class = ToldForm
    template = "orders/client_notices/told.html"

    def initial(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        chosen = {"kind": kind} if kind in ToldKind else {}
        return {"day": clock.today(self.agency.tz), **chosen}

    def form_kwargs(self) -> dict[str, Any]:
        rows = found.of_case(self.case).active
        return {
            "tz": self.agency.timezone,
            "orders": queries.order_choices(self.case),
            "respondents": client_queries.respondents(self.case),
            "registrations": rows,
        }

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(current_tab=TAB, **data)

    def act(self, form: ToldForm) -> ClientNotice:
        notice = actions.record_notice(self.case, by=self.staff, said=form.said(), **form.facts())
        messages.success(self.request, self._words(notice))
        return notice

    @staticmethod
    def _words(notice: ClientNotice) -> str:
        if notice.kind == ToldKind.SERVED:
            return _("It is noted, service is recorded, and the window is open.")
        if notice.kind == ToldKind.RELEASED:
            return _("It is noted, the release is recorded, and its window is open.")
        if notice.kind == ToldKind.HEARING:
            return _("It is noted. A task asks the court for the new date.")
        return _("It is noted.")
