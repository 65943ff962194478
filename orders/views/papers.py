"""Scans of an order, the questions about firearms, and an order from elsewhere registered here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.permissions import Perm
from caseload.views.base import CaseView, FormMixin
from orders import access, queries
from orders.actions import disqualifier, scans
from orders.forms.papers import FirearmForm, RegistrationForm, RemoveScanForm, ScanForm
from orders.models import OrderScan, ProtectiveOrder
from orders.papers.scans import MEDIA, ScanKind
from orders.views.base import TAB, OrderFormPage


class NewScan(OrderFormPage):
    """Add a scan of the paper the order stands on."""

    form_class = ScanForm
    template = "orders/scan_form.html"
    success_message = _("The scan is kept with the order.")

    def form_kwargs(self) -> dict[str, Any]:
        length = self.request.META.get("CONTENT_LENGTH") or "0"
        return {"too_large": length.isdigit() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE}

    def act(self, form: ScanForm) -> ProtectiveOrder:
        scans.add_scan(self.order, by=self.staff, data=form.cleaned_data["scan"].read())
        return self.order


class _OfScan(CaseView):
    """Something about one scan; the page it belongs to is the order's."""

    permission = Perm.SEE_ORDERS
    scan: OrderScan

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.scan = access.get_scan(self.staff, kwargs["ref"], self.permission or Perm.SEE_ORDERS)
        self.case, self.order = self.scan.case, self.scan.order

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(scan=self.scan, order=self.order, current_tab=TAB, **data)


class TakeScan(_OfScan):
    """The scan as a file to keep, never shown in the page, under a name that says nothing."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        content = scans.take_scan(self.scan, by=self.staff)
        response = HttpResponse(content, content_type=MEDIA[ScanKind(self.scan.kind)])
        response["Content-Disposition"] = f'attachment; filename="{self.scan.file_name}"'
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class RemoveScan(FormMixin, _OfScan):
    """Take a scan away for good."""

    permission = Perm.EDIT_ORDERS
    form_class = RemoveScanForm
    template = "orders/scan_remove.html"
    success_message = _("The scan is removed.")

    def act(self, form: RemoveScanForm) -> ProtectiveOrder:
        scans.remove_scan(self.scan, by=self.staff, **form.cleaned_data)
        return self.order


class FirearmQuestions(OrderFormPage):
    """Four questions that help to see whether to ask an attorney."""

    form_class = FirearmForm
    template = "orders/firearm_questions.html"
    success_message = _("The answers are kept.")

    def initial(self) -> dict[str, Any]:
        last = queries.firearm_answers(self.order)
        names = ("heard", "restrains", "credible_threat", "bans_force")
        return {name: getattr(last, name) for name in names} if last else {}

    def act(self, form: FirearmForm) -> ProtectiveOrder:
        disqualifier.answer_questions(self.order, by=self.staff, **form.cleaned_data)
        return self.order


class Registration(OrderFormPage):
    """Registering an order from elsewhere is a choice, and it can reveal where the client lives."""

    form_class = RegistrationForm
    template = "orders/registration.html"
    success_message = _("The registration is noted.")

    def act(self, form: RegistrationForm) -> ProtectiveOrder:
        disqualifier.note_registration(self.order, by=self.staff, **form.cleaned_data)
        return self.order
