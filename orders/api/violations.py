"""Violations and contact the client made: /api/v1/violations/, /api/v1/contact-events/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.foundation.errors import RuleBroken
from caseload.models import Case
from caseload.permissions import Perm
from clients import queries as client_queries
from orders import access
from orders.actions import contact_events, violation_steps
from orders.actions import violations as actions
from orders.api.serializers.moments import MOMENT, said_of
from orders.api.serializers.violations import (
    ContactEventChange,
    ContactEventFilters,
    ContactEventFull,
    ContactEventNew,
    ContactEventRow,
    EvidenceNew,
    ViolationChange,
    ViolationChoice,
    ViolationFilters,
    ViolationFull,
    ViolationNew,
    ViolationRow,
    ViolationStepNew,
    ViolationVoid,
)
from orders.models import ContactEvent, Violation
from orders.queries import violations as queries


class _NamesMoment:
    """A correction has the moment nested; rules speak of it by the names of a flat form."""

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, RuleBroken) and exc.field in MOMENT and self.request.method == "PATCH":  # type: ignore[attr-defined]
            exc.field = f"moment.{exc.field}"
        return super().handle_exception(exc)  # type: ignore[misc]


class _Entries:
    """Answers show a violation with the orders of its moment."""

    def prepared(self, rows: list[Violation]) -> list[queries.Entry]:
        return queries.entries(rows)


def _facts(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    """The body beside the moment, its respondent as the thing it names."""
    found = {name: value for name, value in data.items() if name not in MOMENT}
    if "respondent" in found:
        rows = client_queries.respondents(case)
        find = lambda ref: rows.filter(ref=ref).first()  # noqa: E731
        found["respondent"] = named_by_ref(find, found["respondent"], "respondent")
    return found


class Violations(_Entries, Rows):
    """Violations of the cases the caller works on, without words and places: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Record a violation. Windows it calls for open with it; nothing is reported to anybody."}
    filters = ViolationFilters
    shows, new, made = ViolationRow, ViolationNew, ViolationFull

    def rows(self) -> Any:
        return queries.violation_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Violation:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        said = said_of(data, self.staff.agency.timezone)
        return actions.record_violation(case, by=self.staff, said=said, **_facts(case, data))


class OneViolation(_NamesMoment, _Entries, One):
    """One violation with what followed and its evidence. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Correct the record. A corrected time moves its windows."}
    shows, changes = ViolationFull, ViolationChange
    viewed = "orders.violation_viewed"

    def fetch(self, ref: str, perm: Perm) -> Violation:
        return access.get_violation(self.staff, ref, perm)

    def change(self, row: Violation, version: int, data: dict[str, Any]) -> Violation:
        moment = data.pop("moment", None)
        said = said_of(moment, row.tz) if moment else None
        facts = _facts(row.case, data)
        return actions.edit_violation(row, by=self.staff, version=version, said=said, **facts)


class ViolationAct(_Entries, Act):
    """Something done to a violation."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = ViolationFull

    def fetch(self, ref: str, perm: Perm) -> Violation:
        return access.get_violation(self.staff, ref, perm)


class NoteChoice(ViolationAct):
    """What was talked over with the client, and what the client wants. Nothing is reported to anybody."""

    verb = "choice"
    body = ViolationChoice

    def act(self, row: Violation, data: dict[str, Any]) -> Violation:
        return actions.note_choice(row, by=self.staff, **data)


class Withdraw(ViolationAct):
    """Take back an entry made by mistake. It stays on record; its windows and tasks end."""

    verb = "void"
    body = ViolationVoid

    def may_be_stale(self, method: str) -> bool:
        return True

    def act(self, row: Violation, data: dict[str, Any]) -> Violation:
        return actions.withdraw_violation(row, by=self.staff, **data)


class AddStep(ViolationAct):
    """Note what followed: report, arrest, charge, outcome. Tasks for what is open take their turn."""

    verb = "steps"
    body = ViolationStepNew

    def act(self, row: Violation, data: dict[str, Any]) -> Violation:
        violation_steps.add_step(row, by=self.staff, **data)
        return row


class AddEvidence(ViolationAct):
    """Note a piece of evidence and who keeps it. Files are not taken: originals stay with the client."""

    verb = "evidence"
    body = EvidenceNew

    def act(self, row: Violation, data: dict[str, Any]) -> Violation:
        violation_steps.add_evidence(row, by=self.staff, **data)
        return row


class ContactEvents(Rows):
    """Contact clients made, apart from violations: an order does not bind the client."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Note contact the client made. It is never a violation and opens no window."}
    filters = ContactEventFilters
    shows, new, made = ContactEventRow, ContactEventNew, ContactEventFull

    def rows(self) -> Any:
        return queries.contact_rows(self.staff)

    def create(self, data: dict[str, Any]) -> ContactEvent:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        said = said_of(data, self.staff.agency.timezone)
        facts = {name: value for name, value in data.items() if name not in MOMENT}
        return contact_events.record_contact(case, by=self.staff, said=said, **facts)


class OneContactEvent(_NamesMoment, One):
    """One note of contact. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS, "DELETE": Perm.EDIT_ORDERS}
    words = {"PATCH": "Correct the note.", "DELETE": "Take the note out of use."}
    shows, changes = ContactEventFull, ContactEventChange
    viewed = "orders.contact_viewed"

    def fetch(self, ref: str, perm: Perm) -> ContactEvent:
        return access.get_contact_event(self.staff, ref, perm)

    def change(self, row: ContactEvent, version: int, data: dict[str, Any]) -> ContactEvent:
        moment = data.pop("moment", None)
        said = said_of(moment, row.tz) if moment else None
        return contact_events.edit_contact(row, by=self.staff, version=version, said=said, **data)

    def remove(self, row: ContactEvent) -> None:
        contact_events.remove_contact(row, by=self.staff)
