"""When firearms are due under an order, and what happens when the time passes without proof.

The dates are the order's deadlines (elapsed hours never roll, DT-8). Whenever those are counted, the row here
is told; the minute's sweep acts on the row, once.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from orders.actions import overlays
from orders.choices import OrderState, Trigger
from orders.models import FirearmSurrender, ProtectiveOrder
from orders.queries.firearms import concerns_firearms, event_of, surrender_deadline

CARRIED = (
    "watch_ref", "access", "access_source", "access_words", "ordered", "to_whom", "to_whom_words", "exempt",
    "exempt_words", "permit_suspended", "proof_on", "proof_kind", "proof_words", "filed_on", "proof_by",
    "client_told_on",
)  # fmt: skip


_OF_ORDER = Recipe(
    lambda: rows_of(FirearmSurrender).filter(order_id=Blank("order", KEY)).select_related("case")
)


@action
def follow(order: ProtectiveOrder) -> FirearmSurrender | None:
    """Follow firearms under this order from now on, by the deadlines that hold now. Safe to repeat."""
    row: FirearmSurrender | None = _OF_ORDER.first(order=order.pk)
    if row is None:
        if order.state != OrderState.ISSUED or not concerns_firearms(order):
            return None
        row = track(order)
    row.order = order
    look_again(row, now=clock.now())
    return row


def track(order: ProtectiveOrder) -> FirearmSurrender:
    """A row for the order; what was known under the order it replaces is carried on."""
    row = FirearmSurrender(case=order.case, order=order)
    former = FirearmSurrender.objects.filter(order=order.replaces_id) if order.replaces_id else None
    before = former.select_related("case").first() if former is not None else None
    if before:
        row.continues = before
        for name in CARRIED:
            setattr(row, name, getattr(before, name))
    row.save()
    audit.record("orders.firearms_tracked", row, order=order.ref, continues=before.ref if before else "")
    return row


def look_again(row: FirearmSurrender, *, now: datetime) -> None:
    """Write down when the time passes next; a warning that lost its reason ends."""
    deadline = surrender_deadline(row.order)
    due = event_of(deadline)
    before = (row.next_due_at, row.overdue_for, row.overdue_raised_at)
    if not row.is_awaited:
        row.next_due_at = row.overdue_for = None
        if row.overdue_raised_at:
            row.overdue_raised_at = None
            overlays.resolve(
                row.overdue_key, words=_("Handing over firearms is not awaited any more."), now=now
            )
    elif due is None:
        row.next_due_at = None  # A window that is open stays: the order's end makes nobody safe (W-7).
    elif row.overdue_for != due.start:
        row.next_due_at = due.start
        if row.overdue_raised_at and due.start > now:
            row.overdue_for = row.overdue_raised_at = None
            overlays.withdraw(row.overdue_key, words=_("The deadline for firearms moved."), now=now)
    if (row.next_due_at, row.overdue_for, row.overdue_raised_at) != before:
        row.save(update_fields=["next_due_at", "overdue_for", "overdue_raised_at"])


@action
def pass_deadline(row: FirearmSurrender, *, now: datetime) -> bool:
    """The time has passed without proof: the window opens, once. False when there is no reason any more."""
    row = _locked(row.pk)
    if row.next_due_at is None or row.next_due_at > now:
        return False
    due = event_of(surrender_deadline(row.order))
    row.next_due_at = None
    awaited = row.is_awaited and due is not None and due.start <= now and row.order.in_force(now)
    if awaited and due:
        row.overdue_for, row.overdue_raised_at = due.start, now
    row.save(update_fields=["next_due_at", "overdue_for", "overdue_raised_at"])
    if not awaited or due is None:
        return False
    overlays.raise_overlay(
        row.case, trigger=Trigger.SURRENDER_OVERDUE, by=None, when=due, tz=row.order.zone, order=row.order,
        source_key=row.overdue_key,
    )  # fmt: skip
    audit.record("orders.surrender_overdue", row, order=row.order.ref)
    return True


def _locked(pk: int) -> FirearmSurrender:
    rows = FirearmSurrender.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("case__team", "order").get(pk=pk)
