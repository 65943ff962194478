"""The minute's sweep: one question across agencies, then one job for each that has something due."""

from __future__ import annotations

from celery import shared_task

from caseload.foundation import clock
from caseload.foundation.jobs import AgencyJob, wake
from orders.actions import sweep as sweeping


@shared_task(ignore_result=True, name="orders.jobs.sweep")  # type: ignore[untyped-decorator]
def sweep() -> int:
    """Start `run_agency_sweep` for every agency with something due; returns how many."""
    due = sweeping.due_agencies(clock.now())
    for agency_id in due:
        run_agency_sweep.delay(agency_id=agency_id)
    return len(due)


@shared_task(base=AgencyJob, name="orders.jobs.run_agency_sweep")  # type: ignore[untyped-decorator]
def run_agency_sweep() -> None:
    """Do what is due in one agency; what one transaction should not hold is left to the next run, at once."""
    more = sweeping.sweep(now=clock.now())
    if more:
        wake("orders.jobs.run_agency_sweep")
