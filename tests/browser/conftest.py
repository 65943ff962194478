"""A real Chromium on the real pages; every test here is skipped, with the reason, where none is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The installed Chromium, or the one CHROMIUM names."""
    named = os.environ.get("CHROMIUM", "")
    if named and Path(named).exists():
        return named
    return next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium is installed; on Debian: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    # Playwright keeps an event loop in this thread; the tests themselves are plain synchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def live(live_server, settings):
    """The pages on a real socket; the database behind it is the tests' own."""
    settings.ALLOWED_HOSTS = ["*"]
    return SimpleNamespace(url=live_server.url)


@pytest.fixture
def day(live, world):
    """A working day of the agency: see `lively.make_day`."""
    from tests.browser.lively import make_day
    from tests.kept import kept

    return kept("day", lambda: make_day(world))


@pytest.fixture
def browser_page(chromium, live, request):
    """`browser_page("ana", theme="dark", width=390)` is a fresh window in which ana has signed in.

    Without a name nobody is signed in. What the page asks of other hosts, and every script error or breach of
    the content policy, fails the test.
    """
    windows, complaints = [], []

    def open_window(
        name: str | None = None, *, theme: str = "light", width: int = 1280, height: int = 900, **options
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            java_script_enabled=options.pop("script", True),
            reduced_motion="reduce",
            locale=options.pop("locale", "en-US"),
            **options,
        )
        windows.append(context)
        if name:
            sign_in = request.getfixturevalue("as_staff")(name)
            cookie = sign_in.cookies["lantern_session"]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda said: complaints.append(said.text) if _is_breach(said) else None)
        page.on(
            "request",
            lambda asked: complaints.append(f"asked {asked.url}") if _is_foreign(asked, live.url) else None,
        )
        return page

    yield open_window
    for context in windows:
        context.close()
    assert not complaints, "\n".join(complaints)


def _is_breach(said) -> bool:
    return said.type == "error" and ("Content Security Policy" in said.text or "Refused to" in said.text)


def _is_foreign(asked, home: str) -> bool:
    return not asked.url.startswith((home, "data:", "blob:", "about:", "chrome:", "chrome-extension:"))
