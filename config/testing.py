"""`make test`: the suite on a throwaway PostgreSQL, with Chromium where this machine can have one.

`--only PROGRAM ...` runs another program in the same surroundings (mypy, manage.py).
"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from config import embedded, local, messages
from config.processes import Stopped, stop_on_signals

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROCESSES = "2"


def main(arguments: list[str]) -> int:
    """Run pytest, or the program after `--only`; returns its exit code."""
    stop_on_signals()
    if arguments[:1] == ["--only"]:
        command = _program(arguments[1:])
    else:
        _offer_browser()
        messages.compile_catalogue()
        command = [sys.executable, "-m", "pytest", *_spread(arguments), *_leaving(), *arguments]
    try:
        return _run(command)
    except Stopped:
        return 130
    except embedded.CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1


def _run(command: list[str]) -> int:
    environment = dict(os.environ) | _secrets() | _compiled_once()
    if local.is_given("DATABASE_URL"):
        return _wait(command, environment)
    with embedded.throwaway_postgres(local.VAR) as urls:
        # Tests make their tables as the owner and drop to lantern_app themselves.
        named = {"DATABASE_URL": urls.owner, "OWNER_DATABASE_URL": urls.owner}
        return _wait(command, environment | named)


def _wait(command: list[str], environment: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=environment, cwd=local.ROOT)
    try:
        return process.wait()
    except Stopped:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise


def _program(words: list[str]) -> list[str]:
    if words[0].endswith(".py"):
        return [sys.executable, *words]
    return [sys.executable, "-m", *words]


def _spread(arguments: list[str]) -> list[str]:
    """Two processes, unless the caller says how many or wants to stop and look."""
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "-p")) for word in arguments)
    return [] if chosen else ["-n", PROCESSES, "--dist", "worksteal"]


def _leaving() -> list[str]:
    """The tests' databases go with the throwaway server, so nobody waits until each is dropped."""
    return [] if local.is_given("DATABASE_URL") else ["--reuse-db"]


def _secrets() -> dict[str, str]:
    """What settings insist on; made anew for each run, known to nobody."""
    made = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "LANTERN_MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "LANTERN_DEMO": "yes",
        "ALLOWED_HOSTS": "testserver localhost 127.0.0.1",
        "SITE_URL": "http://testserver/",
    }
    return {name: value for name, value in made.items() if not local.is_given(name)}


def _compiled_once() -> dict[str, str]:
    """Every process of the run, and the next run, reads what one of them compiled."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(local.VAR / "compiled")}


def _offer_browser() -> None:
    """Root on Debian gets Chromium for the browser tests; elsewhere they are skipped, with the reason."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get") or not Path("/etc/debian_version").exists():
        print("No Chromium here: browser tests will be skipped.", flush=True)
        return
    print("Installing Chromium for the browser tests ...", flush=True)
    quiet = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "-y", "install", "chromium"]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"Chromium could not be installed; browser tests will be skipped.\n{done.stderr[-500:]}")
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
