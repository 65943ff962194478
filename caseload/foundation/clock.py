"""The only reader of the clock, so that tests freeze one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("lantern_moment", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return _moment.get() or timezone.now()


def today(tz: ZoneInfo) -> date:
    """The current calendar day in `tz`."""
    return now().astimezone(tz).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Act as if it were `moment`: for playing an invented past into the demo, never to change a real one."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
