"""The case's merged state: the worst of its open windows, stored where caseloads sort by it (W-3)."""

from __future__ import annotations

from caseload.actions.cases import set_watch
from caseload.foundation import clock
from caseload.models import Case
from orders.actions.check_ins import follow
from orders.choices import WAITING_STATES, OrderState, ServiceState, WindowState
from orders.models import Alert, EscalationWindow, ProtectiveOrder

PENDING_SERVICE = "pending_service"
UNSERVED = (ServiceState.NOT_SENT, ServiceState.OUT_FOR_SERVICE, ServiceState.ATTEMPTED)


def refresh_watch(case: Case) -> None:
    """Recompute level, phase and next due time of the case from all its open windows."""
    Case.objects.select_for_update(no_key=True).get(
        pk=case.pk
    )  # Two windows of one case change one at a time.
    follow(case, now=clock.now())
    windows = list(EscalationWindow.objects.filter(case=case, state=WindowState.OPEN, level__gt=0))
    answers = Alert.objects.filter(case=case, state__in=WAITING_STATES, acknowledge_by__isnull=False)
    due = [at for at in answers.values_list("acknowledge_by", flat=True) if at]
    due += [window.phase_ends_at for window in windows if window.phase_ends_at]
    next_due_at = min(due, default=None)
    if windows:
        worst = max(windows, key=lambda window: (window.level, window.pk))
        set_watch(case, level=worst.level, phase=worst.phase, next_due_at=next_due_at)
        return
    unserved = ProtectiveOrder.objects.filter(
        case=case, state=OrderState.ISSUED, service_state__in=UNSERVED
    ).exists()
    set_watch(case, level=0, phase=PENDING_SERVICE if unserved else "", next_due_at=next_due_at)
