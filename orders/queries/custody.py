"""Whether the respondents of a case are in custody."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload import access
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.choices import CustodyState
from orders.models import Custody, EscalationWindow


def custody_rows(staff: Staff) -> QuerySet[Custody]:
    """Stretches in custody of the cases this person may see orders of, the newest first."""
    rows = Custody.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "respondent", "recorded_by").order_by("-pk")


def custody_of(case: Case) -> list[Custody]:
    """Every stretch on record of the case: those that last first."""
    rows = list(case.custodies.select_related("respondent", "recorded_by", "changed_by"))
    return sorted(rows, key=lambda row: (not row.is_held, -row.pk))


def held_now(case: Case) -> list[Custody]:
    """Who is in custody now."""
    return list(case.custodies.filter(state=CustodyState.HELD).select_related("respondent"))


def window_after_release(custody: Custody) -> EscalationWindow | None:
    """The newest window that the release opened, open or not."""
    return EscalationWindow.objects.filter(source_key=custody.window_key).order_by("-pk").first()
