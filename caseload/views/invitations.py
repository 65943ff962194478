"""Joining by a link. The person is nobody yet, so the link alone says which agency it is about."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from caseload.actions import staff as staff_actions
from caseload.forms.staff import JoinForm
from caseload.foundation import context
from caseload.foundation.atomic import savepoint
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Invitation, Staff
from caseload.views.base import ACTIVE


@method_decorator(never_cache, name="dispatch")
class Join(View):
    """Accept an invitation: with a new account, or with the one that is signed in."""

    agency: Agency
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        agency = staff_actions.agency_of_link(kwargs["token"])
        if agency is None:
            return self._gone(request)
        with context.acting_as(agency, source="web"):
            invitation = staff_actions.invitation_of(kwargs["token"])
            if invitation is None:
                return self._gone(request)
            self.agency, self.invitation = agency, invitation
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._show(JoinForm(email=self.invitation.email, initial={"name": self.invitation.name}))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = JoinForm(request.POST, email=self.invitation.email)
        try:
            with savepoint():
                if request.user.is_authenticated:
                    staff = staff_actions.join(self.invitation, user=request.user)
                    return self._enter(request, staff)
                if not form.is_valid():
                    return self._show(form, status=422)
                name, password = form.cleaned_data["name"], form.cleaned_data["password"]
                staff = staff_actions.join(self.invitation, name=name, password=password)
        except RuleBroken as broken:
            return self._show(form, status=422, broken=broken.message)
        user = authenticate(request, username=staff.user.email, password=password)
        record_authentication(request, user, method="password")  # Else the next page asks for it again.
        response: HttpResponse = perform_login(request, user)
        self._enter(request, staff)
        return response

    def _enter(self, request: HttpRequest, staff: Staff) -> HttpResponse:
        request.session[ACTIVE] = staff.ref
        return redirect("caseload:home")

    def _show(self, form: JoinForm, status: int = 200, **data: Any) -> HttpResponse:
        data = {"form": form, "invitation": self.invitation, "agency_name": self.agency.name, **data}
        return render(self.request, "caseload/join.html", data, status=status)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """Used, withdrawn, too old or never there: one answer."""
        return render(request, "caseload/join_gone.html", status=404)
