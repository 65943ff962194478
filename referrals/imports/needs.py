"""What a service is good for, read from its categories and words by a table that an agency could print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("needs.json")
OTHER = "other"
SERVES = ("children", "men", "pets")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict]:
    return json.loads(TABLE.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _pattern(section: str, name: str, answer: str = "") -> re.Pattern[str]:
    words = _table()[section][name][answer] if answer else _table()[section][name]
    return re.compile("|".join(f"(?:{word})" for word in words), re.IGNORECASE)


def needs_of(*, categories: Iterable[str], head: str, body: str) -> list[str]:
    """The needs a service meets: by its categories and its name or, without any, by its description."""
    table = _table()
    names = list(categories)
    found = {
        need for need in table["categories"] for name in names if _pattern("categories", need).search(name)
    }
    found |= {need for need in table["words"] if _pattern("words", need).search(head)}
    if not found:
        found = {need for need in table["words"] if _pattern("words", need).search(body)}
    return sorted(found) or [OTHER]


def serves(texts: Iterable[str]) -> dict[str, bool | None]:
    """Whether children, men and pets are taken in, as far as the words say; None where they do not."""
    text = "\n".join(texts)
    answers: dict[str, bool | None] = {}
    for who in SERVES:
        no, yes = (_pattern("serves", who, answer).search(text) for answer in ("no", "yes"))
        answers[who] = False if no else True if yes else None
    return answers


def languages_of(*texts: str) -> list[str]:
    """Codes of the languages that the texts name."""
    text = " ".join(texts)
    return [code for code in _table()["languages"] if _pattern("languages", code).search(text)]
