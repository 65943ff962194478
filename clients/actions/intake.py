"""Taking in a client: one page, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload import queries
from caseload.actions import cases, notifications, tasks
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.models import Case, Staff, Team
from clients.actions.contact import add_contact_method
from clients.actions.people import check_reference, fill
from clients.models import Client, HouseholdMember, Respondent

PLAN_WITHIN = timedelta(days=14)


@action
def take_in(
    *,
    by: Staff,
    client: dict[str, Any],
    household: Iterable[dict[str, Any]] = (),
    contact_methods: Iterable[dict[str, Any]] = (),
    respondent: dict[str, Any] | None = None,
    assign_to: Staff | None = None,
    team: Team | None = None,
    is_resident: bool = False,
) -> Case:
    """Open a case with its client, household, contact methods, respondent and advocate.

    Raises `RuleBroken` unless there is some way to refer to the client; nothing else is needed (CF-24).
    """
    check_reference(client)
    team = team or (assign_to.team if assign_to else None)
    case = cases.open_case(by=by, team=team, is_resident=is_resident)
    person = Client(case=case)
    fill(person, client)
    person.save()
    members = [_member(case, values) for values in household]
    methods = [add_contact_method(case, by=by, **values) for values in contact_methods]
    if respondent is not None:
        row = Respondent(case=case)
        fill(row, respondent)
        row.save()
    if assign_to is not None:
        cases.assign(case, staff=assign_to, by=by)
    else:
        _ask_for_an_advocate(case)
    tasks.open_task(
        case,
        kind="safety_plan",
        title=_("Offer to make a safety plan together"),
        due_at=clock.now() + PLAN_WITHIN,
        dedupe_key=f"plan:{case.ref}:first",
    )
    audit.record(
        "clients.intake_completed",
        person,
        household=len(members),
        contact_methods=len(methods),
        respondent=respondent is not None,
    )
    return case


def _member(case: Case, values: dict[str, Any]) -> HouseholdMember:
    row = HouseholdMember(case=case)
    fill(row, values)
    row.save()
    return row


def _ask_for_an_advocate(case: Case) -> None:
    supervisors = queries.supervisors_of(case)
    tasks.open_task(
        case,
        kind="assign",
        title=_("Choose an advocate for this client"),
        due_at=clock.now() + timedelta(days=1),
        assigned_to=supervisors[0] if supervisors else None,
        priority=1,
        dedupe_key=f"assign:{case.ref}",
        role="supervisor",
    )
    notifications.queue(supervisors, kind="new_case", case=case, url_name="caseload:case", url_ref=case.ref)
