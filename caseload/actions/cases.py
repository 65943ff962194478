"""Opening, assigning, closing and reopening cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from caseload.actions.agencies import next_case_code
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Assignment, Case, CaseGrant, Episode, Restriction, Staff, Task, Team
from caseload.permissions import Perm, scope_of

GRANT = "work_case"


@action
def open_case(*, by: Staff, team: Team | None = None, is_resident: bool = False) -> Case:
    """A new case with its first episode; assign somebody next."""
    year = clock.today(context.current().agency.tz).year
    case = Case.objects.create(code=next_case_code(year), team=team or by.team, is_resident=is_resident)
    Episode.objects.create(case=case, number=1, opened_by=by, opened_at=case.opened_at)
    audit.record("caseload.case_opened", case, code=case.code)
    return case


@action
def assign(
    case: Case,
    *,
    staff: Staff,
    by: Staff,
    kind: str = Assignment.Kind.PRIMARY,
    ends_at: datetime | None = None,
) -> Assignment:
    """Give `staff` a part in the case and the grant that opens it; a new primary replaces the one before.

    Cover needs an end; nobody restricted from the case or without casework in their role can be assigned.
    """
    _check_assignable(case, staff, kind, ends_at)
    Case.objects.select_for_update().get(pk=case.pk)
    current = Assignment.objects.filter(case=case, ended_at__isnull=True)
    if kind == Assignment.Kind.PRIMARY:
        for other in current.filter(kind=kind).exclude(staff=staff):
            end_assignment(other, by=by)
    existing = current.filter(staff=staff).first()
    if existing and existing.kind == kind and existing.ends_at == ends_at:
        return existing
    if existing:
        end_assignment(existing, by=by)
    assignment = Assignment.objects.create(case=case, staff=staff, kind=kind, ends_at=ends_at, assigned_by=by)
    grant: Any = assign_perm(GRANT, staff.user, case)
    CaseGrant.objects.filter(pk=grant.pk).update(ends_at=ends_at)
    if kind == Assignment.Kind.PRIMARY:
        _hand_over_tasks(case, staff)
    audit.record("caseload.case_assigned", case, staff=staff.ref, kind=str(kind))
    return assignment


def _check_assignable(case: Case, staff: Staff, kind: str, ends_at: datetime | None) -> None:
    if not staff.is_active or staff.agency_id != case.agency_id:
        raise RuleBroken(_("This person does not work here any more."), field="staff")
    if scope_of(staff.role, Perm.SEE_CASE) is None:
        raise RuleBroken(_("This person's role does not work on cases."), field="staff")
    if Restriction.objects.filter(case=case, staff=staff).exists():
        raise RuleBroken(_("This person cannot be assigned. Ask a supervisor."), field="staff")
    if kind == Assignment.Kind.COVER and (ends_at is None or ends_at <= clock.now()):
        raise RuleBroken(_("Say until when the cover lasts, in the future."), field="ends_at")


def _hand_over_tasks(case: Case, staff: Staff) -> None:
    """Open advocate's tasks follow the primary advocate: none stays with somebody who left the case."""
    for task in Task.objects.filter(case=case, state=Task.State.OPEN, role="advocate"):
        if task.assigned_to_id != staff.pk:
            task.assigned_to = staff
            task.save()


@action
def end_assignment(assignment: Assignment, *, by: Staff | None) -> None:
    """End a part in the case and take back its grant at once. Safe to repeat."""
    if assignment.ended_at:
        return
    assignment.ended_at = clock.now()
    assignment.save()
    remove_perm(GRANT, assignment.staff.user, assignment.case)
    audit.record("caseload.assignment_ended", assignment.case, staff=assignment.staff.ref)


@action
def end_expired_cover(*, now: datetime) -> int:
    """Close covers whose end has passed (the grant itself ends by its own date). Returns how many."""
    rows = Assignment.objects.filter(ended_at__isnull=True, ends_at__lte=now).select_related(
        "case", "staff__user"
    )
    for assignment in rows:
        end_assignment(assignment, by=None)
    return len(rows)


@action
def restrict(case: Case, *, staff: Staff, by: Staff) -> Restriction:
    """For `staff` the case stops to exist: out of lists, search and every page (CF-16)."""
    for assignment in Assignment.objects.filter(case=case, staff=staff, ended_at__isnull=True):
        end_assignment(assignment, by=by)
    row, _created = Restriction.objects.get_or_create(case=case, staff=staff, defaults={"set_by": by})
    audit.record("caseload.access_restricted", case, staff=staff.ref)
    return row


@action
def unrestrict(restriction: Restriction, *, by: Staff) -> None:
    """Lift a restriction."""
    audit.record("caseload.restriction_lifted", restriction.case, staff=restriction.staff.ref)
    restriction.delete()


@action
def close_case(case: Case, *, by: Staff, reason: str) -> Case:
    """Close the open episode; windows, their alerts and open tasks go on (W-7)."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.status == Case.Status.CLOSED:
        return case
    now = clock.now()
    episode = Episode.objects.get(case=case, closed_at__isnull=True)
    episode.closed_at, episode.closed_reason, episode.closed_by = now, reason, by
    episode.save()
    case.status, case.closed_at = Case.Status.CLOSED, now
    case.save()
    audit.record("caseload.case_closed", case, reason=reason)
    return case


@action
def reopen_case(case: Case, *, by: Staff) -> Case:
    """Open the next episode of the same case: same code, same orders, same windows."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.is_open:
        return case
    number = Episode.objects.filter(case=case).count() + 1
    Episode.objects.create(case=case, number=number, opened_by=by)
    case.status, case.closed_at = Case.Status.OPEN, None
    case.save()
    audit.record("caseload.case_reopened", case, episode=number)
    return case


@action
def edit_case(
    case: Case, *, by: Staff, team: Team | None, is_resident: bool, version: int | None = None
) -> Case:
    """Move the case to another team, or note that the client stays in the agency's shelter.

    With `version`, raises `Stale` when somebody else saved first.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    case.team, case.is_resident = team, is_resident
    save_if(case, case.version if version is None else version)
    audit.record("caseload.case_changed", case, team=team.ref if team else "", resident=is_resident)
    return case


def set_watch(case: Case, *, level: int, phase: str, next_due_at: datetime | None) -> None:
    """Store the merged state of the case's windows on the spine, where lists sort by it."""
    Case.objects.filter(pk=case.pk).update(level=level, phase=phase, next_due_at=next_due_at)
    case.level, case.phase, case.next_due_at = level, phase, next_due_at


def touch(case: Case) -> None:
    """Note that something happened on the case."""
    Case.objects.filter(pk=case.pk).update(last_activity_at=clock.now())
