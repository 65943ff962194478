"""Write a directory as an HSDS 3.1 tabular package: CSV files and the descriptor that names their columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: dict[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "alternate_name", "description", "email", "website"),
    "services": (
        "id", "organization_id", "name", "alternate_name", "description", "url", "email", "status",
        "interpretation_services", "application_process", "fees_description", "wait_time",
        "eligibility_description", "alert",
    ),
    "locations": (
        "id", "location_type", "organization_id", "name", "alternate_name", "description", "transportation",
        "latitude", "longitude",
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "addresses": (
        "id", "location_id", "attention", "address_1", "address_2", "city", "state_province", "postal_code",
        "country", "address_type",
    ),
    "phones": (
        "id", "location_id", "service_id", "organization_id", "contact_id", "number", "extension", "type",
        "description",
    ),
    "contacts": (
        "id", "organization_id", "service_id", "location_id", "name", "title", "department", "email",
    ),
    "schedules": ("id", "service_id", "location_id", "description"),
    "languages": ("id", "service_id", "location_id", "name"),
    "service_areas": ("id", "service_id", "name"),
    "required_documents": ("id", "service_id", "document"),
    "accessibility": ("id", "location_id", "description"),
    "taxonomy_terms": ("id", "code", "name", "description", "parent_id"),
    "attributes": ("id", "link_id", "link_entity", "taxonomy_term_id"),
}  # fmt: skip


def harmless(cell: str) -> str:
    """The cell so that a spreadsheet shows it as text; the reader takes the mark off again."""
    marked = cell.startswith(FORMULA) or (cell[:1] == "'" and cell[1:].startswith((*FORMULA, "'")))
    return f"'{cell}" if marked else cell


def write_package(folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, int]:
    """Write every table with rows, sorted by id; returns how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for table, columns in COLUMNS.items():
        rows = sorted(tables.get(table, ()), key=lambda row: row["id"])
        if not rows:
            continue
        counts[table] = len(rows)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([harmless(str(row.get(column) or "")) for column in columns])
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(counts), indent=1), encoding="utf-8")
    return counts


def _descriptor(counts: Mapping[str, int]) -> dict[str, object]:
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "profile": "tabular-data-resource",
            "schema": {"fields": [{"name": column, "type": "string"} for column in COLUMNS[table]]},
        }
        for table in counts
    ]
    return {
        "name": "human_services_data", "profile": "tabular-data-package", "version": "3.1.0",
        "resources": resources,
    }  # fmt: skip
