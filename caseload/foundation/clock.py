"""The only reader of the clock, so that tests freeze one place."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return timezone.now()


def today(tz: ZoneInfo) -> date:
    """The current calendar day in `tz`."""
    return now().astimezone(tz).date()
