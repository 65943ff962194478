"""Tasks, notes and notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from caseload import access
from caseload.foundation import clock
from caseload.models import Assignment, Case, Note, Notification, Staff, Task
from caseload.permissions import Perm


def tasks_of(case: Case) -> QuerySet[Task]:
    """A case's tasks, open ones first ("open" sorts last of the three states), then by due time."""
    rows = case.tasks.select_related("assigned_to", "done_by")
    return rows.order_by(F("state").desc(), F("due_at").asc(nulls_last=True), "priority", "pk")


def my_tasks(staff: Staff, *, state: str = Task.State.OPEN) -> QuerySet[Task]:
    """Tasks given to `staff` on cases still theirs to see, the most urgent first."""
    cases = access.visible_keys(staff, Perm.SEE_TASKS)
    rows = Task.objects.filter(assigned_to=staff, state=state, case__in=cases)
    return rows.select_related("case").order_by(F("due_at").asc(nulls_last=True), "priority", "pk")


def team_tasks(staff: Staff) -> QuerySet[Task]:
    """Open tasks on the cases a supervisor answers for, unassigned ones included."""
    rows = Task.objects.filter(state=Task.State.OPEN, case__in=access.visible_keys(staff, Perm.SEE_TASKS))
    return rows.select_related("case", "assigned_to").order_by(
        F("due_at").asc(nulls_last=True), "priority", "pk"
    )


def orphaned_tasks() -> QuerySet[Task]:
    """Open tasks nobody who still works here holds (CF-30)."""
    rows = Task.objects.filter(state=Task.State.OPEN)
    return rows.filter(Q(assigned_to__isnull=True) | Q(assigned_to__is_active=False)).select_related("case")


def notes_of(case: Case, staff: Staff) -> QuerySet[Note]:
    """The notes of a case that a person may read, pinned first, then the newest."""
    rows = access.visible_notes(staff, case.notes.all())
    return rows.order_by("-is_pinned", "-happened_at", "-pk")


def unread_notifications(staff: Staff) -> QuerySet[Notification]:
    """In-app messages not read yet, urgent first."""
    return access.own_notices(staff).filter(read_at__isnull=True).order_by("-is_urgent", "-created_at")


def notices(staff: Staff) -> QuerySet[Notification]:
    """In-app messages of the person, the newest first."""
    return access.own_notices(staff).select_related("instead_of").order_by("-created_at", "-pk")


def unassigned_tasks(staff: Staff) -> QuerySet[Task]:
    """Open tasks nobody holds on the cases this person answers for (CF-30)."""
    rows = orphaned_tasks().filter(case__in=access.visible_keys(staff, Perm.EDIT_TASKS))
    return rows.select_related("case", "assigned_to").order_by(
        F("due_at").asc(nulls_last=True), "priority", "pk"
    )


def cases_without_advocate(staff: Staff) -> QuerySet[Case]:
    """Cases this person may assign, without an advocate who still works here; the most urgent first (CF-30).

    A closed case counts while a window of it is open: its alerts still need somebody.
    """
    held = Assignment.objects.filter(
        kind=Assignment.Kind.PRIMARY, ended_at__isnull=True, staff__is_active=True
    )
    # One list of the cases that are held: quicker than asking for each of twenty thousand.
    rows = access.visible_cases(staff, Perm.ASSIGN_CASE).exclude(pk__in=held.values("case"))
    rows = rows.filter(Q(status=Case.Status.OPEN) | Q(level__gt=0)).select_related("team")
    return rows.order_by("-level", F("next_due_at").asc(nulls_last=True), "opened_at")


def task_counts(staff: Staff, *, until: datetime) -> dict[str, int]:
    """How many of the person's tasks are overdue, and how many are due by `until`: one query."""
    now = clock.now()
    return my_tasks(staff).aggregate(
        overdue=Count("pk", filter=Q(due_at__lt=now)),
        today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=until)),
        all=Count("pk"),
    )


def agency_numbers() -> dict[str, Any]:
    """Totals of the agency for those who see counts and nothing else (CF-12): two queries."""
    cases = Case.objects.aggregate(
        open=Count("pk", filter=Q(status=Case.Status.OPEN)),
        closed=Count("pk", filter=Q(status=Case.Status.CLOSED)),
        residents=Count("pk", filter=Q(status=Case.Status.OPEN, is_resident=True)),
        in_window=Count("pk", filter=Q(level__gt=0)),
    )
    tasks = Task.objects.filter(state=Task.State.OPEN).aggregate(
        tasks=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=clock.now()))
    )
    return {**cases, **tasks}


def left_on(case: Case) -> dict[str, int]:
    """What is still open on a case that is about to be closed."""
    return {
        "tasks": Task.objects.filter(case=case, state=Task.State.OPEN).count(),
        "people": Assignment.objects.filter(case=case, ended_at__isnull=True).count(),
    }
