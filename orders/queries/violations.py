"""Violations with what the file says of their moment: the orders in force then, and service by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from caseload import access
from caseload.foundation import context
from caseload.foundation.moments import Interval, end_of_local_day, start_of_local_day
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from clients.choices import YesNoUnknown
from orders.actions.told import surely_before
from orders.choices import Outcome, ServiceState, Term, TermKind
from orders.choices.violations import ServedThen, StepKind, ViolationState
from orders.models import (
    ChronologyPrint,
    ContactEvent,
    EscalationWindow,
    EvidenceItem,
    ProtectiveOrder,
    ServiceAttempt,
    Violation,
    ViolationStep,
)

JUST_BEFORE = timedelta(microseconds=1)
IN_HAND = (Outcome.SERVED, Outcome.REFUSED_BUT_LEFT)
Services = dict[int, list[Interval]]


@dataclass(frozen=True)
class Entry:
    """A violation, the orders that were in force at its moment, and what followed."""

    violation: Violation
    orders: list[ProtectiveOrder]
    served_then: ServedThen
    steps: list[ViolationStep] = field(default_factory=list)
    evidence: list[EvidenceItem] = field(default_factory=list)

    @property
    def before_service(self) -> bool:
        return self.served_then == ServedThen.BEFORE

    @property
    def is_reported(self) -> bool:
        if hasattr(self.violation, "is_told"):
            return bool(self.violation.is_told)
        told = self.violation.police_called == YesNoUnknown.YES
        return told or any(step.kind != StepKind.PROSECUTOR for step in self.steps)

    @property
    def last_step(self) -> ViolationStep | None:
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True)
class ViolationPage:
    """Everything the page of a violation shows."""

    entry: Entry
    tasks: list[Task]
    windows: list[EscalationWindow]


@dataclass(frozen=True)
class ViolationFilters:
    """What the list is narrowed to; empty means no narrowing."""

    channel: str = ""
    reported: str = ""
    since: date | None = None
    until: date | None = None
    withdrawn: bool = False

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        tz = context.current().agency.tz
        if not self.withdrawn:
            rows = rows.filter(state=ViolationState.STANDS)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.reported:
            rows = rows.filter(is_told=self.reported == "yes")
        if self.since:
            rows = rows.filter(happened_until__gte=start_of_local_day(self.since, tz))
        if self.until:
            rows = rows.filter(happened_from__lt=end_of_local_day(self.until, tz))
        return rows


# ---- The orders of a moment --------------------------------------------------------------------------


def in_force_during(order: ProtectiveOrder, when: Interval) -> bool:
    """Whether the order protected at some instant at which it can have happened."""
    starts = [order.issued_from] if order.issued_from else []
    if order.effective_on:
        starts.append(start_of_local_day(order.effective_on, order.zone))
    last = when.end - JUST_BEFORE if when.end > when.start else when.end
    instants = [when.start, last, *(start for start in starts if when.start <= start < when.end)]
    return any(order.in_force(at) for at in instants)


def orders_then(
    orders: Iterable[ProtectiveOrder], when: Interval, respondent_id: int | None = None
) -> list[ProtectiveOrder]:
    """Those of `orders` in force then; with a respondent, only orders that may be against that person."""
    against = [order for order in orders if not respondent_id or order.respondent_id in (None, respondent_id)]
    return [order for order in against if in_force_during(order, when)]


def served_by(orders: Iterable[ProtectiveOrder], when: Interval, services: Services) -> ServedThen:
    """Whether the respondent had been served with any of these orders when it happened (PO-16)."""
    found = []
    for order in orders:
        if order.service_state == ServiceState.NOT_REQUIRED:
            found.append(ServedThen.AFTER)
        times = services.get(order.pk, [])
        if any(time.end <= when.start for time in times):
            found.append(ServedThen.AFTER)
        elif all(surely_before(when, time) for time in times):
            found.append(ServedThen.BEFORE)
        else:
            found.append(ServedThen.UNCLEAR)
    for answer in (ServedThen.AFTER, ServedThen.UNCLEAR, ServedThen.BEFORE):
        if answer in found:
            return answer
    return ServedThen.NO_ORDER


def orders_on(case: Case) -> list[ProtectiveOrder]:
    """The case's orders, the newest first, as the moment of a violation is held against them."""
    return list(case.orders.select_related("respondent").order_by("-pk"))


def breakable_terms(orders: Iterable[ProtectiveOrder]) -> list[Term]:
    """What the respondent can break: every term of these orders but a permission."""
    terms = {term.code: term for order in orders for term in order.term_list}
    return [term for _code, term in sorted(terms.items()) if term.kind != TermKind.PERMISSION]


# ---- Entries --------------------------------------------------------------------------------------------


def entries(violations: Iterable[Violation], *, with_details: bool = True) -> list[Entry]:
    """Violations of one or several cases, each with its orders: one query, and two for what followed."""
    rows = list(violations)
    orders, services = _orders_of({row.case_id for row in rows})
    steps = _of_violations(ViolationStep, rows) if with_details else {}
    evidence = _of_violations(EvidenceItem, rows) if with_details else {}
    found = []
    for row in rows:
        then = orders_then(orders.get(row.case_id, []), row.when, row.respondent_id)
        answer = served_by(then, row.when, services)
        found.append(Entry(row, then, answer, steps.get(row.pk, []), evidence.get(row.pk, [])))
    return found


def _orders_of(cases: Iterable[int]) -> tuple[dict[int, list[ProtectiveOrder]], Services]:
    """Case -> its orders, the newest first, and order -> when each service that stands must have happened."""
    stands = ServiceAttempt.objects.filter(
        order=OuterRef("pk"), state=ServiceAttempt.State.STANDS, outcome__in=IN_HAND
    ).order_by("pk")
    rows = ProtectiveOrder.objects.filter(case__in=list(cases)).select_related("case")
    rows = rows.annotate(
        served_from=ArraySubquery(stands.values("happened_from")),
        served_until=ArraySubquery(stands.values("happened_until")),
    )
    orders: dict[int, list[ProtectiveOrder]] = {}
    services: Services = {}
    for order in rows.order_by("-pk"):
        orders.setdefault(order.case_id, []).append(order)
        times = zip(order.served_from, order.served_until, strict=True)
        services[order.pk] = [Interval(start, end) for start, end in times]
    return orders, services


def _of_violations(model: Any, violations: list[Violation]) -> dict[int, list[Any]]:
    known = {row.pk: row for row in violations}
    rows = model.objects.filter(violation__in=list(known), removed_at__isnull=True)
    found: dict[int, list[Any]] = {}
    for row in rows.select_related("recorded_by"):
        row.violation = known[row.violation_id]
        row.case = row.violation.case
        found.setdefault(row.violation_id, []).append(row)
    return found


def _told() -> Any:
    steps = ViolationStep.objects.filter(violation=OuterRef("pk"), removed_at__isnull=True)
    return Q(police_called=YesNoUnknown.YES) | Exists(steps.exclude(kind=StepKind.PROSECUTOR))


def violations_of(case: Case, filters: ViolationFilters | None = None) -> QuerySet[Violation]:
    """The case's violations, the newest first."""
    rows = case.violations.select_related("respondent", "recorded_by")
    rows = rows.annotate(is_told=_told())
    return (filters or ViolationFilters()).apply(rows).order_by("-happened_from", "-pk")


def violation_rows(staff: Staff) -> QuerySet[Violation]:
    rows = Violation.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    rows = rows.annotate(is_told=_told())
    return rows.select_related("case", "respondent", "recorded_by").order_by("-pk")


def contact_rows(staff: Staff) -> QuerySet[ContactEvent]:
    rows = ContactEvent.objects.filter(
        case__in=access.visible_keys(staff, Perm.SEE_ORDERS), removed_at__isnull=True
    )
    return rows.select_related("case", "recorded_by").order_by("-pk")


def contact_of(case: Case) -> QuerySet[ContactEvent]:
    """Contact the client made, the newest first."""
    rows = case.contact_events.filter(removed_at__isnull=True)
    return rows.select_related("recorded_by").order_by("-happened_from", "-pk")


def violation_page(violation: Violation) -> ViolationPage:
    """The violation with its orders, what followed, the open tasks and the windows it opened."""
    entry = entries([violation])[0]
    key = f"violation:{violation.ref}"
    tasks = Task.objects.filter(case=violation.case, state=Task.State.OPEN, dedupe_key__startswith=f"{key}:")
    windows = EscalationWindow.objects.filter(case=violation.case, source_key__startswith=key)
    return ViolationPage(
        entry,
        list(tasks.select_related("assigned_to").order_by("due_at", "pk")),
        list(windows.exclude(state="superseded").order_by("-level", "pk")),
    )


@dataclass(frozen=True)
class ViolationPanel:
    """What the case page says: how many violations stand, and the latest."""

    total: int
    latest: list[Violation]


def violation_panel(case: Case, limit: int = 3) -> ViolationPanel:
    """One query while there are few, two when there are more than are shown."""
    rows = list(violations_of(case)[: limit + 1])
    total = len(rows) if len(rows) <= limit else violations_of(case).count()
    return ViolationPanel(total, rows[:limit])


def chronologies_of(case: Case) -> QuerySet[ChronologyPrint]:
    return ChronologyPrint.objects.filter(case=case).select_related("case", "printed_by")
