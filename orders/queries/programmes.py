"""Programmes of respondents with what is known of them: how it stands, how we know, how old that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from caseload import access
from caseload.foundation import clock, context
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.models import ProgrammeFact, ProgrammeOrder, ProtectiveOrder

OLD = 30  # Days after which what is known may have changed.


@dataclass(frozen=True)
class ProgrammeShown:
    """A programme and its facts, the latest first."""

    row: ProgrammeOrder
    facts: list[ProgrammeFact]
    today: date

    @property
    def latest(self) -> ProgrammeFact | None:
        """What holds now, as far as anybody has said."""
        return self.facts[0] if self.facts else None

    @property
    def age(self) -> int:
        """How many days ago the latest fact held."""
        return (self.today - self.latest.info_date).days if self.latest else 0

    @property
    def is_old(self) -> bool:
        return self.latest is not None and self.age > OLD


def _rows(cases: Any) -> QuerySet[ProgrammeOrder]:
    rows = ProgrammeOrder.objects.filter(case__in=cases)
    return rows.select_related("case", "respondent", "order", "recorded_by").order_by("-pk")


def of_case(case: Case) -> list[ProgrammeShown]:
    """Every programme of the case's respondents; two queries."""
    return shown(case.programmes.select_related("respondent", "recorded_by").order_by("-pk"))


def of_order(order: ProtectiveOrder) -> list[ProgrammeShown]:
    """Those of this order, and those of its respondent; two queries."""
    rows = _rows([order.case])
    about = rows.filter(order=order)
    return shown(about | rows.filter(respondent=order.respondent) if order.respondent_id else about)


def shown(rows: Iterable[ProgrammeOrder]) -> list[ProgrammeShown]:
    """Each with its facts; one query for all of them."""
    rows = list(rows)
    today = clock.today(context.current().agency.tz)
    facts: dict[int, list[ProgrammeFact]] = {}
    found = ProgrammeFact.objects.filter(programme__in=[row.pk for row in rows])
    for fact in found.select_related("case", "recorded_by"):
        facts.setdefault(fact.programme_id, []).append(fact)
    return [ProgrammeShown(row, facts.get(row.pk, []), today) for row in rows]


def one(row: ProgrammeOrder) -> ProgrammeShown:
    return shown([row])[0]


def programme_rows(staff: Staff) -> QuerySet[ProgrammeOrder]:
    """Programmes of the cases this person works on, for the API."""
    return _rows(access.visible_keys(staff, Perm.SEE_ORDERS))
