"""A resource: one service of a provider, as the directory page lists it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock, context
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from referrals.choices import VERIFIED_FOR_DAYS, Need, ResourceStatus

from .directory import Category, Listed, Location, Organization


class Resource(Versioned, Listed):
    """What a client can be referred to. `search` and `places` are filled by the actions that change it."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="resources"
    )
    name = models.TextField(_("name"))
    alternate_name = models.TextField(_("also known as"), blank=True, default="")
    description = models.TextField(_("what they offer"), blank=True, default="")
    eligibility = models.TextField(_("who is served"), blank=True, default="")
    application = models.TextField(_("how to apply"), blank=True, default="")
    fees = models.TextField(_("cost"), blank=True, default="")
    documents = models.TextField(_("papers to bring"), blank=True, default="")
    languages = models.TextField(_("languages"), blank=True, default="")
    interpretation = models.TextField(_("interpreters"), blank=True, default="")
    hours = models.TextField(_("hours"), blank=True, default="")
    wait_time = models.TextField(_("waiting time"), blank=True, default="")
    keywords = models.TextField(blank=True, default="")
    areas = models.TextField(_("area served"), blank=True, default="")
    email = models.CharField(_("e-mail"), max_length=254, blank=True, default="")
    website = models.CharField(_("website"), max_length=500, blank=True, default="")
    status = models.CharField(
        _("status"), max_length=20, choices=ResourceStatus, default=ResourceStatus.ACTIVE
    )
    needs = ArrayField(models.CharField(max_length=12, choices=Need), verbose_name=_("good for"))
    language_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    serves_children = models.BooleanField(_("takes children"), null=True)
    serves_men = models.BooleanField(_("serves men"), null=True)
    serves_pets = models.BooleanField(_("takes pets"), null=True)
    confidential = models.BooleanField(_("the address is confidential"), default=False)
    verified_on = models.DateField(_("last checked"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "caseload.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    places = models.TextField(blank=True, default="", editable=False)
    search = SearchVectorField(null=True, editable=False)
    locations = models.ManyToManyField(Location, through="Site", related_name="resources")
    categories = models.ManyToManyField(Category, through="ResourceCategory", related_name="resources")

    class Meta(Listed.Meta):
        constraints = [models.UniqueConstraint(fields=["agency", "uuid"], name="one_resource_per_uuid")]
        indexes = [models.Index(fields=["agency", "status"], name="resource_by_status")]

    def get_absolute_url(self) -> str:
        return reverse("referrals:resource", args=[self.ref])

    @property
    def is_fresh(self) -> bool:
        """Whether somebody checked it within the last half year (A26)."""
        if not self.verified_on:
            return False
        today = clock.today(context.current().agency.tz)
        return self.verified_on >= today - timedelta(days=VERIFIED_FOR_DAYS)

    @property
    def need_labels(self) -> list[str]:
        return [str(Need(need).label) for need in self.needs]

    @property
    def title(self) -> str:
        """The name, with the provider's where it says more."""
        provider = self.organization.name if self.organization else ""
        same = not provider or provider.casefold() in self.name.casefold()
        return self.name if same else f"{self.name} ({provider})"


class Site(AgencyOwned):
    """A resource is offered at a location."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="sites")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="sites")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "location"], name="one_site_per_pair")]


class ResourceCategory(AgencyOwned):
    """A resource belongs to a category of its source."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="category_links")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="resource_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "category"], name="one_category_link_per_pair")
        ]


audit.register(Resource, exclude=("description", "eligibility", "application", "places", "keywords"))
