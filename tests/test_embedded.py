"""The private PostgreSQL: in any path, with the right roles, and nothing left when it stops."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from config import account, embedded

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def home():
    """A directory that `nobody` may enter too, as in an ordinary clone."""
    parent = Path(tempfile.mkdtemp(prefix="lantern test "))
    parent.chmod(0o755)
    place = parent / "a path with a space" / "postgres"
    yield place
    account.remove(place)
    shutil.rmtree(parent)


def servers_on(home):
    """Process ids of servers whose command line names the data of `home`."""
    place = account.known_place(home)
    if place is None:
        return []
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if account.is_postgres_on(pid, place.data)]


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def test_starts_keeps_data_and_leaves_no_process(home):
    server = embedded.EmbeddedPostgres(home)
    urls = server.start()
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('here')")
    assert servers_on(home)
    server.stop()
    assert not servers_on(home)
    with embedded.EmbeddedPostgres(home) as urls, psycopg.connect(urls.app) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("here",)
    assert not servers_on(home)


def test_the_run_time_role_defines_nothing_and_bypasses_nothing(home):
    with embedded.EmbeddedPostgres(home) as urls:
        with psycopg.connect(urls.app, autocommit=True) as connection:
            powers = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            row = connection.execute(f"SELECT {powers} FROM pg_roles WHERE rolname = current_user").fetchone()
            assert row == (False, False, False, False)
            for statement in ("CREATE TABLE mine (x int)", "CREATE SCHEMA mine", "SET ROLE lantern_owner"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)
        with psycopg.connect(urls.owner) as connection:
            owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'lantern'"
            assert connection.execute(owner).fetchone() == ("lantern_owner",)
            connection.execute("SET ROLE lantern_app")


def test_asks_for_a_password_and_keeps_it_to_itself(home):
    with embedded.EmbeddedPostgres(home) as urls:
        assert (home / "passwords.json").stat().st_mode & 0o077 == 0
        wrong = urls.app.replace(urls.app.split(":")[2].split("@")[0], "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_a_second_start_on_the_same_data_is_refused_and_finds_the_first(home):
    other = embedded.EmbeddedPostgres(home)
    assert other.running() is None
    with embedded.EmbeddedPostgres(home) as urls:
        with pytest.raises(embedded.AlreadyRunning):
            other.start()
        assert other.running() == urls
    assert other.running() is None


def test_a_killed_starter_leaves_neither_a_server_nor_a_stuck_pid_file(home):
    program = f"""
import sys, time
from pathlib import Path
from config.embedded import EmbeddedPostgres
EmbeddedPostgres(Path({str(home)!r})).start()
print("up", flush=True)
time.sleep(60)
"""
    starter = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert starter.stdout.readline() == "up\n"
    starter.kill()
    starter.wait()
    if sys.platform.startswith("linux"):
        wait_for(lambda: not servers_on(home))
    with embedded.EmbeddedPostgres(home) as urls, psycopg.connect(urls.app) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("pid", ["dead", "stranger"])
def test_a_stale_pid_file_does_not_stop_the_start(home, pid):
    with embedded.EmbeddedPostgres(home):
        pass
    place = account.known_place(home)
    gone = subprocess.Popen(["true"])
    gone.wait()
    number = gone.pid if pid == "dead" else os.getpid()
    (place.data / "postmaster.pid").write_text(f"{number}\n{place.data}\n0\n5432\n\n\n\nready   \n")
    with embedded.EmbeddedPostgres(home) as urls, psycopg.connect(urls.app) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_throwaway_server_goes_without_trace_and_sweeps_what_a_kill_left(tmp_path):
    left = tmp_path / "throwaway-1-left"
    left.mkdir()
    with embedded.throwaway_postgres(tmp_path) as urls:
        assert not left.exists()
        with psycopg.connect(urls.owner, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
    assert not list(tmp_path.iterdir())


def test_the_server_survives_ctrl_c_of_the_terminal(home):
    """The starter decides when to stop: the server is in a session of its own."""
    with embedded.EmbeddedPostgres(home):
        assert {os.getsid(pid) for pid in servers_on(home)}.isdisjoint({os.getsid(0)})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another account")
def test_root_with_a_closed_home_opens_it_to_nobody(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "postgres"
    try:
        with embedded.EmbeddedPostgres(home) as urls, psycopg.connect(urls.app) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert closed.stat().st_mode & 0o777 == 0o700
        elsewhere = account.known_place(home).data
        assert elsewhere.is_relative_to(account.ELSEWHERE)
        assert elsewhere.stat().st_mode & 0o077 == 0
    finally:
        account.remove(home)
    assert not elsewhere.exists()
