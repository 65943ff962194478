"""Tasks, notes and notices."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from caseload import access
from caseload.models import Case, Note, Notification, Staff, Task
from caseload.permissions import Perm


def tasks_of(case: Case) -> QuerySet[Task]:
    """A case's tasks, open ones first ("open" sorts last of the three states), then by due time."""
    rows = Task.objects.filter(case=case).select_related("assigned_to", "done_by", "case")
    return rows.order_by(F("state").desc(), F("due_at").asc(nulls_last=True), "priority", "pk")


def my_tasks(staff: Staff, *, state: str = Task.State.OPEN) -> QuerySet[Task]:
    """Tasks given to `staff` on cases still theirs to see, the most urgent first."""
    cases = access.visible_cases(staff, Perm.SEE_TASKS)
    rows = Task.objects.filter(assigned_to=staff, state=state, case__in=cases)
    return rows.select_related("case").order_by(F("due_at").asc(nulls_last=True), "priority", "pk")


def team_tasks(staff: Staff) -> QuerySet[Task]:
    """Open tasks on the cases a supervisor answers for, unassigned ones included."""
    rows = Task.objects.filter(state=Task.State.OPEN, case__in=access.visible_cases(staff, Perm.SEE_TASKS))
    return rows.select_related("case", "assigned_to").order_by(
        F("due_at").asc(nulls_last=True), "priority", "pk"
    )


def orphaned_tasks() -> QuerySet[Task]:
    """Open tasks nobody who still works here holds (CF-30)."""
    rows = Task.objects.filter(state=Task.State.OPEN)
    return rows.filter(Q(assigned_to__isnull=True) | Q(assigned_to__is_active=False)).select_related("case")


def notes_of(case: Case) -> QuerySet[Note]:
    """A case's notes, pinned first, then the newest."""
    return (
        Note.objects.filter(case=case)
        .select_related("author", "case")
        .order_by("-is_pinned", "-happened_at", "-pk")
    )


def unread_notifications(staff: Staff) -> QuerySet[Notification]:
    """In-app messages not read yet, urgent first."""
    rows = Notification.objects.filter(
        recipient=staff, channel=Notification.Channel.IN_APP, read_at__isnull=True
    )
    return rows.select_related("case").order_by("-is_urgent", "-created_at")
