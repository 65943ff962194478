"""How pages of orders say a day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

from clients.choices import ContactChannel

register = template.Library()


@register.filter
def day_in(value: datetime | None, zone: str) -> date | None:
    """The local day in which an instant lies, for `when` to say."""
    return value.astimezone(ZoneInfo(zone)).date() if value else None


@register.filter
def clock_in(value: datetime, zone: str) -> str:
    """Only the time and the zone's letters, for rows whose day is said beside them."""
    # Translators: Django date format: 6:40 p.m. CST
    return date_format(value.astimezone(ZoneInfo(zone)), pgettext("time", "g:i A T"))


@register.filter
def tick_words(value: date) -> str:
    """A day on the scale of a picture, short: Nov 28, or with the year where one begins."""
    if value.month == 1 and value.day == 1:
        return date_format(value, "Y")
    # Translators: Django date format: Nov 28
    return date_format(value, pgettext("short date", "M j"))


@register.filter
def add_to(value: float, more: int) -> float:
    """A number of a picture, moved."""
    return value + more


@register.filter
def unlocal(value: float) -> str:
    """A number as SVG writes it, whatever the language of the page."""
    return f"{value:g}"


@register.filter
def channel_words(channel: str) -> str:
    """Call, text message, e-mail: a way to reach somebody."""
    return str(ContactChannel(channel).label)
