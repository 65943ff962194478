"""What is kept of an attempt that was turned away."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from caseload import queries
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock
from caseload.models import Case, Notification, Restriction, Staff

QUIET = timedelta(hours=1)


@transaction.atomic
def note_refusal(staff: Staff, *, event: str, case_ref: str = "", **facts: str) -> None:
    """Record the attempt; where the case is restricted for the person, its supervisors hear of it (CF-16).

    The person sees what anybody sees at an address that leads nowhere.
    """
    audit.record(event, staff, **facts)
    barred = Restriction.objects.filter(staff=staff, case__ref=case_ref).select_related("case__team").first()
    if barred:
        _tell_supervisors(barred.case, staff)


def _tell_supervisors(case: Case, staff: Staff) -> None:
    """Once an hour at most: reloading the page is one attempt, not ten messages."""
    audit.record("caseload.restricted_attempt", case, staff=staff.ref)
    recent = Notification.objects.filter(
        case=case, kind="restricted_attempt", created_at__gt=clock.now() - QUIET
    )
    if not recent.exists():
        people = [s for s in queries.supervisors_of(case) if s.pk != staff.pk] or queries.directors(
            case.agency_id
        )
        queue(people, kind="restricted_attempt", case=case, url_name="caseload:case_people", url_ref=case.ref)
