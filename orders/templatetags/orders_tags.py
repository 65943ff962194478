"""How pages of orders say a day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template

register = template.Library()


@register.filter
def day_in(value: datetime | None, zone: str) -> date | None:
    """The local day in which an instant lies, for `when` to say."""
    return value.astimezone(ZoneInfo(zone)).date() if value else None
