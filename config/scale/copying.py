"""Rows as PostgreSQL reads them fastest: lines of text for COPY, encrypted fields sealed on the way."""

from __future__ import annotations

import json
import random
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from caseload.foundation import crypto

# For each table: its name, its columns, how many rows, the rows.
Lines = list[tuple[str, list[str | None], int, str]]
IDS_AT_ONCE = 1000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _string(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(ESCAPES)


def _json(value: Any) -> str:
    return _string(json.dumps(value, ensure_ascii=False))


WRITE: dict[type, Callable[[Any], str]] = {
    str: _string,
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _: "\\N",
    bytes: lambda value: "\\\\x" + value.hex(),
    datetime: datetime.isoformat,
    date: date.isoformat,
    dict: _json,
    list: _json,
}


def _other(value: Any) -> str:
    return _string(str(value))


def text(value: Any) -> str:
    """One value in COPY's text format; what it does not know is written as `str` does."""
    return WRITE.get(type(value), _other)(value)


class Table:
    """The rows of one model that wait to be copied."""

    def __init__(self, model: type[models.Model]):
        self.name = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.columns = [field.column for field in fields]
        self.sealed = {field.attname: field for field in fields if getattr(field, "encrypted", False)}
        self.defaults = [_default(field) for field in fields]
        self.position = {field.attname: position for position, field in enumerate(fields)}
        self.lines: list[str] = []
        self._ids: list[int] = []

    def next_id(self) -> int:
        """A primary key from the table's own sequence, so that nobody else gets it."""
        if not self._ids:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [self.name, IDS_AT_ONCE],
                )
                self._ids = [row[0] for row in reversed(cursor.fetchall())]
        return self._ids.pop()

    def add(self, key: bytes, values: dict[str, Any]) -> int:
        """Note one row; what `values` leaves out has the model's default. Returns its primary key."""
        row = self.defaults.copy()
        pk = values["id"] = values.get("id") or self.next_id()
        position, sealed, write = self.position, self.sealed, WRITE  # Looked up millions of times.
        for name, value in values.items():
            if name in sealed:
                row[position[name]] = self._sealed(key, name, value, values["ref"])
            else:
                row[position[name]] = write.get(value.__class__, _other)(value)
        self.lines.append("\t".join(row) + "\n")
        return pk

    def _sealed(self, key: bytes, name: str, value: Any, ref: str) -> str:
        field: Any = self.sealed[name]
        if value == field.empty():
            return "\\\\x"
        return text(crypto.seal(key, field.to_bytes(value), f"{self.name}.{field.column}:{ref}"))


def _default(field: models.Field) -> str:
    if field.primary_key or field.name == "ref":
        return ""  # Always given.
    if getattr(field, "encrypted", False):
        return "\\\\x"
    value = field.get_default()
    if value is None and not field.null:
        return ""  # Given, or refused by the database.
    return text(value)


class Loader:
    """All tables of one load, and what every row of one agency has in common."""

    def __init__(self, agency_id: int, rng: random.Random):
        self.agency_id = agency_id
        self.rng = rng
        self.tables: dict[type[models.Model], Table] = {}

    def ref(self) -> str:
        """An opaque reference; the same for the same seed."""
        return urlsafe_b64encode(self.rng.randbytes(16))[:22].decode()

    def add(self, model: type[models.Model], key: bytes, at: datetime, /, **values: Any) -> tuple[int, str]:
        """Note one row of this agency, made at `at`; returns its primary key and reference."""
        table = self.tables.get(model) or self.table(model)
        if "ref" not in values:
            values["ref"] = self.ref()
        values["agency_id"], values["created_at"] = self.agency_id, at
        return table.add(key, values), values["ref"]

    def table(self, model: type[models.Model]) -> Table:
        """The waiting rows of `model`."""
        if model not in self.tables:
            self.tables[model] = Table(model)
        return self.tables[model]

    def lines(self) -> Lines:
        """Everything that waits, by table."""
        return [
            (table.name, table.columns, len(table.lines), "".join(table.lines))
            for table in self.tables.values()
        ]


def copy(lines: Lines) -> int:
    """Send rows to their tables; returns how many."""
    count = 0
    with connection.cursor() as cursor:
        for table, columns, number, rows in lines:
            names = ", ".join(f'"{column}"' for column in columns)
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as target:
                target.write(rows)
            count += number
    return count
