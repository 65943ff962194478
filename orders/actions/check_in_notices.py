"""Whom a check-in calls: whoever answers for the case and is there. The words name no client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from caseload.actions import notifications, tasks
from caseload.models import Case
from caseload.queries import Asked
from orders.actions.asking import people_of, told_when_nobody_is
from orders.models import CheckIn

CHAIN = ("advocate", "backup", "supervisor", "director")


def tell_supervisor(case: Case, kind: str, check_in: CheckIn, *, now: datetime) -> None:
    """Tell whoever answers for the case and is there; the directors, away or not, when nobody is."""
    found = people_of(case, CHAIN, now=now)
    asked: Sequence[Asked] = found["supervisor"] or found["director"]
    if not asked:
        asked = [Asked(staff) for staff in told_when_nobody_is(case)[0]]
    _tell(case, asked, kind, check_in, urgent=True)


def tell_advocate(case: Case, kind: str, check_in: CheckIn) -> None:
    advocate = tasks.primary_advocate(case)
    _tell(case, [Asked(advocate)] if advocate else [], kind, check_in)


def _tell(case: Case, asked: Sequence[Asked], kind: str, check_in: CheckIn, *, urgent: bool = False) -> None:
    notifications.queue(
        [one.staff for one in asked], kind=kind, case=case, urgent=urgent, level=check_in.level,
        url_name="orders:check_in", url_ref=check_in.ref,
        instead_of={one.staff.pk: one.instead_of for one in asked if one.instead_of},
    )  # fmt: skip
