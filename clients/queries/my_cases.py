"""My caseload: the worst first, names only for the rows that are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet

from caseload import access, queries
from caseload.foundation import audit
from caseload.models import Assignment, Case, Staff
from caseload.permissions import Perm, Scope, scope_of
from clients.consent import name_parts
from clients.models import Client
from clients.queries.people import clients_by_case

SEARCH_LIMIT = 5_000


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means no narrowing."""

    whose: str = "mine"
    status: str = "open"
    level: str = ""
    search: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    case: Case
    client: Client | None
    advocate: Staff | None

    @property
    def name(self) -> str:
        return self.client.display_name if self.client else self.case.code


@dataclass
class Result:
    """One page of the list; `too_many_names` says that only case codes were searched."""

    page: Page
    rows: list[Row] = field(default_factory=list)
    too_many_names: bool = False


def views_for(staff: Staff) -> list[str]:
    """Which of mine, team and all this person can choose from; the first is where they start."""
    scope = scope_of(staff.role, Perm.SEE_CLIENT)
    if scope == Scope.AGENCY:
        return ["all", "team", "mine"]
    if scope == Scope.TEAM:
        return ["team", "mine"]
    return ["mine"] if scope == Scope.ASSIGNED else ["all", "mine"]


def narrowed(staff: Staff, filters: Filters) -> QuerySet[Case]:
    """The cases this person may open with names, as far as the filters let them through."""
    rows = access.visible_cases(staff, Perm.SEE_CLIENT)
    if filters.whose == "mine" and scope_of(staff.role, Perm.SEE_CLIENT) != Scope.ASSIGNED:
        mine = Assignment.objects.filter(case=OuterRef("pk"), staff=staff, ended_at__isnull=True)
        rows = rows.filter(Exists(mine))
    elif filters.whose == "team":
        rows = rows.filter(access.in_team(staff))
    if filters.status in Case.Status.values:
        rows = rows.filter(status=filters.status)
    if filters.level.isdigit():
        rows = rows.filter(level=int(filters.level))
    return rows


def caseload(staff: Staff, filters: Filters, *, number: Any = 1, per_page: int = 25) -> Result:
    """One page of the caseload, worst first, then by what is due next."""
    rows = narrowed(staff, filters)
    too_many = False
    if filters.search.strip():
        rows, too_many = _search(staff, rows, filters.search.strip())
    rows = rows.order_by("-level", F("next_due_at").asc(nulls_last=True), "-last_activity_at", "pk")
    page = Paginator(rows.select_related("team"), per_page).get_page(number)
    shown = list(page.object_list)
    clients = clients_by_case([case.pk for case in shown])
    advocates = queries.primary_advocates([case.pk for case in shown])
    lines = [Row(case, clients.get(case.pk), advocates.get(case.pk)) for case in shown]
    return Result(page, lines, too_many)


def _search(staff: Staff, rows: QuerySet[Case], text: str) -> tuple[QuerySet[Case], bool]:
    """By case code always; by name by decrypting, while the cases to look through are few enough."""
    by_code = rows.filter(code__icontains=text)
    ids = list(rows.order_by().values_list("pk", flat=True)[: SEARCH_LIMIT + 1])
    if len(ids) > SEARCH_LIMIT:
        return by_code, True
    wanted = name_parts(text)
    people = Client.objects.filter(case_id__in=ids).select_related("case")
    found = [row.case_id for row in people if wanted and _matches(row, wanted)]
    audit.record("clients.names_searched", staff, looked_through=len(ids), found=len(found))
    return rows.filter(pk__in={*found, *by_code.order_by().values_list("pk", flat=True)}), False


def _matches(client: Client, wanted: frozenset[str]) -> bool:
    """Whether every word of the search begins a part of one of the client's names."""
    parts = name_parts(f"{client.name} {client.preferred_name} {client.alias}")
    return all(any(part.startswith(word) for part in parts) for word in wanted)
