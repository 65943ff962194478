"""No page breaks a WCAG 2.2 A or AA rule: axe-core over every page each member of the cast can reach.

Pages are found as a person finds them, by following links from the first page. Each keeps to the content
policy. Axe sees those that are built of something new on their route, and looks at colours where they are new
on any. One window shows them all, each in the place of the one before under the real style sheet: starting
the program and axe anew for each page took most of the time.
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
# Whether the page is built of something new on its route: an element, by what tells it apart and what it
# stands in; and of how much that no page before had, which is marked.
READ = """([html, route, telling]) => {
    const made = window.made = new DOMParser().parseFromString(html, "text/html");
    const all = window.seen = window.seen || {"": new Set()};
    const [seen, here] = [all[""], all[route] = all[route] || new Set()];
    const built = one => telling.filter(name => one.hasAttribute(name)).reduce(
        (words, name) => `${words}.${name}=${one.getAttribute(name)}`, one.localName);
    const parts = [...made.body.querySelectorAll("*")].map(
        one => [one, `${built(one.parentElement)} > ${built(one)}`]);
    const fresh = parts.filter(([one, part]) => !seen.has(part));
    fresh.forEach(([one, part]) => { one.setAttribute("data-new", ""); seen.add(part); });
    const isNew = parts.some(([one, part]) => !here.has(part));
    parts.forEach(([one, part]) => here.add(part));
    return [isNew, fresh.length];
}"""
SHOW = """() => {
    const [root, shown] = [window.made.documentElement, document.documentElement];
    shown.getAttributeNames().forEach(name => shown.removeAttribute(name));
    root.getAttributeNames().forEach(name => shown.setAttribute(name, root.getAttribute(name)));
    document.title = window.made.title;
    document.body = document.adoptNode(window.made.body);
    window.scrollTo(0, 0);
}"""
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
TELLING = ("class", "role", "type", "aria-current", "aria-invalid", "disabled", "open")


class Page(HTMLParser):
    """Where a page leads, and where it breaks the content policy."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.breaches: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.breaches += [f"<{tag} {what}>" for what in breaches(tag, given)]
        if tag == "a" and "href" in given and "download" not in given:
            self.links.append(given["href"])


def breaches(tag: str, given: dict[str, str | None]) -> list[str]:
    """What the content policy would stop: words that are a script or a style, and what is another host's."""
    found = [name for name in given if name == "style" or name.startswith("on")]
    is_code = tag == "style" or (tag == "script" and "json" not in (given.get("type") or ""))
    if is_code and not given.get("nonce"):
        found.append("without a nonce")
    loaded = [given.get("src")] + ([given.get("href")] if tag in ("link", "base") else [])
    return found + [address for address in loaded if address and re.match(r"(?!data:)[a-z]+:|//", address)]


def violations(page, options, within: str | None = None) -> list[str]:
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options).then(done => done.violations)",
        [within, options],
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def wake(page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(Axe().axe_script)


def colours(page, within: str | None = None) -> list[str]:
    """What cannot be read, in light and in dark."""
    wrong = violations(page, COLOURS, within)
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {one}" for one in violations(page, COLOURS, within)]
    page.emulate_media(color_scheme="light")
    return wrong


def check(page, where: str) -> list[str]:
    """What is wrong with the open page."""
    wake(page)
    return [f"{where}: {one}" for one in violations(page, RULES) + colours(page)]


def route_of(address: str) -> str | None:
    try:
        return resolve(address.split("?")[0]).view_name
    except Resolver404:
        return None


def walk(client, starts):
    """Every kind of page reachable by links, one of each and a few of some: (route, address, html, page)."""
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
        html = answer.content.decode()
        page = Page(html)
        yield route, address, html, page
        fresh = [link.split("#")[0] for link in page.links if re.match(r"/(?!/|static/)", link)]
        waiting.extend(link for link in dict.fromkeys(fresh) if link not in known)
        known.update(fresh)


@pytest.mark.slow
def test_no_page_breaks_a_rule(browser_page, live, day, as_staff):
    """Each page in the window takes the place of the one before."""
    routes, wrong = set(), []
    window = browser_page("ana")
    window.goto(f"{live.url}/")
    wake(window)
    for name in CAST:
        for route, address, html, page in walk(as_staff(name), ["/", *ACCOUNT]):
            where = f"{name} {route} {address}"
            wrong += [f"{where}: {breach}" for breach in page.breaches]
            is_new, fresh = window.evaluate(READ, [html, route, TELLING])
            if is_new:
                window.evaluate(SHOW)
                found = violations(window, RULES) + (colours(window, "[data-new]") if fresh else [])
                wrong += [f"{where}: {one}" for one in found]
                routes.add(route)
    assert len(routes) > 100
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


SPOILT = {
    '<p style="color: red">': ["<p style>"],
    '<p onclick="x()">': ["<p onclick>"],
    "<script>x()</script>": ["<script without a nonce>"],
    '<script src="https://far.example/x.js" nonce="n"></script>': ["<script https://far.example/x.js>"],
    '<link href="//far.example/x.css">': ["<link //far.example/x.css>"],
    '<a href="https://far.example/"><img src="data:image/png,"><script nonce="n">x()</script>': [],
}


@pytest.mark.parametrize("html", SPOILT)
def test_a_breach_of_the_content_policy_is_found_out(html):
    assert Page(html).breaches == SPOILT[html]


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
