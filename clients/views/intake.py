"""Taking in a client on one calm page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caseload import access
from caseload.foundation.atomic import savepoint
from caseload.foundation.errors import RuleBroken
from caseload.permissions import Perm, Scope, scope_of
from caseload.views.base import AgencyView
from clients.actions import intake
from clients.forms.intake import ContactRows, IntakeForm, MemberRows, said, with_more_rows

MORE = {"more_household": "household", "more_contact": "contact"}


class Intake(AgencyView):
    """Everything in one go; "add another" keeps what was typed, with or without a script."""

    permission = Perm.OPEN_CASE

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = scope_of(self.staff.role, Perm.SEE_CLIENT) == Scope.ASSIGNED
        form = IntakeForm(initial={"assign_to": self.staff.ref} if mine else {})
        return self._show(form, MemberRows(prefix="household"), ContactRows(prefix="contact"))

    def post(self, request: HttpRequest) -> HttpResponse:
        for button, prefix in MORE.items():
            if button in request.POST:
                return self._show(*_forms(with_more_rows(request.POST, prefix), bound_only=True))
        form, members, contacts = _forms(request.POST)
        if not all([form.is_valid(), members.is_valid(), contacts.is_valid()]):
            return self._show(form, members, contacts, status=422)
        try:
            with savepoint():
                case = self._take_in(form, members, contacts)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
            return self._show(form, members, contacts, status=422)
        messages.success(request, _("Case %(code)s is open.") % {"code": case.code})
        if not access.can(self.staff, Perm.SEE_CASE, case):
            return HttpResponseRedirect(reverse("caseload:home"))
        return HttpResponseRedirect(reverse("caseload:case", args=[case.ref]))

    def _take_in(self, form: IntakeForm, members: Any, contacts: Any) -> Any:
        data = form.cleaned_data
        return intake.take_in(
            by=self.staff,
            client=form.client_values(),
            household=said(members),
            contact_methods=said(contacts),
            respondent=form.respondent_values(),
            assign_to=data["assign_to"],
            team=data["team"],
            is_resident=data["is_resident"],
        )

    def _show(self, form: Any, members: Any, contacts: Any, status: int = 200) -> HttpResponse:
        return self.page("clients/intake.html", status=status, form=form, members=members, contacts=contacts)


def _forms(data: Any, *, bound_only: bool = False) -> tuple[Any, Any, Any]:
    """The three parts of the page over what was typed; when only adding rows, nothing is judged yet."""
    form = IntakeForm(data)
    members, contacts = MemberRows(data, prefix="household"), ContactRows(data, prefix="contact")
    if bound_only:
        for rows in (members, contacts):
            _unjudged(rows)
            for row in rows.forms:
                _unjudged(row)
        _unjudged(form)
    return form, members, contacts


def _unjudged(form: Any) -> None:
    """Shows what was typed without a word about it."""
    form._errors = [{} for _row in form.forms] if hasattr(form, "forms") else {}
    form._non_form_errors = []
