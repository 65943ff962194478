"""Referrals of a case, what is due to be asked, and which needs were not met."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from caseload import access
from caseload.models import Case, Staff
from caseload.permissions import Perm
from referrals.choices import WAITING_STATES, DeclineReason, ReferralState
from referrals.models import Referral, ReferralEvent


def referrals_of(case: Case) -> QuerySet[Referral]:
    """The case's referrals, the latest first."""
    rows = case.referrals.select_related("resource__organization", "made_by")
    return rows.order_by("-created_at", "-pk")


def referral_history(referral: Referral) -> QuerySet[ReferralEvent]:
    rows = ReferralEvent.objects.filter(referral=referral).select_related("by", "case")
    return rows.order_by("-at", "-pk")


def follow_ups(staff: Staff, *, until: date | None = None) -> QuerySet[Referral]:
    """Referrals whose outcome nobody knows yet, on cases this person may work on, the longest due first."""
    rows = Referral.objects.filter(
        case__in=access.visible_keys(staff, Perm.EDIT_REFERRALS), case__status=Case.Status.OPEN,
        state__in=WAITING_STATES, follow_up_on__isnull=False,
    )  # fmt: skip
    if until:
        rows = rows.filter(follow_up_on__lte=until)
    return rows.select_related("case", "resource__organization").order_by("follow_up_on", "pk")


def unmet_needs(first: date, last: date) -> dict[str, int]:
    """Need -> how many referrals were declined for want of a place or money, in a period. Counts only."""
    rows = ReferralEvent.objects.filter(
        state=ReferralState.DECLINED, reason=DeclineReason.CAPACITY, at__date__range=(first, last)
    )
    counted = rows.values("need").annotate(number=Count("referral", distinct=True)).order_by("need")
    return {row["need"]: row["number"] for row in counted}
