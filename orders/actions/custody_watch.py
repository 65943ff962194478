"""Asking, while the respondent is in custody, whether that is still so: a row says when, the sweep asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseload.actions.tasks import open_task
from caseload.foundation import audit, context
from caseload.foundation.moments import add_elapsed
from caseload.models import Task
from orders.actions.phase_tasks import title_of
from orders.choices import CustodyState
from orders.escalation import look, next_look
from orders.models import Custody

FIRST = "custody_release"
DUE_IN = {FIRST: 24, "custody_ask": 24, "custody_eve": 8, "custody_passed": 2}
URGENT = {FIRST, "custody_eve", "custody_passed"}


def watch(custody: Custody, *, now: datetime, first: bool = False) -> bool:
    """Open the task that is due by now, unless it is open already, and say when to look again.

    False when the custody is over: then there is nothing to watch.
    """
    rows = Custody.objects.filter(pk=custody.pk, state=CustodyState.HELD)
    tz = context.current().agency.tz
    earliest, latest = custody.earliest_on, custody.latest_on
    again = next_look(now, tz, earliest, latest)
    if not rows.update(watch_at=again):
        return False
    custody.watch_at = again
    kind = look(now, tz, earliest, latest)
    if first and kind == "custody_ask":
        kind = FIRST
    _open(
        custody, kind, day=now.astimezone(tz).date(), due_at=add_elapsed(now, timedelta(hours=DUE_IN[kind]))
    )
    audit.record("orders.custody_watched", custody, asked=kind)
    return True


def _open(custody: Custody, kind: str, *, day: date, due_at: datetime) -> None:
    stem = f"{custody.ref}:{kind.removeprefix('custody_')}"
    if Task.objects.filter(case=custody.case, state=Task.State.OPEN, dedupe_key__startswith=stem).exists():
        return
    open_task(
        custody.case, kind=f"orders.{kind}", title=title_of(kind), due_at=due_at, dedupe_key=f"{stem}:{day}",
        priority=1 if kind in URGENT else 2,
    )  # fmt: skip
