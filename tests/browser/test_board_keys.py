"""The supervisor's board in a real browser: two key presses answer an alert, and a poll disturbs nobody."""

from __future__ import annotations

import pytest

from caseload.foundation.context import acting_as
from orders.models import Alert

pytestmark = pytest.mark.django_db(transaction=True)


def waiting(world):
    with acting_as(world.agency, source="job"):
        return Alert.objects.filter(state__in=["raised", "escalated"]).count()


def test_two_key_presses_answer_the_worst_alert(day, world, live, browser_page):
    expect = pytest.importorskip("playwright.sync_api").expect
    page = browser_page("sol")
    page.goto(f"{live.url}/board/")
    before = waiting(world)
    page.keyboard.press("a")
    page.wait_for_selector("input[name=note]:focus")
    page.keyboard.press("Enter")
    page.get_by_text("Sol has it").first.wait_for()
    assert waiting(world) == before - 1
    assert page.url == f"{live.url}/board/"
    assert page.locator("#board-news").inner_text() == "Acknowledged."
    # The focus waits on the next alert: two presses answer that one too.
    page.keyboard.press("a")
    page.wait_for_selector("input[name=note]:focus")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sol has it")).to_have_count(2)
    assert waiting(world) == before - 2


def test_an_open_form_and_its_words_survive_a_poll(day, live, browser_page):
    page = browser_page("sol")
    page.goto(f"{live.url}/board/")
    page.keyboard.press("a")
    page.wait_for_selector("input[name=note]:focus")
    page.fill("input[name=note]", "I am on the phone with her")
    page.evaluate("document.activeElement.blur()")
    with page.expect_response("**/board/rows/**"):
        page.evaluate(
            "htmx.ajax('GET', document.getElementById('board-rows').getAttribute('hx-get'), "
            "{target: '#board-rows', swap: 'outerHTML'})"
        )
    page.wait_for_timeout(300)
    assert page.input_value("input[name=note]") == "I am on the phone with her"


def test_the_board_works_without_script(day, world, live, browser_page):
    page = browser_page("sol", script=False)
    page.goto(f"{live.url}/board/")
    before = waiting(world)
    page.get_by_role("link", name="Acknowledge").first.click()
    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("Acknowledged by Sol").first.wait_for()
    assert waiting(world) == before - 1
