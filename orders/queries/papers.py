"""What a page says about an order's papers: versions, what happened, scans, the questions about firearms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caseload import access
from caseload.models import Staff
from caseload.permissions import Perm
from orders.choices import Answer, EventKind, RenewalOutcome, Whose
from orders.models import FirearmAnswers, OrderEvent, OrderScan, OrderVersion, ProtectiveOrder
from orders.papers.differences import OF_THE_COURT, SINGLE, Difference, differences, end_words


@dataclass(frozen=True)
class VersionLine:
    """A paper, or a correction of our record of it, with what it says that the one before did not."""

    version: OrderVersion
    is_correction: bool
    differences: list[Difference]

    @property
    def only_its_end(self) -> bool:
        """The same paper, whose end alone reads differently: a court moves it when it moves a hearing."""
        return self.is_correction and [one.label for one in self.differences] == [SINGLE["ends"][0]]


@dataclass(frozen=True)
class EventLine:
    """Something that happened, with what is to be said beside it."""

    event: OrderEvent
    old_end: str = ""
    new_end: str = ""
    moved_to: datetime | None = None
    where: str = ""
    words: str = ""


@dataclass(frozen=True)
class Papers:
    versions: list[VersionLine]
    events: list[EventLine]
    scans: list[OrderScan]
    removed_scans: list[OrderScan]
    firearms: FirearmAnswers | None
    registered: EventLine | None


@dataclass(frozen=True)
class History:
    """An order's events, versions and answers, for the API."""

    order: ProtectiveOrder
    events: list[EventLine]
    papers: list[VersionLine]
    firearms: FirearmAnswers | None


def history_of(order: ProtectiveOrder, *, sees_court: bool) -> History:
    answers = FirearmAnswers.objects.filter(order=order).select_related("answered_by")
    return History(
        order,
        event_lines(order, sees_court=sees_court),
        version_lines(order, sees_court=sees_court),
        answers.last(),
    )


def papers_of(order: ProtectiveOrder, *, sees_court: bool) -> Papers:
    """Four queries; no bytes of scans. Without `sees_court` nothing of a sealed file."""
    events = event_lines(order, sees_court=sees_court)
    scans = sorted(scans_of(order), key=lambda scan: -scan.paper_version) if sees_court else []
    answers = FirearmAnswers.objects.filter(order=order).select_related("answered_by")
    return Papers(
        versions=version_lines(order, sees_court=sees_court),
        events=events,
        scans=[scan for scan in scans if not scan.removed_at],
        removed_scans=[scan for scan in scans if scan.removed_at],
        firearms=answers.last(),
        registered=next((line for line in events if line.event.kind == EventKind.REGISTERED), None),
    )


def version_lines(order: ProtectiveOrder, *, sees_court: bool) -> list[VersionLine]:
    """Every version after the first against the one before, the newest first (PO-12)."""
    rows = list(OrderVersion.objects.filter(order=order).select_related("made_by"))
    for row in rows:
        row.order, row.case = order, order.case
    hidden = frozenset() if sees_court else OF_THE_COURT
    lines = [
        VersionLine(
            version,
            is_correction=version.number == former.number,
            differences=differences(former.content, version.content, hidden),
        )
        for former, version in zip(rows, rows[1:], strict=False)
    ]
    return lines[::-1]


def event_lines(order: ProtectiveOrder, *, sees_court: bool = True) -> list[EventLine]:
    """What happened to the order, the latest first."""
    rows = list(OrderEvent.objects.filter(order=order).select_related("by", "attempt", "hearing"))
    for row in rows:
        row.order, row.case = order, order.case
    lines = sorted(rows, key=lambda event: (event.happened_from, event.pk), reverse=True)
    return [_line(event, sees_court) for event in lines]


def _line(event: OrderEvent, sees_court: bool) -> EventLine:
    facts: dict[str, Any] = event.facts
    return EventLine(
        event,
        old_end=end_words(facts.get("old_end")),
        new_end=end_words(facts.get("new_end")),
        moved_to=datetime.fromisoformat(facts["to"]) if facts.get("to") else None,
        where=facts.get("where", "") if sees_court else "",
        words=_renewal_words(facts),
    )


def _renewal_words(facts: dict[str, Any]) -> str:
    """What was said about renewal, or what came of it."""
    said = Answer(facts["answer"]).label if facts.get("answer") else ""
    result = RenewalOutcome(facts["result"]).label if facts.get("result") else ""
    words = facts.get("words", "") if facts.get("answer") else ""
    quoted = f"“{words}”" if words and facts.get("whose") == Whose.CLIENT else words
    return ". ".join(str(part) for part in (said, result, quoted) if part)


def firearm_answers(order: ProtectiveOrder) -> FirearmAnswers | None:
    """The last answers to the questions about firearms."""
    return FirearmAnswers.objects.filter(order=order).last()


def scans_of(order: ProtectiveOrder) -> list[OrderScan]:
    rows = list(
        OrderScan.objects.filter(order=order).defer("content").select_related("added_by", "removed_by")
    )
    for row in rows:
        row.order, row.case = order, order.case
    return rows


def scan_rows(staff: Staff) -> QuerySet[OrderScan]:
    """Scans this person may take, for the API; those of sealed orders only where they may edit orders."""
    seen = access.visible_keys(staff, Perm.SEE_ORDERS)
    edited = access.visible_keys(staff, Perm.EDIT_ORDERS)
    rows = OrderScan.objects.filter(case__in=seen, removed_at__isnull=True).defer("content")
    rows = rows.filter(order__filed_under_seal=False) | rows.filter(case__in=edited)
    return rows.select_related("case", "order", "added_by").order_by("-pk")


def words_of(difference: Difference) -> str:
    """A difference as one sentence, for the API."""
    if difference.kind == "added":
        return _("Added: %(label)s: %(words)s") % {"label": difference.label, "words": difference.after}
    if difference.kind == "removed":
        return _("Removed: %(label)s: %(words)s") % {"label": difference.label, "words": difference.before}
    return _("Changed: %(label)s: %(after)s instead of %(before)s") % {
        "label": difference.label, "after": difference.after, "before": difference.before,
    }  # fmt: skip
