"""Cells as people typed them, made comparable; what cannot be understood becomes empty, never an error."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

SPACES = re.compile(r"[^\S\n]+")
EMAIL = re.compile(r"[^@\s,;<>\"']+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
KEYPAD = {letter: str(2 + group) for group, letters in enumerate(
    ("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ")) for letter in letters}  # fmt: skip
EXTENSION = re.compile(r"[\s,;]*(?:EXTENSION|EXT|X)\.?:?\s*(\d{1,7})\s*$", re.IGNORECASE)
SHORT_CODES = {"211", "311", "411", "511", "711", "811", "911", "988"}
TRUE = {"1", "true", "t", "yes", "y", "si", "sí", "x"}


def line(value: str) -> str:
    """One line: outer spaces gone, inner runs of white space made one."""
    return " ".join(value.split())


def text(value: str) -> str:
    """Several lines: line ends unified, outer spaces gone, line breaks kept."""
    unified = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    lines = [SPACES.sub(" ", part).strip() for part in unified.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_true(value: str) -> bool:
    return value.strip().lower() in TRUE


def email(value: str) -> str:
    """The first e-mail address in the cell, or nothing."""
    found = EMAIL.search(value)
    return found.group(0).rstrip(".") if found and len(found.group(0)) <= 254 else ""


def website(value: str) -> str:
    """A web address with its scheme; nothing unless it is http or https and names a host."""
    first = value.split()[0] if value.split() else ""
    if not first or "@" in first:
        return ""
    if "://" not in first:
        first = f"https://{first}"
    try:
        parts = urlsplit(first)
        host = parts.hostname or ""
    except ValueError:
        return ""
    valid = parts.scheme.lower() in {"http", "https"} and re.fullmatch(r"[\w-]+(\.[\w-]+)+", host)
    return first if valid and len(first) <= 500 else ""


def phone(value: str) -> str:
    """The number as dialled: +1 and ten digits, + and more elsewhere, a short code; or nothing."""
    upper = EXTENSION.sub("", value.upper().strip().strip('"')).strip()
    if upper.startswith("+") and not upper.startswith("+1"):
        digits = re.sub(r"\D", "", upper)
        return f"+{digits}" if 8 <= len(digits) <= 15 else ""
    dialled = "".join(KEYPAD.get(c, c) for c in upper if c.isdigit() or c in KEYPAD)
    if dialled in SHORT_CODES:
        return dialled
    if len(dialled) == 11 and dialled[0] == "1":
        dialled = dialled[1:]
    if len(dialled) != 10 or not re.match(r"[\s(+]*1?[\s.(-]*\d{3}", upper):
        return ""
    return f"+1{dialled}"


def extension(value: str) -> str:
    """The extension written behind a number, if there is one."""
    found = EXTENSION.search(value)
    return found.group(1) if found else ""


def spoken_phone(number: str) -> str:
    """A stored number as people read it."""
    if number.startswith("+1") and len(number) == 12:
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number


def coordinate(value: str, limit: int) -> Decimal | None:
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > limit:
        return None
    return number.quantize(Decimal("0.000001"))


def postal_code(value: str) -> str:
    return line(value)[:12]
