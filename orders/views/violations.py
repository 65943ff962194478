"""The violation log of a case: list, new entry, page, correction, the client's choice, withdrawal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView, page_of
from clients import queries as client_queries
from orders import access
from orders.actions import violations as actions
from orders.forms.service import ReasonForm
from orders.forms.violations import (
    ChoiceForm,
    EditViolationForm,
    NewViolationForm,
    ViolationFilterForm,
    ViolationForm,
)
from orders.models import Violation
from orders.queries import violations as queries
from orders.views.base import TAB


def filters_from(form: ViolationFilterForm) -> queries.ViolationFilters:
    """The filters as the address names them; nonsense filters nothing."""
    form.is_valid()
    data = form.cleaned_data
    return queries.ViolationFilters(**{name: value for name, value in data.items() if value})


class Violations(CaseView):
    """Every violation of the case, the newest first, and contact the client made, apart from them."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        form = ViolationFilterForm(request.GET)
        page = page_of(request, queries.violations_of(self.case, filters_from(form)))
        audit.viewed(self.case, "orders.violations_viewed", entries=len(page.object_list))
        return self.page(
            "orders/violations/list.html", entries=queries.entries(page.object_list), page_obj=page,
            filters=form, is_narrowed=bool(request.GET), contacts=queries.contact_of(self.case)[:50],
            current_tab=TAB,
        )  # fmt: skip


class _ViolationForm(CaseFormPage):
    """What the pages for a new entry and for a known one share."""

    permission = Perm.EDIT_ORDERS
    template = "orders/violations/form.html"
    violation: Violation | None = None

    def form_kwargs(self) -> dict[str, Any]:
        orders = queries.orders_on(self.case)
        zones = tuple(dict.fromkeys(order.tz for order in orders))
        return {
            "respondents": client_queries.respondents(self.case),
            "terms": queries.breakable_terms(orders),
            "tz": self.violation.tz if self.violation else self.agency.timezone,
            "zones": (self.agency.timezone, *zones),
        }

    def page_context(self, **data: Any) -> dict[str, Any]:
        data |= {"violation": self.violation, "current_tab": TAB}
        return super().page_context(**data)


class NewViolation(_ViolationForm):
    """Take down what happened."""

    form_class = NewViolationForm
    success_message = _(
        "The violation is on record, and the time of extra care is open. Nothing was reported to anybody."
    )

    def initial(self) -> dict[str, Any]:
        found = list(client_queries.respondents(self.case)[:2])
        return {"respondent": found[0].ref} if len(found) == 1 else {}

    def act(self, form: NewViolationForm) -> Violation:
        return actions.record_violation(
            self.case, by=self.staff, said=form.said(), report=form.report(), **form.values()
        )


class ViolationPage(CaseView):
    """One violation: what happened, what followed, and what is open."""

    permission = Perm.SEE_ORDERS
    violation: Violation

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.violation = access.get_violation(self.staff, kwargs["ref"])
        self.case = self.violation.case

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.violation, "orders.violation_viewed")
        shown = queries.violation_page(self.violation)
        return self.page(
            "orders/violations/page.html", violation=self.violation, shown=shown, entry=shown.entry,
            current_tab=TAB,
        )  # fmt: skip


class OfViolation(CaseFormPage):
    """A form about one violation."""

    permission = Perm.EDIT_ORDERS
    violation: Violation

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.violation = access.get_violation(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.violation.case

    def page_context(self, **data: Any) -> dict[str, Any]:
        data |= {"violation": self.violation, "current_tab": TAB}
        return super().page_context(**data)


class EditViolation(OfViolation, _ViolationForm):
    """Correct the record; a corrected time moves the window."""

    form_class = EditViolationForm
    success_message = _("The record is corrected. Its window follows the corrected time.")
    violation: Violation

    def initial(self) -> dict[str, Any]:
        row = self.violation
        respondent = row.respondent.ref if row.respondent else None
        own = {name: getattr(row, name) for name in _SAME}
        return {**own, "respondent": respondent, "version": row.version, **row.said}

    def act(self, form: ViolationForm) -> Violation:
        version = form.cleaned_data["version"]
        return actions.edit_violation(
            self.violation, by=self.staff, version=version, said=form.said(), **form.values()
        )


_SAME = (
    "precision", "tz", "facts", "client_words", "channel", "terms", "strangulation", "threats", "weapon",
    "followed", "injury", "medical_care", "children_present", "place", "witnesses", "police_called", "source",
)  # fmt: skip


class WithdrawViolation(OfViolation):
    """Take back an entry that should not be there."""

    form_class = ReasonForm
    template = "orders/violations/withdraw.html"
    success_message = _("The entry is withdrawn. It stays on record.")

    def act(self, form: ReasonForm) -> Violation:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_violation(self.violation, by=self.staff, reason=reason)


class Choice(OfViolation):
    """The options that were talked over, and what the client wants."""

    form_class = ChoiceForm
    template = "orders/violations/choice.html"
    success_message = _("Noted. Nothing was reported to anybody.")

    def initial(self) -> dict[str, Any]:
        names = ("version", "options", "options_on", "options_words", "reporting", "ask_again_on")
        return {name: getattr(self.violation, name) for name in names}

    def act(self, form: ChoiceForm) -> Violation:
        return actions.note_choice(self.violation, by=self.staff, **form.cleaned_data)
