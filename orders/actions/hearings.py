"""Dates in court and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Staff
from clients.actions.plan_versions import call_review
from orders.models import Hearing, ProtectiveOrder


@transaction.atomic
def record_hearing(order: ProtectiveOrder, *, by: Staff, starts_at: datetime, **facts: Any) -> Hearing:
    """A date in court about the order."""
    hearing = Hearing(case=order.case, order=order, starts_at=starts_at, tz=order.tz, recorded_by=by, **facts)
    _check(hearing)
    hearing.save()
    audit.record("orders.hearing_recorded", hearing, order=order.ref, kind=str(hearing.kind))
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
    touch(hearing.case)
    return hearing


def _check(hearing: Hearing) -> None:
    if hearing.outcome and hearing.starts_at > clock.now():
        raise RuleBroken(_("A hearing has an outcome once it has taken place."), field="outcome")
