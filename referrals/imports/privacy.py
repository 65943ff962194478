"""Signs in a directory that a place must not be found, and the removal of what would lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .clean import is_true

SAYS = re.compile(
    r"\b(confidential|undisclosed|secret|unpublished|private)\s+(street\s+)?(address|location|site|shelter)"
    r"|\b(address|location|site)s?\s*(is|are|:|-|–|kept|remains?|\()?\s*(kept\s+|strictly\s+|held\s+)*"
    r"(confidential|undisclosed|withheld|unpublished|not\s+(disclosed|published|public))"
    r"|\bcall\s+for\s+(the\s+|an\s+|exact\s+|specific\s+)*(location|address)s?"
    r"|\b(direcci[oó]n|ubicaci[oó]n|lugar)\s+(es\s+)?(confidencial|reservad[ao]|secret[ao])"
    r"|\bllame\s+para\s+(saber\s+|pedir\s+)?(la\s+)?(direcci[oó]n|ubicaci[oó]n)",
    re.IGNORECASE,
)
COLUMN = re.compile(
    r"is_?private|^private$|private_?(address|location)|(address|location|site)_?private"
    r"|confidential|redact|undisclosed|unlisted|hide|hidden|suppress|do_?not_?(display|publish|show)",
    re.IGNORECASE,
)
REFUGE = re.compile(
    r"domestic violence|domestic abuse|battered|intimate partner|safe ?house|women'?s shelter"
    r"|emergency shelter|family crisis|crisis shelter|refuge|group home|violencia dom[eé]stica",
    re.IGNORECASE,
)
WITHHELD = "[address withheld]"


def says_confidential(texts: Iterable[str]) -> bool:
    return any(SAYS.search(text) for text in texts if text)


def flagged(cells: Mapping[str, str]) -> bool:
    """Whether a column of the row marks its place as private."""
    return any(COLUMN.search(name) and is_true(value.strip() or "0") for name, value in cells.items())


def is_refuge(texts: Iterable[str]) -> bool:
    """Whether the texts describe a place people live in because it is safe."""
    return any(REFUGE.search(text) for text in texts if text)


def scrub(text: str, streets: Iterable[str]) -> str:
    """`text` without the given street lines, however they were spaced or capitalised."""
    for street in streets:
        words = street.split()
        if len(words) < 2:
            continue
        pattern = r"\W+".join(_word(word) for word in words)
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", WITHHELD, text, flags=re.IGNORECASE)
    return text


KINDS = (
    ("street", "st"), ("avenue", "ave", "av"), ("road", "rd"), ("boulevard", "blvd"), ("drive", "dr"),
    ("lane", "ln"), ("court", "ct"), ("place", "pl"), ("highway", "hwy"), ("suite", "ste"),
    ("north", "n"), ("south", "s"), ("east", "e"), ("west", "w"),
)  # fmt: skip


def _word(word: str) -> str:
    bare = word.strip(".,").lower()
    for forms in KINDS:
        if bare in forms:
            return rf"(?:{'|'.join(forms)})\.?"
    return re.escape(word.strip(".,"))
