"""Adding, changing and checking resources by hand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Staff
from referrals.actions import search_index
from referrals.choices import AddressKind, PhoneKind
from referrals.imports import clean, needs
from referrals.models import Address, Contact, Location, Organization, Phone, Resource, Site

ADDRESS = ("line_1", "line_2", "city", "state", "postal_code")


@action
def add(*, by: Staff, verified: bool = True, **values: Any) -> Resource:
    """A new resource with its provider, number and address; checked today unless said otherwise."""
    resource = Resource(needs=[])
    _fill(resource, values)
    if verified:
        resource.verified_on, resource.verified_by = clock.today(context.current().agency.tz), by
    resource.save()
    _beside(resource, values)
    audit.record("referrals.resource_added", resource, needs=list(resource.needs))
    return resource


@action
def edit(resource: Resource, *, by: Staff, version: int, verified: bool = False, **values: Any) -> Resource:
    """Change a resource; raises `Stale` if somebody else saved first."""
    _fill(resource, values)
    if verified:
        resource.verified_on, resource.verified_by = clock.today(context.current().agency.tz), by
    save_if(resource, version)
    _beside(resource, values)
    audit.record("referrals.resource_changed", resource, needs=list(resource.needs))
    return resource


@action
def verify(resource: Resource, *, by: Staff) -> Resource:
    """Record that somebody checked today that the entry is right (A26)."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    resource.verified_on, resource.verified_by = clock.today(context.current().agency.tz), by
    resource.version += 1
    resource.save(update_fields=["verified_on", "verified_by", "version"])
    audit.record("referrals.resource_verified", resource)
    return resource


def _fill(resource: Resource, values: dict[str, Any]) -> None:
    own = {f.name for f in Resource._meta.concrete_fields}
    for name in own & set(values):
        setattr(resource, name, values[name])
    if not resource.needs:
        raise RuleBroken(_("Choose at least one thing it is good for."), field="needs")
    if "provider" in values:
        resource.organization = _organization(values["provider"])
    resource.language_codes = needs.languages_of(resource.languages, resource.interpretation)


def _organization(name: str) -> Organization | None:
    name = clean.line(name)
    if not name:
        return None
    held = Organization.objects.filter(name__iexact=name).order_by("pk").first()
    return held or Organization.objects.create(name=name)


def _beside(resource: Resource, values: dict[str, Any]) -> None:
    """The number and the address that the form holds beside the resource itself."""
    if "phone" in values:
        _set_phone(resource, values["phone"], values.get("phone_kind") or PhoneKind.VOICE)
    if resource.confidential:
        hide(resource)
    elif any(name in values for name in ADDRESS):
        _set_address(resource, {name: values.get(name, "") for name in ADDRESS})
    resource.places = _places(resource)
    resource.save(update_fields=["places"])
    search_index.refresh([resource.pk])


def _set_phone(resource: Resource, written: str, kind: str) -> None:
    phone = Phone.objects.filter(resource=resource, source__isnull=True).order_by("pk").first()
    if not written.strip():
        if phone:
            phone.delete()
        return
    number = clean.phone(written)
    if not number:
        raise RuleBroken(_("This does not look like a phone number."), field="phone")
    phone = phone or Phone(resource=resource)
    phone.number, phone.original, phone.kind = number, written.strip()[:80], kind
    phone.extension = clean.extension(written)
    phone.save()


def _set_address(resource: Resource, values: dict[str, str]) -> None:
    """The address of the first location; one that an import brought stays where other resources use it."""
    site = Site.objects.filter(resource=resource).select_related("location").order_by("pk").first()
    if not any(values.values()) and site is None:
        return
    if site is None or site.location.confidential:
        if site:
            site.delete()
        location = Location.objects.create(name=resource.name, organization=resource.organization)
        Site.objects.create(resource=resource, location=location)
    else:
        location = site.location
    location.city, location.state = values["city"], values["state"]
    location.save()
    address = Address.objects.filter(location=location, kind=AddressKind.PHYSICAL).order_by("pk").first()
    if not values["line_1"].strip():
        if address:
            address.delete()
        return
    address = address or Address(location=location, kind=AddressKind.PHYSICAL)
    for name, value in values.items():
        setattr(address, name, value)
    address.save()


def hide(resource: Resource) -> None:
    """Make the resource's places confidential: what leads there is deleted, not only hidden."""
    ids = list(Site.objects.filter(resource=resource).values_list("location_id", flat=True))
    Address.objects.filter(location__in=ids).delete()
    Contact.objects.filter(location__in=ids).delete()
    Contact.objects.filter(resource=resource).delete()
    for location in Location.objects.filter(pk__in=ids):
        location.confidential = True
        location.city = location.transportation = location.accessibility = ""
        location.latitude = location.longitude = None
        location.save()
    for other in Resource.objects.filter(sites__location__in=ids).exclude(pk=resource.pk).distinct():
        other.confidential, other.places = True, ""
        other.version += 1
        other.save(update_fields=["confidential", "places", "version"])
        search_index.refresh([other.pk])


def _places(resource: Resource) -> str:
    """City, state and ZIP for the search by place; nothing of a confidential place."""
    words: list[str] = []
    for site in Site.objects.filter(resource=resource, location__confidential=False).select_related(
        "location"
    ):
        words += [site.location.city, site.location.state]
        words += Address.objects.filter(location=site.location_id).values_list("postal_code", flat=True)
    return " ".join(dict.fromkeys(word for word in words if word))
