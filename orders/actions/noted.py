"""Noting that something happened, correcting it, taking it back. The window follows at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.locks import in_turn
from caseload.foundation.moments import Interval, Said, add_elapsed
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.actions import overlays, told
from orders.actions.endings import check_second_person
from orders.choices import DETAILS, NOTABLE, NotedState, Trigger
from orders.escalation import (
    MAY_LIE_AHEAD,
    SECOND_PERSON,
    SUPERVISOR_ONLY,
    NoWindow,
    counted_from,
    noted_only,
)
from orders.models import NotedEvent, ProtectiveOrder

PRESSED_TWICE = timedelta(minutes=10)
FURTHEST_AHEAD = timedelta(days=366)
HIGHEST = 4


@action
def note_event(
    case: Case, *, by: Staff, trigger: str, said: Said, reason: str, detail: str = "",
    level: int | None = None, order: ProtectiveOrder | None = None,
) -> NotedEvent:  # fmt: skip
    """Keep what happened; the window the agency's rules want for it opens with it.

    The same told again by the same person within minutes is a second press: the first stands.
    """
    access.require(by, Perm.EDIT_ORDERS, case)
    if trigger not in NOTABLE:
        raise RuleBroken(_("This has a record of its own: enter it there."), field="trigger")
    in_turn(f"noting {case.ref}")
    now = clock.now()
    event = NotedEvent(case=case, trigger=trigger, noted_by=by, known_at=now)
    event.source_key = f"noted:{event.ref}"
    _fill(event, said, reason=reason, detail=detail, level=level, order=order, now=now)
    if twin := _twin(event, now=now):
        return twin
    event.save()
    audit.record("orders.event_noted", event, trigger=str(trigger), precision=event.precision)
    _follow(event, by=by, now=now)
    touch(case)
    return event


@action
def correct_event(
    event: NotedEvent, *, by: Staff, why: str, said: Said, reason: str, detail: str = "",
    level: int | None = None, order: ProtectiveOrder | None = None,
) -> NotedEvent:  # fmt: skip
    """A new entry takes the place of a wrong one, which stays on record with the reason (PO-6).

    Raises `Stale` when somebody else corrected it first.
    """
    now = clock.now()
    old = _mark(event, state=NotedState.CORRECTED, by=by, why=why)
    new = NotedEvent(
        case=old.case, trigger=old.trigger, noted_by=by, known_at=old.known_at, corrects=old,
        source_key=old.source_key,
    )  # fmt: skip
    _fill(new, said, reason=reason, detail=detail, level=level, order=order, now=now)
    if old.trigger in SECOND_PERSON and _is_turned_down(old, new):
        _check_may_turn_down(old, by)
    new.save()
    audit.record("orders.event_corrected", new, trigger=new.trigger, corrects=old.ref)
    _follow(new, by=by, now=now)
    touch(new.case)
    return new


@action
def withdraw_event(event: NotedEvent, *, by: Staff, why: str) -> NotedEvent:
    """Take back what never happened. It stays on record; its window ends."""
    old = _mark(event, state=NotedState.VOID, by=by, why=why)
    _check_may_turn_down(old, by)
    overlays.withdraw(old.source_key, words=_("It was entered by mistake."))
    audit.record("orders.event_withdrawn", old, trigger=old.trigger)
    touch(old.case)
    return old


def _fill(
    event: NotedEvent, said: Said, *, reason: str, detail: str, level: int | None,
    order: ProtectiveOrder | None, now: datetime,
) -> None:  # fmt: skip
    when = told.interval(said, now=now)
    if event.trigger not in MAY_LIE_AHEAD:
        told.not_in_future(when, now=now, field="day")
    elif when.end > add_elapsed(now, FURTHEST_AHEAD):
        raise RuleBroken(_("This is more than a year ahead. Check the date."), field="day")
    if not reason.strip():
        raise RuleBroken(_("Say in short what happened."), field="reason")
    _words, details = DETAILS.get(event.trigger, ("", ()))
    if details and detail not in details:
        raise RuleBroken(_("Choose one of these."), field="detail")
    if event.trigger == Trigger.CLIENT_FEAR and level not in range(1, HIGHEST + 1):
        raise RuleBroken(_("Say how much care the client's fear calls for."), field="level")
    if order is not None and order.case_id != event.case_id:
        raise RuleBroken(_("This order belongs to another case."), field="order")
    event.happened_from, event.happened_until = when
    event.precision, event.tz, event.said = said.precision, str(said.tz), told.kept(said)
    event.reason, event.order = reason.strip(), order
    event.detail = detail if details else ""
    event.level = level if event.trigger == Trigger.CLIENT_FEAR else None


def _twin(event: NotedEvent, *, now: datetime) -> NotedEvent | None:
    rows = NotedEvent.objects.filter(
        case=event.case, trigger=event.trigger, detail=event.detail, level=event.level, said=event.said,
        precision=event.precision, noted_by=event.noted_by, state=NotedState.STANDS,
        known_at__gte=now - PRESSED_TWICE,
    ).select_related("case")  # fmt: skip
    return next((row for row in rows if row.reason == event.reason), None)


def _mark(event: NotedEvent, *, state: str, by: Staff, why: str) -> NotedEvent:
    """The entry as it no longer stands; `Stale` if it did not stand any more."""
    access.require(by, Perm.EDIT_ORDERS, event.case)
    if not why.strip():
        raise RuleBroken(_("Say why this is changed."), field="why")
    in_turn(f"noting {event.case.ref}")
    old = NotedEvent.objects.select_related("case", "order").get(pk=event.pk)
    if not old.stands:
        raise Stale(old)
    old.state, old.changed_by, old.changed_at, old.change_reason = state, by, clock.now(), why.strip()
    old.save()
    return old


def _is_turned_down(old: NotedEvent, new: NotedEvent) -> bool:
    """Whether the correction takes care away: a lower level, or a time that is over sooner."""
    lower = (new.level or HIGHEST) < (old.level or HIGHEST)
    return lower or new.happened_until < old.happened_until


def _check_may_turn_down(old: NotedEvent, by: Staff) -> None:
    if old.trigger in SUPERVISOR_ONLY | SECOND_PERSON:
        access.require(by, Perm.ACKNOWLEDGE_ALERT, old.case)
    check_second_person(old.trigger, old.noted_by_id, by)


def _follow(event: NotedEvent, *, by: Staff, now: datetime) -> None:
    """The window of what now stands: opened, moved, left alone, or none and why."""
    why = noted_only(event.trigger, event.detail, event.happened, known_at=event.known_at)
    if why is not None:
        overlays.drop(event.source_key, words=_("The time was corrected."), now=now)
    else:
        why = _raise(event, by=by, now=now)
    NotedEvent.objects.filter(pk=event.pk).update(no_window=why or "")
    event.no_window = why or ""


def _raise(event: NotedEvent, *, by: Staff, now: datetime) -> NoWindow | None:
    when = counted_from(event.trigger, event.happened, known_at=event.known_at)
    highest = event.level or HIGHEST
    window = overlays.raise_overlay(
        event.case, trigger=event.trigger, by=by, when=when, tz=event.zone, precision=event.precision,
        said=event.said, reason=event.reason, order=event.order, source_key=event.source_key, highest=highest,
    )  # fmt: skip
    if window is not None:
        return None
    return no_window_for(event.trigger, when, event, now=now)


def no_window_for(trigger: str, when: Interval, event: NotedEvent, *, now: datetime) -> NoWindow | None:
    """Why the rules in force open nothing; None when a window of this event was closed by somebody."""
    plan = overlays.plan_for(trigger, when, event.zone, highest=event.level or HIGHEST)
    if plan is None:
        return NoWindow.NOT_IN_RULES
    return NoWindow.OVER if plan.is_over(now) else None
