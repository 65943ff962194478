"""Check-ins as pages, panels and the API read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case as When_
from django.db.models import IntegerField, QuerySet, Value, When

from caseload import access
from caseload.foundation import clock, context
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Case, Staff
from caseload.permissions import Perm
from clients import contact
from clients import queries as client_queries
from clients.models import Client, ContactMethod, EmergencyContact
from clients.queries import ContactCard
from orders.models import CheckIn, CheckInPlan, NotReachedStep

SOON = timedelta(hours=24)
SHOWN = 6
OVERDUE, TODAY, ALL = "overdue", "day", "all"


@dataclass
class CheckInLine:
    """One open check-in in a list: whom it concerns, and what is possible now, without any number."""

    row: CheckIn
    name: str
    is_overdue: bool
    ways: list[str] = field(default_factory=list)
    is_staff_only: bool = False


@dataclass
class CheckInPage:
    """Everything a person needs to make the contact and to note what came of it."""

    row: CheckIn
    client: Client | None
    plan: CheckInPlan | None
    ways: list[ContactCard]
    is_staff_only: bool
    open_step: NotReachedStep | None
    steps: list[NotReachedStep]
    former: list[CheckIn]
    contacts: list[EmergencyContact]
    at: datetime

    @property
    def is_overdue(self) -> bool:
        return self.row.is_open and self.row.due_at <= self.at


def open_rows(staff: Staff) -> QuerySet[CheckIn]:
    """Open check-ins of the cases this person works on: what is overdue first, the worst level before age."""
    rows = CheckIn.objects.filter(
        settled_at__isnull=True, case__in=access.visible_keys(staff, Perm.SEE_ORDERS)
    )
    late = When_(When(due_at__lte=clock.now(), then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("case__client").order_by(late, "-level", "due_at", "pk")


def narrowed(rows: QuerySet[CheckIn], show: str) -> QuerySet[CheckIn]:
    """Those that are overdue, those of the next day, or all."""
    now = clock.now()
    if show == OVERDUE:
        return rows.filter(due_at__lte=now)
    return rows.filter(due_at__lte=now + SOON) if show == TODAY else rows


def lines(rows: list[CheckIn]) -> list[CheckInLine]:
    """With the ways that are safe at this moment; one query, however many rows."""
    now = clock.now()
    local = now.astimezone(context.current().agency.tz)
    methods: dict[int, list[ContactMethod]] = {}
    found = ContactMethod.objects.filter(case__in=[row.case_id for row in rows], removed_at__isnull=True)
    for method in found.exclude(kind="post") if rows else []:
        methods.setdefault(method.case_id, []).append(method)
    made = []
    for row in rows:
        client = getattr(row.case, "client", None)
        if client:
            client.case = row.case
        silent = bool(client and client.do_not_contact)
        facts = [method.facts(do_not_contact=silent) for method in methods.get(row.case_id, [])]
        quiet = row.is_staff_only or not any(contact.ever_safe(one) for one in facts)
        line = CheckInLine(row, client.display_name if client else "", row.due_at <= now, is_staff_only=quiet)
        line.ways = [] if quiet else _ways(facts, local)
        made.append(line)
    return made


def _ways(facts: list[contact.Method], local: datetime) -> list[str]:
    """The channels that may be used now, each once."""
    named = [
        name for one in facts for name, said in contact.open_channels(one, local).items() if said.allowed
    ]
    return list(dict.fromkeys(named))


def my_check_ins(staff: Staff) -> tuple[list[CheckInLine], int]:
    """What is overdue or due within a day, and how many there are beyond those shown."""
    rows = list(narrowed(open_rows(staff), TODAY)[: SHOWN + 1])
    return lines(rows[:SHOWN]), len(rows) - SHOWN


_OF_CASE = Blank("case", KEY)
_PLAN = Recipe(lambda: rows_of(CheckInPlan).filter(case_id=_OF_CASE).select_related("agreed_by"))
_OPEN = Recipe(lambda: rows_of(CheckIn).filter(case_id=_OF_CASE, settled_at__isnull=True))


def plan_of(case: Case) -> CheckInPlan | None:
    """What was agreed with the client about check-ins, None before anything was."""
    plan: CheckInPlan | None = _PLAN.first(case=case)
    return plan


def of_case(case: Case, limit: int = 6) -> list[CheckIn]:
    """The open check-in of a case first, then what came of the last ones."""
    return list(case.check_ins.select_related("settled_by").order_by("-pk")[:limit])


def check_in_page(row: CheckIn) -> CheckInPage:
    """A check-in with the safe ways now; no way at all is shown where no contact may be made."""
    case = row.case
    client = client_queries.client_or_none(case)
    plan = plan_of(case)
    cards = [card for card in client_queries.contact_cards(case, client) if card.method.kind != "post"]
    quiet = bool(plan and plan.no_contact) or not any(card.is_ever_safe for card in cards)
    steps = list(NotReachedStep.objects.filter(case=case).select_related("contact", "settled_by", "check_in"))
    for step in steps:
        step.case = case
    last = max((step.check_in_id for step in steps), default=0)
    return CheckInPage(
        row=row,
        client=client,
        plan=plan,
        ways=[] if quiet else [card for card in cards if card.is_open],
        is_staff_only=quiet,
        open_step=next((step for step in steps if step.is_open), None),
        steps=[step for step in steps if step.check_in_id in (last, row.pk)],
        former=[one for one in of_case(case) if one.pk != row.pk],
        contacts=list(client_queries.emergency_contacts(case)) if plan and plan.call_order else [],
        at=clock.now(),
    )


def open_of(case: Case) -> CheckIn | None:
    """The case's open check-in; there is one at most."""
    row: CheckIn | None = _OPEN.first(case=case)
    return row


def check_in_rows(staff: Staff) -> QuerySet[CheckIn]:
    """Check-ins of the cases this person works on, for the API."""
    rows = CheckIn.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "window", "settled_by").order_by("-pk")
