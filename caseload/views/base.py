"""What every page does first: who is it, for which agency, may they."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.views import View

from caseload import access, dashboard, queries
from caseload.actions import refusals
from caseload.foundation import context
from caseload.foundation.atomic import savepoint
from caseload.foundation.errors import Denied, NotVisible, RuleBroken, Stale
from caseload.models import Case, Staff
from caseload.permissions import Perm
from caseload.views import errors
from caseload.views.errors import not_found as not_found
from caseload.views.paging import back_to as back_to
from caseload.views.paging import page_of as page_of
from caseload.views.sessions import ONLY as ONLY

ACTIVE = "active_staff"


def active_staff(request: Any) -> Staff | None:
    """The place the signed-in person acts from: the one chosen in this session, else the first."""
    places = queries.staff_of_user(request.user)
    request.places = places
    chosen = request.session.get(ACTIVE)
    return next((s for s in places if s.ref == chosen), places[0] if places else None)


class AgencyView(View):
    """A page of the acting agency. A subclass names the permission it needs; None means any staff member."""

    permission: Perm | None = None
    request: Any
    staff: Staff

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self._to_sign_in(request)
        staff = active_staff(request)
        if staff is None:
            return errors.no_agency(request)
        if settings.LANTERN_MFA_REQUIRED and not self._has_second_factor(request):
            messages.info(request, errors.second_factor_wanted())
            return redirect("mfa_index")
        self.staff = request.staff = staff
        self.agency = request.agency = staff.agency
        timezone.activate(self.agency.tz)
        try:
            with context.acting_as(self.agency, staff=staff, source="web"):
                if self.permission is not None:
                    access.require(staff, self.permission)
                self.load(*args, **kwargs)
                return super().dispatch(request, *args, **kwargs)
        except NotVisible:
            self._note_refusal("caseload.not_visible")
            return errors.not_found(request)
        except Denied as denied:
            self._note_refusal("caseload.access_denied", permission=str(denied))
            return errors.forbidden(request)
        except RuleBroken as broken:
            return errors.rule_broken(request, broken)
        except Stale:
            return errors.stale(request)
        finally:
            timezone.deactivate()

    def load(self, *args: Any, **kwargs: Any) -> None:
        """Fetch what the address names, before the handler runs."""

    def page(self, template: str, status: int = 200, **data: Any) -> HttpResponse:
        """Render now, inside the context."""
        return render(self.request, template, self.page_context(**data), status=status)

    def page_context(self, **data: Any) -> dict[str, Any]:
        return {
            "staff": self.staff,
            "agency": self.agency,
            "places": self.request.places,
            **self._bell(),
            **data,
        }

    def _bell(self) -> dict[str, Any]:
        if self.request.headers.get("HX-Request"):
            return {}
        return {"unread_count": queries.unread_notifications(self.staff).count()}

    def _has_second_factor(self, request: HttpRequest) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        return bool(is_mfa_enabled(request.user))

    def _to_sign_in(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))

    def _note_refusal(self, event: str, **facts: Any) -> None:
        """Refusals are audited in a transaction of their own: the page's was rolled back (CF-16, CF-26)."""
        with context.acting_as(self.agency, staff=self.staff, source="web"):
            refusals.note_refusal(
                self.staff,
                event=event,
                tried=self.kwargs.get("ref", ""),
                route=self.request.resolver_match.view_name,
                **facts,
            )


class CaseView(AgencyView):
    """A page of one case: `ref` in the address is the case's."""

    permission: Perm | None = Perm.SEE_CASE
    case: Case

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.case = access.get_case(self.staff, kwargs["ref"], self.permission or Perm.SEE_CASE)

    def page_context(self, **data: Any) -> dict[str, Any]:
        header = (
            []
            if self.request.headers.get("HX-Request")
            else dashboard.panels_for(self.staff, "header", self.case)
        )
        return super().page_context(case=self.case, header_panels=header, **data)


class FormMixin:
    """Show a form, act on it, go on; a broken rule goes onto the field and nothing typed is lost."""

    form_class: Any
    page: Any
    staff: Staff
    template = ""
    success_message: Any = ""
    sending: Perm | None = None  # what sending the form needs, where looking at the page needs less

    def initial(self) -> dict[str, Any]:
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def form_context(self) -> dict[str, Any]:
        """More for the template than the form."""
        return {}

    def act(self, form: Any) -> Any:
        """Call one action; return where to go: a URL, an object with an address, or a response."""
        raise TypeError(type(self))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class(initial=self.initial(), **self.form_kwargs()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.sending is not None:
            access.require(self.staff, self.sending, getattr(self, "case", None))
        form = self.form_class(
            request.POST, request.FILES or None, initial=self.initial(), **self.form_kwargs()
        )
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            with savepoint():
                done = self.act(form)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
            return self.show(form, status=422)
        except Stale as stale:
            form.add_error(None, errors.stale_words())
            _catch_up(form, stale.current)
            return self.show(form, status=409, stale=stale.current)
        if isinstance(done, HttpResponse):
            return done
        if self.success_message:
            messages.success(request, self.success_message)
        return HttpResponseRedirect(resolve_url(done))

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        return self.page(self.template, status=status, form=form, **self.form_context(), **data)


def _catch_up(form: Any, current: Any) -> None:
    """The form goes on from what is stored now: sending it again is a decision, not an accident."""
    if "version" in form.fields and hasattr(current, "version"):
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(current.version)


class FormPage(FormMixin, AgencyView):
    """A form of the agency."""


class CaseFormPage(FormMixin, CaseView):
    """A form of one case."""


def in_language(code: str) -> Any:
    """Letters and prints speak the reader's language, whatever the page speaks."""
    return translation.override(code)
