"""The wall in a real browser: it says when it is out of date, and when it is signed out."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "**/board/wall/rows/**"


def test_a_wall_that_cannot_reach_the_program_says_so_and_recovers(day, live, browser_page):
    page = browser_page("sol")
    page.clock.install()
    page.goto(f"{live.url}/board/wall/")
    shout = page.get_by_text("This screen is out of date")
    assert not shout.is_visible()
    page.route(ROWS, lambda route: route.abort())
    page.clock.fast_forward(16_000)
    shout.wait_for()
    page.unroute(ROWS)
    page.clock.fast_forward(16_000)
    shout.wait_for(state="hidden")


def test_a_wall_that_hears_nothing_for_a_minute_says_so(day, live, browser_page):
    page = browser_page("sol")
    page.clock.install()
    page.goto(f"{live.url}/board/wall/")
    page.route(ROWS, lambda route: None)  # asked, and never answered
    page.clock.fast_forward(66_000)
    page.get_by_text("This screen is out of date").wait_for()


def test_a_wall_that_is_signed_out_shows_no_rows(day, live, browser_page):
    page = browser_page("sol")
    page.clock.install()
    page.goto(f"{live.url}/board/wall/")
    page.context.clear_cookies()
    page.clock.fast_forward(16_000)
    page.get_by_text("This screen is signed out").wait_for()
    assert page.locator(".wall-table").count() == 0
    assert not page.get_by_text("This screen is out of date").is_visible()
