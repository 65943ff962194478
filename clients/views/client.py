"""The client's page, and the forms over each part of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.permissions import Perm
from caseload.views.base import CaseView
from clients import access, queries
from clients.actions import contact, people
from clients.forms.contact import ContactForm
from clients.forms.people import (
    ClientForm,
    EmergencyContactForm,
    HouseholdForm,
    LocationForm,
    RespondentForm,
)
from clients.models import ProtectedLocation
from clients.views.base import EditRecordPage, RecordPage, RemoveRecord


class ClientPage(CaseView):
    """How it is safe to reach the client, first; then who they are and who belongs to them."""

    permission = Perm.SEE_CLIENT

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        client = access.client_of(self.case)
        audit.viewed(client, "clients.client_viewed")
        return self.page(
            "clients/client.html",
            client=client,
            contact_cards=queries.contact_cards(self.case, client),
            household=queries.household(self.case),
            respondents=queries.respondents(self.case),
            emergency_contacts=queries.emergency_contacts(self.case),
            may_see_location=access.may_see_location(self.staff, self.case),
        )


class EditClient(RecordPage):
    permission = Perm.EDIT_CLIENT
    form_class = ClientForm
    heading = _("Client details")

    def form_kwargs(self) -> dict[str, Any]:
        self.client = access.client_of(self.case)
        return {"instance": self.client}

    def act(self, form: ClientForm) -> str:
        people.edit_client(self.client, by=self.staff, version=form.expected_version, **form.values())
        return self.back_url()


class Location(CaseView):
    """The protected address: its own permission, and every reading is in the audit log (CF-22)."""

    permission = Perm.SEE_LOCATION

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        location = queries.location_of(self.case)
        audit.viewed(location or self.case, "clients.location_viewed")
        return self.page("clients/location.html", location=location, current_tab="clients:client")


class EditLocation(RecordPage):
    permission = Perm.SEE_LOCATION
    form_class = LocationForm
    heading = _("Protected address")
    back = "clients:location"

    def form_kwargs(self) -> dict[str, Any]:
        row = queries.location_of(self.case)
        audit.viewed(row or self.case, "clients.location_viewed")
        return {"instance": row or ProtectedLocation(case=self.case)}

    def act(self, form: LocationForm) -> str:
        people.set_location(self.case, by=self.staff, version=form.expected_version, **form.values())
        return self.back_url()


class AddContact(RecordPage):
    permission = Perm.EDIT_CLIENT
    form_class = ContactForm
    heading = _("A way to make contact")

    def act(self, form: ContactForm) -> str:
        contact.add_contact_method(self.case, by=self.staff, **form.values())
        return self.back_url()


class EditContact(EditRecordPage):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_contact_method)
    form_class = ContactForm
    heading = _("A way to make contact")
    remove_url = "clients:contact_remove"
    remove_words = _("No longer in use")

    def act(self, form: ContactForm) -> str:
        contact.edit_contact_method(
            self.record, by=self.staff, version=form.expected_version, **form.values()
        )
        return self.back_url()


class RemoveContact(RemoveRecord):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_contact_method)
    remove = staticmethod(contact.remove_contact_method)


class AddMember(RecordPage):
    permission = Perm.EDIT_CLIENT
    form_class = HouseholdForm
    heading = _("Household member")

    def act(self, form: HouseholdForm) -> str:
        people.add_household_member(self.case, by=self.staff, **form.values())
        return self.back_url()


class EditMember(EditRecordPage):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_household_member)
    form_class = HouseholdForm
    heading = _("Household member")
    remove_url = "clients:household_remove"
    remove_words = _("No longer part of the household")

    def act(self, form: HouseholdForm) -> str:
        people.edit_household_member(
            self.record, by=self.staff, version=form.expected_version, **form.values()
        )
        return self.back_url()


class RemoveMember(RemoveRecord):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_household_member)
    remove = staticmethod(people.remove_household_member)


class AddRespondent(RecordPage):
    permission = Perm.EDIT_RESPONDENT
    form_class = RespondentForm
    heading = _("Respondent")

    def act(self, form: RespondentForm) -> str:
        people.add_respondent(self.case, by=self.staff, **form.values())
        return self.back_url()


class EditRespondent(EditRecordPage):
    permission = Perm.EDIT_RESPONDENT
    find = staticmethod(access.get_respondent)
    form_class = RespondentForm
    heading = _("Respondent")

    def act(self, form: RespondentForm) -> str:
        people.edit_respondent(self.record, by=self.staff, version=form.expected_version, **form.values())
        return self.back_url()


class AddEmergencyContact(RecordPage):
    permission = Perm.EDIT_CLIENT
    form_class = EmergencyContactForm
    heading = _("Emergency contact")

    def act(self, form: EmergencyContactForm) -> str:
        checked = form.cleaned_data["checked"]
        people.add_emergency_contact(self.case, by=self.staff, checked=checked, **form.values())
        return self.back_url()


class EditEmergencyContact(EditRecordPage):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_emergency_contact)
    form_class = EmergencyContactForm
    heading = _("Emergency contact")
    remove_url = "clients:emergency_contact_remove"
    remove_words = _("No longer an emergency contact")

    def act(self, form: EmergencyContactForm) -> str:
        people.edit_emergency_contact(
            self.record,
            by=self.staff,
            version=form.expected_version,
            checked=form.cleaned_data["checked"],
            **form.values(),
        )
        return self.back_url()


class RemoveEmergencyContact(RemoveRecord):
    permission = Perm.EDIT_CLIENT
    find = staticmethod(access.get_emergency_contact)
    remove = staticmethod(people.remove_emergency_contact)
