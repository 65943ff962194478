"""Read one CSV file that nobody vouches for: whatever is wrong with it ends in words, not in a crash."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from .records import Problem, Row, Unreadable

MAX_FILE = 64 * 1024 * 1024
MAX_CELL = 100_000
MAX_COLUMNS = 300
MAX_ROWS = 500_000


def load(path: Path) -> str:
    """The text of `path`: UTF-8, UTF-16 with its mark, else Windows-1252; refused when none fits."""
    if not path.is_file():
        raise Unreadable(f"{path.name}: not a regular file")
    try:
        if path.stat().st_size > MAX_FILE:
            raise Unreadable(f"{path.name}: larger than {MAX_FILE // 1024 // 1024} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror}") from error
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{path.name}: the text is neither UTF-8 nor Windows-1252")


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
        reason = _broken(header, cells)
        if reason:
            problems.append(Problem(path.name, line, reason))
        elif any(cells):
            rows.append(Row(path.name, line, {n: _own(c) for n, c in zip(header, cells, strict=True) if n}))
        if len(rows) + len(problems) > MAX_ROWS:
            raise Unreadable(f"{path.name}: more than {MAX_ROWS:,} rows")
    return rows, problems


def columns(path: Path) -> list[str]:
    """Only the column names of `path`."""
    return _open(path)[0]


def _open(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    text = load(path)
    lines = _records(path.name, text)
    first = next(lines, None)
    if first is None:
        raise Unreadable(f"{path.name}: empty, not even column names")
    header = [name.strip().strip("\ufeff").lower() for name in first[1]]
    named = [name for name in header if name]
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"{path.name}: more than {MAX_COLUMNS} columns")
    if not named or len(named) != len(set(named)):
        raise Unreadable(f"{path.name}: the first line must name each column once")
    return header, lines


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
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


def _own(cell: str) -> str:
    """The cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else cell


def _broken(header: list[str], cells: list[str]) -> str:
    if len(cells) != len(header):
        return f"{len(cells)} cells where the first line names {len(header)} columns"
    if any("\0" in cell for cell in cells):
        return "contains a null character"
    return ""
