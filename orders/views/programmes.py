"""Programmes of respondents: what was ordered, and dated facts about it. No page calls them a safety."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import queries as client_queries
from orders import access, queries
from orders.actions import programmes as actions
from orders.forms.programmes import FactForm, ProgrammeForm
from orders.models import ProgrammeOrder
from orders.queries import programmes as found
from orders.views.base import TAB


class Programmes(CaseView):
    """Every programme of the case's respondents."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        rows = found.of_case(self.case)
        audit.viewed(self.case, "orders.programme_viewed")
        return self.page("orders/programmes/list.html", rows=rows, current_tab=TAB)


class _ProgrammeForm(CaseFormPage):
    permission = Perm.EDIT_ORDERS
    form_class = ProgrammeForm
    template = "orders/programmes/form.html"
    row: ProgrammeOrder | None = None

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "respondents": client_queries.respondents(self.case), "orders": queries.orders_of(self.case),
        }  # fmt: skip

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(row=self.row, current_tab=TAB, **data)


class NewProgramme(_ProgrammeForm):
    """The respondent was sent to a programme."""

    success_message = _("It is on record. Add what is known about it, with its day.")

    def initial(self) -> dict[str, Any]:
        first = client_queries.respondents(self.case).first()
        named = {"respondent": first.ref} if first else {}
        return {**named, **{name: self.request.GET[name] for name in ("order",) if name in self.request.GET}}

    def act(self, form: ProgrammeForm) -> ProgrammeOrder:
        return actions.record_programme(self.case, by=self.staff, **form.values())


class EditProgramme(_ProgrammeForm):
    """Correct what was ordered."""

    success_message = _("Saved.")
    row: ProgrammeOrder

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_programme(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.row.case

    def initial(self) -> dict[str, Any]:
        names = (
            "version",
            "respondent",
            "ordered_by",
            "order",
            "programme",
            "starts_on",
            "required_sessions",
        )
        return {name: getattr(self.row, name) for name in names}

    def act(self, form: ProgrammeForm) -> ProgrammeOrder:
        version = form.cleaned_data["version"] or 0
        return actions.edit_programme(self.row, by=self.staff, version=version, **form.values())


class ProgrammePage(CaseFormPage):
    """One programme with its facts, and the form for one more."""

    permission = Perm.SEE_ORDERS
    sending = Perm.EDIT_ORDERS
    form_class = FactForm
    template = "orders/programmes/programme.html"
    success_message = _("The fact is on record.")
    row: ProgrammeOrder

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_programme(self.staff, kwargs["ref"], Perm.SEE_ORDERS)
        self.case = self.row.case

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.row, "orders.programme_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {"info_date": clock.today(self.agency.tz)}

    def form_context(self) -> dict[str, Any]:
        return {"one": found.one(self.row)}

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(current_tab=TAB, **data)

    def act(self, form: FactForm) -> ProgrammeOrder:
        actions.note_fact(self.row, by=self.staff, **form.cleaned_data)
        return self.row
