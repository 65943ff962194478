"""Whether it is safe to reach the client this way, at this moment (CF-21). Pure: no clock, no database.

What nobody has said is safe is not safe. A respondent who can get at a phone overrides every other answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

CHANNELS_OF = {
    "phone": ("call", "voicemail", "text"),
    "email": ("email",),
    "post": ("post",),
}


@dataclass(frozen=True)
class Hours:
    """Days of the week (Monday is 0) and local times; a span that ends earlier runs past midnight."""

    days: tuple[int, ...]
    start: time
    end: time

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> Hours:
        return cls(
            days=tuple(int(day) for day in entry.get("days") or range(7)),
            start=time.fromisoformat(entry["from"]),
            end=time.fromisoformat(entry["to"]),
        )

    def until(self, at: datetime) -> datetime | None:
        """When the span that contains the local moment `at` ends; None when `at` is outside."""
        for days_back in (0, 1):
            day = at.date() - timedelta(days=days_back)
            if day.weekday() not in self.days:
                continue
            last = day if self.start < self.end else day + timedelta(days=1)
            begins = datetime.combine(day, self.start, at.tzinfo)
            ends = datetime.combine(last, self.end, at.tzinfo)
            if begins <= at < ends:
                return ends
        return None


@dataclass(frozen=True)
class Method:
    """What is known about one phone number, e-mail address or postal address."""

    kind: str
    flags: Mapping[str, str] = field(default_factory=dict)
    hours: tuple[Hours, ...] = ()
    respondent_has_access: bool = False
    do_not_contact: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, why (a code), and until when it stays so today if the hours are limited."""

    allowed: bool
    reason: str
    until: datetime | None = None


def may_contact(method: Method, channel: str, at: datetime) -> Verdict:
    """Decide on one channel at the local moment `at`; the first thing that forbids it is the reason."""
    if method.removed:
        return Verdict(False, "removed")
    if channel not in CHANNELS_OF.get(method.kind, ()):
        return Verdict(False, "wrong_channel")
    if method.do_not_contact:
        return Verdict(False, "do_not_contact")
    if method.respondent_has_access:
        return Verdict(False, "respondent_has_access")
    flag = method.flags.get(channel, "unknown")
    if flag == "no":
        return Verdict(False, "not_safe")
    if flag != "yes":
        return Verdict(False, "unknown")
    if not method.hours:
        return Verdict(True, "safe_any_time")
    ends = [end for hours in method.hours if (end := hours.until(at))]
    if not ends:
        return Verdict(False, "outside_hours")
    return Verdict(True, "safe_until", max(ends))


def open_channels(method: Method, at: datetime) -> dict[str, Verdict]:
    """The verdict on each channel this kind of contact method has."""
    return {channel: may_contact(method, channel, at) for channel in CHANNELS_OF.get(method.kind, ())}


def any_allowed(methods: Iterable[Method], at: datetime) -> bool:
    """Whether there is at least one safe way to reach the client right now."""
    return any(verdict.allowed for method in methods for verdict in open_channels(method, at).values())


def ever_safe(method: Method) -> bool:
    """Whether any channel may be used at some hour."""
    if method.removed or method.do_not_contact or method.respondent_has_access:
        return False
    return any(method.flags.get(channel) == "yes" for channel in CHANNELS_OF.get(method.kind, ()))


def normalise(kind: str, value: str) -> str:
    """One spelling for equal numbers and addresses, for exact comparison."""
    text = value.strip().casefold()
    if kind == "phone":
        digits = re.sub(r"\D", "", text)
        return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    if kind == "email":
        return re.sub(r"\s+", "", text)
    return re.sub(r"[\W_]+", " ", text).strip()
