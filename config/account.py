"""As whom, and where, the private PostgreSQL runs.

An ordinary user runs it as themselves inside `home`. For root it runs as `nobody`; when `nobody`
may not enter the directory (a clone under /root), data and programs go below /var/lib instead of
opening somebody's home directory to the whole machine.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ELSEWHERE = Path("/var/lib/lantern-embedded")
PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG


@dataclass(frozen=True)
class Place:
    """The data directory, the programs, and the account that runs them (None: our own)."""

    data: Path
    binaries: Path
    uid: int | None
    gid: int | None

    def hand_over(self, path: Path) -> None:
        """Give a file or directory to the account the server runs as."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs to its end; output and errors together as text."""
        return subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._as_account(),
        )

    def popen(self, command: Sequence[str | Path], output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own (Ctrl-C is ours to handle); it ends when we do."""
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGINT),
            **self._as_account(),
        )

    def _as_account(self) -> dict[str, Any]:
        # None of our own environment: it holds secrets, and PG* variables would mislead the server.
        plain: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}}
        if self.uid is not None:
            plain |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return plain


def place_for(home: Path, programs: Path) -> Place:
    """Where a server for `home` lives; remembered, so that data is found again."""
    if os.geteuid() != 0:
        return Place(home / "data", programs / "bin", None, None)
    nobody = pwd.getpwnam("nobody")
    note = home / "place"
    if not note.exists():
        chosen = home if _can_enter(nobody, home, programs) else _elsewhere(home)
        note.write_text(str(chosen))
    chosen = Path(note.read_text())
    if chosen != home:
        programs = _copied(programs, chosen)
    return Place(chosen / "data", programs / "bin", nobody.pw_uid, nobody.pw_gid)


def known_place(home: Path) -> Place | None:
    """The place of an existing server, without choosing one."""
    note = home / "place"
    base = Path(note.read_text()) if note.exists() else home
    return Place(base / "data", base, None, None) if (base / "data").exists() else None


def remove(home: Path) -> None:
    """Delete a server's data, wherever it lives."""
    note = home / "place"
    if note.exists() and (elsewhere := Path(note.read_text())) == _elsewhere(home):
        shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def is_postgres_on(pid: int, data: Path) -> bool:
    """Whether process `pid` is alive and is the server on `data`, not a stranger with a reused number."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    shown = _command_line(pid)
    return "postgres" in shown and str(data) in shown


def _command_line(pid: int) -> str:
    proc = Path(f"/proc/{pid}/cmdline")
    if proc.exists():
        return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    command = ["ps", "-ww", "-o", "args=", "-p", str(pid)]  # Where there is no /proc.
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def end_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """A function for a child to run before its program: be sent `how` when the parent dies (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def bind() -> None:
        libc.prctl(PARENT_DEATH_SIGNAL, int(how), 0, 0, 0)

    return bind


def _can_enter(who: pwd.struct_passwd, *directories: Path) -> bool:
    script = 'for directory do cd "$directory" || exit 1; done'
    return not subprocess.run(
        ["/bin/sh", "-c", script, "sh", *directories],
        user=who.pw_uid,
        group=who.pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=False,
    ).returncode


def _elsewhere(home: Path) -> Path:
    return ELSEWHERE / hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]


def _copied(programs: Path, chosen: Path) -> Path:
    """PostgreSQL's programs beside data that lives elsewhere, in the wheel's own layout."""
    package = programs.parent
    target = chosen / "programs" / package.name / programs.name
    if not _same_file(target / "bin" / "postgres", programs / "bin" / "postgres"):
        shutil.rmtree(chosen / "programs", ignore_errors=True)
        shutil.copytree(programs, target, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, chosen / "programs" / libraries.name)
        _let_everyone_read(chosen)
    return target


def _same_file(copy: Path, original: Path) -> bool:
    if not copy.exists():
        return False
    one, other = copy.stat(), original.stat()
    return (one.st_size, int(one.st_mtime)) == (other.st_size, int(other.st_mtime))


def _let_everyone_read(chosen: Path) -> None:
    """Programs are no secret; a strict umask would keep `nobody` from running them."""
    for path in (ELSEWHERE, chosen, chosen / "programs", *(chosen / "programs").rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
