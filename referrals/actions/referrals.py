"""Making a referral, moving it on, asking what came of it (A23). None of it asks for a release (CF-7)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import start_of_local_day
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff, Task
from referrals.choices import (
    FOLLOW_UP_DAYS,
    FOLLOW_UP_OTHERWISE,
    NEXT_STATES,
    WAITING_STATES,
    Need,
    ReferralState,
)
from referrals.models import Referral, ReferralEvent, Resource

WORKDAY_BEGINS = time(9)


def default_follow_up(need: str, today: date) -> date:
    """The day on which somebody asks what came of it."""
    return today + timedelta(days=FOLLOW_UP_DAYS.get(Need(need), FOLLOW_UP_OTHERWISE))


def today() -> date:
    return clock.today(context.current().agency.tz)


@action
def make(
    case: Case,
    *,
    by: Staff,
    need: str,
    mode: str,
    resource: Resource | None = None,
    provider: str = "",
    state: str = ReferralState.OFFERED,
    note: str = "",
    follow_up_on: date | None = None,
) -> Referral:
    """Refer the client to a resource, or to a provider that is not in the directory."""
    if resource is None and not provider.strip():
        raise RuleBroken(_("Choose a resource or name the provider."), field="provider")
    if state not in (ReferralState.DRAFT, ReferralState.OFFERED, ReferralState.SENT):
        raise RuleBroken(_("A new referral is a draft, offered or sent."), field="state")
    referral = Referral(
        case=case, resource=resource, provider="" if resource else provider.strip(), need=need, mode=mode,
        state=state, note=note, made_by=by,
    )  # fmt: skip
    referral.save()
    _event(referral, was="", by=by)
    audit.record("referrals.referral_made", referral, need=need, mode=mode, state=str(state))
    if state in WAITING_STATES:
        _ask_on(referral, follow_up_on or default_follow_up(need, today()))
    touch(case)
    return referral


@action
def move(
    referral: Referral,
    *,
    to: str,
    by: Staff,
    reason: str = "",
    note: str = "",
    follow_up_on: date | None = None,
) -> Referral:
    """Take the referral to its next state; an outcome closes the follow-up task, waiting opens the next."""
    referral = _lock(referral)
    if referral.state == to:
        return referral
    if to not in NEXT_STATES[referral.state]:
        raise RuleBroken(_("This step is not possible from here. Please look at the referral again."))
    if to == ReferralState.DECLINED and not reason:
        raise RuleBroken(_("Say why it was declined."), field="reason")
    was, referral.state, referral.state_at = referral.state, to, clock.now()
    referral.decline_reason = reason if to == ReferralState.DECLINED else ""
    referral.version += 1
    _asked(referral, by=by)
    referral.follow_up_on = None
    referral.save()
    _event(referral, was=was, by=by, note=note)
    audit.record("referrals.referral_moved", referral, was=was, state=str(to), reason=referral.decline_reason)
    if to in WAITING_STATES:
        _ask_on(referral, follow_up_on or default_follow_up(referral.need, today()))
    touch(referral.case)
    return referral


@action
def edit(referral: Referral, *, by: Staff, version: int, **values: Any) -> Referral:
    """Change need, way, note or follow-up day; raises `Stale` if somebody else saved first."""
    follow_up = values.pop("follow_up_on", referral.follow_up_on)
    before = referral.follow_up_on
    for name, value in values.items():
        setattr(referral, name, value)
    save_if(referral, version)
    audit.record("referrals.referral_changed", referral, need=referral.need, mode=referral.mode)
    if referral.is_waiting and follow_up != before:
        tasks.cancel_tasks(
            referral.case, dedupe_prefix=referral.task_key, reason=_("Another day was chosen.")
        )
        if follow_up:
            _ask_on(referral, follow_up)
        else:
            referral.follow_up_on = None
            referral.save(update_fields=["follow_up_on"])
    return referral


def _ask_on(referral: Referral, day: date) -> None:
    """The follow-up day becomes a task of the advocate's, due that morning."""
    if day < today():
        raise RuleBroken(_("The day to ask what came of it has already passed."), field="follow_up_on")
    referral.follow_up_number += 1
    referral.follow_up_on = day
    referral.save(update_fields=["follow_up_on", "follow_up_number"])
    tasks.open_task(
        referral.case,
        kind="referral_follow_up",
        title=_("Ask what came of a referral: %(need)s") % {"need": Need(referral.need).label},
        due_at=_morning(day),
        dedupe_key=referral.task_key,
    )
    audit.record("referrals.follow_up_set", referral, on=day.isoformat())


def _morning(day: date) -> datetime:
    tz = context.current().agency.tz
    return start_of_local_day(day, tz) + timedelta(hours=WORKDAY_BEGINS.hour)


def _asked(referral: Referral, *, by: Staff) -> None:
    """Somebody knows now: the open question is answered."""
    for task in Task.objects.filter(case=referral.case, dedupe_key=referral.task_key, state=Task.State.OPEN):
        tasks.complete_task(task, by=by)


def _event(referral: Referral, *, was: str, by: Staff, note: str = "") -> None:
    ReferralEvent(
        case=referral.case, referral=referral, need=referral.need, was=was, state=referral.state,
        reason=referral.decline_reason, note=note, at=referral.state_at, by=by,
    ).save()  # fmt: skip


def _lock(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("resource__organization")
    fresh = rows.get(pk=referral.pk)
    fresh.case = referral.case
    return fresh
