"""Check-ins: the list, one with the safe ways now, what came of it, and what the client agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import AgencyView, CaseFormPage, page_of
from orders import access, queries
from orders.actions import check_in_plans, not_reached
from orders.actions import check_ins as actions
from orders.choices.check_ins import Cadence, CheckInOutcome, NotReachedState
from orders.forms.check_ins import CheckInPlanForm, OutcomeForm, StepForm
from orders.models import CheckIn, NotReachedStep
from orders.queries.check_ins import ALL, OVERDUE, TODAY

PER_PAGE = 25


class CheckIns(AgencyView):
    """Open check-ins of the cases this person works on: overdue, of the next day, or all."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        show = request.GET.get("show", TODAY)
        show = show if show in (OVERDUE, TODAY, ALL) else TODAY
        page = page_of(request, queries.narrowed(queries.open_rows(self.staff), show), PER_PAGE)
        lines = queries.check_in_lines(list(page.object_list))
        audit.viewed(self.staff, "orders.check_ins_viewed", check_ins=len(lines))
        return self.page("orders/check_ins/list.html", lines=lines, page_obj=page, show=show)


class CheckInPage(CaseFormPage):
    """The safe ways now, and what came of it in two taps. What follows opens with the answer."""

    permission = Perm.SEE_ORDERS
    sending = Perm.EDIT_ORDERS
    form_class = OutcomeForm
    template = "orders/check_ins/check_in.html"
    check_in: CheckIn

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.check_in = access.get_check_in(self.staff, kwargs["ref"], Perm.SEE_ORDERS)
        self.case = self.check_in.case

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.check_in, "orders.check_in_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        chosen = self.request.GET.get("outcome", "")
        return {"outcome": chosen if chosen in CheckInOutcome.values else ""}

    def form_context(self) -> dict[str, Any]:
        shown = queries.check_in_page(self.check_in)
        step = shown.open_step
        chosen = self.request.POST.get("outcome") or self.initial()["outcome"]
        return {
            "shown": shown, "chosen": chosen, "acute": self.check_in.level >= actions.ACUTE,
            "step_form": StepForm(auto_id="step_%s") if step else None,
        }  # fmt: skip

    def act(self, form: OutcomeForm) -> Any:
        row = actions.record(self.check_in, by=self.staff, **form.cleaned_data)
        following = queries.open_check_in(self.case)
        messages.success(self.request, _words(row, following))
        return self.case


def _words(row: CheckIn, following: CheckIn | None) -> str:
    """What is noted, and what comes next."""
    noted = _("Noted: %(outcome)s.") % {"outcome": row.get_outcome_display()}
    if row.outcome == CheckInOutcome.NO_ANSWER and following and following.attempt > 1:
        return f"{noted} {_('Try again in 30 minutes or later: the second attempt is on the list.')}"
    return f"{noted} {_('The next check-in is on the list.')}" if following else noted


class TakeStep(CaseFormPage):
    """What came of a step when the client could not be reached; the next one opens with it."""

    permission = Perm.EDIT_ORDERS
    form_class = StepForm
    template = "orders/check_ins/step.html"
    step: NotReachedStep

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.step = access.get_not_reached_step(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.step.case

    def form_context(self) -> dict[str, Any]:
        return {"step": self.step, "shown": queries.check_in_page(self.step.check_in)}

    def act(self, form: StepForm) -> Any:
        step = not_reached.take_step(self.step, by=self.staff, **form.cleaned_data)
        following = queries.open_check_in(self.case)
        if step.state == NotReachedState.REACHED and following:
            messages.success(self.request, _("Noted. Now note what came of the check-in."))
            return f"{following.get_absolute_url()}?outcome={CheckInOutcome.SAFE}"
        messages.success(self.request, _("Noted."))
        return self.step.check_in


class Agreement(CaseFormPage):
    """What the client wants: how often, and what happens when nobody answers."""

    permission = Perm.EDIT_ORDERS
    form_class = CheckInPlanForm
    template = "orders/check_ins/agreement.html"
    success_message = gettext_lazy("It is written down. The next check-in follows it.")

    def form_kwargs(self) -> dict[str, Any]:
        people = not_reached.contacts_for(self.case, None)
        return {"people": [(row.ref, row.name) for row in people]}

    def initial(self) -> dict[str, Any]:
        plan = queries.check_in_plan(self.case)
        if plan is None:
            return {}
        same = ("version", "if_not_reached", "welfare_check", "wait_minutes", "wish")
        hours = str(plan.every_hours or "")
        called = [*plan.call_order, "", "", ""]
        return {
            **{name: getattr(plan, name) for name in same},
            "cadence": Cadence.NONE if plan.no_contact else hours,
            "first": called[0], "second": called[1], "third": called[2],
        }  # fmt: skip

    def act(self, form: CheckInPlanForm) -> Any:
        check_in_plans.agree(self.case, by=self.staff, **form.values())
        return self.case
