"""Recording, correcting and withdrawing service. The window follows in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Interval, Said, add_elapsed, day_interval
from caseload.models import Staff
from clients.actions.plan_versions import call_review
from orders.actions import custody, overlays, papers, told
from orders.actions import orders as order_actions
from orders.actions.deadlines import recompute
from orders.actions.openings import reconsider
from orders.actions.phase_tasks import Anchors, open_tasks
from orders.actions.policies import current_policy
from orders.actions.watch import once
from orders.choices import (
    OPENING_OUTCOMES,
    PENDING_STATES,
    TIPPED_OFF_OUTCOMES,
    WITHOUT_CONTACT,
    Facility,
    Outcome,
    PlaceKind,
    Server,
    ServiceState,
    Trigger,
)
from orders.escalation import TaskRule
from orders.models import ProtectiveOrder, ServiceAttempt

LATE_KNOWLEDGE = timedelta(hours=72)


@action
def record_service(
    order: ProtectiveOrder, *, by: Staff | None, said: Said, outcome: str, known_at: datetime | None = None,
    **facts: Any,
) -> ServiceAttempt:  # fmt: skip
    """Keep one attempt; if the respondent now knows of the order, its window opens with it (PO-1).

    Without `by` nobody typed it: a court's or sheriff's notice told it.
    """
    order = _locked(order.pk)
    now = clock.now()
    attempt = ServiceAttempt(
        case=order.case, order=order, paper_version=order.paper_version, recorded_by=by,
        known_to_agency_at=known_at or now,
    )  # fmt: skip
    _fill(attempt, said, outcome, facts, now=now)
    attempt.save()
    event = "orders.service_recorded" if outcome in OPENING_OUTCOMES else "orders.attempt_recorded"
    audit.record(event, attempt, order=order.ref, outcome=str(outcome), precision=attempt.precision)
    _follow(order, attempt, now=now)
    if outcome in OPENING_OUTCOMES:
        papers.note_service(attempt, by=by)
        call_review(order.case, trigger="service_recorded")
    return attempt


@action
def correct_service(
    attempt: ServiceAttempt, *, by: Staff, reason: str, said: Said, outcome: str, **facts: Any
) -> ServiceAttempt:
    """A new attempt takes the place of a wrong one, which stays on record with the reason (PO-6).

    Raises `Stale` when somebody else corrected it first.
    """
    order = _locked(attempt.order_id)
    old = _mark(attempt, state=ServiceAttempt.State.CORRECTED, by=by, reason=reason)
    now = clock.now()
    new = ServiceAttempt(
        case=order.case, order=order, paper_version=old.paper_version, recorded_by=by, corrects=old,
        known_to_agency_at=old.known_to_agency_at,
    )  # fmt: skip
    _fill(new, said, outcome, facts, now=now)
    new.save()
    if new.outcome not in TIPPED_OFF_OUTCOMES:
        overlays.withdraw(_source(new), words=_("The record of service was corrected."), now=now)
    moved = int((new.happened_from - old.happened_from).total_seconds() // 60)
    audit.record("orders.service_corrected", new, order=order.ref, corrects=old.ref, moved_minutes=moved)
    _follow(order, new, now=now)
    if new.opens_window:
        papers.note_service(new, by=by)
    return new


@action
def void_service(attempt: ServiceAttempt, *, by: Staff, reason: str) -> ServiceAttempt:
    """Withdraw an attempt that never took place. It stays on record; its window does not."""
    order = _locked(attempt.order_id)
    old = _mark(attempt, state=ServiceAttempt.State.VOID, by=by, reason=reason)
    audit.record("orders.service_voided", old, order=order.ref)
    overlays.withdraw(_source(old), words=_("The record of service was withdrawn."), now=clock.now())
    custody.forget(_source(old), words=_("The record of service was withdrawn."))
    _follow(order, None, now=clock.now())
    return old


def _source(attempt: ServiceAttempt) -> str:
    """The key of the window an attempt without service opens: its first entry's, however often corrected."""
    first = attempt
    while first.corrects is not None:
        first = first.corrects
    return f"attempt:{first.ref}"


def _locked(pk: int) -> ProtectiveOrder:
    rows = ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("case__team").get(pk=pk)


def _mark(attempt: ServiceAttempt, *, state: str, by: Staff, reason: str) -> ServiceAttempt:
    """The attempt as it no longer stands; `Stale` if it did not stand any more."""
    if not reason.strip():
        raise RuleBroken(_("Say why this is changed."), field="reason")
    old = ServiceAttempt.objects.select_related("case", "order").get(pk=attempt.pk)
    if old.state != ServiceAttempt.State.STANDS:
        raise Stale(old)
    old.state, old.changed_by, old.changed_at, old.change_reason = state, by, clock.now(), reason.strip()
    old.save()
    return old


def _fill(attempt: ServiceAttempt, said: Said, outcome: str, facts: dict[str, Any], *, now: datetime) -> None:
    for name, value in facts.items():
        setattr(attempt, name, value)
    when = told.interval(said, now=now)
    attempt.in_custody = attempt.in_custody or attempt.server == Server.CORRECTIONS
    attempt.outcome, attempt.precision, attempt.tz = outcome, said.precision, str(said.tz)
    attempt.happened_from, attempt.happened_until = when
    attempt.said = told.kept(said)
    _check(attempt, when, now=now)


def _check(attempt: ServiceAttempt, when: Interval, *, now: datetime) -> None:
    """Service lies between the issue of the order and now (PO-3), as far as both are known."""
    order = attempt.order
    if order.state in PENDING_STATES:
        raise RuleBroken(
            _("Record first that the order was issued: edit the order and give the date of issue.")
        )
    told.not_in_future(when, now=now, field="day")
    issued = (
        Interval(order.issued_from, order.issued_until or order.issued_from) if order.issued_from else None
    )
    if issued and told.surely_before(when, issued):
        raise RuleBroken(_("This is before the order was issued. Check both dates."), field="day")
    if order.filed_on and told.surely_before(when, day_interval(order.filed_on, order.zone)):
        raise RuleBroken(_("This is before the petition was filed. Check both dates."), field="day")


def _follow(order: ProtectiveOrder, attempt: ServiceAttempt | None, *, now: datetime) -> None:
    """Everything that follows from what now stands: state, window, tasks."""
    order.service_state = _service_state(order)
    order.version += 1
    order.save()
    with once():
        if not order.is_unserved:
            order_actions.served(order)
        reconsider(order, now=now)
        recompute(order, now=now)
        if attempt is not None:
            _open_follow_up(order, attempt, now=now)
    touch(order.case)


def _service_state(order: ProtectiveOrder) -> str:
    """How far service of the order's present paper has come."""
    stands = list(
        ServiceAttempt.objects.filter(
            order=order, state=ServiceAttempt.State.STANDS, paper_version=order.paper_version
        ).only("outcome", "server", "state", "order", "case", "agency", "ref")
    )
    in_hand = [a for a in stands if a.outcome in (Outcome.SERVED, Outcome.REFUSED_BUT_LEFT)]
    if any(a.server == Server.JUDGE_IN_COURT for a in in_hand):
        return ServiceState.IN_COURT
    if any(a.server not in WITHOUT_CONTACT for a in in_hand):
        return ServiceState.SERVED
    if in_hand:
        return ServiceState.ALT_SERVED
    if any(a.outcome == Outcome.NOTICE_ONLY for a in stands):
        return ServiceState.NOTICE_ONLY
    if any(a.outcome != Outcome.CANCELLED for a in stands):
        return ServiceState.ATTEMPTED
    kept = (ServiceState.NOT_SENT, ServiceState.OUT_FOR_SERVICE, ServiceState.NOT_REQUIRED)
    return order.service_state if order.service_state in kept else ServiceState.OUT_FOR_SERVICE


def _watch_for_release(order: ProtectiveOrder, attempt: ServiceAttempt) -> None:
    """Served in custody, or found there: the day of release is watched for (PO-9, W-12)."""
    if not (attempt.in_custody or attempt.outcome == Outcome.IN_CUSTODY):
        custody.forget(_source(attempt), words=_("The record of service was corrected."))
        return
    facility = Facility.JAIL if attempt.place_kind == PlaceKind.JAIL else Facility.UNKNOWN
    custody.record_custody(
        order.case, by=attempt.recorded_by, respondent=order.respondent, source_key=_source(attempt),
        facility=facility, source=attempt.source,
    )  # fmt: skip


def _open_follow_up(order: ProtectiveOrder, attempt: ServiceAttempt, *, now: datetime) -> None:
    """What an attempt asks for beside its window."""
    tasks = []
    if attempt.outcome in TIPPED_OFF_OUTCOMES:  # It may tell the respondent of the order (PO-4).
        overlays.raise_overlay(
            order.case, trigger=Trigger.ATTEMPT, by=attempt.recorded_by, order=order, tz=attempt.zone,
            when=Interval(attempt.happened_from, attempt.happened_until), precision=attempt.precision,
            source_key=_source(attempt),
        )  # fmt: skip
    _watch_for_release(order, attempt)
    if (
        attempt.opens_window
        and add_elapsed(attempt.happened_until, LATE_KNOWLEDGE) < attempt.known_to_agency_at
    ):
        tasks.append(TaskRule("late_knowledge", "supervisor", 72, anchor="known"))
    if tasks:
        rules = current_policy().parsed
        open_tasks(order.case, tasks, prefix=f"{attempt.ref}:service", rules=rules, anchors=Anchors(now, now))
