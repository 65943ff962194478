"""Tasks: /api/v1/tasks/."""

from __future__ import annotations

from typing import Any

from caseload import access, queries
from caseload.actions import tasks
from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.api.serializers import (
    TaskChange,
    TaskDone,
    TaskDropped,
    TaskFilters,
    TaskFull,
    TaskNew,
    TaskRow,
)
from caseload.models import Task
from caseload.permissions import Perm


class Tasks(Rows):
    """Tasks on cases the caller works on."""

    permissions = {"GET": Perm.SEE_TASKS, "POST": Perm.EDIT_TASKS}
    words = {
        "GET": "Tasks by due time, those without one last. Details are in the single task.",
        "POST": "Open a task on a case.",
    }
    filters = TaskFilters
    shows, new, made = TaskRow, TaskNew, TaskFull

    def rows(self) -> Any:
        return queries.task_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Task:
        case = self.case_named(data.pop("case"), Perm.EDIT_TASKS)
        taker = named_by_ref(queries.caseworker, data.pop("assigned_to", None), "assigned_to")
        tasks.check_taker(case, taker)
        return tasks.open_task(case, kind="manual", assigned_to=taker, **data)


class OneTask(One):
    """One task with its details. Reading it is audited."""

    permissions = {"GET": Perm.SEE_TASKS, "PATCH": Perm.EDIT_TASKS}
    words = {"PATCH": "Change title, details, due time, priority or person."}
    shows, changes = TaskFull, TaskChange
    viewed = "caseload.task_viewed"

    def fetch(self, ref: str, perm: Perm) -> Task:
        return access.get_task(self.staff, ref, perm)

    def change(self, row: Task, version: int, data: dict[str, Any]) -> Task:
        if "assigned_to" in data:
            data["assigned_to"] = named_by_ref(queries.caseworker, data["assigned_to"], "assigned_to")
        return tasks.edit_task(row, by=self.staff, version=version, **data)


class TaskAct(Act):
    """Something done to a task; doing it twice changes nothing."""

    permissions = {"POST": Perm.EDIT_TASKS}
    shows = TaskFull

    def fetch(self, ref: str, perm: Perm) -> Task:
        return access.get_task(self.staff, ref, perm)


class Complete(TaskAct):
    """Mark a task done. Doing it twice changes nothing."""

    verb = "complete"
    body = TaskDone

    def act(self, row: Task, data: dict[str, Any]) -> Task:
        return tasks.complete_task(row, by=self.staff, **data)


class Reopen(TaskAct):
    """Open a task again. Doing it twice changes nothing."""

    verb = "reopen"

    def act(self, row: Task, data: dict[str, Any]) -> Task:
        return tasks.reopen_task(row, by=self.staff)


class Cancel(TaskAct):
    """Drop a task that is not needed any more, with a reason."""

    verb = "cancel"
    body = TaskDropped

    def act(self, row: Task, data: dict[str, Any]) -> Task:
        return tasks.cancel_task(row, by=self.staff, **data)
