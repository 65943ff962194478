"""What may never stand in a letter, whoever typed it (LT-3, LT-4). Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .kinds import AGES, SPECS, TEXT, LetterKind, Naming, Slot

TABLE = Path(__file__).with_name("limits.json")
SHORTEST_NAME = 3
INITIALS = re.compile(r"^([^\W\d_]\.?[ -]?){1,5}$")


@dataclass(frozen=True)
class Finding:
    """One thing in one slot that keeps a letter from being made, and of what kind it is."""

    slot: str
    reason: str
    words: str


@dataclass(frozen=True)
class Protected:
    """What the case knows and no letter may say: names word for word, places by their street lines."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    reply_phones: frozenset[str] = frozenset()
    full_name: str = ""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return json.loads(TABLE.read_text(encoding="utf-8"))


def findings(kind: str, facts: Mapping[str, Any], protected: Protected) -> list[Finding]:
    """Everything in the typed slots that must not leave the house."""
    found: list[Finding] = []
    for slot in SPECS[LetterKind(kind)].slots:
        value = facts.get(slot.name)
        if slot.kind in (TEXT, AGES) and isinstance(value, str) and value:
            found += _check(slot, value, protected)
    found += _naming(facts, protected)
    unknown = set(facts) - {slot.name for slot in SPECS[LetterKind(kind)].slots}
    return found + [Finding(name, "undeclared", name) for name in sorted(unknown)]


def _naming(facts: Mapping[str, Any], protected: Protected) -> Iterable[Finding]:
    """The name in the letter is what the chosen way of naming says, and no more."""
    naming, shown = facts.get("named_as"), str(facts.get("client_name") or "")
    if naming == Naming.INITIALS and not INITIALS.match(shown):
        yield Finding("client_name", "not_initials", shown)
        return
    full = _flat(protected.full_name)
    if naming != Naming.FULL_NAME and " " in full and f" {full} " in f" {_flat(shown)} ":
        yield Finding("client_name", "full_name", shown)


def _check(slot: Slot, value: str, protected: Protected) -> Iterable[Finding]:
    if slot.kind == AGES and re.search(r"[^\d,;/ .½-]", re.sub(r"\b(months?|meses|mes|and|y)\b", "", value)):
        yield Finding(slot.name, "not_ages", value)
    if slot.name == "client_name":
        return
    for reason in ("narrative", "private"):
        for pattern in _table()[reason]:
            hit = re.search(pattern, value, re.IGNORECASE)
            if hit:
                yield Finding(slot.name, reason, hit.group(0))
    yield from _numbers(slot, value, protected)
    yield from _known(slot, value, protected)


def _numbers(slot: Slot, value: str, protected: Protected) -> Iterable[Finding]:
    table = _table()["numbers"]
    social = re.search(table["social_security"], value)
    if social:
        yield Finding(slot.name, "social_security", social.group(0))
        return
    for hit in re.finditer(table["account"], value):
        number = _digits(hit.group(0))
        if number in protected.reply_phones and slot.may_hold_phone:
            continue
        reason = "phone" if number in protected.phones else "phone" if len(number) in (10, 11) else "account"
        yield Finding(slot.name, reason, hit.group(0).strip())


def _known(slot: Slot, value: str, protected: Protected) -> Iterable[Finding]:
    flat = f" {_flat(value)} "
    for name in sorted(protected.names):
        plain = _flat(name)
        if len(plain) >= SHORTEST_NAME and f" {plain} " in flat:
            yield Finding(slot.name, "name", name)
    for place in sorted(protected.places):
        plain = _flat(place)
        if len(plain) >= SHORTEST_NAME and f" {plain} " in flat:
            yield Finding(slot.name, "place", place)


def _flat(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def street_lines(address: str) -> list[str]:
    """The parts of an address that would lead to a door."""
    parts = [part.strip() for part in re.split(r"[\n,;]", address)]
    return [part for part in parts if re.search(r"\d", part) or len(part.split()) >= 2]


def plain_number(phone: str) -> str:
    """A phone number as digits only, for comparing."""
    return _digits(phone)
