"""Store a directory that was read: all of it or nothing, and the same again changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from referrals.actions import search_index
from referrals.imports import needs
from referrals.imports.records import Directory, Service
from referrals.models import (
    Address,
    Category,
    Contact,
    Location,
    Organization,
    Phone,
    Resource,
    ResourceCategory,
    Site,
    Source,
)

BATCH = 1000
LINKS = {"key", "uuid", "organization", "location", "owner", "parent"}
DERIVED = ("needs", "language_codes", "serves_children", "serves_men", "serves_pets")
KEPT = {"id", "agency", "ref", "created_at", "uuid", "verified_on", "verified_by", "search", "size"}
Step = Callable[[str, int, int], None]


def unseen(step: str, done: int, total: int) -> None:
    """The progress of an import that nobody watches."""


@dataclass
class Outcome:
    """What an import did to each table."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    not_in_source: int = 0
    confidential: int = 0


def hidden_now() -> set[UUID]:
    """What this agency knows to be confidential; no import makes it public again."""
    rows = [
        model.objects.filter(confidential=True).values_list("uuid", flat=True)
        for model in (Location, Resource)
    ]
    return {uuid for found in rows for uuid in found}


@action
def store(directory: Directory, *, source: str, watch: Step = unseen) -> Outcome:
    """Create and update the agency's directory from `directory`; nothing that is already there is deleted."""
    row, _ = Source.objects.update_or_create(
        name=source, defaults={"format": directory.format, "imported_at": clock.now()}
    )
    outcome = _Store(directory, row, watch).run()
    row.counts = {"created": dict(outcome.created), "updated": dict(outcome.updated)}
    row.save()
    audit.record(
        "referrals.directory_imported", row, format=directory.format, created=outcome.created.total(),
        updated=outcome.updated.total(), unchanged=outcome.unchanged.total(),
        problems=len(directory.problems),
    )  # fmt: skip
    return outcome


class _Store:
    def __init__(self, directory: Directory, source: Source, watch: Step):
        self.directory, self.source, self.watch = directory, source, watch
        self.agency_id = context.current().agency_id
        self.outcome = Outcome()
        self.ids: dict[str, dict[str, int]] = {}

    def run(self) -> Outcome:
        d = self.directory
        self.upsert(Organization, d.organizations, lambda r: {})
        self.upsert(
            Location, d.locations, lambda r: {"organization_id": self.id("organization", r.organization)}
        )
        self.clear_hidden()
        self.upsert(Address, d.addresses, lambda r: {"location_id": self.id("location", r.location)})
        self.categories()
        self.resources()
        self.pairs(Site, d.sites, "resource", "location")
        self.pairs(ResourceCategory, d.links, "resource", "category")
        self.count_categories()
        self.upsert(Contact, d.contacts, lambda r: self.owner(r.owner))
        self.upsert(Phone, d.phones, lambda r: self.owner(r.owner))
        search_index.refresh(list(self.ids["resource"].values()))
        self.outcome.confidential = sum(r.confidential for r in d.locations.values())
        known = {r.uuid for r in d.services.values()}
        stored = Resource.objects.filter(source=self.source).values_list("uuid", flat=True)
        self.outcome.not_in_source = sum(uuid not in known for uuid in stored)
        return self.outcome

    def id(self, table: str, key: str) -> int | None:
        return self.ids[table].get(key) if key else None

    def owner(self, owner: tuple[str, str]) -> dict[str, int | None]:
        kind, key = owner
        owned: dict[str, int | None] = dict.fromkeys(
            ("organization_id", "location_id", "resource_id", "contact_id"), None
        )
        table = "resource" if kind == "service" else kind
        owned[f"{table}_id"] = self.id(table, key)
        return owned

    def upsert(self, model: Any, records: Mapping[str, Any], more: Callable[[Any], dict[str, Any]]) -> None:
        """Create the records that are new, update those that changed, and remember every id."""
        name = model._meta.model_name
        columns = {f.attname for f in model._meta.concrete_fields}
        stored = {row.uuid: row for row in model.objects.filter(uuid__in=[r.uuid for r in records.values()])}
        write = []
        for key, record in records.items():
            held = stored.get(record.uuid)
            values = {k: v for k, v in vars(record).items() if k not in LINKS}
            values |= {k: v for k, v in more(record).items() if k in columns}
            mark = _mark(values)
            if held is not None and held.source_hash == mark:
                self.outcome.unchanged[name] += 1
                continue
            (self.outcome.created if held is None else self.outcome.updated)[name] += 1
            values |= {"source": self.source, "external_ref": key, "source_hash": mark}
            values |= _kept(held)
            write.append(model(agency_id=self.agency_id, uuid=record.uuid, **values))
        self.save(model, name, write)
        pks = dict(
            model.objects.filter(uuid__in=[r.uuid for r in records.values()]).values_list("uuid", "pk")
        )
        self.ids[name] = {key: pks[record.uuid] for key, record in records.items()}

    def save(self, model: Any, name: str, rows: list[Any]) -> None:
        changed = [f.name for f in model._meta.concrete_fields if f.name not in KEPT]
        for start in range(0, len(rows), BATCH):
            model.objects.bulk_create(
                rows[start : start + BATCH],
                update_conflicts=True,
                unique_fields=["agency", "uuid"],
                update_fields=changed,
            )
            self.watch(name, min(start + BATCH, len(rows)), len(rows))

    def clear_hidden(self) -> None:
        """Take out what an earlier import knew of places that are confidential now."""
        Address.objects.filter(location__confidential=True).delete()
        Contact.objects.filter(location__confidential=True).delete()

    def categories(self) -> None:
        found = self.directory.categories
        self.upsert(Category, found, lambda r: {})
        ids, late = self.ids["category"], []
        for row in Category.objects.filter(pk__in=list(ids.values())).only("pk", "external_ref", "parent_id"):
            parent = self.id("category", found[row.external_ref].parent)
            if row.parent_id != parent and parent != row.pk:
                row.parent_id = parent
                late.append(row)
        Category.objects.bulk_update(late, ["parent"], batch_size=BATCH)

    def count_categories(self) -> None:
        """Keep with each category how many resources it has, so that the filter need not count."""
        links = Counter(ResourceCategory.objects.values_list("category_id", flat=True))
        late = [row for row in Category.objects.only("pk", "size") if row.size != links[row.pk]]
        for row in late:
            row.size = links[row.pk]
        Category.objects.bulk_update(late, ["size"], batch_size=BATCH)

    def resources(self) -> None:
        names: dict[str, list[str]] = {}
        for service, category in self.directory.links:
            names.setdefault(service, []).append(self.directory.categories[category].name)
        towns: dict[str, set[str]] = {}
        for service, place in self.directory.sites:
            location = self.directory.locations[place]
            towns.setdefault(service, set()).update(part for part in (location.city, location.state) if part)
        for address in self.directory.addresses.values():
            for service in self._at().get(address.location, ()):
                towns.setdefault(service, set()).add(address.postal_code)

        def more(record: Service) -> dict[str, Any]:
            return {
                "organization_id": self.id("organization", record.organization),
                "places": " ".join(sorted(towns.get(record.key, set()))),
                **derive(record, sorted(names.get(record.key, []))),
            }

        self.upsert(Resource, self.directory.services, more)

    def _at(self) -> dict[str, list[str]]:
        if not hasattr(self, "_services_at"):
            self._services_at: dict[str, list[str]] = {}
            for service, place in self.directory.sites:
                self._services_at.setdefault(place, []).append(service)
        return self._services_at

    def pairs(self, model: Any, pairs: Iterable[tuple[str, str]], left: str, right: str) -> None:
        """Make the links of the imported resources exactly those of the source."""
        name = model._meta.model_name
        wanted = {(self.ids[left][a], self.ids[right][b]) for a, b in pairs}
        mine = model.objects.filter(**{f"{left}_id__in": list(self.ids[left].values())})
        held = {(a, b): pk for pk, a, b in mine.values_list("pk", f"{left}_id", f"{right}_id")}
        gone = [pk for pair, pk in held.items() if pair not in wanted]
        new = [
            model(agency_id=self.agency_id, **{f"{left}_id": a, f"{right}_id": b})
            for a, b in sorted(wanted - set(held))
        ]
        model.objects.filter(pk__in=gone).delete()
        model.objects.bulk_create(new, batch_size=BATCH)
        self.outcome.created[name] += len(new)
        self.outcome.unchanged[name] += len(wanted) - len(new)
        self.watch(name, len(new), len(new))


def derive(record: Any, terms: Iterable[str]) -> dict[str, Any]:
    """What the words and categories of a service say about needs, languages and whom it takes."""
    taken = needs.serves([record.eligibility, record.description])
    return {
        "needs": needs.needs_of(
            categories=terms, head=f"{record.name} {record.keywords}", body=record.description
        ),
        "language_codes": needs.languages_of(record.languages, record.interpretation),
        "serves_children": taken["children"],
        "serves_men": taken["men"],
        "serves_pets": taken["pets"],
    }


def _mark(values: Mapping[str, Any]) -> str:
    """A short digest of everything a row is made from, to see whether it changed."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:32]


def _kept(held: Any) -> dict[str, Any]:
    """What an import may not take back: a confidential mark, and what a person said after checking."""
    kept: dict[str, Any] = {}
    if getattr(held, "confidential", False):
        kept["confidential"] = True
    if getattr(held, "verified_on", None):
        kept |= {name: getattr(held, name) for name in DERIVED}
    if hasattr(held, "version"):
        kept["version"] = held.version + 1
    return kept


def record_export(counts: Mapping[str, int]) -> None:
    """Note in the log that the directory went out, and how much of it."""
    audit.record("referrals.directory_exported", context.current().agency, rows=sum(counts.values()))
