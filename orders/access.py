"""Who may reach an order and what hangs on it: always through the case."""

from __future__ import annotations

from typing import TypeVar

from caseload import access
from caseload.foundation.errors import Denied, NotVisible
from caseload.foundation.tenancy import AgencyOwned
from caseload.models import Staff
from caseload.permissions import Perm
from orders.models import (
    Alert,
    CourtDay,
    Deadline,
    EscalationWindow,
    Hearing,
    NoticeBatch,
    NoticeCandidate,
    OrderScan,
    ProtectiveOrder,
    ServiceAttempt,
    ServiceNotice,
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


def sees_court(staff: Staff, order: ProtectiveOrder) -> bool:
    """Whether court details and scans are for this person: those of a sealed order are for its editors."""
    return not order.filed_under_seal or access.can(staff, Perm.EDIT_ORDERS, order.case)


def get_scan(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> OrderScan:
    """A scan without its bytes; `Denied` where the order is sealed and this person may not edit orders."""
    rows = OrderScan.objects.filter(case__in=access.visible_cases(staff)).defer("content")
    found = rows.select_related("case", "order").filter(ref=ref).first()
    if found is None:
        raise NotVisible
    needed = Perm.EDIT_ORDERS if found.order.filed_under_seal else perm
    found.case = found.order.case = access.get_case(staff, found.case.ref, needed)
    return found


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


def get_notice(
    staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS
) -> tuple[ServiceNotice, list[NoticeCandidate]]:
    """A notice and its candidates on cases this person may see; any other candidate does not exist for them.

    `NotVisible` when it concerns none of their cases, `Denied` when they lack `perm` on all of these.
    """
    cases = access.with_reach(staff, access.visible_cases(staff, Perm.SEE_ORDERS))
    notice = ServiceNotice.objects.filter(ref=ref).first()
    if notice is None:
        raise NotVisible
    rows = list(NoticeCandidate.objects.filter(notice=notice).order_by("pk"))
    wanted = {pk for pk in (notice.case_id, *(row.case_id for row in rows)) if pk}
    seen = {case.pk: case for case in cases.filter(pk__in=wanted)}
    if not seen:
        raise NotVisible
    if not any(access.can(staff, perm, case) for case in seen.values()):
        raise Denied(perm)
    candidates = [row for row in rows if row.case_id in seen]
    for row in candidates:
        row.case = seen[row.case_id]
    return notice, candidates


def get_batch(staff: Staff, ref: str, perm: Perm = Perm.TAKE_IN_NOTICES) -> NoticeBatch:
    """A list that was taken in: how much of it there was, for those who may send one."""
    access.require(staff, perm)
    found = NoticeBatch.objects.filter(ref=ref).first()
    if found is None:
        raise NotVisible
    return found
