"""What a person decides about a queued notice: which order it is about, or that it is about none of theirs.

Each candidate is decided for itself: nobody settles a notice for a case they may not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from caseload import access
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Said
from caseload.models import Staff
from caseload.permissions import Perm
from orders.actions import told
from orders.actions.notice_rows import IN_HAND, alone, compare
from orders.actions.service import correct_service, record_service
from orders.choices import CandidateState, Doubt, NoticeState
from orders.models import NoticeCandidate, ServiceAttempt, ServiceNotice


@action
def record_notice(
    candidate: NoticeCandidate, others: Iterable[NoticeCandidate], *, by: Staff, said: Said, outcome: str,
    reason: str = "", **facts: Any,
) -> ServiceAttempt:  # fmt: skip
    """Record the service on the order of `candidate`; where it is on record at another time, correct that.

    `others` are the candidates this person sees beside it: they are ruled out with it. Candidates on cases
    they may not see go on waiting for those who may. Raises `Stale` when somebody else decided first.
    """
    candidate = _claim(candidate, by=by)
    known_at = candidate.notice.created_at
    order = candidate.order
    attempt, doubt = compare(order, told.interval(said, now=clock.now()), outcome)
    if attempt is None and doubt == Doubt.SERVED:
        attempt = _corrected(candidate, by=by, said=said, outcome=outcome, reason=reason, facts=facts)
    elif attempt is None:
        attempt = record_service(order, by=by, said=said, outcome=outcome, known_at=known_at, **facts)
    _close(candidate, CandidateState.CHOSEN, by=by, reason=reason)
    for other in others:
        if other.pk != candidate.pk:
            _rule_out(_claim(other, by=by), by=by, reason=reason)
    notice = candidate.notice
    notice.attempt, notice.case = attempt, attempt.case
    _stand(notice)
    audit.record("orders.notice_recorded", notice, attempt=attempt.ref)
    return attempt


def _corrected(
    candidate: NoticeCandidate, *, by: Staff, said: Said, outcome: str, reason: str, facts: dict[str, Any]
) -> ServiceAttempt:
    """The service on record takes the moment the notice gives; the earlier entry stays (PO-6)."""
    if outcome not in IN_HAND:
        words = _("The order is on record as served. Add an attempt on the page of the order.")
        raise RuleBroken(words, field="outcome")
    rows = ServiceAttempt.objects.filter(
        order=candidate.order, state=ServiceAttempt.State.STANDS, outcome__in=IN_HAND,
        paper_version=candidate.order.paper_version,
    )  # fmt: skip
    if not reason.strip():
        raise RuleBroken(_("Say why the service on record is corrected."), field="reason")
    newest = rows.order_by("-pk")[0]
    return correct_service(newest, by=by, reason=reason, said=said, outcome=outcome, **facts)


@action
def rule_out(candidates: Iterable[NoticeCandidate], *, by: Staff, reason: str) -> None:
    """Note that the notice is about none of these orders; what it said is removed. Safe to repeat."""
    if not reason.strip():
        raise RuleBroken(_("Say why the notice is not about this order."), field="reason")
    for candidate in candidates:
        claimed = _claim(candidate, by=by)
        _rule_out(claimed, by=by, reason=reason)
        _stand(claimed.notice)


def _claim(candidate: NoticeCandidate, *, by: Staff) -> NoticeCandidate:
    """The candidate as it stands, while nobody else settles notices; `Stale` when it was decided before."""
    access.require(by, Perm.TAKE_IN_NOTICES, candidate.case)
    access.require(by, Perm.EDIT_ORDERS, candidate.case)
    alone()
    row = NoticeCandidate.objects.select_related("case__team", "order", "notice").get(pk=candidate.pk)
    if not row.is_open:
        raise Stale(row)
    row.order.case = row.case
    return row


def _rule_out(candidate: NoticeCandidate, *, by: Staff, reason: str) -> None:
    _close(candidate, CandidateState.RULED_OUT, by=by, reason=reason)
    audit.record("orders.notice_ruled_out", candidate)


def _close(candidate: NoticeCandidate, state: CandidateState, *, by: Staff, reason: str) -> None:
    candidate.state, candidate.settled_by, candidate.settled_at = state, by, clock.now()
    candidate.reason, candidate.content = reason.strip(), {}
    candidate.save()


def _stand(notice: ServiceNotice) -> None:
    """A notice waits while any of its candidates does; then it is recorded, or about none of our orders."""
    states = set(NoticeCandidate.objects.filter(notice=notice).values_list("state", flat=True))
    if CandidateState.OPEN in states:
        notice.state = NoticeState.QUEUED
    else:
        chosen = CandidateState.CHOSEN in states
        notice.state = NoticeState.RECORDED if chosen else NoticeState.DISMISSED
    notice.save()
