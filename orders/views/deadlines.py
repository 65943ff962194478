"""A deadline: another date from the paper, back to the rule, done, open again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from orders import access
from orders.actions import deadline_answers as actions
from orders.forms import DeadlineForm
from orders.models import Deadline, ProtectiveOrder
from orders.queries import deadlines
from orders.views.base import TAB


class _OfDeadline(CaseView):
    """Something done to a deadline: the answer is the page of its order."""

    permission = Perm.EDIT_ORDERS
    deadline: Deadline
    done: Any = ""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.deadline = access.get_deadline(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.deadline.case, self.deadline.order

    def act(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        self.act()
        messages.success(request, self.done)
        return redirect(self.order)


class Overwrite(CaseFormPage):
    """The date that the paper or the court gives."""

    permission = Perm.EDIT_ORDERS
    form_class = DeadlineForm
    template = "orders/deadline_form.html"
    success_message = _("The date is noted. The rule does not change it any more.")
    deadline: Deadline

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.deadline = access.get_deadline(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.order = self.deadline.case, self.deadline.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        line = deadlines.line_of(self.deadline, language=get_language() or "en")
        return super().page_context(line=line, order=self.order, current_tab=TAB, **data)

    def initial(self) -> dict[str, Any]:
        row = self.deadline
        local = row.due_from.astimezone(row.zone) if row.due_from else None
        return {
            "version": row.version,
            "day": local.date() if local else None,
            "at": local.time().replace(second=0, microsecond=0) if local and not row.is_day else None,
            "which": str(local.fold) if local and not row.is_day and local.fold else "",
            "why": row.overwritten_why,
        }

    def act(self, form: DeadlineForm) -> ProtectiveOrder:
        actions.overwrite(self.deadline, by=self.staff, **form.cleaned_data)
        return self.order


class Restore(_OfDeadline):
    """Count by the rule again."""

    done = _("The rule counts this date again.")

    def act(self) -> None:
        actions.restore(self.deadline, by=self.staff, version=self.deadline.version)


class Met(_OfDeadline):
    """It is done."""

    done = _("Noted as done.")

    def act(self) -> None:
        actions.mark_met(self.deadline, by=self.staff)


class Reopen(_OfDeadline):
    """It was marked done by mistake."""

    done = _("It is open again.")

    def act(self) -> None:
        actions.mark_open(self.deadline, by=self.staff)
