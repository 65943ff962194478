"""Facts about a respondent's programme (A21). Beginning, missing sessions and being sent away heighten care.

Attending and completing change nothing: no phase, no level, no window is ever lowered or closed from here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.locks import in_turn
from caseload.foundation.moments import Precision, day_interval
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.actions import overlays
from orders.choices import Trigger
from orders.choices.programmes import HAS_BEGUN, ProgrammeStatus
from orders.models import EscalationWindow, ProgrammeFact, ProgrammeOrder

MOST_SESSIONS = 500


@action
def record_programme(case: Case, *, by: Staff, **facts: Any) -> ProgrammeOrder:
    """Note that the respondent was sent to a programme, or goes to one."""
    access.require(by, Perm.EDIT_ORDERS, case)
    row = ProgrammeOrder(case=case, recorded_by=by)
    _fill(row, facts)
    row.save()
    audit.record("orders.programme_recorded", row, ordered_by=str(row.ordered_by))
    touch(case)
    return row


@action
def edit_programme(row: ProgrammeOrder, *, by: Staff, version: int, **facts: Any) -> ProgrammeOrder:
    """Correct what was ordered. Raises `Stale` when somebody else saved first."""
    access.require(by, Perm.EDIT_ORDERS, row.case)
    _fill(row, facts)
    save_if(row, version)
    audit.record("orders.programme_changed", row, ordered_by=str(row.ordered_by))
    touch(row.case)
    return row


@action
def note_fact(
    row: ProgrammeOrder, *, by: Staff, info_date: date, status: str, source: str, attended: int | None = None,
    missed: int | None = None, discharge_reason: str = "", words: str = "",
) -> ProgrammeFact:  # fmt: skip
    """Keep what somebody says holds for a day. It opens windows where it tells of danger, and closes none."""
    access.require(by, Perm.EDIT_ORDERS, row.case)
    if info_date > clock.today(context.current().agency.tz):
        words_ = _("This lies in the future. Enter it when it has happened.")
        raise RuleBroken(words_, field="info_date")
    if discharge_reason.strip() and status != ProgrammeStatus.TERMINATED:
        raise RuleBroken(
            _("This goes with a programme that ended without completing."), field="discharge_reason"
        )
    for name, number in (("attended", attended), ("missed", missed)):
        if number is not None and number > MOST_SESSIONS:
            raise RuleBroken(_("This is more than a programme has. Check the number."), field=name)
    in_turn(f"programme {row.ref}")
    before = list(ProgrammeFact.objects.filter(programme=row).select_related("case"))
    fact = ProgrammeFact(
        case=row.case, programme=row, info_date=info_date, status=status, source=source, attended=attended,
        missed=missed, discharge_reason=discharge_reason.strip(), words=words.strip(), recorded_by=by,
    )  # fmt: skip
    if twin := next((one for one in before if _same(one, fact)), None):
        return twin
    fact.save()
    audit.record("orders.programme_fact", row, status=str(status), source=str(source))
    _heighten(row, fact, before, by=by)
    touch(row.case)
    return fact


def _same(one: ProgrammeFact, other: ProgrammeFact) -> bool:
    names = ("info_date", "status", "source", "attended", "missed", "discharge_reason", "words")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _heighten(row: ProgrammeOrder, fact: ProgrammeFact, before: list[ProgrammeFact], *, by: Staff) -> None:
    """Intake, missed sessions and the end of a programme are times of danger (C.2)."""
    if fact.status in HAS_BEGUN and not any(one.status in HAS_BEGUN for one in before):
        begun = row.starts_on if row.starts_on and row.starts_on <= fact.info_date else fact.info_date
        _open(row, Trigger.PROGRAMME_INTAKE, row.intake_key, begun, by=by)
    ended = fact.status == ProgrammeStatus.TERMINATED
    if ended or _has_missed_more(fact, before):
        _open(row, Trigger.PROGRAMME_ENDED, row.ended_key, fact.info_date, by=by)


def _has_missed_more(fact: ProgrammeFact, before: list[ProgrammeFact]) -> bool:
    """Whether more sessions are missed than anybody said before for that day or an earlier one."""
    known = max((one.missed or 0 for one in before if one.info_date <= fact.info_date), default=0)
    return (fact.missed or 0) > known


def _open(row: ProgrammeOrder, trigger: Trigger, key: str, day: date, *, by: Staff) -> None:
    """A window from that day on. One that began later stays as it is: older news shortens nothing."""
    tz = context.current().agency.tz
    when = day_interval(day, tz)
    if EscalationWindow.objects.filter(source_key=key, state="open", event_from__gt=when.start).exists():
        return
    overlays.raise_overlay(
        row.case, trigger=trigger, by=by, when=when, tz=tz, precision=Precision.DATE_ONLY, order=row.order,
        said={"day": day.isoformat()}, source_key=key,
    )  # fmt: skip


def _fill(row: ProgrammeOrder, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    if row.respondent is not None and row.respondent.case_id != row.case_id:
        raise RuleBroken(_("Choose a respondent of this case."), field="respondent")
    if row.order is not None and row.order.case_id != row.case_id:
        raise RuleBroken(_("This order belongs to another case."), field="order")
    if row.required_sessions is not None and row.required_sessions > MOST_SESSIONS:
        words = _("This is more than a programme has. Check the number.")
        raise RuleBroken(words, field="required_sessions")
