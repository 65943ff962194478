"""How pages of orders say a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template

from caseload.templatetags.caseload_tags import when

register = template.Library()


@register.filter
def day_in(value: datetime | None, zone: str) -> str:
    """The local day in which an instant lies, with its weekday and without a time."""
    return when(value.astimezone(ZoneInfo(zone)).date()) if value else ""
