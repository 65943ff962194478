"""What is written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")
_acting: ContextVar[bool] = ContextVar("lantern_action", default=False)


@contextmanager
def savepoint() -> Iterator[None]:
    """What happens inside is kept or dropped together: for whoever catches an exception and goes on.

    Actions called inside belong to it.
    """
    with transaction.atomic():
        token = _acting.set(True)
        try:
            yield
        finally:
            _acting.reset(token)  # Before the end: what waits for the commit is no part of this.


def belongs_to_an_action() -> bool:
    """Whether a surrounding action or savepoint already keeps or drops what happens now."""
    return _acting.get() and connection.in_atomic_block


def action(function: Callable[P, R]) -> Callable[P, R]:
    """All of the action or nothing; called by another action it stands or falls with that one.

    After an exception of the inner one nothing can be written until the outer one, or a `savepoint` around
    the call, has dropped its part.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=False) if belongs_to_an_action() else savepoint():
            return function(*args, **kwargs)

    return run
