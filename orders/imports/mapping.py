"""What the columns of an office's list mean, and in which words and formats it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml

from caseload.foundation.moments import Precision
from caseload.foundation.sheets import Unreadable, decode, take
from orders.choices import OrderType, Outcome, PlaceKind, Server, Source

FIELDS = (
    "order_number", "court_case_number", "court", "order_type", "served_on", "served_time", "served_at",
    "zone", "precision", "outcome", "server", "place_kind", "documents", "return_filed_on", "note",
)  # fmt: skip
CODES: dict[str, set[str]] = {
    "outcome": set(Outcome.values),
    "server": set(Server.values),
    "place_kind": set(PlaceKind.values),
    "order_type": set(OrderType.values),
    "precision": {Precision.EXACT.value, Precision.HOUR.value, Precision.DATE_ONLY.value},
}
DATE_PARTS = {
    "YYYY": "%Y",
    "YY": "%y",
    "Month": "%B",
    "Mon": "%b",
    "MM": "%m",
    "DD": "%d",
    "M": "%m",
    "D": "%d",
}
TIME_PARTS = {
    "HH": "%H", "H": "%H", "hh": "%I", "h": "%I", "MM": "%M", "mm": "%M", "SS": "%S", "ss": "%S", "AM": "%p",
}  # fmt: skip
KNOWN = ("columns", "values", "dates", "times", "zone", "defaults", "how_known")
LARGEST = 256 * 1024


@dataclass(frozen=True)
class Mapping:
    """A reader's instructions. Without a file: our own names of columns, dates and times as in ISO 8601."""

    zone: str
    columns: dict[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    times: tuple[str, ...] = ("%H:%M", "%H:%M:%S")
    defaults: dict[str, str] = field(default_factory=dict)
    how_known: str = Source.NOTICE
    is_given: bool = False  # the columns were named by somebody, so one that is missing is an error

    def code(self, name: str, text: str) -> str | None:
        """The code of what a cell says: by the mapping, or the code itself; None when neither knows it."""
        said = _plain(text)
        if not said:
            return self.defaults.get(name, "")
        found = self.values.get(name, {}).get(said)
        if found is None and said in CODES[name]:
            return said
        return found


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of all time zones; asking the system each time would take longer than all the rest."""
    return frozenset(available_timezones())


def read_mapping(path: Path, zone: str) -> Mapping:
    """The mapping in a YAML or JSON file; `Unreadable` in one line when anything about it is wrong."""
    text, _encoding = decode(path.name, take(path, LARGEST))
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(f"{path.name}: not a valid YAML or JSON mapping") from error
    return mapping_of(found, zone, path.name)


def mapping_of(found: Any, zone: str, name: str = "mapping") -> Mapping:
    """The mapping as plain values say it; `zone` holds where it names none."""

    def refuse(words: str) -> Unreadable:
        return Unreadable(f"{name}: {words}")

    if not isinstance(found, dict) or not isinstance(found.get("columns"), dict):
        raise refuse("expected `columns`: which field is in which column")
    _only(found, KNOWN, "", refuse)
    columns = _texts(found["columns"], "columns", refuse)
    _only(columns, FIELDS, "columns: ", refuse)
    if not {"order_number", "court_case_number"} & set(columns):
        raise refuse("columns: name the column of the order number or of the court case number")
    if "court" not in columns:
        raise refuse("columns: name the column of the court")
    if not {"served_on", "served_at"} & set(columns):
        raise refuse("columns: name the column of the day of service (served_on or served_at)")
    defaults = _texts(found.get("defaults") or {}, "defaults", refuse)
    _only(defaults, CODES, "defaults: ", refuse)
    for named, code in defaults.items():
        _known_code(named, code, "defaults", refuse)
    if "outcome" not in {*columns, *defaults}:
        raise refuse("columns: name the column of the outcome, or give it under `defaults`")
    zone = found.get("zone") or zone
    if not isinstance(zone, str) or zone not in zones():
        raise refuse("zone: there is no such time zone")
    how_known = found.get("how_known", Source.NOTICE.value)
    if how_known not in (Source.NOTICE, Source.POLICE, Source.COURT_PORTAL):
        raise refuse("how_known: notice, police or court_portal")
    return Mapping(
        zone=zone,
        columns={named: " ".join(column.split()).lower() for named, column in columns.items()},
        values=_values(found.get("values") or {}, refuse),
        dates=_formats(found.get("dates", ["YYYY-MM-DD"]), DATE_PARTS, "dates", refuse),
        times=_formats(found.get("times", ["HH:MM", "HH:MM:SS"]), TIME_PARTS, "times", refuse),
        defaults=defaults, how_known=how_known, is_given=True,
    )  # fmt: skip


def _values(found: Any, refuse: Any) -> dict[str, dict[str, str]]:
    """field -> what the office writes, in small letters -> our code; for courts, the name we use."""
    if not isinstance(found, dict):
        raise refuse("values: expected field, then what is written, then what it means")
    _only(found, (*CODES, "court"), "values: ", refuse)
    values: dict[str, dict[str, str]] = {}
    for named, words in found.items():
        codes = _texts(words, f"values: {named}", refuse)
        if named != "court":
            for code in codes.values():
                _known_code(named, code, f"values: {named}", refuse)
        values[named] = {_plain(said): code for said, code in codes.items()}
    return values


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _known_code(named: str, code: str, where: str, refuse: Any) -> None:
    if code not in CODES[named]:
        raise refuse(f"{where}: {code[:40]!r} is none of {', '.join(sorted(CODES[named]))}")


def _only(found: Iterable[Any], known: Iterable[str], where: str, refuse: Any) -> None:
    unknown = sorted({str(name) for name in found} - set(known))
    if unknown:
        raise refuse(f"{where}there is no {unknown[0][:40]!r}")


def _texts(found: Any, where: str, refuse: Any) -> dict[str, str]:
    """Names and values as texts: YAML reads a bare `yes` or `12` as something else."""
    if not isinstance(found, dict):
        raise refuse(f"{where}: expected names and values")
    plain = (str, int)
    if not all(isinstance(part, plain) and str(part).strip() for pair in found.items() for part in pair):
        raise refuse(f"{where}: expected names and values, each a plain text (put quotes around it)")
    return {str(name).strip(): str(value).strip() for name, value in found.items()}


def _formats(found: Any, parts: dict[str, str], where: str, refuse: Any) -> tuple[str, ...]:
    named = [found] if isinstance(found, str) else found
    if not isinstance(named, list) or not named or not all(isinstance(one, str) for one in named):
        raise refuse(f"{where}: expected a list of formats, such as {next(iter(parts))}")
    pattern = re.compile("|".join(sorted(parts, key=len, reverse=True)))
    made = []
    for one in named:
        rest = pattern.sub("", one)
        if not pattern.search(one) or not re.fullmatch(r"[ /.,:T-]*", rest):
            raise refuse(f"{where}: {one[:40]!r} is not made of {', '.join(parts)}")
        made.append(pattern.sub(lambda hit: parts[hit[0]], one))
    return tuple(made)
