"""Service notices as one person may see them: what is on others' cases is neither shown nor counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caseload import access
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders import access as order_access
from orders.choices import NOTICE_FIELDS, CandidateState, Doubt, NoticeState, Refusal
from orders.models import NoticeBatch, NoticeCandidate, ServiceAttempt, ServiceNotice

WAITING, SETTLED = "waiting", "settled"


@dataclass
class NoticeShown:
    """A notice with the candidates one person sees; its state is what they can know of it."""

    notice: ServiceNotice
    candidates: list[NoticeCandidate] = field(default_factory=list)
    attempt: ServiceAttempt | None = None

    @property
    def open(self) -> list[NoticeCandidate]:
        return [candidate for candidate in self.candidates if candidate.is_open]

    @property
    def state(self) -> NoticeState:
        if self.attempt:
            return NoticeState.RECORDED
        return NoticeState.QUEUED if self.open else NoticeState.DISMISSED

    @property
    def content(self) -> dict[str, dict[str, str]]:
        """What the notice says, from the first candidate that still holds it."""
        return next((candidate.content for candidate in self.open), {})

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the notice says as it was written, each with the name of the field."""
        raw = self.content.get("raw", {})
        return [(str(words), raw[name]) for name, words in NOTICE_FIELDS.items() if raw.get(name)]

    @property
    def problem(self) -> str:
        """What could not be read, in words."""
        reason = str(self.content.get("problem", ""))
        return str(Refusal(reason).label) if reason else ""


def _visible(staff: Staff) -> Any:
    return access.visible_keys(staff, Perm.SEE_ORDERS)


def _seen_candidates(staff: Staff) -> QuerySet[NoticeCandidate]:
    return NoticeCandidate.objects.filter(case__in=_visible(staff))


def notice_rows(staff: Staff, show: str = "") -> QuerySet[ServiceNotice]:
    """Notices about cases this person may see; those that wait (the oldest first), those settled, or all."""
    mine = _seen_candidates(staff).filter(notice=OuterRef("pk"))
    waits, here = Exists(mine.filter(state=CandidateState.OPEN)), Q(is_recorded_here=True) | Exists(mine)
    rows = ServiceNotice.objects.select_related("batch", "attempt__case__client", "attempt__order")
    here_seen = Case.objects.filter(pk__in=_visible(staff), pk=OuterRef("case_id"))
    rows = rows.annotate(is_recorded_here=Exists(here_seen))
    if show == WAITING:
        return rows.filter(waits).order_by("pk")
    if show == SETTLED:
        return rows.filter(here).exclude(waits).order_by("-pk")
    return rows.filter(here).order_by("-pk")


def shown_notices(staff: Staff, notices: Iterable[ServiceNotice]) -> list[NoticeShown]:
    """Rows of `notice_rows` with what this person may see of them: one query, however many."""
    shown = {notice.pk: NoticeShown(notice) for notice in notices}
    rows = _seen_candidates(staff).filter(notice__in=list(shown))
    for candidate in rows.select_related("case__client", "order__respondent").order_by("pk"):
        candidate.order.case = candidate.case
        shown[candidate.notice_id].candidates.append(candidate)
    for one in shown.values():
        here: Any = one.notice
        one.attempt = here.attempt if here.is_recorded_here else None
        _say_less(one)
    return list(shown.values())


def _say_less(shown: NoticeShown) -> None:
    """Of several orders that fit, whoever sees only one hears nothing of the others."""
    if len(shown.candidates) == 1 and shown.candidates[0].doubt == Doubt.SEVERAL:
        shown.candidates[0].doubt = ""


def notice_page(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> NoticeShown:
    """One notice, its candidates with their orders and what is on record of their service."""
    notice, candidates = order_access.get_notice(staff, ref, perm)
    reached = {candidate.case_id: candidate.case for candidate in candidates}
    shown = shown_notices(staff, notice_rows(staff).filter(pk=notice.pk))[0]
    served = ServiceAttempt.objects.filter(
        order__in=[candidate.order_id for candidate in shown.candidates],
        state=ServiceAttempt.State.STANDS,
    )
    by_order: dict[int, list[ServiceAttempt]] = {}
    for attempt in served.select_related("case"):
        by_order.setdefault(attempt.order_id, []).append(attempt)
    for candidate in shown.candidates:
        # The case as access admitted it, so that nothing more is asked for each button.
        client = candidate.case.client if hasattr(candidate.case, "client") else None
        candidate.client_name = client.display_name if client else ""  # type: ignore[attr-defined]
        candidate.case = reached[candidate.case_id]
        candidate.attempts = by_order.get(candidate.order_id, [])  # type: ignore[attr-defined]
    return shown


def notices_waiting(staff: Staff) -> int:
    """How many notices wait for a decision this person may make."""
    cases = access.visible_keys(staff, Perm.TAKE_IN_NOTICES)
    rows = NoticeCandidate.objects.filter(state=CandidateState.OPEN, case__in=cases)
    return rows.filter(case__in=_visible(staff)).aggregate(n=Count("notice", distinct=True))["n"] or 0


def batch_rows(staff: Staff) -> QuerySet[NoticeBatch]:
    """Lists that were taken in, the newest first."""
    return counted(staff, NoticeBatch.objects.select_related("received_by")).order_by("-pk")


def counted(staff: Staff, rows: QuerySet[NoticeBatch]) -> QuerySet[NoticeBatch]:
    """With how much of each list was recorded or waits on cases this person may see, and no more."""
    cases = _visible(staff)
    waits = Q(notices__candidates__state=CandidateState.OPEN, notices__candidates__case__in=cases)
    return rows.annotate(
        recorded=Count("notices", filter=Q(notices__case__in=cases), distinct=True),
        queued=Count("notices", filter=waits, distinct=True),
    )
