"""No page breaks a WCAG 2.2 A or AA rule: axe-core over every page each member of the cast can reach.

Pages are found as a person finds them, by following links from the first page, and checked in both themes.
A page whose every part has stood on the same route before is not checked again.
"""

from __future__ import annotations

import re
from collections import deque

import pytest
from django.urls import Resolver404, resolve

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    **QUICK,
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **QUICK}
PER_ROUTE = 2
CAST = ("ana", "ben", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin", "eve")
# How each element is built and what it stands in: tells a page with something new from one without.
PARTS = """() => { const built = one => [one.tagName, one.getAttribute('class'), one.getAttribute('role'),
    one.getAttribute('type'), one.hasAttribute('aria-current'), one.hasAttribute('aria-invalid')].join('.');
    const all = [...document.querySelectorAll('body *:not(use)')];
    return [...new Set(all.map(one => built(one) + '<' + built(one.parentElement)))]; }"""
EMPTY = """() => { for (const one of document.querySelector('main form.form[method=post]').elements) {
    if (one.type === 'checkbox' || one.type === 'radio') one.checked = false;
    else if (!['hidden', 'submit', 'button', 'file', 'fieldset'].includes(one.type)) one.value = ''; } }"""
ACCOUNT = (
    "/account/password/change/",
    "/account/mfa/",
    "/account/sessions/",
    "/account/logout/",
    "/account/email/",
)
seen: dict[str | None, set[str]] = {}


def violations(page, options) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def check(page, route: str | None = None) -> list[str]:
    """What is wrong with this page in both themes; nothing when all its parts stood on this route before."""
    parts = set(page.evaluate(PARTS))
    if parts <= seen.setdefault(route, set()):
        return []
    seen[route] |= parts
    wrong = violations(page, RULES)
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {one}" for one in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    return wrong


def route_of(address: str) -> str | None:
    try:
        return resolve(address.split("?")[0].split("#")[0]).view_name
    except Resolver404:
        return None


def walk(page, home: str, starts):
    """Every kind of page reachable by links, a few of each; yields (route, address) once the page is open."""
    waiting, known, counted = deque(starts), set(starts), {}
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if route is None or counted.get(route, 0) >= PER_ROUTE:
            continue
        counted[route] = counted.get(route, 0) + 1
        if not _open(page, home + address):
            continue
        yield route, address
        for link in page.evaluate(
            "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))"
        ):
            link = link.split("#")[0]
            if re.match(r"/(?!/|static/)", link) and link not in known:
                known.add(link)
                waiting.append(link)


def _open(page, url: str) -> bool:
    from playwright.sync_api import Error

    try:
        answer = page.goto(url)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    assert answer.status < 500, url
    return "html" in answer.headers.get("content-type", "")


@pytest.mark.parametrize("name", CAST)
def test_no_page_breaks_a_rule(browser_page, live, day, name):
    page = browser_page(name)
    wrong = [
        f"{route} {address}: {fault}"
        for route, address in walk(page, live.url, ["/", *ACCOUNT])
        for fault in check(page, route)
    ]
    assert not wrong, "\n".join(wrong)


def test_pages_before_sign_in(browser_page, live):
    page = browser_page()
    starts = ["/account/login/", "/account/password/reset/", "/account/signup/", "/calendar/", "/nowhere/"]
    wrong = []
    for address in starts:
        page.goto(live.url + address)
        wrong += [f"{address}: {fault}" for fault in check(page)]
    page.goto(f"{live.url}/account/login/")
    page.fill("input[name=login]", "ana@example.org")
    page.fill("input[name=password]", "not the one it is")
    page.click("main button[type=submit]")
    wrong += check(page)
    assert not wrong, "\n".join(wrong)


def test_forms_that_were_refused(browser_page, live, day):
    """Every form of the advocate's pages, sent as it is without its starred fields, is as sound as before."""
    page = browser_page("ana")
    wrong = []
    for route, address in list(walk(page, live.url, ["/"])):
        page.goto(live.url + address)
        if not page.locator("main form.form:not([hx-post])[method=post]").count():
            continue
        before = page.url
        page.evaluate(EMPTY)
        page.locator("main form.form[method=post] [type=submit]").first.click()
        page.wait_for_load_state()
        if page.locator(".error-summary").count():
            wrong += [f"{route} {before}: {fault}" for fault in check(page, f"refused {route}")]
    assert not wrong, "\n".join(wrong)
