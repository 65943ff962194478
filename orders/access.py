"""Who may reach an order and what hangs on it: always through the case."""

from __future__ import annotations

from typing import TypeVar

from caseload import access
from caseload.foundation.errors import NotVisible
from caseload.foundation.tenancy import AgencyOwned
from caseload.models import Staff
from caseload.permissions import Perm
from orders.models import (
    Alert,
    CourtDay,
    Deadline,
    EscalationWindow,
    Hearing,
    ProtectiveOrder,
    ServiceAttempt,
)

Thing = TypeVar("Thing", bound=AgencyOwned)


def _get(model: type[Thing], staff: Staff, ref: str, perm: Perm, *related: str) -> Thing:
    """The thing `ref` of a case this person may see; `NotVisible` otherwise, `Denied` without `perm`."""
    rows = model.objects.filter(case__in=access.visible_cases(staff))
    try:
        found = rows.select_related("case", *related).get(ref=ref)
    except (model.DoesNotExist, ValueError) as error:
        raise NotVisible from error
    # The case comes with how this person reaches it, so that pages need not ask for each button.
    found.case = access.get_case(staff, found.case.ref, perm)  # type: ignore[attr-defined]
    return found


def get_order(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ProtectiveOrder:
    return _get(ProtectiveOrder, staff, ref, perm, "respondent", "replaces")


def get_hearing(staff: Staff, ref: str, perm: Perm = Perm.EDIT_ORDERS) -> Hearing:
    return _get(Hearing, staff, ref, perm, "order")


def get_deadline(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Deadline:
    return _get(Deadline, staff, ref, perm, "order", "hearing", "overwritten_by", "met_by")


def get_court_day(staff: Staff, ref: str) -> CourtDay:
    """An entry of the agency's court calendar, for somebody who may change it."""
    access.require(staff, Perm.MANAGE_POLICY)
    found = CourtDay.objects.filter(ref=ref).first()
    if found is None:
        raise NotVisible
    return found


def get_attempt(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ServiceAttempt:
    return _get(ServiceAttempt, staff, ref, perm, "order")


def get_window(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> EscalationWindow:
    return _get(EscalationWindow, staff, ref, perm, "order", "policy")


def get_alert(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Alert:
    return _get(Alert, staff, ref, perm, "window__order__respondent", "window__attempt", "acknowledged_by")
