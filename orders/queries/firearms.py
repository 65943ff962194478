"""Firearms under the orders of a case, with the dates by which they are due."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from caseload import access
from caseload.foundation.moments import Interval
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.choices import ENDED_STATES, DeadlineState, OrderType
from orders.deadlines import Kind
from orders.models import Deadline, FirearmSurrender, ProtectiveOrder
from orders.queries.cases import case_orders

KINDS = (Kind.FIREARM_SURRENDER, Kind.FIREARM_RECEIPT)


@dataclass(frozen=True)
class Firearms:
    """What is known under one order; `surrender` and `receipt` are its deadlines, if any apply."""

    order: ProtectiveOrder
    row: FirearmSurrender | None
    surrender: Deadline | None = None
    receipt: Deadline | None = None

    @property
    def overdue(self) -> bool:
        return bool(self.row and self.row.overdue_raised_at and self.row.is_awaited)


def concerns_firearms(order: ProtectiveOrder) -> bool:
    """Whether an order is about firearms at all."""
    return order.forbids_firearms or order.order_type == OrderType.EXTREME_RISK


def surrender_deadline(order: ProtectiveOrder) -> Deadline | None:
    """The date by which firearms are to be handed over; that somebody called it done is not yet proof."""
    rows = Deadline.objects.filter(order=order, kind=Kind.FIREARM_SURRENDER)
    return rows.exclude(state=DeadlineState.DROPPED).first()


def event_of(deadline: Deadline | None) -> Interval | None:
    """When the deadline passes: at the end of its day, or in the interval in which its hour must lie."""
    if deadline is None or deadline.due is None:
        return None
    return Interval(deadline.due.end, deadline.due.end) if deadline.is_day else deadline.due


def of_order(order: ProtectiveOrder) -> Firearms | None:
    """What the page of an order says; None where firearms are no matter."""
    found = _with_deadlines([order])
    return found[0] if found else None


def of_case(case: Case) -> list[Firearms]:
    """Firearms under every order of the case that has not ended; the case's orders are asked for once."""
    orders = [row.order for row in case_orders(case) if row.order.state not in ENDED_STATES]
    for order in orders:
        order.case = case
    return _with_deadlines(orders)


def _with_deadlines(orders: list[ProtectiveOrder]) -> list[Firearms]:
    known = {
        row.order_id: row
        for row in FirearmSurrender.objects.filter(order__in=orders).select_related("proof_by")
    }
    wanted = [order for order in orders if order.pk in known or concerns_firearms(order)]
    dates: dict[tuple[int, str], Deadline] = {}
    rows = Deadline.objects.filter(order__in=wanted, kind__in=KINDS).exclude(state=DeadlineState.DROPPED)
    for deadline in rows if wanted else ():
        dates[deadline.order_id, deadline.kind] = deadline
    found = []
    for order in wanted:
        row = known.get(order.pk)
        if row:
            row.order, row.case = order, order.case
        pair = [dates.get((order.pk, kind.value)) for kind in KINDS]
        for deadline in filter(None, pair):
            deadline.order, deadline.case = order, order.case
        found.append(Firearms(order, row, pair[0], pair[1]))
    return found


def surrender_rows(staff: Staff) -> QuerySet[FirearmSurrender]:
    rows = FirearmSurrender.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "continues", "proof_by").order_by("-pk")


def with_dates(rows: list[FirearmSurrender]) -> list[FirearmSurrender]:
    """Each row with `due_from`, `due_until` and `receipt_due_until`; one query for all."""
    found = Deadline.objects.filter(order__in=[row.order_id for row in rows], kind__in=KINDS)
    dates = {(line.order_id, line.kind): line for line in found.exclude(state=DeadlineState.DROPPED)}
    for row in rows:
        surrender, receipt = (dates.get((row.order_id, kind.value)) for kind in KINDS)
        row.due_from = surrender.due_from if surrender else None  # type: ignore[attr-defined]
        row.due_until = surrender.due_until if surrender else None  # type: ignore[attr-defined]
        row.receipt_due_until = receipt.due_until if receipt else None  # type: ignore[attr-defined]
    return rows
