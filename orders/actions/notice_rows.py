"""One notice that may be about an order here: recorded when nothing speaks against it, else queued."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import connection

from caseload import access
from caseload.actions import notifications
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action, savepoint
from caseload.foundation.crypto import blind_index
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Interval
from caseload.models import Case, Staff
from caseload.permissions import Perm
from caseload.queries import supervisors_of
from orders.actions import told
from orders.actions.service import record_service
from orders.choices import DOUBT_OF, ENDED_STATES, PENDING_STATES, CandidateState, Doubt, NoticeState, Outcome
from orders.imports.matching import Known, decide
from orders.imports.notices import Told
from orders.models import NoticeBatch, NoticeCandidate, ProtectiveOrder, ServiceAttempt, ServiceNotice

IN_HAND = (Outcome.SERVED, Outcome.REFUSED_BUT_LEFT)


def alone() -> None:
    """One at a time settles notices of the acting agency: two lists, or a list and a person, take turns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('lantern service notices'), %s)",
            [context.current().agency_id],
        )


@action
def settle(
    one: Told, ids: set[int], *, batch: NoticeBatch, by: Staff | None, heard: frozenset[int]
) -> tuple[str, set[int]]:
    """What became of the notice, and who was told of it beyond those who `heard` of this list before."""
    alone()
    digest = blind_index(json.dumps(one.identity, default=str), "service notice")
    notice = ServiceNotice.objects.filter(digest=digest).first()
    if notice and notice.state != NoticeState.QUEUED:
        return "repeated", set()
    now = clock.now()
    orders = _orders(ids, notice)
    verdict = decide(one, [_known(order, one, now) for order in orders.values()])
    doubts = verdict.doubts
    if verdict.certain is None and not doubts:
        return ("repeated" if notice else "unmatched"), set()
    notice = notice or ServiceNotice(batch=batch, line=one.line, digest=digest)
    if verdict.certain is not None:
        doubt = _record(notice, orders[verdict.certain], one, by=by, now=now)
        if doubt is None:
            return "recorded", set()
        doubts = {verdict.certain: doubt}
    elif known := _on_record(one, [orders[pk] for pk, doubt in doubts.items() if doubt == Doubt.ENDED], now):
        settled_by_record(notice, known)
        return "recorded", set()
    fresh = _queue(notice, [(orders[pk], doubt) for pk, doubt in doubts.items()], one)
    hear: set[int] = set()
    for candidate in fresh:
        hear |= _tell(candidate.case, heard | hear)
    return ("queued" if fresh else "repeated"), hear


def _orders(ids: set[int], notice: ServiceNotice | None) -> dict[int, ProtectiveOrder]:
    """The orders in question, without those about which a person has decided."""
    rows = ProtectiveOrder.objects.filter(pk__in=ids).select_related("case__team", "respondent")
    if notice:
        decided = NoticeCandidate.objects.filter(notice=notice).exclude(state=CandidateState.OPEN)
        rows = rows.exclude(pk__in=decided.values("order"))
    return {order.pk: order for order in rows.order_by("pk")}


def _known(order: ProtectiveOrder, one: Told, now: datetime) -> Known:
    return Known(
        order.pk, order.order_number, order.case_number, order.court_name, order.court_place,
        order.order_type, has_ended=_had_ended(order, one, now),
    )  # fmt: skip


def _had_ended(order: ProtectiveOrder, one: Told, now: datetime) -> bool:
    """Whether the order is withdrawn or replaced, or was over when it is said to have been served."""
    if order.state in ENDED_STATES:
        return True
    at = told.interval(one.said, now=now).start if one.said else now
    return order.expires_at is not None and at >= order.expires_at


def _record(
    notice: ServiceNotice, order: ProtectiveOrder, one: Told, *, by: Staff | None, now: datetime
) -> Doubt | None:
    """Record the service on the one order that fits, or say what keeps it from being certain."""
    if one.problem or one.said is None:
        return DOUBT_OF.get(one.problem, Doubt.MOMENT) if one.problem else Doubt.MOMENT
    # The order first, as every record of service does.
    ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
    attempt, doubt = compare(order, told.interval(one.said, now=now), one.outcome)
    if doubt:
        return doubt
    if attempt is None:
        try:
            with savepoint():
                attempt = record_service(
                    order, by=by, said=one.said, outcome=one.outcome, known_at=now, **one.facts
                )
        except RuleBroken:
            unissued = order.state in PENDING_STATES
            return Doubt.NOT_ISSUED if unissued else Doubt.BEFORE
    settled_by_record(notice, attempt)
    return None


def compare(
    order: ProtectiveOrder, when: Interval, outcome: str
) -> tuple[ServiceAttempt | None, Doubt | None]:
    """The attempt on record that is this very one, or what on record speaks against it."""
    rows = ServiceAttempt.objects.filter(order=order, state=ServiceAttempt.State.STANDS)
    stands = list(rows.select_related("case"))
    for attempt in stands:
        if Interval(attempt.happened_from, attempt.happened_until) == when and attempt.outcome == outcome:
            return attempt, None
    if any(a.paper_version == order.paper_version and a.outcome in IN_HAND for a in stands):
        return None, Doubt.SERVED
    return None, Doubt.PAPER if order.paper_version > 1 else None


def _on_record(one: Told, orders: list[ProtectiveOrder], now: datetime) -> ServiceAttempt | None:
    """The attempt by which an order that has ended since was served, if it is this very one."""
    if one.said is None or one.problem:
        return None
    when = told.interval(one.said, now=now)
    found = [attempt for order in orders if (attempt := compare(order, when, one.outcome)[0])]
    return found[0] if len(found) == 1 else None


def settled_by_record(notice: ServiceNotice, attempt: ServiceAttempt) -> None:
    """The notice is settled by this attempt; what it said is on the attempt now, and nowhere else."""
    notice.state, notice.attempt, notice.case = NoticeState.RECORDED, attempt, attempt.case
    notice.save()
    audit.record("orders.notice_recorded", notice, attempt=attempt.ref)
    for candidate in NoticeCandidate.objects.filter(notice=notice, state=CandidateState.OPEN):
        chosen = candidate.order_id == attempt.order_id
        candidate.state = CandidateState.CHOSEN if chosen else CandidateState.RULED_OUT
        candidate.settled_at, candidate.content = clock.now(), {}
        candidate.save()


def _queue(
    notice: ServiceNotice, doubtful: list[tuple[ProtectiveOrder, Doubt]], one: Told
) -> list[NoticeCandidate]:
    """Put the notice before a person, beside each order it may be about; returns those that are new."""
    notice.save()
    there = set(NoticeCandidate.objects.filter(notice=notice).values_list("order_id", flat=True))
    fresh = []
    for order, doubt in doubtful:
        if order.pk not in there:
            candidate = NoticeCandidate(
                notice=notice, case=order.case, order=order, doubt=doubt, content=_content(one)
            )
            candidate.save()
            audit.record("orders.notice_queued", candidate, doubt=doubt.value)
            fresh.append(candidate)
    return fresh


def _content(one: Told) -> dict[str, object]:
    """What the notice says, as it stands in the list, and as far as it was read."""
    facts = {**one.facts, "outcome": one.outcome}
    filed = facts["return_filed_on"]
    facts["return_filed_on"] = filed.isoformat() if filed else None
    moment: dict[str, object] = {}
    if one.said:
        moment = {
            "precision": one.said.precision.value,
            "tz": str(one.said.tz),
            **told.kept(one.said),
        }
    return {"raw": one.raw, "facts": facts, "moment": moment, "problem": one.problem or ""}


def _tell(case: Case, heard: set[int] | frozenset[int]) -> set[int]:
    """Whoever answers for the case hears of it, once for each list; returns who was told now."""
    able = {staff.pk: staff for staff in access.who_can(case, Perm.ACKNOWLEDGE_ALERT)}
    wanted = [staff for staff in supervisors_of(case) if staff.pk in able] or list(able.values())
    fresh = [staff for staff in wanted if staff.pk not in heard]
    notifications.queue(fresh, kind="orders.notice_queued", case=None, urgent=True, url_name="orders:notices")
    return {staff.pk for staff in fresh}
