"""One sweep for one agency: whatever is due by now happens once, in order, whoever else is sweeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Q, QuerySet, Value

from caseload.foundation.atomic import savepoint
from caseload.foundation.locks import alone
from caseload.foundation.prepared import Blank, Recipe, rows_of
from caseload.foundation.tenancy import AgencyOwned
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


@dataclass(frozen=True)
class Kind:
    """One kind of thing that falls due: its rows, the field with their time, and what is done with each."""

    name: str
    model: type[AgencyOwned]
    field: str
    act: Callable[..., Any]  # Called with the row and `now`.
    live: Q = Q()
    related: tuple[str, ...] = ()

    def due(self, now: datetime) -> QuerySet[Any]:
        """What is due, the longest due first."""
        rows = self.model.objects.filter(self.live, self._by(now)).order_by(self.field, "pk")
        return rows.select_related(*self.related) if self.related else rows

    def keys(self, now: datetime) -> QuerySet[Any, int]:
        """The same by keys alone: the index of due times answers, whatever the rows are told with."""
        return self.due(now).select_related(None).values_list("pk", flat=True)

    def is_due(self) -> QuerySet[Any, Any]:
        """For the prepared question: this kind's name if anything of it is due."""
        found = rows_of(self.model).filter(self.live, self._by(Blank("now", DateTimeField())))
        return found.order_by().values_list(Value(self.name), flat=True)[:1]

    def first(self) -> QuerySet[Any, Any]:
        """For the prepared question: when the first of this kind is due."""
        rows = rows_of(self.model).filter(self.live, **{f"{self.field}__isnull": False})
        return rows.order_by(self.field).values_list(self.field, flat=True)[:1]

    def _by(self, now: Any) -> Q:
        return Q(**{f"{self.field}__lte": now})


# In this order: each window that moves raises its own alerts first, and what they bring comes after them. A
# window that cannot move still calls for an answer.
KINDS = (
    Kind("windows", EscalationWindow, "next_change_at", advance, Q(state=WindowState.OPEN)),
    Kind(
        "alerts", Alert, "due_at", raise_alert, Q(state=AlertState.PENDING),
        ("case__team", "window__policy"),
    ),
    Kind(
        "answers", Alert, "acknowledge_by", escalate, Q(state__in=WAITING_STATES),
        ("case__team", "window__policy"),
    ),
    Kind("custody", Custody, "watch_at", watch, Q(state=CustodyState.HELD), ("case",)),
    Kind("surrenders", FirearmSurrender, "next_due_at", pass_deadline),
    Kind("check-ins", CheckIn, "look_at", miss, Q(settled_at__isnull=True), ("case",)),
    Kind("rules moves", RulesMoveItem, "created_at", settle, Q(state=MoveState.WAITING)),
    Kind("renewals", Renewal, "next_due_at", take_step),
)  # fmt: skip


def _of_every_kind(question: Callable[[Kind], QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = [question(kind) for kind in KINDS]
    return first.union(*others, all=True)


_WHAT_IS_DUE = Recipe(lambda: _of_every_kind(Kind.is_due))
_FIRST_OF_EACH = Recipe(lambda: _of_every_kind(Kind.first))


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
    due, is_full = what_is_due(now), False
    for kind in KINDS:
        done, failed = 0, set[int]()
        while kind.name in due and done < MOST_AT_ONCE:
            claimed = _claim(kind, now, beside=failed, most=MOST_AT_ONCE - done)
            if not claimed:
                break
            failed |= _act(kind, claimed, now)
            done += len(claimed.difference(failed))
            due = what_is_due(now)  # What was done may have brought more, of this kind or of a later one.
        is_full = is_full or done >= MOST_AT_ONCE
        if is_full and kind.model is EscalationWindow:
            break  # Windows first: each raises its own alerts in order.
    return is_full


def what_is_due(now: datetime) -> set[str]:
    """The names of the kinds of which something is due: one statement, whatever there is."""
    return {row[0] for row in _WHAT_IS_DUE.fetch(now=now)}


def next_due() -> datetime | None:
    """When the next thing is due, of whatever kind; None while nothing will be. One statement."""
    return min((row[0] for row in _FIRST_OF_EACH.fetch()), default=None)


def questions(now: datetime) -> list[tuple[str, QuerySet[Any]]]:
    """What a sweep asks, with the name of each: its first batch, as it is claimed."""
    return [(kind.name, kind.keys(now)[:MOST_AT_ONCE]) for kind in KINDS]


def _claim(kind: Kind, now: datetime, *, beside: set[int], most: int) -> set[int]:
    """Keys of what is due, held until the end of the transaction; rows another sweep holds are left to it."""
    keys = kind.keys(now).exclude(pk__in=beside) if beside else kind.keys(now)
    return set(keys.select_for_update(skip_locked=True, no_key=True, of=("self",))[:most])


def _act(kind: Kind, claimed: set[int], now: datetime) -> set[int]:
    """Act on each row, the longest due first; one bad row stops no other. Keys of the bad ones."""
    failed = set()
    for row in kind.due(now).filter(pk__in=claimed):
        try:
            with savepoint():
                kind.act(row, now=now)
        except Exception:
            failed.add(row.pk)
            log.exception("sweep could not act on %s %s", row._meta.label_lower, row.ref)
    return failed
