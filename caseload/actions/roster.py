"""Planning who is on call. Being on call opens no case: it says who is asked among those who may open it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import Shift, Staff, Team
from caseload.permissions import Perm
from caseload.roster import weeks_later

LONGEST = timedelta(days=31)
WEEK = 7


@action
def add_shift(*, staff: Staff, team: Team | None, starts_at: datetime, ends_at: datetime, by: Staff) -> Shift:
    """Put somebody on call for a team, or for the whole agency. The same shift twice is one shift."""
    _check_planner(by, team)
    _check_person(staff)
    if ends_at <= starts_at:
        raise RuleBroken(_("A shift ends after it begins."), field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise RuleBroken(_("A shift lasts 31 days at most."), field="ends_at")
    if ends_at <= clock.now():
        raise RuleBroken(_("This shift is over already."), field="ends_at")
    Staff.objects.select_for_update(no_key=True).get(pk=staff.pk)  # Two planners, one person.
    known = _overlapping(staff, team, starts_at, ends_at).first()
    if known and (known.starts_at, known.ends_at) == (starts_at, ends_at):
        return known
    if known:
        raise RuleBroken(_("This person is on call at that time already."), field="starts_at")
    shift = Shift.objects.create(staff=staff, team=team, starts_at=starts_at, ends_at=ends_at, planned_by=by)
    audit.record("caseload.shift_planned", shift, staff=staff.ref, team=team.ref if team else "")
    _tell("on_call", [staff], by=by)
    return shift


def _tell(kind: str, people: Iterable[Staff], *, by: Staff) -> None:
    """Each person hears once, whatever the number of shifts; the roster says when."""
    queue([staff for staff in people if staff.pk != by.pk], kind=kind, case=None, url_name="caseload:roster")


def _overlapping(staff: Staff, team: Team | None, starts_at: datetime, ends_at: datetime) -> QuerySet[Shift]:
    return Shift.objects.filter(staff=staff, team=team, starts_at__lt=ends_at, ends_at__gt=starts_at)


def _check_planner(by: Staff, team: Team | None) -> None:
    if not access.may_plan(by, team):
        raise Denied(Perm.PLAN_ROSTER)


def _check_person(staff: Staff) -> None:
    if not staff.is_active or staff.agency_id != context.current().agency_id:
        raise RuleBroken(_("This person does not work here any more."), field="staff")
    if not queries.may_be_asked(staff):
        raise RuleBroken(_("This person's role does not answer alerts."), field="staff")


@action
def remove_shift(shift: Shift, *, by: Staff) -> None:
    """Take a shift off the roster; whose it was hears of it, unless it is over. Safe to repeat."""
    _check_planner(by, shift.team)
    if not Shift.objects.filter(pk=shift.pk).exists():
        return
    audit.record("caseload.shift_removed", shift, staff=shift.staff.ref)
    shift.delete()
    if shift.ends_at > clock.now():
        _tell("off_call", [shift.staff], by=by)


@action
def copy_week(monday: date, *, by: Staff) -> tuple[int, int]:
    """Repeat the shifts of the week before in the week of `monday`, by the local clock.

    Only those this person plans; what is there already, is over, or whose person has left stays out.
    Whoever is on call by it is told.
    Returns how many were copied and how many were not. Safe to repeat.
    """
    access.require(by, Perm.PLAN_ROSTER)
    tz, now = context.current().agency.tz, clock.now()
    copied: list[Staff] = []
    left = 0
    for shift in queries.shifts_of_week(monday - timedelta(days=WEEK), starting=True):
        if not access.may_plan(by, shift.team):
            continue
        starts_at, ends_at = weeks_later(shift.starts_at, shift.ends_at, 1, tz)
        fits = shift.staff.is_active and queries.may_be_asked(shift.staff) and ends_at > now
        Staff.objects.select_for_update(no_key=True).get(pk=shift.staff_id)
        if not fits or _overlapping(shift.staff, shift.team, starts_at, ends_at).exists():
            left += 1
            continue
        Shift.objects.create(
            staff=shift.staff, team=shift.team, starts_at=starts_at, ends_at=ends_at, planned_by=by
        )
        copied.append(shift.staff)
    audit.record("caseload.week_copied", by, week=monday.isoformat(), shifts=len(copied))
    _tell("on_call", copied, by=by)
    return len(copied), left


def end_duties(staff: Staff) -> None:
    """Somebody who leaves is on call no more; the gap shows on the roster (CF-30)."""
    for shift in Shift.objects.filter(staff=staff, ends_at__gt=clock.now()).select_related("staff"):
        audit.record("caseload.shift_removed", shift, staff=staff.ref)
        shift.delete()
