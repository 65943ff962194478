"""Rules of the safety plan as functions of plain values: reviews, comparing, and what a sheet may show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clients import plan_catalogue
from clients.consent import name_parts

CALM_DAYS = 90
WINDOW_DAYS = 30
# Settings of which an audience other than the client may hold a sheet.
SETTINGS_OF = {
    "coworker": {"workplace"},
    "school": {"school_childcare"},
    "neighbour": {"home"},
    "family": {"home", "other"},
    "child": {"home"},
}
# Sections that never leave the client's own hands (SP-6).
CLIENT_ONLY_SECTIONS = frozenset(
    {"firearms", "leaving", "after_leaving", "money_docs", "health_emotional", "tech", "checkins"}
)
NUMBERS = re.compile(r"\b\d{3}-\d{2}-\d{4}\b|\bPIN\b\W*\d{3,}|\b\d[\d ]{10,}\d\b", re.IGNORECASE)


def review_on(made_on: date, *, window_open: bool, calm_days: int = CALM_DAYS) -> date:
    """When a plan made on that day should be looked at again (SP-2); sooner while a window is open."""
    days = min(calm_days, WINDOW_DAYS) if window_open else calm_days
    return made_on + timedelta(days=days)


@dataclass(frozen=True)
class Line:
    """One item as a sheet or a comparison shows it."""

    key: str
    section: str
    setting: str
    label: str
    state: str
    words: str
    own: bool = False


@dataclass(frozen=True)
class Change:
    """How one item differs between two versions: added, removed or changed."""

    kind: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def shown(self) -> Mapping[str, Any]:
        return self.after or self.before or {}


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What changed from one snapshot to another, in the order of the later one (SP-1)."""
    changes = []
    for part in ("items", "signals", "copies"):
        old = {entry["id"]: entry for entry in before.get(part, [])}
        new = {entry["id"]: entry for entry in after.get(part, [])}
        for key, entry in new.items():
            if key not in old:
                changes.append(Change("added", None, entry))
            elif old[key] != entry:
                changes.append(Change("changed", old[key], entry))
        changes += [Change("removed", entry, None) for key, entry in old.items() if key not in new]
    return changes


@dataclass(frozen=True)
class Sheet:
    """What somebody wants to print: for whom, which sections, and one setting alone or all."""

    audience: str
    sections: frozenset[str]
    setting: str = ""


@dataclass(frozen=True)
class Held:
    """An item kept off a sheet, and why: place, audience or secret."""

    label: str
    reason: str


def lines_for(
    content: Mapping[str, Any], sheet: Sheet, secrets: Iterable[str] = ()
) -> tuple[list[Mapping[str, Any]], list[Held]]:
    """The items of a snapshot that this sheet may show, and those it holds back (SP-6)."""
    secrets = [secret for secret in secrets if secret.strip()]
    shown, held = [], []
    for entry in content.get("items", []):
        if not entry["state"] and not entry["words"]:
            continue
        if entry["section"] not in sheet.sections:
            continue
        if sheet.setting and entry["setting"] != sheet.setting:
            continue
        reason = _held_because(entry, sheet, secrets)
        if reason == "other_audience":
            continue
        if reason:
            held.append(Held(entry["label"], reason))
        else:
            shown.append(entry)
    return shown, held


def _held_because(entry: Mapping[str, Any], sheet: Sheet, secrets: list[str]) -> str:
    known = plan_catalogue.ITEMS.get(entry["key"])
    if sheet.audience != "client":
        if entry["section"] in CLIENT_ONLY_SECTIONS or known is None:
            return "other_audience"
        if sheet.audience not in known[1].audiences:
            return "other_audience"
        if entry["setting"] not in SETTINGS_OF.get(sheet.audience, set()):
            return "other_audience"
    if known and not known[1].printable:
        return "place"
    return "secret" if reveals(f"{entry['label']} {entry['words']}", secrets) else ""


def signals_for(
    content: Mapping[str, Any], sheet: Sheet, secrets: Iterable[str] = ()
) -> tuple[list[Mapping[str, Any]], list[Held]]:
    """The danger signals of this audience alone, never another's (A17, SP-6), and those held back."""
    if "danger_signals" not in sheet.sections:
        return [], []
    secrets = [secret for secret in secrets if secret.strip()]
    shown, held = [], []
    for entry in content.get("signals", []):
        if entry["audience"] != sheet.audience:
            continue
        if reveals(f"{entry['signal']} {entry['meaning']} {entry['response']}", secrets):
            held.append(Held(entry["signal"], "secret"))
        else:
            shown.append(entry)
    return shown, held


def copies_for(content: Mapping[str, Any], sheet: Sheet) -> list[Mapping[str, Any]]:
    """Who holds a copy of the order: on the client's own sheet, and only with that section."""
    if sheet.audience != "client" or "order" not in sheet.sections or sheet.setting not in ("", "other"):
        return []
    return [entry for entry in content.get("copies", []) if entry["decision"] in ("given", "planned")]


def reveals(text: str, secrets: Iterable[str]) -> bool:
    """Whether text gives away a protected place, or holds something like an ID or account number."""
    if NUMBERS.search(text):
        return True
    words = name_parts(text)
    for secret in secrets:
        for line in re.split(r"[\n,;]", secret):
            parts = name_parts(line)
            numbered = any(part.isdigit() for part in parts)
            if len(parts) >= 2 and parts <= words and (numbered or len(parts) >= 3):
                return True
    return False
