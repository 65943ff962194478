"""What happened, and custody: /api/v1/noted-events/, /api/v1/custodies/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.models import Case
from caseload.permissions import Perm
from clients import queries as client_queries
from orders import access, queries
from orders.actions import custody, noted
from orders.api.serializers.moments import MOMENT, said_of
from orders.api.serializers.noted import (
    CustodyChange,
    CustodyFilters,
    CustodyFull,
    CustodyNew,
    CustodyRelease,
    CustodyRow,
    CustodyWithdrawal,
    EventCorrection,
    EventFilters,
    EventFull,
    EventNew,
    EventRow,
    EventWithdrawal,
)
from orders.models import Custody, NotedEvent


def _facts(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in data.items() if name not in MOMENT}
    if facts.get("order"):
        rows = queries.orders_of(case)
        facts["order"] = named_by_ref(lambda ref: rows.filter(ref=ref).first(), facts["order"], "order")
    return facts


class Events(Rows):
    """What was noted of the cases the caller works on, without words: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Note that something happened. The window the agency's rules want opens with it."}
    filters = EventFilters
    shows, new, made = EventRow, EventNew, EventFull

    def rows(self) -> Any:
        return queries.noted_rows(self.staff)

    def create(self, data: dict[str, Any]) -> NotedEvent:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        said = said_of(data, self.staff.agency.timezone)
        return noted.note_event(case, by=self.staff, said=said, **_facts(case, data))


class OneEvent(One):
    """One noted event with its words. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = EventFull
    viewed = "orders.window_viewed"

    def fetch(self, ref: str, perm: Perm) -> NotedEvent:
        return access.get_noted(self.staff, ref, perm)


class EventAct(Act):
    """Something done to an entry that stands; 409 when it does not stand any more."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = EventFull

    def fetch(self, ref: str, perm: Perm) -> NotedEvent:
        return access.get_noted(self.staff, ref, perm)

    def may_be_stale(self, method: str) -> bool:
        return True


class Correct(EventAct):
    """A new entry takes the place of a wrong one, which stays on record. Answers the new one.

    What a client's fear calls for is lowered by a second person alone.
    """

    verb = "correct"
    body = EventCorrection

    def act(self, row: NotedEvent, data: dict[str, Any]) -> NotedEvent:
        return noted.correct_event(row, by=self.staff, said=said_of(data, row.tz), **_facts(row.case, data))


class Withdraw(EventAct):
    """Take back what never happened; it stays on record, its window ends."""

    verb = "withdraw"
    body = EventWithdrawal

    def act(self, row: NotedEvent, data: dict[str, Any]) -> NotedEvent:
        return noted.withdraw_event(row, by=self.staff, **data)


class Custodies(Rows):
    """Respondents in custody, of the cases the caller works on."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Note that the respondent is in custody; the watch for release begins."}
    filters = CustodyFilters
    shows, new, made = CustodyRow, CustodyNew, CustodyFull

    def rows(self) -> Any:
        return queries.custody_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Custody:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        if "respondent" in data:
            rows = client_queries.respondents(case)
            data["respondent"] = named_by_ref(
                lambda ref: rows.filter(ref=ref).first(), data["respondent"], "respondent"
            )
        return custody.record_custody(case, by=self.staff, **data)


class OneCustody(One):
    """One stretch in custody. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Change place or expected release; the watch follows."}
    shows, changes = CustodyFull, CustodyChange
    viewed = "orders.custody_viewed"

    def fetch(self, ref: str, perm: Perm) -> Custody:
        return access.get_custody(self.staff, ref, perm)

    def change(self, row: Custody, version: int, data: dict[str, Any]) -> Custody:
        return custody.edit_custody(row, by=self.staff, version=version, **data)


class CustodyAct(Act):
    """Something done to a stretch in custody."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = CustodyFull

    def fetch(self, ref: str, perm: Perm) -> Custody:
        return access.get_custody(self.staff, ref, perm)


class Release(CustodyAct):
    """Note when the respondent was released: the window after it opens. Sent again it corrects the time."""

    verb = "release"
    body = CustodyRelease

    def act(self, row: Custody, data: dict[str, Any]) -> Custody:
        said = said_of(data, row.released_tz or self.staff.agency.timezone)
        return custody.record_release(
            row, by=self.staff, version=data["version"], said=said, why=data.get("why", "")
        )


class WithdrawCustody(CustodyAct):
    """It was entered by mistake: the watch ends. It stays on record."""

    verb = "withdraw"
    body = CustodyWithdrawal

    def act(self, row: Custody, data: dict[str, Any]) -> Custody:
        return custody.withdraw_custody(row, by=self.staff, **data)
