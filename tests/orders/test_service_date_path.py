"""One service date's path, from the page that records it to the end of its window; then with trouble."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseload.actions.tasks import complete_task
from caseload.foundation.context import acting_as
from caseload.models import AuditEntry, Notification, Staff, Task
from orders import jobs
from orders.actions import sweep as sweeping
from orders.models import Alert, EscalationWindow, WindowPhase
from tests.orders.conftest import CHICAGO, correct, said, serve

FIELDS = {
    "outcome": "served", "precision": "exact", "day": "2026-11-06", "at": "17:05", "tz": "America/Chicago",
    "server": "sheriff", "place_kind": "home", "source": "police",
}  # fmt: skip


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


@pytest.fixture
def minute(frozen, monkeypatch):
    """`minute(at)` is beat's minute at that instant: the sweep starts a job for each agency that has work."""

    def run(at):
        started = []
        monkeypatch.setattr(jobs.run_agency_sweep, "delay", lambda agency_id: started.append(agency_id))
        with frozen(at):
            jobs.sweep()
            for agency_id in started:
                jobs.run_agency_sweep(agency_id=agency_id)
        return started

    return run


def test_the_whole_path(order, case, sol, ana, agency, as_staff, acting, frozen, minute):
    # 1-6 One request: attempt, window, alerts, the first phase with its tasks and notices.
    with frozen("2026-11-06T17:10-06:00"):
        assert (
            as_staff("ana").post(reverse("orders:record_service", args=[order.ref]), FIELDS).status_code
            == 302
        )
    with acting():
        window = EscalationWindow.objects.get()
        assert (window.opens_at, window.closes_at) == (local(2026, 11, 6, 17, 5), local(2027, 2, 5))
        assert window.policy.key == "POST_SERVICE_DEFAULT_V1"
        assert dict(Alert.objects.values_list("phase", "state")) == {
            "acute": "raised", "high": "pending", "elevated": "pending", "watch": "pending",
        }  # fmt: skip
        acute = Alert.objects.get(phase="acute")
        assert acute.acknowledge_by == local(2026, 11, 6, 19, 10)
        assert (
            Task.objects.filter(dedupe_key__startswith=f"{window.tasks_ref}:acute", state="open").count()
            == 16
        )
        notices = Notification.objects.filter(kind="orders.alert", channel="email")
        assert {row.recipient_id for row in notices} == {ana.pk, sol.pk}
        trail = set(AuditEntry.objects.filter(case=case).values_list("event", flat=True))
        assert {"orders.service_recorded", "orders.window_opened", "orders.phase_entered"} <= trail

    # 9 Silence: past the answer time the next in the chain is asked.
    assert minute("2026-11-06T19:09-06:00") == []
    assert minute("2026-11-06T19:10-06:00") == [agency.pk]
    with acting():
        acute.refresh_from_db()
        assert (acute.state, acute.step) == ("escalated", 1)

    # 8 The supervisor answers; a second press changes nothing.
    url = reverse("orders:acknowledge", args=[acute.ref])
    with frozen("2026-11-06T19:20-06:00"):
        as_staff("sol").post(url, {"note": "Cover for the weekend is Ben"})
    with frozen("2026-11-06T19:40-06:00"):
        as_staff("sol").post(url, {"note": "Twice"})
    with acting():
        acute.refresh_from_db()
        assert (acute.acknowledged_at, acute.note) == (
            local(2026, 11, 6, 19, 20),
            "Cover for the weekend is Ben",
        )

    # 3-6 again at each boundary, once.
    for at, phase, level in (
        ("2026-11-09T17:05-06:00", "high", 3),
        ("2026-11-21T00:00-06:00", "elevated", 2),
        ("2026-12-07T00:00-06:00", "watch", 1),
    ):
        assert minute(at) == [agency.pk]
        assert minute(at) == []
        with acting("sol"):
            case.refresh_from_db()
            assert (case.phase, case.level) == (phase, level)
            assert Task.objects.filter(dedupe_key__startswith=f"{window.tasks_ref}:{phase}").exists()
            alert = Alert.objects.get(phase=phase)
            assert alert.state == "raised"
        with frozen(at):
            as_staff("sol").post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "Seen"})

    # 10 It closes at its end and not before; open tasks stay open.
    minute("2027-02-04T23:59-06:00")
    with acting():
        window.refresh_from_db()
        assert window.state == "open"
    assert minute("2027-02-05T00:00-06:00") == [agency.pk]
    with acting():
        window.refresh_from_db()
        case.refresh_from_db()
        assert (window.state, case.level, case.phase) == ("closed", 0, "")
        assert Task.objects.filter(dedupe_key__startswith=f"{window.tasks_ref}:watch", state="open").exists()


def test_with_two_workers_everything_happens_once(order, ana, agency, acting, frozen, minute):
    with frozen("2026-11-06T17:10-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    with frozen("2026-11-09T17:05-06:00"):
        assert sweeping.due_agencies(datetime(2026, 11, 9, 17, 5, tzinfo=CHICAGO)) == [agency.pk]
        for _worker in range(2):
            jobs.run_agency_sweep(agency_id=agency.pk)
    with acting():
        assert AuditEntry.objects.filter(event="orders.alert_raised").count() == 2
        assert WindowPhase.objects.exclude(entered_at=None).count() == 2


def test_with_the_broker_down_service_is_recorded_and_the_alert_is_there(
    order, as_staff, acting, frozen, monkeypatch, django_capture_on_commit_callbacks
):
    from celery import current_app

    def no_broker(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", no_broker)
    with frozen("2026-11-06T17:10-06:00"), django_capture_on_commit_callbacks(execute=True):
        answer = as_staff("ana").post(reverse("orders:record_service", args=[order.ref]), FIELDS)
    assert answer.status_code == 302
    with acting():
        assert Alert.objects.get(phase="acute").state == "raised"
        assert Notification.objects.filter(channel="email", state="waiting").count() == 2


def test_with_the_supervisor_gone_the_director_is_asked(order, ana, cast, acting, frozen, minute):
    with frozen("2026-11-06T17:10-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    Staff.objects.filter(pk=cast["sol"].pk).update(is_active=False)
    minute("2026-11-06T19:10-06:00")
    with acting():
        assert Alert.objects.get(phase="acute").asked_role == "director"
        assert Notification.objects.filter(recipient=cast["dee"], kind="orders.alert").exists()


def test_with_the_date_corrected_twice(order, ana, acting, frozen, minute):
    with frozen("2026-11-06T17:10-06:00"), acting("ana"):
        first = serve(order, ana, said("2026-11-06", "17:05"))
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        second = correct(first, ana, said("2026-11-05"))
        correct(second, ana, said("2026-11-06", "16:00"))
        assert list(EscalationWindow.objects.order_by("pk").values_list("state", flat=True)) == [
            "superseded", "superseded", "open",
        ]  # fmt: skip
        task = Task.objects.get(kind="orders.reach_client")
        complete_task(task, by=ana)
    minute("2026-11-09T16:00-06:00")
    with acting():
        assert EscalationWindow.objects.get(state="open").phase == "high"
        assert Alert.objects.filter(phase="high", state="raised").count() == 1
        assert Task.objects.filter(kind="orders.reach_client").count() == 1


def test_served_on_the_day_the_clocks_change(order, ana, agency, acting, frozen, minute):
    """The day has 25 hours: known by its date alone, its first phase ends after 97 hours."""
    new_york = ZoneInfo("America/New_York")
    with frozen("2026-11-01T20:00-05:00"), acting("ana"):
        from tests.orders.conftest import make_order

        early = make_order(order.case, ana, issued=said("2026-10-20"), tz="America/New_York")
        serve(early, ana, said("2026-11-01", tz=new_york))
        assert WindowPhase.objects.get(phase="acute").ends_at == datetime(2026, 11, 5, tzinfo=new_york)
    with acting_as(agency, source="job"):
        assert EscalationWindow.objects.get().phase == "acute"
    assert minute("2026-11-04T23:59:59-05:00") == [agency.pk]  # only the unanswered alert
    with acting():
        assert EscalationWindow.objects.get().phase == "acute"
    minute("2026-11-05T00:00-05:00")
    with acting():
        assert EscalationWindow.objects.get().phase == "high"


def test_an_agency_with_nothing_due_gets_no_job(order, minute):
    assert minute("2026-11-06T17:10-06:00") == []
