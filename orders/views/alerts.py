"""An alert and its answer. Opening the page answers nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caseload import access as case_access
from caseload.foundation import audit
from caseload.foundation.errors import RuleBroken
from caseload.permissions import Perm
from caseload.views.base import CaseView
from orders import access, queries
from orders.actions import alerts as actions
from orders.forms import AnswerForm
from orders.models import Alert
from orders.views.base import TAB
from orders.views.board import rows_response


def _is_part(request: HttpRequest) -> bool:
    """Whether the board asks for a part of itself."""
    return bool(request.headers.get("HX-Request"))


class _OfAlert(CaseView):
    permission = Perm.SEE_ORDERS
    alert: Alert

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.alert = access.get_alert(self.staff, kwargs["ref"], self.permission or Perm.SEE_ORDERS)
        self.case = self.alert.case

    def _form(self, data: Any = None) -> AnswerForm:
        """Several forms may stand open on the board: each has its own ids."""
        beside = queries.alerts_beside(self.alert) if self.alert.is_waiting else 0
        return AnswerForm(data, beside=beside, auto_id=f"answer-{self.alert.ref}-%s")

    def show(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        may = case_access.can(self.staff, Perm.ACKNOWLEDGE_ALERT, self.case)
        shown = queries.alert_page(self.alert)
        return self.page(
            "orders/alert.html", status=status, shown=shown, alert=self.alert, form=form if may else None,
            may_answer=may, current_tab=TAB,
        )  # fmt: skip


class AlertPage(_OfAlert):
    """What began, what is open, and the form that answers it."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.alert, "orders.alert_viewed")
        return self.show(self._form())


class AcknowledgeAlert(_OfAlert):
    """The answer: as a small form on the board, or from the alert's page."""

    permission = Perm.ACKNOWLEDGE_ALERT

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        if not _is_part(request):
            return redirect(self.alert)
        return self._inline(self._form())

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            try:
                answered = actions.acknowledge(self.alert, by=self.staff, **form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, broken.message)
            else:
                return self._answered(answered)
        return self._inline(form, status=422) if _is_part(request) else self.show(form, status=422)

    def _answered(self, alert: Alert) -> HttpResponse:
        mine = alert.acknowledged_by_id == self.staff.pk
        words = _("Acknowledged.") if mine else self._who_was_first(alert)
        if _is_part(self.request):
            response = rows_response(self, news=words, focus=True)
            response["HX-Retarget"], response["HX-Reswap"] = "#board-rows", "outerHTML"
            return response
        (messages.success if mine else messages.info)(self.request, words)
        return redirect(alert)

    def _who_was_first(self, alert: Alert) -> str:
        person = alert.acknowledged_by
        return _("%(name)s has already acknowledged this alert.") % {"name": person.name if person else "?"}

    def _inline(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        cancel = reverse("orders:board")
        return self.page(
            "orders/board/answer.html", status=status, form=form, alert=self.alert, cancel=cancel,
            query=self.request.GET.urlencode(),
        )  # fmt: skip
