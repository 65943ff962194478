"""Danger signals, copies of the order, and everything the plan puts on paper."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import audit
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage
from clients import access, letters, plan_catalogue, planning, queries
from clients.actions import plan_details, plan_versions, plans
from clients.forms.plans import OrderCardForm, OrderCopyForm, PrintForm, SignalForm
from clients.views.base import EditRecordPage, RecordPage, RemoveRecord, paper
from clients.views.plan import TAB, PlanView


class _OnPlan:
    back = TAB
    current_tab = TAB


class AddSignal(PlanView, _OnPlan, RecordPage):
    permission = Perm.EDIT_PLAN
    form_class = SignalForm
    heading = gettext_lazy("Danger signal")
    success_message = gettext_lazy("Saved. Tell the people it is agreed with; a task reminds you.")

    def act(self, form: SignalForm) -> str:
        plan = self.plan or plans.start(self.case, by=self.staff)
        plan_details.add_signal(plan, by=self.staff, **form.values())
        return self.back_url()


class EditSignal(_OnPlan, EditRecordPage):
    permission = Perm.EDIT_PLAN
    find = staticmethod(access.get_signal)
    form_class = SignalForm
    heading = gettext_lazy("Danger signal")
    remove_url = "clients:signal_remove"
    remove_words = gettext_lazy("This signal no longer holds")
    success_message = gettext_lazy("Saved. Tell the people it is agreed with; a task reminds you.")

    def act(self, form: SignalForm) -> str:
        plan_details.edit_signal(self.record, by=self.staff, version=form.expected_version, **form.values())
        return self.back_url()


class RemoveSignal(_OnPlan, RemoveRecord):
    permission = Perm.EDIT_PLAN
    find = staticmethod(access.get_signal)
    remove = staticmethod(plan_details.remove_signal)


class AddOrderCopy(PlanView, _OnPlan, RecordPage):
    permission = Perm.EDIT_PLAN
    form_class = OrderCopyForm
    heading = gettext_lazy("Copy of the order")

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def act(self, form: OrderCopyForm) -> str:
        plan = self.plan or plans.start(self.case, by=self.staff)
        plan_details.add_order_copy(plan, by=self.staff, **form.values())
        return self.back_url()


class EditOrderCopy(_OnPlan, EditRecordPage):
    permission = Perm.EDIT_PLAN
    find = staticmethod(access.get_order_copy)
    form_class = OrderCopyForm
    heading = gettext_lazy("Copy of the order")
    remove_url = "clients:order_copy_remove"
    remove_words = gettext_lazy("Take this line off the list")

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record, "case": self.case}

    def act(self, form: OrderCopyForm) -> str:
        plan_details.edit_order_copy(
            self.record, by=self.staff, version=form.expected_version, **form.values()
        )
        return self.back_url()


class RemoveOrderCopy(_OnPlan, RemoveRecord):
    permission = Perm.EDIT_PLAN
    find = staticmethod(access.get_order_copy)
    remove = staticmethod(plan_details.remove_order_copy)


# ---- Paper -------------------------------------------------------------------------


class PrintPlan(PlanView, CaseFormPage):
    """Chosen parts for one reader, after the storage question; a look at the sheet before it is printed."""

    permission = Perm.SEE_PLAN
    form_class = PrintForm
    template = "clients/plan_print.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        if self.plan is None:
            raise NotVisible

    def form_kwargs(self) -> dict[str, Any]:
        return {"sections": [(section.key, section.title) for section in plan_catalogue.SECTIONS]}

    def form_context(self) -> dict[str, Any]:
        return {"prints": queries.prints_of(self.plan)[:10]}

    def act(self, form: PrintForm) -> HttpResponse:
        data = form.cleaned_data
        if "preview" in self.request.POST:
            return self._preview(form)
        row = plan_versions.record_print(self.plan, by=self.staff, **data)
        version = self.plan.current
        facts = letters.plan_sheet(
            version.content,
            self._sheet(data),
            title=self._title(data["is_discreet"]),
            owner="" if data["is_discreet"] else self.agency.name,
            number=version.number,
            made_on=version.made_on,
            secrets=plan_versions.secrets_of(self.case),
        )
        return paper(letters.render("sheet.typ", facts), row.ref[:8])

    def _sheet(self, data: dict[str, Any]) -> planning.Sheet:
        return planning.Sheet(data["audience"], frozenset(data["sections"]), data["setting"])

    def _title(self, is_discreet: bool) -> str:
        if is_discreet:
            return self.agency.settings.get("discreet_title") or _("Checklist")
        return _("Safety plan")

    def _preview(self, form: PrintForm) -> HttpResponse:
        if self.plan.current is None:
            return self.show(form, status=422, nothing_published=True)
        audit.viewed(self.plan, "clients.plan_viewed", preview=True)
        content, sheet = self.plan.current.content, self._sheet(form.cleaned_data)
        hidden = plan_versions.secrets_of(self.case)
        lines, held = planning.lines_for(content, sheet, hidden)
        signals, held_signals = planning.signals_for(content, sheet, hidden)
        return self.show(
            form,
            preview=True,
            lines=lines,
            signals=signals,
            copies=planning.copies_for(content, sheet),
            held=[*held, *held_signals],
        )


class BlankPlan(PlanView):
    """Empty lines to fill in by hand: nothing needs the computer (SP-12)."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        keys = frozenset(section.key for section in plan_catalogue.SECTIONS)
        title = self.agency.settings.get("discreet_title") or _("Checklist")
        facts = letters.blank_sheet(title=title, sections=keys)
        return paper(letters.render("sheet.typ", facts), secrets.token_urlsafe(6))


class OrderCard(PlanView, _OnPlan, CaseFormPage):
    """The order-at-hand card (A6): typed from the paper, kept nowhere."""

    permission = Perm.SEE_PLAN
    form_class = OrderCardForm
    template = "clients/record_form.html"

    def form_context(self) -> dict[str, Any]:
        return {
            "heading": _("Order card for the wallet"),
            "lede": _("Copy these from the order. The card names no person and no address; nothing is kept."),
            "submit_words": _("Make the card"),
            "back_url": reverse(TAB, args=[self.case.ref]),
        }

    def act(self, form: OrderCardForm) -> HttpResponse:
        data = form.cleaned_data
        title = _("Card") if data["is_discreet"] else _("Protective order")
        audit.viewed(self.case, "clients.order_card_printed")
        return paper(letters.order_card(data, title=title), secrets.token_urlsafe(6))
