"""Firearms under an order: what is known, the proof, and that the client was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm
from orders import access
from orders.actions import firearms as actions
from orders.forms.firearms import FirearmsForm, ProofForm, SetAsideForm
from orders.models import FirearmSurrender, ProtectiveOrder
from orders.queries import firearms as queries
from orders.views.base import OrderFormPage, OrderView

_FACTS = (
    "version", "access", "access_words", "access_source", "ordered", "to_whom", "to_whom_words", "exempt",
    "exempt_words", "permit_suspended",
)  # fmt: skip


class Firearms(OrderFormPage):
    """What is known about firearms; an order nobody was asked about yet starts with this form."""

    form_class = FirearmsForm
    template = "orders/firearms/form.html"
    success_message = _("Saved.")
    row: FirearmSurrender | None = None

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.row = access.firearms_of(self.order)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row:
            audit.viewed(self.row, "orders.firearms_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in _FACTS} if self.row else {}

    def form_context(self) -> dict[str, Any]:
        return {"firearms": queries.of_order(self.order)}

    def act(self, form: FirearmsForm) -> ProtectiveOrder:
        version = form.cleaned_data["version"] or 0
        actions.edit_firearms(self.order, by=self.staff, version=version, **form.values())
        return self.order


class _OfFirearms(OrderFormPage):
    """A form about firearms that are followed."""

    row: FirearmSurrender

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        found = access.firearms_of(self.order)
        if found is None:
            raise NotVisible
        self.row = found

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(row=self.row, **data)


class RecordProof(_OfFirearms):
    """Proof has come: the windows end."""

    form_class = ProofForm
    template = "orders/firearms/proof.html"
    success_message = _("The proof is on record. Tell the client what is known.")

    def initial(self) -> dict[str, Any]:
        names = ("version", "proof_on", "proof_kind", "proof_words", "filed_on")
        known = {name: getattr(self.row, name) for name in names}
        return {**known, "proof_on": self.row.proof_on or clock.today(self.agency.tz)}

    def act(self, form: ProofForm) -> ProtectiveOrder:
        actions.record_proof(self.row, by=self.staff, **form.cleaned_data)
        return self.order


class SetAside(_OfFirearms):
    """The proof does not hold, or is not all."""

    form_class = SetAsideForm
    template = "orders/firearms/set_aside.html"
    success_message = _("The proof is set aside. Firearms are awaited again.")

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def act(self, form: SetAsideForm) -> ProtectiveOrder:
        actions.set_aside(self.row, by=self.staff, **form.cleaned_data)
        return self.order


class ClientTold(OrderView):
    """The client knows what is known."""

    http_method_names = ["post"]
    permission = Perm.EDIT_ORDERS

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        row = access.firearms_of(self.order)
        if row is None:
            raise NotVisible
        actions.client_told(row, by=self.staff)
        messages.success(request, _("Noted: the client was told."))
        return redirect(self.order)
