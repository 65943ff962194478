"""Every address, every member of the cast."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from caseload.foundation import clock
from caseload.views.sessions import SEEN, STARTED
from tests import factories
from tests.kept import kept
from tests.routes import EVERYBODY, ROUTES
from tests.story import make_story

# Addresses of libraries that show no agency data, each with the test that covers it or the reason.
ELSEWHERE = {
    "account_": "sign-in pages: tests/caseload/test_sign_in.py",
    "mfa_": "second factor pages, the person's own only",
    "usersessions_": "the person's own sessions only",
    "api": "tests/api holds the API's own table",
}
REFUSED = {403, 404}
MISSING = "A" * 22


def names(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_route_is_in_the_table():
    known = {row.name for row in ROUTES}
    missing = {n for n in names() if n not in known and not n.startswith(tuple(ELSEWHERE))}
    assert not missing, f"add to tests/routes.py: {sorted(missing)}"
    assert not known - set(names()), "the table names routes that do not exist"


# The story is told once for all rows of this file: each request below is undone after it.


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = kept("world", factories.make_world)
        yield kept("story", lambda: make_story(world))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(story, django_db_blocker):
    """name -> a browser in which that person has signed in, with its cookies; and one of nobody."""
    found = {None: (Client(), {})}
    with django_db_blocker.unblock():
        for name in EVERYBODY:
            browser = Client()
            browser.force_login(
                story.world.cast[name].user, backend="django.contrib.auth.backends.ModelBackend"
            )
            session = browser.session
            session[STARTED] = session[SEEN] = clock.now().timestamp() + 600  # So that no request renews it.
            session.save()
            found[name] = browser, {key: morsel.value for key, morsel in browser.cookies.items()}
    return found


@pytest.fixture(scope="module")
def outsider():
    """What the other agency's advocate was answered: two tests look at it, and nothing changes in between."""
    return {}


@pytest.fixture
def visit(db, browsers, outsider):
    """`visit("ana", row, url)` sends one request as her, and takes back whatever it changed."""

    def send(name, row, url):
        request = f"{row.method} {url} {row.data}"
        if name == "eve" and request in outsider:
            return outsider[request]
        browser, cookies = browsers[name]
        browser.cookies.clear()
        browser.cookies.load(cookies)
        with transaction.atomic():
            response = getattr(browser, row.method)(url, row.data)
            transaction.set_rollback(True)
        if name == "eve":
            outsider[request] = response
        return response

    return send


def address(row, story):
    return reverse(row.name, kwargs=row.ref(story) if row.ref else {})


@pytest.mark.parametrize("row", ROUTES, ids=lambda r: f"{r.method} {r.name}")
def test_who_may_open_it(row, story, visit):
    """Exactly those named are let in: the whole cast is tried, the outsider included."""
    url = address(row, story)
    answers = {}
    for name in sorted(EVERYBODY):
        response = visit(name, row, url)
        assert response.status_code < 500, (name, url)
        assert response.status_code != 405, "the table names a method that does not exist"
        answers[name] = response.status_code
    let_in = {name for name, status in answers.items() if status not in REFUSED}
    assert let_in == row.who, answers


@pytest.mark.parametrize("row", [r for r in ROUTES if r.ref], ids=lambda r: f"{r.method} {r.name}")
def test_an_outsider_cannot_tell_a_thing_from_nothing(row, story, visit):
    """For another agency's advocate, what exists and what never was look the same, to the byte."""
    if "eve" in row.who:
        pytest.skip("open to every agency's own staff")
    real = visit("eve", row, address(row, story))
    words = row.ref(story)
    nothing = {k: MISSING if isinstance(v, str) and len(v) == 22 else v for k, v in words.items()}
    absent = visit("eve", row, reverse(row.name, kwargs=nothing))
    assert real.status_code == absent.status_code
    assert real.status_code in REFUSED
    assert _plain(real, words) == _plain(absent, nothing)


def _plain(response, words):
    """The page without its own address, the nonce and the form token."""
    text = response.content.decode()
    for value in words.values():
        text = text.replace(str(value), "REF")
    return re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"', "", text)


@pytest.mark.parametrize(
    "row", [r for r in ROUTES if not r.name.startswith("health")], ids=lambda r: f"{r.method} {r.name}"
)
def test_nobody_gets_in_without_signing_in(row, story, visit):
    response = visit(None, row, address(row, story))
    if row.name in PUBLIC:
        return
    assert response.status_code in {302, 401, 403, 404, 405}
    if response.status_code == 302:
        assert "/account/login/" in response.headers["Location"]


# Shown before sign-in: the look of the page, the way out, the calendar behind it, one's own
# invitation, and a calendar feed, whose token is the key.
PUBLIC = {"caseload:preferences", "caseload:quick-exit", "caseload:neutral", "caseload:join", "orders:feed"}
