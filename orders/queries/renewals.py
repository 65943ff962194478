"""Orders that run out: when, what the client wants, and what comes next. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from caseload import access
from caseload.foundation import clock
from caseload.models import Staff
from caseload.permissions import Perm
from caseload.queries import cases_of_person
from clients.queries import views_for
from orders.choices import NOT_HELD, HearingKind, OrderState
from orders.choices.renewals import STEP_LABELS, Answer, RenewalOutcome, Stage
from orders.deadlines.runway import RANK, RunwayStep
from orders.models import Hearing, ProtectiveOrder, Renewal
from orders.queries.calendar import Asked

OPEN_ANSWERS = (Answer.NOT_ASKED, Answer.UNDECIDED, Answer.NOT_REACHED)
SHOWN_ABOVE = (Stage.ASK, Stage.FILE, Stage.NEW_ORDER)
KEPT_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means no narrowing."""

    whose: str = ""
    person: str = ""
    answer: str = ""
    time: str = "open"

    def apply(self, rows: QuerySet[Renewal], *, now: datetime, today: date) -> QuerySet[Renewal]:
        if self.person:
            rows = rows.filter(case__in=cases_of_person(self.person))
        if self.answer == "open":
            rows = rows.filter(answer__in=OPEN_ANSWERS)
        elif self.answer:
            rows = rows.filter(answer=self.answer)
        if self.time == "ended":
            return rows.filter(ends_at__lte=now)
        rows = rows.filter(ends_at__gt=now)
        if self.time == "open":
            return rows.filter(opens_on__lte=today)
        days = {"7": 7, "30": 30, "60": 60}.get(self.time)
        return rows.filter(ends_at__lte=now + timedelta(days=days)) if days else rows


@dataclass(frozen=True)
class StepLine:
    """One step of the last stretch on a page."""

    step: RunwayStep
    words: Any
    state: str  # past, next, ahead, or off where nobody is asked any more


@dataclass
class RenewalShown:
    """One order with its last stretch, as lists and pages show it."""

    row: Renewal
    at: datetime
    hearing: Hearing | None = None
    successor: ProtectiveOrder | None = None
    name: str = ""

    @property
    def days_left(self) -> int:
        return self.row.days_left(self.at)

    @property
    def is_over(self) -> bool:
        return self.row.ends_at <= self.at

    @property
    def stage(self) -> Stage:
        """What comes next, by what is on record."""
        row = self.row
        if row.outcome == RenewalOutcome.GRANTED:
            return Stage.NOTHING if self.successor else Stage.NEW_ORDER
        if self.is_over:
            return Stage.ENDED
        if row.answer == Answer.NO:
            return Stage.NOTHING
        if row.outcome == RenewalOutcome.DENIED:
            return Stage.DENIED
        if row.answer != Answer.RENEW or row.outcome == RenewalOutcome.WITHDRAWN:
            return Stage.ASK if row.is_open(self.at) else Stage.LATER
        if row.filed_on is None:
            return Stage.FILE
        if self.hearing is None:
            return Stage.COURT_DATE
        return Stage.HEARING if self.hearing.starts_at > self.at else Stage.OUTCOME

    @property
    def next_words(self) -> Any:
        return self.stage.label

    @property
    def steps(self) -> list[StepLine]:
        """Every step with its state, for the page of one order."""
        left = {step.key for step in self.row.waiting}
        found, next_seen = [], False
        for step in self.row.steps:
            if step.at <= self.at:
                state = "past"
            elif step.asks and step.key not in left and RANK[step.key] > RANK[self.row.last_step]:
                state = "off"
            else:
                state, next_seen = ("ahead" if next_seen else "next"), True
            found.append(StepLine(step, STEP_LABELS[step.key], state))
        return found

    @property
    def is_for_supervisor(self) -> bool:
        """A week or less is left, and the decision, the petition or the new order is not on record."""
        return not self.is_over and self.days_left <= 7 and self.stage in SHOWN_ABOVE


def renewal_rows(staff: Staff) -> QuerySet[Renewal]:
    """Every order with an end, of the cases this person works on, for the API."""
    rows = Renewal.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "answered_by").order_by("ends_at", "pk")


def renewals_of(staff: Staff, filters: Filters) -> QuerySet[Renewal]:
    """Orders in which renewal is a question, the first to end first; those that ended stay for two weeks."""
    now, today = clock.now(), clock.today(staff.agency.tz)
    asked = Asked(staff, today, today, staff.agency.tz, whose=filters.whose or views_for(staff)[0])
    rows = Renewal.objects.filter(
        case__in=asked.cases(Perm.SEE_ORDERS), asks=True, order__state=OrderState.ISSUED,
        order__expires_at__isnull=False, ends_at__gt=now - KEPT_AFTER,
    )  # fmt: skip
    rows = filters.apply(rows, now=now, today=today).select_related("case__client", "order")
    return rows.order_by("ends_at", "pk")


def shown(rows: Iterable[Renewal], *, names: bool = True) -> list[RenewalShown]:
    """With hearing, later order and name: two queries, however many."""
    rows, now = list(rows), clock.now()
    if not rows:
        return []
    orders = [row.order_id for row in rows]
    found = Hearing.objects.filter(order__in=orders, kind=HearingKind.MODIFICATION)
    hearings: dict[int, list[Hearing]] = {}
    for hearing in found.exclude(outcome__in=NOT_HELD).order_by("starts_at", "pk"):
        hearings.setdefault(hearing.order_id, []).append(hearing)
    later = {order.replaces_id: order for order in ProtectiveOrder.objects.filter(replaces__in=orders)}
    made = []
    for row in rows:
        row.order.case = row.case
        client = getattr(row.case, "client", None) if names else None
        if client:
            client.case = row.case
        of_order = [one for one in hearings.get(row.order_id, ()) if _is_about(one, row)]
        made.append(
            RenewalShown(
                row, now, of_order[-1] if of_order else None, later.get(row.order_id),
                client.display_name if client else "",
            )
        )  # fmt: skip
    return made


def _is_about(hearing: Hearing, row: Renewal) -> bool:
    since: date | None = row.filed_on
    return since is not None and hearing.starts_at.astimezone(row.order.zone).date() >= since


def of_order(order: ProtectiveOrder) -> RenewalShown | None:
    """What the page of an order says; None where it has no end."""
    row = Renewal.objects.filter(order=order).select_related("answered_by").first()
    if row is None or order.expires_at is None:
        return None
    row.order, row.case = order, order.case
    return shown([row], names=False)[0]


@dataclass(frozen=True)
class RenewalCounts:
    """One line of my day: how many orders end within a month, and how many wait for a decision."""

    soon: int = 0
    open: int = 0
    first: datetime | None = None

    def __bool__(self) -> bool:
        return self.soon > 0


def my_renewals(staff: Staff) -> RenewalCounts:
    """Of this person's own part of the caseload; one query."""
    if not access.can(staff, Perm.SEE_ORDERS):
        return RenewalCounts()
    rows = renewals_of(staff, Filters(time="30")).select_related(None).order_by()
    open_ones = Q(answer__in=OPEN_ANSWERS) | Q(answer=Answer.RENEW, filed_on__isnull=True, outcome="")
    found = rows.aggregate(soon=Count("pk"), open=Count("pk", filter=open_ones), first=Min("ends_at"))
    return RenewalCounts(**found)
