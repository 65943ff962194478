"""The directory as the API takes and gives it. Nothing here is about a client."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import (
    Change,
    Choice,
    ChoiceFilter,
    Day,
    Filters,
    Input,
    Line,
    Output,
    Ref,
    Text,
    TextFilter,
    Whole,
    Words,
    YesNoFilter,
)
from caseload.api.base.paths import REF
from referrals.choices import AddressKind, Need, PhoneKind, ResourceStatus
from referrals.imports import clean

KNOWN = "null when it is not known."


def needs(**options: Any) -> serializers.ListField:
    return serializers.ListField(child=Choice(Need.choices), **options)


def optional(**options: Any) -> Line:
    return Line(required=False, allow_blank=True, **options)


def optional_text() -> Text:
    return Text(required=False, allow_blank=True)


def known(**options: Any) -> serializers.BooleanField:
    return serializers.BooleanField(allow_null=True, help_text=KNOWN, **options)


class ResourceRow(Output):
    ref = Ref()
    name = Words()
    provider = Words(source="organization.name", allow_null=True)
    description = Words()
    needs = needs()
    languages = Words()
    areas = Words(help_text="Counties or towns they serve.")
    status = Choice(ResourceStatus.choices)
    serves_children = known()
    serves_men = known()
    serves_pets = known()
    confidential = serializers.BooleanField(help_text="No address is kept.")
    verified_on = Day(allow_null=True, help_text="When somebody last checked the entry.")


class Number(Output):
    number = Words()
    extension = Words()
    kind = Choice(PhoneKind.choices)
    label = Words()  # type: ignore[assignment]


class Street(Output):
    kind = Choice(AddressKind.choices)
    line_1 = Words()
    line_2 = Words()
    city = Words()
    state = Words()
    postal_code = Words()


class Place(Output):
    name = Words()
    confidential = serializers.BooleanField(help_text="Then there are no addresses.")
    addresses = Street(many=True)
    phones = Number(many=True)
    hours = Words()
    transportation = Words()
    accessibility = Words()


class Person(Output):
    name = Words()
    title = Words()
    department = Words()
    email = Words()


class ResourceFull(ResourceRow):
    alternate_name = Words()
    eligibility = Words()
    application = Words()
    fees = Words()
    documents = Words()
    interpretation = Words()
    hours = Words()
    email = Words()
    website = Words()
    categories = serializers.ListField(child=Words(), source="shown.categories")
    phones = Number(many=True, source="shown.phones")
    provider_phones = Number(many=True, source="shown.organization_phones")
    contacts = Person(many=True, source="shown.contacts")
    places = Place(many=True, source="shown.places")
    version = Whole()


class ResourceValues(Input):
    name = Line(max_length=300)
    provider = optional(max_length=300, help_text="The organization behind it.")
    needs = needs(min_length=1, max_length=len(Need.choices))
    description = optional_text()
    eligibility = optional_text()
    application = optional_text()
    fees = optional(max_length=1000)
    documents = optional(max_length=1000)
    languages = optional(max_length=1000)
    interpretation = optional(max_length=1000)
    hours = optional_text()
    areas = optional(max_length=1000)
    serves_children = known(required=False)
    serves_men = known(required=False)
    serves_pets = known(required=False)
    email = optional(max_length=254)
    website = optional(max_length=500)
    status = Choice(ResourceStatus.choices, required=False)
    confidential = serializers.BooleanField(required=False, help_text="Deletes every address at its places.")
    phone = optional(max_length=60)
    phone_kind = Choice([("voice", "voice"), ("hotline", "hotline")], required=False)
    line_1 = optional(help_text="Giving any part of an address replaces all of it.")
    line_2 = optional(max_length=100)
    city = optional(max_length=120)
    state = optional(max_length=60)
    postal_code = optional(max_length=12)
    verified = serializers.BooleanField(required=False, help_text="Checked today that it is right.")

    def validate_website(self, typed: str) -> str:
        found = clean.website(typed)
        if typed and not found:
            raise serializers.ValidationError(_("This does not look like a web address."))
        return found

    def validate_email(self, typed: str) -> str:
        found = clean.email(typed)
        if typed and not found:
            raise serializers.ValidationError(_("This does not look like an e-mail address."))
        return found


class ResourceNew(ResourceValues):
    pass


class ResourceChange(Change, ResourceValues):
    pass


class CategoryFilter(TextFilter):
    """Resources of this category of their source."""

    def described(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{REF}$"}


class ResourceFilters(Filters):
    """What is looked for. All of it together must fit; what is not known to fit comes later."""

    q = TextFilter(help_text="Words; the last one may be a beginning.")
    need = ChoiceFilter(choices=Need.choices, help_text="Good for this.")
    place = TextFilter(longest=80, help_text="City, county or ZIP code.")
    language = TextFilter(longest=8, help_text="Code of a language, such as es.")
    category = CategoryFilter(longest=22)
    serves_children = YesNoFilter("serves_children", help_text="true: known not to take them is left out.")
    serves_men = YesNoFilter("serves_men", help_text="true: known not to serve them is left out.")
    serves_pets = YesNoFilter("serves_pets", help_text="true: known not to take them is left out.")
    checked = YesNoFilter("verified_on", help_text="true: checked within the last half year.")
    closed = YesNoFilter("status", help_text="true: also those closed or no longer offered.")
