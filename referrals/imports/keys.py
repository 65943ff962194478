"""Names for records that stay the same from one import to the next."""

from __future__ import annotations

import hashlib
from uuid import NAMESPACE_URL, UUID, uuid5

from .records import Row

LONGEST = 200


def namespace(source: str) -> UUID:
    """The namespace of one source's own numbers."""
    return uuid5(NAMESPACE_URL, f"directory:{source}")


def stable(source: UUID, table: str, key: str) -> UUID:
    """The record's own UUID where the source has one, else one derived from its table and number."""
    try:
        return UUID(key)
    except ValueError:
        return uuid5(source, f"{table}:{key}")


def key_of(row: Row, column: str = "id") -> str:
    return row.get(column).strip()[:LONGEST]


def content_key(*parts: str) -> str:
    """A key for a row that has none of its own."""
    return "c-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
