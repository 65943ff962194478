"""Background work on a real worker: files, and whichever broker TEST_BROKER_URL names."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.apps import apps
from django.db import connection
from django.utils import timezone

from caseload.foundation.context import acting_as
from caseload.foundation.jobs import AgencyJob, asleep
from caseload.foundation.moments import Precision, Said
from caseload.models import Case
from config.celery import SWEEPS, app, broker, schedule
from orders.models import Alert
from tests import factories
from tests.orders.conftest import make_order, serve

ROOT = Path(__file__).resolve().parent.parent


def test_beat_starts_every_sweep_there_is():
    app.loader.import_default_modules()
    assert set(SWEEPS) == {name for name in app.tasks if name.endswith(".jobs.sweep")}
    for entry in schedule().values():
        assert entry["options"]["expires"] < entry["schedule"], "a backlog of sweeps helps nobody"


def test_jobs_live_in_modules_named_jobs():
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    for task in ours:
        assert task.__module__.endswith(".jobs"), task.name
        assert apps.is_installed(task.__module__.split(".")[0])


def test_nothing_but_json_travels_and_no_result_is_kept():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result is True
    assert app.conf.task_acks_late is True


def test_the_job_of_an_agency_can_be_sent_with_its_agency():
    """The minute's sweep starts jobs by `delay`: one that cannot be sent would silence every alert."""
    app.loader.import_default_modules()
    jobs = [task for task in app.tasks.values() if isinstance(task, AgencyJob)]
    assert jobs
    for job in jobs:
        assert job.delay(agency_id=1).id, job.name


@pytest.fixture
def running_worker(transactional_db, tmp_path):
    """A worker in a process of its own, on the tests' database; yields (sender, its log)."""
    url = os.environ.get("TEST_BROKER_URL", "")
    database = connection.settings_dict
    credentials = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
    program = f"""
import sys
from pathlib import Path
from django.conf import settings
settings.VAR = Path({str(tmp_path)!r})
settings.EMAIL_FILE_PATH = settings.VAR / "mail"
from config.celery import app
quietly = ["--loglevel", "INFO", "--concurrency", "1", "--without-mingle"]
app.worker_main(["worker", *quietly, "-Q", "tests,lantern"])
"""
    environment = os.environ | {
        "BROKER_URL": url,
        "DATABASE_URL": f"postgres://{credentials}/{database['NAME']}",
        "PYTHONUNBUFFERED": "1",
    }
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    sender = Celery("tests")
    sender.conf.update(broker(url, tmp_path / "queue"), task_default_queue="tests")
    try:
        wait_for(log, "ready.", worker)
        yield sender, log, worker
    finally:
        os.killpg(worker.pid, signal.SIGKILL)  # A worker that leaves politely takes seconds.
        worker.wait()


def wait_for(log, words, worker, seconds=60):
    deadline = time.monotonic() + seconds
    while words not in log.read_text(errors="replace"):
        assert worker.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.1)


@pytest.mark.broker
def test_a_worker_takes_a_sweep_and_does_it(running_worker):
    sender, log, worker = running_worker
    job = sender.send_task("caseload.jobs.sweep", queue="tests")
    wait_for(log, f"[{job.id}] succeeded", worker)


@pytest.mark.broker
def test_the_minute_that_beat_starts_raises_what_is_due(running_worker, frozen):
    """From beat's own job through the broker to the alert on the board: nothing is called here."""
    sender, _log, worker = running_worker
    world = factories.make_world()
    ana = world.cast["ana"]
    served = timezone.now() - timedelta(hours=80)  # The second phase began hours ago, unseen.
    with frozen(served), acting_as(world.agency, staff=ana, source="web"), asleep():
        case = factories.make_case(by=ana)
        order = make_order(
            case, ana, issued=Said(Precision.DATE_ONLY, UTC, served.date() - timedelta(days=3))
        )
        serve(order, ana, Said(Precision.EXACT, UTC, served.date(), served.time().replace(second=0)))
    sender.send_task("orders.jobs.sweep", queue="tests")
    deadline = time.monotonic() + 60
    while True:
        with acting_as(world.agency, source="job"):
            if Alert.objects.filter(phase="high", state="raised").exists():
                break
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.1)
    with acting_as(world.agency, source="job"):
        assert Case.objects.get().level == 3


@pytest.mark.broker
def test_a_sweep_nobody_took_in_time_is_dropped(running_worker):
    sender, log, worker = running_worker
    late = sender.send_task("caseload.jobs.sweep", queue="tests", expires=-1)
    after = sender.send_task("caseload.jobs.sweep", queue="tests")
    wait_for(log, f"[{after.id}] succeeded", worker)
    assert f"[{late.id}] succeeded" not in log.read_text()
