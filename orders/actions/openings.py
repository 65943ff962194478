"""Which window an order has: opened by its service, replaced when that is corrected. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit
from caseload.foundation.moments import Interval, Precision
from orders.actions.alerts import close_pending, raise_alert
from orders.actions.phase_tasks import Anchors, open_tasks
from orders.actions.policies import current_policy
from orders.actions.watch import refresh_watch
from orders.actions.windows import advance
from orders.choices import (
    OPENING_OUTCOMES,
    WAITING_STATES,
    AlertKind,
    AlertState,
    ClosedReason,
    WindowState,
)
from orders.escalation import Window, opening_of, phase_at, steps_for, window_for
from orders.models import Alert, EscalationWindow, ProtectiveOrder, ServiceAttempt, WindowPhase

CARRIED = (
    "state", "raised_at", "acknowledge_by", "step", "asked_role", "acknowledged_by_id", "acknowledged_at",
    "note",
)  # fmt: skip


@transaction.atomic
def reconsider(order: ProtectiveOrder, *, now: datetime) -> EscalationWindow | None:
    """Open, replace or withdraw the order's window: it follows from the service that stands (PO-2, PO-6)."""
    standing = [a for a in ServiceAttempt.objects.filter(order=order).order_by("pk") if a.opens_window]
    for attempt in standing:
        attempt.order, attempt.case = order, order.case
    position = opening_of((a.paper_version, a.knowledge or 0, a.happened_from) for a in standing)
    opener = standing[position] if position is not None else None
    # The window before its alerts, as the sweep does: two who work on it wait for, and never on, each other.
    locked = EscalationWindow.objects.select_for_update(no_key=True, of=("self",))
    newest = locked.filter(order=order).select_related("policy").order_by("-pk").first()
    if opener is None:
        if newest and newest.is_open:
            _supersede(newest, reason=ClosedReason.VOID, now=now)
        window = None
    elif newest is None or newest.attempt_id != opener.pk:
        window = _open(opener, replaces=newest if newest and newest.is_open else None, now=now)
    else:
        window = newest
    refresh_watch(order.case)
    return window


def _open(attempt: ServiceAttempt, *, replaces: EscalationWindow | None, now: datetime) -> EscalationWindow:
    policy = replaces.policy if replaces else current_policy()
    first = _is_first_service(attempt)
    plan = window_for(
        policy.parsed,
        Interval(attempt.happened_from, attempt.happened_until),
        attempt.zone,
        first_service=first,
    )
    taken = set(_entered(replaces)) if replaces else set()
    holds = phase_at(plan, now)
    goes_on = bool(
        replaces and holds and replaces.phase == holds.key
    )  # The same phase, only its times differ.
    missed = plan.phases[0].ends_at <= now and plan.phases[0].key not in taken
    if replaces:
        _supersede(replaces, reason=ClosedReason.SUPERSEDED, now=now, keep_tasks=goes_on)
    window = EscalationWindow(
        case=attempt.case, order=attempt.order, attempt=attempt, policy=policy, replaces=replaces,
        opens_at=plan.opens_at, closes_at=plan.closes_at, tz=attempt.tz, known_at=now,
        next_change_at=now, first_service=first, missed_acute=missed,
    )  # fmt: skip
    window.tasks_ref = replaces.tasks_ref if replaces and goes_on else window.ref
    window.save()
    _lay_out(window, plan, old=replaces, goes_on=goes_on, now=now)
    audit.record(
        "orders.window_opened", window, order=attempt.order.ref, policy=policy.number, first_service=first,
        missed_acute=missed, replaces=replaces.ref if replaces else "",
    )  # fmt: skip
    _say_what_is_special(window, now=now)
    return advance(window, now=now)


def _is_first_service(attempt: ServiceAttempt) -> bool:
    """No earlier service on any order against this respondent in this case (W-11)."""
    earlier = ServiceAttempt.objects.filter(
        case_id=attempt.case_id,
        order__respondent_id=attempt.order.respondent_id,  # type: ignore[misc]
        state=ServiceAttempt.State.STANDS,
        outcome__in=OPENING_OUTCOMES,
        happened_from__lt=attempt.happened_from,
    )
    return not earlier.exclude(pk=attempt.pk).exists()


def _entered(window: EscalationWindow) -> dict[str, datetime]:
    """Phases of a window that were acted on when they began -> when that was."""
    rows = WindowPhase.objects.filter(window=window, entered_at__isnull=False, was_missed=False)
    return {phase: at for phase, at in rows.values_list("phase", "entered_at") if at}


def _lay_out(
    window: EscalationWindow, plan: Window, *, old: EscalationWindow | None, goes_on: bool, now: datetime
) -> None:
    """Write the phases, and an alert for each that is not over; what goes on keeps its entry and alert."""
    before = _entered(old) if old else {}
    late = window.missed_acute
    ahead = {step.phase: step.due_at for step in steps_for(plan, known_at=now)}
    for position, phase in enumerate(plan.phases):
        over, running = phase.ends_at <= now, phase.starts_at <= now < phase.ends_at
        entered = before.get(phase.key) if over or (running and goes_on) else None
        WindowPhase(
            case=window.case, window=window, position=position, phase=phase.key, level=phase.level,
            starts_at=phase.starts_at, ends_at=phase.ends_at,
            entered_at=entered or (now if over else None), was_missed=over and entered is None,
        ).save()  # fmt: skip
        if phase.key in ahead and not (late and running):
            _lay_out_alert(
                window, phase.key, phase.level, ahead[phase.key], old if running and goes_on else None
            )
    if late:
        last = phase_at(plan, now) or plan.phases[-1]
        _lay_out_alert(window, last.key, plan.phases[0].level, now, None, kind=AlertKind.LATE_ENTRY)


def _lay_out_alert(
    window: EscalationWindow, phase: str, level: int, due_at: datetime, old: EscalationWindow | None,
    kind: AlertKind = AlertKind.PHASE,
) -> None:  # fmt: skip
    """A pending alert; or, where the phase goes on, one that stands as the old one did, clock not reset."""
    alert = Alert(case=window.case, window=window, kind=kind, phase=phase, level=level, due_at=due_at)
    former = Alert.objects.filter(window=old, phase=phase).order_by("-raised_at").first() if old else None
    if former:
        alert.kind = former.kind
        for name in CARRIED:
            setattr(alert, name, getattr(former, name))
        if former.state in WAITING_STATES:
            _close_alert(former, ClosedReason.SUPERSEDED, alert.raised_at or due_at)
    alert.save()


def _close_alert(alert: Alert, reason: ClosedReason, now: datetime) -> None:
    Alert.objects.filter(pk=alert.pk, state__in=WAITING_STATES).update(
        state=AlertState.CLOSED, closed_reason=reason, closed_at=now
    )
    audit.record("orders.alert_closed", alert, phase=alert.phase, reason=reason.value)


def _supersede(
    window: EscalationWindow, *, reason: ClosedReason, now: datetime, keep_tasks: bool = False
) -> None:
    """End a window that no longer follows from the facts. Alerts already raised stay on record (PO-6)."""
    close_pending(window.pk, reason=reason, now=now)
    if not keep_tasks:
        for alert in Alert.objects.filter(window=window, state__in=WAITING_STATES):
            _close_alert(alert, reason, now)
        cancel_tasks(
            window.case,
            dedupe_prefix=f"{window.tasks_ref}:",
            reason=_("The record of service was corrected."),
        )
    window.state, window.closed_at, window.next_change_at = WindowState.SUPERSEDED, now, None
    window.save()
    audit.record("orders.window_superseded", window, reason=reason.value)


def _say_what_is_special(window: EscalationWindow, *, now: datetime) -> None:
    """Tasks for a service learned of late or at an unknown time, and the alert of the late one."""
    rules = window.policy.parsed
    anchors = Anchors(now, now)
    if window.missed_acute:
        open_tasks(
            window.order, rules.late_entry, prefix=f"{window.tasks_ref}:late", rules=rules, anchors=anchors
        )
        for alert in Alert.objects.filter(window=window, kind=AlertKind.LATE_ENTRY, state=AlertState.PENDING):
            alert.window, alert.case = window, window.case
            raise_alert(alert, now=now)
    if window.attempt.precision == Precision.UNKNOWN:
        open_tasks(
            window.order,
            rules.unknown_time,
            prefix=f"{window.tasks_ref}:unknown",
            rules=rules,
            anchors=anchors,
        )
