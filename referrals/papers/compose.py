"""From facts to the document: only declared slots, only the texts of the reader's language (LT-1, LT-9)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .kinds import CHOICE, MANY, MONTH, SPECS, YES, LetterKind, is_said

TEXTS = Path(__file__).with_name("texts")
LANGUAGES = ("en", "es")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Frame:
    """What stands around the letter: none of it is about the client."""

    language: str
    agency: str
    address: str
    phone: str
    discreet_name: str = ""
    discreet: bool = False
    recipient: str = ""
    reference: str = ""
    written_on: date | None = None
    valid_until: date | None = None
    signer: str = ""
    signer_title: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, a list of facts, a list of points or a statement to sign by hand."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A letter as it will be read, ready to be set in any form."""

    language: str
    title: str
    letterhead: list[str]
    recipient: list[str]
    to: str
    written_on: str
    reference: str
    greeting: str
    blocks: list[Block]
    closing: str
    sign_here: str
    signer: list[str]
    small_print: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Paper:
        return cls(**{**data, "blocks": [Block(**block) for block in data["blocks"]]})

    def lines(self) -> list[str]:
        """Every line of text in reading order."""
        found = [
            *self.letterhead,
            self.written_on,
            self.reference,
            *self.recipient,
            self.title,
            self.greeting,
        ]
        for block in self.blocks:
            found += [block.text] if block.text else []
            found += [": ".join(row) for row in block.rows]
        return [line for line in [*found, self.closing, *self.signer, *self.small_print] if line]


@lru_cache(maxsize=4)
def texts(language: str) -> dict[str, Any]:
    """The words of one language; a language nobody wrote falls back to English."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    return json.loads((TEXTS / f"{chosen}.json").read_text(encoding="utf-8"))


def say_date(day: date | None, language: str) -> str:
    words = texts(language)
    if day is None:
        return ""
    return words["date"].format(day=day.day, month=words["months"][day.month - 1], year=day.year)


def compose(kind: str, facts: Mapping[str, Any], frame: Frame) -> Paper:
    """The letter; a fact without a declared slot is left out, whatever its name."""
    words = texts(frame.language)
    spec = SPECS[LetterKind(kind)]
    said = {slot.name: _say(slot.name, slot.kind, facts.get(slot.name), words) for slot in spec.slots}
    said = {name: value for name, value in said.items() if value}
    own = words[spec.kind.value]
    name = frame.discreet_name if frame.discreet else frame.agency
    return Paper(
        language=frame.language if frame.language in LANGUAGES else LANGUAGES[0],
        title=own["title"],
        letterhead=[line for line in (name, *frame.address.splitlines(), frame.phone) if line.strip()],
        recipient=[line for line in frame.recipient.splitlines() if line.strip()],
        to=words["to"],
        written_on=say_date(frame.written_on, frame.language),
        reference=words["reference"].format(reference=frame.reference) if frame.reference else "",
        greeting=words["greeting"],
        blocks=[block for part in own["body"] if (block := _block(part, said, words)) is not None],
        closing=words["closing"],
        sign_here=words["sign_here"],
        signer=[line for line in (frame.signer, frame.signer_title) if line],
        small_print=_small_print(said, frame, words),
    )


def _small_print(said: Mapping[str, Any], frame: Frame, words: Mapping[str, Any]) -> list[str]:
    reply = _fill(words["reply"], said) if "safe_contact" in said else words["reply_agency"]
    verify = words["verify"].format(phone=frame.phone) if frame.phone else words["verify_by_post"]
    until = say_date(frame.valid_until, frame.language)
    return [
        reply,
        *([words["validity"].format(valid_until=until)] if until else []),
        verify,
        words["confidential"],
    ]


def _block(part: Mapping[str, Any], said: Mapping[str, Any], words: Mapping[str, Any]) -> Block | None:
    if "if" in part and part["if"] not in said:
        return None
    if "facts" in part:
        rows = [[words["labels"][name], _join(said[name])] for name in part["facts"] if name in said]
        return Block("facts", rows=rows) if rows else None
    if "list" in part:
        points = said.get(part["list"], [])
        return Block("list", rows=[[point] for point in points]) if points else None
    if "statement" in part:
        return Block("statement", _fill(part["statement"], said))
    return Block("paragraph", _fill(part["text"], said))


def _say(name: str, kind: str, value: Any, words: Mapping[str, Any]) -> Any:
    """The slot's value in the letter's language; nothing for what is not said."""
    if not is_said(value):
        return ""
    if kind == YES:
        return words["yes"]
    if kind == MANY:
        return [words["options"][name][code] for code in value]
    if kind == CHOICE:
        return words["options"].get(name, {}).get(value, "")
    if kind == MONTH:
        year, month = str(value).split("-")[:2]
        return words["month"].format(month=words["months"][int(month) - 1], year=year)
    return " ".join(str(value).split())


def _join(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else value


def _fill(text: str, said: Mapping[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: _join(said[found.group(1)]), text)
