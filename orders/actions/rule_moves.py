"""Moving open windows to a newer version of the rules: asked for once, done one window at a time (C.3)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caseload import access
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action, savepoint
from caseload.foundation.errors import RuleBroken
from caseload.foundation.jobs import wake
from caseload.foundation.moments import Interval
from caseload.models import Staff
from caseload.permissions import Perm
from orders.actions.layout import open_window, take_along_alerts
from orders.actions.phase_tasks import Anchors, follow_rules
from orders.actions.policies import current_policy, lock_versions
from orders.actions.windows import advance, firearms_matter
from orders.choices import WindowState
from orders.choices.policy import MoveState
from orders.escalation import Phase, Standing, Stays, plan_under
from orders.models import EscalationPolicy, EscalationWindow, RulesMove, RulesMoveItem, WindowPhase

log = logging.getLogger(__name__)
AT_ONCE = 10  # More than this is left to the sweep, which commits in batches.
NOT_YOURS = "not_yours"
SAME_EVENT = (
    "case_id", "trigger", "order_id", "attempt_id", "source_key", "event_from", "event_until", "precision",
    "said", "highest", "reason", "raised_by_id", "tz", "first_service",
)  # fmt: skip


def movable(policy: EscalationPolicy, *, by: Staff) -> QuerySet[EscalationWindow]:
    """Open windows under other rules, on the cases whose windows this person answers for."""
    cases = access.visible_keys(by, Perm.ACKNOWLEDGE_ALERT)
    rows = EscalationWindow.objects.filter(case__in=cases, state=WindowState.OPEN)
    return rows.exclude(policy=policy)


@action
def ask(policy: EscalationPolicy, *, by: Staff, refs: Collection[str] | None = None) -> RulesMove:
    """Have open windows take on the rules in force: the named ones, or all that this person answers for.

    A few are moved at once, many by the sweep. Asking again for a window that waits asks nothing more.
    """
    access.require(by, Perm.ACKNOWLEDGE_ALERT)
    lock_versions()
    if policy.pk != current_policy().pk:
        raise RuleBroken(_("Windows can be moved to the rules in force, and to no others."))
    rows = movable(policy, by=by)
    if refs is not None:
        rows = rows.filter(ref__in=list(refs))
    waiting = RulesMoveItem.objects.filter(state=MoveState.WAITING, move__policy=policy)
    rows = rows.exclude(pk__in=waiting.values("window_id")).order_by("pk")
    chosen = list(rows.values_list("pk", "case_id"))
    if not chosen:
        latest = waiting.filter(move__asked_by=by).order_by("-pk").select_related("move").first()
        if latest:
            return latest.move  # type: ignore[no-any-return]
        raise RuleBroken(_("Choose at least one open window."), field="windows")
    move = RulesMove(policy=policy, asked_by=by)
    move.save()
    # `orders.rules_move_asked` tells the log of all of them.
    RulesMoveItem.objects.bulk_create(
        RulesMoveItem(agency_id=move.agency_id, move=move, window_id=window, case_id=case)
        for window, case in chosen
    )
    audit.record("orders.rules_move_asked", move, policy=policy.number, windows=len(chosen))
    if len(chosen) > AT_ONCE or not _settle_all(move):
        wake("orders.jobs.run_agency_sweep")
    return move


def _settle_all(move: RulesMove) -> bool:
    """Whether every window was settled; one that could not be stops no other, and waits for the sweep."""
    settled = True
    for item in RulesMoveItem.objects.filter(move=move).order_by("pk"):
        try:
            with savepoint():
                settle(item, now=clock.now())
        except Exception:
            settled = False
            log.exception("could not move the window of %s", item.ref)
    return settled


@action
def settle(item: RulesMoveItem, *, now: datetime) -> RulesMoveItem:
    """Move the window of an item, or note why it keeps its rules: once."""
    rows = RulesMoveItem.objects.select_for_update(no_key=True, of=("self",))
    item = rows.select_related("move__asked_by__user", "move__policy", "case").get(pk=item.pk)
    if item.state != MoveState.WAITING:
        return item
    by = item.move.asked_by
    with context.acting_as(by.agency, staff=by, source=context.current().source):
        if access.visible_cases(by, Perm.ACKNOWLEDGE_ALERT).filter(pk=item.case_id).exists():
            item.state, item.why, item.became = _move(item.window_id, item.move.policy, by=by, now=now)
        else:
            item.state, item.why = MoveState.KEPT, NOT_YOURS
        item.settled_at = now
        item.save()
    return item


def _move(
    pk: int, policy: EscalationPolicy, *, by: Staff, now: datetime
) -> tuple[MoveState, str, EscalationWindow | None]:
    window = advance(EscalationWindow.objects.get(pk=pk), now=now)
    if not window.is_open:
        return MoveState.ENDED, "", None
    if window.policy_id == policy.pk:
        return MoveState.SAME, "", None
    standing = standing_of(window, now=now)
    plan = plan_under(policy.parsed, standing, now=now)
    if isinstance(plan, Stays):
        numbers = {"before": window.policy.number, "after": policy.number}
        audit.record("orders.window_not_moved", window, why=plan.value, **numbers)
        return MoveState.KEPT, plan.value, None
    moved = EscalationWindow(policy=policy, moved_by=by)
    for name in SAME_EVENT:
        setattr(moved, name, getattr(window, name))
    moved.case, moved.order = window.case, window.order
    moved = open_window(moved, plan, replaces=window, now=now)
    alerts = take_along_alerts(window, moved, now=now)
    if moved.phase and moved.phase == window.phase:
        _go_on(window, moved, now=now)
    audit.record(
        "orders.window_moved", moved, before=window.policy.number, after=policy.number, phase=moved.phase,
        replaces=window.ref, alerts_taken_along=alerts,
    )  # fmt: skip
    return MoveState.MOVED, "", moved


def standing_of(window: EscalationWindow, *, now: datetime) -> Standing:
    """The window as the rules see it, with the phase that runs as it was laid out."""
    rows = WindowPhase.objects.filter(window=window).order_by("position")
    row = next((phase for phase in rows if phase.holds_at(now)), None)
    running = Phase(row.phase, row.level, row.starts_at, row.ends_at) if row else None
    return Standing(
        window.trigger, window.highest, Interval(window.event_from, window.event_until), window.zone,
        window.first_service, window.closes_at, running,
    )  # fmt: skip


def _go_on(window: EscalationWindow, moved: EscalationWindow, *, now: datetime) -> None:
    """The phase that runs keeps its tasks, gets those the newer rules add, and drops those they leave out.

    What is added is counted from now: its time has not passed before anybody could know of it.
    """
    old, rules = window.rules.phase(window.phase), moved.rules
    follow_rules(
        moved.case, old.tasks, rules.phase(moved.phase).tasks, prefix=f"{moved.tasks_ref}:{moved.phase}",
        number=moved.policy.number, rules=rules, firearms=firearms_matter(moved),
        anchors=Anchors(now, now, moved.phase_ends_at, now),
    )  # fmt: skip
