"""Plain functions that make things the way the product makes them: through actions."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseload.actions import agencies as agency_actions
from caseload.actions import cases as case_actions
from caseload.foundation.context import acting_as
from caseload.models import Agency, Case, Staff, Team, User

CAST = {
    "ana": "advocate",
    "ben": "advocate",
    "sol": "supervisor",
    "dee": "director",
    "ada": "admin",
    "aud": "auditor",
    "lee": "legal",
    "shea": "shelter",
    "val": "volunteer",
    "dat": "data",
    "fin": "finance",
}


@dataclass
class World:
    agency: Agency
    other: Agency
    team: Team
    cast: dict[str, Staff] = field(default_factory=dict)


def make_agency(slug: str = "harbor", name: str = "Harbor House", **extra: str) -> Agency:
    return agency_actions.create_agency(slug=slug, name=name, **{"timezone": "America/Chicago", **extra})


def make_staff(agency: Agency, name: str, role: str, team: Team | None = None) -> Staff:
    user, _ = User.objects.get_or_create(email=f"{name}@example.org")
    return Staff.objects.create(agency=agency, user=user, name=name.title(), role=role, team=team)


def make_team(name: str, supervisor: Staff | None = None) -> Team:
    """A team of the acting agency."""
    return agency_actions.create_team(name=name, supervisor=supervisor)


def make_world() -> World:
    """Harbor House with one team under sol and the whole cast in it; eve is an advocate of another agency."""
    agency = make_agency(case_prefix="H")
    other = make_agency("meadow", "Meadow Place", case_prefix="M")
    with acting_as(agency, source="command"):
        team = agency_actions.create_team(name="Day team")
        world = World(agency, other, team)
        for name, role in CAST.items():
            world.cast[name] = make_staff(agency, name, role, team if role in TEAM_ROLES else None)
        agency_actions.edit_team(team, name=team.name, supervisor=world.cast["sol"])
    with acting_as(other, source="command"):
        other_team = agency_actions.create_team(name="Night team")
        world.cast["eve"] = make_staff(other, "eve", "advocate", other_team)
        world.cast["oli"] = make_staff(other, "oli", "supervisor", other_team)
        agency_actions.edit_team(other_team, name=other_team.name, supervisor=world.cast["oli"])
    return world


TEAM_ROLES = {"advocate", "supervisor", "legal", "shelter"}


def make_case(*, by: Staff, assigned_to: Staff | None = None, **extra: object) -> Case:
    """An open case assigned to `assigned_to` (else to `by`); call inside an acting context."""
    case = case_actions.open_case(by=by, **extra)
    case_actions.assign(case, staff=assigned_to or by, by=by)
    return case
