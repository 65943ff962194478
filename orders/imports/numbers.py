"""Numbers and names of courts as different offices write them, made comparable without guessing."""

from __future__ import annotations

import re
import unicodedata

RUNS = re.compile(r"[^\W\d_]+|\d+")
UNSAID = {"the", "of", "for", "in", "and"}


def exact_form(text: str) -> str:
    """The number as runs of letters and of digits: `26 OP 00121`, `26-op-121` and `26OP121` are one.

    Two runs of digits stay apart (1-23 is not 12-3); zeros in front of a run of digits say nothing.
    """
    runs: list[str] = []
    for run in RUNS.findall(unicodedata.normalize("NFKC", text).casefold()):
        if run.isdecimal():
            runs.append(run.lstrip("0") or "0")
        elif runs and not runs[-1].isdecimal():
            runs[-1] += run
        else:
            runs.append(run)
    return ".".join(runs)


def loose_form(text: str) -> str:
    """What is left without any separator: finds what might be meant, and proves nothing."""
    return exact_form(text).replace(".", "")


def court_form(text: str) -> str:
    """A court's name whatever the order of its words: `Cook County Circuit Court` names the same as
    `Circuit Court of Cook County`."""
    words = RUNS.findall(unicodedata.normalize("NFKC", text).casefold().replace("'", ""))
    return " ".join(sorted(word for word in words if word not in UNSAID))
