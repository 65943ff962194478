"""Releases: the list, preparing, signing, taking back, and what was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import access, letters, queries
from clients.actions import disclosures, releases
from clients.forms.releases import DiscloseForm, ReleaseForm, RevokeForm, SignForm, VoidForm
from clients.views.base import paper

TAB = "clients:releases"


class Releases(CaseView):
    """What may be told to whom, and the ledger of what was told."""

    permission = Perm.SEE_RELEASES

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page(
            "clients/releases.html",
            releases=queries.releases_of(self.case),
            disclosures=queries.disclosures_of(self.case)[:50],
            current_tab=TAB,
        )


class NewRelease(CaseFormPage):
    permission = Perm.EDIT_RELEASES
    form_class = ReleaseForm
    template = "clients/release_form.html"

    def initial(self) -> dict[str, Any]:
        """Another part of the product may suggest a recipient and items in the address, by code only."""
        return {"items": self.request.GET.getlist("item")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def form_context(self) -> dict[str, Any]:
        return {"current_tab": TAB, "back_url": reverse(TAB, args=[self.case.ref])}

    def act(self, form: ReleaseForm) -> Any:
        return releases.draft(self.case, by=self.staff, **form.values())


class ReleaseView(CaseView):
    """A page of one release: `ref` in the address is the release's."""

    permission: Perm | None = Perm.SEE_RELEASES

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.release = access.get_release(self.staff, kwargs["ref"], self.permission or Perm.SEE_RELEASES)
        self.case = self.release.case

    def form_context(self) -> dict[str, Any]:
        return {"release": self.release, "current_tab": TAB, "back_url": self.release.get_absolute_url()}


class ReleasePage(ReleaseView):
    permission = Perm.SEE_RELEASES

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.release, "clients.release_viewed")
        return self.page(
            "clients/release.html",
            release=self.release,
            signers=queries.signers_of(self.release),
            disclosures=queries.disclosures_of(self.case, self.release),
            current_tab=TAB,
        )


class EditRelease(ReleaseView, CaseFormPage):
    """Correct a release nobody has signed yet."""

    permission = Perm.EDIT_RELEASES
    form_class = ReleaseForm
    template = "clients/release_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case, "release": self.release}

    def act(self, form: ReleaseForm) -> Any:
        return releases.change_draft(self.release, by=self.staff, **form.values())


class SignRelease(ReleaseView, CaseFormPage):
    permission = Perm.EDIT_RELEASES
    form_class = SignForm
    template = "clients/release_sign.html"
    success_message = _("The release holds from now on.")

    def act(self, form: SignForm) -> Any:
        return releases.sign(
            self.release,
            by=self.staff,
            signers=form.signers(),
            signed_on=form.cleaned_data["signed_on"],
            **form.ticks(),
        )


class RevokeRelease(ReleaseView, CaseFormPage):
    permission = Perm.EDIT_RELEASES
    form_class = RevokeForm
    template = "clients/release_revoke.html"
    success_message = _("Taken back. Nothing more may be told under this release.")

    def act(self, form: RevokeForm) -> Any:
        return releases.revoke(self.release, by=self.staff, how=form.cleaned_data["how"])


class RevokedInWriting(ReleaseView):
    permission = Perm.EDIT_RELEASES
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        releases.revoked_in_writing(self.release, by=self.staff)
        messages.success(request, _("Noted: the client took it back in writing, too."))
        return HttpResponseRedirect(self.release.get_absolute_url())


class VoidRelease(ReleaseView, CaseFormPage):
    permission = Perm.EDIT_RELEASES
    form_class = VoidForm
    template = "clients/release_void.html"

    def act(self, form: VoidForm) -> Any:
        return releases.void(self.release, by=self.staff, reason=form.cleaned_data["reason"])


class Disclose(ReleaseView, CaseFormPage):
    """Enter what was told by phone or in person; the release is checked at this moment."""

    permission = Perm.EDIT_RELEASES
    form_class = DiscloseForm
    template = "clients/release_disclose.html"
    success_message = _("Entered in the ledger.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"release": self.release}

    def act(self, form: DiscloseForm) -> Any:
        disclosures.disclose(self.release, by=self.staff, **form.cleaned_data)
        return self.release


class PrintRelease(ReleaseView):
    """The release on paper: to read before signing, and to take along."""

    permission = Perm.SEE_RELEASES

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.release, "clients.release_printed")
        names = [row.name for row in queries.signers_of(self.release)]
        names = names or [queries.subject_name(self.release), str(_("Witness"))]
        pdf = letters.release_paper(self.release, agency=self.agency.name, names=names)
        return paper(pdf, self.release.ref[:8])
