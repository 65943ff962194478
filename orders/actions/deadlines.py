"""The deadlines of an order, counted whenever the order, a hearing or its service is recorded or changed.

What a person entered from the paper stands (PO-10). What was counted is replaced, and its tasks with it.
"""

from __future__ import annotations

from datetime import datetime

from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.moments import Interval
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from orders.actions import firearm_watch, renewal_watch
from orders.actions.deadline_steps import lay_out_steps, settle_lapse
from orders.choices import ENDED_STATES, Outcome
from orders.choices.deadlines import DeadlineState
from orders.deadlines import HEARD, HearingFact, OrderFacts, Pack, Planned, plan, rule_data
from orders.models import Deadline, Hearing, ProtectiveOrder, ServiceAttempt
from orders.queries.court_rules import CourtRules, calendar_of, current_rules

_ORDER = Blank("order", KEY)
_HELD = Recipe(
    lambda: (
        rows_of(ProtectiveOrder)
        .filter(pk=_ORDER)
        .select_related("case")
        .select_for_update(no_key=True, of=("self",))
    )
)
_DEADLINES = Recipe(lambda: rows_of(Deadline).filter(order_id=_ORDER).select_related("hearing"))
_HEARINGS = Recipe(lambda: rows_of(Hearing).filter(order_id=_ORDER))


@action
def recompute(order: ProtectiveOrder, *, now: datetime | None = None) -> list[Deadline]:
    """Count the deadlines of `order` anew and lay out their steps; repeated, it changes only what differs."""
    now = now or clock.now()
    order = _HELD.get(order=order.pk)
    rules = current_rules()
    calendar = calendar_of(rules.pack)
    planned = plan(facts_of(order, rules.pack, now=now), rules.pack, calendar)
    known = {(row.kind, row.hearing_id): row for row in _DEADLINES.rows(order=order.pk)}
    for row in known.values():
        row.order, row.case = order, order.case
    fresh: list[Deadline] = []
    moved: list[Deadline] = []
    for one in planned:
        row = known.pop(one.key, None)  # type: ignore[arg-type]
        if row is None:
            fresh.append(
                _filled(Deadline(case=order.case, order=order, hearing_id=one.hearing), one, rules, now)
            )
        elif _take_over(row, one, rules, now):
            moved.append(row)
    gone = [row for row in known.values() if row.state != DeadlineState.DROPPED]
    _store(order, fresh, moved, gone, now=now)
    rows = _DEADLINES.rows(order=order.pk)
    lay_out_steps(order, rows, calendar, now=now)
    settle_lapse(order, rows)
    firearm_watch.follow(order)
    renewal_watch.follow(order, now=now)
    return [*fresh, *moved]


def facts_of(order: ProtectiveOrder, pack: Pack, *, now: datetime) -> OrderFacts:
    """The order as its deadlines see it; two queries."""
    hearings = [
        HearingFact(row.pk, row.kind, row.starts_at, row.outcome) for row in _HEARINGS.rows(order=order.pk)
    ]
    attempts = ServiceAttempt.objects.filter(
        order=order, state=ServiceAttempt.State.STANDS, paper_version=order.paper_version
    )
    # Whether a refusal counts as service is for the jurisdiction to say; the window opens either way (PO-1).
    counts = (Outcome.SERVED,) if pack.refusal_counts is False else (Outcome.SERVED, Outcome.REFUSED_BUT_LEFT)
    in_hand = [row for row in attempts if row.outcome in counts]
    first = min(in_hand, key=lambda row: row.happened_from, default=None)
    issued = (
        Interval(order.issued_from, order.issued_until or order.issued_from) if order.issued_from else None
    )
    return OrderFacts(
        order_type=order.order_type,
        tz=order.zone,
        is_alive=order.state not in ENDED_STATES,
        is_over=bool(order.expires_at and order.expires_at <= now),
        is_temporary=order.is_temporary,
        issued=issued,
        served=Interval(first.happened_from, first.happened_until) if first else None,
        is_unserved=order.is_unserved,
        expires_at=order.expires_at,
        expires_on=order.expires_on,
        forbids_firearms=order.forbids_firearms,
        return_is_filed=any(row.return_filed_on for row in in_hand),
        hearings=sorted(hearings, key=lambda hearing: hearing.starts_at),
        sure_to_lapse=not any(h.is_full and h.outcome in (*HEARD, "denied", "dismissed") for h in hearings),
    )


def _filled(row: Deadline, one: Planned, rules: CourtRules, now: datetime) -> Deadline:
    row.kind, row.is_day, row.missing_year = one.kind.value, one.is_day, one.missing_year
    row.rule, row.rules_number = rule_data(one.rule) if one.rule else {}, rules.number
    row.counted_from, row.counted_until = one.due or (None, None)
    row.due_from, row.due_until = row.counted_from, row.counted_until
    if one.is_met:
        row.state, row.met_at = DeadlineState.MET, now
    return row


def _take_over(row: Deadline, one: Planned, rules: CourtRules, now: datetime) -> bool:
    """Put what is counted now on a known deadline; whether anything changed."""
    before = _look(row)
    row.is_day, row.missing_year = one.is_day or bool(row.overwritten_at and row.is_day), one.missing_year
    row.rule = rule_data(one.rule) if one.rule else {}
    row.counted_from, row.counted_until = one.due or (None, None)
    if not row.overwritten_at:
        row.due_from, row.due_until = row.counted_from, row.counted_until
    if one.is_met and row.state != DeadlineState.MET:
        row.state, row.met_at = DeadlineState.MET, now
    elif not one.is_met and (row.state == DeadlineState.DROPPED or _was_met_by_itself(row)):
        row.state, row.met_at = DeadlineState.OPEN, None
    changed = _look(row) != before
    if changed:
        row.raised_at = None  # A warning was about the former date.
        row.rules_number = rules.number
    return changed


def _look(row: Deadline) -> tuple[object, ...]:
    names = (
        "state",
        "is_day",
        "missing_year",
        "rule",
        "counted_from",
        "counted_until",
        "due_from",
        "due_until",
    )
    return tuple(getattr(row, name) for name in names)


def _was_met_by_itself(row: Deadline) -> bool:
    """Met because the record said so, not because a person did."""
    return row.state == DeadlineState.MET and row.met_by_id is None


def _store(
    order: ProtectiveOrder,
    fresh: list[Deadline],
    moved: list[Deadline],
    gone: list[Deadline],
    *,
    now: datetime,
) -> None:
    """Write what is new, what changed and what does not apply any more; the log says how many of each."""
    acting = context.current()
    for row in fresh:
        row.agency_id = acting.agency_id
    Deadline.objects.bulk_create(fresh)
    for row in moved:
        row.version += 1
        row.save()
    for row in gone:
        row.state, row.version = DeadlineState.DROPPED, row.version + 1
        row.save()
    ProtectiveOrder.objects.filter(pk=order.pk).update(deadlines_counted_at=now)
    if fresh or moved or gone:
        kinds = sorted({str(row.kind) for row in fresh})
        audit.record("orders.deadlines_counted", order, new=kinds, changed=len(moved), dropped=len(gone))
