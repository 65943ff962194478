"""A client with much to protect, a directory, and a letter about the client."""

from __future__ import annotations

import pytest

from referrals.actions import letters, resources
from tests.clients.helpers import make_release, take_in
from tests.kept import kept_fixture

FACTS = {
    "named_as": "initials",
    "client_name": "R. D.",
    "urgency": "today",
    "fleeing": "yes",
    "household_size": 2,
    "children_ages": "8",
    "spoken_language": "Spanish",
}
SHELTER = {
    "name": "Night shelter",
    "provider": "Harbor Shelter",
    "needs": ["shelter"],
    "description": "Beds for families.",
    "phone": "410 555 0100",
}


@kept_fixture
def survivor(acting, cast):
    """Rosa's case, taken in by ana."""
    with acting():
        return take_in(cast["ana"])


@kept_fixture
def shelter(acting, cast):
    with acting():
        return resources.add(by=cast["ana"], **SHELTER)


@pytest.fixture
def draft(acting, cast, survivor):
    """`draft()` writes a shelter letter to Harbor Shelter; call it inside an acting context."""

    def write(kind="shelter", facts=None, **values):
        values = {"recipient": "Harbor Shelter", "language": "en", **values}
        return letters.draft(survivor, by=cast["ana"], kind=kind, facts={**FACTS, **(facts or {})}, **values)

    return write


@pytest.fixture
def release(acting, cast, survivor):
    """`release(items=[...])` is signed and names Harbor Shelter."""

    def give(**more):
        items = [
            "identity_initials",
            "urgency",
            "fleeing_status",
            "household_size",
            "children_ages",
            "language",
        ]
        return make_release(survivor, cast["ana"], **{"items": items, **more})

    return give
