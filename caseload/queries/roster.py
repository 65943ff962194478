"""Who is on call, who is away, and who is asked in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caseload import access
from caseload.foundation import clock, context
from caseload.foundation.moments import start_of_local_day
from caseload.models import Absence, Assignment, Case, Notification, Restriction, Shift, Staff, Team
from caseload.permissions import Perm, Role, scope_of
from caseload.roster import asked_instead

from .people import directors, staff_directory, supervisors_of_team, teams

WEEK = timedelta(days=7)
SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked, and for whom they stand in."""

    staff: Staff
    instead_of: Staff | None = None


@dataclass(frozen=True)
class Duty:
    """One person on call now, and how many of the cases that are watched they could open."""

    shift: Shift
    opens: int
    watched: int
    away: Absence | None = None

    @property
    def opens_all(self) -> bool:
        return self.opens >= self.watched


@dataclass(frozen=True)
class OnCall:
    """One team (None: the whole agency) and who is on call for it now."""

    team: Team | None
    duties: list[Duty]


def may_be_asked(staff: Staff) -> bool:
    """Whether the role can open an alert at all: others would be asked in vain."""
    return scope_of(staff.role, Perm.SEE_ORDERS) is not None


def askable() -> QuerySet[Staff]:
    """Active staff who may be on call or stand in."""
    roles = [role for role in Role if scope_of(role, Perm.SEE_ORDERS) is not None]
    return staff_directory().filter(role__in=roles)


# ---- Now ---------------------------------------------------------------------------------------------------


def _holding(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    return rows.filter(starts_at__lte=at, ends_at__gt=at)


def absences_at(at: datetime) -> dict[int, Absence]:
    """Staff id -> the absence in which `at` lies."""
    rows = _holding(Absence.objects.all(), at).select_related("stand_in__user", "staff")
    return {row.staff_id: row for row in rows}


def on_call_for(case: Case, at: datetime) -> list[Staff]:
    """Who is on call for the case's team, then who is for the whole agency."""
    wanted = Q(team__isnull=True) | Q(team_id=case.team_id) if case.team_id else Q(team__isnull=True)
    rows = _holding(Shift.objects.filter(wanted, staff__is_active=True), at).select_related("staff__user")
    found = sorted(rows, key=lambda row: (row.team_id is None, row.starts_at, row.pk))
    return list({row.staff_id: row.staff for row in found}.values())


def is_on_call(staff: Staff, at: datetime) -> bool:
    return _holding(Shift.objects.filter(staff=staff), at).exists()


def reachable(people: Iterable[Staff], able: Collection[int], away: dict[int, Absence]) -> list[Asked]:
    """Who is asked when these people are: each who is here, or whoever stands in for them.

    Only those in `able` (staff ids), who may know what it is about: being asked opens nothing.
    """
    instead = {pk: absence.stand_in_id for pk, absence in away.items()}
    known = {row.stand_in_id: row.stand_in for row in away.values() if row.stand_in}
    found: dict[int, Asked] = {}
    for person in people:
        pk = asked_instead(person.pk, instead)
        staff = person if pk == person.pk else known.get(pk)
        if staff is None or not staff.is_active or staff.pk not in able:
            continue
        found.setdefault(staff.pk, Asked(staff, person if staff.pk != person.pk else None))
    return list(found.values())


def on_call_now() -> list[OnCall]:
    """Every team and who is on call for it, then the whole agency.

    Being on call opens nothing: a list of names alone would promise too much.
    """
    rows = Shift.objects.filter(staff__is_active=True).select_related("staff", "team")
    shifts = list(_holding(rows, clock.now()))
    away = absences_at(clock.now()) if shifts else {}
    found = []
    for team in [*teams(), None]:
        pk = team.pk if team else None
        own = [shift for shift in shifts if shift.team_id == pk]
        found.append(OnCall(team, [_duty(shift, away.get(shift.staff_id)) for shift in own]))
    return found


def _duty(shift: Shift, away: Absence | None) -> Duty:
    watched = Case.objects.filter(level__gt=0)
    if shift.team_id:
        watched = watched.filter(team_id=shift.team_id)
    openable = access.visible_keys(shift.staff, Perm.SEE_ORDERS)
    counts = watched.aggregate(all=Count("pk"), openable=Count("pk", filter=Q(pk__in=openable)))
    return Duty(shift, counts["openable"], counts["all"], away)


# ---- The week ----------------------------------------------------------------------------------------------


def shift_rows() -> QuerySet[Shift]:
    """The agency's shifts by time."""
    return Shift.objects.select_related("staff", "team", "planned_by").order_by("starts_at", "pk")


def _week(monday: date) -> tuple[datetime, datetime]:
    tz = context.current().agency.tz
    return start_of_local_day(monday, tz), start_of_local_day(monday + WEEK, tz)


def shifts_of_week(monday: date, *, starting: bool = False) -> QuerySet[Shift]:
    """Shifts that fall into the local week; with `starting`, those that begin in it."""
    begin, end = _week(monday)
    rows = shift_rows().filter(starts_at__lt=end)
    return rows.filter(starts_at__gte=begin) if starting else rows.filter(ends_at__gt=begin)


# ---- Absences ----------------------------------------------------------------------------------------------


def absence_rows() -> QuerySet[Absence]:
    """The agency's absences by time."""
    return Absence.objects.select_related("staff__team", "stand_in", "entered_by").order_by("starts_at", "pk")


def absences_of_week(monday: date) -> QuerySet[Absence]:
    """Absences that fall into the local week or into a shift that reaches out of it."""
    begin, end = _week(monday)
    return absence_rows().filter(starts_at__lt=end + WEEK, ends_at__gt=begin - WEEK)


def absences_ahead() -> QuerySet[Absence]:
    """Who is away, now or later."""
    return absence_rows().filter(ends_at__gt=clock.now(), staff__is_active=True)


def answers_for(staff: Staff) -> list[Staff]:
    """Who answers for this person's work: the team's supervisors, else the directors; never the person."""
    found = supervisors_of_team(staff.team) if staff.team else []
    others = [s for s in found if s.pk != staff.pk]
    return others or [s for s in directors(staff.agency_id) if s.pk != staff.pk]


def cases_to_cover(absence: Absence) -> QuerySet[Case]:
    """Open or watched cases with a part of the person who is away, which the stand-in cannot open.

    Without a stand-in, those on which nobody else works.
    """
    mine = Assignment.objects.filter(case=OuterRef("pk"), staff=absence.staff, ended_at__isnull=True)
    rows = Case.objects.filter(Exists(mine)).filter(Q(status=Case.Status.OPEN) | Q(level__gt=0))
    if absence.stand_in:
        openable = access.visible_keys(absence.stand_in, Perm.SEE_ORDERS)
        rows = rows.exclude(pk__in=openable)
    else:
        others = Assignment.objects.filter(
            case=OuterRef("pk"), ended_at__isnull=True, staff__is_active=True
        ).exclude(staff=absence.staff)
        rows = rows.filter(~Exists(others))
    return rows.select_related("team").order_by("-level", "code")


def barred_from(staff: Staff | None, cases: Iterable[Case]) -> QuerySet[Case]:
    """Those of the cases that do not exist for this person: somebody else must cover them."""
    barred = Restriction.objects.filter(case=OuterRef("pk"), staff=staff)
    return Case.objects.filter(Exists(barred), pk__in=[case.pk for case in cases])


def cover_for(absence: Absence) -> QuerySet[Assignment]:
    """The covers that were given for this absence and have not ended."""
    if absence.stand_in is None:
        return Assignment.objects.none()
    theirs = Assignment.objects.filter(case=OuterRef("case"), staff=absence.staff, ended_at__isnull=True)
    rows = Assignment.objects.filter(
        Exists(theirs), staff=absence.stand_in, kind=Assignment.Kind.COVER, ended_at__isnull=True,
        ends_at=absence.ends_at,
    )  # fmt: skip
    return rows.select_related("case", "staff__user")


def duty_of(staff: Staff) -> dict[str, Any] | None:
    """What the roster wants of this person now or soon: away, standing in, on call. None for nothing."""
    now = clock.now()
    mine = Q(staff=staff) | Q(stand_in=staff, staff__is_active=True)
    absences = list(_holding(absence_rows().filter(mine), now))
    shifts = list(shift_rows().filter(staff=staff, starts_at__lt=now + SOON, ends_at__gt=now))
    if not absences and not shifts:
        return None
    return {
        "away": next((row for row in absences if row.staff_id == staff.pk), None),
        "standing_in": [row for row in absences if row.staff_id != staff.pk],
        "shifts": [(shift, shift.holds_at(now)) for shift in shifts],
    }


# ---- Who was asked -----------------------------------------------------------------------------------------


def asked_last(kind: str, refs: Iterable[str]) -> dict[str, list[Asked]]:
    """Reference of a thing -> who was told of it most recently, in the application."""
    rows = Notification.objects.filter(
        kind=kind, url_ref__in=list(refs), channel=Notification.Channel.IN_APP
    ).select_related("recipient", "instead_of")
    last: dict[str, datetime] = {}
    found: dict[str, list[Asked]] = {}
    for row in rows.order_by("-sent_at", "pk"):
        if row.sent_at is not None and last.setdefault(row.url_ref, row.sent_at) == row.sent_at:
            found.setdefault(row.url_ref, []).append(Asked(row.recipient, row.instead_of))
    return found
