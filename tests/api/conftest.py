"""Callers of the API: `api("ana")` speaks with a token of hers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from knox.models import get_token_model


class Caller:
    """A program with one person's token; answers are Django responses, `.json()` reads them."""

    def __init__(self, token: str):
        self.client = Client(headers={"authorization": f"Token {token}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(_full(path), query or None)

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(_full(path), body, content_type="application/json")

    def patch(self, path: str, **body: Any) -> Any:
        return self.client.patch(_full(path), body, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self.client.delete(_full(path))


def _full(path: str) -> str:
    return path if path.startswith("/") else f"/api/v1/{path}"


def token_for(user: Any, **options: Any) -> str:
    return get_token_model().objects.create(user=user, **options)[1]


@pytest.fixture(autouse=True)
def fresh_counts():
    """Throttling counts from nothing in every test."""
    cache.clear()


@pytest.fixture
def api(cast):
    """`api("ana")` calls the API as she would."""
    return lambda name: Caller(token_for(cast[name].user))
