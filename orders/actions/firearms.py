"""What people learn about firearms: access, what the court ordered, proof, and that the client was told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_tasks, open_task
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Interval, add_elapsed
from caseload.foundation.versions import save_if
from caseload.models import Staff
from clients.choices import YesNoUnknown
from orders.actions import overlays
from orders.actions.deadline_answers import mark_met, mark_open
from orders.actions.firearm_watch import look_again, track
from orders.actions.phase_tasks import title_of
from orders.choices import Trigger
from orders.deadlines import Kind
from orders.models import Deadline, EscalationWindow, FirearmSurrender, ProtectiveOrder

ABOUT_PROOF = ("firearm_surrender_due", "firearm_receipt_due", "firearm_proof")
TELL_WITHIN = timedelta(hours=24)


@action
def edit_firearms(order: ProtectiveOrder, *, by: Staff, version: int = 0, **facts: Any) -> FirearmSurrender:
    """Note what is known. Access without proof opens a window that lasts until proof comes (C.2).

    Raises `Stale` when somebody else saved first.
    """
    row = FirearmSurrender.objects.filter(order=order).select_related("case").first() or track(order)
    row.order = order
    before = row.access
    for name, value in facts.items():
        setattr(row, name, value)
    if row.is_proven and row.access == YesNoUnknown.YES and before != YesNoUnknown.YES:
        words = _("Proof is on record. If there are other firearms, set the proof aside first.")
        raise RuleBroken(words, field="access")
    save_if(row, version or row.version)
    audit.record(
        "orders.firearms_changed", row, order=order.ref, access=str(row.access), ordered=str(row.ordered)
    )
    if row.access != before:
        _follow_access(row, by=by)
    look_again(row, now=clock.now())
    touch(row.case)
    return row


@action
def record_proof(
    row: FirearmSurrender, *, by: Staff, version: int, proof_on: date, proof_kind: str, proof_words: str = "",
    filed_on: date | None = None,
) -> FirearmSurrender:  # fmt: skip
    """Proof that firearms were handed over: both windows end, and with them what was asked for."""
    today = clock.today(context.current().agency.tz)
    for field, day in (("proof_on", proof_on), ("filed_on", filed_on)):
        if day and day > today:
            raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field=field)
    row.proof_on, row.proof_kind, row.proof_words, row.filed_on = proof_on, proof_kind, proof_words, filed_on
    row.proof_by, row.set_aside_reason, row.client_told_on = by, "", None
    save_if(row, version)
    audit.record("orders.surrender_proof", row, order=row.order.ref, kind=str(proof_kind))
    now, words = clock.now(), _("Proof has come that firearms were handed over.")
    overlays.resolve(row.access_key, words=words, now=now)
    overlays.resolve(row.overdue_key, words=words, now=now)
    look_again(row, now=now)
    for deadline in _deadlines(row, receipt=filed_on is not None):
        mark_met(deadline, by=by)
    _drop_questions(row, words)
    open_task(
        row.case, kind="orders.firearms_tell_client", title=title_of("firearms_tell_client"),
        due_at=add_elapsed(now, TELL_WITHIN), dedupe_key=f"firearms:{row.ref}:told:{row.version}",
    )  # fmt: skip
    touch(row.case)
    return row


@action
def set_aside(row: FirearmSurrender, *, by: Staff, version: int, reason: str) -> FirearmSurrender:
    """The proof was not right, or not all: firearms are awaited again, and the windows with them."""
    if not reason.strip():
        raise RuleBroken(_("Say why the proof is set aside."), field="reason")
    if not row.is_proven:
        return row
    row.proof_on, row.filed_on, row.proof_kind, row.proof_by = None, None, "", None
    row.proof_words, row.set_aside_reason = "", reason.strip()
    save_if(row, version)
    audit.record("orders.surrender_proof_set_aside", row, order=row.order.ref)
    cancel_tasks(row.case, dedupe_prefix=f"firearms:{row.ref}:told:", reason=_("The proof was set aside."))
    for deadline in _deadlines(row, receipt=True):
        mark_open(deadline, by=by)
    _follow_access(row, by=by)
    look_again(row, now=clock.now())
    touch(row.case)
    return row


@action
def client_told(row: FirearmSurrender, *, by: Staff) -> FirearmSurrender:
    """The client knows what is known about the firearms. Safe to repeat."""
    today = clock.today(context.current().agency.tz)
    if row.client_told_on != today:
        row.client_told_on = today
        save_if(row, row.version)
        audit.record("orders.firearms_client_told", row)
    cancel_tasks(row.case, dedupe_prefix=f"firearms:{row.ref}:told:", reason=_("The client was told."))
    return row


def _follow_access(row: FirearmSurrender, *, by: Staff) -> None:
    now = clock.now()
    if row.is_open_danger:
        overlays.raise_overlay(
            row.case, trigger=Trigger.FIREARM_ACCESS, by=by, when=Interval(now, now), tz=row.order.zone,
            order=row.order, source_key=row.access_key,
        )  # fmt: skip
    else:
        overlays.resolve(row.access_key, words=_("Firearms cannot be reached, as is known now."), now=now)


def _deadlines(row: FirearmSurrender, *, receipt: bool) -> list[Deadline]:
    kinds = [Kind.FIREARM_SURRENDER, *([Kind.FIREARM_RECEIPT] if receipt else [])]
    rows = Deadline.objects.filter(order=row.order, kind__in=kinds)
    return list(rows.select_related("case", "order"))


def _drop_questions(row: FirearmSurrender, words: str) -> None:
    """Tasks that ask for proof, in the other windows of this order."""
    rows = EscalationWindow.objects.filter(order=row.order).values_list("tasks_ref", "phases__phase")
    for ref, phase in rows.distinct():
        for key in ABOUT_PROOF:
            cancel_tasks(row.case, dedupe_prefix=f"{ref}:{phase}:{key}", reason=words)
