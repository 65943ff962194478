"""Changing what is known about the client, the household, the respondent and the protected address."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients import consent, contact
from clients.models import Client, EmergencyContact, HouseholdMember, ProtectedLocation, Respondent

Row = TypeVar("Row", bound=models.Model)


def fill(row: models.Model, values: dict[str, Any]) -> None:
    """Set the values on the row; a value for no field is a mistake of the caller."""
    known = {field.name for field in row._meta.concrete_fields}
    for name, value in values.items():
        if name not in known:
            raise TypeError(f"{type(row).__name__} has no field {name}")
        setattr(row, name, value)


def _case_of(row: Any) -> Case:
    case: Case = row.case
    return case


def add(row: Row, values: dict[str, Any], event: str) -> Row:
    """Save a new row of a case and say so in the timeline."""
    fill(row, values)
    row.save()
    touch(_case_of(row))
    audit.record(event, row)
    return row


def change(row: Row, values: dict[str, Any], version: int, event: str) -> Row:
    """Save a changed row; raises `Stale` when somebody else saved first."""
    fill(row, values)
    save_if(row, version)
    touch(_case_of(row))
    audit.record(event, row)
    return row


def remove(row: Any, event: str) -> None:
    """Take a row out of use; it stays on file for the history of the case."""
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save()
        touch(row.case)
        audit.record(event, row)


def check_reference(values: dict[str, Any]) -> None:
    """Raise `RuleBroken` unless there is some way to refer to the person (CF-24)."""
    named = any((values.get(key) or "").strip() for key in ("name", "preferred_name", "alias"))
    if not named and not values.get("code_only"):
        raise RuleBroken(
            _("Give a name or an alias, or tick that the client is known by the case code only."),
            field="name",
        )


@action
def edit_client(client: Client, *, by: Staff, version: int, **values: Any) -> Client:
    """Change the client's details; raises `Stale` when somebody else saved first."""
    merged = {name: values.get(name, getattr(client, name)) for name in REFERENCE}
    check_reference(merged)
    return change(client, values, version, "clients.client_changed")


REFERENCE = ("name", "preferred_name", "alias", "code_only")


@action
def add_household_member(case: Case, *, by: Staff, **values: Any) -> HouseholdMember:
    return add(HouseholdMember(case=case), values, "clients.household_added")


@action
def edit_household_member(
    member: HouseholdMember, *, by: Staff, version: int, **values: Any
) -> HouseholdMember:
    return change(member, values, version, "clients.household_changed")


@action
def remove_household_member(member: HouseholdMember, *, by: Staff) -> None:
    remove(member, "clients.household_removed")


@action
def add_respondent(case: Case, *, by: Staff, **values: Any) -> Respondent:
    return add(Respondent(case=case), values, "clients.respondent_added")


@action
def edit_respondent(respondent: Respondent, *, by: Staff, version: int, **values: Any) -> Respondent:
    return change(respondent, values, version, "clients.respondent_changed")


@action
def set_location(case: Case, *, by: Staff, version: int, **values: Any) -> ProtectedLocation:
    """Record where the client really is; version 0 stands for nothing on file yet."""
    row = ProtectedLocation.objects.filter(case=case).select_for_update().first()
    if row is None:
        return add(ProtectedLocation(case=case), values, "clients.location_changed")
    return change(row, values, version, "clients.location_changed")


def respondent_behind(case: Case, values: dict[str, Any]) -> bool:
    """Whether an emergency contact looks like the respondent: same name or same phone (A16)."""
    phone = contact.normalise("phone", values.get("phone") or "")
    for respondent in Respondent.objects.filter(case=case).select_related("case"):
        if any(consent.same_person(values.get("name") or "", name) for name in respondent.all_names):
            return True
        if phone and phone == contact.normalise("phone", respondent.phone):
            return True
    return False


def _check_emergency_contact(case: Case, values: dict[str, Any], *, checked: bool) -> None:
    if not checked and respondent_behind(case, values):
        raise RuleBroken(
            _(
                "Stop: this looks like the respondent, or somebody at the respondent's phone. "
                "Tick the box below only if you have checked that it is someone else."
            ),
            field="checked",
        )


@action
def add_emergency_contact(case: Case, *, by: Staff, checked: bool = False, **values: Any) -> EmergencyContact:
    """Add an emergency contact; raises `RuleBroken` when it looks like the respondent and nobody checked."""
    _check_emergency_contact(case, values, checked=checked)
    return add(EmergencyContact(case=case), values, "clients.emergency_contact_added")


@action
def edit_emergency_contact(
    row: EmergencyContact, *, by: Staff, version: int, checked: bool = False, **values: Any
) -> EmergencyContact:
    _check_emergency_contact(row.case, values, checked=checked)
    return change(row, values, version, "clients.emergency_contact_changed")


@action
def remove_emergency_contact(row: EmergencyContact, *, by: Staff) -> None:
    remove(row, "clients.emergency_contact_removed")
