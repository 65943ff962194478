"""Referrals of a case, one referral, and all those waiting for an answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import access as cases
from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import AgencyView, CaseFormPage, CaseView, page_of
from clients import queries as clients
from referrals import access, queries
from referrals.actions import referrals
from referrals.choices import Mode, Need
from referrals.forms.referrals import MoveForm, ReferralForm
from referrals.models import Referral

TAB = "referrals:case_referrals"


class CaseReferrals(CaseView):
    """What was offered to the client, what came of it, and the letters."""

    permission = Perm.SEE_REFERRALS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        may_see_letters = cases.can(self.staff, Perm.SEE_LETTERS, self.case)
        return self.page(
            "referrals/case_referrals.html",
            page_obj=page_of(request, queries.referrals_of(self.case)),
            letters=queries.letters_of(self.case)[:50] if may_see_letters else [],
            current_tab=TAB,
        )


class NewReferral(CaseFormPage):
    permission = Perm.EDIT_REFERRALS
    form_class = ReferralForm
    template = "referrals/referral_form.html"
    success_message = _("The referral is recorded.")
    resource: Any = None

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        chosen = self.request.GET.get("resource")
        if chosen:
            self.resource = access.get_resource(self.staff, chosen)

    def initial(self) -> dict[str, Any]:
        need = self.resource.needs[0] if self.resource else Need.SHELTER
        return {"need": need, "mode": Mode.INFO, "follow_up_on": None}

    def form_kwargs(self) -> dict[str, Any]:
        return {"resource": self.resource}

    def form_context(self) -> dict[str, Any]:
        return {
            "resource": self.resource,
            "current_tab": TAB,
            "back_url": reverse(TAB, args=[self.case.ref]),
        }

    def act(self, form: ReferralForm) -> Any:
        return referrals.make(self.case, by=self.staff, resource=self.resource, **form.values())


class ReferralMixin:
    """A page of one referral: `ref` in the address is the referral's."""

    permission: Perm
    staff: Any
    referral: Referral

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.referral = access.get_referral(self.staff, kwargs["ref"], self.permission)
        self.case = self.referral.case

    def form_context(self) -> dict[str, Any]:
        return {
            "referral": self.referral,
            "current_tab": TAB,
            "back_url": self.referral.get_absolute_url(),
        }


class ReferralPage(ReferralMixin, CaseView):
    """Where it stands, what came before, and the buttons for what comes next."""

    permission = Perm.SEE_REFERRALS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.referral, "referrals.referral_viewed")
        return self.page(
            "referrals/referral.html",
            referral=self.referral,
            history=queries.referral_history(self.referral),
            letters=self.referral_letters(),
            move=MoveForm(referral=self.referral),
            current_tab=TAB,
        )

    def referral_letters(self) -> list[Any]:
        if not cases.can(self.staff, Perm.SEE_LETTERS, self.case):
            return []
        return [letter for letter in queries.letters_of(self.case) if letter.referral_id == self.referral.pk]


class EditReferral(ReferralMixin, CaseFormPage):
    permission = Perm.EDIT_REFERRALS
    form_class = ReferralForm
    template = "referrals/referral_form.html"
    success_message = _("Saved.")

    def initial(self) -> dict[str, Any]:
        names = ("provider", "need", "mode", "note", "follow_up_on", "version")
        return {name: getattr(self.referral, name) for name in names}

    def form_kwargs(self) -> dict[str, Any]:
        return {"resource": self.referral.resource, "referral": self.referral}

    def act(self, form: ReferralForm) -> Any:
        version = form.cleaned_data.get("version") or 0
        return referrals.edit(self.referral, by=self.staff, version=version, **form.values())

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        if data.get("stale") is not None:
            data["stale"].case = self.case
            form.data = form.data.copy()
            form.data["version"] = str(data["stale"].version)
        return super().show(form, status, **data)


class MoveReferral(ReferralMixin, CaseFormPage):
    """What happened: the next state, with its reason and the day to ask again."""

    permission = Perm.EDIT_REFERRALS
    form_class = MoveForm
    template = "referrals/referral_move.html"
    success_message = _("Recorded.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"referral": self.referral}

    def act(self, form: MoveForm) -> Any:
        return referrals.move(self.referral, by=self.staff, **form.cleaned_data)


class FollowUps(AgencyView):
    """Every referral of my cases whose outcome nobody knows yet, the longest due first."""

    permission = Perm.SEE_REFERRALS

    def get(self, request: HttpRequest) -> HttpResponse:
        page_obj = page_of(request, queries.follow_ups(self.staff))
        people = clients.clients_by_case([row.case_id for row in page_obj])
        for row in page_obj:
            row.client = people.get(row.case_id)
        return self.page("referrals/follow_ups.html", page_obj=page_obj, today=clock.today(self.agency.tz))
