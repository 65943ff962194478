"""The tasks a policy wants at a moment of a window, opened once each (W-13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from caseload import queries
from caseload.actions import tasks as task_actions
from caseload.foundation import context
from caseload.foundation.moments import add_elapsed
from caseload.models import Case, Staff, Task
from orders.choices import TASK_TITLES
from orders.escalation import Rules, TaskRule, staffed_deadline
from orders.escalation.rules import STAFFED


@dataclass(frozen=True)
class Anchors:
    """The instants from which a task's time is counted."""

    known: datetime
    phase_start: datetime
    phase_end: datetime | None = None
    served: datetime | None = None

    def of(self, task: TaskRule) -> datetime:
        return getattr(self, task.anchor) or self.known


def title_of(key: str) -> str:
    """The task's words in the agency's language; an agency's own key is shown as it was named."""
    with translation.override(context.current().agency.language):
        return str(TASK_TITLES.get(key, key.replace("_", " ").capitalize()))


def open_tasks(
    case: Case, tasks: Iterable[TaskRule], *, prefix: str, rules: Rules, anchors: Anchors,
    firearms: bool = False,
) -> list[Task]:  # fmt: skip
    """Open each task that applies; asking again opens none twice. Returns the new ones.

    `firearms`: whether tasks about handing over firearms apply.
    """
    tz = context.current().agency.tz
    wanted = [task for task in tasks if task.only_if != "firearms" or firearms]
    doers = _doers(case, {task.who for task in wanted})
    rows = [
        Task(
            kind=f"orders.{task.key}",
            title=task.title or title_of(task.key),
            due_at=due_at(task, rules=rules, anchors=anchors, tz=tz),
            assigned_to=doers.get(task.who),
            priority=task.priority,
            dedupe_key=f"{prefix}:{task.key}",
            role=task.who,
        )
        for task in wanted
    ]
    return task_actions.open_tasks(case, rows)


def follow_rules(
    case: Case, old: Iterable[TaskRule], new: Iterable[TaskRule], *, prefix: str, number: int, rules: Rules,
    anchors: Anchors, firearms: bool = False,
) -> None:  # fmt: skip
    """Open and drop tasks of a phase that goes on under version `number` of the rules.

    What both ask for stays as it stands, done or due. Asking again changes nothing.
    """
    had, has = {task.key for task in old}, {task.key for task in new}
    rows = Task.objects.filter(case=case, state=Task.State.OPEN, dedupe_key__startswith=f"{prefix}:")
    keys = [key for key in rows.values_list("dedupe_key", flat=True) if key]
    task_actions.cancel_tasks_named(
        case, dedupe_keys=[key for key in keys if key.rpartition(":")[2] in had - has],
        reason=_("Newer rules hold for this window, without this task."),
    )  # fmt: skip
    added = [task for task in new if task.key not in had]
    open_tasks(case, added, prefix=f"{prefix}:v{number}", rules=rules, anchors=anchors, firearms=firearms)


def _doers(case: Case, roles: set[str]) -> dict[str, Staff | None]:
    """Who does the tasks of each role: the case's advocate, and who answers for the case."""
    doers: dict[str, Staff | None] = {}
    if "advocate" in roles:
        doers["advocate"] = task_actions.primary_advocate(case)
    if roles - {"advocate"}:
        above = next(iter(queries.supervisors_of(case)), None)
        doers |= dict.fromkeys(roles - {"advocate"}, above)
    return doers


def due_at(task: TaskRule, *, rules: Rules, anchors: Anchors, tz: ZoneInfo) -> datetime:
    """When the task is due. Elapsed hours never roll past a night or a weekend (DT-8)."""
    start = anchors.of(task)
    if task.counts == STAFFED:
        return staffed_deadline(rules, start, task.hours, tz)
    return add_elapsed(start, timedelta(hours=task.hours))
