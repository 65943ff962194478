"""Dates in court and what came of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Interval, end_of_local_day
from caseload.foundation.versions import save_if
from caseload.models import Staff
from clients.actions.plan_versions import call_review
from orders.actions import orders as order_actions
from orders.actions import overlays, papers, renewals
from orders.actions.deadlines import recompute
from orders.choices import ENDED_STATES, EventKind, Expiry, HearingOutcome, Trigger
from orders.models import EscalationWindow, Hearing, ProtectiveOrder


@action
def record_hearing(order: ProtectiveOrder, *, by: Staff, starts_at: datetime, **facts: Any) -> Hearing:
    """A date in court about the order."""
    moves = _moves(facts, facts.get("outcome", ""))
    hearing = Hearing(case=order.case, order=order, starts_at=starts_at, tz=order.tz, recorded_by=by, **facts)
    _check(hearing)
    hearing.save()
    audit.record("orders.hearing_recorded", hearing, order=order.ref, kind=str(hearing.kind))
    if hearing.outcome:
        _act_on(hearing, by=by, **moves)
    recompute(order)  # It locks the order, and everybody locks that before windows and the case.
    _heighten(hearing)
    touch(order.case)
    return hearing


@action
def edit_hearing(hearing: Hearing, *, by: Staff, version: int, **facts: Any) -> Hearing:
    """Move the hearing, or note what came of it; raises `Stale` when somebody else saved first.

    A hearing that was moved to another day takes `continued_to`, its new date (without one a task asks the
    court), and, where the court moved the end of the order with it, `new_end`.
    """
    moves = _moves(facts, facts.get("outcome", hearing.outcome))
    before = Hearing.objects.values_list("outcome", flat=True).get(pk=hearing.pk)
    for name, value in facts.items():
        setattr(hearing, name, value)
    _check(hearing)
    save_if(hearing, version)
    if hearing.outcome and hearing.outcome != before:
        call_review(hearing.case, trigger="hearing_outcome")
        _act_on(hearing, by=by, **moves)
    audit.record("orders.hearing_changed", hearing, order=hearing.order.ref, outcome=str(hearing.outcome))
    recompute(hearing.order)
    _heighten(hearing)
    touch(hearing.case)
    return hearing


def _moves(facts: dict[str, Any], outcome: str) -> dict[str, Any]:
    """The new date and the new end, which go with one outcome only."""
    moves = {name: facts.pop(name, None) for name in ("continued_to", "new_end")}
    given = next((name for name, value in moves.items() if value is not None), None)
    if given and outcome != HearingOutcome.CONTINUED:
        raise RuleBroken(
            _("This goes with “Moved to another day”: choose that, or leave it empty."), field=given
        )
    return moves


def _act_on(
    hearing: Hearing, *, by: Staff, continued_to: datetime | None = None, new_end: date | None = None
) -> None:
    """What an outcome brings with it: the next date, a later end, the question of both sides."""
    if hearing.outcome == HearingOutcome.CONTINUED:
        _continue(hearing, by=by, to=continued_to, new_end=new_end)
        return
    if hearing.outcome == HearingOutcome.CANCELLED:
        papers.note_hearing(hearing, EventKind.CALLED_OFF, by=by)
        order_actions.open_one(
            _locked(hearing), "ask_what_follows", key=f"called-off:{hearing.ref}", hours=24
        )
        return
    papers.note_hearing(hearing, EventKind.HEARD, by=by)
    renewals.heard(hearing, by=by)
    if hearing.outcome == HearingOutcome.MUTUAL:
        order = _locked(hearing)
        if not order.mutual:
            before = papers.as_it_stands(order)
            order.mutual = True
            save_if(order, order.version)
            papers.follow(order, before, by=by, new_paper=False)
        order_actions.ask_about_both_sides(order)


def _continue(hearing: Hearing, *, by: Staff, to: datetime | None, new_end: date | None) -> None:
    """The hearing goes on another day; the temporary order may last until then."""
    if to is not None and to <= hearing.starts_at:
        raise RuleBroken(_("The new date is after this one."), field="continued_to")
    order = _locked(hearing)
    papers.note_hearing(hearing, EventKind.CONTINUED, by=by, to=to.isoformat() if to else "")
    if to is None:
        order_actions.open_one(order, "ask_new_date", key=f"moved:{hearing.ref}", hours=24)
    elif not Hearing.objects.filter(order=order, starts_at=to, outcome="").exists():
        _follow_up(hearing, order, to, by=by)
    if new_end is not None:
        _move_end(order, new_end, by=by)


def _follow_up(hearing: Hearing, order: ProtectiveOrder, to: datetime, *, by: Staff) -> None:
    new = Hearing(
        case=hearing.case, order=order, kind=hearing.kind, starts_at=to, tz=order.tz, place=hearing.place,
        recorded_by=by,
    )  # fmt: skip
    new.save()
    audit.record("orders.hearing_recorded", new, order=order.ref, kind=str(new.kind))
    _heighten(new)


def _move_end(order: ProtectiveOrder, day: date, *, by: Staff) -> None:
    """The order lasts until the end of `day`: the old end stays in what happened, copies are out of date."""
    if order.state in ENDED_STATES:
        raise RuleBroken(_("The order has ended: its end does not move."), field="new_end")
    end = end_of_local_day(day, order.zone)
    if order.issued_from and end <= order.issued_from:
        raise RuleBroken(_("The order would end before it begins."), field="new_end")
    if order.expires_at == end:
        return
    before = papers.as_it_stands(order)
    order.expiry, order.expires_on, order.expires_at = Expiry.ON_DATE, day, end
    order.expires_time, order.expires_midnight = None, ""
    save_if(order, order.version)
    papers.keep_end(order, before, by=by)
    order_actions.tell_the_plan(order.case)


def _locked(hearing: Hearing) -> ProtectiveOrder:
    """The order of the hearing as it stands, held; the hearing speaks of this one from now on."""
    rows = ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True)
    order = rows.select_related("case", "respondent").get(pk=hearing.order_id)
    order.case = hearing.case
    hearing.order = order
    return order


def _heighten(hearing: Hearing) -> None:
    """The day before a hearing and the days after call for care (C.2); when it moves, they move along.

    One that is called off before those days begin calls for none; what has begun goes on.
    """
    source_key = f"hearing:{hearing.ref}"
    if hearing.outcome == HearingOutcome.CANCELLED:
        if not EscalationWindow.objects.filter(source_key=source_key, level__gt=0).exists():
            overlays.drop(source_key, words=_("The hearing was called off."))
        return
    overlays.raise_overlay(
        hearing.case, trigger=Trigger.HEARING, by=None, order=hearing.order, tz=ZoneInfo(hearing.tz),
        when=Interval(hearing.starts_at, hearing.starts_at), source_key=source_key,
    )  # fmt: skip


def _check(hearing: Hearing) -> None:
    ahead = hearing.starts_at > clock.now()
    if hearing.outcome and hearing.outcome != HearingOutcome.CANCELLED and ahead:
        raise RuleBroken(_("A hearing has an outcome once it has taken place."), field="outcome")
