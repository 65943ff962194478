"""Find the tables of a directory on disk, whatever its dialect, and bring them under HSDS names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import yaml

from caseload.foundation import sheets
from caseload.foundation.sheets import Problem, Row, Unreadable

from . import clean
from .records import Tables

FORMATS = ("auto", "hsds", "ohana", "csv")
OHANA_ONLY = {
    "mail_addresses.csv",
    "regular_schedules.csv",
    "holiday_schedules.csv",
    "categories.csv",
    "taxonomy.csv",
}
HSDS_TABLES = (
    "organizations", "locations", "services", "service_at_location", "addresses", "contacts", "phones",
    "languages", "accessibility", "schedules", "service_areas", "required_documents", "cost_options",
    "taxonomy_terms", "attributes",
)  # fmt: skip
REQUIRED = {
    "organizations": ("id", "name"),
    "locations": ("id", "name"),
    "services": ("id", "name"),
    "phones": ("number",),
    "addresses": ("location_id",),
    "mail_addresses": ("location_id",),
    "service_at_location": ("service_id", "location_id"),
    "attributes": ("link_id", "taxonomy_term_id"),
    "taxonomy_terms": ("id", "name"),
    "categories": ("id", "name"),
    "taxonomy": ("taxonomy_id", "name"),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Progress = Callable[[str], None]


def quiet(step: str) -> None:
    """The progress of a reader that nobody watches."""


def detect(path: Path, mapping: Path | None = None) -> str:
    """Which dialect the folder speaks; raises `Unreadable` when it is none."""
    if mapping:
        return "csv"
    if not path.is_dir():
        raise Unreadable(f"{path}: no such folder")
    names = {entry.name.lower() for entry in path.iterdir()}
    if "datapackage.json" in names or {"service_at_location.csv", "taxonomy_terms.csv"} & names:
        return "hsds"
    if names & OHANA_ONLY:
        return "ohana"
    if {"organizations.csv", "services.csv"} <= names:
        ohana = "location_id" in sheets.columns(path / "services.csv")
        return "ohana" if ohana else "hsds"
    raise Unreadable(
        f"{path}: no organizations.csv and services.csv here, so this is not a directory we know"
    )


def read_tables(
    path: Path, format: str = "auto", mapping: Path | None = None, progress: Progress = quiet
) -> Tables:
    """Every table of the directory at `path`; `csv` needs a mapping file."""
    kind = detect(path, mapping) if format == "auto" else format
    if not path.is_dir():
        raise Unreadable(f"{path}: no such folder")
    if kind == "csv":
        if mapping is None:
            raise Unreadable("a plain CSV directory needs --mapping: a file saying which column means what")
        tables = _mapped(path, mapping, progress)
    else:
        tables = _ohana(path, progress) if kind == "ohana" else _hsds(path, progress)
    tables.format = kind
    if not tables.of("services") and not tables.of("organizations"):
        raise Unreadable(f"{path}: no organization and no service in it")
    return tables


def _sheet(
    path: Path, table: str, into: Tables, progress: Progress, required: Collection[str] = ()
) -> list[Row]:
    file = path / f"{table}.csv"
    if not file.exists():
        return []
    progress(file.name)
    rows, problems = sheets.read(file, required or REQUIRED.get(table, ()))
    into.problems += problems
    into.counts[file.name] += len(rows) + len(problems)
    return rows


def _must_have(path: Path, *tables: str) -> None:
    for table in tables:
        if not (path / f"{table}.csv").is_file():
            raise Unreadable(f"{path}: {table}.csv is missing")


def _hsds(path: Path, progress: Progress) -> Tables:
    _must_have(path, "organizations", "services")
    tables = Tables()
    for table in HSDS_TABLES:
        for row in _sheet(path, table, tables, progress):
            tables.add(table, row)
    return tables


def _ohana(path: Path, progress: Progress) -> Tables:
    _must_have(path, "organizations", "locations", "services")
    tables = Tables()
    for row in _sheet(path, "organizations", tables, progress):
        tables.add("organizations", row)
    for row in _sheet(path, "locations", tables, progress):
        kind = "virtual" if clean.is_true(row.get("virtual")) else "physical"
        tables.add("locations", row, {**row.cells, "location_type": kind})
    for table, kind in (("addresses", "physical"), ("mail_addresses", "postal")):
        for row in _sheet(path, table, tables, progress):
            tables.add("addresses", row, {**row.cells, "address_type": kind})
    _ohana_services(path, tables, progress)
    for row in _sheet(path, "contacts", tables, progress):
        tables.add("contacts", row)
    for row in _sheet(path, "phones", tables, progress):
        prefix = row.get("country_prefix").strip().lstrip("+")
        number = f"+{prefix} {row.get('number')}" if prefix not in ("", "1") else row.get("number")
        cells = {"type": row.get("number_type"), "description": row.get("department"), "number": number}
        tables.add("phones", row, {**row.cells, **cells})
    for row in _sheet(path, "regular_schedules", tables, progress):
        tables.add("schedules", row, {**row.cells, "description": _weekday(row)})
    return tables


def _weekday(row: Row) -> str:
    day = row.get("weekday").strip()
    name = DAYS[int(day) - 1] if day.isdigit() and 1 <= int(day) <= 7 else day.capitalize()
    return f"{name} {row.get('opens_at').strip()}–{row.get('closes_at').strip()}"


def _ohana_services(path: Path, tables: Tables, progress: Progress) -> None:
    terms = _ohana_terms(path, tables, progress)
    listed = {}
    links = path / "service_categories.json"
    if links.exists():
        listed = sheets.load_json(links)
        if not isinstance(listed, dict):
            raise Unreadable(f"{links.name}: expected an object of service ids")
    renamed = {"eligibility": "eligibility_description", "fees": "fees_description", "website": "url"}
    for row in _sheet(path, "services", tables, progress):
        tables.add("services", row, {**row.cells, **{new: row.get(old) for old, new in renamed.items()}})
        key = row.get("id").strip()
        if row.get("location_id").strip():
            tables.add("service_at_location", row, {"service_id": key, "location_id": row.get("location_id")})
        codes = [
            terms.get(code.strip(), code.strip())
            for code in row.get("taxonomy_ids").split(",")
            if code.strip()
        ]
        named = listed.get(key, [])
        for term in [*codes, *(named if isinstance(named, list) else [])]:
            tables.counts["category links"] += 1
            tables.add("attributes", row, {"link_id": key, "taxonomy_term_id": str(term)})
    known = {row.get("id").strip() for row in tables.of("services")}
    for key in sorted(set(listed) - known):
        tables.problems.append(Problem(links.name, 0, f"service {key[:40]!r} does not exist"))


def _ohana_terms(path: Path, tables: Tables, progress: Progress) -> dict[str, str]:
    """Add the category rows; returns their ids by the code that services and parents use."""
    rows = _sheet(path, "categories", tables, progress) or _sheet(path, "taxonomy", tables, progress)
    keys = {
        row.get("taxonomy_id").strip(): row.get("id").strip() or row.get("taxonomy_id").strip()
        for row in rows
    }
    for row in rows:
        parent = keys.get(row.get("parent_id").strip(), row.get("parent_id").strip())
        code = row.get("taxonomy_id").strip()
        cells = {"id": row.get("id").strip() or code, "code": code, "parent_id": parent}
        tables.add("taxonomy_terms", row, {**row.cells, **cells})
    return keys


MODELS = {"postal_address": "addresses", "physical_address": "addresses", "address": "addresses"}
FIELDS = {"alternative_name": "alternate_name", "website": "url"}


def _mapped(path: Path, mapping: Path, progress: Progress) -> Tables:
    """Rows of any CSV files, by a mapping: file name -> column -> {model, field[, foreign key]}."""
    tables = Tables()
    for table, named in _mapping(mapping).items():
        _must_have(path, table)
        for row in _sheet(path, table, tables, progress, [column.lower() for column in named]):
            _split(row, named, tables)
    return tables


def _mapping(path: Path) -> dict[str, dict[str, Mapping[str, str]]]:
    try:
        found = yaml.safe_load(sheets.load(path))
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(f"{path.name}: not a valid YAML or JSON mapping") from error
    sheets_named = (
        [named for named in found.values() if isinstance(named, dict)] if isinstance(found, dict) else []
    )
    entries = [entry for named in sheets_named for entry in named.values()]
    whole = all(
        isinstance(e, dict) and isinstance(e.get("model"), str) and isinstance(e.get("field"), str)
        for e in entries
    )
    if not entries or not whole or not all(re.fullmatch(r"\w+", str(name)) for name in found):
        raise Unreadable(f"{path.name}: expected file name, then column, then model and field")
    return {
        str(name): {str(c): e for c, e in named.items()}
        for name, named in found.items()
        if isinstance(named, dict)
    }


def _split(row: Row, named: Mapping[str, Mapping[str, str]], tables: Tables) -> None:
    cells: dict[str, dict[str, str]] = {}
    for column, entry in named.items():
        model, field = entry["model"], FIELDS.get(entry["field"], entry["field"])
        target = cells.setdefault(MODELS.get(model, model), {})
        target[field] = row.get(column.lower())
        if "address" in model:
            target["address_type"] = "postal" if model == "postal_address" else "physical"
        if entry.get("foreign_key_name") and entry.get("foreign_key_value"):
            target[str(entry["foreign_key_name"])] = row.get(str(entry["foreign_key_value"]).lower())
    for model, values in cells.items():
        if model in HSDS_TABLES and any(
            values[f] for f in values if f not in ("address_type", "location_id")
        ):
            extra = {k: v for k, v in row.cells.items() if model in ("locations", "services")} | values
            tables.add(model, row, extra)
