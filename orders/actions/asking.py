"""Whom an alert asks: the chain's people who may open the case, without those who are away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from caseload import access, queries
from caseload.models import Assignment, Case, Staff
from caseload.permissions import Perm, Role, scope_of
from caseload.queries import Asked

People = dict[str, list[Asked]]


def people_of(case: Case, chain: Sequence[str], *, now: datetime) -> People:
    """Role of the chain -> who is asked: whoever is there and can open the case, or stands in and can.

    The backup is whoever else works on the case, covers it, or is on call; where a policy has none, all who
    work on the case are asked together, as its first.
    """
    able = {staff.pk: staff for staff in access.who_can(case, Perm.SEE_ORDERS)}
    answering = {pk for pk, staff in able.items() if scope_of(staff.role, Perm.ACKNOWLEDGE_ALERT)}
    away = queries.absences_at(now)
    first, others = _parts(case)
    if "backup" not in chain:
        first, others = [*first, *others], []
    else:
        others += queries.on_call_for(case, now)
    advocates = queries.reachable(first, able, away)
    asked_first = {asked.staff.pk for asked in advocates}
    backup = queries.reachable([s for s in others if s not in first], able, away)
    return {
        "advocate": advocates,
        "backup": [asked for asked in backup if asked.staff.pk not in asked_first],
        "supervisor": _supervisors(case, answering, away),
        "director": queries.reachable(queries.directors(case.agency_id), answering, away),
    }


def _parts(case: Case) -> tuple[list[Staff], list[Staff]]:
    """The case's advocate, and everybody else with an open part in it."""
    rows = Assignment.objects.filter(case=case, ended_at__isnull=True)
    parts = list(rows.select_related("staff__user").order_by("kind", "starts_at"))
    first = [row.staff for row in parts if row.kind == Assignment.Kind.PRIMARY]
    return first, [row.staff for row in parts if row.kind != Assignment.Kind.PRIMARY]


def _supervisors(case: Case, answering: set[int], away: dict) -> list[Asked]:
    """The team's own supervisor or whoever stands in; else the other supervisors of the team."""
    if case.team is None:
        return []
    found = [s for s in queries.supervisors_of_team(case.team) if s.role != Role.DIRECTOR]
    own = [s for s in found if s.pk == case.team.supervisor_id]
    rest = [s for s in found if s.pk != case.team.supervisor_id]
    return queries.reachable(own, answering, away) or queries.reachable(rest, answering, away)


def told_when_nobody_is(case: Case) -> tuple[list[Staff], list[Staff]]:
    """Who hears that an alert reaches nobody, away or not: directors who may know of the case, and others
    who hear it without the case."""
    directors = queries.directors(case.agency_id)
    able = {staff.pk for staff in access.who_can(case, Perm.SEE_ORDERS)}
    knowing = [s for s in directors if s.pk in able]
    admins = [] if directors else list(queries.staff_directory().filter(role=Role.ADMIN))
    return knowing, [*(s for s in directors if s.pk not in able), *admins]
