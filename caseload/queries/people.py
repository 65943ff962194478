"""Who works here, in which team, on which case."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from caseload.foundation import context
from caseload.models import Agency, Assignment, Case, Staff, Team
from caseload.permissions import Perm, Role, scope_of


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


def agency_by_id(agency_id: int) -> Agency:
    """The agency a job was started for."""
    return Agency.objects.get(pk=agency_id)


def staff_of_user(user_id: int) -> list[Staff]:
    """Where a signed-in person works: active places in active agencies, by agency name."""
    rows = Staff.objects.filter(user_id=user_id, is_active=True, agency__is_active=True)
    return list(rows.select_related("agency", "user", "team").order_by("agency__name"))
