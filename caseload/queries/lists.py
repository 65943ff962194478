"""Lists across cases: every row of one kind that a person may see, in an order that pages can rely on."""

from __future__ import annotations

from django.db.models import F, QuerySet

from caseload import access
from caseload.models import Case, Note, Staff, Task, Team
from caseload.permissions import Perm

from .people import caseworkers, staff_directory, teams


def case_rows(staff: Staff, perm: Perm = Perm.SEE_CASE) -> QuerySet[Case]:
    """Cases, the worst first, then by what is due next."""
    rows = access.visible_cases(staff, perm).select_related("team")
    return rows.order_by("-level", F("next_due_at").asc(nulls_last=True), "pk")


def task_rows(staff: Staff) -> QuerySet[Task]:
    """Tasks by due time, those without one last."""
    rows = Task.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_TASKS))
    rows = rows.select_related("case", "assigned_to", "done_by")
    return rows.order_by(F("due_at").asc(nulls_last=True), "priority", "pk")


def note_rows(staff: Staff) -> QuerySet[Note]:
    """Notes, the newest first."""
    return access.visible_notes(staff).select_related("case").order_by("-happened_at", "-pk")


def caseworker(ref: str) -> Staff | None:
    """The active caseworker with this reference, if there is one."""
    return caseworkers().filter(ref=ref).first()


def colleague(ref: str) -> Staff | None:
    """The active member of staff with this reference, if there is one."""
    return staff_directory().filter(ref=ref).first()


def team_of_ref(ref: str) -> Team | None:
    """The team with this reference, if there is one."""
    return teams().filter(ref=ref).first()
