"""Every endpoint and method, every member of the cast."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from config.api_urls import urlpatterns
from tests import factories
from tests.api.conftest import Caller, token_for
from tests.api.table import ROWS, Row
from tests.kept import kept
from tests.routes import EVERYBODY
from tests.story import make_story

REFUSED = {403, 404}
MISSING = "A" * 22


def endpoints(patterns=urlpatterns):
    """(method, name) of everything the API offers."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from endpoints(pattern.url_patterns)
        elif pattern.name != "nowhere":
            yield from ((method.lower(), pattern.name) for method in pattern.callback.cls.permissions)


def test_every_endpoint_is_in_the_table():
    assert sorted(set(endpoints())) == sorted((row.method, row.name) for row in ROWS)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The story, told once: each request below is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = kept("world", factories.make_world)
        story = kept("story", lambda: make_story(world))
        yield story, {name: Caller(token_for(story.world.cast[name].user)) for name in EVERYBODY}
        transaction.set_rollback(True)


@pytest.fixture
def ask(db, told):
    """`ask("ana", row)` sends the row's request as her and undoes it; a `ref` stands for each thing."""
    story, callers = told

    def send(name: str, row: Row, ref: str = ""):
        def ref_of(thing: str) -> str:
            return ref or getattr(story, thing).ref

        address = reverse(f"api:{row.name}", kwargs={"ref": ref_of(row.thing)} if row.thing else {})
        with transaction.atomic():
            answer = getattr(callers[name], row.method)(address, **row.filled(ref_of))
            transaction.set_rollback(True)
        return answer

    return send


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_exactly_those_named_are_let_in(row, ask):
    answers = {name: ask(name, row).status_code for name in sorted(EVERYBODY)}
    assert max(answers.values()) < 500, answers
    assert not {401, 405, 415, 429} & set(answers.values()), answers
    assert {name for name, code in answers.items() if code not in REFUSED} == row.who, answers


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.thing or row.names], ids=lambda row: f"{row.method} {row.name}"
)
def test_what_is_anothers_and_what_never_was_are_one_answer(row, ask):
    """For another agency's advocate, and for a colleague who is barred from the case.

    Somebody who may look at a thing is told that changing it is not theirs.
    """
    looking = {name for r in ROWS if (r.method, r.name) == ("get", row.name) for name in r.who}
    for name in {"eve", "ben"} - row.who - (looking if row.thing else set()):
        real, never = ask(name, row), ask(name, row, MISSING)
        assert real.status_code in REFUSED
        assert (real.status_code, real.json()) == (never.status_code, never.json())
