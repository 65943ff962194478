"""Rows as PostgreSQL reads them fastest: lines of text for COPY, encrypted fields sealed on the way."""

from __future__ import annotations

import json
import random
from base64 import urlsafe_b64encode
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from caseload.foundation import crypto

IDS_AT_ONCE = 1000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def text(value: Any) -> str:
    """One value in COPY's text format."""
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    raise TypeError(f"no way to write {type(value).__name__}")


class Table:
    """The rows of one model that wait to be copied."""

    def __init__(self, model: type[models.Model]):
        self.name = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.columns = [field.column for field in fields]
        self.sealed = {field.attname: field for field in fields if getattr(field, "encrypted", False)}
        self.defaults = {field.attname: _default(field) for field in fields}
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
        for name, value in values.items():
            if name not in row:
                raise KeyError(f"{self.name} has no {name}")
            row[name] = (
                text(value) if name not in self.sealed else self._sealed(key, name, value, values["ref"])
            )
        self.lines.append("\t".join(row.values()))
        return pk

    def copy(self) -> int:
        """Send the waiting rows; returns how many."""
        count = len(self.lines)
        if count:
            columns = ", ".join(f'"{column}"' for column in self.columns)
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy,
            ):
                copy.write("\n".join(self.lines) + "\n")
            self.lines = []
        return count

    def _sealed(self, key: bytes, name: str, value: Any, ref: str) -> str:
        field = self.sealed[name]
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
        table = self.table(model)
        values.setdefault("ref", self.ref())
        values["agency_id"], values["created_at"] = self.agency_id, at
        return table.add(key, values), values["ref"]

    def table(self, model: type[models.Model]) -> Table:
        """The waiting rows of `model`."""
        if model not in self.tables:
            self.tables[model] = Table(model)
        return self.tables[model]

    def copy(self) -> int:
        """Send everything; foreign keys are checked when the transaction commits."""
        return sum(table.copy() for table in self.tables.values())
