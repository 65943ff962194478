"""What the people of the demo do every afternoon: finish tasks, look at plans again, ask again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseload.actions import tasks
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import Staff, Task
from clients.actions import plan_versions
from clients.models import SafetyPlan
from orders.actions import check_ins, deadline_sweep
from orders.models import CheckIn
from referrals.actions import referrals
from referrals.models import Referral

from . import words

if TYPE_CHECKING:
    from .stage import Scene, Stage

AHEAD = timedelta(hours=20)
ASKED_AGAIN = timedelta(days=24)
BY_ACTION = {"assign"}  # Settled by the action it asks for, not by ticking it off.


def open_due() -> None:
    """What fell due of the deadlines since the day before."""
    while deadline_sweep.sweep(now=clock.now()):
        pass


def tidy(stage: Stage) -> None:
    """Finish what falls due by tomorrow, in every case whose scenario does not leave it."""
    now = clock.now()
    due = Task.objects.filter(state=Task.State.OPEN, due_at__lt=now + AHEAD)
    to_finish: dict[Staff, list[Task]] = {}
    for task in due.select_related("case", "assigned_to").order_by("due_at", "pk"):
        scene = stage.scenes.get(task.case_id)
        if scene is None or scene.scenario.behind or "left" in scene.things:
            continue
        if task.kind == "safety_plan":
            _settle_plan(stage, scene)
        elif task.kind == "referral_follow_up":
            _ask_again(stage, scene)
        elif task.kind not in BY_ACTION:
            to_finish.setdefault(task.assigned_to or scene.advocate, []).append(task)
    for who, rows in to_finish.items():
        with acting_as(stage.agency, staff=who, source="command", reason="demo"):
            for task in rows:
                tasks.complete_task(task, by=who, note=words.outcome(stage.agency.language, task.pk))


def keep_in_touch(stage: Stage) -> None:
    """Reach the clients whose check-in is due by tomorrow, but where the scenario leaves work behind."""
    due = CheckIn.objects.filter(settled_at__isnull=True, due_at__lt=clock.now() + AHEAD)
    for row in due.select_related("case").order_by("due_at", "pk"):
        scene = stage.scenes.get(row.case_id)
        if scene is None or scene.scenario.behind or "left" in scene.things:
            continue
        who: Staff = scene.advocate
        with acting_as(stage.agency, staff=who, source="command", reason="demo"):
            check_ins.record(row, by=who, outcome="safe", phone="yes")


def _ask_again(stage: Stage, scene: Scene) -> None:
    """Nobody knows yet what came of a referral: it is asked again later."""
    who = scene.advocate
    today = clock.today(stage.agency.tz)
    with acting_as(stage.agency, staff=who, source="command", reason="demo"):
        for referral in Referral.objects.select_related("case").filter(
            case=scene.case, follow_up_on__lte=today
        ):
            later = today + ASKED_AGAIN
            referrals.edit(referral, by=who, version=referral.version, follow_up_on=later)


def _settle_plan(stage: Stage, scene: Scene) -> None:
    """A plan that is due is looked at together; where there is none, the client does not want one now."""
    if not scene.case.is_open or "plan_late" in scene.scenario.tags:
        return
    who: Staff = scene.advocate
    with acting_as(stage.agency, staff=who, source="command", reason="demo"):
        plan = SafetyPlan.objects.select_related("case", "current").filter(case=scene.case).first()
        if plan is not None and plan.current_id:
            plan_versions.publish(
                plan, by=who, made_with_client=True, client_approved_on=clock.today(stage.agency.tz)
            )
        else:
            plan_versions.decline(scene.case, by=who)
