"""A small directory in each dialect, and clients with something to hide."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORGANIZATIONS = [
    {
        "id": "1",
        "name": "Harbor Homes  ",
        "description": " First line\r\nSecond line ",
        "website": "harbor.example.org",
    },
    {"id": "2", "name": "Legal Friends", "description": "Lawyers", "website": ""},
]
LOCATIONS = [
    {"id": "10", "organization_id": "1", "name": "Main office", "description": "", "latitude": "39.29",
     "longitude": "-76.61", "transportation": "Bus 5", "virtual": "false"},
    {"id": "11", "organization_id": "1", "name": "Safe house",
        "description": "Shelter at 77 Hidden Elm St., 21299.",
     "latitude": "39.5", "longitude": "-76.5", "transportation": "Behind the mill", "virtual": "false"},
    {"id": "12", "organization_id": "2", "name": "Law office", "description": "", "latitude": "",
        "longitude": "",
     "transportation": "", "virtual": "false"},
]  # fmt: skip
ADDRESSES = [
    {"id": "1", "location_id": "10", "address_1": "5 North Street", "address_2": "", "city": "Baltimore",
     "state_province": "MD", "postal_code": "21201", "country": "us"},
    {"id": "2", "location_id": "11", "address_1": "77 Hidden Elm Street", "address_2": "", "city": "Towson",
     "state_province": "MD", "postal_code": "21299", "country": "us"},
    {"id": "3", "location_id": "12", "address_1": "", "address_2": "", "city": "Laurel",
        "state_province": "MD",
     "postal_code": "20707", "country": "us"},
    {"id": "4", "location_id": "99", "address_1": "1 Nowhere", "address_2": "", "city": "X",
        "state_province": "MD",
     "postal_code": "1", "country": "us"},
]  # fmt: skip
SERVICES = [
    {"id": "100", "location_id": "10", "name": "Rent help", "description": "Helps with rent and utilities.",
     "eligibility": "Men and women", "status": "active", "languages": "Spanish", "taxonomy_ids": "101"},
    {"id": "101", "location_id": "11", "name": "Domestic violence shelter", "status": "active",
     "description": "A shelter. The address is confidential; call first.", "languages": "",
     "eligibility": "Women with their children", "taxonomy_ids": "102, 101"},
    {"id": "102", "location_id": "12", "name": "Órdenes de protección", "description": "Abogados.",
        "eligibility": "",
     "status": "active", "languages": "Español", "taxonomy_ids": ""},
]  # fmt: skip
PHONES = [
    {"id": "1", "service_id": "101", "location_id": "", "organization_id": "", "number": "(800) 799-SAFE",
     "extension": "", "department": "Hotline", "number_type": "hotline"},
    {"id": "2", "service_id": "", "location_id": "", "organization_id": "1", "number": "410 555 0100",
     "extension": "12", "department": "", "number_type": "voice"},
    {"id": "3", "service_id": "", "location_id": "", "organization_id": "1", "number": "410 555 0100",
     "extension": "12", "department": "", "number_type": "voice"},
    {"id": "4", "service_id": "", "location_id": "", "organization_id": "2", "number": "(   ) -",
        "extension": "",
     "department": "", "number_type": "voice"},
]  # fmt: skip
CONTACTS = [
    {
        "id": "1",
        "location_id": "11",
        "organization_id": "",
        "service_id": "",
        "name": "Nora Keeper",
        "title": "Lead",
    },
    {
        "id": "2",
        "location_id": "10",
        "organization_id": "",
        "service_id": "",
        "name": "Omar Desk",
        "title": "",
    },
]
TAXONOMY = [
    {"taxonomy_id": "101", "name": "Help Pay for Housing", "parent_id": "", "parent_name": ""},
    {
        "taxonomy_id": "102",
        "name": "Emergency Shelter",
        "parent_id": "101",
        "parent_name": "Help Pay for Housing",
    },
]
TABLES = {
    "organizations": ORGANIZATIONS, "locations": LOCATIONS, "addresses": ADDRESSES, "services": SERVICES,
    "phones": PHONES, "contacts": CONTACTS, "taxonomy": TAXONOMY,
}  # fmt: skip


def write_csv(path: Path, rows: list[dict], encoding="utf-8", newline="\n") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator=newline)
        writer.writeheader()
        writer.writerows(rows)


def ohana_folder(where: Path, encoding="utf-8", newline="\n", **changes: list[dict]) -> Path:
    where.mkdir(parents=True, exist_ok=True)
    for table, rows in {**TABLES, **changes}.items():
        write_csv(where / f"{table}.csv", rows, encoding, newline)
    return where


def shared_data() -> Path:
    """The real directories, where a machine has them; tests on them are skipped elsewhere."""
    found = Path(os.environ.get("LANTERN_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (found / "directories").is_dir():
        pytest.skip("no real directories here: set LANTERN_TEST_DATA to a folder that has them")
    return found
