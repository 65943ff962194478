"""PostgreSQL ends in the middle of a sweep and starts again: a real server, a real worker, real commits."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone

from config import embedded
from config.celery import broker
from tests.orders.test_many_at_once import make_windows

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = 3
WORKER = """
import sys, time
from pathlib import Path
from django.conf import settings
here = Path(sys.argv[1])
settings.VAR = here
settings.EMAIL_FILE_PATH = here / "mail"
import django
django.setup()
from config.celery import app
from orders.actions import windows

entering = windows.enter

def enter_and_wait(window, phase, *, now):
    done = entering(window, phase, now=now)
    (here / "entered").touch()
    while not (here / "go").exists():
        time.sleep(0.02)
    return done

windows.enter = enter_and_wait
app.worker_main(["worker", "--loglevel", "INFO", "--concurrency", "1", "--without-mingle", "-Q", "lantern"])
"""

HIGH = "SELECT count(*) FROM orders_alert WHERE phase = 'high' AND state IN "
ENTRIES = (
    "SELECT object_ref, additional_data->>'phase', count(*) FROM caseload_auditentry"
    " WHERE event = '%s' GROUP BY 1, 2"
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Server(embedded.EmbeddedPostgres):
    """A PostgreSQL of this test's own, which comes back on the port it had."""

    port = 0

    def _launch(self, place):
        found = embedded._free_port
        if self.port:
            embedded._free_port = lambda: self.port
        try:
            self.port = super()._launch(place)
        finally:
            embedded._free_port = found
        return self.port

    def fail(self):
        """As in a crash: no client is told, and what was not committed is gone."""
        process, self._process = self._process, None
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        self._lock.close()
        self._lock = None

    def ask(self, question):
        """Rows of every agency: the superuser stands above the walls."""
        with self._connect(self.port, embedded.DATABASE) as everything:
            return everything.execute(question).fetchall()


@pytest.fixture
def server(tmp_path):
    own = Server(tmp_path / "postgres", throwaway=True)
    try:
        yield own
    finally:
        own.stop()


def copy_to(urls):
    """Tables, policies, functions and rows of the tests' database, owned as on a server."""
    at = connection.settings_dict
    connection.ensure_connection()
    # The program that came with the server: it knows its catalogue.
    own = connection.pg_version >= 180000
    pg_dump = embedded.binaries() / "pg_dump" if own else shutil.which("pg_dump")
    if pg_dump is None:
        pytest.skip("no pg_dump of this server's version is installed")
    place = {"PGHOST": at["HOST"], "PGPORT": str(at["PORT"] or 5432), "PGUSER": at["USER"]}
    dump = subprocess.run(
        [pg_dump, "--no-owner", at["NAME"]],
        env=os.environ | place | {"PGPASSWORD": at["PASSWORD"] or ""}, capture_output=True, check=True,
    )  # fmt: skip
    # What new tables would grant is for the one who makes them; none are made here.
    kept = [line for line in dump.stdout.splitlines() if not line.startswith(b"ALTER DEFAULT PRIVILEGES")]
    done = subprocess.run(
        [embedded.binaries() / "psql", "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", urls.owner],
        input=b"\n".join(kept), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def wait_until(fulfilled, worker, log, seconds=60):
    deadline = time.monotonic() + seconds
    while not fulfilled():
        assert worker.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.05)


@pytest.fixture
def worker(server, tmp_path, cast, frozen):
    """A worker on a server with three windows whose second phase is due; yields (worker, its log, nudge)."""
    make_windows(cast, frozen, WINDOWS, served=timezone.now() - timedelta(hours=80))
    urls = server.start()
    copy_to(urls)
    log = tmp_path / "worker.log"
    environment = os.environ | {"BROKER_URL": "", "DATABASE_URL": urls.app, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        running = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path)], cwd=ROOT, env=environment,
            stdout=output, stderr=output,
        )  # fmt: skip
    sender = Celery("tests")
    sender.conf.update(broker("", tmp_path / "queue"), task_default_queue="lantern")
    try:
        wait_until(lambda: "ready." in log.read_text(errors="replace"), running, log)
        yield running, log, lambda: sender.send_task("orders.jobs.sweep", queue="lantern")
    finally:
        running.kill()
        running.wait()


def test_w_14_postgresql_restarted_in_a_sweep_leaves_no_gap_and_no_double(server, worker, tmp_path):
    """What was half-done is gone with its transaction; one sweep after the server is back, all is done."""
    running, log, nudge = worker

    def failures():
        return log.read_text(errors="replace").count("OperationalError")

    nudge()
    wait_until((tmp_path / "entered").exists, running, log)
    server.fail()
    (tmp_path / "go").touch()
    wait_until(failures, running, log)
    failed = failures()
    nudge()  # The minute after: the server is still away.
    wait_until(lambda: failures() > failed, running, log)

    server.start()
    assert server.ask("SELECT count(*) FROM orders_alert WHERE phase = 'high' AND state = 'pending'") == [
        (WINDOWS,)
    ]
    nudge()
    wait_until(lambda: server.ask(f"{HIGH} ('raised', 'escalated')") == [(WINDOWS,)], running, log)
    nudge()
    wait_until(lambda: log.read_text().count("run_agency_sweep") and not unfinished(log), running, log)
    for event in ("orders.phase_entered", "orders.alert_raised"):
        rows = server.ask(ENTRIES % event)
        assert {number for _ref, _phase, number in rows} == {1}
        assert sum(phase == "high" for _ref, phase, _number in rows) == WINDOWS
    assert server.ask("SELECT DISTINCT level FROM caseload_case WHERE level > 0") == [(3,)]


def unfinished(log):
    """Whether a job was taken and has not ended yet."""
    text = log.read_text(errors="replace")
    return text.count(" received") > text.count(" succeeded in ") + text.count(" raised unexpected")
