"""What happened, from the audit log."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload import access
from caseload.models import AuditEntry, Case, Staff
from caseload.permissions import Perm, Scope, scope_of


def timeline(case: Case) -> QuerySet[AuditEntry]:
    """What happened on the case, newest first: meanings, not field diffs."""
    rows = AuditEntry.objects.filter(case=case).exclude(event="").exclude(event__endswith="_viewed")
    return rows.select_related("staff").order_by("-timestamp", "-pk")


def audit_entries(staff: Staff) -> QuerySet[AuditEntry]:
    """The audit log as far as `staff` may read it: all of it, or the entries about the team's cases."""
    rows = AuditEntry.objects.select_related("staff", "case").order_by("-timestamp", "-pk")
    scope = scope_of(staff.role, Perm.SEE_AUDIT)
    if scope == Scope.AGENCY:
        return rows
    return rows.filter(case__in=access.visible_cases(staff, Perm.SEE_AUDIT))
