"""When a client in the acute phase does not answer twice: one step at a time, each on record (C.4).

The supervisor calls; then the emergency contacts the client agreed to; then, only if the client agreed
beforehand or imminent danger is stated, a welfare check.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import add_elapsed
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from clients import queries as client_queries
from clients.models import EmergencyContact
from orders.actions.check_in_notices import tell_supervisor
from orders.actions.phase_tasks import title_of
from orders.choices.check_ins import NotReachedState, StepKind, Welfare, WelfareBasis
from orders.models import CheckIn, CheckInPlan, NotReachedStep
from orders.queries.check_ins import plan_of

WITHIN = timedelta(hours=1)
TASK_OF = {
    StepKind.SUPERVISOR_CALL: "call_not_reached",
    StepKind.EMERGENCY_CONTACT: "call_emergency_contact",
    StepKind.WELFARE_CHECK: "decide_welfare_check",
}
PERM_OF = {
    StepKind.SUPERVISOR_CALL: Perm.ACKNOWLEDGE_ALERT,
    StepKind.EMERGENCY_CONTACT: Perm.EDIT_ORDERS,
    StepKind.WELFARE_CHECK: Perm.ACKNOWLEDGE_ALERT,
}


def begin(check_in: CheckIn, *, now: datetime) -> None:
    """The supervisor is called upon; while a former silence is not settled, only called upon again."""
    if not NotReachedStep.objects.filter(case=check_in.case, state=NotReachedState.OPEN).exists():
        _open(check_in, StepKind.SUPERVISOR_CALL, position=1, opens_at=now)
        audit.record("orders.not_reached", check_in, phase=check_in.phase)
    tell_supervisor(check_in.case, "orders.not_reached", check_in, now=now)


def reached(case: Case, *, by: Staff | None, now: datetime) -> None:
    """The client answered: what is still open of the steps is not needed any more."""
    for step in NotReachedStep.objects.filter(case=case, state=NotReachedState.OPEN):
        step.case = case
        _settle(step, NotReachedState.NOT_NEEDED, by=by, now=now)
        tasks.cancel_tasks(case, dedupe_prefix=f"{step.ref}:", reason=_("The client was reached."))


@action
def take_step(
    step: NotReachedStep, *, by: Staff, result: str, words: str = "", basis: str = ""
) -> NotReachedStep:
    """What came of a step; the next one opens with it. The first answer stands."""
    access.require(by, PERM_OF[StepKind(step.kind)], step.case)
    case = Case.objects.select_for_update(no_key=True).get(pk=step.case_id)
    step = NotReachedStep.objects.select_related("check_in", "contact").get(pk=step.pk)
    step.case = step.check_in.case = case
    if not step.is_open:
        return step
    now = clock.now()
    plan = plan_of(case)
    _check(step, plan, result, words, basis, now=now)
    step.words, step.basis = words.strip(), basis if step.kind == StepKind.WELFARE_CHECK else ""
    _settle(step, NotReachedState(result), by=by, now=now)
    for task in Task.objects.filter(case=case, dedupe_key=f"{step.ref}:step", state=Task.State.OPEN):
        tasks.complete_task(task, by=by)
    audit.record(
        "orders.not_reached_step", step.check_in, step=step.kind, result=str(result), basis=step.basis
    )
    if result in (NotReachedState.DONE, NotReachedState.NOT_ALLOWED):
        _next(step, plan, now=now)
    touch(case)
    return step


def _check(
    step: NotReachedStep, plan: CheckInPlan | None, result: str, words: str, basis: str, *, now: datetime
) -> None:
    if result not in (NotReachedState.REACHED, NotReachedState.DONE, NotReachedState.NOT_ALLOWED):
        raise RuleBroken(_("Choose what came of it."), field="result")
    if step.kind == StepKind.SUPERVISOR_CALL and result == NotReachedState.NOT_ALLOWED:
        raise RuleBroken(_("Choose what came of it."), field="result")
    if step.kind == StepKind.EMERGENCY_CONTACT and result != NotReachedState.NOT_ALLOWED:
        if now < step.opens_at:
            raise RuleBroken(_("The client asked to wait longer before anybody is called."), field="result")
        if not may_be_called(step.contact):
            words = _("The client's agreement to call this person is not on file any more. Do not call.")
            raise RuleBroken(words, field="result")
    if step.kind == StepKind.WELFARE_CHECK and result == NotReachedState.DONE:
        _check_welfare(plan, words, basis)


def _check_welfare(plan: CheckInPlan | None, words: str, basis: str) -> None:
    if basis not in WelfareBasis.values:
        raise RuleBroken(_("Say on what ground: agreed beforehand, or imminent danger."), field="basis")
    agreed = plan is not None and plan.welfare_check == Welfare.YES
    if basis == WelfareBasis.AGREED and not agreed:
        raise RuleBroken(_("The client has not agreed to a welfare check."), field="basis")
    if basis == WelfareBasis.DANGER and not words.strip():
        raise RuleBroken(
            _("State the imminent danger, and the rule of the agency it falls under."), field="words"
        )


def may_be_called(contact: EmergencyContact | None) -> bool:
    """Only somebody with the client's agreement on file."""
    return bool(contact and contact.consent_on and contact.removed_at is None)


def contacts_for(case: Case, plan: CheckInPlan | None) -> list[EmergencyContact]:
    """Who may be called, in the client's order; all with consent where the client named no order."""
    rows = {row.ref: row for row in client_queries.emergency_contacts(case) if may_be_called(row)}
    if plan and plan.call_order:
        return [rows[ref] for ref in plan.call_order if ref in rows]
    return list(rows.values())


def _next(step: NotReachedStep, plan: CheckInPlan | None, *, now: datetime) -> None:
    """The next emergency contact, or the decision about a welfare check, or nothing more."""
    row, position = step.check_in, step.position + 1
    if step.kind == StepKind.WELFARE_CHECK:
        return
    called = NotReachedStep.objects.filter(check_in=row, contact__isnull=False).values_list(
        "contact", flat=True
    )
    left = [one for one in contacts_for(row.case, plan) if one.pk not in set(called)]
    if left:
        wait = timedelta(minutes=plan.wait_minutes if plan and step.kind == StepKind.SUPERVISOR_CALL else 0)
        opens_at = add_elapsed(now, wait)
        _open(row, StepKind.EMERGENCY_CONTACT, position=position, opens_at=opens_at, contact=left[0])
        return
    if step.kind == StepKind.SUPERVISOR_CALL:  # Nobody may be called: that is written down as well.
        none = NotReachedStep(
            case=row.case, check_in=row, position=position, kind=StepKind.EMERGENCY_CONTACT, opens_at=now
        )
        _settle(none, NotReachedState.NOT_ALLOWED, by=None, now=now)
        position += 1
    _open(row, StepKind.WELFARE_CHECK, position=position, opens_at=now)


def _open(
    row: CheckIn,
    kind: StepKind,
    *,
    position: int,
    opens_at: datetime,
    contact: EmergencyContact | None = None,
) -> NotReachedStep:
    step = NotReachedStep(
        case=row.case, check_in=row, position=position, kind=kind, opens_at=opens_at, contact=contact
    )
    step.save()
    above = kind != StepKind.EMERGENCY_CONTACT
    tasks.open_task(
        row.case, kind=f"orders.{TASK_OF[kind]}", title=title_of(TASK_OF[kind]),
        priority=Task.Priority.URGENT,
        due_at=add_elapsed(opens_at, WITHIN), role="supervisor" if above else "advocate",
        assigned_to=next(iter(queries.supervisors_of(row.case)), None) if above else None,
        dedupe_key=f"{step.ref}:step",
    )  # fmt: skip
    return step


def _settle(step: NotReachedStep, state: NotReachedState, *, by: Staff | None, now: datetime) -> None:
    step.state, step.settled_at, step.settled_by = state, now, by
    step.save()
