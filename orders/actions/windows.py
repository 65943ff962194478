"""Advancing and closing windows. A window ends at its closing time, not because anything was seen."""

from __future__ import annotations

from datetime import datetime

from caseload.foundation import audit
from caseload.foundation.atomic import action
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from orders.actions.alerts import raise_alert
from orders.actions.phase_tasks import Anchors, open_tasks
from orders.actions.watch import once, refresh_watch
from orders.choices import WAITING_STATES, AlertState, WindowState
from orders.models import Alert, EscalationWindow, WindowPhase

ACUTE_LEVEL = 4


@action
def advance(window: EscalationWindow, *, now: datetime) -> EscalationWindow:
    """Enter every phase that has begun, once and in order, raise its alert, close at the end (W-14)."""
    window = _LOCKED.get(window=window.pk)
    if not window.is_open:
        return window
    phases = _PHASES.rows(window=window.pk)
    with once():
        for phase in phases:
            if phase.entered_at is None and phase.starts_at <= now:
                enter(window, phase, now=now)
        _stand_in(window, phases, now=now)
        if window.closes_at and now >= window.closes_at:
            _close(window, now=now)
        refresh_watch(window.case)
    return window


_WINDOW = Blank("window", KEY)
_LOCKED = Recipe(
    lambda: (
        rows_of(EscalationWindow)
        .filter(pk=_WINDOW)
        .select_related("case__team", "order", "attempt", "policy")
        .select_for_update(of=("self",), no_key=True)
    )
)
_PHASES = Recipe(lambda: rows_of(WindowPhase).filter(window_id=_WINDOW).order_by("position"))


def enter(window: EscalationWindow, phase: WindowPhase, *, now: datetime) -> bool:
    """Act on the beginning of a phase: its tasks and its alert. False when that was done before."""
    claimed = WindowPhase.objects.filter(pk=phase.pk, entered_at__isnull=True).update(entered_at=now)
    if not claimed:
        return False
    phase.entered_at = now
    audit.record(
        "orders.phase_entered", window, phase=phase.phase, level=phase.level,
        late_minutes=int((now - phase.starts_at).total_seconds() // 60),
    )  # fmt: skip
    rules = window.rules
    anchors = Anchors(now, max(phase.starts_at, window.known_at), phase.ends_at, window.event_until)
    open_tasks(
        window.case, rules.phase(phase.phase).tasks, prefix=f"{window.tasks_ref}:{phase.phase}", rules=rules,
        anchors=anchors, firearms=firearms_matter(window),
    )  # fmt: skip
    for alert in Alert.objects.filter(window=window, phase=phase.phase, state=AlertState.PENDING):
        alert.window, alert.case = window, window.case
        raise_alert(alert, now=now)
    return True


def firearms_matter(window: EscalationWindow) -> bool:
    """Whether firearms are a matter here: the order forbids them, or the event was about them."""
    return window.order.forbids_firearms if window.order else False


def _stand_in(window: EscalationWindow, phases: list[WindowPhase], *, now: datetime) -> None:
    """Write down the phase that holds now and when the next change is due."""
    current = next((phase for phase in phases if phase.holds_at(now)), None)
    waiting = [phase.starts_at for phase in phases if phase.entered_at is None]
    window.phase = current.phase if current else ""
    window.level = current.level if current else 0
    window.phase_ends_at = current.ends_at if current else None
    ends_at = current.ends_at if current else window.closes_at
    window.next_change_at = min([*waiting, *([ends_at] if ends_at else [])], default=None)
    EscalationWindow.objects.filter(pk=window.pk).update(
        phase=window.phase, level=window.level, phase_ends_at=window.phase_ends_at,
        next_change_at=window.next_change_at,
    )  # fmt: skip


def _close(window: EscalationWindow, *, now: datetime) -> None:
    window.state, window.closed_at, window.next_change_at = WindowState.CLOSED, now, None
    window.save()
    unanswered = Alert.objects.filter(window=window, state__in=WAITING_STATES).count()
    audit.record("orders.window_closed", window, unanswered=unanswered)
