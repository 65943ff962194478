"""No page breaks a WCAG 2.2 A or AA rule: axe-core over every page each member of the cast can reach.

Pages are found as a person finds them, by following links from the first page. Chromium opens those that
are built of something new: when every part of a page stood on the same route before, axe has seen it.
"""

from __future__ import annotations

import re
from collections import deque
from html.parser import HTMLParser

import pytest
from django.urls import Resolver404, resolve, reverse

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False}
COLOUR = "color-contrast"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}, COLOUR: {"enabled": False}},
    **QUICK,
}
COLOURS = {"runOnly": {"type": "rule", "values": [COLOUR]}, **QUICK}
CAST = ("ana", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin", "ben", "eve")
ACCOUNT = (
    "/account/password/change/",
    "/account/mfa/",
    "/account/sessions/",
    "/account/email/",
    "/account/logout/",
)
SEVERAL = {"caseload:case": 4, "orders:order": 2, "orders:alert": 2, "caseload:task": 2}
# Forms that are sent as they are opened, without what they ask for.
REFUSED = ("clients:intake", "orders:new", "caseload:task_new", "clients:release_new", "clients:contact_new")
VOID = {"meta", "link", "input", "img", "br", "hr", "use", "path", "circle", "rect"}
TELLING = ("class", "role", "type", "aria-current", "aria-invalid", "disabled", "open")


class Parts(HTMLParser):
    """What a page is built of: each element, what tells it apart and what it stands in; and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        built = ".".join([tag, *(f"{n}={given[n]}" for n in TELLING if n in given)])
        self.parts.add((built, self.open[-1][1]))
        if tag == "a" and "href" in given and "download" not in given:
            self.links.append(given["href"])
        if tag not in VOID:
            self.open.append((tag, built))

    def handle_endtag(self, tag):
        if tag in [name for name, _built in self.open]:
            while self.open.pop()[0] != tag:
                pass


def violations(page, options) -> list[str]:
    found = page.evaluate("options => axe.run(options).then(done => done.violations)", options)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def check(page, where: str, *, colours: bool = True) -> list[str]:
    """What is wrong with the open page; colours are looked at in light and in dark."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(Axe().axe_script)
    wrong = violations(page, RULES)
    if colours:
        wrong += violations(page, COLOURS)
        page.emulate_media(color_scheme="dark")
        wrong += [f"dark: {one}" for one in violations(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    return [f"{where}: {one}" for one in wrong]


def route_of(address: str) -> str | None:
    try:
        return resolve(address.split("?")[0]).view_name
    except Resolver404:
        return None


def walk(client, starts):
    """Every kind of page reachable by links, one of each and a few of some: (route, address, parts)."""
    waiting, known, counted = deque(starts), set(starts), {}
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if route is None or counted.get(route, 0) >= SEVERAL.get(route, 1):
            continue
        counted[route] = counted.get(route, 0) + 1
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        page = Parts(answer.content.decode())
        yield route, address, page.parts
        fresh = [link.split("#")[0] for link in page.links if re.match(r"/(?!/|static/)", link)]
        waiting.extend(link for link in dict.fromkeys(fresh) if link not in known)
        known.update(fresh)


@pytest.mark.slow
def test_no_page_breaks_a_rule(browser_page, live, day, as_staff):
    """Colours go with the parts, on whatever page: those that stood on one before have been seen in them."""
    seen, coloured, wrong, opened = {}, set(), [], 0
    for name in CAST:
        page = None
        for route, address, parts in walk(as_staff(name), ["/", *ACCOUNT]):
            if parts <= seen.setdefault(route, set()):
                continue
            page = page or browser_page(name)
            page.goto(live.url + address)
            wrong += check(page, f"{name} {route} {address}", colours=not parts <= coloured)
            seen[route] |= parts
            coloured |= parts
            opened += 1
    assert opened > 100
    assert not wrong, "\n".join(wrong)


def test_axe_is_awake(browser_page, live):
    """A page spoilt on purpose is found out, in words and in colours, in light and in dark."""
    page = browser_page()
    page.goto(f"{live.url}/account/login/")
    assert not check(page, "whole")
    page.evaluate(
        """() => {
        document.querySelector('main label').style.color = '#555';
        document.querySelector('h1').style.color = '#ccc';
        document.querySelector('main').append(document.createElement('button'));
        }"""
    )
    found = check(page, "spoilt")
    for words in ("spoilt: button-name", "spoilt: color-contrast: ['h1']", "spoilt: dark: color-contrast"):
        assert any(one.startswith(words) for one in found), words


def test_pages_before_sign_in(browser_page, live):
    page = browser_page()
    wrong = []
    for address in (
        "/account/login/",
        "/account/password/reset/",
        "/account/signup/",
        "/calendar/",
        "/nowhere/",
    ):
        page.goto(live.url + address)
        wrong += check(page, address)
    page.goto(f"{live.url}/account/login/")
    page.fill("input[name=login]", "ana@example.org")
    page.fill("input[name=password]", "not the one it is")
    page.click("main button[type=submit]")
    page.locator(".error-summary").wait_for()
    assert not wrong + check(page, "refused sign-in"), "\n".join(wrong)


def test_forms_that_were_refused(browser_page, live, day):
    page = browser_page("ana")
    wrong = []
    for route in REFUSED:
        page.goto(live.url + reverse(route, args=[] if route == "clients:intake" else [day.case.ref]))
        page.locator("main form.form[method=post] button:not([type=button])").last.click()
        page.locator(".error-summary").wait_for()
        wrong += check(page, f"refused {route}")
    assert not wrong, "\n".join(wrong)
