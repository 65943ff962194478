"""The minute's sweep: one question across agencies, then one job for each that has something due."""

from __future__ import annotations

from celery import shared_task

from caseload.foundation import clock
from caseload.foundation.jobs import AgencyJob, wake
from orders.actions import deadline_sweep
from orders.actions import sweep as sweeping


@shared_task(ignore_result=True, name="orders.jobs.sweep")  # type: ignore[untyped-decorator]
def sweep() -> int:
    """Start a job for every agency with something due; returns how many."""
    now = clock.now()
    due = sweeping.due_agencies(now)
    for agency_id in due:
        run_agency_sweep.delay(agency_id=agency_id)
    deadlines = deadline_sweep.due_agencies(now)
    for agency_id in deadlines:
        run_deadline_sweep.delay(agency_id=agency_id)
    return len(due) + len(deadlines)


@shared_task(base=AgencyJob, name="orders.jobs.run_agency_sweep")  # type: ignore[untyped-decorator]
def run_agency_sweep() -> None:
    """Do what is due in one agency; what one transaction should not hold is left to the next run, at once."""
    more = sweeping.sweep(now=clock.now())
    if more:
        wake("orders.jobs.run_agency_sweep")


@shared_task(base=AgencyJob, name="orders.jobs.run_deadline_sweep")  # type: ignore[untyped-decorator]
def run_deadline_sweep() -> None:
    """Open the tasks of deadlines that are due in one agency; the rest of many is left to the next run."""
    if deadline_sweep.sweep(now=clock.now()):
        wake("orders.jobs.run_deadline_sweep")
