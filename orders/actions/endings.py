"""Ending a window by a person's decision: before its time, or because its reason is gone."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Staff
from caseload.permissions import Perm
from orders.actions.alerts import close_pending
from orders.actions.watch import refresh_watch
from orders.actions.windows import ACUTE_LEVEL, advance
from orders.choices import WAITING_STATES, ClosedReason, WindowState
from orders.escalation import SECOND_PERSON
from orders.models import Alert, EscalationWindow


@action
def close_early(window: EscalationWindow, *, by: Staff, reason: str, client_view: str) -> EscalationWindow:
    """A supervisor ends a window early, with reason and client's view; never while acute (W-6).

    An acute phase that lasts until it is resolved is the exception: a supervisor's word is its end.
    """
    access.require(by, Perm.ACKNOWLEDGE_ALERT, window.case)
    now = clock.now()
    window = advance(window, now=now)
    if not window.is_open:
        return window
    check_second_person(window.trigger, window.raised_by_id, by)
    if window.level >= ACUTE_LEVEL and window.phase_ends_at is not None:
        raise RuleBroken(_("A window cannot be closed in its acute phase."))
    if Alert.objects.filter(window=window, state__in=WAITING_STATES).exists():
        raise RuleBroken(_("Acknowledge the alert that waits for an answer first."))
    if not reason.strip():
        raise RuleBroken(_("Say why the window is closed early."), field="reason")
    if not client_view.strip():
        raise RuleBroken(_("Write down how the client sees it."), field="client_view")
    window.closed_by, window.close_reason, window.client_view = by, reason, client_view
    resolved = window.phase_ends_at is None
    if resolved:
        why, event, words = (
            ClosedReason.RESOLVED,
            "orders.window_resolved",
            _("The reason of the window is gone."),
        )
    else:
        why, event, words = (
            ClosedReason.CLOSED_EARLY,
            "orders.window_closed_early",
            _("The window was closed early."),
        )
    end(window, why=why, words=words, now=now)
    audit.record(event, window, phase=window.phase, level=window.level)
    touch(window.case)
    return window


def check_second_person(trigger: str, noted_by: int | None, by: Staff) -> None:
    """A client's own rising fear is turned down by somebody else than the person who noted it."""
    if trigger in SECOND_PERSON and noted_by == by.pk:
        raise RuleBroken(_("You noted this yourself: it takes a second person to turn it down or end it."))


def end(window: EscalationWindow, *, why: ClosedReason, words: str, now: datetime) -> None:
    """Close the window as of now: its alerts to come and its open tasks go with it.

    An alert that waits for an answer stays until somebody gives it.
    """
    close_pending(window.pk, reason=why, now=now)
    window.state, window.closed_at, window.next_change_at = WindowState.CLOSED, now, None
    window.save()
    cancel_tasks(window.case, dedupe_prefix=f"{window.tasks_ref}:", reason=words)
    refresh_watch(window.case)
