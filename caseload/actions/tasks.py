"""Opening, doing and dropping tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Q, Value, When
from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.foundation.versions import save_if
from caseload.models import Assignment, Case, Staff, Task
from caseload.permissions import Perm


def primary_advocate(case: Case) -> Staff | None:
    """The case's advocate, if one is assigned and still here."""
    row = _PRIMARY.first(case=case.pk)
    return row.staff if row and row.staff.is_active else None


_PRIMARY = Recipe(
    lambda: (
        rows_of(Assignment)
        .filter(case_id=Blank("case", KEY), kind=Assignment.Kind.PRIMARY, ended_at__isnull=True)
        .select_related("staff")
        .order_by("pk")
    )
)


@action
def open_task(
    case: Case,
    *,
    kind: str,
    title: str,
    due_at: datetime | None = None,
    assigned_to: Staff | None = None,
    priority: int = Task.Priority.NORMAL,
    dedupe_key: str | None = None,
    body: str = "",
    role: str = "advocate",
) -> Task:
    """Open a task, once per `dedupe_key`: asking again returns the first.

    Without `assigned_to`, an advocate's task goes to the case's primary advocate; if there is none it
    stays unassigned and shows on the supervisor's list.
    """
    if dedupe_key:
        existing = Task.objects.filter(dedupe_key=dedupe_key).first()
        if existing:
            return existing
    if assigned_to is None and role == "advocate":
        assigned_to = primary_advocate(case)
    task = Task(
        case=case, kind=kind, title=title, due_at=due_at, assigned_to=assigned_to, priority=priority,
        dedupe_key=dedupe_key, body=body, role=role, opened_by=context.current().staff,
    )  # fmt: skip
    task.save()
    audit.record("caseload.task_opened", task, kind=kind)
    return task


@action
def open_tasks(case: Case, tasks: Iterable[Task]) -> list[Task]:
    """Open several tasks of one case at once, each once per `dedupe_key`; returns those that are new.

    Every one of them needs its key. The caller holds a lock under which nobody else opens the same ones.
    """
    wanted = {task.dedupe_key: task for task in tasks}
    there = Task.objects.filter(dedupe_key__in=list(wanted)).values_list("dedupe_key", flat=True)
    for key in list(there):
        del wanted[key]
    acting = context.current()
    for task in wanted.values():
        task.case, task.agency_id, task.opened_by = case, acting.agency_id, acting.staff
    rows = Task.objects.bulk_create(wanted.values())
    if rows:
        audit.record("caseload.tasks_opened", case, kinds=[task.kind for task in rows])
    return rows


_LOCKED = Recipe(
    lambda: rows_of(Task).filter(pk=Blank("task", KEY)).select_related("case").select_for_update(of=("self",))
)


def _locked(task: Task) -> Task:
    """The task as it stands, held until the action ends."""
    found: Task = _LOCKED.get(task=task.pk)
    return found


@action
def complete_task(task: Task, *, by: Staff, note: str = "") -> Task:
    """Mark a task done; a second press changes nothing."""
    task = _locked(task)
    if task.state != Task.State.OPEN:
        return task
    task.state, task.done_by, task.done_at, task.outcome = Task.State.DONE, by, clock.now(), note
    task.save()
    touch(task.case)
    audit.record("caseload.task_done", task, kind=task.kind)
    return task


@action
def reopen_task(task: Task, *, by: Staff) -> Task:
    """Undo: the task is open again."""
    task = _locked(task)
    if task.state == Task.State.OPEN:
        return task
    task.state, task.done_by, task.done_at = Task.State.OPEN, None, None
    task.save()
    audit.record("caseload.task_reopened", task, kind=task.kind)
    return task


@action
def cancel_task(task: Task, *, by: Staff, reason: str) -> Task:
    """Drop a task that is not needed any more, with a reason."""
    if not reason.strip():
        raise RuleBroken(_("Say why the task is not needed."), field="reason")
    task = _locked(task)
    if task.state == Task.State.OPEN:
        task.state, task.outcome, task.done_by, task.done_at = Task.State.CANCELLED, reason, by, clock.now()
        task.save()
        audit.record("caseload.task_cancelled", task, kind=task.kind)
    return task


@action
def cancel_tasks(case: Case, *, dedupe_prefix: str, reason: str) -> int:
    """Drop the case's open tasks whose key starts with `dedupe_prefix`; returns how many."""
    return _cancel(case, Q(dedupe_key__startswith=dedupe_prefix), reason)


@action
def cancel_tasks_named(case: Case, *, dedupe_keys: Collection[str], reason: str) -> int:
    """Drop those of the case's open tasks that have one of these keys; returns how many."""
    return _cancel(case, Q(dedupe_key__in=list(dedupe_keys)), reason)


def _cancel(case: Case, which: Q, reason: str) -> int:
    rows = list(Task.objects.filter(which, case=case, state=Task.State.OPEN))
    if not rows:
        return 0
    field, sealed = Task._meta.get_field("outcome"), []
    for task in rows:
        task.case, task.state, task.outcome = case, Task.State.CANCELLED, reason
        sealed.append(When(pk=task.pk, then=Value(field.pre_save(task, False), output_field=field)))
    kept = Task.objects.filter(pk__in=[task.pk for task in rows])
    kept.update(state=Task.State.CANCELLED, outcome=Choose(*sealed, output_field=field))
    audit.record_many("caseload.task_cancelled", rows)
    return len(rows)


def check_taker(case: Case, staff: Staff | None) -> None:
    """A task goes only to somebody who can open its case; else nobody would ever see it."""
    if staff is not None and not access.can(staff, Perm.SEE_TASKS, case):
        raise RuleBroken(
            _("This person cannot open this case, so the task would be out of sight."), field="assigned_to"
        )


@action
def edit_task(task: Task, *, by: Staff, version: int, **changes: Any) -> Task:
    """Change title, details, due time, priority or person; raises `Stale` if somebody else saved first."""
    check_taker(task.case, changes.get("assigned_to"))
    for name, value in changes.items():
        setattr(task, name, value)
    save_if(task, version)
    audit.record("caseload.task_changed", task, kind=task.kind)
    return task
