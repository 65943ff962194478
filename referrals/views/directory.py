"""Finding a resource, reading about it, keeping its entry right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import access as cases
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage, page_of
from referrals import access, queries
from referrals.actions import resources
from referrals.forms.directory import PickCaseForm, ResourceForm, SearchForm


class Directory(AgencyView):
    """Search, filters and results; with `case` in the address each result can be used for that client."""

    permission = Perm.SEE_DIRECTORY

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET, categories=queries.category_choices())
        keys = queries.find_resources(form.terms())
        case = None
        if request.GET.get("case"):
            case = cases.get_case(self.staff, request.GET["case"], Perm.EDIT_REFERRALS)
        page_obj = page_of(request, keys)
        page_obj.object_list = queries.resources_by_key(list(page_obj.object_list))
        template = (
            "referrals/directory_results.html"
            if request.headers.get("HX-Request")
            else "referrals/directory.html"
        )
        return self.page(
            template,
            search=form,
            page_obj=page_obj,
            for_case=case,
            no_directory=not page_obj.object_list and queries.is_empty(),
            may_edit=cases.can(self.staff, Perm.EDIT_DIRECTORY),
        )


class ResourcePage(AgencyView):
    """All about one resource, and the way to refer a client to it."""

    permission = Perm.SEE_DIRECTORY

    def load(self, ref: str) -> None:
        self.resource = access.get_resource(self.staff, ref)

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        case, pick = None, None
        if cases.can(self.staff, Perm.EDIT_REFERRALS):
            if request.GET.get("case"):
                case = cases.get_case(self.staff, request.GET["case"], Perm.EDIT_REFERRALS)
            else:
                pick = PickCaseForm(cases=queries.cases_to_refer(self.staff))
        return self.page(
            "referrals/resource.html",
            resource=self.resource,
            shown=queries.resource_page(self.resource),
            pick=pick,
            for_case=case,
        )


class Refer(AgencyView):
    """From the resource to the referral of the chosen client."""

    permission = Perm.EDIT_REFERRALS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        resource = access.get_resource(self.staff, ref)
        if not request.GET.get("case"):
            messages.error(request, _("Choose a client first."))
            return HttpResponseRedirect(resource.get_absolute_url())
        case = cases.get_case(self.staff, request.GET["case"], Perm.EDIT_REFERRALS)
        name = "referrals:letter_new" if "letter" in request.GET else "referrals:new"
        return HttpResponseRedirect(
            f"{reverse(name, args=[case.ref])}?{urlencode({'resource': resource.ref})}"
        )


class NewResource(FormPage):
    permission = Perm.EDIT_DIRECTORY
    form_class = ResourceForm
    template = "referrals/resource_form.html"
    success_message = _("The resource is in the directory.")

    def act(self, form: ResourceForm) -> Any:
        return resources.add(by=self.staff, **form.values())


class EditResource(FormPage):
    permission = Perm.EDIT_DIRECTORY
    form_class = ResourceForm
    template = "referrals/resource_form.html"
    success_message = _("Saved.")

    def load(self, ref: str) -> None:
        self.resource = access.get_resource(self.staff, ref, Perm.EDIT_DIRECTORY)

    def initial(self) -> dict[str, Any]:
        shown = queries.resource_page(self.resource)
        place = next((p for p in shown.places if not p.confidential), None)
        address = next((a for a in place.addresses if a.kind == "physical"), None) if place else None
        phone = shown.phones[0] if shown.phones else None
        beside = {name: getattr(address, name, "") for name in resources.ADDRESS}
        return {
            "version": self.resource.version,
            "provider": self.resource.organization.name if self.resource.organization else "",
            "phone": phone.spoken if phone else "",
            "phone_kind": phone.kind if phone else "voice",
            **beside,
        }

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.resource}

    def form_context(self) -> dict[str, Any]:
        return {"resource": self.resource}

    def act(self, form: ResourceForm) -> Any:
        version = form.cleaned_data.get("version") or 0
        return resources.edit(form.instance, by=self.staff, version=version, **form.values())

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        if data.get("stale") is not None:
            form.data = form.data.copy()
            form.data["version"] = str(data["stale"].version)
        return super().show(form, status, **data)


class VerifyResource(AgencyView):
    """One press: checked today."""

    permission = Perm.EDIT_DIRECTORY
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        resource = resources.verify(access.get_resource(self.staff, ref, Perm.EDIT_DIRECTORY), by=self.staff)
        messages.success(request, _("Marked as checked today."))
        return HttpResponseRedirect(resource.get_absolute_url())
