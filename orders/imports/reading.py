"""Read a list of services as an office sent it: rows under our names, and those that are no rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from caseload.foundation import sheets
from caseload.foundation.sheets import Unreadable
from orders.choices.notices import Refusal

from .mapping import Mapping

FORMATS = ("auto", "csv", "json")
LARGEST = 16 * 1024 * 1024
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Raw:
    """One row under our names of the fields."""

    line: int
    cells: dict[str, str]


@dataclass
class Sheet:
    """A whole list: its rows, the lines that are none, and how it was written."""

    name: str
    format: str
    encoding: str
    rows: list[Raw] = field(default_factory=list)
    refused: list[tuple[int, Refusal]] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        """Whether the file ended before its end."""
        return any(reason == Refusal.CUT for _line, reason in self.refused)


def read_sheet(name: str, data: bytes, mapping: Mapping, format: str = "auto") -> Sheet:
    """The list in `data`; raises `Unreadable` when the whole of it cannot be read."""
    if len(data) > LARGEST:
        raise sheets.too_large(name, LARGEST)
    text, encoding = sheets.decode(name, data)
    kind = format if format != "auto" else ("json" if text.lstrip()[:1] in ("[", "{") else "csv")
    sheet = Sheet(name, kind, encoding)
    if kind == "json":
        _fill(sheet, _json_rows(sheet, text, mapping))
    else:
        _fill(sheet, _csv_rows(sheet, text, mapping))
    if not sheet.rows and not sheet.refused:
        raise Unreadable(f"{name}: no row in it")
    return sheet


def sheet_of(notices: Iterable[Any], mapping: Mapping, name: str) -> Sheet:
    """The same from values that are read already, such as the body of a request."""
    sheet = Sheet(name, "json", "utf-8")
    _fill(sheet, _objects(sheet, list(notices), mapping))
    return sheet


def _fill(sheet: Sheet, rows: Iterator[Raw]) -> None:
    for row in rows:
        if any(row.cells.values()):
            sheet.rows.append(row)
        if len(sheet.rows) + len(sheet.refused) > MOST_ROWS:
            raise Unreadable(f"{sheet.name}: more than {MOST_ROWS:,} rows; send it in parts")


def _csv_rows(sheet: Sheet, text: str, mapping: Mapping) -> Iterator[Raw]:
    header, lines = sheets.table(sheet.name, text, sheets.delimiter_of(text))
    columns = [" ".join(name.split()) for name in header]
    if mapping.is_given:
        missing = sorted(set(mapping.columns.values()) - set(columns))
        if missing:
            raise Unreadable(f"{sheet.name}: column {missing[0][:60]!r} of the mapping is missing")
    elif not {"order_number", "court_case_number"} & set(columns):
        raise Unreadable(f"{sheet.name}: no column order_number or court_case_number; say with --mapping")
    at = {name: columns.index(column) for name, column in mapping.columns.items() if column in columns}
    last = 1
    try:
        for line, cells in lines:
            last = line
            if not any(cell.strip() for cell in cells):
                continue
            if broken := sheets.broken(header, cells):
                reason = Refusal.NULL if "null" in broken else Refusal.CELLS
                sheet.refused.append((line, reason))
                continue
            yield Raw(line, {name: sheets.own(cells[place]).strip() for name, place in at.items()})
    except Unreadable:
        sheet.refused.append((last + 1, Refusal.CUT))


class _Twice(dict[str, Any]):
    """An object that names a field twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Twice(found)


def _json_rows(sheet: Sheet, text: str, mapping: Mapping) -> Iterator[Raw]:
    try:
        found = json.loads(text, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{sheet.name}: not valid JSON") from error
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = found.get("notices", lists[0] if len(lists) == 1 else None)
    if not isinstance(found, list):
        raise Unreadable(f"{sheet.name}: expected a list of notices, or an object with the list `notices`")
    return _objects(sheet, found, mapping)


def _objects(sheet: Sheet, found: list[Any], mapping: Mapping) -> Iterator[Raw]:
    """Rows of a list of objects; the line of a row is its number in the list."""
    for number, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            sheet.refused.append((number, Refusal.NESTED))
            continue
        named = {" ".join(str(name).split()).lower(): value for name, value in one.items()}
        if isinstance(one, _Twice) or len(named) != len(one):
            sheet.refused.append((number, Refusal.TWICE))
            continue
        cells = {name: named.get(column) for name, column in mapping.columns.items()}
        if not all(value is None or _is_plain(value) for value in cells.values()):
            sheet.refused.append((number, Refusal.NESTED))
        elif any("\0" in str(value) or not _is_text(value) for value in cells.values()):
            sheet.refused.append((number, Refusal.NULL))
        else:
            yield Raw(
                number, {name: "" if value is None else str(value).strip() for name, value in cells.items()}
            )


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _is_text(value: Any) -> bool:
    """Half a character (a lone surrogate) is no text that could be stored."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True
