"""What a page says about a contact method: the verdict and the hours, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clients.contact import Verdict


def verdict_words(verdict: Verdict) -> str:
    """Yes or no first, then until when or why not."""
    if verdict.reason == "safe_until" and verdict.until:
        return _("Safe until %(time)s") % {"time": _clock(verdict.until.timetz())}
    words = {
        "safe_any_time": _("Safe at any hour"),
        "unknown": _("Not safe: nobody has asked yet"),
        "not_safe": _("Not safe"),
        "respondent_has_access": _("Not safe: the respondent can get at it"),
        "do_not_contact": _("Not wanted by the client"),
        "outside_hours": _("Not now: outside the safe hours"),
        "removed": _("No longer in use"),
        "wrong_channel": _("Not possible here"),
    }
    return words[verdict.reason]


def hours_words(hours: list[Mapping[str, Any]]) -> str:
    """The safe hours as one line."""
    return "; ".join(_span(entry) for entry in hours)


def _span(entry: Mapping[str, Any]) -> str:
    days = [str(WEEKDAYS_ABBR[day]) for day in entry.get("days") or []]
    span = {
        "days": ", ".join(days) if days else _("every day"),
        "from": _clock(time.fromisoformat(entry["from"])),
        "to": _clock(time.fromisoformat(entry["to"])),
    }
    return _("%(days)s, %(from)s to %(to)s") % span


def _clock(value: time) -> str:
    # Translators: Django time format: 5:00 p.m.
    return time_format(value, pgettext("time of day", "g:i A"))
