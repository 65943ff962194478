"""Lists across cases: every row of one kind that a person may see, in an order that pages can rely on."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload import access
from caseload.models import Staff
from caseload.permissions import Perm
from referrals.models import Letter, Referral


def referral_rows(staff: Staff) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_REFERRALS))
    return rows.select_related("case", "resource", "made_by").order_by("-pk")


def letter_rows(staff: Staff) -> QuerySet[Letter]:
    """Letters without the documents themselves."""
    rows = Letter.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_LETTERS))
    rows = rows.select_related("case", "referral", "release", "drafted_by", "approved_by", "finalised_by")
    return rows.defer("pdf", "paper", "facts").order_by("-pk")
