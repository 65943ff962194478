"""Dates in court and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Interval
from caseload.foundation.versions import save_if
from caseload.models import Staff
from clients.actions.plan_versions import call_review
from orders.actions import overlays
from orders.actions.deadlines import recompute
from orders.choices import Trigger
from orders.models import Hearing, ProtectiveOrder


@transaction.atomic
def record_hearing(order: ProtectiveOrder, *, by: Staff, starts_at: datetime, **facts: Any) -> Hearing:
    """A date in court about the order."""
    hearing = Hearing(case=order.case, order=order, starts_at=starts_at, tz=order.tz, recorded_by=by, **facts)
    _check(hearing)
    hearing.save()
    audit.record("orders.hearing_recorded", hearing, order=order.ref, kind=str(hearing.kind))
    recompute(order)  # It locks the order, and everybody locks that before windows and the case.
    _heighten(hearing)
    touch(order.case)
    return hearing


@transaction.atomic
def edit_hearing(hearing: Hearing, *, by: Staff, version: int, **facts: Any) -> Hearing:
    """Move the hearing, or note what came of it; raises `Stale` when somebody else saved first."""
    before = Hearing.objects.values_list("outcome", flat=True).get(pk=hearing.pk)
    for name, value in facts.items():
        setattr(hearing, name, value)
    _check(hearing)
    save_if(hearing, version)
    if hearing.outcome and hearing.outcome != before:
        call_review(hearing.case, trigger="hearing_outcome")
    audit.record("orders.hearing_changed", hearing, order=hearing.order.ref, outcome=str(hearing.outcome))
    recompute(hearing.order)
    _heighten(hearing)
    touch(hearing.case)
    return hearing


def _heighten(hearing: Hearing) -> None:
    """The day before a hearing and the days after call for care (C.2); when it moves, they move along."""
    overlays.raise_overlay(
        hearing.case, trigger=Trigger.HEARING, by=None, order=hearing.order, tz=ZoneInfo(hearing.tz),
        when=Interval(hearing.starts_at, hearing.starts_at), source_key=f"hearing:{hearing.ref}",
    )  # fmt: skip


def _check(hearing: Hearing) -> None:
    if hearing.outcome and hearing.starts_at > clock.now():
        raise RuleBroken(_("A hearing has an outcome once it has taken place."), field="outcome")
