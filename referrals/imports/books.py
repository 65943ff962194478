"""The accounts of an import: every row is imported, merged, withheld or rejected, and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from caseload.foundation.sheets import Problem, Row

from . import clean, keys
from .records import Directory, Tables, Tally


class Books:
    """Counts rows and notes what was wrong; the parts of an assembly build on it."""

    def __init__(self, tables: Tables, namespace: UUID):
        self.tables, self.namespace = tables, namespace
        self.out = Directory(format=tables.format, problems=list(tables.problems))
        for problem in tables.problems:
            tally = self.tally(problem.file.removesuffix(".csv"))
            tally.rows += 1
            tally.rejected += 1

    def tally(self, name: str) -> Tally:
        return self.out.tallies.setdefault(name, Tally())

    def reject(self, tally: Tally, row: Row, reason: str) -> None:
        tally.rejected += 1
        self.note(row, reason)

    def note(self, row: Row, reason: str) -> None:
        self.out.problems.append(Problem(row.file, row.line, reason))

    def uuid(self, table: str, key: str) -> UUID:
        return keys.stable(self.namespace, table, key)

    def named(self, table: str, seen: Mapping[str, object]) -> Iterator[tuple[Tally, Row, str]]:
        """Rows of `table` that have an id of their own and a name; the others are rejected."""
        tally = self.tally(table)
        for row in self.tables.of(table):
            tally.rows += 1
            key = keys.key_of(row)
            if not key:
                self.reject(tally, row, "no id")
            elif key in seen:
                self.reject(tally, row, f"id {key!r} appears twice")
            elif not clean.line(row.get("name")):
                self.reject(tally, row, "no name")
            else:
                yield tally, row, key

    def joined(self, table: str, owner: str, *columns: str) -> dict[str, str]:
        """The values of a small child table, per owner, as one line."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables.of(table):
            value = next((v for c in columns if (v := clean.line(row.get(c)))), "")
            if value and value not in found[row.get(owner).strip()]:
                found[row.get(owner).strip()].append(value)
        return {key: ", ".join(values) for key, values in found.items() if key}

    def hours(self, owner: str) -> dict[str, str]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables.of("schedules"):
            times = f"{row.get('opens_at')[:5]}–{row.get('closes_at')[:5]}".strip("–")
            value = clean.line(row.get("description")) or clean.line(f"{row.get('byday')} {times}")
            if value:
                found[row.get(owner).strip()].append(value)
        return {key: "\n".join(lines) for key, lines in found.items() if key}
