"""Deadlines of an order and of a case, as pages, calendars and the API read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from caseload import access
from caseload.foundation import clock
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.choices import DeadlineState, rule_words
from orders.deadlines import Kind
from orders.models import Deadline, ProtectiveOrder

QUIET = (Kind.LAPSE, Kind.UNSERVED)  # Watched, and shown in other words than a date.


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline on a page, with the rule in words."""

    deadline: Deadline
    is_over: bool
    rule: str
    note: str
    source: str
    is_general: bool

    @property
    def is_missed(self) -> bool:
        """Over without being done; the end of an order and a hearing are no fault of anybody."""
        kinds = (Kind.EXPIRY, Kind.HEARING, Kind.RENEWAL_OPENS, Kind.FULL_HEARING)
        return self.is_over and self.deadline.is_open and self.deadline.kind not in kinds


def of_order(order: ProtectiveOrder) -> QuerySet[Deadline]:
    """The deadlines of an order that apply, the next first."""
    rows = Deadline.objects.filter(order=order).exclude(state=DeadlineState.DROPPED)
    return rows.select_related("hearing", "overwritten_by", "met_by")


def lines(order: ProtectiveOrder, *, now: datetime, language: str) -> list[DeadlineLine]:
    """What the page of an order says about its deadlines; one query."""
    found = []
    for row in of_order(order).exclude(kind__in=QUIET):
        row.order = order
        found.append(line_of(row, language=language, now=now))
    return found


def line_of(row: Deadline, *, language: str, now: datetime | None = None) -> DeadlineLine:
    """A deadline with its rule in the words of the reader."""
    rule = row.counted_by
    return DeadlineLine(
        row,
        is_over=row.is_over(now or clock.now()),
        rule=rule_words(rule) if rule else "",
        note=(rule.note.get(language) or rule.note.get("en", "")) if rule else "",
        source=rule.source if rule else "",
        is_general=rule.is_general if rule else False,
    )


def between(cases: QuerySet[Case], start: datetime, end: datetime) -> QuerySet[Deadline]:
    """Open deadlines of these cases that fall due from `start` up to `end`, for calendars and lists."""
    rows = Deadline.objects.filter(case__in=cases, state=DeadlineState.OPEN).exclude(kind__in=QUIET)
    rows = rows.filter(Q(due_until__gt=start) | Q(due_from__gte=start), due_from__lt=end)
    return rows.select_related("case", "order", "hearing")


def next_of_case(case: Case) -> Deadline | None:
    """The next open deadline of a case that is not over."""
    rows = Deadline.objects.filter(case=case, state=DeadlineState.OPEN, due_until__gt=clock.now())
    return rows.exclude(kind__in=QUIET).select_related("order").first()


def of_kind(order: ProtectiveOrder, kind: str) -> Deadline | None:
    """The order's own deadline of a kind, if it applies: when renewal opens, when it ends."""
    rows = Deadline.objects.filter(order=order, kind=kind, hearing__isnull=True)
    return rows.exclude(state=DeadlineState.DROPPED).first()


def goes_on(order: ProtectiveOrder) -> bool:
    """Whether another order, not a temporary one, protects when this one ends."""
    others = ProtectiveOrder.objects.filter(case_id=order.case_id)
    others = others.filter(respondent=order.respondent_id) if order.respondent_id else others
    end = order.expires_at or clock.now()
    return any(other.in_force(end) and not other.is_temporary for other in others.exclude(pk=order.pk))


def deadline_rows(staff: Staff) -> QuerySet[Deadline]:
    """Deadlines of the cases this person works on, for the API."""
    rows = Deadline.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "hearing", "overwritten_by", "met_by").order_by("-pk")
