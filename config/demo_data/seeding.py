"""Makes the agencies of the demo, their people and their directories, and lets their past be played."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import translation

from caseload.actions import agencies, staff
from caseload.foundation import clock, jobs
from caseload.foundation.atomic import action
from caseload.foundation.context import acting_as
from caseload.models import Agency, Case, Staff, User
from caseload.permissions import Role
from orders.actions import court_rules
from referrals.actions import importing, resources
from referrals.imports.reading import read_directory
from referrals.models import Resource

from . import (
    duties,
    harbor_acute,
    harbor_high,
    harbor_later,
    harbor_papers,
    harbor_settled,
    harbor_unserved,
    harbor_watch,
    harbor_without,
    norte,
    rules,
)
from .cast import HOUSES, PASSPHRASE, House, Person
from .stage import Stage

DIRECTORIES = Path(__file__).parent / "directory"
SCENARIOS = {
    "harbor": (
        *harbor_acute.ACUTE,
        *harbor_high.HIGH,
        *harbor_later.ELEVATED,
        *harbor_watch.LATER,
        *harbor_unserved.UNSERVED,
        *harbor_without.WITHOUT,
        *harbor_settled.SETTLED,
        *harbor_papers.PAPERS,
    ),
    "norte": norte.SCENARIOS,
}
FOUNDED = timedelta(days=420)
CHECKED = (8, 40, 90, 170)  # Days ago on which parts of the directory were last checked.


def is_there(house: House) -> bool:
    return Agency.objects.filter(slug=house.slug).exists()


@action
def seed(house: House) -> int:
    """The whole agency or nothing of it; returns how many cases it has."""
    now = clock.now().replace(microsecond=0)
    with jobs.asleep(), translation.override(house.language):
        with clock.at(now - FOUNDED):
            agency = _found(house)
            with acting_as(agency, source="command", reason="demo"):
                people = _hire(house)
                _read_directory(house)
        _set_court_rules(stage := Stage(house, agency, people, now))
        _check_directory(stage)
        for scenario in SCENARIOS[house.slug]:
            stage.enter(scenario)
        for person in house.people:
            if person.left:
                stage.plan(stage.office_time(person.left), partial(_leave, stage, person))
        rules.plan(stage)
        stage.play()
        duties.plan(stage)
        stage.settle_messages()
        with acting_as(agency, source="command"):
            return Case.objects.count()


def _found(house: House) -> Agency:
    agency = agencies.create_agency(
        slug=house.slug, name=house.name, timezone=house.timezone, language=house.language,
        case_prefix=house.case_prefix,
    )  # fmt: skip
    agency.phone, agency.postal_address = house.phone, house.postal_address
    agency.discreet_name, agency.settings = house.discreet_name, dict(house.settings)
    agency.save()
    return agency


def _hire(house: House) -> dict[str, Staff]:
    """Everybody and their teams; the one passphrase is hashed once."""
    secret = make_password(PASSPHRASE)
    teams = {key: agencies.create_team(name=name) for key, (name, _) in house.teams.items()}
    people: dict[str, Staff] = {}
    for person in house.people:
        email = house.email_of(person)
        user = User.objects.filter(email=email).first() or User(email=email, language=person.language)
        if user.pk is None:
            user.password = secret
            user.save()
        people[person.key] = staff.place_in_agency(
            user, name=person.name, role=person.role, team=teams.get(person.team)
        )
    for key, (name, supervisor) in house.teams.items():
        agencies.edit_team(teams[key], name=name, supervisor=people[supervisor])
    return people


def _read_directory(house: House) -> None:
    source = f"{house.directory} (invented)"
    directory = read_directory(DIRECTORIES / house.directory, source=source)
    importing.store(directory, source=source)


def _set_court_rules(stage: Stage) -> None:
    """One agency has checked its rules and entered closures; the other has not come to it yet."""
    if not stage.house.court_pack:
        return
    admin = next(p.key for p in stage.house.people if p.role == Role.ADMIN)
    year = stage.now.year
    with clock.at(stage.now - FOUNDED), stage.acting(admin) as by:
        court_rules.choose_pack(stage.house.court_pack, by=by)
        court_rules.add_court_day(date(year, 11, 27), by=by, name="Courts closed: day after Thanksgiving")
        court_rules.edit_rule(
            "return_of_service", by=by, amount=3, unit="days", mode="business_days",
            source="Lakeside County clerk, by phone", note="File at the counter on the second floor.",
        )  # fmt: skip
    with clock.at(stage.now - timedelta(days=70)), stage.acting(admin) as by:
        next_review = clock.today(stage.agency.tz) + timedelta(days=180)
        court_rules.confirm_checked(by=by, next_review=next_review, clerk_closes="16:30")


def _check_directory(stage: Stage) -> None:
    """Three in four entries were checked by somebody at some time; the others wait for it."""
    with stage.acting(None):
        names = list(Resource.objects.order_by("pk"))
    someone = stage.people[next(p.key for p in stage.house.people if p.role == Role.ADVOCATE)]
    for number, row in enumerate(names):
        if number % 4:
            when = stage.office_time(CHECKED[number % len(CHECKED)])
            stage.plan(when, partial(resources.verify, row, by=someone))


def _leave(stage: Stage, person: Person) -> None:
    admin = next(p.key for p in stage.house.people if p.role == Role.ADMIN)
    with stage.acting(admin) as by:
        staff.leave(stage.people[person.key], by=by)


def who() -> str:
    """Who may sign in, and with what; e-mails of a kind, one line each."""
    lines = ["Everybody here is invented. Sign in with any of these addresses; the passphrase is"]
    lines += ["", f"    {PASSPHRASE}", ""]
    for house in HOUSES:
        if not is_there(house):
            continue
        lines.append(f"{house.name} ({house.timezone}, {dict(settings.LANGUAGES)[house.language]})")
        for person in house.people:
            if not person.left:
                role = Role(person.role).label
                lines.append(f"    {house.email_of(person):<32}{person.name}, {role}")
        lines.append("")
    return "\n".join(lines).rstrip()
