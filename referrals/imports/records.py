"""What a directory says, once it has been read and cleaned: plain values, no ORM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from caseload.foundation.sheets import Problem, Row


@dataclass
class Tally:
    """What became of the rows of one file: imported + merged + withheld + rejected == rows."""

    rows: int = 0
    imported: int = 0
    merged: int = 0
    withheld: int = 0
    rejected: int = 0


@dataclass
class Tables:
    """Rows of the source under the names HSDS gives the tables, and what could not become a row."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    format: str = ""

    def add(self, table: str, row: Row, cells: Mapping[str, str] | None = None) -> None:
        entry = row if cells is None else Row(row.file, row.line, cells)
        self.rows.setdefault(table, []).append(entry)

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])


@dataclass(frozen=True)
class Organization:
    key: str
    uuid: UUID
    name: str
    alternate_name: str = ""
    description: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True)
class Location:
    key: str
    uuid: UUID
    name: str
    organization: str = ""
    alternate_name: str = ""
    description: str = ""
    transportation: str = ""
    accessibility: str = ""
    languages: str = ""
    hours: str = ""
    city: str = ""
    state: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    confidential: bool = False


@dataclass(frozen=True)
class Address:
    key: str
    uuid: UUID
    location: str
    kind: str
    attention: str = ""
    line_1: str = ""
    line_2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = "US"


@dataclass(frozen=True)
class Service:
    key: str
    uuid: UUID
    name: str
    organization: str = ""
    alternate_name: str = ""
    description: str = ""
    eligibility: str = ""
    application: str = ""
    fees: str = ""
    documents: str = ""
    languages: str = ""
    interpretation: str = ""
    hours: str = ""
    wait_time: str = ""
    keywords: str = ""
    areas: str = ""
    email: str = ""
    website: str = ""
    status: str = "active"
    confidential: bool = False


@dataclass(frozen=True)
class Contact:
    key: str
    uuid: UUID
    owner: tuple[str, str]
    name: str
    title: str = ""
    department: str = ""
    email: str = ""


@dataclass(frozen=True)
class Phone:
    key: str
    uuid: UUID
    owner: tuple[str, str]
    number: str
    original: str
    extension: str = ""
    kind: str = "voice"
    label: str = ""


@dataclass(frozen=True)
class Category:
    key: str
    uuid: UUID
    name: str
    code: str = ""
    parent: str = ""
    kind: str = ""


@dataclass
class Directory:
    """A whole directory, ready to be stored; every key that one record names exists among the others."""

    format: str = ""
    organizations: dict[str, Organization] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    sites: set[tuple[str, str]] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
