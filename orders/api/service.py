"""Service and what follows: /api/v1/service-attempts/, /api/v1/windows/, /api/v1/alerts/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm
from orders import access
from orders.actions import alerts, endings, service
from orders.api.serializers.moments import MOMENT, said_of
from orders.api.serializers.service import (
    AlertAnswer,
    AlertFilters,
    AlertFull,
    AlertRow,
    AttemptCorrection,
    AttemptFilters,
    AttemptFull,
    AttemptNew,
    AttemptRow,
    AttemptVoid,
    WindowClose,
    WindowFilters,
    WindowFull,
    WindowRow,
)
from orders.models import Alert, EscalationWindow, ServiceAttempt
from orders.queries import lists


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in MOMENT}


class Attempts(Rows):
    """Attempts at service, without places and notes: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    words = {"POST": "Record an attempt. If the respondent now knows of the order, its window opens with it."}
    filters = AttemptFilters
    shows, new, made = AttemptRow, AttemptNew, AttemptFull

    def rows(self) -> Any:
        return lists.attempt_rows(self.staff)

    def create(self, data: dict[str, Any]) -> ServiceAttempt:
        try:
            order = access.get_order(self.staff, data.pop("order"), Perm.EDIT_ORDERS)
        except NotVisible as error:
            raise NotVisible("order") from error
        said = said_of(data, self.staff.agency.timezone)
        return service.record_service(order, by=self.staff, said=said, **_facts(data))


class OneAttempt(One):
    """One attempt with the moment as it was told. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = AttemptFull
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> ServiceAttempt:
        return access.get_attempt(self.staff, ref, perm)


class AttemptAct(Act):
    """Something done to an attempt that stands; 409 when it does not stand any more."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = AttemptFull

    def fetch(self, ref: str, perm: Perm) -> ServiceAttempt:
        return access.get_attempt(self.staff, ref, perm)

    def may_be_stale(self, method: str) -> bool:
        return True


class Correct(AttemptAct):
    """A new attempt takes the place of a wrong one, which stays on record. Answers the new one.

    What is not sent is taken as not known; 409 when somebody else corrected it first.
    """

    verb = "correct"
    body = AttemptCorrection

    def act(self, row: ServiceAttempt, data: dict[str, Any]) -> ServiceAttempt:
        return service.correct_service(row, by=self.staff, said=said_of(data, row.tz), **_facts(data))


class Void(AttemptAct):
    """Withdraw an attempt that never took place; it stays on record, its window does not."""

    verb = "void"
    body = AttemptVoid

    def act(self, row: ServiceAttempt, data: dict[str, Any]) -> ServiceAttempt:
        return service.void_service(row, by=self.staff, **data)


class Windows(Rows):
    """Windows of the cases the caller works on, with their phases."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = WindowFilters
    shows = WindowRow

    def rows(self) -> Any:
        return lists.window_rows(self.staff)


class OneWindow(One):
    """One window with its phases."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = WindowFull
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> EscalationWindow:
        return access.get_window(self.staff, ref, perm)


class CloseWindow(Act):
    """End a window early, with a reason and the client's view; never in its acute phase."""

    permissions = {"POST": Perm.ACKNOWLEDGE_ALERT}
    verb = "close"
    body = WindowClose
    shows = WindowFull

    def fetch(self, ref: str, perm: Perm) -> EscalationWindow:
        return access.get_window(self.staff, ref, perm)

    def act(self, row: EscalationWindow, data: dict[str, Any]) -> EscalationWindow:
        return endings.close_early(row, by=self.staff, **data)


class Alerts(Rows):
    """Alerts of the cases the caller works on. Reading them answers none."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = AlertFilters
    shows = AlertRow

    def rows(self) -> Any:
        return lists.alert_rows(self.staff)


class OneAlert(One):
    """One alert with its answer. Reading it is audited and answers nothing."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = AlertFull
    viewed = "orders.alert_viewed"

    def fetch(self, ref: str, perm: Perm) -> Alert:
        return access.get_alert(self.staff, ref, perm)


class Acknowledge(Act):
    """Answer an alert. The first answer stands: sent twice, or by two people, it answers the same."""

    permissions = {"POST": Perm.ACKNOWLEDGE_ALERT}
    verb = "acknowledge"
    body = AlertAnswer
    shows = AlertFull

    def fetch(self, ref: str, perm: Perm) -> Alert:
        return access.get_alert(self.staff, ref, perm)

    def act(self, row: Alert, data: dict[str, Any]) -> Alert:
        return alerts.acknowledge(row, by=self.staff, **data)
