"""Alerts: raised when due, passed up the chain while nobody answers, answered by a person, not by looking."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions import notifications
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import add_elapsed
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Staff
from caseload.permissions import Perm
from caseload.queries import Asked
from caseload.roster import NEVER_HELD_LEVEL
from orders.actions.asking import people_of, told_when_nobody_is
from orders.actions.watch import once, refresh_watch
from orders.choices import WAITING_STATES, AlertKind, AlertState
from orders.escalation import acknowledge_by, next_responder
from orders.models import Alert
from orders.queries.standing import waiting_beside

ALSO_SUPERVISORS_FROM_LEVEL = 3
LOOK_AGAIN = timedelta(minutes=30)  # When nobody could be asked.
NO_RULE = timedelta(hours=2)  # A phase without an answer time in its policy is still answered.


def raise_alert(alert: Alert, *, now: datetime) -> bool:
    """Raise one due alert and tell its people; False when it was raised already."""
    claimed = Alert.objects.filter(pk=alert.pk, state=AlertState.PENDING, due_at__lte=now).update(
        state=AlertState.RAISED, raised_at=now, acknowledge_by=_answer_by(alert, now)
    )
    if not claimed:
        return False
    alert = _as_it_stands(alert.pk)
    audit.record(
        "orders.alert_raised", alert, phase=alert.phase, level=alert.level, kind=alert.kind,
        late_minutes=int((now - alert.due_at).total_seconds() // 60),
    )  # fmt: skip
    _ask(alert, step=0, now=now)
    return True


def escalate(alert: Alert, *, now: datetime) -> bool:
    """Pass an unanswered alert to the next in the chain; False when it was answered meanwhile."""
    rules = alert.window.rules
    step = alert.step + 1
    # Inside the window somebody is asked for ever; after it, once more up the whole chain.
    goes_on = alert.window.is_open or step < len(rules.chain)
    claimed = Alert.objects.filter(
        pk=alert.pk, state__in=WAITING_STATES, step=alert.step, acknowledge_by__lte=now
    ).update(
        state=AlertState.ESCALATED, step=step, acknowledge_by=_answer_by(alert, now) if goes_on else None
    )
    if not claimed:
        return False
    alert = _as_it_stands(alert.pk)
    audit.record("orders.alert_escalated", alert, phase=alert.phase, level=alert.level, step=step)
    _ask(alert, step=step, now=now)
    return True


_ALERT = Blank("alert", KEY)
_STANDING = Recipe(lambda: rows_of(Alert).filter(pk=_ALERT).select_related("case__team", "window__policy"))
_ANSWERED = Recipe(
    lambda: rows_of(Alert).filter(pk=_ALERT).select_related("case", "window__policy", "acknowledged_by")
)


def _as_it_stands(pk: int) -> Alert:
    """The claimed alert with its case, team and rules of this moment, whatever was read before."""
    found: Alert = _STANDING.get(alert=pk)
    return found


def _answer_by(alert: Alert, now: datetime) -> datetime:
    rules = alert.window.rules
    tz = context.current().agency.tz
    late = alert.kind == AlertKind.LATE_ENTRY  # Learned of late: the pace of the first phase.
    key = rules.active[0].key if late else alert.phase
    phase = next((phase for phase in rules.phases if phase.key == key), None)
    return (acknowledge_by(rules, phase, now, tz) if phase else None) or add_elapsed(now, NO_RULE)


def _ask(alert: Alert, *, step: int, now: datetime) -> None:
    """Tell whoever is next in the chain, with the supervisors from the start where the level is high."""
    chain = alert.window.rules.chain
    people = people_of(alert.case, chain, now=now)
    available = {role for role, found in people.items() if found}
    role = next_responder(chain, step, available, asked=alert.asked_role if step else "")
    if role is None:
        _reaches_nobody(alert, now=now)
        return
    asked = list(people[role])
    if alert.level >= ALSO_SUPERVISORS_FROM_LEVEL and step == 0:
        asked += people["supervisor"] or people["director"]
    Alert.objects.filter(pk=alert.pk).update(asked_role=role)
    _tell(alert, asked, urgent=alert.level >= ALSO_SUPERVISORS_FROM_LEVEL or step > 0)
    refresh_watch(alert.case)


def _tell(alert: Alert, asked: list[Asked], *, urgent: bool) -> None:
    notifications.queue(
        [one.staff for one in asked], kind="orders.alert", case=alert.case, urgent=urgent, level=alert.level,
        url_name="orders:alert", url_ref=alert.ref,
        instead_of={one.staff.pk: one.instead_of for one in asked if one.instead_of},
    )  # fmt: skip


def _reaches_nobody(alert: Alert, *, now: datetime) -> None:
    """Loudly: to the directors, away or not; and the chain is looked at again soon, for who is back."""
    again = add_elapsed(now, LOOK_AGAIN)
    rows = Alert.objects.filter(pk=alert.pk)
    rows.update(asked_role="")
    rows.filter(acknowledge_by__gt=again).update(acknowledge_by=again)
    audit.record("orders.alert_reaches_nobody", alert, phase=alert.phase, level=alert.level)
    knowing, others = told_when_nobody_is(alert.case)
    common: dict[str, Any] = {"kind": "orders.nobody_reachable", "urgent": True, "level": NEVER_HELD_LEVEL}
    notifications.queue(knowing, case=alert.case, url_name="orders:alert", url_ref=alert.ref, **common)
    notifications.queue(others, case=None, url_name="caseload:roster", **common)
    refresh_watch(alert.case)


@action
def acknowledge(alert: Alert, *, by: Staff, note: str, others: bool = False) -> Alert:
    """Record who owns what happens next. The first answer stands: `acknowledged_by` says whose it is.

    With `others` every alert of the case that waits and is no worse gets the same answer: several events of
    one evening, one plan for them. Each keeps its own record.
    """
    access.require(by, Perm.ACKNOWLEDGE_ALERT, alert.case)
    if not note.strip():
        raise RuleBroken(_("Write in a few words what happens next."), field="note")
    with once():
        answered = _answer(alert, by=by, note=note)
        if others and answered.acknowledged_by_id == by.pk:
            # In the order in which they came: two who answer side by side wait for, and never on, each other.
            for beside in waiting_beside(answered).order_by("pk"):
                _answer(beside, by=by, note=note)
    return answered


def _answer(alert: Alert, *, by: Staff, note: str) -> Alert:
    claimed = Alert.objects.filter(pk=alert.pk, state__in=WAITING_STATES).update(
        state=AlertState.ACKNOWLEDGED, acknowledged_by=by, acknowledged_at=clock.now()
    )
    alert = _ANSWERED.get(alert=alert.pk)
    if not claimed:
        if alert.state == AlertState.ACKNOWLEDGED:
            return alert
        raise RuleBroken(_("This alert does not wait for an answer."))
    alert.note = note.strip()
    alert.save(update_fields=["note"])
    answered_at, raised_at = alert.acknowledged_at or alert.due_at, alert.raised_at or alert.due_at
    waited = int((answered_at - raised_at).total_seconds() // 60)
    audit.record("orders.alert_acknowledged", alert, phase=alert.phase, level=alert.level, minutes=waited)
    refresh_watch(alert.case)
    touch(alert.case)
    return alert


def close_pending(window_id: int, *, reason: str, now: datetime) -> int:
    """Close alerts that were not raised yet, because their window ends otherwise; returns how many."""
    return Alert.objects.filter(window_id=window_id, state=AlertState.PENDING).update(
        state=AlertState.CLOSED, closed_at=now, closed_reason=reason
    )
