"""Taking somebody in by keyboard alone and without scripts; keys and focus that never surprise."""

from __future__ import annotations

import pytest

from caseload.models import Case


def test_the_key_means_nothing_while_somebody_types(browser_page, live, day):
    page = browser_page("sol")
    page.goto(f"{live.url}/board/")
    page.keyboard.press("a")
    page.locator("input[name=note]:focus").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("a plan")
    assert page.evaluate("document.activeElement.value") == "a plan"


@pytest.mark.parametrize("script", [True, False])
def test_somebody_is_taken_in_by_keyboard(browser_page, live, cast, acting, script):
    page = browser_page("ana", script=script)
    page.goto(f"{live.url}/intake/")
    page.locator("#main").focus()
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.locator("[name=name]:focus").count():
            page.keyboard.type("Robin Vale")
        if page.locator(".primary[name=open]:focus").count():
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/cases/**")
    with acting("ana"):
        assert Case.objects.count() == 1
    assert "Robin Vale" in page.content()


def test_enter_in_a_field_opens_the_case_and_adds_no_rows(browser_page, live, cast, acting):
    page = browser_page("ana")
    page.goto(f"{live.url}/intake/")
    page.locator("[name=name]").press_sequentially("Robin Vale")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")
    with acting("ana"):
        assert Case.objects.count() == 1


def test_focus_can_always_be_seen(browser_page, live, day):
    """Each stop shows a ring, and nothing that sticks to the screen's edge covers it."""
    page = browser_page("ana", width=1280, height=700)
    page.goto(f"{live.url}/intake/")
    hidden = []
    for _step in range(60):
        page.keyboard.press("Tab")
        wrong = page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            const style = getComputedStyle(one), told = one.outerHTML.slice(0, 90);
            if (one === document.body) return null;
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'bare: ' + told;
            const left = box.left + Math.min(12, box.width / 2);
            const at = document.elementFromPoint(left, box.top + box.height / 2);
            return at && (one.contains(at) || at.contains(one)) ? null : 'covered: ' + told; }"""
        )
        if wrong:
            hidden.append(wrong)
    assert not hidden, "\n".join(hidden)


def test_a_refused_intake_keeps_every_word_without_script(browser_page, live, cast):
    page = browser_page("ana", script=False)
    page.goto(f"{live.url}/intake/")
    page.fill("[name=respondent_name]", "Alex Stone")
    page.fill("[name=notes]", "Called from the library.")
    page.get_by_role("button", name="Open the case").click()
    assert page.locator(".error-summary").is_visible()
    assert page.input_value("[name=respondent_name]") == "Alex Stone"
    assert page.input_value("[name=notes]") == "Called from the library."
