"""The minute's work on deadlines: what is due opens its tasks once, whoever else is sweeping."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection

from caseload import queries
from caseload.actions import notifications, tasks
from caseload.foundation import audit
from caseload.foundation.atomic import savepoint
from caseload.foundation.locks import alone
from caseload.foundation.moments import add_elapsed
from caseload.models import Case, Restriction, Staff, Task
from orders.actions.deadline_steps import rules_of, task_prefix
from orders.actions.deadlines import recompute
from orders.actions.phase_tasks import title_of
from orders.choices.deadlines import StepState
from orders.deadlines import URGENT, Kind, is_of_use
from orders.models import Deadline, DeadlineStep, Hearing, ProtectiveOrder
from orders.queries.deadlines import goes_on

log = logging.getLogger(__name__)
MOST_AT_ONCE = 50  # Orders; locks are held until the end of the transaction.
CATCH_UP = timedelta(hours=4)  # A task that opens late is due so long after it opens.
HELD_BY = timedelta(hours=2)  # So long after its time a hearing should have been held.
LAST_CALL = timedelta(hours=4)  # So long before protection ends nobody waits for a hearing any more.
TOLD = {"unserved_3_days", "unserved_7_days", "unserved_7_days_review", "ask_continuance"}


def due_agencies(now: datetime) -> list[int]:
    """Ids of the active agencies with a step that is due, or deadlines to count anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_agencies_with_deadlines(%s)", [now])
        return [row[0] for row in cursor.fetchall()]


def sweep(*, now: datetime) -> bool:
    """Count anew what was asked for, then take every step that is due; whether more is due than was done."""
    if not alone("lantern deadlines"):
        return False
    recounted = _each_order(_to_recount(), lambda order: recompute(order, now=now))
    taken = _each_order(_with_steps(now), lambda order: take_steps(order, now=now))
    return recounted or taken


def _to_recount() -> list[int]:
    rows = ProtectiveOrder.objects.filter(deadlines_counted_at__isnull=True).order_by("pk")
    return list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])


def _with_steps(now: datetime) -> list[int]:
    rows = DeadlineStep.objects.filter(state=StepState.PENDING, look_at__lte=now).order_by("look_at", "pk")
    return list(dict.fromkeys(rows.values_list("order_id", flat=True)[: MOST_AT_ONCE * 10]))


def _each_order(ids: list[int], act: object) -> bool:
    """Act on each order that nobody else holds; one bad order stops no other. Whether some are left."""
    for pk in ids[:MOST_AT_ONCE]:
        try:
            with savepoint():
                order = _locked(pk)
                if order is not None:
                    act(order)  # type: ignore[operator]
        except Exception:
            log.exception("deadlines of order %s could not be worked on", pk)
    return len(ids) > MOST_AT_ONCE


def _locked(pk: int) -> ProtectiveOrder | None:
    """The order before its steps, as everybody locks them."""
    rows = ProtectiveOrder.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return rows.select_related("case__team").filter(pk=pk).first()


def take_steps(order: ProtectiveOrder, *, now: datetime) -> int:
    """Take every step of a locked order that is due; returns how many tasks opened."""
    due = DeadlineStep.objects.filter(order=order, state=StepState.PENDING, look_at__lte=now)
    steps = list(due.select_related("deadline__hearing").order_by("look_at", "pk"))
    opened: list[Task] = []
    for step in steps:
        step.order = step.deadline.order = order
        step.case = step.deadline.case = order.case
        if step.deadline.kind == Kind.LAPSE:
            warn_of_lapse(step, now=now)
        else:
            opened += _take(step, now=now)
    return len(tasks.open_tasks(order.case, opened)) if opened else 0


def _take(step: DeadlineStep, *, now: datetime) -> list[Task]:
    """The task of a step, unless the step helps nobody any more or the same work is open already."""
    deadline = step.deadline
    rule = next((rule for rule in rules_of(deadline) if rule.key == step.key), None)
    useful = rule is not None and deadline.due is not None and is_of_use(rule, deadline.due, now=now)
    kind = f"orders.{step.key}"
    there = (
        Task.objects.filter(case=step.case, kind=kind, state=Task.State.OPEN).exists() if useful else False
    )
    _settle(step, StepState.TAKEN if useful else StepState.PASSED, now=now)
    if not useful or there:
        return []
    people = _people(step.case, step.who)
    if step.key in TOLD:
        _tell(step.order, people, urgent=step.priority == URGENT, kind="orders.deadline")
    due_at = step.due_at if step.due_at > now else add_elapsed(now, CATCH_UP)
    return [
        Task(
            kind=kind, title=title_of(step.key), due_at=due_at, priority=step.priority, role=step.who,
            assigned_to=people[0] if people else None,
            dedupe_key=f"{task_prefix(deadline)}{step.key}:{deadline.version}",
        )
    ]  # fmt: skip


def _settle(step: DeadlineStep, state: StepState, *, now: datetime) -> None:
    DeadlineStep.objects.filter(pk=step.pk).update(state=state, taken_at=now)


def _people(case: Case, who: str) -> list[Staff]:
    """Whom a step concerns, the first to do it: the case's advocate, or who answers for the case."""
    if who == "advocate":
        primary = tasks.primary_advocate(case)
        return [primary] if primary else []
    barred = set(Restriction.objects.filter(case=case).values_list("staff_id", flat=True))
    found = [s for s in queries.supervisors_of(case) if s.pk not in barred]
    return found or [s for s in queries.directors(case.agency_id) if s.pk not in barred]


def _tell(order: ProtectiveOrder, people: Iterable[Staff], *, urgent: bool, kind: str) -> None:
    notifications.queue(
        people, kind=kind, case=order.case, urgent=urgent, url_name="orders:order", url_ref=order.ref
    )


def warn_of_lapse(step: DeadlineStep, *, now: datetime) -> bool:
    """Protection may lapse tonight: an urgent task for advocate and supervisor, once (PO-11)."""
    order, deadline = step.order, step.deadline
    if not order.in_force(now) or goes_on(order):
        _settle(step, StepState.PASSED, now=now)
        return False
    if again := _hearing_to_wait_for(order, now=now):
        DeadlineStep.objects.filter(pk=step.pk).update(look_at=again)
        return False
    _settle(step, StepState.TAKEN, now=now)
    Deadline.objects.filter(pk=deadline.pk).update(raised_at=now)
    ProtectiveOrder.objects.filter(pk=order.pk).update(lapse_raised_at=now)
    advocate, above = _people(order.case, "advocate"), _people(order.case, "supervisor")
    rows = [
        Task(
            kind="orders.protection_may_lapse", title=title_of("protection_may_lapse"), priority=URGENT,
            due_at=min(add_elapsed(now, HELD_BY), step.due_at), role=who,
            assigned_to=people[0] if people else None,
            dedupe_key=f"{task_prefix(deadline)}{step.key}:{deadline.version}:{who}",
        )
        for who, people in (("advocate", advocate), ("supervisor", above))
    ]  # fmt: skip
    tasks.open_tasks(order.case, rows)
    _tell(order, [*queries.assigned_staff(order.case), *above], urgent=True, kind="orders.lapse")
    audit.record("orders.lapse_warned", order, minutes_left=int((step.due_at - now).total_seconds() // 60))
    return True


def _hearing_to_wait_for(order: ProtectiveOrder, *, now: datetime) -> datetime | None:
    """When to look again, because a hearing of the last day is not over; never into the last hours."""
    end = order.expires_at or now
    rows = Hearing.objects.filter(order=order, outcome="", starts_at__lt=end).values_list(
        "starts_at", flat=True
    )
    later = [at for start in rows if (at := min(add_elapsed(start, HELD_BY), end - LAST_CALL)) > now]
    return max(later, default=None)
