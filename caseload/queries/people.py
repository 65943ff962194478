"""Who works here, in which team, on which case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from caseload.foundation import clock, context
from caseload.foundation.prepared import KEY, Blank, Recipe
from caseload.models import Agency, Assignment, Case, Invitation, Restriction, Staff, Task, Team, User
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


def cases_of_person(ref: str) -> QuerySet[Any]:
    """Keys of the cases in which this colleague has an open part, as a list to narrow by."""
    rows = Assignment.objects.filter(staff__ref=ref, ended_at__isnull=True)
    return rows.values("case")


def supervisors_of(case: Case) -> list[Staff]:
    """Who answers for the case: its team's supervisor, else any supervisor of the team, else the directors.

    People who left are skipped, so that an alert never goes to an empty chair.
    """
    if case.team:
        found = supervisors_of_team(case.team)
        first = [s for s in found if s.pk == case.team.supervisor_id]
        if first or found:
            return first or found
    return directors(case.agency_id)


_SUPERVISORS = Recipe(
    lambda: Staff.objects.filter(
        Q(supervised_teams__id=Blank("team", KEY)) | Q(role=Role.SUPERVISOR, team_id=Blank("team", KEY)),
        agency_id=Blank("of_agency", KEY), is_active=True,
    ).select_related("user").distinct().order_by("pk")
)  # fmt: skip


def supervisors_of_team(team: Team) -> list[Staff]:
    """The team's supervisor, then the other supervisors who belong to it."""
    found = _SUPERVISORS.rows(of_agency=team.agency_id, team=team.pk)
    return sorted(found, key=lambda staff: staff.pk != team.supervisor_id)


def directors(agency_id: int) -> list[Staff]:
    """The agency's active directors: the end of every chain."""
    rows = Staff.objects.filter(agency_id=agency_id, role=Role.DIRECTOR, is_active=True)
    return list(rows.select_related("user").order_by("pk"))


def agency_by_id(agency_id: int) -> Agency:
    """The agency a job was started for."""
    return Agency.objects.get(pk=agency_id)


_PLACES = Recipe(
    lambda: Staff.objects.filter(
        user_id=Blank("user", KEY), is_active=True, agency__is_active=True
    ).select_related("agency", "team")
)  # fmt: skip


def staff_of_user(user: User) -> list[Staff]:
    """Where a person works: active places in active agencies, by agency name, with agency, team and user."""
    places = sorted(_PLACES.rows(user=user.pk), key=lambda place: place.agency.name.casefold())
    for place in places:
        place.user = user
    return places


def find_staff(
    *, words: str = "", role: str = "", team: Team | None = None, gone: bool = False
) -> QuerySet[Staff]:
    """The staff directory by name or e-mail, role and team, with how much work each holds."""
    rows = staff_directory(active=False).filter(is_active=not gone)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(user__email__icontains=words))
    if role:
        rows = rows.filter(role=role)
    if team:
        rows = rows.filter(team=team)
    return rows.annotate(open_cases=_count(_open_parts()), open_tasks=_count(_open_tasks()))


def _open_parts() -> QuerySet[Any]:
    rows = Assignment.objects.filter(staff=OuterRef("pk"), ended_at__isnull=True)
    return rows.filter(case__status=Case.Status.OPEN).order_by().values("staff")


def _open_tasks() -> QuerySet[Any]:
    rows = Task.objects.filter(assigned_to=OuterRef("pk"), state=Task.State.OPEN)
    return rows.order_by().values("assigned_to")


def _count(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(rows.annotate(number=Count("pk")).values("number"), 0)


def work_of(staff: Staff) -> dict[str, int]:
    """How many cases and tasks would be left lying if this person went."""
    parts = Assignment.objects.filter(staff=staff, ended_at__isnull=True).count()
    tasks = Task.objects.filter(assigned_to=staff, state=Task.State.OPEN).count()
    return {"cases": parts, "tasks": tasks}


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that can still be accepted, the newest first."""
    rows = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return rows.filter(expires_at__gt=clock.now()).select_related("team", "invited_by").order_by("-pk")


def teams_with_size() -> QuerySet[Team]:
    """Teams with their supervisor, members who still work here, and open cases."""
    members = Count("members", filter=Q(members__is_active=True), distinct=True)
    cases = Count("cases", filter=Q(cases__status=Case.Status.OPEN), distinct=True)
    return teams().annotate(member_count=members, case_count=cases)


def teams_without_supervisor() -> QuerySet[Team]:
    """Teams whose cases have nobody but the directors to answer for them."""
    return teams().filter(Q(supervisor__isnull=True) | Q(supervisor__is_active=False))


def parts_in(case: Case) -> QuerySet[Assignment]:
    """Who works on the case and until when, the primary advocate first, then those who did."""
    rows = case.assignments.select_related("staff", "assigned_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "kind", "starts_at")


def restrictions_of(case: Case) -> QuerySet[Restriction]:
    """For whom the case does not exist."""
    return Restriction.objects.filter(case=case).select_related("staff", "set_by").order_by("staff__name")


def assignable_to(case: Case) -> QuerySet[Staff]:
    """Who may be given a part in the case: caseworkers who are not restricted from it."""
    barred = Restriction.objects.filter(case=case, staff=OuterRef("pk"))
    return caseworkers().exclude(Exists(barred))


def colleagues(refs: Iterable[str]) -> dict[str, str]:
    """ref -> name of the acting agency's staff, for the pages that show what the log recorded."""
    rows = Staff.objects.filter(agency_id=context.current().agency_id, ref__in=set(refs))
    return dict(rows.values_list("ref", "name"))


def active_agencies() -> QuerySet[Agency]:
    return Agency.objects.filter(is_active=True).order_by("pk")


def agency_by_slug(slug: str) -> Agency | None:
    """The agency a command names."""
    return Agency.objects.filter(slug=slug).first()


def possible_supervisors() -> QuerySet[Staff]:
    """Active staff who can answer for a team's cases."""
    roles = [role for role in Role if scope_of(role, Perm.ASSIGN_CASE) is not None]
    return staff_directory().filter(role__in=roles)
