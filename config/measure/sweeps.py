"""What the minute's sweep costs in an agency with very many open windows, and how it finds what is due."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.jobs import asleep
from caseload.models import Agency, AuditEntry
from config.scale.agencies import slug_of
from orders.actions import sweep as sweeping
from orders.models import EscalationWindow

SECONDS = 10.0


def report(number: int) -> None:
    """Print the time of a sweep with nothing due, of catching up, and the plans of the sweep's questions."""
    agency = Agency.objects.get(slug=slug_of(number))
    with acting_as(agency, source="job"):
        windows = EscalationWindow.objects.filter(state="open").count()
        rest = _before_anything_is_due()
    print(f"\nThe minute's sweep of an agency with {windows:,} open windows:")
    began = time.perf_counter()
    sweeping.due_agencies(clock.now())
    print(f"  which agencies have something due  {1000 * (time.perf_counter() - began):10.1f} ms")
    seconds, statements = _sweep(agency, rest)
    print(f"  a sweep with nothing due           {1000 * seconds:10.1f} ms, {statements} statements")
    done, took, more = _catch_up(agency)
    left = "more is due" if more else "nothing is left"
    print(f"  catching up after an outage        {done / took:10,.0f} phases and alerts a second ({left})")
    with acting_as(agency, source="job"):
        for name, rows in sweeping.questions(clock.now()):
            plan = "\n".join(f"      {line}" for line in rows.explain().splitlines())
            print(f"  how due {name} are found:\n{plan}")


def _before_anything_is_due() -> datetime:
    return (sweeping.next_due() or clock.now()) - timedelta(seconds=1)


def _sweep(agency: Agency, at: datetime) -> tuple[float, int]:
    with acting_as(agency, source="job"), asleep(), CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        sweeping.sweep(now=at)
        return time.perf_counter() - began, len(captured)


def _catch_up(agency: Agency) -> tuple[int, float, bool]:
    """Seeded data lies at rest: do what has become due since, for some seconds."""
    began, more, before = time.perf_counter(), True, _acts(agency)
    while more and time.perf_counter() - began < SECONDS:
        with acting_as(agency, source="job"), asleep():
            more = sweeping.sweep(now=clock.now())
    took = time.perf_counter() - began
    return _acts(agency) - before, took, more


def _acts(agency: Agency) -> int:
    events = ("orders.phase_entered", "orders.alert_raised", "orders.alert_escalated")
    with acting_as(agency, source="job"):
        return AuditEntry.objects.filter(event__in=events).count()
