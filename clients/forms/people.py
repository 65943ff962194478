"""Forms over the client, the household, the respondent, the protected address and emergency contacts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput
from clients.forms.base import IsoDateField, RecordForm, text
from clients.models import Client, EmergencyContact, HouseholdMember, ProtectedLocation, Respondent


class ClientForm(RecordForm):
    """The client's details. Only some way to refer to the person is needed (CF-24)."""

    date_of_birth = IsoDateField(label=_("date of birth"))
    GROUPS = (
        (_("Who"), ("name", "preferred_name", "alias", "code_only", "pronouns", "date_of_birth")),
        (_("Needs"), ("languages", "interpreter_needed", "access_needs", "allergies", "pets")),
        (_("Safety"), ("do_not_contact", "has_guardian", "acp_participant", "substitute_address")),
    )

    class Meta:
        model = Client
        fields = [
            "name",
            "preferred_name",
            "alias",
            "code_only",
            "pronouns",
            "date_of_birth",
            "languages",
            "interpreter_needed",
            "access_needs",
            "allergies",
            "pets",
            "do_not_contact",
            "has_guardian",
            "acp_participant",
            "substitute_address",
            "notes",
        ]
        widgets = {
            "access_needs": text(2),
            "substitute_address": text(2),
            "notes": text(),
        }
        help_texts = {
            "alias": _("When there is an alias, pages show it instead of the name."),
            "code_only": _("No name is shown anywhere; everything works with the case code."),
            "do_not_contact": _("Every way to make contact is closed until this is unticked."),
            "substitute_address": _("Used in letters instead of the real address."),
            "notes": _("Facts only; the client's own words in quotation marks."),
        }


class HouseholdForm(RecordForm):
    date_of_birth = IsoDateField(label=_("date of birth"))

    class Meta:
        model = HouseholdMember
        fields = [
            "name",
            "relation",
            "is_child",
            "date_of_birth",
            "age_stated",
            "school_place",
            "lives_with_client",
            "is_protected",
            "abuse_concern",
            "notes",
        ]
        widgets = {"notes": text()}


DESCRIPTION = {
    "height": _("Height and build"),
    "hair": _("Hair"),
    "eyes": _("Eyes"),
    "marks": _("Glasses, tattoos, scars"),
    "vehicle": _("Vehicle: make, model, color"),
    "plate": _("License plate"),
    "other": _("Anything else that helps to recognize them"),
}


class RespondentForm(RecordForm):
    """Nothing here is required; the description is for people who need to recognize the respondent (A29)."""

    GROUPS = (
        (_("Who"), ("name", "aliases", "relationship", "date_of_birth")),
        (_("With the client"), ("lives_together", "child_in_common", "in_custody")),
        (_("Where they are"), ("phone", "address", "workplace")),
        (_("How to recognize them"), tuple(f"look_{key}" for key in DESCRIPTION)),
    )

    class Meta:
        model = Respondent
        fields = [
            "name",
            "aliases",
            "relationship",
            "date_of_birth",
            "phone",
            "address",
            "workplace",
            "lives_together",
            "child_in_common",
            "in_custody",
            "notes",
        ]
        widgets = {"notes": text(), "address": text(2)}
        help_texts = {
            "aliases": _("Separate several with commas. Every name here is barred from signing releases.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.description if self.instance.pk else {}
        for key, label in DESCRIPTION.items():
            field = forms.CharField(label=label, required=False, initial=known.get(key, ""))
            field.widget.attrs["autocomplete"] = "off"
            self.fields[f"look_{key}"] = field

    def values(self) -> dict[str, Any]:
        look = {key: self.cleaned_data.get(f"look_{key}", "").strip() for key in DESCRIPTION}
        return {**super().values(), "description": {key: said for key, said in look.items() if said}}


class EmergencyContactForm(RecordForm):
    checked = forms.BooleanField(
        label=_("I have checked: this is not the respondent and not someone at their phone"), required=False
    )

    class Meta:
        model = EmergencyContact
        fields = [
            "name",
            "relation",
            "phone",
            "knows_situation",
            "may_tell",
            "consent_on",
            "hours",
            "priority",
        ]
        widgets = {"may_tell": text(2), "consent_on": DateInput}


class LocationForm(RecordForm):
    class Meta:
        model = ProtectedLocation
        fields = ["address", "directions", "confirmed_on"]
        widgets = {"address": text(), "directions": text(), "confirmed_on": DateInput}
