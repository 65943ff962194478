"""What hangs on a violation: steps and evidence; contact the client made; the chronology on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients.views.base import paper
from orders import access, letters
from orders.actions import chronologies, contact_events
from orders.actions import violation_steps as actions
from orders.forms.violations import ChronologyForm, ContactEventForm, EvidenceForm, StepForm
from orders.models import ContactEvent, Violation
from orders.queries import violations as queries
from orders.views.base import TAB
from orders.views.violations import OfViolation


class NewStep(OfViolation):
    """What followed, on its day."""

    form_class = StepForm
    template = "orders/violations/part.html"
    success_message = _("Noted.")

    def initial(self) -> dict[str, Any]:
        return {"happened_on": clock.today(self.violation.zone)}

    def form_context(self) -> dict[str, Any]:
        return {"heading": _("Add what followed")}

    def act(self, form: StepForm) -> Violation:
        actions.add_step(self.violation, by=self.staff, **form.cleaned_data)
        return self.violation


class NewEvidence(OfViolation):
    """What there is, and who keeps it."""

    form_class = EvidenceForm
    template = "orders/violations/part.html"
    success_message = _("Noted.")

    def form_context(self) -> dict[str, Any]:
        return {"heading": _("Add evidence")}

    def act(self, form: EvidenceForm) -> Violation:
        actions.add_evidence(self.violation, by=self.staff, **form.cleaned_data)
        return self.violation


class _Remove(CaseView):
    """Take an entry out; only by POST, from its own page."""

    http_method_names = ["post"]
    permission = Perm.EDIT_ORDERS
    row: Any

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        self.remove()
        messages.success(request, _("Removed."))
        return redirect(self.back_url())

    def remove(self) -> None:
        raise TypeError(type(self))

    def back_url(self) -> str:
        return str(self.row.get_absolute_url())


class RemoveStep(_Remove):
    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_violation_step(self.staff, kwargs["ref"])
        self.case = self.row.case

    def remove(self) -> None:
        actions.remove_step(self.row, by=self.staff)


class RemoveEvidence(_Remove):
    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_evidence(self.staff, kwargs["ref"])
        self.case = self.row.case

    def remove(self) -> None:
        actions.remove_evidence(self.row, by=self.staff)


# ---- Contact the client made -------------------------------------------------------------------------


class _ContactForm(CaseFormPage):
    permission = Perm.EDIT_ORDERS
    form_class = ContactEventForm
    template = "orders/violations/contact_form.html"
    success_message = _("Noted.")
    event: ContactEvent | None = None

    def form_kwargs(self) -> dict[str, Any]:
        tz = self.event.tz if self.event else self.agency.timezone
        return {"tz": tz, "zones": (self.agency.timezone,)}

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(event=self.event, current_tab=TAB, **data)

    def log_url(self) -> str:
        return reverse("orders:violations", args=[self.case.ref])


class NewContactEvent(_ContactForm):
    """Note contact the client made."""

    def act(self, form: ContactEventForm) -> str:
        contact_events.record_contact(self.case, by=self.staff, said=form.said(), **form.values())
        return self.log_url()


class EditContactEvent(_ContactForm):
    """Correct the note."""

    event: ContactEvent

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.event = access.get_contact_event(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.event.case

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.event, "orders.contact_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        names = ("precision", "tz", "channel", "words", "version")
        return {**{name: getattr(self.event, name) for name in names}, **self.event.said}

    def act(self, form: ContactEventForm) -> str:
        version = form.cleaned_data["version"] or self.event.version
        contact_events.edit_contact(
            self.event, by=self.staff, version=version, said=form.said(), **form.values()
        )
        return self.log_url()


class RemoveContactEvent(_Remove):
    def load(self, *args: Any, **kwargs: Any) -> None:
        self.row = access.get_contact_event(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.row.case

    def remove(self) -> None:
        contact_events.remove_contact(self.row, by=self.staff)

    def back_url(self) -> str:
        return reverse("orders:violations", args=[self.case.ref])


# ---- On paper ----------------------------------------------------------------------------------------------


class PrintChronology(CaseFormPage):
    """Chosen entries on paper, after the client's approval; a look at them before they are printed."""

    permission = Perm.EDIT_ORDERS
    form_class = ChronologyForm
    template = "orders/violations/print.html"

    def form_kwargs(self) -> dict[str, Any]:
        rows = reversed(queries.violations_of(self.case))
        return {"rows": [(row.ref, f"{letters.say_moment(row)}: {row.facts[:120]}") for row in rows]}

    def form_context(self) -> dict[str, Any]:
        return {"prints": queries.chronologies_of(self.case)[:10], "current_tab": TAB}

    def act(self, form: ChronologyForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        found = chronologies.chosen(self.case, set(data["refs"]))
        today = clock.today(self.agency.tz)
        sheet = letters.chronology(found, data["parts"], made_on=today)
        warned = chronologies.held_back(self.case, sheet)
        if "preview" in self.request.POST or warned:
            audit.viewed(self.case, "orders.violations_viewed", entries=len(found), preview=True)
            return self.show(form, sheet=sheet, warned=warned)
        row = chronologies.record_print(self.case, by=self.staff, **data)
        return paper(letters.chronology_pdf(sheet), row.ref[:8])
