"""What only a browser can show: hiding, the idle cover, the keyboard, narrow screens, no JavaScript."""

from __future__ import annotations

import re

import pytest

NARROW = (320, 390, 640, 1280)
TOO_WIDE = """width => document.documentElement.scrollWidth <= width ? []
    : [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest('.table-wrap'))
    .map(one => one.outerHTML.slice(0, 90))"""
TYPED = "Meet at the library on Tuesday"


def focused(page) -> str:
    return page.evaluate("(document.activeElement.id || document.activeElement.textContent || '').trim()")


def test_escape_twice_hides_and_signs_out(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/style/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/calendar/")
    assert "Lantern" not in page.content()
    page.goto(f"{live.url}/")
    assert "/account/login/" in page.url


def test_the_back_button_does_not_bring_the_page_back(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/style/")
    page.click("#quick-exit button")
    page.wait_for_url("**/calendar/")
    page.go_back()
    page.wait_for_url("**/account/login/**")


def test_one_escape_closes_the_menu_and_gives_the_focus_back(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/style/")
    page.click(".topbar details.menu summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".topbar details.menu").evaluate("menu => menu.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_stop_skips_to_the_content(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/style/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    assert focused(page) == "main"


@pytest.mark.parametrize("width", NARROW)
def test_nothing_is_cut_off_on_a_narrow_screen(browser_page, live, width):
    page = browser_page("ana", width=width)
    for address in ("/", "/style/", "/account/mfa/"):
        page.goto(live.url + address)
        assert not page.evaluate(TOO_WIDE, width), address


def test_controls_are_large_enough_to_hit(browser_page, live):
    page = browser_page("ana", width=390)
    page.goto(f"{live.url}/style/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("summary, main :is(a, button, input, select)")]
        .filter(one => one.offsetParent !== null && getComputedStyle(one).display !== 'inline')
        .map(one => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 23.5 || box.height < 23.5)).map(([name]) => name)"""
    )
    assert not small


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_theme_wins_over_the_systems(browser_page, live, theme):
    other = {"light": "dark", "dark": "light"}[theme]
    page = browser_page("ana", theme=other)
    page.goto(f"{live.url}/style/")
    page.click(".topbar details.menu summary")
    page.click(f".topbar button[name=theme][value={theme}]")
    page.wait_for_load_state()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) > 380) == (theme == "light")


def test_an_error_link_leads_to_its_control(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/style/")
    page.click(".error-summary a[href='#refused_email']")
    assert focused(page) == "refused_email"


def test_a_refused_sign_in_reads_its_summary_first_without_script(browser_page, live):
    page = browser_page(script=False)
    page.goto(f"{live.url}/account/login/")
    page.fill("input[name=login]", "ana@example.org")
    page.fill("input[name=password]", "something wrong")
    page.click("button[type=submit]")
    assert page.locator(".error-summary").is_visible()
    assert page.input_value("input[name=login]") == "ana@example.org"


def test_the_phone_menu_opens_without_script(browser_page, live):
    page = browser_page("dee", width=390, script=False)
    page.goto(f"{live.url}/style/")
    page.click(".dock summary")
    assert page.locator(".dock .menu-sheet").is_visible()


def test_leaving_a_changed_form_asks_first(browser_page, live):
    page = browser_page("ana")
    page.goto(f"{live.url}/account/password/change/")
    page.evaluate("document.querySelector('main form').removeAttribute('data-unguarded')")
    page.locator("main input[type=password]").first.type("half a password")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live.url}/style/")
    assert asked == ["beforeunload"]


def idle_page(browser_page, live):
    page = browser_page("ana")
    page.clock.install()
    page.goto(f"{live.url}/style/")
    return page


def test_after_ten_minutes_a_warning_after_fifteen_the_door(browser_page, live):
    page = idle_page(browser_page, live)
    page.clock.fast_forward("10:30")
    assert page.locator("#idle-warning").is_visible()
    page.click("[data-stay]")
    page.locator("#idle-warning").wait_for(state="hidden")
    page.clock.fast_forward("10:30")
    page.locator("#idle-warning").wait_for()
    page.context.clear_cookies()  # The server's quarter of an hour is over as well.
    page.clock.fast_forward("06:00")
    page.wait_for_url("**/account/login/?next=%2Fstyle%2F")


def test_typed_words_outlive_the_idle_cover(browser_page, live, as_staff):
    page = idle_page(browser_page, live)
    page.evaluate(
        """() => {
        const form = document.createElement('form');
        form.method = 'post';
        form.innerHTML = '<textarea id="words"></textarea><input name="csrfmiddlewaretoken" value="old">';
        document.querySelector('main').append(form);
        }"""
    )
    page.locator("#words").type(TYPED)
    page.clock.fast_forward("16:30")
    cover = page.locator("#idle-cover")
    cover.wait_for()
    session = page.context.cookies()
    page.context.clear_cookies()
    page.click("[data-continue]")
    page.locator("[data-cover-error]").wait_for()
    other = as_staff("ben").cookies["lantern_session"]
    page.context.add_cookies([{"name": other.key, "value": other.value, "url": live.url}])
    page.click("[data-continue]")
    page.wait_for_timeout(300)
    assert cover.is_visible(), "another person's session must not uncover the words"
    page.context.add_cookies(session)
    page.click("[data-continue]")
    cover.wait_for(state="hidden")
    assert page.input_value("#words") == TYPED
    assert page.evaluate("document.querySelector('#words').form.csrfmiddlewaretoken.value") != "old"


def test_paper_is_black_on_white_without_menus(browser_page, live):
    page = browser_page("ana", theme="dark")
    page.goto(f"{live.url}/style/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.locator(".topbar").is_visible()
