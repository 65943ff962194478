"""Everything that reads."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from caseload import access
from caseload.foundation import context
from caseload.models import Agency, Assignment, AuditEntry, Case, Note, Notification, Staff, Task, Team
from caseload.permissions import Perm, Role, Scope, scope_of


def staff_directory(*, active: bool = True) -> QuerySet[Staff]:
    """The acting agency's staff by name: the only list of staff there is."""
    rows = Staff.objects.filter(agency_id=context.current().agency_id).select_related("user", "team")
    return rows.filter(is_active=True).order_by("name") if active else rows.order_by("-is_active", "name")


def caseworkers() -> QuerySet[Staff]:
    """Active staff whose role may hold a case."""
    roles = [role for role in Role if scope_of(role, Perm.SEE_TASKS) is not None]
    return staff_directory().filter(role__in=roles)


def teams() -> QuerySet[Team]:
    return Team.objects.select_related("supervisor").order_by("name")


def assigned_staff(case: Case) -> list[Staff]:
    """People with an open part in the case, the primary advocate first."""
    rows = Assignment.objects.filter(case=case, ended_at__isnull=True, staff__is_active=True)
    return [row.staff for row in rows.select_related("staff__user").order_by("kind", "starts_at")]


def primary_advocates(case_ids: Iterable[int]) -> dict[int, Staff]:
    """case id -> its primary advocate, in one query."""
    rows = Assignment.objects.filter(
        case_id__in=list(case_ids), kind=Assignment.Kind.PRIMARY, ended_at__isnull=True
    ).select_related("staff")
    return {row.case_id: row.staff for row in rows}


def supervisors_of(case: Case) -> list[Staff]:
    """Who answers for the case: its team's supervisor, else any supervisor of the team, else the directors.

    People who left are skipped, so that an alert never goes to an empty chair.
    """
    active = Staff.objects.filter(agency_id=case.agency_id, is_active=True).select_related("user")
    if case.team_id:
        in_team = Q(supervised_teams__id=case.team_id) | Q(role=Role.SUPERVISOR, team_id=case.team_id)
        found = list(active.filter(in_team).distinct().order_by("pk"))
        first = [s for s in found if s.pk == case.team.supervisor_id]
        if first or found:
            return first or found
    return directors(case.agency_id)


def directors(agency_id: int) -> list[Staff]:
    """The agency's active directors: the end of every chain."""
    rows = Staff.objects.filter(agency_id=agency_id, role=Role.DIRECTOR, is_active=True)
    return list(rows.select_related("user").order_by("pk"))


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


def timeline(case: Case) -> QuerySet[AuditEntry]:
    """What happened on the case, newest first: meanings, not field diffs."""
    rows = AuditEntry.objects.filter(case=case).exclude(event="").exclude(event__endswith="_viewed")
    return rows.select_related("staff").order_by("-timestamp", "-pk")


def audit_entries(staff: Staff) -> QuerySet[AuditEntry]:
    """The audit log as far as `staff` may read it: all of it, or the entries about the team's cases."""
    rows = AuditEntry.objects.select_related("staff", "case").order_by("-timestamp", "-pk")
    scope = scope_of(staff.role, Perm.SEE_AUDIT)
    if scope == Scope.AGENCY:
        return rows
    return rows.filter(case__in=access.visible_cases(staff, Perm.SEE_AUDIT))


def unread_notifications(staff: Staff) -> QuerySet[Notification]:
    """In-app messages not read yet, urgent first."""
    rows = Notification.objects.filter(
        recipient=staff, channel=Notification.Channel.IN_APP, read_at__isnull=True
    )
    return rows.select_related("case").order_by("-is_urgent", "-created_at")


def agency_by_id(agency_id: int) -> Agency:
    """The agency a job was started for."""
    return Agency.objects.get(pk=agency_id)


def staff_of_user(user_id: int) -> list[Staff]:
    """Where a signed-in person works: active places in active agencies, by agency name."""
    rows = Staff.objects.filter(user_id=user_id, is_active=True, agency__is_active=True)
    return list(rows.select_related("agency", "user", "team").order_by("agency__name"))
