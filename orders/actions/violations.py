"""Recording a violation as the client tells it; the windows it calls for follow in the same transaction.

Nothing here reports anything to anybody: what happens about a violation is the client's choice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Interval, Precision, Said, add_elapsed
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients.choices import YesNoUnknown
from orders.actions import overlays, told, violation_steps
from orders.choices import Trigger
from orders.choices.violations import ReportChoice, StepKind, ViolationState, Weapon
from orders.models import Violation
from orders.queries.violations import breakable_terms, orders_on, orders_then

# So long after it happened, strangulation that is disclosed now calls for acute care now (C.2).
STRANGULATION_IS_RECENT = timedelta(days=30)


@action
def record_violation(
    case: Case, *, by: Staff, said: Said, report: dict[str, Any] | None = None, **facts: Any
) -> Violation:
    """Keep what happened. Its window opens, and that of strangulation, a firearm, threats or following.

    `report`: office, person and number, where police already took a report.
    """
    now = clock.now()
    violation = Violation(case=case, recorded_by=by, known_to_agency_at=now)
    _fill(violation, said, facts, now=now)
    violation.save()
    audit.record(
        "orders.violation_recorded", violation, channel=str(violation.channel), terms=violation.terms,
        precision=violation.precision,
    )  # fmt: skip
    _follow(violation, {}, by=by, now=now)
    if violation.police_called == YesNoUnknown.YES:
        day = violation.happened_from.astimezone(violation.zone).date()
        violation_steps.add_step(violation, by=by, kind=StepKind.REPORTED, happened_on=day, **(report or {}))
    violation_steps.follow_choice(violation)
    touch(case)
    return violation


@action
def edit_violation(
    violation: Violation, *, by: Staff, version: int, said: Said | None = None, **facts: Any
) -> Violation:
    """Correct the record; a corrected time moves its windows. Raises `Stale` when somebody saved first."""
    if not violation.stands:
        raise RuleBroken(_("This entry was withdrawn and is not changed any more."))
    now = clock.now()
    former = Violation.objects.select_related("case").get(pk=violation.pk)
    _fill(violation, said or told_before(violation), facts, now=now)
    save_if(violation, version)
    audit.record("orders.violation_changed", violation, precision=violation.precision)
    _follow(violation, _wanted(former), by=by, now=now)
    if (violation.reporting, violation.ask_again_on) != (former.reporting, former.ask_again_on):
        violation_steps.follow_choice(violation)
    touch(violation.case)
    return violation


@action
def withdraw_violation(violation: Violation, *, by: Staff, reason: str) -> Violation:
    """Take back an entry made by mistake. It stays on record; its windows and tasks end."""
    if not reason.strip():
        raise RuleBroken(_("Say why this is withdrawn."), field="reason")
    rows = Violation.objects.select_for_update(of=("self",)).select_related("case")
    row = rows.get(pk=violation.pk)
    if not row.stands:
        raise Stale(row)
    row.state, row.version = ViolationState.WITHDRAWN, row.version + 1
    row.changed_by, row.changed_at, row.change_reason = by, clock.now(), reason.strip()
    row.save()
    for name in OWN_WINDOWS:
        overlays.withdraw(source_of(row, name), words=_("The record of the violation was withdrawn."))
    violation_steps.drop_tasks(row, _("The record of the violation was withdrawn."))
    audit.record("orders.violation_withdrawn", row)
    touch(row.case)
    return row


@action
def note_choice(violation: Violation, *, by: Staff, version: int, reporting: str, **facts: Any) -> Violation:
    """What was talked over with the client, and what the client wants. Nothing is sent to anybody."""
    if not violation.stands:
        raise RuleBroken(_("This entry was withdrawn and is not changed any more."))
    violation.reporting = reporting
    for name, value in facts.items():
        setattr(violation, name, value)
    _check_choice(violation)
    save_if(violation, version)
    audit.record(
        "orders.violation_choice", violation, reporting=str(reporting), options=list(violation.options)
    )
    violation_steps.follow_choice(violation)
    touch(violation.case)
    return violation


def told_before(violation: Violation) -> Said:
    """The moment as it was told when the entry was made."""
    return told.retold(violation.precision, violation.tz, violation.said)


def source_of(violation: Violation, name: str = "") -> str:
    """The key of a window that stands on this violation."""
    return f"violation:{violation.ref}:{name}" if name else f"violation:{violation.ref}"


# ---- What is on record ------------------------------------------------------------------------------------


def _fill(violation: Violation, said: Said, facts: dict[str, Any], *, now: datetime) -> None:
    before = violation.strangulation
    for name, value in facts.items():
        setattr(violation, name, value)
    when = told.interval(said, now=now)
    told.not_in_future(when, now=now, field="day")
    violation.precision, violation.tz, violation.said = said.precision, str(said.tz), told.kept(said)
    violation.happened_from, violation.happened_until = when
    if not violation.facts.strip():
        raise RuleBroken(_("Write down in a few words what happened."), field="facts")
    if violation.respondent and violation.respondent.case_id != violation.case_id:
        raise RuleBroken(_("Choose a respondent of this case."), field="respondent")
    _check_terms(violation)
    _check_choice(violation)
    if violation.strangulation != YesNoUnknown.YES:
        violation.strangulation_told_at = None
    elif before != YesNoUnknown.YES or violation.strangulation_told_at is None:
        violation.strangulation_told_at = now


def _check_terms(violation: Violation) -> None:
    """Terms are those of the orders in force at that moment, and never a permission (B.7)."""
    then = orders_then(orders_on(violation.case), violation.when, violation.respondent_id)
    there = [term.code for term in breakable_terms(then)]
    unknown = set(violation.terms) - set(there)
    if unknown:
        words = _("No order in force at that time says this. Look at the time, or at the order's terms.")
        raise RuleBroken(words, field="terms")
    violation.terms = [code for code in there if code in violation.terms]


def _check_choice(violation: Violation) -> None:
    if violation.reporting != ReportChoice.UNDECIDED:
        violation.ask_again_on = None


# ---- What follows -----------------------------------------------------------------------------------------

OWN_WINDOWS = {
    "": Trigger.VIOLATION,
    "strangulation": Trigger.STRANGULATION,
    "firearm": Trigger.FIREARM_ACCESS,
    "threats": Trigger.THREATS,
    "following": Trigger.STALKING,
}
Wanted = dict[str, Interval | None]


def _wanted(violation: Violation) -> Wanted:
    """The windows this violation calls for, and the moment each is counted from (C.2)."""
    when = violation.when
    return {
        "": when,
        "strangulation": _strangulation(violation),
        "firearm": when if violation.weapon == Weapon.FIREARM else None,
        "threats": when if violation.threats == YesNoUnknown.YES else None,
        "following": when if violation.followed == YesNoUnknown.YES else None,
    }


def _follow(violation: Violation, before: Wanted, *, by: Staff, now: datetime) -> None:
    """Open, move or end windows where the answers changed; one that was ended by a person stays ended."""
    then = orders_then(orders_on(violation.case), violation.when, violation.respondent_id)
    for name, when in _wanted(violation).items():
        if when == before.get(name):
            continue
        key = source_of(violation, name)
        if when is None:
            overlays.withdraw(key, words=_("The record of the violation was corrected."), now=now)
            continue
        exactly = name == "strangulation"
        overlays.raise_overlay(
            violation.case, trigger=OWN_WINDOWS[name], by=by, when=when, tz=violation.zone,
            precision=Precision.EXACT if exactly else violation.precision,
            said={} if exactly else violation.said, order=then[0] if then else None, source_key=key,
        )  # fmt: skip


def _strangulation(violation: Violation) -> Interval | None:
    """From the moment it is disclosed, if it happened within thirty days; later it is a fact on file."""
    told_at = violation.strangulation_told_at
    if told_at is None or violation.happened_until < add_elapsed(told_at, -STRANGULATION_IS_RECENT):
        return None
    return Interval(told_at, told_at)
