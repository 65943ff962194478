"""The permission table of every address: who may open it, and with what.

A row names the route, the method, the cast members who are let in, and how to fill its address.
Everybody else is refused (403 or 404), and for a member of another agency an existing thing looks
exactly like one that never was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NOBODY: frozenset[str] = frozenset()


def only(names: str) -> frozenset[str]:
    return frozenset(names.split())


EVERYBODY = only("ana ben sol dee ada aud lee shea val dat fin eve")
# Who reaches the story's case: assigned (ana), legal assigned (lee), its team's supervisor, the director.
CASEWORK = only("ana lee sol dee")
# Shelter staff see it only while the client stays in the shelter; the story's client does.
HOUSE = CASEWORK | only("shea")


@dataclass(frozen=True)
class Route:
    """One row. `ref` picks what fills the address from the story; `data` is what a POST sends."""

    name: str
    method: str
    who: frozenset[str]
    ref: Callable[[Any], dict[str, Any]] | None = None
    data: dict[str, Any] = field(default_factory=dict)


ROUTES: list[Route] = []
