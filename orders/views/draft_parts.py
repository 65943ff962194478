"""The parts of a draft, each on a form of its own: two people in different parts disturb nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.views.base import FormPage
from orders.actions import drafts as actions
from orders.choices.policy import event_name
from orders.escalation import editing
from orders.forms.policy import (
    AboutForm,
    ChainForm,
    EventForm,
    LeadForm,
    PartForm,
    StaffingForm,
    UpliftForm,
)
from orders.models import PolicyDraft
from orders.views.drafts import DraftView, said_of

Data = dict[str, Any]


class PartPage(FormPage, DraftView):
    """One part of a draft on a form. A subclass finds the part, and puts into it what was typed."""

    template = "orders/policy/part.html"
    heading: Any = ""
    path: tuple[str, ...] = ()
    deeper = 0  # How far below its own path what is not right is still said on this page.

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.at = kwargs
        is_sent = self.request.method == "POST"
        try:
            self.entry = self.part(self.draft.rules)
        except editing.NoSuchPart:
            if not is_sent:
                raise NotVisible from None
            self.entry = None  # Taken out meanwhile: what was typed is shown again, to be kept elsewhere.
        if not self.draft.is_open and not is_sent:
            raise RuleBroken(_("This is not a draft any more: take it up again before changing it."))

    def part(self, data: Data) -> Any:
        """The part as the rules hold it; raises `NoSuchPart`."""
        raise NotImplementedError

    def change(self, data: Data, form: Any) -> None:
        """Put what was typed into the rules."""
        raise NotImplementedError

    def initial_of(self, entry: Any) -> Data:
        """The fields as the part has them."""
        return {}

    def back(self) -> str:
        """Where to go afterwards."""
        return self.draft.get_absolute_url()

    def fingerprint(self, entry: Any) -> str:
        return editing.fingerprint(entry)

    def initial(self) -> Data:
        if self.entry is None:
            return {}
        return {**self.initial_of(self.entry), "was": self.fingerprint(self.entry)}

    def act(self, form: PartForm) -> str:
        was = form.cleaned_data["was"] or "nothing"
        self.draft = self.save(form, was)
        messages.success(self.request, said_of(len(self.draft.problems_of(*self.path)) if self.path else 0))
        return self.back()

    def save(self, form: PartForm, was: str) -> PolicyDraft:
        return actions.change_part(
            self.draft, by=self.staff, part=self.part, was=was, what="/".join(self.path) or "words",
            change=lambda data: self.change(data, form),
        )  # fmt: skip

    def show(self, form: Any, status: int = 200, stale: Any = None, **data: Any) -> HttpResponse:
        if stale is not None:
            data |= self._both(form, stale)
        found = self.draft.problems_of(*self.path) if self.path else []
        rest = [one for one in form.warn(found, *self.path) if len(one.path) <= len(self.path) + self.deeper]
        shown = {"problems": rest, "heading": self.heading, "back": self.back(), "path": self.path}
        return super().show(form, status=status, **shown, **data)

    def _both(self, form: PartForm, current: PolicyDraft) -> Data:
        """What somebody else saved beside what was typed. Sending again keeps what was typed."""
        self.draft = current
        try:
            entry = self.part(current.rules)
        except editing.NoSuchPart:
            return {"gone": True}
        form.meet(self.fingerprint(entry))
        return {"differences": form.differences(self.initial_of(entry)), "stale": current}


class About(PartPage):
    """What the draft is about, and why."""

    form_class = AboutForm
    heading = gettext_lazy("What this draft is about")

    def part(self, data: Data) -> Any:
        return [self.draft.title, self.draft.why]

    def initial_of(self, entry: Any) -> Data:
        return {"title": entry[0], "why": entry[1]}

    def save(self, form: PartForm, was: str) -> PolicyDraft:
        title, why = form.cleaned_data["title"], form.cleaned_data["why"]
        return actions.describe(self.draft, by=self.staff, was=was, title=title, why=why)


class Chain(PartPage):
    """Who is asked, in turn."""

    form_class = ChainForm
    heading = gettext_lazy("Who is asked, in turn")
    path = ("chain",)

    def part(self, data: Data) -> Any:
        return data["chain"]

    def initial_of(self, entry: Any) -> Data:
        return ChainForm.initial_from(entry)

    def change(self, data: Data, form: Any) -> None:
        data["chain"] = form.chain()


class Staffing(PartPage):
    """When somebody is there."""

    form_class = StaffingForm
    template = "orders/policy/staffing.html"
    heading = gettext_lazy("Staffed hours")
    path = ("staffed_hours",)
    deeper = 1

    def part(self, data: Data) -> Any:
        return data["staffed_hours"]

    def form_kwargs(self) -> Data:
        return {"spans": StaffingForm.most_spans(self.draft.rules["staffed_hours"])}

    def initial_of(self, entry: Any) -> Data:
        return StaffingForm.initial_from(entry)

    def change(self, data: Data, form: Any) -> None:
        data["staffed_hours"] = form.staffed()

    def page_context(self, **data: Any) -> Data:
        of_week = [problem for problem in data.get("problems", ()) if len(problem.path) == 1]
        return super().page_context(**{"of_week": of_week, **data})


class Uplift(PartPage):
    """The first phase after a first service."""

    form_class = UpliftForm
    heading = gettext_lazy("After a first service")
    path = ("first_service_uplift_hours",)

    def part(self, data: Data) -> Any:
        return data["first_service_uplift_hours"]

    def initial_of(self, entry: Any) -> Data:
        return {"first_service_uplift_hours": entry}

    def change(self, data: Data, form: Any) -> None:
        data["first_service_uplift_hours"] = form.cleaned_data["first_service_uplift_hours"]

    def back(self) -> str:
        return reverse("orders:draft_event", args=[self.draft.ref, "service"])


class OfEvent(PartPage):
    """A part of one event."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.event = kwargs["event"]
        self.path = (self.event,)
        super().load(*args, **kwargs)

    def back(self) -> str:
        return reverse("orders:draft_event", args=[self.draft.ref, self.event])

    def page_context(self, **data: Any) -> Data:
        return super().page_context(**{"event": self.event, "event_words": event_name(self.event), **data})


class Lead(OfEvent):
    """How long before the event its window opens."""

    form_class = LeadForm
    heading = gettext_lazy("When the window opens")

    def part(self, data: Data) -> Any:
        return editing.trigger_of(data, self.event).get("lead_hours", 0)

    def initial_of(self, entry: Any) -> Data:
        return {"lead_hours": entry}

    def change(self, data: Data, form: Any) -> None:
        editing.trigger_of(data, self.event)["lead_hours"] = form.cleaned_data["lead_hours"]


class AddEvent(PartPage):
    """One more event that opens a window."""

    form_class = EventForm
    heading = gettext_lazy("Add an event")
    path = ("events",)

    def part(self, data: Data) -> Any:
        return [entry["key"] for entry in data["triggers"]]

    def form_kwargs(self) -> Data:
        return {"taken": self.entry}

    def save(self, form: Any, was: str) -> PolicyDraft:
        self.event = form.cleaned_data["event"]
        return super().save(form, was)

    def change(self, data: Data, form: Any) -> None:
        editing.add(data["triggers"], form.entry())

    def back(self) -> str:
        event = getattr(self, "event", "")
        if not event:
            return super().back()
        return reverse("orders:draft_event", args=[self.draft.ref, event])


class RemovePart(DraftView):
    """Take a part out of a draft, if it is still as it was seen. Doing it twice changes nothing."""

    http_method_names = ["post"]

    def part(self, data: Data) -> Any:
        raise NotImplementedError

    def change(self, data: Data) -> None:
        raise NotImplementedError

    def back(self) -> str:
        return self.draft.get_absolute_url()

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.at = kwargs

    def post(self, request: HttpRequest, **at: Any) -> HttpResponse:
        try:
            self.part(self.draft.rules)
        except editing.NoSuchPart:
            return redirect(self.back())
        actions.change_part(
            self.draft, by=self.staff, part=self.part, was=request.POST.get("was") or "nothing",
            what="/".join(str(value) for name, value in at.items() if name != "ref"), change=self.change,
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return redirect(self.back())


class RemoveEvent(RemovePart):
    """An event opens no window under these rules."""

    def part(self, data: Data) -> Any:
        return editing.trigger_of(data, self.at["event"])

    def change(self, data: Data) -> None:
        editing.remove(data["triggers"], self.at["event"])
