"""The respondent in custody: on record, changed, released, withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import queries as client_queries
from orders import access, queries
from orders.actions import custody as actions
from orders.forms import CorrectReleaseForm, CustodyForm, ReleaseAloneForm, ReleaseForm, WhyForm
from orders.models import Custody
from orders.views.base import TAB


class CaseCustody(CaseView):
    """Every stretch in custody of the case's respondents."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.case, "orders.custody_viewed")
        rows = queries.custody_of(self.case)
        return self.page("orders/custody.html", rows=rows, current_tab=TAB)


class _CustodyForm(CaseFormPage):
    permission = Perm.EDIT_ORDERS
    template = "orders/custody_form.html"
    custody: Custody | None = None

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(custody=self.custody, current_tab=TAB, **data)

    def back(self) -> str:
        return reverse("orders:custody", args=[self.case.ref])


class NewCustody(_CustodyForm):
    """Note that the respondent is in custody."""

    form_class = CustodyForm
    success_message = _("It is on record. From now on the day of release is watched for.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"respondents": client_queries.respondents(self.case)}

    def initial(self) -> dict[str, Any]:
        rows = list(client_queries.respondents(self.case))
        return {"respondent": rows[0].ref} if len(rows) == 1 else {}

    def act(self, form: CustodyForm) -> str:
        actions.record_custody(self.case, by=self.staff, **form.facts())
        return self.back()


class _OfCustody(_CustodyForm):
    custody: Custody

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.custody = access.get_custody(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.custody.case


class EditCustody(_OfCustody):
    """Change place or expected release; the watch follows."""

    form_class = CustodyForm
    success_message = _("Saved. The watch follows the expected release.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"respondents": None}

    def initial(self) -> dict[str, Any]:
        names = (
            "since_on", "facility", "place", "expected", "expected_on", "source", "note", "version",
        )  # fmt: skip
        spread = self.custody.give_or_take_days or None
        return {**{name: getattr(self.custody, name) for name in names}, "give_or_take_days": spread}

    def act(self, form: CustodyForm) -> str:
        version = form.cleaned_data["version"] or self.custody.version
        actions.edit_custody(self.custody, by=self.staff, version=version, **form.facts())
        return self.back()


class _Release(_CustodyForm):
    template = "orders/custody_release.html"
    success_message = _("The release is recorded, and the window after it is open as far as its time goes.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"tz": self.agency.timezone}

    def went_on(self, custody: Custody) -> str:
        window = queries.window_after_release(custody)
        return reverse("orders:window", args=[window.ref]) if window and window.is_open else self.back()


class ReleaseAlone(_Release):
    """A release of somebody whose custody was never on record."""

    form_class = ReleaseAloneForm

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "respondents": client_queries.respondents(self.case)}

    def initial(self) -> dict[str, Any]:
        rows = list(client_queries.respondents(self.case))
        chosen = {"respondent": rows[0].ref} if len(rows) == 1 else {}
        return {"day": clock.today(self.agency.tz), **chosen}

    def act(self, form: ReleaseAloneForm) -> str:
        who = form.cleaned_data.get("respondent")
        custody = actions.record_release_alone(self.case, by=self.staff, respondent=who, said=form.said())
        return self.went_on(custody)


class Release(_OfCustody, _Release):
    """When the respondent was released; on a release already on record, its correction."""

    template = "orders/custody_release.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.form_class = ReleaseForm if self.custody.is_held else CorrectReleaseForm

    def form_kwargs(self) -> dict[str, Any]:
        known = self.custody.released_tz or self.agency.timezone
        return {"tz": known, "zones": (self.agency.timezone,)}

    def initial(self) -> dict[str, Any]:
        custody = self.custody
        if custody.is_held:
            return {"day": clock.today(self.agency.tz), "version": custody.version}
        told = {"precision": custody.released_precision, "tz": custody.released_tz}
        return {**told, **custody.released_said, "version": custody.version}

    def act(self, form: ReleaseForm) -> str:
        data = form.cleaned_data
        version = data["version"] or self.custody.version
        custody = actions.record_release(
            self.custody, by=self.staff, version=version, said=form.said(), why=data.get("why", "")
        )
        return self.went_on(custody)


class WithdrawCustody(_OfCustody):
    """It was entered by mistake."""

    form_class = WhyForm
    template = "orders/custody_withdraw.html"
    success_message = _("It is taken back. It stays on record.")

    def act(self, form: WhyForm) -> str:
        data = form.cleaned_data
        actions.withdraw_custody(self.custody, by=self.staff, version=self.custody.version, why=data["why"])
        return self.back()
