"""Windows from other events than service. What was told of the event decides; one source, one open window."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField
from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.locks import in_turn
from caseload.foundation.moments import Interval, Precision
from caseload.foundation.prepared import Blank, Recipe, rows_of
from caseload.models import Case, Staff
from caseload.permissions import Perm
from clients.actions.plan_versions import call_review
from orders.actions.endings import end
from orders.actions.layout import open_window
from orders.actions.policies import current_policy
from orders.actions.watch import once
from orders.choices import ClosedReason, Trigger, WindowState
from orders.escalation import Window, window_for
from orders.models import EscalationPolicy, EscalationWindow, ProtectiveOrder

# Events that ask for another look at the safety plan (SP-2), by the plan's own names.
ASKS_REVIEW = {
    Trigger.SEPARATION: "separation",
    Trigger.VIOLATION: "violation",
    Trigger.RELEASE: "custody_release",
    Trigger.FIREARM_ACCESS: "weapon",
    Trigger.THREATS: "client_request",
    Trigger.STRANGULATION: "client_request",
    Trigger.STALKING: "client_request",
    Trigger.LOCATION_DISCLOSED: "client_request",
    Trigger.CLIENT_FEAR: "client_request",
}


@action
def raise_overlay(
    case: Case, *, trigger: str, by: Staff | None, when: Interval, tz: ZoneInfo,
    precision: str = Precision.EXACT, said: dict[str, Any] | None = None, reason: str = "",
    order: ProtectiveOrder | None = None, source_key: str = "", highest: int = 4,
) -> EscalationWindow | None:  # fmt: skip
    """Open the window the agency's policy wants after this event, or move the one its source opened before.

    `source_key` names the record the event stands on: asking again for the same event changes nothing, for a
    corrected one replaces the window and keeps the old (PO-6). `highest` leaves out phases above that level.
    None when the agency's rules give the event no time, or that time is over, or somebody closed its window.
    """
    if by is not None:
        access.require(by, Perm.EDIT_ORDERS, case)
    if source_key:
        in_turn(f"overlay {source_key}")
    now = clock.now()
    former = _open_one(source_key)
    window = EscalationWindow(
        case=case, trigger=trigger, order=order, policy=former.policy if former else current_policy(),
        source_key=source_key, event_from=when.start, event_until=when.end, precision=precision,
        said=said or {}, tz=str(tz), reason=reason.strip(), highest=highest, raised_by=by,
    )  # fmt: skip
    if former and _same(former, window):
        return _reworded(former, window.reason)
    if not former and _was_closed_by_hand(window):
        return None
    plan = plan_for(trigger, when, tz, highest=highest, policy=former.policy if former else current_policy())
    if plan is None or plan.is_over(now):
        if former:
            end(former, why=ClosedReason.SUPERSEDED, words=_("The time was corrected."), now=now)
        audit.record("orders.no_window", case, trigger=str(trigger), over=plan is not None)
        return None
    with once():
        opened = open_window(window, plan, replaces=former, now=now)
        if review := ASKS_REVIEW.get(Trigger(trigger)):
            call_review(case, trigger=review)
    touch(case)
    return opened


def plan_for(
    trigger: str, when: Interval, tz: ZoneInfo, *, highest: int = 4, policy: EscalationPolicy | None = None
) -> Window | None:
    """The window these rules (else those in force) give an event; None when they give it none."""
    try:
        rules = (policy or current_policy()).parsed.for_trigger(trigger, highest=highest)
    except KeyError:
        return None
    return window_for(rules, when, tz) if rules.active else None


def _reworded(former: EscalationWindow, reason: str) -> EscalationWindow:
    """The window as it runs, with the reason as it is told now."""
    if reason and reason != former.reason:
        former.reason = reason
        former.save(update_fields=["reason"])
    return former


def _was_closed_by_hand(window: EscalationWindow) -> bool:
    """Whether somebody ended the window of this very event: saving its record again does not undo that."""
    if not window.source_key:
        return False
    last = EscalationWindow.objects.filter(source_key=window.source_key).order_by("-pk").first()
    return last is not None and last.closed_by_id is not None and _same(last, window)


def _same(former: EscalationWindow, window: EscalationWindow) -> bool:
    facts = ("trigger", "event_from", "event_until", "tz", "highest", "order_id", "case_id")
    return all(getattr(former, name) == getattr(window, name) for name in facts)


_OPEN = Recipe(
    lambda: (
        rows_of(EscalationWindow)
        .filter(source_key=Blank("source_key", CharField()), state=WindowState.OPEN)
        .select_related("case__team", "order", "policy")
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
)


def _open_one(source_key: str) -> EscalationWindow | None:
    if not source_key:
        return None
    found: EscalationWindow | None = _OPEN.first(source_key=source_key)
    return found


@action
def resolve(source_key: str, *, words: str, now: datetime | None = None) -> EscalationWindow | None:
    """The reason is gone, as the record it stands on now says: its window ends. None when none is open.

    An alert that still waits for an answer stays until somebody gives it.
    """
    return _end(source_key, ClosedReason.RESOLVED, "orders.window_resolved", words, now)


@action
def withdraw(source_key: str, *, words: str, now: datetime | None = None) -> EscalationWindow | None:
    """The event was entered by mistake: its window ends. None when none is open."""
    return _end(source_key, ClosedReason.VOID, "orders.window_superseded", words, now)


@action
def drop(source_key: str, *, words: str, now: datetime | None = None) -> EscalationWindow | None:
    """The event as it is told now calls for no window: the one it had ends. None when none is open."""
    return _end(source_key, ClosedReason.SUPERSEDED, "orders.window_superseded", words, now)


def _end(
    source_key: str, why: ClosedReason, event: str, words: str, now: datetime | None
) -> EscalationWindow | None:
    in_turn(f"overlay {source_key}")
    window = _open_one(source_key)
    if window is None:
        return None
    end(window, why=why, words=words, now=now or clock.now())
    audit.record(event, window, trigger=window.trigger, reason=why.value)
    return window
