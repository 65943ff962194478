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
    CheckIn,
    ClientNotice,
    ContactEvent,
    CourtDay,
    Custody,
    Deadline,
    EscalationPolicy,
    EscalationWindow,
    EvidenceItem,
    FirearmSurrender,
    Hearing,
    NotedEvent,
    NoticeBatch,
    NoticeCandidate,
    NoticeRegistration,
    NotReachedStep,
    OrderScan,
    PolicyDraft,
    ProgrammeOrder,
    ProtectiveOrder,
    Renewal,
    RulesMove,
    ServiceAttempt,
    ServiceNotice,
    Violation,
    ViolationStep,
)

Thing = TypeVar("Thing", bound=AgencyOwned)
Part = TypeVar("Part", ViolationStep, EvidenceItem)


def _get(model: type[Thing], staff: Staff, ref: str, perm: Perm, *related: str) -> Thing:
    """The thing `ref` of a case this person may see; `NotVisible` otherwise, `Denied` without `perm`."""
    try:
        found = model.objects.select_related(*related).get(ref=ref)
    except model.DoesNotExist as error:
        raise NotVisible from error
    found.case = access.admit(staff, perm, pk=found.case_id)  # type: ignore[attr-defined]
    return found


def get_order(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ProtectiveOrder:
    return _get(ProtectiveOrder, staff, ref, perm, "respondent", "replaces")


def sees_court(staff: Staff, order: ProtectiveOrder) -> bool:
    """Whether court details and scans are for this person: those of a sealed order are for its editors."""
    return not order.filed_under_seal or access.can(staff, Perm.EDIT_ORDERS, order.case)


def get_scan(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> OrderScan:
    """A scan without its bytes; `Denied` where the order is sealed and this person may not edit orders."""
    rows = OrderScan.objects.filter(case__in=access.visible_keys(staff)).defer("content")
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


def get_draft(staff: Staff, ref: str, perm: Perm = Perm.PROPOSE_POLICY) -> PolicyDraft:
    """A draft of the agency's rules, for somebody who may write or answer them."""
    access.require(staff, perm)
    people = ("begun_by", "changed_by", "proposed_by__user", "answered_by")
    found = PolicyDraft.objects.select_related(*people, "based_on", "policy").filter(ref=ref).first()
    if found is None:
        raise NotVisible
    return found


def get_version(staff: Staff, perm: Perm = Perm.SEE_POLICY, **lookup: object) -> EscalationPolicy:
    """A version of the agency's rules, by its `number` or its `ref`."""
    access.require(staff, perm)
    people = ("proposed_by", "approved_by", "called_off_by")
    found = EscalationPolicy.objects.select_related(*people).filter(**lookup).first()
    if found is None:
        raise NotVisible
    return found


def get_rules_move(staff: Staff, ref: str) -> RulesMove:
    """A move of open windows, for those who may ask for one."""
    access.require(staff, Perm.ACKNOWLEDGE_ALERT)
    found = RulesMove.objects.select_related("policy", "asked_by").filter(ref=ref).first()
    if found is None:
        raise NotVisible
    return found


def get_attempt(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ServiceAttempt:
    return _get(ServiceAttempt, staff, ref, perm, "order")


def get_violation(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Violation:
    return _get(Violation, staff, ref, perm, "respondent", "recorded_by", "changed_by")


def get_violation_step(staff: Staff, ref: str, perm: Perm = Perm.EDIT_ORDERS) -> ViolationStep:
    return _of_violation(_get(ViolationStep, staff, ref, perm, "violation"))


def get_evidence(staff: Staff, ref: str, perm: Perm = Perm.EDIT_ORDERS) -> EvidenceItem:
    return _of_violation(_get(EvidenceItem, staff, ref, perm, "violation"))


def _of_violation(row: Part) -> Part:
    row.violation.case = row.case
    return row


def get_contact_event(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ContactEvent:
    found = _get(ContactEvent, staff, ref, perm, "recorded_by")
    if found.removed_at:
        raise NotVisible
    return found


def firearms_of(order: ProtectiveOrder) -> FirearmSurrender | None:
    """What is known about firearms under an order this person has been admitted to."""
    row = FirearmSurrender.objects.filter(order=order).select_related("proof_by").first()
    if row:
        row.order, row.case = order, order.case
    return row


def renewal_of(order: ProtectiveOrder) -> Renewal:
    """The last stretch of an order this person has been admitted to; `NotVisible` where it has none."""
    row = Renewal.objects.filter(order=order).select_related("answered_by").first()
    if row is None or order.expires_at is None:
        raise NotVisible
    row.order, row.case = order, order.case
    return row


def get_renewal(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Renewal:
    row = _get(Renewal, staff, ref, perm, "order", "answered_by")
    row.order.case = row.case
    return row


def get_surrender(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> FirearmSurrender:
    row = _get(FirearmSurrender, staff, ref, perm, "order", "proof_by", "continues")
    row.order.case = row.case
    return row


def get_window(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> EscalationWindow:
    return _get(EscalationWindow, staff, ref, perm, "order", "policy", "raised_by", "attempt", "moved_by")


def get_noted(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> NotedEvent:
    return _get(NotedEvent, staff, ref, perm, "order", "corrects", "noted_by")


def get_custody(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Custody:
    return _get(Custody, staff, ref, perm, "respondent")


def get_registration(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> NoticeRegistration:
    return _get(NoticeRegistration, staff, ref, perm, "order", "recorded_by")


def get_client_notice(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ClientNotice:
    return _get(ClientNotice, staff, ref, perm, "order", "registration", "attempt", "custody", "recorded_by")


def get_programme(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> ProgrammeOrder:
    return _get(ProgrammeOrder, staff, ref, perm, "order", "respondent", "recorded_by")


def get_alert(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> Alert:
    return _get(Alert, staff, ref, perm, "window__order__respondent", "window__attempt", "acknowledged_by")


def get_check_in(staff: Staff, ref: str, perm: Perm = Perm.SEE_ORDERS) -> CheckIn:
    return _get(CheckIn, staff, ref, perm, "window", "settled_by")


def get_not_reached_step(staff: Staff, ref: str, perm: Perm = Perm.EDIT_ORDERS) -> NotReachedStep:
    step = _get(NotReachedStep, staff, ref, perm, "check_in", "contact")
    step.check_in.case = step.case
    return step


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
