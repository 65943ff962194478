"""A server whose clock is set forward, back and forward again loses no alert and repeats none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseload.models import AuditEntry, Case, Notification
from orders.models import Alert, CheckIn, EscalationWindow, WindowPhase
from tests.orders.conftest import CHICAGO, said, serve

SERVED = datetime(2026, 11, 6, 17, 5, tzinfo=CHICAGO)
IN_HIGH = "2026-11-12T09:00-06:00"
IN_ELEVATED = "2026-11-22T09:00-06:00"


@pytest.fixture
def window(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        return EscalationWindow.objects.get()


def raised(acting_job):
    with acting_job():
        return list(Alert.objects.exclude(raised_at=None).order_by("pk").values_list("phase", flat=True))


def entered(acting_job):
    with acting_job():
        rows = AuditEntry.objects.filter(event="orders.phase_entered").order_by("pk")
        return [row.additional_data["phase"] for row in rows]


def told(acting_job):
    """Urgent messages about alerts by how often each went to the same person over the same way."""
    with acting_job():
        rows = Notification.objects.filter(kind="orders.alert")
        return sorted(rows.values_list("recipient", "channel", "message_ref"))


def test_set_forward_it_raises_what_it_jumped_over_once_and_in_order(window, sweep, acting_job):
    sweep(IN_ELEVATED)
    assert raised(acting_job) == ["acute", "high", "elevated"]
    assert entered(acting_job) == ["acute", "high", "elevated"]


@pytest.mark.parametrize(
    "back", ["2026-11-12T08:59-06:00", "2026-11-08T09:00-06:00", "2026-11-01T09:00-06:00"]
)
def test_set_back_it_undoes_nothing_and_repeats_nothing(window, sweep, acting_job, back):
    """By a minute, into the phase before, to before the service: what was raised stands as it was."""
    sweep(IN_HIGH)
    before = (raised(acting_job), entered(acting_job), told(acting_job))
    sweep(back)
    sweep(IN_HIGH)
    assert (raised(acting_job), entered(acting_job)) == before[:2] == (["acute", "high"], ["acute", "high"])
    assert told(acting_job) == before[2]
    with acting_job():
        assert EscalationWindow.objects.get().phase == "high"
        assert Case.objects.get().level == 3
        assert WindowPhase.objects.exclude(entered_at=None).count() == 2


def test_after_a_wrong_hour_the_next_phase_still_comes_within_one_sweep(window, sweep, acting_job):
    """A year ahead for one sweep, then right again: the window has run out, and every alert of it waits."""
    sweep("2027-11-12T09:00-06:00")
    assert raised(acting_job) == ["acute", "high", "elevated", "watch"]
    sweep(IN_ELEVATED)
    with acting_job():
        waiting = Alert.objects.filter(state__in=["raised", "escalated"])
        assert waiting.filter(level__gte=3).count() == 2, "an alert is answered by a person, never by a clock"


def test_a_service_recorded_while_the_clock_is_behind_still_opens_its_window(
    order, ana, acting, frozen, sweep, acting_job
):
    """The clock is an hour slow: the moment of service lies in its future and is refused, never dropped."""
    from caseload.foundation.errors import RuleBroken

    with frozen(SERVED - timedelta(hours=1)), acting("ana"), pytest.raises(RuleBroken):
        serve(order, ana, said("2026-11-06", "17:05"))
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    assert raised(acting_job) == ["acute"]


def test_the_chain_does_not_run_twice_when_an_hour_comes_twice(window, sweep, acting_job, frozen):
    """From 01:59 back to 01:00: what was passed on stays passed on, and the next step is not hurried."""
    with acting_job():
        alert = Alert.objects.get(phase="acute")
        due = alert.acknowledge_by
    sweep((due + timedelta(minutes=1)).isoformat())
    with acting_job():
        once = Alert.objects.get(pk=alert.pk)
        assert once.step == 1
    for minutes in (-59, -30, 0):
        sweep((due + timedelta(minutes=minutes)).isoformat())
    with acting_job():
        again = Alert.objects.get(pk=alert.pk)
        assert (again.step, again.acknowledge_by) == (once.step, once.acknowledge_by)


def test_a_check_in_is_missed_once_however_often_its_hour_comes(window, safe_phone, sweep, acting_job):
    with acting_job():
        row = CheckIn.objects.get(settled_at__isnull=True)
    late = row.look_at + timedelta(hours=1)
    for at in (late, late - timedelta(hours=3), late):
        sweep(at.isoformat())
    with acting_job():
        missed = CheckIn.objects.get(pk=row.pk)
        assert missed.missed_at == late
        assert AuditEntry.objects.filter(event="orders.check_in_missed").count() == 1
