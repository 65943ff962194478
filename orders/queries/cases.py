"""What lists, panels and the case page say about a case's orders and windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from caseload import access
from caseload.foundation import clock
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.choices import ENDED_STATES, WAITING_STATES, Force, WindowState
from orders.models import Alert, EscalationWindow, Hearing, ProtectiveOrder


@dataclass(frozen=True)
class CaseOrder:
    """An order with its state now, its open window and its next hearing."""

    order: ProtectiveOrder
    force: Force
    window: EscalationWindow | None
    hearing: Hearing | None


@dataclass(frozen=True)
class Banner:
    """What every page of a case says first: phase, time left, orders in force, what comes next (A1)."""

    windows: list[EscalationWindow]
    orders: list[CaseOrder]
    next_at: datetime | None
    next_hearing: Hearing | None

    @property
    def worst(self) -> EscalationWindow | None:
        return next(iter(self.windows), None)

    @property
    def level(self) -> int:
        return self.worst.level if self.worst else 0

    @property
    def active(self) -> list[CaseOrder]:
        return [row for row in self.orders if row.force == Force.IN_FORCE]

    @property
    def unserved(self) -> list[CaseOrder]:
        alive = (Force.IN_FORCE, Force.NOT_YET)
        return [row for row in self.orders if row.order.is_unserved and row.force in alive]

    @property
    def lapsing(self) -> list[CaseOrder]:
        """Orders whose protection may lapse, or has, with nothing recorded in their place (PO-11)."""
        return [row for row in self.orders if row.order.lapse_raised_at]


def orders_of(case: Case) -> QuerySet[ProtectiveOrder]:
    """The case's orders, the newest first."""
    return case.orders.select_related("respondent").order_by("-pk")


def order_choices(case: Case) -> QuerySet[ProtectiveOrder]:
    """Orders of the case that a later one may replace."""
    return orders_of(case).exclude(state__in=ENDED_STATES)


def case_orders(case: Case) -> list[CaseOrder]:
    """Every order of the case as it stands now; three queries whatever their number, once for each page."""
    known: list[CaseOrder] | None = getattr(case, "orders_now", None)
    if known is None:
        known = _case_orders(case)
        case.orders_now = known  # type: ignore[attr-defined]
    return known


def _case_orders(case: Case) -> list[CaseOrder]:
    now = clock.now()
    after_service = {w.order_id: w for w in open_windows(case) if w.is_after_service}
    return [
        CaseOrder(
            order,
            order.force_at(now),
            after_service.get(order.pk),
            next(iter(cast(Any, order).next_hearings), None),
        )
        for order in _orders(case)
    ]


_ORDERS = Recipe(
    lambda: (
        rows_of(ProtectiveOrder)
        .filter(case_id=Blank("case", KEY))
        .select_related("respondent")
        .order_by("-pk")
    )
)
_WINDOWS = Recipe(
    lambda: (
        rows_of(EscalationWindow)
        .filter(case_id=Blank("case", KEY), state=WindowState.OPEN)
        .order_by("-level", F("phase_ends_at").asc(nulls_last=True), "pk")
    )
)


def _orders(case: Case) -> list[ProtectiveOrder]:
    """Every order with its hearings to come; two queries, once for each page."""
    known: list[ProtectiveOrder] | None = getattr(case, "orders_known", None)
    if known is None:
        ahead = Hearing.objects.filter(starts_at__gte=clock.now(), outcome="").order_by("starts_at")
        known = _ORDERS.rows(case=case)
        prefetch_related_objects(known, Prefetch("hearings", queryset=ahead, to_attr="next_hearings"))
        case.orders_known = known  # type: ignore[attr-defined]
    return known


def open_windows(case: Case) -> list[EscalationWindow]:
    """The case's windows that have begun, the worst first (W-3)."""
    return [window for window in _windows(case) if window.level > 0]


def windows_ahead(case: Case) -> list[EscalationWindow]:
    """Windows laid out for an event to come, as a hearing is."""
    return sorted((w for w in _windows(case) if w.level == 0), key=lambda window: window.opens_at)


def _windows(case: Case) -> list[EscalationWindow]:
    """Every open window with its order; one query beside those for the orders, once for each page."""
    known: list[EscalationWindow] | None = getattr(case, "windows_now", None)
    if known is None:
        known = _WINDOWS.rows(case=case)
        # The orders after the windows: one that a colleague records in between brings no window without it.
        orders = {order.pk: order for order in _orders(case)}
        for window in known:
            window.order = orders[window.order_id] if window.order_id else None
        case.windows_now = known  # type: ignore[attr-defined]
    return known


def banner(case: Case) -> Banner:
    """The safety banner of a case."""
    rows = case_orders(case)
    hearings = sorted((row.hearing for row in rows if row.hearing), key=lambda hearing: hearing.starts_at)
    windows = open_windows(case)
    dates = [hearing.starts_at for hearing in hearings]
    dates += [window.phase_ends_at for window in windows if window.phase_ends_at]
    return Banner(windows, rows, min(dates, default=None), next(iter(hearings), None))


def team_state(staff: Staff, limit: int = 6) -> list[Alert]:
    """Alerts that wait for an answer from this person, the worst and the longest waiting first."""
    cases = access.visible_keys(staff, Perm.ACKNOWLEDGE_ALERT)
    rows = Alert.objects.filter(case__in=cases, state__in=WAITING_STATES)
    rows = rows.select_related("case__client", "window")
    return list(rows.order_by("-level", "acknowledge_by", "pk")[:limit])
