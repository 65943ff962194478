"""Locations and addresses: which may be shown, and what of a confidential one may be kept at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import clean, privacy
from .records import Row

ONE_LINE = re.compile(
    r"^(?P<street>.+?),\s*(?P<city>[^,]+),\s*(?P<state>[A-Za-z]{2})\.?(\s+(?P<zip>\d{5}(-\d{4})?))?$"
)
TOWN_ONLY = re.compile(r"^(?P<city>[^,\d]+),\s*(?P<state>[A-Za-z]{2})(\s+(?P<zip>\d{5}(-\d{4})?))?$")
NO_STREET = re.compile(r"^(state:.*|[A-Za-z]{2}\s+\d{5}(-\d{4})?)$", re.IGNORECASE)
HIDDEN_TYPES = {"redacted", "confidential", "private", "withheld"}


@dataclass
class Place:
    """What all tables together say about one location."""

    row: Row
    texts: list[str] = field(default_factory=list)
    streets: list[str] = field(default_factory=list)
    postal_codes: set[str] = field(default_factory=set)
    blank_street: bool = False
    has_street: bool = False
    flagged: bool = False

    def is_confidential(self) -> bool:
        """Flagged, called confidential in words, or a refuge whose street the publisher left blank."""
        hides = self.blank_street and not self.has_street
        return (
            self.flagged or privacy.says_confidential(self.texts) or (hides and privacy.is_refuge(self.texts))
        )


@dataclass(frozen=True)
class Parts:
    """One address in its parts; the street is empty when the source gives none."""

    street: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = "US"


def parts_of(row: Row) -> Parts:
    """The address of `row`, taken apart where the source keeps it in one cell."""
    street, unit = clean.line(row.get("address_1")), clean.line(row.get("address_2"))
    city, state = clean.line(row.get("city"))[:120], clean.line(row.get("state_province"))[:60]
    code, country = (
        clean.postal_code(row.get("postal_code")),
        clean.line(row.get("country")).upper()[:2] or "US",
    )
    if street and not (city or state or code):
        for pattern in (ONE_LINE, TOWN_ONLY):
            found = pattern.match(street)
            if found:
                named = found.groupdict()
                return Parts(
                    named.get("street") or "", unit, named["city"].strip()[:120], named["state"].upper(),
                    named["zip"] or "", country,
                )  # fmt: skip
    if NO_STREET.match(street):
        street = ""
    if unit and street.lower().endswith(unit.lower()) and street.lower() != unit.lower():
        unit = ""
    return Parts(street, unit, city, state, code, country)


def survey(
    locations: Iterable[Row],
    addresses: Iterable[Row],
    services: Iterable[Row],
    sites: Iterable[tuple[str, str]],
) -> dict[str, Place]:
    """Everything known about each location, by its key, before any of it is kept."""
    places = {}
    for row in locations:
        hidden = row.get("location_type").strip().lower() in HIDDEN_TYPES
        places[row.get("id").strip()] = Place(row, _texts(row), flagged=hidden or privacy.flagged(row.cells))
    for row in addresses:
        place = places.get(row.get("location_id").strip())
        if place:
            _survey_address(row, place)
    by_service = {row.get("id").strip(): row for row in services}
    for service, location in sites:
        offered, place = by_service.get(service), places.get(location)
        if offered and place:
            place.texts += _texts(offered)
            place.flagged = place.flagged or privacy.flagged(row.cells)
    return places


def _survey_address(row: Row, place: Place) -> None:
    parts = parts_of(row)
    place.flagged = place.flagged or privacy.flagged(row.cells)
    place.texts += [row.get("address_1"), row.get("address_2"), row.get("attention")]
    if parts.postal_code:
        place.postal_codes.add(parts.postal_code)
    postal = row.get("address_type").strip().lower() == "postal"
    place.streets += [part for part in (parts.street, parts.unit if postal else "") if part]
    if not postal:
        place.has_street = place.has_street or bool(parts.street)
        place.blank_street = place.blank_street or not parts.street


def _texts(row: Row) -> list[str]:
    names = (
        "name",
        "alternate_name",
        "description",
        "eligibility_description",
        "application_process",
        "keywords",
        "alert",
    )
    return [row.get(name) for name in names]


class Withheld:
    """Removes from texts what would lead to the confidential places they speak of."""

    def __init__(self, places: dict[str, Place], confidential: set[str]):
        self.streets: dict[str, list[str]] = defaultdict(list)
        for key in confidential:
            place = places[key]
            self.streets[key] = [
                s for s in (*place.streets, *place.postal_codes) if any(c.isdigit() for c in s)
            ]

    def scrub(self, value: str, locations: Iterable[str]) -> str:
        if not value:
            return value
        for key in locations:
            streets = self.streets.get(key, [])
            value = privacy.scrub(value, streets)
            for code in streets:
                if re.fullmatch(r"\d{5}(-\d{4})?", code):
                    value = re.sub(rf"\b{code[:5]}(-\d{{4}})?\b", privacy.WITHHELD, value)
        return value
