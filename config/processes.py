"""Children that live and die with us: started, watched, started again, ended to the last one."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.account import end_with_parent

STOP_SECONDS = 15
# A child that ends this often within this time does not get better by trying again.
TRIES, WITHIN_SECONDS = 4, 60


class Stopped(BaseException):
    """Somebody asked us to end: Ctrl-C, a signal, a closed terminal.

    Like KeyboardInterrupt no Exception, so that nothing on the way mistakes it for a failure.
    """


def stop_on_signals() -> None:
    """From here on Ctrl-C, TERM and HUP raise `Stopped` in the main thread, once."""

    def stop(number: int, _: object) -> None:
        for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(other, signal.SIG_IGN)  # One answer; ending must not be interrupted.
        raise Stopped(signal.Signals(number).name)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # Under nohup it stays ignored.
        signal.signal(signal.SIGHUP, stop)


def stop_with_make() -> None:
    """Raise `Stopped` when our parent is a make that was interrupted alone and now waits for us to end.

    Ctrl-C reaches make and us. A signal sent to make's process only does not: make 4 then waits inside its
    handler, with the signal blocked, which is to be seen in /proc. Elsewhere this does nothing.
    """
    try:
        lines = Path(f"/proc/{os.getppid()}/status").read_text().splitlines()
    except OSError:
        return
    status = dict(line.split(":", 1) for line in lines if ":" in line)
    if status.get("Name", "").strip() not in ("make", "gmake"):
        return
    if int(status.get("SigBlk", "0"), 16) & 1 << (signal.SIGINT - 1):
        raise Stopped(signal.SIGINT.name)


@dataclass
class Child:
    """One long-lived program, its log, and when it was started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    directory: Path
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches us alone, and we end it in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.starts.append(time.monotonic())
        with self.log.open("wb" if len(self.starts) == 1 else "ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(self.environment),
                cwd=self.directory,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )

    def ended(self) -> int | None:
        """How it ended, or None while it runs."""
        return None if self.process is None else self.process.poll()

    def keeps_failing(self) -> bool:
        recent = [at for at in self.starts if time.monotonic() - at < WITHIN_SECONDS]
        return len(recent) >= TRIES

    def last_words(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def end_all(children: Sequence[Child]) -> None:
    """Ask all to end, wait, then end by force whatever is left of each child's session."""
    for child in children:
        _signal(child, signal.SIGTERM, whole_session=False)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        _signal(child, signal.SIGKILL, whole_session=True)
        if child.process is not None:
            child.process.wait()


def _signal(child: Child, how: signal.Signals, *, whole_session: bool) -> None:
    if child.process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if whole_session:
            os.killpg(child.process.pid, how)
        elif child.process.poll() is None:
            child.process.send_signal(how)


def run_step(command: Sequence[str], environment: Mapping[str, str], directory: Path) -> str:
    """Run a program to its end and return what it printed; its words become ours when it fails."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=dict(environment),
        cwd=directory,
        start_new_session=True,
        preexec_fn=end_with_parent(signal.SIGTERM),
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        process.kill()
        raise
    if process.returncode:
        raise StepFailed(f"{' '.join(command[1:4])} failed:\n{said}")
    return said


class StepFailed(RuntimeError):
    """A step of the start ended with an error; the message holds what it printed."""
