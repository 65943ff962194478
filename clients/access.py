"""Who is admitted to the person of a case; every rule about single fields lives here, not in templates."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from caseload import access
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import Case, Staff
from caseload.permissions import Perm, Role
from clients.models import (
    Client,
    ContactMethod,
    DangerSignal,
    EmergencyContact,
    HouseholdMember,
    OrderCopy,
    PlanItem,
    Release,
    Respondent,
    SafetyPlan,
    SafetyPlanVersion,
)

Row = TypeVar("Row", bound=Model)


def _one(staff: Staff, ref: str, perm: Perm, path: str, rows: QuerySet[Row]) -> Row:
    """The row `ref` of a case the person may use this way: the case first, then the row inside it."""
    case = access.admit(staff, perm, **{f"{path}__ref": ref})
    try:
        row: Any = rows.get(ref=ref, case=case)
    except ObjectDoesNotExist as error:
        raise NotVisible from error
    row.case = case
    return cast(Row, row)


def get_client(staff: Staff, ref: str, perm: Perm = Perm.SEE_CLIENT) -> Client:
    return _one(staff, ref, perm, "client", Client.objects.all())


def get_contact_method(staff: Staff, ref: str, perm: Perm = Perm.EDIT_CLIENT) -> ContactMethod:
    rows = ContactMethod.objects.filter(removed_at__isnull=True)
    return _one(staff, ref, perm, "contact_methods", rows)


def get_household_member(staff: Staff, ref: str, perm: Perm = Perm.EDIT_CLIENT) -> HouseholdMember:
    rows = HouseholdMember.objects.filter(removed_at__isnull=True)
    return _one(staff, ref, perm, "household", rows)


def get_emergency_contact(staff: Staff, ref: str, perm: Perm = Perm.EDIT_CLIENT) -> EmergencyContact:
    rows = EmergencyContact.objects.filter(removed_at__isnull=True)
    return _one(staff, ref, perm, "emergency_contacts", rows)


def get_respondent(staff: Staff, ref: str, perm: Perm = Perm.EDIT_RESPONDENT) -> Respondent:
    return _one(staff, ref, perm, "respondents", Respondent.objects.filter(removed_at__isnull=True))


def get_release(staff: Staff, ref: str, perm: Perm = Perm.SEE_RELEASES) -> Release:
    return _one(staff, ref, perm, "releases", Release.objects.select_related("subject", "witness"))


def client_of(case: Case) -> Client:
    """The person of an admitted case; a case without one is not a case that can be shown."""
    try:
        client = case.client
    except Client.DoesNotExist as error:
        raise NotVisible from error
    client.case = case
    return client


def may_see_location(staff: Staff, case: Case) -> bool:
    return access.can(staff, Perm.SEE_LOCATION, case)


# ---- The safety plan: legal and shelter staff read it only where the client agreed (DOMAIN D.3) -----------


def may_read_plan(staff: Staff, case: Case, plan: SafetyPlan | None) -> bool:
    """Whether the person may read this plan: the permission, and for some roles the client's word."""
    if not access.can(staff, Perm.SEE_PLAN, case):
        return False
    if staff.role == Role.LEGAL:
        return bool(plan and plan.legal_may_read)
    if staff.role == Role.SHELTER:
        return bool(plan and plan.shelter_may_read)
    return True


def plan_of(staff: Staff, case: Case, perm: Perm = Perm.SEE_PLAN) -> SafetyPlan | None:
    """The plan of an admitted case, None while there is none; raises `Denied` without the client's word."""
    plan = SafetyPlan.objects.filter(case=case).select_related("current__made_by").first()
    if plan:
        plan.case = case
        if plan.current:
            plan.current.case = case
    if not may_read_plan(staff, case, plan):
        raise Denied(Perm.SEE_PLAN)
    access.require(staff, perm, case)
    return plan


def get_plan(staff: Staff, ref: str, perm: Perm = Perm.SEE_PLAN) -> SafetyPlan:
    """The plan `ref` of a case the person may see."""
    case = access.admit(staff, perm, safety_plan__ref=ref)
    plan = plan_of(staff, case, perm)
    if plan is None:
        raise NotVisible
    return plan


def get_version(staff: Staff, case: Case, number: int) -> SafetyPlanVersion:
    """One version of the plan of an admitted case."""
    plan = plan_of(staff, case)
    version = SafetyPlanVersion.objects.filter(plan=plan, number=number).select_related("made_by").first()
    if plan is None or version is None:
        raise NotVisible
    version.case = case
    return version


def get_plan_item(staff: Staff, ref: str) -> PlanItem:
    rows = PlanItem.objects.filter(removed_at__isnull=True).select_related("plan")
    return _editable(staff, _one(staff, ref, Perm.EDIT_PLAN, "safety_plan__items", rows))


def get_signal(staff: Staff, ref: str) -> DangerSignal:
    rows = DangerSignal.objects.filter(removed_at__isnull=True).select_related("plan")
    return _editable(staff, _one(staff, ref, Perm.EDIT_PLAN, "safety_plan__signals", rows))


def get_order_copy(staff: Staff, ref: str) -> OrderCopy:
    rows = OrderCopy.objects.filter(removed_at__isnull=True).select_related("plan", "child", "release")
    return _editable(staff, _one(staff, ref, Perm.EDIT_PLAN, "safety_plan__copies", rows))


def _editable(staff: Staff, row: Row) -> Row:
    part: Any = row
    part.plan.case = part.case
    if not may_read_plan(staff, part.case, part.plan):
        raise Denied(Perm.SEE_PLAN)
    return row
