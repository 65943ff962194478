"""The directory as the tables of an exchange package; a confidential place leaves as a name and a hotline."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid5

from referrals.imports.clean import spoken_phone
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
)

HIDDEN = "Address confidential."
COARSE = re.compile(r"county|counties|condado|statewide|state of", re.IGNORECASE)
CHILDREN = UUID("6f0f9c1e-4c0b-5a43-9d6e-0d6f2a9f3b77")
Tables = dict[str, list[dict[str, Any]]]


def directory_tables() -> Tables:
    """Every table of the acting agency's directory, under the column names of HSDS 3.1."""
    tables: Tables = {}
    resources = list(Resource.objects.select_related("organization"))
    tables["organizations"] = [_organization(row) for row in Organization.objects.all()]
    tables["organizations"] += [_stand_in(row) for row in resources if row.organization is None]
    tables["services"] = [_service(row) for row in resources]
    tables["locations"] = [_location(row) for row in Location.objects.select_related("organization")]
    _places(tables)
    _people(tables)
    _details(tables, resources)
    _terms(tables)
    return tables


def _child(table: str, *parts: Any) -> str:
    """An id that a second export gives again."""
    return str(uuid5(CHILDREN, ":".join([table, *map(str, parts)])))


def _organization(row: Organization) -> dict[str, Any]:
    return {
        "id": str(row.uuid), "name": row.name, "alternate_name": row.alternate_name,
        "description": row.description or row.name, "email": row.email, "website": row.website,
    }  # fmt: skip


def _stand_in(row: Resource) -> dict[str, Any]:
    """HSDS wants an organization for each service; one that is not known takes the service's name."""
    return {"id": _child("organizations", row.uuid), "name": row.name, "description": row.name}


def _service(row: Resource) -> dict[str, Any]:
    owner = str(row.organization.uuid) if row.organization else _child("organizations", row.uuid)
    return {
        "id": str(row.uuid), "organization_id": owner, "name": row.name, "alternate_name": row.alternate_name,
        "description": row.description, "url": row.website, "email": row.email, "status": row.status,
        "interpretation_services": row.interpretation, "application_process": row.application,
        "fees_description": row.fees, "wait_time": row.wait_time, "eligibility_description": row.eligibility,
        "alert": HIDDEN if row.confidential else "",
    }  # fmt: skip


def _location(row: Location) -> dict[str, Any]:
    owner = str(row.organization.uuid) if row.organization else ""
    shared = {"id": str(row.uuid), "organization_id": owner, "name": row.name}
    if row.confidential:
        return {**shared, "location_type": "virtual", "description": HIDDEN}
    return {
        **shared, "location_type": "physical", "alternate_name": row.alternate_name,
        "description": row.description, "transportation": row.transportation,
        "latitude": "" if row.latitude is None else str(row.latitude),
        "longitude": "" if row.longitude is None else str(row.longitude),
    }  # fmt: skip


def _places(tables: Tables) -> None:
    shown = Address.objects.filter(location__confidential=False).select_related("location")
    tables["addresses"] = [
        {
            "id": str(row.uuid), "location_id": str(row.location.uuid), "attention": row.attention,
            "address_1": row.line_1, "address_2": row.line_2, "city": row.city, "state_province": row.state,
            "postal_code": row.postal_code, "country": row.country, "address_type": row.kind,
        }
        for row in shown
        if row.city and row.state and row.postal_code
    ]  # fmt: skip
    tables["service_at_location"] = [
        {
            "id": _child("service_at_location", site.resource.uuid, site.location.uuid),
            "service_id": str(site.resource.uuid), "location_id": str(site.location.uuid),
        }
        for site in Site.objects.select_related("resource", "location")
    ]  # fmt: skip


def _owner(row: Any) -> dict[str, str]:
    owners = {"organization_id": row.organization, "location_id": row.location, "service_id": row.resource}
    return {name: str(owner.uuid) if owner else "" for name, owner in owners.items()}


def _is_hidden(row: Any) -> bool:
    return any(owner is not None and owner.confidential for owner in (row.location, row.resource))


def _people(tables: Tables) -> None:
    owners = ("organization", "location", "resource")
    people = [row for row in Contact.objects.select_related(*owners) if not _is_hidden(row)]
    tables["contacts"] = [
        {
            "id": str(row.uuid), **_owner(row), "name": row.name, "title": row.title,
            "department": row.department, "email": row.email,
        }
        for row in people
    ]  # fmt: skip
    known = {row.pk for row in people}
    tables["phones"] = [
        {
            "id": str(row.uuid), **_owner(row), "contact_id": str(row.contact.uuid) if row.contact else "",
            "number": spoken_phone(row.number), "extension": row.extension, "type": row.kind,
            "description": row.label,
        }
        for row in Phone.objects.select_related(*owners, "contact")
        if (row.contact_id is None or row.contact_id in known) and (
            not (row.location and row.location.confidential) or row.kind == "hotline")
    ]  # fmt: skip


def _details(tables: Tables, resources: list[Resource]) -> None:
    """The small tables that hang on services and locations."""
    for row in resources:
        key = str(row.uuid)
        areas = row.areas if not row.confidential or COARSE.search(row.areas) else ""
        for table, column, value in (
            ("schedules", "description", row.hours), ("languages", "name", row.languages),
            ("service_areas", "name", areas), ("required_documents", "document", row.documents),
        ):  # fmt: skip
            if value:
                entry = {"id": _child(table, key), "service_id": key, column: " ".join(value.split())}
                tables.setdefault(table, []).append(entry)
    for place in Location.objects.filter(confidential=False):
        key = str(place.uuid)
        for table, column, value in (
            ("schedules", "description", place.hours), ("languages", "name", place.languages),
            ("accessibility", "description", place.accessibility),
        ):  # fmt: skip
            if value:
                entry = {"id": _child(table, key), "location_id": key, column: " ".join(value.split())}
                tables.setdefault(table, []).append(entry)


def _terms(tables: Tables) -> None:
    tables["taxonomy_terms"] = [
        {
            "id": str(row.uuid), "code": row.code, "name": row.name, "description": row.name,
            "parent_id": str(row.parent.uuid) if row.parent else "",
        }
        for row in Category.objects.select_related("parent")
    ]  # fmt: skip
    tables["attributes"] = [
        {
            "id": _child("attributes", link.resource.uuid, link.category.uuid), "link_entity": "service",
            "link_id": str(link.resource.uuid), "taxonomy_term_id": str(link.category.uuid),
        }
        for link in ResourceCategory.objects.select_related("resource", "category")
    ]  # fmt: skip
