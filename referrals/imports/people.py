"""Contacts and phones: whom a directory names, and for which record."""

from __future__ import annotations

from typing import Any

from . import clean, keys
from .books import Books
from .records import Contact, Phone, Row, Tally

PHONE_KINDS = {"voice", "fax", "text", "sms", "cell", "tty", "textphone", "hotline", "video", "pager"}
OWNERS = ("contact", "service", "location", "organization")


class People(Books):
    """The part of an assembly that places contacts and phones; confidential places keep no contact names."""

    confidential: set[str]
    withheld_contacts: set[str]

    def owner_of(self, row: Row) -> tuple[str, str] | None:
        """The most particular record that the row belongs to and that exists."""
        held: dict[str, Any] = {
            "contact": self.out.contacts, "service": self.out.services, "location": self.out.locations,
            "organization": self.out.organizations,
        }  # fmt: skip
        for kind in OWNERS:
            key = row.get(f"{kind}_id").strip()
            if key and (key in held[kind] or (kind == "contact" and key in self.withheld_contacts)):
                return kind, key
        return None

    def is_withheld(self, owner: tuple[str, str]) -> bool:
        kind, key = owner
        if kind == "contact":
            return key in self.withheld_contacts
        return key in self.confidential if kind == "location" else (
            kind == "service" and self.out.services[key].confidential)  # fmt: skip

    def contacts(self) -> None:
        for tally, row, key in self.named("contacts", self.out.contacts):
            owner = self.owner_of(Row(row.file, row.line, {**row.cells, "contact_id": ""}))
            if owner is None:
                self.reject(tally, row, "belongs to nothing that exists")
            elif self.is_withheld(owner):
                tally.withheld += 1
                self.withheld_contacts.add(key)
            else:
                tally.imported += 1
                self.out.contacts[key] = Contact(
                    key, self.uuid("contacts", key), owner, clean.line(row.get("name")),
                    clean.line(row.get("title")), clean.line(row.get("department")),
                    clean.email(row.get("email")),
                )  # fmt: skip

    def phones(self) -> None:
        tally, seen = self.tally("phones"), set()
        for row in self.tables.of("phones"):
            for number in _numbers(row):
                tally.rows += 1
                same = (
                    number,
                    *(v.strip() for k, v in sorted(row.cells.items()) if k not in ("id", "number")),
                )
                if same in seen:
                    tally.merged += 1
                    continue
                seen.add(same)
                self.phone(tally, row, number)

    def phone(self, tally: Tally, row: Row, written: str) -> None:
        label, _, value = written.rpartition(":")
        number, owner = clean.phone(value), self.owner_of(row)
        if not number:
            return self.reject(tally, row, f"not a phone number: {clean.line(written)[:60]!r}")
        if owner is None:
            return self.reject(tally, row, "belongs to nothing that exists")
        if owner[0] == "contact" and self.is_withheld(owner):
            tally.withheld += 1
            return None
        kind = clean.line(row.get("type")).lower()
        kind = "fax" if label.strip().lower() == "fax" else kind if kind in PHONE_KINDS else "voice"
        key = keys.key_of(row) or keys.content_key(*owner, number, kind, label)
        if key in self.out.phones:
            return self.reject(tally, row, f"id {key!r} appears twice")
        tally.imported += 1
        self.out.phones[key] = Phone(
            key, self.uuid("phones", key), owner, number, clean.line(value)[:80],
            "".join(row.get("extension").split())[:12] or clean.extension(value), kind,
            clean.line(label or row.get("description")),
        )  # fmt: skip
        return None


def _numbers(row: Row) -> list[str]:
    """The numbers of one cell; some sources put several in one, each with its label."""
    written = row.get("number")
    return [part for part in written.replace(";", "\n").splitlines() if part.strip()] or [written]
