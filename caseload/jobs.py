"""Celery's way in: enter the agency, call one action, end."""

from __future__ import annotations

from celery import shared_task

from caseload.actions import audit, cases, delivery, digests
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.jobs import AgencyJob, for_each_agency
from caseload.queries import agency_by_id


@shared_task(ignore_result=True)
def deliver_notifications(agency_id: int) -> int:
    """Send what waits: no transaction is open and nothing is locked while a message travels."""
    agency = agency_by_id(agency_id)
    claimed_at = clock.now()
    with acting_as(agency, source="job"):
        ids = delivery.claim(now=claimed_at)
    for pk in ids:
        with acting_as(agency, source="job"):
            outgoing = delivery.begin(pk, claimed_at=claimed_at, now=clock.now())
        if outgoing is None:
            continue
        outcome = outgoing.send()
        with acting_as(agency, source="job"):
            delivery.finish(pk, outcome, now=clock.now())
    return len(ids)


@shared_task(base=AgencyJob)
def send_digests() -> int:
    """Queue the daily digests whose hour has come."""
    return digests.send_due(now=clock.now())


@shared_task(base=AgencyJob)
def end_expired_cover() -> int:
    """Close covers whose end has passed."""
    return cases.end_expired_cover(now=clock.now())


@shared_task(base=AgencyJob)
def seal_audit() -> int:
    """Seal log entries that are ten minutes old."""
    return audit.seal_audit(now=clock.now())


@shared_task(ignore_result=True)
def sweep() -> None:
    """Each minute: digests, messages that wait, covers that ended, log entries that have come to rest."""
    for_each_agency(send_digests)
    for_each_agency(deliver_notifications)
    for_each_agency(end_expired_cover)
    for_each_agency(seal_audit)
