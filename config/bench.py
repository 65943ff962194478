"""`make bench`: seed, serve as in production, sign in, measure, print one table.

BENCH_AGENCIES and BENCH_CLIENTS (100 x 1,000 without them) say how much data, BENCH_WINDOWS (20,000) how many
open windows one more agency has; it is kept under var/bench for the next run, `make bench ARGS=afresh` drops
it. Nothing but this machine's own address is asked.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time

import psycopg

from config import account, demo, embedded, local
from config.measure import client
from config.measure.client import Measured, Request
from config.processes import Child, Stopped, end_all, stop_on_signals

HOME = local.VAR / "bench"
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
AGENCIES = int(os.environ.get("BENCH_AGENCIES", "100"))
CLIENTS = int(os.environ.get("BENCH_CLIENTS", "1000"))
WINDOWS = int(os.environ.get("BENCH_WINDOWS", "20000"))
BUSY_AGENCY = 9001
# Two sign-ins each, from one address: the limit is thirty a minute.
PEOPLE = 12
CONNECTIONS = (1, 8)
ROUNDS, WARM = 200, 8
# Pages whose SQL is also measured alone.
LISTS = ("my caseload", "alert board", "directory search")
HEAD = f"{'':22} {'conns':>5} {'requests/s':>11} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8}"


def main(arguments: list[str]) -> int:
    """Measure; `afresh` drops the kept data first."""
    stop_on_signals()
    if arguments == ["afresh"]:
        account.remove(HOME)
    try:
        with contextlib.ExitStack() as ending:
            _measure(ending)
    except Stopped:
        return 130
    except (embedded.CannotStart, demo.Refused, demo.StepFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _measure(ending: contextlib.ExitStack) -> None:
    port = _free_port()
    urls = ending.enter_context(embedded.EmbeddedPostgres(HOME))
    # A data key of this terminal would not open what an earlier run has kept: the keys lie with the data.
    os.environ.pop("LANTERN_MASTER_KEY", None)
    environment = dict(os.environ) | local.demo_settings(port, HOME / "secrets.json")
    environment |= {"DATABASE_URL": urls.owner, "OWNER_DATABASE_URL": urls.owner, "BROKER_URL": "memory://"}
    demo.manage(environment, "migrate", "--noinput")
    demo.collect_static(environment)
    _seed(environment)
    _seed_windows(environment)
    environment["DATABASE_URL"] = urls.app
    web = Child("web", demo.web_command(port), environment, local.VAR / "log" / "bench-web.log", local.ROOT)
    ending.callback(end_all, [web])
    web.start()
    _wait(web, port)
    os.environ.update(environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    _report(port, urls.app)


def _seed(environment: dict[str, str]) -> None:
    print(f"Seeding {AGENCIES:,} agencies of {CLIENTS:,} clients ...", flush=True)
    _seed_scale(environment, "--agencies", str(AGENCIES), "--clients", str(CLIENTS))


def _seed_windows(environment: dict[str, str]) -> None:
    """One more agency, in which every client is in an open window: what the minute's sweep is measured on."""
    print(f"Seeding an agency with {WINDOWS:,} open windows ...", flush=True)
    one = ("--agencies", "1", "--first", str(BUSY_AGENCY))
    _seed_scale(environment, *one, "--clients", str(WINDOWS), "--in-window", "100")


def _seed_scale(environment: dict[str, str], *options: str) -> None:
    words = ["seed_scale", *options]
    done = subprocess.run([sys.executable, "manage.py", *words], env=environment, cwd=local.ROOT, check=False)
    if done.returncode:
        raise demo.StepFailed("seed_scale failed")


def _wait(web: Child, port: int) -> None:
    deadline = time.monotonic() + 60
    while not demo.answers(port):
        if web.ended() is not None or time.monotonic() > deadline:
            raise demo.StepFailed(f"The web server is not ready:\n{web.last_words()}")
        time.sleep(0.2)


def _report(port: int, url: str) -> None:
    from config.measure import sweeps, workload  # Need Django, which needs the settings made above.

    print("Signing in ...", flush=True)
    load = workload.prepare(PEOPLE, AGENCIES)
    browsers = [client.Browser() for _worker in load.everybody]
    link = client.connect(port)
    for browser, worker in zip(browsers, load.everybody, strict=True):
        browser.sign_in(link, worker.email, load.password)
    link.close()
    browsers += [client.Browser() for _stranger in range(workload.STRANGERS)]
    print(f"\n{os.cpu_count()} cores; server, database and client on one machine.\n\n{HEAD}")
    pages = workload.pages(load)
    for name, requests in {**pages, **workload.writes(load)}.items():
        rounds = workload.shuffled(requests, ROUNDS if name in pages else 1)
        if len(rounds) < len(CONNECTIONS) + 1:
            print(f"{name:22} not enough data to measure")
            continue
        statements = workload.queries_of(load, rounds.pop())
        if name in pages:  # Each server process imports and compiles what the page needs.
            client.run(port, rounds[:WARM], browsers, connections=2, seconds=SECONDS)
        for connections, share in zip(CONNECTIONS, _shares(rounds, again=name in pages), strict=True):
            measured = client.run(port, share, browsers, connections=connections, seconds=SECONDS)
            _line(name, connections, measured, len(statements))
        if name in LISTS:
            _line("  its SQL alone", 1, _sql_alone(url, statements), len(statements))
    sweeps.report(BUSY_AGENCY)


def _shares(requests: list[Request], *, again: bool) -> list[list[Request]]:
    """What each measurement asks: a page may be asked again, what is written is written once."""
    if again:
        return [requests] * len(CONNECTIONS)
    few = max(1, len(requests) // 4)
    return [requests[:few], requests[few:]]


def _line(name: str, connections: int, measured: Measured, queries: int) -> None:
    p50, p95 = measured.percentile(0.5), measured.percentile(0.95)
    print(
        f"{name:22} {connections:>5} {measured.per_second:>11,.1f} {p50:>8.1f} {p95:>8.1f} {queries:>8}",
        flush=True,
    )


def _sql_alone(url: str, statements: list[str]) -> Measured:
    """The statements of the page, sent by nothing but the driver, as the same role in one transaction."""
    kept = [sql for sql in statements if re.match(r"(?i)\s*(select|with)\b", sql)]
    with psycopg.connect(url) as connection:

        def once() -> None:
            for sql in kept:
                connection.execute(sql.encode()).fetchall()
            connection.rollback()

        return client.repeat(once, SECONDS / 2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((demo.HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
