"""Which window an order has: opened by its service, replaced when that is corrected. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from caseload.foundation.atomic import action
from caseload.foundation.moments import Interval
from orders.actions.layout import open_window, supersede
from orders.actions.policies import current_policy
from orders.actions.watch import refresh_watch
from orders.choices import OPENING_OUTCOMES, ClosedReason, Trigger
from orders.escalation import opening_of, window_for
from orders.models import EscalationWindow, ProtectiveOrder, ServiceAttempt


@action
def reconsider(order: ProtectiveOrder, *, now: datetime) -> EscalationWindow | None:
    """Open, replace or withdraw the order's window: it follows from the service that stands (PO-2, PO-6)."""
    standing = [a for a in ServiceAttempt.objects.filter(order=order).order_by("pk") if a.opens_window]
    for attempt in standing:
        attempt.order, attempt.case = order, order.case
    position = opening_of((a.paper_version, a.knowledge or 0, a.happened_from) for a in standing)
    opener = standing[position] if position is not None else None
    # The window before its alerts, as the sweep does: two who work on it wait for, and never on, each other.
    locked = EscalationWindow.objects.select_for_update(no_key=True, of=("self",))
    own = locked.filter(order=order, trigger=Trigger.SERVICE)
    newest = own.select_related("policy").order_by("-pk").first()
    if opener is None:
        if newest and newest.is_open:
            supersede(newest, reason=ClosedReason.VOID, now=now)
        window = None
    elif newest is None or newest.attempt_id != opener.pk:
        window = _open(opener, replaces=newest if newest and newest.is_open else None, now=now)
    else:
        window = newest
    refresh_watch(order.case)
    return window


def _open(attempt: ServiceAttempt, *, replaces: EscalationWindow | None, now: datetime) -> EscalationWindow:
    policy = replaces.policy if replaces else current_policy()
    when = Interval(attempt.happened_from, attempt.happened_until)
    first = _is_first_service(attempt)
    plan = window_for(policy.parsed, when, attempt.zone, first_service=first)
    window = EscalationWindow(
        case=attempt.case, order=attempt.order, attempt=attempt, policy=policy, tz=attempt.tz,
        event_from=when.start, event_until=when.end, precision=attempt.precision, first_service=first,
    )  # fmt: skip
    return open_window(window, plan, replaces=replaces, now=now)


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
