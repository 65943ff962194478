"""Who is admitted to what. Every page, endpoint and job fetches a case through these functions.

Absent, another agency's, unassigned and restricted are one answer (`NotVisible`). A case that may
be seen but not used that way is `Denied`.
"""

from __future__ import annotations

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from caseload.foundation import clock
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import Case, CaseGrant, Restriction, Staff
from caseload.permissions import Perm, Scope, scope_of


def granted(staff: Staff) -> Exists:
    """An unexpired grant on the case: an assignment or a cover."""
    now = clock.now()
    rows = CaseGrant.objects.filter(content_object=OuterRef("pk"), user_id=staff.user_id)
    return Exists(rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)))


def in_team(staff: Staff) -> Q:
    """Cases of the teams the person belongs to or supervises, and those of no team, so that none is lost."""
    return Q(team__isnull=True) | Q(team_id=staff.team_id) | Q(team__supervisor_id=staff.pk)


def _reach(staff: Staff, scope: Scope | None) -> Q:
    if scope is None or not staff.is_active:
        return Q(pk__in=[])
    if scope == Scope.AGENCY:
        return Q()
    if scope == Scope.TEAM:
        return in_team(staff) | Q(granted(staff))
    if scope == Scope.RESIDENTS:
        return Q(is_resident=True) | Q(granted(staff))
    return Q(granted(staff))


def visible_cases(staff: Staff, perm: Perm = Perm.SEE_CASE) -> QuerySet[Case]:
    """The cases on which `staff` holds `perm`, and that are not restricted for them."""
    restricted = Restriction.objects.filter(case=OuterRef("pk"), staff=staff)
    return Case.objects.filter(_reach(staff, scope_of(staff.role, perm))).exclude(Exists(restricted))


def get_case(staff: Staff, ref: str, perm: Perm = Perm.SEE_CASE) -> Case:
    """The case `ref` in one query; raises `NotVisible`, or `Denied` where it may only be looked at."""
    return admit(staff, visible_cases(staff), perm, ref=ref)


def admit(staff: Staff, cases: QuerySet[Case], perm: Perm, **lookup: object) -> Case:
    """The one case of `cases` that matches, with what `can` needs to know about it."""
    try:
        case = with_reach(staff, cases).get(**lookup)
    except (Case.DoesNotExist, ValueError) as error:
        raise NotVisible from error
    if not can(staff, perm, case):
        raise Denied(perm)
    return case


def with_reach(staff: Staff, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Annotates how the person reaches each case, so that `can` asks the database no more."""
    team = ExpressionWrapper(Q(pk__in=Case.objects.filter(in_team(staff)).values("pk")), BooleanField())
    return cases.annotate(reach_granted=granted(staff), reach_team=team)


def can(staff: Staff, perm: Perm, case: Case | None = None) -> bool:
    """Whether `staff` holds `perm` on `case`; without a case, on any case at all."""
    scope = scope_of(staff.role, perm)
    if scope is None or not staff.is_active:
        return False
    if case is None or scope == Scope.AGENCY:
        return True
    if not hasattr(case, "reach_granted"):
        return visible_cases(staff, perm).filter(pk=case.pk).exists()
    if scope == Scope.TEAM and case.reach_team:
        return True
    if scope == Scope.RESIDENTS and case.is_resident:
        return True
    return bool(case.reach_granted)


def require(staff: Staff, perm: Perm, case: Case | None = None) -> None:
    """Raises `Denied` unless `can`."""
    if not can(staff, perm, case):
        raise Denied(perm)
