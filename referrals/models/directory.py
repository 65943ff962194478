"""Who offers help and where. Nothing here is about a client, so nothing here is encrypted.

What could lead to a confidential place is not kept, and street lines stay out of the audit log.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.tenancy import AgencyOwned
from referrals.choices import AddressKind, PhoneKind
from referrals.imports.clean import spoken_phone


class Source(AgencyOwned):
    """A directory that was imported: the same name finds the same rows again."""

    name = models.CharField(max_length=120)
    format = models.CharField(max_length=10)
    imported_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_source_of_a_name")]


class Listed(AgencyOwned):
    """A row of the directory: `uuid` names it in exchange with others, `source_hash` tells what was read."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    external_ref = models.CharField(max_length=220, blank=True, default="", editable=False)
    source_hash = models.CharField(max_length=32, blank=True, default="", editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["agency", "uuid"], name="one_%(class)s_per_uuid"),
        ]


class Organization(Listed):
    """A provider: the body that offers services."""

    name = models.TextField(_("name"))
    alternate_name = models.TextField(_("also known as"), blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")
    email = models.CharField(_("e-mail"), max_length=254, blank=True, default="")
    website = models.CharField(_("website"), max_length=500, blank=True, default="")


class Location(Listed):
    """A place of a provider. A confidential one keeps its name and state, and nothing that leads there."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="locations"
    )
    name = models.TextField(_("name"))
    alternate_name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    transportation = models.TextField(_("how to get there"), blank=True, default="")
    accessibility = models.TextField(_("accessibility"), blank=True, default="")
    languages = models.TextField(blank=True, default="")
    hours = models.TextField(blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=60, blank=True, default="")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    confidential = models.BooleanField(_("the address is confidential"), default=False)


class Address(Listed):
    """A street or mailing address of a location that may be known."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=8, choices=AddressKind, default=AddressKind.PHYSICAL)
    attention = models.TextField(blank=True, default="")
    line_1 = models.TextField()
    line_2 = models.TextField(blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=60, blank=True, default="")
    postal_code = models.CharField(max_length=12, blank=True, default="")
    country = models.CharField(max_length=2, default="US")

    @property
    def one_line(self) -> str:
        town = " ".join(part for part in (self.state, self.postal_code) if part)
        return ", ".join(part for part in (self.line_1, self.line_2, self.city, town) if part)


class Category(Listed):
    """A term of the source's own list of services."""

    name = models.TextField()
    code = models.CharField(max_length=60, blank=True, default="")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, blank=True, default="")
    size = models.PositiveIntegerField(default=0, editable=False)


def _owner(model: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(model, on_delete=models.CASCADE, null=True, blank=True, related_name=name)


class Contact(Listed):
    """A person to ask for at a provider, as the provider published it."""

    organization = _owner("referrals.Organization", "contacts")
    location = _owner("referrals.Location", "contacts")
    resource = _owner("referrals.Resource", "contacts")
    name = models.TextField()
    title = models.TextField(blank=True, default="")
    department = models.TextField(blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")


class Phone(Listed):
    """A number of a provider: as dialled, and as it was written."""

    organization = _owner("referrals.Organization", "phones")
    location = _owner("referrals.Location", "phones")
    resource = _owner("referrals.Resource", "phones")
    contact = _owner("referrals.Contact", "phones")
    number = models.CharField(max_length=20)
    original = models.CharField(max_length=80, blank=True, default="")
    extension = models.CharField(max_length=12, blank=True, default="")
    kind = models.CharField(max_length=10, choices=PhoneKind, default=PhoneKind.VOICE)
    label = models.TextField(blank=True, default="")

    @property
    def spoken(self) -> str:
        extension = f" ext. {self.extension}" if self.extension else ""
        return f"{spoken_phone(self.number)}{extension}"


# Not in the log: what leads to a door must not outlive its removal there, and long texts fill it.
audit.register(Source, exclude=("counts",))
audit.register(Organization, exclude=("description",))
audit.register(
    Location, exclude=("description", "transportation", "accessibility", "latitude", "longitude", "city")
)
audit.register(Address, exclude=("attention", "line_1", "line_2", "city", "postal_code"))
audit.register(Category, exclude=("size",))
audit.register(Contact, exclude=("name", "email"))
audit.register(Phone)
