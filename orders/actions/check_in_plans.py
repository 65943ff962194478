"""What the client agrees to about check-ins: how often, and what happens when nobody answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from orders.actions import check_ins, not_reached
from orders.actions.check_in_notices import tell_supervisor
from orders.actions.phase_tasks import title_of
from orders.choices.check_ins import Cadence, Welfare
from orders.escalation.ladder import ACUTE
from orders.models import CheckInPlan
from orders.queries.check_ins import open_of

LONGEST_WAIT = 1440


@action
def agree(
    case: Case, *, by: Staff, version: int, if_not_reached: str = "", call_order: list[str] | None = None,
    welfare_check: str = Welfare.UNKNOWN, wait_minutes: int = 0, cadence: str = Cadence.RULE, wish: str = "",
) -> CheckInPlan:  # fmt: skip
    """Write down what the client wants; the open check-in follows. Version 0 stands for nothing on file."""
    access.require(by, Perm.EDIT_ORDERS, case)
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    now = clock.now()
    plan = CheckInPlan.objects.filter(case=case).first() or CheckInPlan(case=locked)
    before = (plan.every_hours, plan.no_contact)
    no_contact = cadence == Cadence.NONE
    every = int(cadence) if cadence and not no_contact else None
    _check(case, welfare_check, wait_minutes, cadence, wish, call_order or [])
    values: dict[str, Any] = {
        "if_not_reached": if_not_reached.strip(), "call_order": call_order or [],
        "welfare_check": welfare_check, "wait_minutes": wait_minutes, "every_hours": every,
        "no_contact": no_contact, "wish": wish.strip(), "agreed_by": by, "agreed_at": now,
    }  # fmt: skip
    for name, value in values.items():
        setattr(plan, name, value)
    if plan.pk is None:
        plan.save()
    elif plan.version != version:
        raise Stale(CheckInPlan.objects.get(pk=plan.pk))
    else:
        save_if(plan, version)
    audit.record("orders.check_in_agreed", case, no_contact=no_contact, every_hours=every or 0)
    _follow(locked, plan, by=by, fewer=(every, no_contact) != before and bool(every or no_contact))
    touch(case)
    return plan


def _check(case: Case, welfare: str, wait: int, cadence: str, wish: str, call_order: list[str]) -> None:
    if welfare not in Welfare.values:
        raise RuleBroken(_("Choose what the client said about a welfare check."), field="welfare_check")
    if cadence not in Cadence.values:
        raise RuleBroken(_("Choose how often."), field="cadence")
    if cadence and not wish.strip():
        raise RuleBroken(_("Write down in the client's words what is wanted."), field="wish")
    if not 0 <= wait <= LONGEST_WAIT:
        raise RuleBroken(_("Wait a day at most."), field="wait_minutes")
    known = {row.ref for row in not_reached.contacts_for(case, None)}
    if not set(call_order) <= known:
        raise RuleBroken(_("Only somebody the client agreed to may be named."), field="call_order")


def _follow(case: Case, plan: CheckInPlan, *, by: Staff, fewer: bool) -> None:
    now = clock.now()
    current = open_of(case)
    if current and plan.no_contact and not current.is_staff_only:
        check_ins.not_wanted(current, by=by, now=now)
    row = check_ins.follow(case, now=now)
    if row and row.level >= ACUTE and fewer:
        tasks.open_task(
            case, kind="orders.check_in_wish", title=title_of("check_in_wish"), due_at=now,
            priority=Task.Priority.URGENT, role="supervisor",
            assigned_to=next(iter(queries.supervisors_of(case)), None),
            dedupe_key=f"{plan.ref}:wish:{plan.version}",
        )  # fmt: skip
        tell_supervisor(case, "orders.check_in_wish", row, now=now)
