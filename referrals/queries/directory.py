"""Finding a resource, and all that its page shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet

from caseload import access
from caseload.foundation import clock, context
from caseload.models import Case, Staff
from caseload.permissions import Perm
from clients import queries as clients
from referrals.actions import search_index
from referrals.choices import VERIFIED_FOR_DAYS, ResourceStatus
from referrals.models import Category, Location, Phone, Resource, Site

SHOWN = (
    "ref", "name", "alternate_name", "description", "status", "needs", "languages", "areas", "places",
    "confidential", "verified_on", "serves_children", "serves_men", "serves_pets", "agency_id",
    "organization__name", "organization__ref",
)  # fmt: skip


@dataclass(frozen=True)
class SearchTerms:
    """What somebody looks for in the directory; empty means any."""

    text: str = ""
    need: str = ""
    category: str = ""
    language: str = ""
    place: str = ""
    serves: tuple[str, ...] = ()
    checked: bool = False
    closed_too: bool = False


def search_resources(terms: SearchTerms) -> QuerySet[Resource]:
    """Resources that fit, best first. Known not to serve somebody: left out; not known: later."""
    rows = Resource.objects.all()
    if not terms.closed_too:
        rows = rows.filter(status=ResourceStatus.ACTIVE)
    if terms.need:
        rows = rows.filter(needs__contains=[terms.need])
    if terms.category:
        rows = rows.filter(category_links__category__ref=terms.category)
    if terms.language:
        rows = rows.filter(language_codes__contains=[terms.language])
    for word in _words(terms.place):
        rows = rows.filter(Q(places__icontains=word) | Q(areas__icontains=word))
    if terms.checked:
        oldest = clock.today(context.current().agency.tz) - timedelta(days=VERIFIED_FOR_DAYS)
        rows = rows.filter(verified_on__gte=oldest)
    order: list[Any] = []
    for who in terms.serves:
        rows = rows.exclude(**{f"serves_{who}": False})
        order.append(F(f"serves_{who}").asc(nulls_last=True))
    query = search_query(terms.text)
    if query is not None:
        rows = rows.filter(search=query).annotate(rank=SearchRank(F("search"), query))
        order.append("-rank")
    return rows.order_by(*order, "name", "pk")


def find_resources(terms: SearchTerms) -> list[int]:
    """The keys of all that fit, best first: words are compared once, a page of them is fetched after."""
    return list(search_resources(terms).values_list("pk", flat=True))


def resources_by_key(keys: Sequence[int]) -> list[Resource]:
    """These resources in this order, as the list shows them."""
    rows = Resource.objects.select_related("organization").only(*SHOWN).in_bulk(list(keys))
    return [rows[key] for key in keys if key in rows]


def search_query(text: str) -> SearchQuery | None:
    """Every word must occur: as it stands, by its stem, or, for the last one, as a beginning."""
    words = _words(search_index.plain(text))
    if not words:
        return None
    query = None
    for number, word in enumerate(words):
        part = SearchQuery(word, config="simple") | SearchQuery(word, config="english")
        part = part | SearchQuery(word, config="spanish")
        if number == len(words) - 1 and len(word) >= 3:
            part = part | SearchQuery(f"{word}:*", config="simple", search_type="raw")
        query = part if query is None else query & part
    return query


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", text)][:8]


@dataclass(frozen=True)
class Place:
    """A location as a page may show it: without addresses and directions where it is confidential."""

    name: str
    confidential: bool
    addresses: list[Any]
    phones: list[Phone]
    hours: str = ""
    transportation: str = ""
    accessibility: str = ""


@dataclass(frozen=True)
class ResourcePage:
    """All that the page of one resource shows."""

    places: list[Place]
    phones: list[Phone]
    organization_phones: list[Phone]
    contacts: list[Any]
    categories: list[str]

    @property
    def first_phone(self) -> Phone | None:
        numbers = [
            *self.phones,
            *(p for place in self.places for p in place.phones),
            *self.organization_phones,
        ]
        return next((p for p in numbers if p.kind != "fax"), None)


def resource_page(resource: Resource) -> ResourcePage:
    """The places, numbers and people of a resource; what is confidential is not even read."""
    sites = Site.objects.filter(resource=resource).select_related("location").order_by("pk")
    open_ids = [s.location_id for s in sites if not (s.location.confidential or resource.confidential)]
    open_places = Location.objects.filter(pk__in=open_ids).prefetch_related("addresses", "contacts")
    shown = {row.pk: row for row in open_places}
    owned = Q(resource=resource) | Q(location__in=[s.location_id for s in sites])
    if resource.organization_id:
        owned |= Q(organization=resource.organization_id)
    phones = list(Phone.objects.filter(owned).order_by("kind", "pk"))
    contacts = [] if resource.confidential else list(resource.contacts.all())
    contacts += [person for row in shown.values() for person in row.contacts.all()]
    return ResourcePage(
        places=[_place(site.location, shown.get(site.location_id), phones) for site in sites],
        phones=_once(p for p in phones if p.resource_id == resource.pk),
        organization_phones=_once(
            p for p in phones if p.organization_id and not p.resource_id and not p.location_id
        ),
        contacts=contacts,
        categories=sorted(set(resource.categories.values_list("name", flat=True))),
    )


def _place(location: Location, shown: Location | None, phones: list[Phone]) -> Place:
    numbers = _once(p for p in phones if p.location_id == location.pk)
    if shown is None:
        return Place(location.name, True, [], numbers, location.hours)
    return Place(
        location.name, False, sorted(shown.addresses.all(), key=lambda a: a.kind), numbers, location.hours,
        location.transportation, location.accessibility,
    )  # fmt: skip


def _once(phones: Any) -> list[Phone]:
    """Each number once, voices before faxes."""
    seen: dict[tuple[str, str], Phone] = {}
    for phone in phones:
        seen.setdefault((phone.number, phone.extension), phone)
    return sorted(seen.values(), key=lambda p: (p.kind == "fax", p.pk))


def category_choices() -> list[tuple[str, str]]:
    """Categories that at least one resource has, by name, with the parent's where names repeat."""
    rows = list(Category.objects.only("ref", "name", "parent_id", "size").order_by("name", "pk"))
    names = {row.pk: row.name for row in rows}
    used = [row for row in rows if row.size]
    repeated = Counter(row.name for row in used)
    return [
        (
            row.ref,
            f"{row.name} ({names[row.parent_id]})" if repeated[row.name] > 1 and row.parent_id else row.name,
        )
        for row in used
    ]


def cases_to_refer(staff: Staff, limit: int = 60) -> list[tuple[Case, str]]:
    """Open cases this person may refer, the latest first, with the name to show."""
    rows = access.visible_cases(staff, Perm.EDIT_REFERRALS).filter(status=Case.Status.OPEN)
    cases = list(rows.order_by("-last_activity_at", "-pk")[:limit])
    people = clients.clients_by_case([case.pk for case in cases])
    return [(case, people[case.pk].display_name if case.pk in people else case.code) for case in cases]


def is_empty() -> bool:
    """Whether the agency has no directory at all yet."""
    return not Resource.objects.exists()
