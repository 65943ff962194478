"""Shared by the pages of this app: editing one record, and telling both people when two edit at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.views.base import CaseFormPage, CaseView
from clients.forms.base import RecordForm


class RecordPage(CaseFormPage):
    """A form over one record of a case. Whoever saves second sees both texts and loses nothing."""

    template = "clients/record_form.html"
    heading: Any = ""
    back = "clients:client"
    current_tab = "clients:client"
    success_message = _("Saved.")
    form_class: type[RecordForm]

    def back_url(self) -> str:
        return reverse(self.back, args=[self.case.ref])

    def form_context(self) -> dict[str, Any]:
        return {"heading": self.heading, "back_url": self.back_url(), "current_tab": self.current_tab}

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        current = data.get("stale")
        if current is not None:
            current.case = self.case
            data["differences"] = form.differences(current)
            form.keep_typed_over(current.version)
        return super().show(form, status=status, **data)


class EditRecordPage(RecordPage):
    """The same over a record that exists; `find` admits the person and fetches it."""

    find: Callable[..., Any]
    remove_url = ""
    remove_words: Any = ""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.record = type(self).find(self.staff, kwargs["ref"])
        self.case = self.record.case

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def form_context(self) -> dict[str, Any]:
        remove = reverse(self.remove_url, args=[self.record.ref]) if self.remove_url else ""
        return {**super().form_context(), "remove_url": remove, "remove_words": self.remove_words}


class RemoveRecord(CaseView):
    """Take a record out of use; only by POST, from its own page."""

    http_method_names = ["post"]
    find: Callable[..., Any]
    remove: Callable[..., Any]
    back = "clients:client"

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.record = type(self).find(self.staff, kwargs["ref"])
        self.case = self.record.case

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        type(self).remove(self.record, by=self.staff)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(resolve_url(self.back, self.case.ref))


def paper(pdf: bytes, name: str) -> HttpResponse:
    """A PDF for the printer: a name that says nothing, kept by nobody."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
