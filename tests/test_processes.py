"""The process tree of `make demo`: ended to the last one, and plain words when it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import demo, processes
from config.processes import Child, StepFailed, end_all, run_step

ROOT = Path(__file__).resolve().parent.parent
# A program with a child of its own that does not listen to polite words.
STUBBORN = """
import subprocess, sys, time
deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(99)"
subprocess.Popen([sys.executable, "-c", deaf])
print("up", flush=True)
time.sleep(99)
"""


@pytest.fixture
def child(tmp_path):
    made = []

    def make(program):
        one = Child("worker", [sys.executable, "-c", program], os.environ, tmp_path / "log", tmp_path)
        made.append(one)
        return one

    yield make
    end_all(made)


def in_session(pid):
    shown = subprocess.run(["ps", "-o", "pid=", "-s", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.split()


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_ending_leaves_no_grandchild(child, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 1)
    one = child(STUBBORN)
    one.start()
    wait_until(lambda: "up" in one.last_words())
    assert in_session(one.process.pid)
    end_all([one])
    wait_until(lambda: not in_session(one.process.pid))


def test_a_child_that_keeps_ending_is_told_from_one_that_ended_once(child):
    one = child("print('last words')")
    one.start()
    wait_until(lambda: one.ended() is not None)
    assert one.ended() == 0
    assert not one.keeps_failing()
    for _ in range(processes.TRIES - 1):
        one.start()
        one.process.wait()
    assert one.keeps_failing()
    assert one.last_words() == "\n".join(["last words"] * processes.TRIES)


def test_children_end_when_their_starter_is_killed(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells children of their parent's death")
    program = f"""
import os, time
from pathlib import Path
from config.processes import Child
one = Child("x", ["sleep", "99"], os.environ, Path({str(tmp_path / "log")!r}), Path("/"))
one.start()
print(one.process.pid, flush=True)
time.sleep(99)
"""
    starter = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    pid = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    wait_until(lambda: not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text())


def test_a_failed_step_says_what_it_printed():
    with pytest.raises(StepFailed, match="the table is missing"):
        run_step(
            [sys.executable, "-c", "print('the table is missing'); raise SystemExit(1)"], os.environ, ROOT
        )


def test_a_taken_port_is_named_with_a_free_one():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not demo.is_free(port)
        with pytest.raises(demo.Refused, match=rf"Port {port} is taken .* make demo PORT=\d+"):
            demo.require_free(port)


@pytest.mark.parametrize("value", ["", "eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(demo.Refused, match="PORT must be a number"):
        demo.wanted_port()


def test_a_second_start_says_where_the_first_one_answers(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    monkeypatch.setattr(demo, "STATE", tmp_path / "demo.json")
    (tmp_path / "demo.json").write_text('{"port": 8123, "pid": 77}')
    second = pytest.raises(demo.Refused, match=r"already runs here: http://127\.0\.0\.1:8123/ \(process 77\)")
    with demo.only_one(), second, demo.only_one():
        pass


def test_one_signal_is_one_request_to_stop():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    try:
        processes.stop_on_signals()
        with pytest.raises(processes.Stopped):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        os.kill(os.getpid(), signal.SIGINT)  # The second one changes nothing.
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), before, strict=True):
            signal.signal(number, handler)


def test_only_one_of_two_database_settings_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://lantern_app@127.0.0.1/lantern")
    monkeypatch.delenv("OWNER_DATABASE_URL", raising=False)
    with pytest.raises(demo.Refused, match="Set both"):
        demo.complete_environment(8000, None)
