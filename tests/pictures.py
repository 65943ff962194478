"""`python -m tests.pictures`: the pictures of README, taken of the real pages on the data of the demo.

With DATABASE_URL and OWNER_DATABASE_URL the demo is seeded there; else on a PostgreSQL thrown away after.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config import demo, embedded, local
from config.demo_data.cast import PASSPHRASE
from config.processes import Child, end_all, stop_on_signals
from tests.browser.conftest import ARGUMENTS, chromium_path

HERE = Path(__file__).parent / "pictures"
WIDE, PHONE = {"width": 1180, "height": 760}, {"width": 390, "height": 780}
MOST_BYTES = 150_000


@dataclass(frozen=True)
class Picture:
    """Who looks, and how to get to the page from the first one."""

    name: str
    email: str
    open_page: Callable[[Any, str], None]
    size: dict[str, int]
    theme: str = "light"


def address(path: str) -> Callable[[Any, str], None]:
    return lambda page, home: page.goto(home + path)


def _case(page: Any, home: str) -> None:
    page.goto(f"{home}/cases/")
    page.get_by_role("link", name="Maren").first.click()


def _plan(page: Any, home: str) -> None:
    _case(page, home)
    page.goto(f"{page.url}plan/")


def _letter(page: Any, home: str) -> None:
    _case(page, home)
    page.goto(f"{page.url}referrals/")
    page.locator("a[href^='/letters/']").first.click()
    page.wait_for_load_state("networkidle")


ANA, SOL = "ana@harbor.example.org", "sol@harbor.example.org"
PICTURES = (
    Picture("board", SOL, address("/board/"), WIDE),
    Picture("case", ANA, _case, WIDE),
    Picture("caseload", ANA, address("/cases/"), WIDE, "dark"),
    Picture("plan", ANA, _plan, WIDE),
    Picture("letter", ANA, _letter, WIDE),
    Picture("board-on-a-phone", SOL, address("/board/"), PHONE),
)


def main() -> int:
    stop_on_signals()
    path = chromium_path()
    if path is None:
        print("No Chromium is installed; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    with contextlib.ExitStack() as ending:
        home = _serve(ending)
        _take_all(path, home)
    return 0


def _serve(ending: contextlib.ExitStack) -> str:
    """The demo's pages on a free port; ended with `ending`."""
    with socket.socket() as probe:
        probe.bind((demo.HOST, 0))
        port = int(probe.getsockname()[1])
    environment = dict(os.environ) | local.demo_settings(port) | {"BROKER_URL": "memory://"}
    if not local.is_given("DATABASE_URL"):
        urls = ending.enter_context(embedded.throwaway_postgres(local.VAR))
        environment |= {"DATABASE_URL": urls.app, "OWNER_DATABASE_URL": urls.owner}
    as_owner = environment | {"DATABASE_URL": environment["OWNER_DATABASE_URL"]}
    demo.manage(as_owner, "migrate", "--noinput")
    demo.collect_static(environment)
    print("Seeding ...", flush=True)
    demo.manage(environment, "seed_demo")
    web = Child("web", demo.web_command(port), environment, local.VAR / "pictures-web.log", local.ROOT)
    ending.callback(end_all, [web])
    web.start()
    deadline = time.monotonic() + 60
    while not demo.answers(port):
        if time.monotonic() > deadline:
            raise SystemExit(f"The web server is not ready:\n{web.last_words()}")
        time.sleep(0.2)
    return f"http://{demo.HOST}:{port}"


def _take_all(path: str, home: str) -> None:
    from playwright.sync_api import sync_playwright

    HERE.mkdir(exist_ok=True)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=ARGUMENTS)
        for picture in PICTURES:
            window = browser.new_context(
                viewport=picture.size, color_scheme=picture.theme, locale="en-US", reduced_motion="reduce"
            )
            page = window.new_page()
            sign_in(page, home, picture.email)
            picture.open_page(page, home)
            page.evaluate("document.activeElement && document.activeElement.blur()")
            file = HERE / f"{picture.name}.png"
            page.screenshot(path=file)
            window.close()
            size = file.stat().st_size
            print(f"{file.relative_to(local.ROOT)}: {size:,} bytes")
            if size > MOST_BYTES:
                raise SystemExit(f"{file.name} is larger than {MOST_BYTES:,} bytes")
        browser.close()


def sign_in(page: Any, home: str, email: str) -> None:
    """As a person does it."""
    page.goto(f"{home}/account/login/")
    page.fill("input[name=login]", email)
    page.locator("input[type=password]").fill(PASSPHRASE)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{home}/")


if __name__ == "__main__":
    sys.exit(main())
