"""What a paper says that the one before did not, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.choices import TERM_OF, Expiry, Midnight, OrderType

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# What belongs to the court's file: hidden where that file is sealed.
OF_THE_COURT = frozenset({"court_name", "court_place", "court_phone", "case_number", "order_number", "judge"})


@dataclass(frozen=True)
class Difference:
    """One thing that was added, removed or changed."""

    kind: str
    label: Any
    before: str = ""
    after: str = ""


def _plain(value: Any) -> str:
    return str(value or "")


def _kind(value: Any) -> str:
    return str(OrderType(value).label) if value else ""


def _day(value: Any) -> str:
    return date_format(date.fromisoformat(value)) if value else ""


def _yes(value: Any) -> str:
    return _("Yes") if value else _("No")


def _issued(value: Any) -> str:
    if not value:
        return ""
    words = _day(value.get("day"))
    if value.get("give_or_take_days"):
        return _("about %(day)s") % {"day": words}
    return f"{words} {value['at']}" if value.get("at") else words


def end_words(value: dict[str, Any] | None) -> str:
    """When an order ends: {"expiry", "on", "at", "midnight"} as words."""
    if not value:
        return ""
    if value["expiry"] not in (Expiry.ON_DATE, Expiry.AT_TIME):
        return str(Expiry(value["expiry"]).label)
    words = _day(value["on"])
    if value["expiry"] == Expiry.AT_TIME and value["at"]:
        words += " " + time_format(time.fromisoformat(value["at"]), "TIME_FORMAT")
    return f"{words} ({Midnight(value['midnight']).label})" if value.get("midnight") else words


SINGLE: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "order_type": (gettext_lazy("Kind of order"), _kind),
    "issued": (gettext_lazy("Issued"), _issued),
    "ends": (gettext_lazy("Ends"), end_words),
    "effective_on": (gettext_lazy("In effect from"), _day),
    "filed_on": (gettext_lazy("Petition filed on"), _day),
    "respondent": (gettext_lazy("Respondent"), _plain),
    "court_name": (gettext_lazy("Court"), _plain),
    "court_place": (gettext_lazy("County and state, tribe or territory"), _plain),
    "court_phone": (gettext_lazy("Court's phone"), _plain),
    "case_number": (gettext_lazy("Court case number"), _plain),
    "order_number": (gettext_lazy("Order number"), _plain),
    "judge": (gettext_lazy("Judge"), _plain),
    "exceptions": (gettext_lazy("Exceptions"), _plain),
    "stay_away": (gettext_lazy("Distances and places"), _plain),
    "terms_text": (gettext_lazy("Other terms"), _plain),
    "address_confidential": (gettext_lazy("Address confidential"), _yes),
    "filed_under_seal": (gettext_lazy("Under seal"), _yes),
    "mutual": (gettext_lazy("Orders against both sides"), _yes),
}


def differences(
    before: dict[str, Any], after: dict[str, Any], hidden: frozenset[str] = frozenset()
) -> list[Difference]:
    """Terms and people first, as added and removed; then everything else that changed."""
    return [
        *_lists(gettext_lazy("Term"), before.get("terms", []), after.get("terms", []), _term),
        *_lists(gettext_lazy("Protects"), before.get("protected", []), after.get("protected", []), _plain),
        *(found for name in SINGLE if name not in hidden for found in _single(name, before, after)),
    ]


def _term(code: str) -> str:
    return str(TERM_OF[code].words) if code in TERM_OF else code


def _lists(
    label: Any, before: list[str], after: list[str], words: Callable[[Any], str]
) -> Iterator[Difference]:
    for value in after:
        if value not in before:
            yield Difference(ADDED, label, after=words(value))
    for value in before:
        if value not in after:
            yield Difference(REMOVED, label, before=words(value))


def _single(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    if before.get(name) == after.get(name):
        return
    label, words = SINGLE[name]
    old, new = words(before.get(name)), words(after.get(name))
    if old != new:
        yield Difference(CHANGED if old and new else ADDED if new else REMOVED, label, old, new)
