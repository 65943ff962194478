"""Something happened: choose what, say when and how, see what follows, send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import audit, clock
from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.foundation.moments import Interval
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from orders import access, queries
from orders.actions import noted as actions
from orders.actions import told
from orders.choices import GROUPS, NOTABLE, OWN_RECORD, Trigger
from orders.forms import CorrectHappenedForm, HappenedForm, WhyForm
from orders.models import EscalationWindow, NotedEvent, ProtectiveOrder
from orders.views.base import TAB

# Where an event with a record of its own is entered, per order; None: on the order's page.
ON_ORDER = {
    Trigger.SERVICE: "orders:record_service",
    Trigger.ATTEMPT: "orders:record_service",
    Trigger.HEARING: "orders:new_hearing",
    Trigger.ORDER_ENDED: "orders:end",
}


@dataclass(frozen=True)
class Choice:
    """One event of the list: its words, a line on it, and where it is entered."""

    label: Any
    hint: Any
    url: str


class Happened(CaseView):
    """What happened? One tap on it leads to its form."""

    permission = Perm.EDIT_ORDERS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page("orders/happened.html", groups=list(self._groups()), current_tab=TAB)

    def _groups(self) -> Iterator[tuple[Any, list[Choice]]]:
        ref = self.case.ref
        for number, (words, events) in enumerate(GROUPS):
            found = [
                Choice(trigger.label, hint, reverse("orders:happened_note", args=[ref, trigger.value]))
                for trigger, hint in events
            ]
            if number == 0:
                found.append(
                    Choice(
                        _("The respondent was taken into custody"),
                        _("The day of release is watched for from then on"),
                        reverse("orders:custody_new", args=[ref]),
                    )
                )
            yield words, found


class _EventForm(CaseFormPage):
    """What the pages for a new event and for a known one share: the form, and what follows from it."""

    permission = Perm.EDIT_ORDERS
    template = "orders/happened_form.html"
    trigger: Trigger
    event: NotedEvent | None = None

    def form_kwargs(self) -> dict[str, Any]:
        zone = self.event.tz if self.event else self.agency.timezone
        return {
            "trigger": self.trigger,
            "orders": queries.orders_of(self.case),
            "tz": zone,
            "zones": (self.agency.timezone,),
        }

    def page_context(self, **data: Any) -> dict[str, Any]:
        shared = {"trigger": self.trigger, "event": self.event, "current_tab": TAB}
        return super().page_context(**shared, **data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form_class(request.POST, initial=self.initial(), **self.form_kwargs())
        follows = self._follows(form)
        if request.headers.get("HX-Request"):
            return self.page("orders/parts/follows.html", follows=follows)
        for name in ("reason", "why"):  # Looking ahead, these may still be empty.
            form.errors.pop(name, None)
        return self.show(form, status=422 if form.errors else 200, follows=follows)

    def show(self, form: Any, status: int = 200, **data: Any) -> HttpResponse:
        data.setdefault("follows", self._follows(form))
        return super().show(form, status=status, **data)

    def _follows(self, form: Any) -> queries.Follows | None:
        """From what is typed so far; before anything is, from an event of now. None while it is unclear."""
        now, event = clock.now(), self.event
        if not form.is_bound:
            when = event.happened if event else Interval(now, now)
            level = event.level if event else None
            return self._computed(
                when, event.zone if event else self.agency.tz, event.detail if event else "", level
            )
        if {"precision", "day", "at", "part", "give_or_take_days", "tz"} & set(form.errors):
            return None
        try:
            said = form.said()
            when = told.interval(said, now=now)
        except (RuleBroken, KeyError):
            return None
        data = form.cleaned_data
        return self._computed(when, said.tz, data.get("detail", ""), data.get("level"))

    def _computed(
        self, when: Interval, tz: ZoneInfo, detail: str, level: int | None
    ) -> queries.Follows | None:
        if self.trigger == Trigger.CLIENT_FEAR and level is None:
            return None
        if not detail and self.trigger in (Trigger.SEPARATION, Trigger.NEW_PARTNER):
            return None
        return queries.follows(
            self.case, trigger=self.trigger, happened=when, tz=tz, detail=detail, level=level,
            known_at=self.event.known_at if self.event else None,
        )  # fmt: skip

    def went_on(self, event: NotedEvent) -> HttpResponse:
        """To the window it opened, else to the case's orders; in words what came of it."""
        window = queries.window_of(event)
        if window is None or not window.is_open:
            words = event.no_window_words or _("It is noted.")
            messages.success(self.request, words)
            return HttpResponseRedirect(reverse("orders:case_orders", args=[self.case.ref]))
        messages.success(self.request, _("It is noted. The window is open, and its tasks are on the list."))
        return HttpResponseRedirect(reverse("orders:window", args=[window.ref]))


class NoteEvent(_EventForm):
    """One event; those with a record of their own lead there."""

    form_class = HappenedForm

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        if kwargs["trigger"] not in (*NOTABLE, *OWN_RECORD):
            raise NotVisible
        self.trigger = Trigger(kwargs["trigger"])

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today(self.agency.tz)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.trigger == Trigger.RELEASE:
            return self._release()
        if self.trigger == Trigger.VIOLATION:
            return HttpResponseRedirect(reverse("orders:new_violation", args=[self.case.ref]))
        if self.trigger in ON_ORDER:
            return self._choose_order()
        return super().get(request, *args, **kwargs)

    def _release(self) -> HttpResponse:
        held = queries.held_now(self.case)
        if len(held) == 1:
            return HttpResponseRedirect(reverse("orders:custody_release", args=[held[0].ref]))
        name = "orders:custody" if held else "orders:custody_released"
        return HttpResponseRedirect(reverse(name, args=[self.case.ref]))

    def _choose_order(self) -> HttpResponse:
        rows = list(queries.orders_of(self.case))
        name = ON_ORDER[self.trigger]
        if len(rows) == 1:
            return HttpResponseRedirect(reverse(name, args=[rows[0].ref]))
        choices: list[tuple[ProtectiveOrder, str]] = [(row, reverse(name, args=[row.ref])) for row in rows]
        return self.page("orders/happened_order.html", choices=choices)

    def act(self, form: HappenedForm) -> HttpResponse:
        event = actions.note_event(
            self.case, by=self.staff, trigger=self.trigger, said=form.said(), **form.facts()
        )
        return self.went_on(event)


class _OfEvent(_EventForm):
    """A page of one noted event."""

    event: NotedEvent

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.event = access.get_noted(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case, self.trigger = self.event.case, Trigger(self.event.trigger)


class CorrectEvent(_OfEvent):
    """The event as it should have been noted; the earlier entry stays."""

    form_class = CorrectHappenedForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.event, "orders.window_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        event = self.event
        order = event.order.ref if event.order else None
        same = {name: getattr(event, name) for name in ("precision", "tz", "detail", "level", "reason")}
        return {**same, **event.said, "order": order}

    def act(self, form: CorrectHappenedForm) -> HttpResponse:
        event = actions.correct_event(
            self.event, by=self.staff, why=form.cleaned_data["why"], said=form.said(), **form.facts()
        )
        return self.went_on(event)


class WithdrawEvent(CaseFormPage):
    """Take back what never happened."""

    permission = Perm.EDIT_ORDERS
    form_class = WhyForm
    template = "orders/happened_withdraw.html"
    success_message = gettext_lazy("It is taken back. It stays on record.")
    event: NotedEvent
    window: EscalationWindow | None

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.event = access.get_noted(self.staff, kwargs["ref"], Perm.EDIT_ORDERS)
        self.case = self.event.case

    def form_context(self) -> dict[str, Any]:
        return {"event": self.event, "window": queries.window_of(self.event), "current_tab": TAB}

    def act(self, form: WhyForm) -> str:
        actions.withdraw_event(self.event, by=self.staff, why=form.cleaned_data["why"])
        return reverse("orders:case_orders", args=[self.case.ref])
