"""The agencies that measurements need: people in their roles, teams, a policy, a small directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from caseload.actions.agencies import create_agency
from caseload.actions.cases import GRANT
from caseload.foundation.context import acting_as
from caseload.models import Agency, Case, Staff, Team, User
from config.scale import words
from orders.actions.policies import current_policy
from orders.escalation import Rules
from referrals.actions import search_index
from referrals.models import Organization, Resource

# Twenty people an agency.
ROLES = (
    *("director", "admin", "auditor", "data", "finance"),
    *("supervisor", "supervisor", "legal", "legal", "shelter", "volunteer"),
    *("advocate",) * 9,
)
IN_TEAMS = {"supervisor", "legal", "shelter", "advocate"}
TEAMS = ("Day team", "Evening team")
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles")
RESOURCES = 48


@dataclass(frozen=True)
class Person:
    """A staff member as rows need them."""

    id: int
    ref: str
    user_id: int
    role: str
    team_id: int | None


@dataclass(frozen=True)
class Office:
    """An agency with all that its cases point to."""

    agency: Agency
    people: tuple[Person, ...]
    policy_id: int
    rules: Rules
    resources: tuple[tuple[int, str], ...]
    grant_id: int
    kinds: dict[str, int]

    @property
    def tz(self) -> ZoneInfo:
        return self.agency.tz

    def those(self, role: str) -> list[Person]:
        return [person for person in self.people if person.role == role]

    def supervisor_of(self, team_id: int | None) -> Person:
        found = self.those("supervisor")
        return next((person for person in found if person.team_id == team_id), found[0])


def slug_of(number: int) -> str:
    return f"scale-{number:04d}"


def email_of(number: int, position: int) -> str:
    """The address of the person at `position` of `ROLES`; nobody receives mail there."""
    return f"{ROLES[position]}-{position}@{slug_of(number)}.example.org"


def make_agency(number: int) -> Agency:
    """Agency `number` with its twenty people and two teams; nobody can sign in until given a password."""
    slug, zone = slug_of(number), ZONES[number % len(ZONES)]
    agency = create_agency(slug=slug, name=f"Agency {number}", timezone=zone, case_prefix="S")
    with acting_as(agency, source="command", reason="seed_scale"):
        teams = [Team(name=name, agency=agency) for name in TEAMS]
        Team.objects.bulk_create(teams)
        users = [User(email=email_of(number, position), password="!") for position in range(len(ROLES))]  # noqa: S106
        User.objects.bulk_create(users)
        staff = [_staff(agency, user, teams, position) for position, user in enumerate(users)]
        Staff.objects.bulk_create(staff)
        for team, supervisor in zip(teams, [one for one in staff if one.role == "supervisor"], strict=True):
            team.supervisor = supervisor
        Team.objects.bulk_update(teams, ["supervisor"])
        current_policy()
        _make_directory(agency, number)
    return agency


def _staff(agency: Agency, user: User, teams: list[Team], position: int) -> Staff:
    role = ROLES[position]
    first = words.FIRST_NAMES[(agency.pk * 7 + position) % len(words.FIRST_NAMES)]
    team = teams[position % len(teams)] if role in IN_TEAMS else None
    return Staff(agency=agency, user=user, name=f"{first} ({position})", role=role, team=team)


def _make_directory(agency: Agency, number: int) -> None:
    providers = [
        Organization(agency=agency, name=name, description=about) for name, _need, about in words.PROVIDERS
    ]
    Organization.objects.bulk_create(providers)
    resources = []
    for position in range(RESOURCES):
        provider = providers[position % len(providers)]
        _name, need, about = words.PROVIDERS[position % len(providers)]
        place = words.STREETS[(position + number) % len(words.STREETS)]
        resources.append(
            Resource(
                agency=agency,
                organization=provider,
                name=f"{provider.name}, {place} office" if position >= len(providers) else provider.name,
                description=about,
                needs=[need],
                languages="English, Spanish" if position % 2 else "English",
                language_codes=["en", "es"] if position % 2 else ["en"],
                serves_children=position % 3 != 0,
                serves_pets=position % 4 == 0,
                confidential=need == "shelter",
                areas=f"{place} County",
                places=place,
                verified_on=(datetime.now(agency.tz) - timedelta(days=position * 6)).date(),
            )
        )
    Resource.objects.bulk_create(resources)
    search_index.refresh([resource.pk for resource in resources])


def office_of(agency: Agency) -> Office:
    """Read an agency back; call it inside its acting context."""
    rows = Staff.objects.filter(agency=agency, is_active=True).order_by("pk")
    people = tuple(Person(row.pk, row.ref, row.user_id, row.role, row.team_id) for row in rows)
    policy = current_policy()
    resources = Resource.objects.order_by("pk").values_list("pk", "needs")
    grant = Permission.objects.get(codename=GRANT, content_type__model=Case._meta.model_name)
    named = tuple((pk, needs[0] if needs else "other") for pk, needs in resources)
    kinds = {f"{kind.app_label}.{kind.model}": kind.pk for kind in ContentType.objects.all()}
    return Office(agency, people, policy.pk, policy.parsed, named, grant.pk, kinds)
