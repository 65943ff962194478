"""Staff: who works here, as what, in which team; changing a place and ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload import access, queries
from caseload.actions import handover, staff
from caseload.forms.cases import HandOverForm
from caseload.forms.staff import InviteForm, PlaceForm, StaffFilter
from caseload.foundation import clock
from caseload.models import Staff
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage
from caseload.views.paging import page_of

MOST = 200  # cases or tasks on one hand-over page; the rest follows when these are given


class StaffList(AgencyView):
    """The directory of colleagues. How much work each holds is shown to those who share it out."""

    permission = Perm.SEE_STAFF

    def get(self, request: HttpRequest) -> HttpResponse:
        form = StaffFilter(request.GET, teams=queries.teams())
        wanted = form.cleaned_data if form.is_valid() else {}
        rows = queries.find_staff(
            words=wanted.get("q", ""),
            role=wanted.get("role", ""),
            team=wanted.get("team"),
            gone=wanted.get("gone", False),
        )
        manages = access.can(self.staff, Perm.MANAGE_STAFF)
        return self.page(
            "caseload/staff.html",
            page_obj=page_of(request, rows),
            filters=form,
            with_work=manages or access.can(self.staff, Perm.ASSIGN_CASE),
            invitations=queries.open_invitations() if manages else [],
        )


class Person(FormPage):
    """One colleague; administrators change name, role and team here."""

    permission = Perm.SEE_STAFF
    sending = Perm.MANAGE_STAFF
    form_class = PlaceForm
    template = "caseload/person.html"
    success_message = gettext_lazy("Saved. It holds from now on.")
    person: Staff

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.person = access.get_colleague(self.staff, kwargs["ref"])

    def initial(self) -> dict[str, Any]:
        return {"name": self.person.name, "role": self.person.role, "team": self.person.team}

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": queries.teams()}

    def form_context(self) -> dict[str, Any]:
        away = queries.absences_at(clock.now()).get(self.person.pk) if self.person.is_active else None
        return {"person": self.person, "work": queries.work_of(self.person), "away": away}

    def act(self, form: PlaceForm) -> str:
        staff.change_place(self.person, by=self.staff, **form.cleaned_data)
        return reverse("caseload:person", args=[self.person.ref])


class Leave(AgencyView):
    """End somebody's access at once; the page says what will be left to hand over."""

    permission = Perm.MANAGE_STAFF
    person: Staff

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.person = access.get_colleague(self.staff, kwargs["ref"], Perm.MANAGE_STAFF)

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page("caseload/person_leave.html", person=self.person, work=queries.work_of(self.person))

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        left = staff.leave(self.person, by=self.staff)
        words = _(
            "Access has ended. To hand over: %(cases)d cases, %(tasks)d tasks. Supervisors see them now."
        )
        messages.success(request, words % left)
        return redirect("caseload:staff")


class Invite(FormPage):
    """Invite somebody; the link is shown this once, to be handed over in person if e-mail is slow."""

    permission = Perm.MANAGE_STAFF
    form_class = InviteForm
    template = "caseload/invite.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": queries.teams()}

    def act(self, form: InviteForm) -> HttpResponse:
        invitation, token = staff.invite(by=self.staff, **form.cleaned_data)
        return self.page("caseload/invited.html", invitation=invitation, link=staff.join_address(token))


class WithdrawInvitation(AgencyView):
    """The link stops working."""

    permission = Perm.MANAGE_STAFF

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        staff.withdraw(access.get_invitation(self.staff, ref), by=self.staff)
        messages.success(request, _("The invitation is withdrawn."))
        return redirect("caseload:staff")


class HandOver(FormPage):
    """Work that nobody holds: cases without an advocate, tasks without a person (CF-30)."""

    permission = Perm.ASSIGN_CASE
    form_class = HandOverForm
    template = "caseload/handover.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.cases = list(queries.cases_without_advocate(self.staff)[: MOST + 1])
        self.tasks = list(queries.unassigned_tasks(self.staff)[: MOST + 1])

    def form_kwargs(self) -> dict[str, Any]:
        people = queries.caseworkers()
        return {"cases": self.cases[:MOST], "tasks": self.tasks[:MOST], "people": people}

    def form_context(self) -> dict[str, Any]:
        return {
            "cases": self.cases[:MOST],
            "tasks": self.tasks[:MOST],
            "more": len(self.cases) > MOST or len(self.tasks) > MOST,
            "chosen": self.request.POST.getlist("cases") + self.request.POST.getlist("tasks"),
        }

    def act(self, form: HandOverForm) -> HttpResponse:
        to, given = form.cleaned_data["to"], form.cleaned_data
        cases = handover.give_cases(given["cases"], to=to, by=self.staff)
        tasks = handover.give_tasks(given["tasks"], to=to, by=self.staff)
        words = _("Handed over to %(name)s: %(cases)d cases, %(tasks)d tasks.")
        messages.success(self.request, words % {"name": to.name, "cases": cases, "tasks": tasks})
        return HttpResponseRedirect(reverse("caseload:handover"))
