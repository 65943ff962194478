"""The pages of one order and one alert, each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language

from caseload.foundation import clock
from caseload.models import Case, Task
from caseload.queries import Asked, asked_last
from clients import queries as client_queries
from clients.models import Client
from orders.choices import Force, Term, WindowState
from orders.models import (
    Alert,
    EscalationWindow,
    Hearing,
    ProtectiveOrder,
    ServiceAttempt,
    WindowPhase,
)
from orders.queries import deadlines, readiness, renewals
from orders.queries.client_notices import ClientNotices
from orders.queries.client_notices import of_order as notices_of_order
from orders.queries.deadlines import DeadlineLine
from orders.queries.firearms import Firearms
from orders.queries.firearms import of_order as firearms_of_order
from orders.queries.papers import Papers, papers_of
from orders.queries.programmes import ProgrammeShown
from orders.queries.programmes import of_order as programmes_of_order
from orders.queries.readiness import Unserved
from orders.queries.renewals import RenewalShown
from orders.queries.standing import waiting_beside

from .board import asked_as, reaches_nobody


@dataclass(frozen=True)
class PhaseLine:
    """One phase on the scale of a window."""

    phase: WindowPhase
    is_over: bool
    is_now: bool
    alert: Alert | None


@dataclass(frozen=True)
class WindowCard:
    """A window with its scale and what was done in it."""

    window: EscalationWindow
    lines: list[PhaseLine]
    alerts: list[Alert]

    @property
    def waiting(self) -> Alert | None:
        return next((alert for alert in self.alerts if alert.is_waiting), None)

    @property
    def may_close_early(self) -> bool:
        if not self.window.is_open or self.waiting is not None:
            return False
        return 0 < self.window.level < 4 or (self.window.level == 4 and self.window.phase_ends_at is None)


@dataclass
class OrderPage:
    """Everything the page of an order shows."""

    order: ProtectiveOrder
    force: Force
    at: datetime
    terms: list[Term]
    attempts: list[ServiceAttempt]
    former_attempts: list[ServiceAttempt]
    windows: list[WindowCard]
    former_windows: list[WindowCard]
    hearings: list[Hearing]
    tasks: list[Task] = field(default_factory=list)
    firearms: Firearms | None = None
    deadlines: list[DeadlineLine] = field(default_factory=list)
    before: Unserved | None = None
    papers: Papers | None = None
    renewal: RenewalShown | None = None
    notices: ClientNotices | None = None
    programmes: list[ProgrammeShown] = field(default_factory=list)
    sees_court: bool = True

    @property
    def unserved_days(self) -> int:
        """For how many local days an issued order waits for its service (PO-7)."""
        issued = self.order.issued_from
        if issued is None or not self.order.is_unserved or self.force != Force.IN_FORCE:
            return 0
        zone = self.order.zone
        return (self.at.astimezone(zone).date() - issued.astimezone(zone).date()).days


@dataclass(frozen=True)
class AlertPage:
    """What a person needs to answer an alert."""

    alert: Alert
    card: WindowCard
    tasks: list[Task]
    order: ProtectiveOrder | None
    asked: list[Asked]

    @property
    def asked_as(self) -> str:
        return asked_as(self.alert)

    @property
    def reaches_nobody(self) -> bool:
        return reaches_nobody(self.alert)


def order_page(order: ProtectiveOrder, *, sees_court: bool) -> OrderPage:
    """The order with its service, windows, hearings, papers and open tasks."""
    now = clock.now()
    attempts = list(
        ServiceAttempt.objects.filter(order=order).select_related("recorded_by", "changed_by", "corrects")
    )
    for attempt in attempts:
        attempt.order, attempt.case = order, order.case
    found = cards(order.case, Q(order=order), now=now)
    for card in found:
        card.window.order = order
    ended = WindowState.SUPERSEDED
    hearings = list(Hearing.objects.filter(order=order))
    for hearing in hearings:
        hearing.order, hearing.case = order, order.case
    return OrderPage(
        order=order,
        force=order.force_at(now),
        at=now,
        terms=order.term_list,
        attempts=[a for a in attempts if a.state == ServiceAttempt.State.STANDS],
        former_attempts=[a for a in attempts if a.state != ServiceAttempt.State.STANDS],
        windows=sorted((card for card in found if card.window.state != ended), key=_weight),
        former_windows=[card for card in found if card.window.state == ended],
        hearings=hearings,
        tasks=tasks_of(order.case, order, [card.window for card in found]),
        firearms=firearms_of_order(order),
        deadlines=deadlines.lines(order, now=now, language=get_language() or "en"),
        before=readiness.before_service(order),
        papers=papers_of(order, sees_court=sees_court),
        renewal=renewals.of_order(order),
        notices=notices_of_order(order),
        programmes=programmes_of_order(order),
        sees_court=sees_court,
    )


def _weight(card: WindowCard) -> tuple[bool, int]:
    """Open windows before closed ones, the worst first; else the newest first, as they come."""
    window = card.window
    return not window.is_open, -window.level if window.is_open else 0


def cards(case: Case, which: Q, *, now: datetime) -> list[WindowCard]:
    """Windows of the case with their scale and what was done in each."""
    rows = case.windows.filter(which).select_related("policy", "closed_by", "raised_by")
    windows = list(rows.defer("policy__rules").prefetch_related("phases", "alerts__acknowledged_by"))
    for window in windows:
        for alert in window.alerts.all():
            alert.case = case
    return [_card(window, now=now) for window in windows]


def _card(window: EscalationWindow, *, now: datetime) -> WindowCard:
    alerts = sorted(window.alerts.all(), key=lambda alert: (alert.due_at, alert.pk))
    by_phase = {alert.phase: alert for alert in alerts}
    phases = sorted(window.phases.all(), key=lambda phase: phase.position)
    lines = [
        PhaseLine(
            phase,
            is_over=phase.is_over(now),
            is_now=window.is_open and phase.holds_at(now),
            alert=by_phase.get(phase.phase),
        )
        for phase in phases
    ]
    return WindowCard(window, lines, [alert for alert in alerts if alert.raised_at])


def tasks_of(case: Case, order: ProtectiveOrder | None, windows: list[EscalationWindow]) -> list[Task]:
    """Open tasks of an order and of windows."""
    refs = {*([order.ref] if order else []), *(window.tasks_ref for window in windows)}
    rows = case.tasks.filter(state=Task.State.OPEN, kind__startswith="orders.")
    rows = rows.select_related("assigned_to").order_by("due_at", "priority", "pk")
    return [task for task in rows if (task.dedupe_key or "").partition(":")[0] in refs]


def alerts_beside(alert: Alert) -> int:
    """How many other alerts of the case could be given the same answer."""
    return waiting_beside(alert).count()


def alert_page(alert: Alert) -> AlertPage:
    """The alert with its window and the work that is open."""
    window = alert.window
    card = next(iter(cards(alert.case, Q(pk=window.pk), now=clock.now())))
    order = window.order
    if order:
        order.case = alert.case
        card.window.order = order
    asked = asked_last("orders.alert", [alert.ref]).get(alert.ref, [])
    return AlertPage(alert, card, tasks_of(alert.case, order, [window]), order, asked)


def people_of(case: Case) -> list[tuple[str, str, str]]:
    """Who can be named as protected: (ref, kind, name) of the client and the household."""
    client = Client.objects.filter(case=case).select_related("case").first()
    people = [(client.ref, "client", client.display_name)] if client else []
    return people + [(member.ref, "household", member.name) for member in client_queries.household(case)]
