"""The case's merged state: the worst of its open windows, stored where caseloads sort by it (W-3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from caseload.actions.cases import set_watch
from caseload.foundation import clock
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Case
from orders.actions.check_ins import follow
from orders.choices import WAITING_STATES, OrderState, ServiceState
from orders.models import Alert, ProtectiveOrder
from orders.queries.standing import begun_windows

PENDING_SERVICE = "pending_service"
UNSERVED = (ServiceState.NOT_SENT, ServiceState.OUT_FOR_SERVICE, ServiceState.ATTEMPTED)
_waiting: ContextVar[dict[int, list[Case]] | None] = ContextVar("cases to be recomputed", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Within it `refresh_watch` only remembers the case; at the end of the outermost each is recomputed once.

    For an action of several steps, inside its transaction: each step asks, and the last answer counts. When
    the action fails nothing is recomputed.
    """
    if _waiting.get() is not None:
        yield
        return
    held: dict[int, list[Case]] = {}
    token = _waiting.set(held)
    try:
        yield
    finally:
        _waiting.reset(token)
    for case, *others in held.values():
        refresh_watch(case)
        for other in others:
            other.level, other.phase, other.next_due_at = case.level, case.phase, case.next_due_at


_HOLD = Recipe(
    lambda: rows_of(Case).filter(pk=Blank("case", KEY)).select_for_update(no_key=True).values_list("pk")
)
_ANSWERS_DUE = Recipe(
    lambda: (
        rows_of(Alert)
        .filter(case_id=Blank("case", KEY), state__in=WAITING_STATES, acknowledge_by__isnull=False)
        .values_list("acknowledge_by")
    )
)


def refresh_watch(case: Case) -> None:
    """Recompute level, phase and next due time of the case from all its open windows."""
    held = _waiting.get()
    if held is not None:
        held.setdefault(case.pk, []).append(case)
        return
    # Two windows of one case change one at a time.
    _HOLD.fetch(case=case.pk)
    windows = begun_windows(case)
    follow(case, now=clock.now(), windows=windows)
    due = [at for (at,) in _ANSWERS_DUE.fetch(case=case.pk)]
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
