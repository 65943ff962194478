"""What is done with a case itself: team, people, restriction, closing, history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload import access, queries
from caseload.actions import cases, handover
from caseload.forms.cases import AssignForm, CaseForm, CloseForm, RestrictForm
from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView


class EditCase(CaseFormPage):
    """Team and residency."""

    permission = Perm.EDIT_CASE
    form_class = CaseForm
    template = "caseload/case_form.html"
    success_message = gettext_lazy("Saved.")

    def initial(self) -> dict[str, Any]:
        return {
            "team": self.case.team,
            "is_resident": self.case.is_resident,
            "version": self.case.version,
        }

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": queries.teams()}

    def act(self, form: CaseForm) -> Any:
        case = cases.edit_case(self.case, by=self.staff, **form.cleaned_data)
        return case if access.can(self.staff, Perm.SEE_CASE, case) else reverse("caseload:home")


class CasePeople(CaseFormPage):
    """Who works on the case; those who may assign it give parts here and end them."""

    sending = Perm.ASSIGN_CASE
    form_class = AssignForm
    template = "caseload/case_people.html"
    success_message = gettext_lazy("Done. They can open the case now.")

    def form_kwargs(self) -> dict[str, Any]:
        may_assign = access.can(self.staff, Perm.ASSIGN_CASE, self.case)
        return {"people": queries.assignable_to(self.case) if may_assign else []}

    def form_context(self) -> dict[str, Any]:
        away = queries.absences_at(clock.now())
        parts: list[Any] = list(queries.parts_in(self.case))
        supervisors: list[Any] = queries.supervisors_of(self.case)
        for part in parts:
            part.away = None if part.ended_at else away.get(part.staff_id)
        for person in supervisors:
            person.away = away.get(person.pk)
        return {
            "parts": parts,
            "supervisors": supervisors,
            "current_tab": "caseload:case",
        }

    def act(self, form: AssignForm) -> str:
        handover.give_case(self.case, by=self.staff, **form.cleaned_data)
        return reverse("caseload:case_people", args=[self.case.ref])


class EndAssignment(CaseView):
    """Take a part in the case back; access ends with it."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.part = access.get_assignment(self.staff, kwargs["ref"])
        self.case = self.part.case

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        cases.end_assignment(self.part, by=self.staff)
        messages.success(request, _("Done. Their access through this part has ended."))
        return HttpResponseRedirect(reverse("caseload:case_people", args=[self.case.ref]))


class Restrictions(CaseFormPage):
    """For whom the case does not exist (CF-16)."""

    permission = Perm.ASSIGN_CASE
    form_class = RestrictForm
    template = "caseload/case_restrictions.html"
    success_message = gettext_lazy("Done. For this person the case does not exist any more.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": queries.assignable_to(self.case)}

    def form_context(self) -> dict[str, Any]:
        return {"restrictions": queries.restrictions_of(self.case), "current_tab": "caseload:case"}

    def act(self, form: RestrictForm) -> str:
        staff = form.cleaned_data["staff"]
        cases.restrict(self.case, staff=staff, by=self.staff)
        if staff.pk == self.staff.pk:
            return reverse("caseload:home")
        return reverse("caseload:case_restrictions", args=[self.case.ref])


class LiftRestriction(CaseView):
    """Let a person see the case again, as far as their role and part allow."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.restriction = access.get_restriction(self.staff, kwargs["ref"])
        self.case = self.restriction.case

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        cases.unrestrict(self.restriction, by=self.staff)
        messages.success(request, _("The restriction is lifted."))
        return HttpResponseRedirect(reverse("caseload:case_restrictions", args=[self.case.ref]))


class CloseCase(CaseFormPage):
    """End the stay; what goes on afterwards is said on the page."""

    permission = Perm.CLOSE_CASE
    form_class = CloseForm
    template = "caseload/case_close.html"
    success_message = gettext_lazy("The case is closed.")

    def form_context(self) -> dict[str, Any]:
        return {"left": queries.left_on(self.case), "current_tab": "caseload:case"}

    def act(self, form: CloseForm) -> Any:
        return cases.close_case(self.case, by=self.staff, reason=form.cleaned_data["reason"])


class ReopenCase(CaseView):
    """The person is back: the next episode of the same case."""

    permission = Perm.CLOSE_CASE

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page("caseload/case_reopen.html", current_tab="caseload:case")

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        cases.reopen_case(self.case, by=self.staff)
        messages.success(request, _("The case is open again."))
        return HttpResponseRedirect(self.case.get_absolute_url())


class History(CaseView):
    """What happened on the case, who did it and when; meanings, never contents."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.case, "caseload.history_viewed")
        log = queries.stretch(queries.timeline(self.case), before=request.GET.get("before", ""))
        return self.page("caseload/case_history.html", log=log)
