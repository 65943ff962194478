"""Lists across cases: every row of one kind that a person may see, in an order that pages can rely on."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload import access, queries
from caseload.models import Case, Staff
from caseload.permissions import Perm, Role
from clients.models import Client, ContactMethod, HouseholdMember, Release, Respondent, SafetyPlan


def case_rows(staff: Staff) -> QuerySet[Case]:
    """Cases, the worst first, each with its client at hand."""
    return queries.case_rows(staff).select_related("team", "client")


def client_rows(staff: Staff) -> QuerySet[Client]:
    rows = Client.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_CLIENT))
    return rows.select_related("case").order_by("-case__level", "-pk")


def contact_rows(staff: Staff) -> QuerySet[ContactMethod]:
    """Contact methods in use."""
    rows = ContactMethod.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_CLIENT))
    return rows.filter(removed_at__isnull=True).select_related("case").order_by("-pk")


def respondent_rows(staff: Staff) -> QuerySet[Respondent]:
    rows = Respondent.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_CLIENT))
    return rows.filter(removed_at__isnull=True).select_related("case").order_by("-pk")


def release_rows(staff: Staff) -> QuerySet[Release]:
    rows = Release.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_RELEASES))
    return rows.select_related("case", "subject", "witness").order_by("-pk")


def plan_rows(staff: Staff) -> QuerySet[SafetyPlan]:
    """Plans; legal and shelter staff see those of clients who agreed to it (DOMAIN D.3)."""
    rows = SafetyPlan.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_PLAN))
    if staff.role == Role.LEGAL:
        rows = rows.filter(legal_may_read=True)
    elif staff.role == Role.SHELTER:
        rows = rows.filter(shelter_may_read=True)
    return rows.select_related("case", "current").order_by("-pk")


def member_of(case: Case, ref: str) -> HouseholdMember | None:
    """The household member of this case with this reference, if there is one."""
    return HouseholdMember.objects.filter(case=case, removed_at__isnull=True, ref=ref).first()
