"""The client and what hangs on the client: clients/, contact-methods/, respondents/."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from caseload.api.base import AgencyAPIView, Input, One, Output, Rows
from caseload.foundation import audit
from caseload.permissions import Perm
from clients import access, queries
from clients.actions import contact, people
from clients.api.serializers.contact import (
    ContactChange,
    ContactFilters,
    ContactFull,
    ContactNew,
    ContactRow,
)
from clients.api.serializers.people import (
    ClientChange,
    ClientFilters,
    ClientFull,
    ClientRow,
    LocationFull,
    LocationWhole,
    RespondentChange,
    RespondentFilters,
    RespondentFull,
    RespondentNew,
    RespondentRow,
)
from clients.models import Client, ContactMethod, ProtectedLocation, Respondent
from clients.queries import lists


class Clients(Rows):
    """Clients of the cases the caller works on, as they are called. A client begins with a case."""

    permissions = {"GET": Perm.SEE_CLIENT}
    filters = ClientFilters
    shows = ClientRow

    def rows(self) -> Any:
        return lists.client_rows(self.staff)


class OneClient(One):
    """One client with household and emergency contacts. Reading it is audited."""

    permissions = {"GET": Perm.SEE_CLIENT, "PATCH": Perm.EDIT_CLIENT}
    words = {"PATCH": "Change the client's details."}
    shows, changes = ClientFull, ClientChange
    viewed = "clients.client_viewed"

    def fetch(self, ref: str, perm: Perm) -> Client:
        return access.get_client(self.staff, ref, perm)

    def prepared(self, rows: list[Client]) -> list[Client]:
        for client in rows:
            client.shown_household = list(queries.household(client.case))  # type: ignore[attr-defined]
            found = list(queries.emergency_contacts(client.case))
            client.shown_emergency_contacts = found  # type: ignore[attr-defined]
        return rows

    def change(self, row: Client, version: int, data: dict[str, Any]) -> Client:
        return people.edit_client(row, by=self.staff, version=version, **data)


class Location(AgencyAPIView):
    """Where the client really is: its own permission, and every reading is audited."""

    permissions = {"GET": Perm.SEE_LOCATION, "PUT": Perm.SEE_LOCATION}
    words = {"PUT": "Record where the client really is."}
    verb = ""

    def get(self, request: Any, ref: str) -> Response:
        client = access.get_client(self.staff, ref, Perm.SEE_LOCATION)
        row = queries.location_of(client.case)
        audit.viewed(row or client.case, "clients.location_viewed")
        return self.answer(LocationFull, row or ProtectedLocation(case=client.case, version=0))

    def put(self, request: Any, ref: str) -> Response:
        client = access.get_client(self.staff, ref, Perm.SEE_LOCATION)
        row = people.set_location(client.case, by=self.staff, **self.read(LocationWhole))
        return self.answer(LocationFull, row)

    def takes(self, method: str) -> type[Input] | None:
        return LocationWhole if method == "PUT" else None

    def gives(self, method: str) -> tuple[int, type[Output] | None]:
        return 200, LocationFull


class ContactMethods(Rows):
    """Ways to reach clients, without the number or address: opening one shows it."""

    permissions = {"GET": Perm.SEE_CLIENT, "POST": Perm.EDIT_CLIENT}
    words = {"POST": "Add a number or address; every channel nobody has called safe stays unsafe."}
    filters = ContactFilters
    shows, new, made = ContactRow, ContactNew, ContactFull

    def rows(self) -> Any:
        return lists.contact_rows(self.staff)

    def prepared(self, rows: list[ContactMethod]) -> list[ContactMethod]:
        return rows if self.request.method == "GET" else _with_channels(rows)

    def create(self, data: dict[str, Any]) -> ContactMethod:
        case = self.case_named(data.pop("case"), Perm.EDIT_CLIENT)
        return contact.add_contact_method(case, by=self.staff, **data)


class OneContactMethod(One):
    """One way to reach the client, with the verdict on each channel now. Reading it is audited."""

    permissions = {"GET": Perm.SEE_CLIENT, "PATCH": Perm.EDIT_CLIENT, "DELETE": Perm.EDIT_CLIENT}
    words = {
        "PATCH": "Change it; what is not sent stays as it is.",
        "DELETE": "Take it out of use; it stays on file for the history of the case.",
    }
    shows, changes = ContactFull, ContactChange
    viewed = "clients.client_viewed"

    def fetch(self, ref: str, perm: Perm) -> ContactMethod:
        return access.get_contact_method(self.staff, ref, perm)

    def prepared(self, rows: list[ContactMethod]) -> list[ContactMethod]:
        return _with_channels(rows)

    def change(self, row: ContactMethod, version: int, data: dict[str, Any]) -> ContactMethod:
        return contact.edit_contact_method(row, by=self.staff, version=version, **data)

    def remove(self, row: ContactMethod) -> None:
        contact.remove_contact_method(row, by=self.staff)


def _with_channels(rows: list[ContactMethod]) -> list[ContactMethod]:
    """The methods with the verdict on each of their channels at this moment."""
    for method in rows:
        cards = queries.contact_cards(method.case, access.client_of(method.case))
        found = [card.channels for card in cards if card.method.pk == method.pk]
        method.shown_channels = found[0] if found else []  # type: ignore[attr-defined]
    return rows


class Respondents(Rows):
    """Respondents, without names and places: opening one shows them."""

    permissions = {"GET": Perm.SEE_CLIENT, "POST": Perm.EDIT_RESPONDENT}
    words = {"POST": "Add a respondent; nothing about them is needed, not even a name."}
    filters = RespondentFilters
    shows, new, made = RespondentRow, RespondentNew, RespondentFull

    def rows(self) -> Any:
        return lists.respondent_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Respondent:
        case = self.case_named(data.pop("case"), Perm.EDIT_RESPONDENT)
        return people.add_respondent(case, by=self.staff, **data)


class OneRespondent(One):
    """One respondent with the description. Reading it is audited."""

    permissions = {"GET": Perm.SEE_CLIENT, "PATCH": Perm.EDIT_RESPONDENT}
    words = {"PATCH": "Change it; what is not sent stays as it is. A description is replaced as a whole."}
    shows, changes = RespondentFull, RespondentChange
    viewed = "clients.client_viewed"

    def fetch(self, ref: str, perm: Perm) -> Respondent:
        return access.get_respondent(self.staff, ref, perm)

    def change(self, row: Respondent, version: int, data: dict[str, Any]) -> Respondent:
        return people.edit_respondent(row, by=self.staff, version=version, **data)
