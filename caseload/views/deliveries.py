"""Deliveries: what waits, what failed and why. What it is about shows only to who may open its case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions import delivery
from caseload.forms.notices import DeliveryFilter
from caseload.foundation import texting
from caseload.models import Notification
from caseload.permissions import Perm
from caseload.views.base import AgencyView
from caseload.views.paging import back_to, page_of


class Deliveries(AgencyView):
    """Every message that leaves the application, the newest first."""

    permission = Perm.SEE_DELIVERIES

    def get(self, request: HttpRequest) -> HttpResponse:
        form = DeliveryFilter(request.GET, people=queries.staff_directory(active=False))
        wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
        page = page_of(request, queries.find_deliveries(**wanted))
        self._say_what(page.object_list)
        return self.page(
            "caseload/deliveries.html", page_obj=page, filters=form, counts=queries.delivery_counts(),
            texts=texting.is_there(), failed=Notification.State.FAILED,
        )  # fmt: skip

    def _say_what(self, rows: Any) -> None:
        """The notice's words and the case's code, for who may open the case."""
        ids = {row.case_id for row in rows if row.case_id}
        seen = set(access.visible_cases(self.staff).filter(pk__in=ids).values_list("pk", flat=True))
        for row in rows:
            row.shown = row.case_id in seen
            row.label = queries.notice_label(row.kind) if row.shown else ""


class RetryDelivery(AgencyView):
    """Try a failed message again."""

    permission = Perm.SEE_DELIVERIES

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        delivery.retry(access.get_delivery(self.staff, ref), by=self.staff)
        messages.success(request, _("It is tried again now."))
        return HttpResponseRedirect(back_to(request, reverse("caseload:deliveries")))
