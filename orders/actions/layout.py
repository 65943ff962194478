"""Writing a window down: its phases, an alert for each, and what goes on from the window it replaces."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit
from caseload.foundation.moments import Precision
from orders.actions.alerts import close_pending, raise_alert
from orders.actions.phase_tasks import Anchors, open_tasks
from orders.actions.windows import ACUTE_LEVEL, advance
from orders.choices import WAITING_STATES, AlertKind, AlertState, ClosedReason, WindowState
from orders.escalation import Window, phase_at, steps_for
from orders.models import Alert, EscalationWindow, WindowPhase

CARRIED = (
    "state", "raised_at", "acknowledge_by", "step", "asked_role", "acknowledged_by_id", "acknowledged_at",
    "note",
)  # fmt: skip


def open_window(
    window: EscalationWindow, plan: Window, *, replaces: EscalationWindow | None, now: datetime
) -> EscalationWindow:
    """Store `window` as `plan` lays it out and enter what has begun; the one it replaces ends.

    Where the same phase runs on and only its times differ, its tasks and its alert run on too (PO-6). With
    `moved_by` the rules are others and the event is the same: nothing is learned of late then.
    """
    moved = replaces if window.moved_by_id else None
    why = ClosedReason.RULES if moved else ClosedReason.SUPERSEDED
    taken = _entered(replaces) if replaces else {}
    holds = phase_at(plan, now)
    goes_on = bool(replaces and holds and replaces.phase == holds.key)
    # An acute phase that newer rules call otherwise is the same alarm: answered, or asked as far as it was.
    is_alarm = goes_on or bool(moved and holds and min(moved.level, holds.level) >= ACUTE_LEVEL)
    first = plan.phases[0]
    if replaces:
        supersede(replaces, reason=why, now=now, keep_tasks=goes_on, keep_alert=is_alarm)
    window.known_at = moved.known_at if moved else now
    window.replaces, window.next_change_at = replaces, max(now, plan.opens_at)
    window.opens_at, window.closes_at = plan.opens_at, plan.closes_at
    missed = first.is_over(now) and first.key not in taken and first.level >= ACUTE_LEVEL
    window.missed_acute = moved.missed_acute if moved else missed
    window.tasks_ref = replaces.tasks_ref if replaces and goes_on else window.ref
    window.save()
    _lay_out(window, plan, old=replaces, goes_on=goes_on, is_alarm=is_alarm, now=now)
    audit.record(
        "orders.window_opened", window, trigger=str(window.trigger), policy=window.policy.number,
        order=window.order.ref if window.order else "", first_service=window.first_service,
        missed_acute=window.missed_acute, replaces=replaces.ref if replaces else "",
    )  # fmt: skip
    if not moved:
        _say_what_is_special(window, now=now)
    return advance(window, now=now)


def _entered(window: EscalationWindow) -> dict[str, datetime]:
    """Phases of a window that were acted on when they began -> when that was."""
    rows = WindowPhase.objects.filter(window=window, entered_at__isnull=False, was_missed=False)
    return {phase: at for phase, at in rows.values_list("phase", "entered_at") if at}


def _missed(window: EscalationWindow) -> set[str]:
    """Phases of a window that were over before it was known."""
    return set(WindowPhase.objects.filter(window=window, was_missed=True).values_list("phase", flat=True))


def _lay_out(
    window: EscalationWindow, plan: Window, *, old: EscalationWindow | None, goes_on: bool, is_alarm: bool,
    now: datetime,
) -> None:  # fmt: skip
    """Write the phases, and an alert for each that is not over; what goes on keeps its entry and alert."""
    before = _entered(old) if old else {}
    moved = old if window.moved_by_id else None
    late = window.missed_acute and not moved
    seen_late = _missed(moved) if moved else {phase.key for phase in plan.phases}
    rows: list[WindowPhase] = []
    alerts: list[Alert] = []
    ahead = {step.phase: step.due_at for step in steps_for(plan, known_at=now)}
    for position, phase in enumerate(plan.phases):
        over, running = phase.is_over(now), phase.holds_at(now)
        entered = before.get(phase.key) if over or (running and goes_on) else None
        rows.append(WindowPhase(
            agency_id=window.agency_id, case=window.case, window=window, position=position,
            phase=phase.key, level=phase.level, starts_at=phase.starts_at, ends_at=phase.ends_at,
            entered_at=entered or (now if over else None),
            was_missed=over and entered is None and phase.key in seen_late,
        ))  # fmt: skip
        if phase.key in ahead and not (late and running):
            going = old if running and is_alarm else None
            alerts.append(_alert_of(window, phase.key, phase.level, ahead[phase.key], going))
    if late:
        last = phase_at(plan, now) or plan.phases[-1]
        level = plan.phases[0].level
        alerts.append(_alert_of(window, last.key, level, now, None, kind=AlertKind.LATE_ENTRY))
    # `orders.window_opened` tells the log of all of them.
    WindowPhase.objects.bulk_create(rows)
    Alert.objects.bulk_create(alerts)


def _alert_of(
    window: EscalationWindow, phase: str, level: int, due_at: datetime, old: EscalationWindow | None,
    kind: AlertKind = AlertKind.PHASE,
) -> Alert:  # fmt: skip
    """A pending alert; or, where the phase goes on, one that stands as the old one did, clock not reset."""
    alert = Alert(
        agency_id=window.agency_id, case=window.case, window=window, kind=kind, phase=phase, level=level,
        due_at=due_at,
    )  # fmt: skip
    if old and (former := Alert.objects.filter(window=old, phase=old.phase).order_by("-raised_at").first()):
        alert.kind = former.kind
        for name in CARRIED:
            setattr(alert, name, getattr(former, name))
        if former.state in WAITING_STATES:
            why = ClosedReason.RULES if window.moved_by_id else ClosedReason.SUPERSEDED
            _close_alert(former, why, alert.raised_at or due_at)
    return alert


def take_along_alerts(old: EscalationWindow, window: EscalationWindow, *, now: datetime) -> int:
    """Questions of `old` that nobody answered go on in the window that took its place; returns how many.

    One that the window asks itself is closed. The caller tells the log.
    """
    asked = set(Alert.objects.filter(window=window).values_list("kind", "phase"))
    taken = 0
    for alert in Alert.objects.filter(window=old, state__in=WAITING_STATES):
        if (alert.kind, alert.phase) in asked:
            _close_alert(alert, ClosedReason.RULES, now)
        else:
            taken += Alert.objects.filter(pk=alert.pk).update(window=window)
    return taken


def _close_alert(alert: Alert, reason: ClosedReason, now: datetime) -> None:
    Alert.objects.filter(pk=alert.pk, state__in=WAITING_STATES).update(
        state=AlertState.CLOSED, closed_reason=reason, closed_at=now
    )
    audit.record("orders.alert_closed", alert, phase=alert.phase, reason=reason.value)


def supersede(
    window: EscalationWindow, *, reason: ClosedReason, now: datetime, keep_tasks: bool = False,
    keep_alert: bool = False,
) -> None:  # fmt: skip
    """End a window that no longer follows from the facts. Alerts already raised stay on record (PO-6)."""
    close_pending(window.pk, reason=reason, now=now)
    if not keep_alert:
        waiting = Alert.objects.filter(window=window, state__in=WAITING_STATES)
        if reason == ClosedReason.RULES:
            waiting = waiting.filter(phase=window.phase)  # What earlier phases ask, the move takes along.
        for alert in waiting:
            _close_alert(alert, reason, now)
    if not keep_tasks:
        _cancel_its_tasks(window, reason)
    window.state, window.closed_at, window.next_change_at = WindowState.SUPERSEDED, now, None
    window.save()
    if reason != ClosedReason.RULES:  # The move tells the log of it, with both versions.
        audit.record("orders.window_superseded", window, reason=reason.value)


def _cancel_its_tasks(window: EscalationWindow, reason: ClosedReason) -> None:
    """All of them; where only the rules changed, those of its phases: what was learned late stays."""
    if reason != ClosedReason.RULES:
        words = _("The record of what happened was corrected.")
        cancel_tasks(window.case, dedupe_prefix=f"{window.tasks_ref}:", reason=words)
        return
    for phase in WindowPhase.objects.filter(window=window).values_list("phase", flat=True):
        words = _("Newer rules hold for this window, with their own tasks.")
        cancel_tasks(window.case, dedupe_prefix=f"{window.tasks_ref}:{phase}:", reason=words)


def _say_what_is_special(window: EscalationWindow, *, now: datetime) -> None:
    """Tasks for an event learned of late, or service at an unknown time, and the alert of the late one."""
    rules = window.rules
    anchors = Anchors(now, now)
    if window.missed_acute:
        open_tasks(
            window.case, rules.late_entry, prefix=f"{window.tasks_ref}:late", rules=rules, anchors=anchors
        )
        for alert in Alert.objects.filter(window=window, kind=AlertKind.LATE_ENTRY, state=AlertState.PENDING):
            alert.window, alert.case = window, window.case
            raise_alert(alert, now=now)
    if window.is_after_service and window.precision == Precision.UNKNOWN:
        open_tasks(
            window.case, rules.unknown_time, prefix=f"{window.tasks_ref}:unknown", rules=rules,
            anchors=anchors,
        )  # fmt: skip
