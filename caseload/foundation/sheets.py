"""Read one table that nobody vouches for: whatever is wrong with it ends in words, not in a crash."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_FILE = 64 * 1024 * 1024
MAX_CELL = 100_000
MAX_COLUMNS = 300
MAX_ROWS = 500_000
DELIMITERS = (",", ";", "\t", "|")


class Unreadable(Exception):
    """The whole file cannot be read; the message is one line for the person who started the import."""


@dataclass(frozen=True)
class Problem:
    """One row, or part of a row, that was left out, and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class Row:
    """One row of a source file under the column names of its table."""

    file: str
    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


def load(path: Path) -> str:
    """The text of `path`; refused when it is too large or in no encoding we know."""
    return decode(path.name, take(path))[0]


def take(path: Path, largest: int = MAX_FILE) -> bytes:
    """The bytes of a regular file of at most `largest` bytes."""
    if not path.is_file():
        raise Unreadable(f"{path.name}: not a regular file")
    try:
        if path.stat().st_size > largest:
            raise too_large(path.name, largest)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror}") from error


def too_large(name: str, largest: int) -> Unreadable:
    return Unreadable(f"{name}: larger than {largest // 1024 // 1024} MB")


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text and how it was written: UTF-8, UTF-16 with its mark, else Windows-1252; refused if neither."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{name}: the text is neither UTF-8 nor Windows-1252")


def load_json(path: Path) -> Any:
    try:
        return json.loads(load(path))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name}: not valid JSON") from error


def read(path: Path, required: Collection[str] = ()) -> tuple[list[Row], list[Problem]]:
    """The rows of `path` by column name, and those left out because they are broken."""
    header, body = _open(path)
    missing = sorted(set(required) - set(header))
    if missing:
        raise Unreadable(f"{path.name}: column {missing[0]!r} is missing")
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in body:
        reason = broken(header, cells)
        if reason:
            problems.append(Problem(path.name, line, reason))
        elif any(cells):
            rows.append(Row(path.name, line, {n: own(c) for n, c in zip(header, cells, strict=True) if n}))
        if len(rows) + len(problems) > MAX_ROWS:
            raise Unreadable(f"{path.name}: more than {MAX_ROWS:,} rows")
    return rows, problems


def columns(path: Path) -> list[str]:
    """Only the column names of `path`."""
    return _open(path)[0]


def _open(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    return table(path.name, load(path))


def table(name: str, text: str, delimiter: str = ",") -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The column names in small letters, and the rows behind them with their lines."""
    lines = _records(name, text, delimiter)
    first = next(lines, None)
    if first is None:
        raise Unreadable(f"{name}: empty, not even column names")
    header = [title.strip().strip("\ufeff").lower() for title in first[1]]
    named = [title for title in header if title]
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"{name}: more than {MAX_COLUMNS} columns")
    if not named or len(named) != len(set(named)):
        raise Unreadable(f"{name}: the first line must name each column once")
    return header, lines


def delimiter_of(text: str) -> str:
    """What separates the columns: whatever splits the first line into most; a comma when nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:MAX_CELL]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(f"{name}, line {start}: {error}") from error
        if cells:
            yield start, cells


def own(cell: str) -> str:
    """The cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def broken(header: list[str], cells: list[str]) -> str:
    """Why a row cannot be read under these column names; empty when it can."""
    if len(cells) != len(header):
        return f"{len(cells)} cells where the first line names {len(header)} columns"
    if any("\0" in cell for cell in cells):
        return "contains a null character"
    return ""
