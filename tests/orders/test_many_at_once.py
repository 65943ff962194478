"""Killed workers, sweeps side by side, two people at one alert: with real commits and real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from caseload.foundation.context import acting_as
from caseload.models import AuditEntry, Notification, Task
from clients.models import Client
from orders.actions import alerts as alert_actions
from orders.actions import sweep as sweeping
from orders.models import Alert, EscalationWindow, ServiceAttempt, WindowPhase
from tests import factories
from tests.orders.conftest import CHICAGO, correct, make_order, said, serve

ROOT = Path(__file__).resolve().parents[2]
LATER = "2026-11-21T09:00-06:00"  # HIGH and ELEVATED have begun, and nobody has acted on them
pytestmark = pytest.mark.django_db(transaction=True)


def make_windows(cast, frozen, number, served=datetime(2026, 11, 6, 17, 5, tzinfo=CHICAGO)):
    """Cases of ana's whose orders were issued four days before they were served, to the minute."""
    local = served.astimezone(CHICAGO)
    day, issued = local.date().isoformat(), (local.date() - timedelta(days=4)).isoformat()
    with frozen(served), acting_as(cast["ana"].agency, staff=cast["ana"], source="web"):
        for _ in range(number):
            case = factories.make_case(by=cast["ana"])
            Client(case=case, name="Marigold Quill").save()
            order = make_order(case, cast["ana"], issued=said(issued))
            serve(order, cast["ana"], said(day, f"{local:%H:%M}"))


def worker(agency, *stop):
    """A process of its own on the database of this test."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.orders.interrupted_sweep", str(agency.pk), LATER, *stop]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url.geturl()}, stdout=subprocess.PIPE, text=True
    )


def side_by_side(*functions):
    """Run the functions at the same moment, each on a connection of its own; raises what one of them did."""
    gate, failed = threading.Barrier(len(functions)), []

    def run(function):
        try:
            gate.wait()
            function()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[function]) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failed:
        raise failed[0]


def entries(event):
    rows = AuditEntry.objects.filter(event=event).order_by("pk")
    return Counter((row.object_ref, row.additional_data["phase"]) for row in rows)


def assert_everything_happened_once(agency, windows):
    with acting_as(agency, source="job"):
        assert EscalationWindow.objects.filter(phase="elevated").count() == windows
        assert WindowPhase.objects.exclude(entered_at=None).count() == 3 * windows
        assert Alert.objects.filter(state__in=["raised", "escalated"]).count() == 3 * windows
        assert set(entries("orders.phase_entered").values()) == {1}
        assert set(entries("orders.alert_raised").values()) == {1}
        assert len(entries("orders.phase_entered")) == len(entries("orders.alert_raised")) == 3 * windows
        keys = list(Task.objects.exclude(dedupe_key=None).values_list("dedupe_key", flat=True))
        assert len(keys) == len(set(keys))
        urgent = Notification.objects.filter(kind="orders.alert", channel="email", is_urgent=True)
        assert urgent.count() >= 4 * windows  # acute and high, to the advocate and the supervisor


def test_w_13_a_worker_killed_between_two_phases_leaves_no_gap_and_no_double(cast, agency, frozen):
    make_windows(cast, frozen, 2)
    killed = worker(agency, "stop-after-one-phase")
    assert killed.stdout.readline() == "high\n"
    killed.kill()
    killed.wait(30)
    assert killed.returncode == -9
    with acting_as(agency, source="job"):
        assert WindowPhase.objects.exclude(entered_at=None).count() == 2  # rolled back with its process
        assert Alert.objects.filter(phase="high", state="pending").count() == 2
    for _again in range(2):
        next_one = worker(agency)
        assert next_one.communicate(timeout=120)[0] == "done\n"
        assert next_one.returncode == 0
    assert_everything_happened_once(agency, 2)


def test_w_13_two_sweeps_side_by_side_do_everything_once(cast, agency, frozen):
    make_windows(cast, frozen, 4)
    now = datetime.fromisoformat(LATER)

    def sweep():
        with acting_as(agency, source="job"):
            sweeping.sweep(now=now)

    with frozen(now):
        side_by_side(sweep, sweep)
        sweep()  # Whatever one left to the other's locks is still due.
    assert_everything_happened_once(agency, 4)


def test_two_supervisors_at_once_give_one_answer_and_the_second_is_told(cast, agency, frozen, monkeypatch):
    make_windows(cast, frozen, 1)
    with acting_as(agency, source="job"):
        alert = Alert.objects.get(state="raised")
    url = reverse("orders:acknowledge", args=[alert.ref])
    pages, at_the_door = {}, threading.Barrier(2)
    plain = alert_actions.acknowledge

    def together(*args, **kwargs):
        at_the_door.wait(30)
        return plain(*args, **kwargs)

    monkeypatch.setattr(alert_actions, "acknowledge", together)

    def answer(name):
        browser = Browser()
        browser.force_login(cast[name].user, backend="django.contrib.auth.backends.ModelBackend")
        pages[name] = browser.post(url, {"note": f"By {name}"}, follow=True).content.decode()

    with frozen("2026-11-06T17:20-06:00"):
        side_by_side(lambda: answer("sol"), lambda: answer("dee"))
    with acting_as(agency, source="job"):
        alert = Alert.objects.select_related("case", "acknowledged_by").get(pk=alert.pk)
        winner = alert.acknowledged_by.name
        loser = {"Sol": "dee", "Dee": "sol"}[winner]
        assert alert.note == f"By {winner.lower()}"
        assert AuditEntry.objects.filter(event="orders.alert_acknowledged").count() == 1
    assert f"{winner} has already acknowledged this alert." in pages[loser]
    assert "already acknowledged" not in pages[winner.lower()]


def test_two_people_recording_the_same_service_open_one_window(cast, agency, frozen):
    with frozen("2026-11-06T17:10-06:00"):
        with acting_as(agency, staff=cast["ana"], source="web"):
            case = factories.make_case(by=cast["ana"])
            order = make_order(case, cast["ana"], issued=said("2026-11-02"))

        def record(name):
            with acting_as(agency, staff=cast[name], source="web"):
                serve(order, cast[name], said("2026-11-06", "17:05"))

        side_by_side(lambda: record("ana"), lambda: record("sol"))
    with acting_as(agency, source="job"):
        window = EscalationWindow.objects.get()
        assert window.opens_at == datetime(2026, 11, 6, 17, 5, tzinfo=CHICAGO)
        assert Alert.objects.count() == 4


def test_a_sweep_a_correction_and_an_answer_side_by_side(cast, agency, frozen):
    """Whoever comes first, nobody waits for ever, and no window is without its alert."""
    make_windows(cast, frozen, 4)
    with acting_as(agency, source="job"):
        attempts = list(ServiceAttempt.objects.select_related("order", "case").order_by("pk"))
        waiting = list(Alert.objects.filter(state="raised").select_related("case").order_by("pk"))

    def sweep():
        with acting_as(agency, source="job"):
            sweeping.sweep(now=datetime.fromisoformat(LATER))

    def fix():
        for attempt in attempts[2:]:
            with acting_as(agency, staff=cast["ana"], source="web"):
                correct(attempt, cast["ana"], said("2026-11-06", "16:00"))

    def answer():
        for alert in waiting[:2]:
            with acting_as(agency, staff=cast["sol"], source="web"):
                alert_actions.acknowledge(alert, by=cast["sol"], note="Seen")

    with frozen(LATER):
        side_by_side(sweep, fix, answer)
        sweep()
    with acting_as(agency, source="job"):
        open_windows = EscalationWindow.objects.filter(state="open")
        assert open_windows.count() == 4
        assert set(open_windows.values_list("phase", flat=True)) == {"elevated"}
        for window in open_windows:
            assert Alert.objects.filter(
                window=window, phase="elevated", state__in=["raised", "escalated"]
            ).exists()
        assert Alert.objects.filter(state="acknowledged").count() == 2
