"""One sweep for one agency: whatever is due by now happens once, in order, whoever else is sweeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from caseload.foundation.atomic import savepoint
from caseload.foundation.locks import alone
from orders.actions.alerts import escalate, raise_alert
from orders.actions.check_ins import miss
from orders.actions.custody_watch import watch
from orders.actions.firearm_watch import pass_deadline
from orders.actions.renewal_watch import take_step
from orders.actions.rule_moves import settle
from orders.actions.windows import advance
from orders.choices import WAITING_STATES, AlertState, CustodyState, WindowState
from orders.choices.policy import MoveState
from orders.models import (
    Alert,
    CheckIn,
    Custody,
    EscalationWindow,
    FirearmSurrender,
    Renewal,
    RulesMoveItem,
)

log = logging.getLogger(__name__)
# Functions of the database that run above the agencies and answer with ids of agencies, nothing else.
DUE = (
    "lantern_due_agencies",
    "lantern_due_custody",
    "lantern_due_surrenders",
    "lantern_agencies_with_check_ins",
    "lantern_agencies_with_rules_moves",
    "lantern_due_renewals",
)
MOST_AT_ONCE = 100  # Locks are held until the end of the transaction: the rest is for the next one.


def due_agencies(now: datetime) -> list[int]:
    """Ids of the active agencies in which something is due; the one question asked across agencies."""
    questions = " UNION ".join(f"SELECT {name}(%s)" for name in DUE)
    with connection.cursor() as cursor:
        cursor.execute(f"{questions} ORDER BY 1", [now] * len(DUE))
        return [row[0] for row in cursor.fetchall()]


def sweep(*, now: datetime) -> bool:
    """Advance windows, raise and pass on alerts, watch for release; running it again changes nothing (W-13).

    One sweep at a time for each agency: a second one leaves the work to the first. Returns whether more
    is due than one transaction should hold.
    """
    if not alone("lantern orders sweep"):
        return False
    if _each(_due_windows(now), lambda window: advance(window, now=now)):
        return True  # Windows first: each raises its own alerts in order.
    full = [
        _each(_due_alerts(now), lambda alert: raise_alert(alert, now=now)),
        _each(_unanswered(now), lambda alert: escalate(alert, now=now)),
        _each(_due_custody(now), lambda custody: watch(custody, now=now)),
        _each(_due_surrenders(now), lambda row: pass_deadline(row, now=now)),
        _each(_missed(now), lambda check_in: miss(check_in, now=now)),
        _each(_moves(now), lambda item: settle(item, now=now)),
        _each(_due_renewals(now), lambda row: take_step(row, now=now)),
    ]
    return any(full)


def _due_windows(now: datetime) -> QuerySet[EscalationWindow]:
    rows = EscalationWindow.objects.filter(state=WindowState.OPEN, next_change_at__lte=now)
    return rows.order_by("next_change_at", "pk")


def _due_alerts(now: datetime) -> QuerySet[Alert]:
    """Alerts still pending after the windows moved: a window that cannot move still calls for an answer."""
    rows = Alert.objects.filter(state=AlertState.PENDING, due_at__lte=now)
    return rows.select_related("case__team", "window__policy").order_by("due_at", "pk")


def _unanswered(now: datetime) -> QuerySet[Alert]:
    rows = Alert.objects.filter(state__in=WAITING_STATES, acknowledge_by__lte=now)
    return rows.select_related("case__team", "window__policy").order_by("acknowledge_by", "pk")


def _missed(now: datetime) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(settled_at__isnull=True, look_at__lte=now)
    return rows.select_related("case").order_by("look_at", "pk")


def _moves(now: datetime) -> QuerySet[RulesMoveItem]:
    rows = RulesMoveItem.objects.filter(state=MoveState.WAITING, created_at__lte=now)
    return rows.order_by("created_at", "pk")


def questions(now: datetime) -> list[tuple[str, QuerySet[Any]]]:
    """What a sweep asks, with the name of each: its first batch, as it is claimed."""
    asked = [
        ("windows", _due_windows(now)), ("alerts", _due_alerts(now)), ("answers", _unanswered(now)),
        ("custody", _due_custody(now)), ("surrenders", _due_surrenders(now)), ("check-ins", _missed(now)),
        ("rules moves", _moves(now)),
        ("renewals", _due_renewals(now)),
    ]  # fmt: skip
    return [(name, _keys(rows)[:MOST_AT_ONCE]) for name, rows in asked]


def due_fields() -> list[tuple[QuerySet[Any], str]]:
    """What a sweep looks at, each with the field that says when it is due."""
    return [
        (EscalationWindow.objects.filter(state=WindowState.OPEN), "next_change_at"),
        (Alert.objects.filter(state=AlertState.PENDING), "due_at"),
        (Alert.objects.filter(state__in=WAITING_STATES), "acknowledge_by"),
        (Custody.objects.filter(state=CustodyState.HELD), "watch_at"),
        (FirearmSurrender.objects.all(), "next_due_at"),
        (CheckIn.objects.filter(settled_at__isnull=True), "look_at"),
        (RulesMoveItem.objects.filter(state=MoveState.WAITING), "created_at"),
        (Renewal.objects.all(), "next_due_at"),
    ]


def _due_custody(now: datetime) -> QuerySet[Custody]:
    rows = Custody.objects.filter(state=CustodyState.HELD, watch_at__lte=now)
    return rows.select_related("case").order_by("watch_at", "pk")


def _due_surrenders(now: datetime) -> QuerySet[FirearmSurrender]:
    return FirearmSurrender.objects.filter(next_due_at__lte=now).order_by("next_due_at", "pk")


def _due_renewals(now: datetime) -> QuerySet[Renewal]:
    return Renewal.objects.filter(next_due_at__lte=now).order_by("next_due_at", "pk")


def _keys(rows: QuerySet[Any]) -> QuerySet[Any, int]:
    """What is due by its key alone: the index of due times answers, whatever the rows are told with."""
    return rows.select_related(None).values_list("pk", flat=True)


def _each(rows: QuerySet[Any], act: Callable[[Any], Any]) -> bool:
    """Claim and act on each row; rows another sweep holds are left to it, and one bad row stops no other."""
    failed: list[int] = []
    done = 0
    while done < MOST_AT_ONCE:
        batch = rows.exclude(pk__in=failed) if failed else rows
        batch = batch.select_for_update(skip_locked=True, no_key=True, of=("self",))
        claimed = list(_keys(batch)[: MOST_AT_ONCE - done])
        if not claimed:
            return False
        for row in rows.filter(pk__in=claimed):
            try:
                with savepoint():
                    act(row)
                done += 1
            except Exception:
                failed.append(row.pk)
                log.exception("sweep could not act on %s %s", row._meta.label_lower, row.ref)
    return True
