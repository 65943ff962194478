"""Who acts, for which agency, and through which door.

One context, three readers: the manager filters by it, PostgreSQL reads it for row-level
security, the audit entry takes agency and actor from it. Nothing is inferred from a request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from .atomic import belongs_to_an_action, write_held
from .errors import NoAgency

SOURCES = {"web", "api", "job", "command"}


@dataclass(frozen=True)
class Acting:
    """One agency, the staff member who acts (none in jobs), the door and the stated reason."""

    agency: Any
    staff: Any
    source: str
    reason: str = ""
    keys: dict[tuple[str, int], bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def agency_id(self) -> int:
        return int(self.agency.pk)


_current: ContextVar[Acting | None] = ContextVar("lantern_acting", default=None)


def current() -> Acting:
    """The acting context; raises `NoAgency` when there is none."""
    acting = _current.get()
    if acting is None:
        raise NoAgency("no agency: enter acting_as() first")
    return acting


def current_or_none() -> Acting | None:
    return _current.get()


@contextmanager
def nobody() -> Iterator[None]:
    """Where no agency may have a say: whatever asks for one raises `NoAgency`."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def acting_as(agency: Any, *, staff: Any = None, source: str, reason: str = "") -> Iterator[Acting]:
    """Act for `agency` inside one transaction; row-level security follows, and ends with it.

    Nests: leaving restores the agency acted for before.
    """
    if source not in SOURCES:
        raise ValueError(f"unknown source {source!r}")
    if staff is not None and staff.agency_id != agency.pk:
        raise ValueError("staff of another agency")
    outer = _current.get()
    acting = Acting(agency, staff, source, reason)
    token = _current.set(acting)
    nested = connection.in_atomic_block
    bound = nested and outer is not None and outer.agency_id == agency.pk  # Only the person changes.
    try:
        with transaction.atomic(savepoint=not belongs_to_an_action()):
            if not bound:
                write_held()  # Each agency's rows while it acts: the database refuses them afterwards.
                _bind(agency.pk)
            yield acting
            if not bound:
                write_held()
    finally:
        _current.reset(token)
        if nested and not bound and connection.in_atomic_block and not connection.needs_rollback:
            _bind(outer.agency_id if outer else None)


def _bind(agency_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.agency_id', %s, true)", ["" if agency_id is None else str(agency_id)]
        )
