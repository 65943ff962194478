"""Who is admitted to what. Every page, endpoint and job fetches a case through these functions.

Absent, another agency's, unassigned and restricted are one answer (`NotVisible`). A case that may
be seen but not used that way is `Denied`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from caseload import reach
from caseload.foundation import clock, context
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import (
    Absence,
    Assignment,
    AuditEntry,
    Case,
    CaseGrant,
    Invitation,
    Note,
    Notification,
    Restriction,
    Shift,
    Staff,
    Task,
    Team,
)
from caseload.permissions import Perm, Scope, scope_of
from caseload.reach import in_team as in_team
from caseload.reach import with_reach as with_reach

Row = TypeVar("Row", bound=Model)
OfCase = TypeVar("OfCase", Note, Task, Assignment, Restriction)


def visible_cases(staff: Staff, perm: Perm = Perm.SEE_CASE) -> QuerySet[Case]:
    """The cases on which `staff` holds `perm`, and that are not restricted for them."""
    return reach.cases(staff, scope_of(staff.role, perm))


def visible_keys(staff: Staff, perm: Perm = Perm.SEE_CASE) -> Any:
    """The keys of the same cases, for `case__in`: what every list of things on a case is narrowed by."""
    return reach.keys(staff, scope_of(staff.role, perm))


def get_case(staff: Staff, ref: str, perm: Perm = Perm.SEE_CASE) -> Case:
    """The case `ref` in one query; raises `NotVisible`, or `Denied` where it may only be looked at."""
    return admit(staff, perm, ref=ref)


def admit(staff: Staff, perm: Perm, **lookup: object) -> Case:
    """The one case this person may see that matches, with what `can` needs to know about it.

    One lookup: `pk`, `ref`, or the reference of what hangs on it (`safety_plan__ref`).
    """
    ((path, value),) = lookup.items()
    case = reach.find(staff, scope_of(staff.role, Perm.SEE_CASE), path, value)
    if case is None:
        raise NotVisible
    if not can(staff, perm, case):
        raise Denied(perm)
    return case


def _learn_reach(staff: Staff, case: Any) -> None:
    """What `with_reach` would have said about a case that came another way; kept on it, one query."""
    case.reach_granted, case.reach_team, case.reach_barred = reach.of(staff, case.pk)
    case.reach_for = staff.pk


def can(staff: Staff, perm: Perm, case: Any = None) -> bool:
    """Whether `staff` holds `perm` on `case`; without a case, on any case at all."""
    scope = scope_of(staff.role, perm)
    if scope is None or not staff.is_active:
        return False
    if case is None:
        return True
    if getattr(case, "reach_for", None) != staff.pk:
        _learn_reach(staff, case)
    if getattr(case, "reach_barred", False):
        return False
    if scope == Scope.AGENCY or (scope == Scope.TEAM and case.reach_team):
        return True
    return bool(case.reach_granted or (scope == Scope.RESIDENTS and case.is_resident))


def require(staff: Staff, perm: Perm, case: Case | None = None) -> None:
    """Raises `Denied` unless `can`."""
    if not can(staff, perm, case):
        raise Denied(perm)


def who_can(case: Case, perm: Perm) -> list[Staff]:
    """Everybody who holds `perm` on the case now, by name: two queries, however many work here."""
    now = clock.now()
    grants = CaseGrant.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), content_object=case)
    granted_to = set(grants.values_list("user_id", flat=True))
    barred = Restriction.objects.filter(case=case).values("staff_id")
    people = Staff.objects.filter(agency_id=context.current().agency_id, is_active=True)
    people = people.exclude(pk__in=barred).order_by("name")
    supervisor_id = case.team.supervisor_id if case.team else None

    def reaches(staff: Staff) -> bool:
        scope = scope_of(staff.role, perm)
        if scope is None or scope == Scope.AGENCY or staff.user_id in granted_to:
            return scope is not None
        if scope == Scope.RESIDENTS:
            return case.is_resident
        own_team = case.team_id is None or case.team_id == staff.team_id or supervisor_id == staff.pk
        return scope == Scope.TEAM and own_team

    return [staff for staff in people.select_related("user") if reaches(staff)]


# ---- Rows of the caseload by their reference ---------------------------------------------------------------


def _one(rows: QuerySet[Row], **lookup: Any) -> Row:
    found = rows.filter(**lookup).first()
    if found is None:
        raise NotVisible
    return found


def _of_case(staff: Staff, rows: QuerySet[OfCase], ref: str, perm: Perm) -> OfCase:
    """A row that hangs on a case: invisible with the case, denied where the case may only be looked at."""
    row = _one(rows.filter(case__in=visible_keys(staff)), ref=ref)
    row.case = admit(staff, perm, pk=row.case_id)
    return row


def visible_notes(staff: Staff, among: QuerySet[Note] | None = None) -> QuerySet[Note]:
    """Notes of the cases a person may open: every one, or only their own (DOMAIN D.3, shelter staff)."""
    rows = Note.objects.all() if among is None else among
    rows = rows.filter(case__in=visible_keys(staff, Perm.SEE_NOTES)).select_related("author")
    if scope_of(staff.role, Perm.SEE_EVERY_NOTE) == scope_of(staff.role, Perm.SEE_NOTES):
        return rows
    return rows.filter(Q(author=staff) | Q(case__in=visible_keys(staff, Perm.SEE_EVERY_NOTE)))


def get_note(staff: Staff, ref: str, perm: Perm = Perm.SEE_NOTES) -> Note:
    return _of_case(staff, visible_notes(staff), ref, perm)


def get_task(staff: Staff, ref: str, perm: Perm = Perm.SEE_TASKS) -> Task:
    return _of_case(staff, Task.objects.select_related("assigned_to", "done_by"), ref, perm)


def get_assignment(staff: Staff, ref: str) -> Assignment:
    """An assignment, for somebody who may end it."""
    return _of_case(staff, Assignment.objects.select_related("staff__user"), ref, Perm.ASSIGN_CASE)


def get_restriction(staff: Staff, ref: str) -> Restriction:
    """A restriction, for somebody who may lift it."""
    return _of_case(staff, Restriction.objects.select_related("staff"), ref, Perm.ASSIGN_CASE)


def own_notices(staff: Staff) -> QuerySet[Notification]:
    """The person's in-app messages, without those about a case that is not theirs to see any more."""
    own = Notification.objects.filter(recipient=staff, channel=Notification.Channel.IN_APP)
    return own.filter(Q(case__isnull=True) | Q(case__in=visible_keys(staff))).select_related("case")


def get_notification(staff: Staff, ref: str) -> Notification:
    """One's own message; nobody else's exists."""
    return _one(own_notices(staff), ref=ref)


def get_delivery(staff: Staff, ref: str) -> Notification:
    """A message that leaves the application, for those who look after its delivery."""
    require(staff, Perm.SEE_DELIVERIES)
    return _one(Notification.objects.exclude(channel=Notification.Channel.IN_APP), ref=ref)


def may_plan(staff: Staff, team: Team | None) -> bool:
    """Whether `staff` plans the roster of this team; of the whole agency for None."""
    scope = scope_of(staff.role, Perm.PLAN_ROSTER)
    if scope is None or not staff.is_active:
        return False
    if scope == Scope.AGENCY:
        return True
    return team is not None and (team.pk == staff.team_id or team.supervisor_id == staff.pk)


def may_enter_absence(staff: Staff, person: Staff) -> bool:
    """One's own; for others, whoever plans the roster of their team."""
    return staff.is_active and (person.pk == staff.pk or may_plan(staff, person.team))


def get_shift(staff: Staff, ref: str, *, to_change: bool = False) -> Shift:
    """A shift of the agency; `Denied` to whoever wants to change it and does not plan that team."""
    require(staff, Perm.SEE_STAFF)
    shift = _one(Shift.objects.select_related("staff__team", "team", "planned_by"), ref=ref)
    if to_change and not may_plan(staff, shift.team):
        raise Denied(Perm.PLAN_ROSTER)
    return shift


def get_absence(staff: Staff, ref: str, *, to_change: bool = False) -> Absence:
    """An absence in the agency; `Denied` to whoever wants to change one that is not theirs to enter."""
    require(staff, Perm.SEE_STAFF)
    rows = Absence.objects.select_related("staff__team", "staff__user", "stand_in__user", "entered_by")
    absence = _one(rows, ref=ref)
    if to_change and not may_enter_absence(staff, absence.staff):
        raise Denied(Perm.PLAN_ROSTER)
    return absence


def get_colleague(staff: Staff, ref: str, perm: Perm = Perm.SEE_STAFF) -> Staff:
    """Somebody of the same agency, gone or not."""
    require(staff, perm)
    return _one(Staff.objects.filter(agency_id=staff.agency_id).select_related("user", "team"), ref=ref)


def get_team(staff: Staff, ref: str, perm: Perm = Perm.MANAGE_STAFF) -> Team:
    require(staff, perm)
    return _one(Team.objects.select_related("supervisor"), ref=ref)


def get_invitation(staff: Staff, ref: str) -> Invitation:
    require(staff, Perm.MANAGE_STAFF)
    return _one(Invitation.objects.all(), ref=ref)


def get_entry(ref: str) -> AuditEntry:
    """An entry as a place in the log; showing it is another question."""
    found: AuditEntry = _one(AuditEntry.objects.only("timestamp", "ref"), ref=ref)
    return found
