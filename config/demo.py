"""`make demo`: the whole system on one machine, in one process tree, ended by one Ctrl-C."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping

from config import account, embedded, local, messages
from config.processes import Child, StepFailed, Stopped, end_all, run_step, stop_on_signals, stop_with_make

ROOT, VAR = local.ROOT, local.VAR
HOST = "127.0.0.1"
STATE = VAR / "demo.json"
LOGS = VAR / "log"
READY_SECONDS = 90
STATIC_STAMP = "made-from.txt"


class Refused(Exception):
    """The demo cannot start; the message says why and what to do."""


def say(message: str) -> None:
    print(message, flush=True)


def main(arguments: list[str]) -> int:
    """Run the demo, with `afresh` on empty data; returns the exit code."""
    stop_on_signals()
    if os.environ.get("MAKELEVEL") and (bind := account.end_with_parent(signal.SIGTERM)):
        bind()  # Started by make: when that is killed, nobody is left to press Ctrl-C.
    try:
        with only_one():
            if arguments == ["afresh"]:
                _forget_everything()
            return _run(wanted_port())
    except Stopped:
        return 0
    except (Refused, StepFailed, embedded.CannotStart) as problem:
        say(f"\n{problem}")
        return 1


def _run(port: int) -> int:
    require_free(port)
    say("Lantern is starting.")
    with contextlib.ExitStack() as ending:
        environment, server = complete_environment(port, ending)
        _prepare(environment)
        children = _children(port, environment)
        ending.callback(STATE.unlink, missing_ok=True)
        ending.callback(end_all, children)
        ending.callback(say, "\nStopping.")
        LOGS.mkdir(mode=0o700, exist_ok=True)
        for child in children:
            child.start()
        local.write_private(STATE, json.dumps({"port": port, "pid": os.getpid()}))
        _wait_until_ready(port, children)
        _greet(port, environment)
        _watch(children, server)
    return 0


def complete_environment(
    port: int, ending: contextlib.ExitStack
) -> tuple[dict[str, str], embedded.EmbeddedPostgres | None]:
    """Our environment, completed: the secrets of the demo, and a database if none is named."""
    named = local.is_given("DATABASE_URL"), local.is_given("OWNER_DATABASE_URL")
    if any(named) and not all(named):
        raise Refused("Set both DATABASE_URL (role lantern_app) and OWNER_DATABASE_URL (role lantern_owner).")
    if local.POSTGRES_HOME.exists() and not (local.SECRETS.exists() or local.is_given("LANTERN_MASTER_KEY")):
        raise Refused("The keys of the kept data are gone (var/secrets.json). Start afresh: make demo-reset")
    environment = dict(os.environ) | local.demo_settings(port) | {"PYTHONUNBUFFERED": "1"}
    if all(named):
        return environment, None
    say("  PostgreSQL ...")
    server = embedded.EmbeddedPostgres(local.POSTGRES_HOME)
    urls = ending.enter_context(server)
    return environment | {"DATABASE_URL": urls.app, "OWNER_DATABASE_URL": urls.owner}, server


def _prepare(environment: Mapping[str, str]) -> None:
    """Bring tables, translations, static files and the people of the demo up to date."""
    say("  Tables ...")
    manage(_as_owner(environment), "migrate", "--noinput")
    messages.compile_catalogue()
    collect_static(environment)
    say("  Two agencies and their people ...")
    manage(environment, "seed_demo")


def _as_owner(environment: Mapping[str, str]) -> dict[str, str]:
    changed = dict(environment)
    for suffix in ("", "_FILE"):
        changed.pop(f"DATABASE_URL{suffix}", None)
        if value := changed.get(f"OWNER_DATABASE_URL{suffix}"):
            changed[f"DATABASE_URL{suffix}"] = value
    return changed


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Run one of Django's commands and return what it printed."""
    return run_step([sys.executable, "manage.py", *arguments], environment, ROOT)


def collect_static(environment: Mapping[str, str]) -> None:
    """Only when a source or a package changed: compressing takes longer than starting."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted(ROOT.glob("*/static/**/*")):
        if path.is_file() and VAR not in path.parents:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = VAR / "static" / STATIC_STAMP
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("  Styles and scripts ...")
    manage(environment, "collectstatic", "--noinput", "--clear")
    stamp.write_text(digest.hexdigest())


def web_command(port: int, workers: int = 2) -> list[str]:
    """The web server as production runs it, on this machine's own address."""
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", str(workers)]
    options += ["--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "10"]
    return [sys.executable, "-m", "granian", *options, "--no-ws", "config.wsgi:application"]


def _children(port: int, environment: Mapping[str, str]) -> list[Child]:
    celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
    worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"]
    worker += ["--without-gossip", "--without-mingle"]
    commands = {
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
        "worker": worker,
        "web": web_command(port),
    }
    return [
        Child(name, command, environment, LOGS / f"{name}.log", ROOT) for name, command in commands.items()
    ]


def _wait_until_ready(port: int, children: list[Child]) -> None:
    """Return once pages are served and the worker takes jobs."""
    deadline = time.monotonic() + READY_SECONDS
    worker = next(child for child in children if child.name == "worker")
    while not (answers(port) and "ready." in worker.log.read_text(errors="replace")):
        for child in children:
            if child.ended() is not None:
                raise StepFailed(f"The {child.name} process ended at once:\n{child.last_words()}")
        if time.monotonic() > deadline:
            slow = next(child for child in children if child.name == ("worker" if answers(port) else "web"))
            raise StepFailed(f"The {slow.name} process is not ready; its last words:\n{slow.last_words()}")
        stop_with_make()
        time.sleep(0.2)


def answers(port: int) -> bool:
    """Whether the server on `port` says that it is ready, its database included."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _greet(port: int, environment: Mapping[str, str]) -> None:
    who = manage(environment, "seed_demo", "--who").strip()
    say(f"\n{who}\n\nLantern is ready: http://{HOST}:{port}/   (Ctrl-C ends it; logs are in var/log)")


def _watch(children: list[Child], server: embedded.EmbeddedPostgres | None) -> None:
    """Start again what ends by itself; give up on what keeps ending."""
    while True:
        if server is not None and not server.is_alive():
            raise StepFailed(f"PostgreSQL ended by itself. Its last words:\n{server.last_words()}")
        for child in children:
            if (code := child.ended()) is None:
                continue
            if child.keeps_failing():
                words = child.last_words()
                raise StepFailed(f"The {child.name} process keeps ending ({code}). Its last words:\n{words}")
            say(f"The {child.name} process ended ({code}); starting it again.")
            child.start()
        stop_with_make()
        time.sleep(0.5)


def wanted_port() -> int:
    """The port that PORT asks for."""
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Refused(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def require_free(port: int) -> None:
    """Refuse a port that is taken, naming one that is not."""
    if is_free(port):
        return
    other = next((candidate for candidate in range(port + 1, port + 100) if is_free(candidate)), None)
    raise Refused(
        f"Port {port} is taken by another program. Choose another one: make demo PORT={other or 18000}"
    )


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the machine's own address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the demo's lock; a second start says where the first one answers."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(f"The demo already runs here{_where()}. End it there with Ctrl-C first.") from None
        yield


def _where() -> str:
    try:
        state = json.loads(STATE.read_text())
    except (OSError, ValueError):
        return ""
    return f": http://{HOST}:{state['port']}/ (process {state['pid']})"


def _forget_everything() -> None:
    """Drop all that the demo kept. A database named by DATABASE_URL is its operator's: not touched."""
    if embedded.lock_is_held(local.POSTGRES_HOME):
        raise Refused("A command still works on the demo's database; wait until it has ended.")
    account.remove(local.POSTGRES_HOME)
    for name in ("queue", "mail", "log"):
        shutil.rmtree(VAR / name, ignore_errors=True)
    for path in (local.SECRETS, STATE, *VAR.glob("beat-schedule*")):
        path.unlink(missing_ok=True)
    say("The data of the demo is gone.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
