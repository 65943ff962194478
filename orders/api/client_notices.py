"""Notices to clients: /api/v1/notice-registrations/, /api/v1/client-notices/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import One, Rows, named_by_ref
from caseload.models import Case
from caseload.permissions import Perm
from clients import queries as client_queries
from orders import access, queries
from orders.actions import client_notices as actions
from orders.api.serializers.client_notices import (
    ClientNoticeFilters,
    ClientNoticeFull,
    ClientNoticeNew,
    ClientNoticeRow,
    NoticeRegistrationChange,
    NoticeRegistrationFilters,
    NoticeRegistrationFull,
    NoticeRegistrationNew,
    NoticeRegistrationRow,
)
from orders.api.serializers.moments import MOMENT, said_of
from orders.models import ClientNotice, NoticeRegistration
from orders.queries import client_notices as found


def _name(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    """The things a body names by reference, out of those of its case."""
    offered = {
        "order": lambda: queries.orders_of(case),
        "respondent": lambda: client_queries.respondents(case),
        "registration": lambda: found.registrations_of(case),
    }
    for name, rows in offered.items():
        if name in data:
            data[name] = named_by_ref(lambda ref, of=rows: of().filter(ref=ref).first(), data[name], name)
    return data


class Registrations(Rows):
    """Registrations of clients with notification services. A PIN is never part of them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Note what came of the offer to register; the task that asked for it is done with this."}
    filters = NoticeRegistrationFilters
    shows, new, made = NoticeRegistrationRow, NoticeRegistrationNew, NoticeRegistrationFull

    def rows(self) -> Any:
        return found.registration_rows(self.staff)

    def create(self, data: dict[str, Any]) -> NoticeRegistration:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        return actions.record_registration(case, by=self.staff, **_name(case, data))


class OneRegistration(One):
    """One registration. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Note that a test notice came, that it ended, or what was wrong."}
    shows, changes = NoticeRegistrationFull, NoticeRegistrationChange
    viewed = "orders.registration_viewed"

    def fetch(self, ref: str, perm: Perm) -> NoticeRegistration:
        return access.get_registration(self.staff, ref, perm)

    def change(self, row: NoticeRegistration, version: int, data: dict[str, Any]) -> NoticeRegistration:
        return actions.edit_registration(row, by=self.staff, version=version, **data)


class ClientNotices(Rows):
    """What clients were told, without words: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Take down what a client was told; service or release is recorded with it."}
    filters = ClientNoticeFilters
    shows, new, made = ClientNoticeRow, ClientNoticeNew, ClientNoticeFull

    def rows(self) -> Any:
        return found.client_notice_rows(self.staff)

    def create(self, data: dict[str, Any]) -> ClientNotice:
        case = self.case_named(data.pop("case"), Perm.EDIT_ORDERS)
        facts = {name: value for name, value in data.items() if name not in MOMENT}
        said = said_of(data, self.staff.agency.timezone)
        return actions.record_notice(case, by=self.staff, said=said, **_name(case, facts))


class OneClientNotice(One):
    """What one notice told. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = ClientNoticeFull
    viewed = "orders.client_notices_viewed"

    def fetch(self, ref: str, perm: Perm) -> ClientNotice:
        return access.get_client_notice(self.staff, ref, perm)
