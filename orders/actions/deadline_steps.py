"""The steps of deadlines as rows: laid out once each, dropped with their tasks when the date moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit, context, jobs
from caseload.foundation.atomic import action
from orders.choices.deadlines import DeadlineState, StepState
from orders.deadlines import CourtCalendar, Kind, Step, StepRule, lay_out, steps_of
from orders.models import Deadline, DeadlineStep, ProtectiveOrder

SWEEP = "orders.jobs.run_deadline_sweep"
Keyed = dict[tuple[str, datetime], DeadlineStep]


def rules_of(deadline: Deadline) -> tuple[StepRule, ...]:
    """What is done about this deadline."""
    hearing_kind = deadline.hearing.kind if deadline.hearing else ""
    return steps_of(Kind(deadline.kind), hearing_kind, is_temporary=deadline.order.is_temporary)


@action
def lay_out_steps(
    order: ProtectiveOrder, deadlines: Iterable[Deadline], calendar: CourtCalendar, *, now: datetime
) -> None:
    """Every step of every open deadline once; those that lost their reason pass, and their tasks go.

    `deadlines` are all of the order's, as they are stored now, each with its hearing.
    """
    known: dict[int, Keyed] = {}
    for step in DeadlineStep.objects.filter(order=order):
        known.setdefault(step.deadline_id, {})[step.key, step.opens_at] = step
    new: list[DeadlineStep] = []
    for deadline in deadlines:
        deadline.order, deadline.case = order, order.case
        there = known.get(deadline.pk, {})
        wanted = {(step.key, step.opens_at): step for step in _steps(deadline, calendar, now=now)}
        new += [_row(deadline, step) for key, step in wanted.items() if key not in there and step.is_of_use]
        _come_back(step for key, step in there.items() if key in wanted and wanted[key].is_of_use)
        _pass(deadline, [step for key, step in there.items() if key not in wanted], now=now)
    DeadlineStep.objects.bulk_create(new)
    if any(step.look_at <= now for step in new):
        jobs.wake(SWEEP)


def _steps(deadline: Deadline, calendar: CourtCalendar, *, now: datetime) -> Iterable[Step]:
    if deadline.due is None or not deadline.is_open:
        return ()
    return lay_out(rules_of(deadline), deadline.due, calendar, deadline.order.zone, now=now)


def _row(deadline: Deadline, step: Step) -> DeadlineStep:
    return DeadlineStep(
        agency_id=context.current().agency_id, case=deadline.case, order=deadline.order, deadline=deadline,
        key=step.key, who=step.who, priority=step.priority, opens_at=step.opens_at, look_at=step.opens_at,
        due_at=step.due_at,
    )  # fmt: skip


def _come_back(steps: Iterable[DeadlineStep]) -> None:
    """The date moved back, or what was done is open again: steps that had passed wait anew."""
    passed = [step.pk for step in steps if step.state == StepState.PASSED]
    if passed:
        DeadlineStep.objects.filter(pk__in=passed).update(state=StepState.PENDING, taken_at=None)


def _pass(deadline: Deadline, steps: list[DeadlineStep], *, now: datetime) -> None:
    """These are not wanted any more; open tasks they led to are dropped."""
    gone = [step for step in steps if step.state != StepState.PASSED]
    if not gone:
        return
    DeadlineStep.objects.filter(pk__in=[step.pk for step in gone]).update(
        state=StepState.PASSED, taken_at=now
    )
    if any(step.state == StepState.TAKEN for step in gone):
        with translation.override(context.current().agency.language):
            reason = _("The date changed.") if deadline.is_open else _("Done, or not needed any more.")
        cancel_tasks(deadline.case, dedupe_prefix=task_prefix(deadline), reason=reason)


def task_prefix(deadline: Deadline) -> str:
    """How the keys of a deadline's tasks begin; the order's page finds them by it."""
    return f"{deadline.order.ref}:deadline:{deadline.ref}:"


def settle_lapse(order: ProtectiveOrder, deadlines: Iterable[Deadline]) -> None:
    """The order's mark says what its deadline says: a warning ends when its reason does (PO-11)."""
    lapses = (row for row in deadlines if row.kind == Kind.LAPSE and row.state == DeadlineState.OPEN)
    raised_at = next((row.raised_at for row in lapses), None)
    if raised_at != order.lapse_raised_at:
        ProtectiveOrder.objects.filter(pk=order.pk).update(lapse_raised_at=raised_at)
        if raised_at is None:
            audit.record("orders.lapse_settled", order)
