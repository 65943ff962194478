"""Danger signals, and who holds a copy of the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from caseload.actions import tasks
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients.actions.disclosures import disclose
from clients.actions.people import fill
from clients.actions.plans import note_change
from clients.choices import CopyDecision, HandedBy, ReleaseItem, ReleaseMethod
from clients.models import DangerSignal, OrderCopy, Release, SafetyPlan


@action
def add_signal(plan: SafetyPlan, *, by: Staff, **values: Any) -> DangerSignal:
    """Agree on a signal with one audience (A17)."""
    return _save_signal(DangerSignal(case=plan.case, plan=plan), values, None)


@action
def edit_signal(row: DangerSignal, *, by: Staff, version: int, **values: Any) -> DangerSignal:
    """Change a signal; whoever it was agreed with has to hear of it. Raises `Stale`."""
    return _save_signal(row, values, version)


def _save_signal(row: DangerSignal, values: dict[str, Any], version: int | None) -> DangerSignal:
    fill(row, values)
    if not row.signal.strip() or not row.response.strip():
        raise RuleBroken(
            _("Say what the signal is and what they do when they see it."),
            field="response" if row.signal.strip() else "signal",
        )
    _save(row, version)
    tasks.open_task(
        row.case,
        kind="tell_audience",
        title=_("Tell the people a danger signal is agreed with"),
        due_at=clock.now() + timedelta(days=2),
        dedupe_key=f"signal:{row.ref}:{row.version}",
    )
    note_change(row.plan, signals=1)
    audit.record("clients.signal_changed", row, audience=str(row.audience))
    return row


def _save(row: models.Model, version: int | None) -> None:
    if version is None:
        row.save()
    else:
        save_if(row, version)


@action
def remove_signal(row: DangerSignal, *, by: Staff) -> None:
    """Take a signal back; the people who know it have to be told."""
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save()
        tasks.cancel_tasks(row.case, dedupe_prefix=f"signal:{row.ref}:", reason=_("The signal was removed."))
        tasks.open_task(
            row.case,
            kind="tell_audience",
            title=_("Tell the people that a danger signal no longer holds"),
            due_at=clock.now() + timedelta(days=2),
            dedupe_key=f"signal-gone:{row.ref}",
        )
        note_change(row.plan, signals=1)
        audit.record("clients.signal_removed", row, audience=str(row.audience))


# ---- Copies of the order -----------------------------------------------------------


@action
def add_order_copy(plan: SafetyPlan, *, by: Staff, **values: Any) -> OrderCopy:
    """Record who holds or is to hold a copy; the agency hands one over only under a release (A7)."""
    return _save_copy(OrderCopy(case=plan.case, plan=plan), values, by, None)


@action
def edit_order_copy(row: OrderCopy, *, by: Staff, version: int, **values: Any) -> OrderCopy:
    """Change it; raises `Stale`."""
    return _save_copy(row, values, by, version)


def _save_copy(row: OrderCopy, values: dict[str, Any], by: Staff, version: int | None) -> OrderCopy:
    fill(row, values)
    if row.decision == CopyDecision.GIVEN and row.given_on is None:
        row.given_on = clock.today(context.current().agency.tz)
    handing_now = _handed_by_us(row) and not _was_handed_by_us(row)
    _save(row, version)
    if handing_now:
        _hand_over(row, row.release, by)
    note_change(row.plan, copies=1)
    audit.record("clients.order_copy_changed", row, holder=str(row.holder), decision=str(row.decision))
    return row


def _handed_by_us(row: OrderCopy) -> bool:
    return row.decision == CopyDecision.GIVEN and row.handed_by == HandedBy.AGENCY


def _was_handed_by_us(row: OrderCopy) -> bool:
    """As stored: the row in hand may carry the new answer already."""
    stored = OrderCopy.objects.filter(pk=row.pk, decision=CopyDecision.GIVEN, handed_by=HandedBy.AGENCY)
    return row.pk is not None and stored.exists()


def _hand_over(row: OrderCopy, release: Release | None, by: Staff) -> None:
    """A copy in a third party's hand is a disclosure: checked now, and entered in the ledger (CF-1)."""
    if release is None:
        raise RuleBroken(
            _("When we hand over a copy, a release for this recipient is needed."), field="release"
        )
    methods = release.methods
    in_person = ReleaseMethod.IN_PERSON
    disclose(
        release,
        by=by,
        recipient=row.place,
        items=[ReleaseItem.ORDER_COPY],
        method=in_person if in_person in methods or not methods else methods[0],
        told_to=row.person,
        document_ref=row.ref,
    )


@action
def remove_order_copy(row: OrderCopy, *, by: Staff) -> None:
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save()
        note_change(row.plan, copies=1)
        audit.record("clients.order_copy_changed", row, holder=str(row.holder), removed=True)


@action
def order_copies_stale(case: Case) -> int:
    """A new version of the order: copies in other hands are out of date; a task says to replace them (A6)."""
    rows = OrderCopy.objects.filter(
        case=case, decision=CopyDecision.GIVEN, is_stale=False, removed_at__isnull=True
    )
    count = rows.update(is_stale=True)
    if count:
        tasks.open_task(
            case,
            kind="replace_copies",
            title=_("Replace the copies of the order that others hold"),
            due_at=clock.now() + timedelta(days=2),
            dedupe_key=f"copies:{case.ref}:{clock.now():%Y%m%d}",
        )
        audit.record("clients.order_copies_stale", case, copies=count)
    return count
