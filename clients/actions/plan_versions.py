"""Versions of the safety plan, reviews, declining, and the record of what was printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Case, Staff, Task
from clients import plan_catalogue, planning
from clients.choices import Audience, ReviewTrigger, Setting, Storage
from clients.models import (
    DangerSignal,
    OrderCopy,
    PlanItem,
    PlanPrint,
    ProtectedLocation,
    SafetyPlan,
    SafetyPlanVersion,
)


def snapshot(plan: SafetyPlan) -> dict[str, Any]:
    """The working copy as plain data, notes for staff left out: what a version keeps for good."""
    rows = PlanItem.objects.filter(plan=plan, removed_at__isnull=True).select_related("case")
    order = {section.key: n for n, section in enumerate(plan_catalogue.SECTIONS)}
    places = {key: n for n, key in enumerate(plan_catalogue.ITEMS)}
    items = sorted(rows, key=lambda r: (order.get(r.section, 99), places.get(r.key, 9999), r.pk))
    signals = DangerSignal.objects.filter(plan=plan, removed_at__isnull=True).select_related("case")
    copies = OrderCopy.objects.filter(plan=plan, removed_at__isnull=True).select_related("case")
    return {
        "items": [_item(row) for row in items if row.state or row.words],
        "signals": [_signal(row) for row in signals.order_by("pk")],
        "copies": [_copy(row) for row in copies.order_by("pk")],
    }


def _item(row: PlanItem) -> dict[str, Any]:
    known = plan_catalogue.ITEMS.get(row.key)
    return {
        "id": row.key or row.ref,
        "key": row.key,
        "section": row.section,
        "setting": row.setting,
        "label": str(known[1].label) if known else row.label,
        "state": row.state,
        "words": row.words,
    }


def _signal(row: DangerSignal) -> dict[str, Any]:
    return {
        "id": row.ref,
        "signal": row.signal,
        "audience": row.audience,
        "who": row.who,
        "meaning": row.meaning,
        "response": row.response,
        "agreed_on": row.agreed_on.isoformat() if row.agreed_on else "",
        "rehearsed": row.rehearsed,
    }


def _copy(row: OrderCopy) -> dict[str, Any]:
    return {
        "id": row.ref,
        "holder": row.holder,
        "place": row.place,
        "person": row.person,
        "decision": row.decision,
        "given_on": row.given_on.isoformat() if row.given_on else "",
        "stale": row.is_stale,
    }


@action
def publish(
    plan: SafetyPlan,
    *,
    by: Staff,
    made_with_client: bool,
    client_approved_on: date | None = None,
    language: str = "",
    reason: str = "",
    next_review_on: date | None = None,
) -> SafetyPlanVersion:
    """Make the working copy a version that never changes; it becomes the current one (SP-1, SP-2)."""
    plan = _lock(plan)
    content = snapshot(plan)
    if not content["items"] and not content["signals"]:
        raise RuleBroken(_("There is nothing in the plan yet."))
    today = clock.today(context.current().agency.tz)
    latest = planning.review_on(today, window_open=plan.case.level > 0, calm_days=_calm_days())
    if next_review_on and next_review_on < today:
        raise RuleBroken(_("Choose a day that has not passed."), field="next_review_on")
    version = SafetyPlanVersion(
        case=plan.case,
        plan=plan,
        number=(plan.current.number + 1) if plan.current else 1,
        content=content,
        made_by=by,
        made_on=today,
        made_with_client=made_with_client,
        client_approved_on=client_approved_on,
        language=language,
        reason=reason,
        next_review_on=min(next_review_on or latest, latest),
    )
    version.save()
    plan.current, plan.changed_since_version, plan.declined_on = version, False, None
    _review(plan, version.next_review_on, "")
    plan.save()
    _ask_for_old_sheets(plan, version)
    touch(plan.case)
    audit.record("clients.plan_published", plan, version=version.number, with_client=made_with_client)
    return version


def _lock(plan: SafetyPlan) -> SafetyPlan:
    fresh = SafetyPlan.objects.select_for_update(of=("self",)).select_related("current").get(pk=plan.pk)
    fresh.case = plan.case
    if fresh.current:
        fresh.current.case = plan.case
    return fresh


def _calm_days() -> int:
    return int(context.current().agency.settings.get("plan_review_days", planning.CALM_DAYS))


def _review(plan: SafetyPlan, day: date, trigger: str) -> None:
    """Set the day of the next look and its task; what was planned before falls away."""
    plan.review_on, plan.review_trigger = day, trigger
    tasks.cancel_tasks(plan.case, dedupe_prefix=f"plan:{plan.case.ref}:", reason=_("Settled."))
    number = plan.current.number if plan.current else 0
    tasks.open_task(
        plan.case,
        kind="safety_plan",
        title=_("Look at the safety plan again together"),
        due_at=datetime.combine(day, time(17), context.current().agency.tz),
        dedupe_key=f"plan:{plan.case.ref}:{number}:{day}:{clock.now():%Y%m%d%H%M%S%f}",
    )


def _ask_for_old_sheets(plan: SafetyPlan, version: SafetyPlanVersion) -> None:
    old = PlanPrint.objects.filter(plan=plan, collected_on__isnull=True).exclude(plan_version=version)
    if old.exists():
        tasks.open_task(
            plan.case,
            kind="collect_prints",
            title=_("Ask that old printed sheets are brought back or destroyed"),
            due_at=clock.now() + timedelta(days=7),
            dedupe_key=f"prints:{version.ref}",
        )


@action
def decline(case: Case, *, by: Staff) -> SafetyPlan:
    """The client would rather not make or review a plan now; that settles it until the next review (SP-3)."""
    plan, _created = SafetyPlan.objects.get_or_create(case=case)
    plan.case = case
    plan = _lock(plan)
    today = clock.today(context.current().agency.tz)
    plan.declined_on = today
    _review(plan, planning.review_on(today, window_open=case.level > 0, calm_days=_calm_days()), "")
    plan.save()
    touch(case)
    audit.record("clients.plan_declined", plan)
    return plan


@action
def call_review(case: Case, *, trigger: str, on: date | None = None) -> None:
    """Something happened that asks for another look at the plan (SP-2); never later than already planned."""
    trigger = ReviewTrigger(trigger)
    plan = SafetyPlan.objects.filter(case=case).first()
    if plan is None:
        return
    plan.case = case
    plan = _lock(plan)
    day = on or clock.today(context.current().agency.tz)
    if plan.review_on and plan.review_on <= day and plan.review_trigger:
        return
    _review(plan, min(day, plan.review_on or day), trigger)
    plan.save()
    audit.record("clients.plan_review_called", plan, trigger=str(trigger))


# ---- Printing ---------------------------------------------------------------------


@action
def record_print(
    plan: SafetyPlan,
    *,
    by: Staff,
    client_asked: bool,
    storage: str,
    sections: Iterable[str],
    audience: str = Audience.CLIENT,
    setting: str = "",
    reason: str = "",
    is_discreet: bool = True,
    copies: int = 1,
) -> PlanPrint:
    """Allow one printing of chosen sections, after the storage question; the rule is: no print (SP-5)."""
    if plan.current is None:
        raise RuleBroken(_("Make a version of the plan before printing."))
    if not client_asked:
        raise RuleBroken(_("A plan is printed only when the client asks for it."), field="client_asked")
    if storage not in Storage.values or storage == Storage.DO_NOT_PRINT:
        raise RuleBroken(
            _("Ask where the paper will be kept. Without a safe answer, do not print."), field="storage"
        )
    chosen = [section.key for section in plan_catalogue.SECTIONS if section.key in set(sections)]
    if not chosen:
        raise RuleBroken(_("Choose the parts to print."), field="sections")
    row = PlanPrint(
        case=plan.case,
        plan=plan,
        plan_version=plan.current,
        sections=chosen,
        setting=Setting(setting) if setting else "",
        audience=Audience(audience),
        storage=storage,
        reason=reason,
        is_discreet=is_discreet,
        copies=copies,
        printed_by=by,
    )
    row.save()
    audit.record(
        "clients.plan_printed",
        plan,
        version=plan.current.number,
        sections=chosen,
        audience=str(audience),
        storage=str(storage),
        copies=copies,
    )
    return row


def secrets_of(case: Case) -> list[str]:
    """Words that may never stand on a sheet: where the client really is."""
    row = ProtectedLocation.objects.filter(case=case).select_related("case").first()
    return [row.address] if row and row.address else []


@action
def sheets_collected(plan: SafetyPlan, *, by: Staff) -> int:
    """The old printed sheets came back or are destroyed."""
    today = clock.today(context.current().agency.tz)
    rows = PlanPrint.objects.filter(plan=plan, collected_on__isnull=True)
    if plan.current:
        rows = rows.exclude(plan_version=plan.current)
    count = rows.update(collected_on=today)
    for task in Task.objects.filter(case=plan.case, kind="collect_prints", state=Task.State.OPEN):
        tasks.complete_task(task, by=by)
    audit.record("clients.plan_edited", plan, sheets_collected=count)
    return count
