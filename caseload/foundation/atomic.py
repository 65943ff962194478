"""What is written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")
Write = Callable[[list[Any]], None]
# What the running action holds back; None outside of one. Each savepoint begins with nothing held.
_held: ContextVar[dict[Write, list[Any]] | None] = ContextVar("lantern_action", default=None)


@contextmanager
def savepoint() -> Iterator[None]:
    """What happens inside is kept or dropped together: for whoever catches an exception and goes on.

    Actions called inside belong to it.
    """
    write_held()  # What was done before does not fall with what happens inside.
    with transaction.atomic():
        token = _held.set({})
        try:
            yield
            write_held()
        finally:
            _held.reset(token)  # Before the end: what waits for the commit is no part of this.


def belongs_to_an_action() -> bool:
    """Whether a surrounding action or savepoint already keeps or drops what happens now."""
    return _held.get() is not None and connection.in_atomic_block


def action(function: Callable[P, R]) -> Callable[P, R]:
    """All of the action or nothing; called by another action it stands or falls with that one.

    After an exception of the inner one nothing can be written until the outer one, or a `savepoint` around
    the call, has dropped its part.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not belongs_to_an_action():
            with savepoint():
                return function(*args, **kwargs)
        with transaction.atomic(savepoint=False):
            done = function(*args, **kwargs)
            write_held()
            return done

    return run


def hold(write: Write, rows: list[Any]) -> None:
    """Let `write` store `rows` in one go with what else the running action holds: before it ends, in order.

    For rows that nobody reads inside the action. Outside of one they are written at once.
    """
    held = _held.get()
    if held is None or not connection.in_atomic_block:
        write(rows)
    else:
        held.setdefault(write, []).extend(rows)


def write_held() -> None:
    """Write now what the running action holds, if it holds anything."""
    held = _held.get()
    while held:
        write = next(iter(held))
        write(held.pop(write))
