"""Being away: who is asked instead. It gives nobody access; cover does, once a supervisor confirms it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload import access, queries
from caseload.actions.cases import assign, end_assignment
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import Absence, Assignment, Case, Staff
from caseload.permissions import Perm

LONGEST = timedelta(days=366)
COVER = Assignment.Kind.COVER


@action
def add_absence(
    *, staff: Staff, starts_at: datetime, ends_at: datetime, stand_in: Staff | None = None, by: Staff
) -> Absence:
    """Somebody is away from an instant up to another; whoever stands in is told, and gets no access by it."""
    _check_may_enter(by, staff)
    if not staff.is_active or staff.agency_id != context.current().agency_id:
        raise RuleBroken(_("This person does not work here any more."), field="staff")
    if ends_at <= starts_at:
        raise RuleBroken(_("An absence ends after it begins."), field="ends_at")
    if ends_at <= clock.now():
        raise RuleBroken(_("This absence is over already."), field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise RuleBroken(_("An absence lasts a year at most."), field="ends_at")
    _check_stand_in(staff, stand_in)
    Staff.objects.select_for_update(no_key=True).get(pk=staff.pk)
    known = Absence.objects.filter(staff=staff, starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if known and (known.starts_at, known.ends_at, known.stand_in) == (starts_at, ends_at, stand_in):
        return known
    if known:
        raise RuleBroken(_("Another absence lies in this time. End it first."), field="starts_at")
    absence = Absence.objects.create(
        staff=staff, starts_at=starts_at, ends_at=ends_at, stand_in=stand_in, entered_by=by
    )
    audit.record(
        "caseload.absence_entered", absence, staff=staff.ref, stand_in=stand_in.ref if stand_in else ""
    )
    _tell(absence, by)
    return absence


def _check_may_enter(by: Staff, staff: Staff) -> None:
    if not access.may_enter_absence(by, staff):
        raise Denied(Perm.PLAN_ROSTER)


def _check_stand_in(staff: Staff, stand_in: Staff | None) -> None:
    if stand_in is None:
        return
    if stand_in.pk == staff.pk:
        raise RuleBroken(_("Nobody stands in for themselves."), field="stand_in")
    if not stand_in.is_active or stand_in.agency_id != staff.agency_id:
        raise RuleBroken(_("This person does not work here any more."), field="stand_in")
    if not queries.may_be_asked(stand_in):
        raise RuleBroken(_("This person's role does not answer alerts."), field="stand_in")


def _tell(absence: Absence, by: Staff) -> None:
    """The stand-in; and the supervisor, where cases are left that nobody who is here could open."""
    place: dict[str, Any] = {"url_name": "caseload:absence", "url_ref": absence.ref}
    if absence.stand_in and absence.stand_in_id != by.pk:
        queue([absence.stand_in], kind="stand_in", case=None, **place)
    if queries.cases_to_cover(absence).exists():
        people = [s for s in queries.answers_for(absence.staff) if s.pk != by.pk]
        queue(people, kind="cover_wanted", case=None, **place)


@action
def end_absence(absence: Absence, *, by: Staff) -> None:
    """Back at work, or not going: asked again from now on. Cover given for it ends too. Safe to repeat."""
    _check_may_enter(by, absence.staff)
    now = clock.now()
    absence = (
        Absence.objects.select_for_update(of=("self",)).select_related("staff", "stand_in").get(pk=absence.pk)
    )
    if absence.ends_at <= now:
        return
    for cover in queries.cover_for(absence):
        end_assignment(cover, by=by)
    audit.record("caseload.absence_ended", absence, staff=absence.staff.ref)
    if absence.starts_at >= now:
        absence.delete()
    else:
        absence.ends_at = now
        absence.save()


@action
def confirm_cover(absence: Absence, *, cases: Iterable[Case], by: Staff) -> int:
    """Let the stand-in open these cases until the absence ends; returns how many.

    Each is an ordinary cover, given by somebody who may assign that case.
    """
    if absence.stand_in is None:
        raise RuleBroken(_("Nobody stands in."))
    if absence.ends_at <= clock.now():
        raise RuleBroken(_("This absence is over already."))
    number = 0
    for case in cases:
        access.require(by, Perm.ASSIGN_CASE, case)
        assign(case, staff=absence.stand_in, by=by, kind=COVER, ends_at=absence.ends_at)
        number += 1
    audit.record("caseload.cover_confirmed", absence, cases=number)
    if number and absence.stand_in_id != by.pk:
        queue([absence.stand_in], kind="case_assigned", case=None, url_name="caseload:home")
    return number
