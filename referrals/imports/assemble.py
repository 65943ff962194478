"""From the tables of a source to clean records, with what leads to a confidential place left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from caseload.foundation.sheets import Row

from . import clean, keys, places, privacy
from .people import People
from .records import Address, Directory, Location, Organization, Service, Tables
from .terms import Terms

STATUSES = {"active", "inactive", "defunct", "temporarily closed"}


def assemble(tables: Tables, source: str, hidden: Collection[UUID] = ()) -> Directory:
    """The directory that `tables` describe; `source` names where it came from, the same at each import.

    `hidden` are locations and services known to be confidential: no source can make them public again.
    """
    return _Assembly(tables, keys.namespace(source), hidden).run()


class _Assembly(People, Terms):
    def __init__(self, tables: Tables, namespace: UUID, hidden: Collection[UUID]):
        super().__init__(tables, namespace)
        self.hidden = frozenset(hidden)
        self.confidential: set[str] = set()
        self.withheld_contacts: set[str] = set()
        self.sites_of: dict[str, list[str]] = defaultdict(list)
        self.locations_of: dict[str, list[str]] = defaultdict(list)

    def run(self) -> Directory:
        self.organizations()
        self.confidential_places()
        self.locations()
        self.addresses()
        self.services()
        self.sites()
        self.contacts()
        self.phones()
        self.categories()
        self.links()
        return self.out

    def confidential_places(self) -> None:
        """Decide, from everything the source says, which locations must not be found."""
        for row in self.tables.of("service_at_location"):
            self.sites_of[row.get("service_id").strip()].append(row.get("location_id").strip())
        pairs = [(service, place) for service, found in self.sites_of.items() for place in found]
        tables = self.tables
        known = places.survey(tables.of("locations"), tables.of("addresses"), tables.of("services"), pairs)
        closed = {key for key in self.sites_of if self.uuid("services", key) in self.hidden}
        known_hidden = {place for key in closed for place in self.sites_of[key]}
        self.confidential = {
            key
            for key, place in known.items()
            if place.is_confidential() or key in known_hidden or self.uuid("locations", key) in self.hidden
        }
        self.withheld = places.Withheld(known, self.confidential)
        for key, place in known.items():
            self.locations_of[place.row.get("organization_id").strip()].append(key)
        for key, organization in list(self.out.organizations.items()):
            hidden = [place for place in self.locations_of[key] if place in self.confidential]
            if hidden:
                self.out.organizations[key] = self.organization(key, organization.name, hidden)

    def organizations(self) -> None:
        self.organization_rows: dict[str, Row] = {}
        for tally, row, key in self.named("organizations", self.out.organizations):
            tally.imported += 1
            self.organization_rows[key] = row
            self.out.organizations[key] = self.organization(key, clean.line(row.get("name")), [])

    def organization(self, key: str, name: str, hidden: list[str]) -> Organization:
        row = self.organization_rows[key]
        scrub = self.withheld.scrub if hidden else (lambda value, _: value)
        return Organization(
            key, self.uuid("organizations", key), scrub(name, hidden),
            alternate_name=scrub(clean.line(row.get("alternate_name")), hidden),
            description=scrub(clean.text(row.get("description")), hidden),
            email=clean.email(row.get("email")),
            website=clean.website(row.get("website") or row.get("url")),
        )  # fmt: skip

    def locations(self) -> None:
        hours, spoken = self.hours("location_id"), self.joined("languages", "location_id", "name", "code")
        access, towns = self.joined("accessibility", "location_id", "description"), self.towns()
        for tally, row, key in self.named("locations", self.out.locations):
            tally.imported += 1
            organization = row.get("organization_id").strip()
            if organization and organization not in self.out.organizations:
                self.note(row, f"organization {organization[:40]!r} does not exist; kept without it")
                organization = ""
            hidden = key in self.confidential
            city, state = ("", "") if hidden else towns.get(key, ("", ""))
            self.out.locations[key] = Location(
                key, self.uuid("locations", key), self.withheld.scrub(clean.line(row.get("name")), [key]),
                organization, self.withheld.scrub(clean.line(row.get("alternate_name")), [key]),
                description=self.withheld.scrub(clean.text(row.get("description")), [key]),
                transportation="" if hidden else clean.text(row.get("transportation")),
                accessibility="" if hidden else clean.line(row.get("accessibility")) or access.get(key, ""),
                languages=clean.line(row.get("languages")) or spoken.get(key, ""),
                hours=hours.get(key, ""), city=city, state=state,
                latitude=None if hidden else clean.coordinate(row.get("latitude"), 90),
                longitude=None if hidden else clean.coordinate(row.get("longitude"), 180),
                confidential=hidden,
            )  # fmt: skip

    def towns(self) -> dict[str, tuple[str, str]]:
        """City and state of each location, by its first address that names them."""
        found: dict[str, tuple[str, str]] = {}
        for row in self.tables.of("addresses"):
            parts = places.parts_of(row)
            if parts.city or parts.state:
                found.setdefault(row.get("location_id").strip(), (parts.city, parts.state))
        return found

    def addresses(self) -> None:
        for row in self.tables.of("addresses"):
            kind = "postal" if row.get("address_type").strip().lower() == "postal" else "physical"
            tally = self.tally(f"addresses ({kind})")
            tally.rows += 1
            location, parts = row.get("location_id").strip(), places.parts_of(row)
            key = keys.key_of(row) or keys.content_key(location, kind, row.get("address_1"))
            if location not in self.out.locations:
                self.reject(tally, row, f"location {location[:40]!r} does not exist")
            elif location in self.confidential:
                tally.withheld += 1
            elif not parts.street:
                self.reject(tally, row, "no street address; the location was kept without one")
            elif f"{kind}:{key}" in self.out.addresses:
                self.reject(tally, row, f"id {key!r} appears twice")
            else:
                tally.imported += 1
                self.out.addresses[f"{kind}:{key}"] = Address(
                    f"{kind}:{key}", self.uuid(f"addresses.{kind}", key), location, kind,
                    clean.line(row.get("attention")), parts.street, parts.unit, parts.city, parts.state,
                    parts.postal_code, parts.country,
                )  # fmt: skip

    def services(self) -> None:
        hours, spoken = self.hours("service_id"), self.joined("languages", "service_id", "name", "code")
        areas = self.joined("service_areas", "service_id", "name", "description")
        papers = self.joined("required_documents", "service_id", "document")
        costs = self.joined("cost_options", "service_id", "amount_description", "option")
        for tally, row, key in self.named("services", self.out.services):
            tally.imported += 1
            at = [place for place in self.sites_of[key] if place in self.out.locations]
            texts = [
                row.get(n)
                for n in ("name", "description", "eligibility_description", "application_process", "alert")
            ]
            secret = privacy.flagged(row.cells) or privacy.says_confidential(texts)
            secret = secret or self.uuid("services", key) in self.hidden

            def text(column: str, at: list[str] = at, row: Row = row) -> str:
                return self.withheld.scrub(clean.text(row.get(column)), at)

            self.out.services[key] = Service(
                key, self.uuid("services", key), text("name").replace("\n", " "),
                self.organization_of(row, at), text("alternate_name"), text("description"),
                text("eligibility_description"),
                text("application_process"), text("fees_description") or text("fees") or costs.get(key, ""),
                text("required_documents") or papers.get(key, ""),
                clean.line(row.get("languages")) or spoken.get(key, ""), text("interpretation_services"),
                hours.get(key, ""), text("wait_time"), clean.line(row.get("keywords")),
                clean.line(row.get("service_areas")) or areas.get(key, ""), clean.email(row.get("email")),
                clean.website(row.get("url") or row.get("website")), self.status(row),
                secret or bool(self.confidential.intersection(at)),
            )  # fmt: skip

    def organization_of(self, row: Row, at: list[str]) -> str:
        """The service's organization: named, or its location's, or the one its phones and contacts name."""
        named = row.get("organization_id").strip()
        if named in self.out.organizations:
            return named
        if named:
            self.note(row, f"organization {named[:40]!r} does not exist; kept without it")
        for place in at:
            if self.out.locations[place].organization:
                return self.out.locations[place].organization
        key = row.get("id").strip()
        beside = (
            r for table in ("phones", "contacts") for r in self.tables.of(table) if r.get("service_id") == key
        )
        return next(
            (o for r in beside if (o := r.get("organization_id").strip()) in self.out.organizations), ""
        )

    def status(self, row: Row) -> str:
        status = clean.line(row.get("status")).lower()
        if status and status not in STATUSES:
            self.note(row, f"status {status[:40]!r} is not known; taken as inactive")
            return "inactive"
        return status or "active"

    def sites(self) -> None:
        tally = self.tally("service_at_location")
        for row in self.tables.of("service_at_location"):
            tally.rows += 1
            pair = (row.get("service_id").strip(), row.get("location_id").strip())
            if pair[0] not in self.out.services or pair[1] not in self.out.locations:
                self.reject(
                    tally, row, f"service {pair[0][:40]!r} or location {pair[1][:40]!r} does not exist"
                )
            elif pair in self.out.sites:
                tally.merged += 1
            else:
                tally.imported += 1
                self.out.sites.add(pair)
