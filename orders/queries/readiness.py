"""Orders that wait for service: how long, what is expected, and what is not ready for the moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as When_
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from caseload import access
from caseload.foundation import clock
from caseload.models import Staff, Task
from caseload.permissions import Perm
from caseload.queries import cases_of_person
from clients.models import SafetyPlan
from orders.choices import OrderState, ServiceState
from orders.choices.check_ins import READINESS
from orders.models import ExpectedService, ProtectiveOrder

SOON = timedelta(days=7)
UNSERVED = (ServiceState.NOT_SENT, ServiceState.OUT_FOR_SERVICE, ServiceState.ATTEMPTED)
PLAN_WORDS = _("There is a safety plan")
KINDS = [f"orders.{key}" for key in READINESS]


@dataclass(frozen=True)
class ReadyItem:
    """One thing that should be settled before the moment of service."""

    words: Any
    is_ready: bool
    task: Task | None = None


@dataclass
class Unserved:
    """One order that waits for service."""

    order: ProtectiveOrder
    days: int
    expected: ExpectedService | None = None
    items: list[ReadyItem] = field(default_factory=list)
    name: str = ""

    @property
    def missing(self) -> list[ReadyItem]:
        return [item for item in self.items if not item.is_ready]

    @property
    def ready(self) -> int:
        return len(self.items) - len(self.missing)


@dataclass(frozen=True)
class SoonFilters:
    """What the list is narrowed to; empty means no narrowing."""

    team: str = ""
    person: str = ""
    missing: bool = False

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.team:
            rows = rows.filter(case__team__ref=self.team)
        if self.person:
            rows = rows.filter(case__in=cases_of_person(self.person))
        return rows.filter(is_ready=0) if self.missing else rows


def unserved_rows(staff: Staff) -> QuerySet[Any]:
    """Orders in force, or about to be, that wait for service; the not ready first, then the soonest."""
    now = clock.now()
    rows: QuerySet[Any] = ProtectiveOrder.objects.filter(
        case__in=access.visible_keys(staff, Perm.SEE_ORDERS), state=OrderState.ISSUED,
        service_state__in=UNSERVED,
    ).exclude(expires_at__lte=now)  # fmt: skip
    open_task = Task.objects.filter(
        case=OuterRef("case"), state=Task.State.OPEN, kind__in=KINDS,
        dedupe_key__startswith=Concat(OuterRef("ref"), Value(":pending:")),
    )  # fmt: skip
    planned = SafetyPlan.objects.filter(case=OuterRef("case"), current__isnull=False)
    rows = rows.annotate(
        is_ready=When_(
            When(~Exists(open_task) & Exists(planned), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
        expected_first=When_(
            When(expected_service__paper_version=F("paper_version"), then="expected_service__expected_from")
        ),
    )
    soonest = F("expected_first").asc(nulls_last=True)
    return rows.order_by("is_ready", soonest, F("issued_from").asc(nulls_last=True), "pk")


def likely_soon(staff: Staff, limit: int = 5) -> list[Unserved]:
    """Not ready, and likely to be served soon: expected within a week, or on the way to the respondent."""
    on_the_way = (ServiceState.OUT_FOR_SERVICE, ServiceState.ATTEMPTED)
    soon = Q(expected_first__lte=clock.now() + SOON) | Q(service_state__in=on_the_way)
    return shown(unserved_rows(staff).filter(soon, is_ready=0).select_related("case__client")[:limit])


def shown(orders: Iterable[ProtectiveOrder]) -> list[Unserved]:
    """With days, expected moment and readiness: three queries, however many."""
    orders = list(orders)
    if not orders:
        return []
    now = clock.now()
    cases = {order.case_id for order in orders}
    expected = {row.order_id: row for row in ExpectedService.objects.filter(order__in=orders)}
    plans = set(
        SafetyPlan.objects.filter(case__in=cases, current__isnull=False).values_list("case", flat=True)
    )
    rows = Task.objects.filter(case__in=cases, kind__in=KINDS, dedupe_key__contains=":pending:")
    tasks: dict[str, list[Task]] = {}
    for task in rows:
        tasks.setdefault((task.dedupe_key or "").rpartition(":")[0], []).append(task)
    made = []
    for order in orders:
        one = Unserved(order, _days(order, now))
        known = expected.get(order.pk)
        one.expected = known if known and known.paper_version == order.paper_version else None
        own = tasks.get(f"{order.ref}:pending:{order.paper_version}", [])
        one.items = _items(own, order.case_id in plans)
        client = order.case.client if hasattr(order.case, "client") else None
        if client:
            client.case = order.case
        one.name = client.display_name if client else ""
        made.append(one)
    return made


def _items(tasks: list[Task], has_plan: bool) -> list[ReadyItem]:
    """The safety plan, then the tasks before service; one that is dropped with a reason counts as settled."""
    by_kind = {task.kind: task for task in tasks}
    items = [ReadyItem(PLAN_WORDS, has_plan)]
    for key, words in READINESS.items():
        task = by_kind.get(f"orders.{key}")
        if task:
            items.append(ReadyItem(words, task.state != Task.State.OPEN, task))
    return items


def _days(order: ProtectiveOrder, now: datetime) -> int:
    if order.issued_from is None:
        return 0
    return (_day(now, order) - _day(order.issued_from, order)).days


def _day(at: datetime, order: ProtectiveOrder) -> date:
    return at.astimezone(order.zone).date()


def expected_of(order: ProtectiveOrder) -> ExpectedService | None:
    return ExpectedService.objects.filter(order=order).select_related("noted_by").first()


def before_service(order: ProtectiveOrder) -> Unserved | None:
    """How ready the client is; None once the order is served or over."""
    if not order.is_unserved or (order.expires_at and order.expires_at <= clock.now()):
        return None
    return shown([order])[0]
