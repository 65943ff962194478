"""Who is admitted to a resource, a referral or a letter."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from caseload import access
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import Staff
from caseload.permissions import Perm
from referrals.models import Letter, Referral, Resource


def get_resource(staff: Staff, ref: str, perm: Perm = Perm.SEE_DIRECTORY) -> Resource:
    access.require(staff, perm)
    try:
        return Resource.objects.select_related("organization", "verified_by", "agency").get(ref=ref)
    except Resource.DoesNotExist as error:
        raise NotVisible from error


def _one(staff: Staff, ref: str, perm: Perm, path: str, rows: QuerySet) -> Any:
    """The row `ref` of a case the person may use this way."""
    case = access.admit(staff, perm, **{f"{path}__ref": ref})
    row = rows.get(ref=ref, case=case)
    row.case = case
    return row


def get_referral(staff: Staff, ref: str, perm: Perm = Perm.SEE_REFERRALS) -> Referral:
    rows = Referral.objects.select_related("resource__organization", "made_by")
    return _one(staff, ref, perm, "referrals", rows)


def get_letter(staff: Staff, ref: str, perm: Perm = Perm.SEE_LETTERS) -> Letter:
    rows = Letter.objects.select_related("referral__resource__organization", "release", "drafted_by").defer(
        "pdf"
    )
    return _one(staff, ref, perm, "letters", rows)


def require_editable(staff: Staff, letter: Letter) -> None:
    """A draft may be changed by whoever may draft; nobody changes a final letter."""
    access.require(staff, Perm.DRAFT_LETTER, letter.case)
    if not letter.is_editable:
        raise Denied(Perm.DRAFT_LETTER)
