"""The respondent in custody: noted, watched, and released. Release opens its window (PO-9, W-12)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.locks import in_turn
from caseload.foundation.moments import Interval, Precision, Said, day_interval
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from caseload.permissions import Perm
from clients.choices import YesNoUnknown
from clients.models import Respondent
from orders.actions import overlays, told
from orders.actions.custody_watch import watch
from orders.choices import CustodyState, ExpectedRelease, Trigger
from orders.models import Custody

LONGEST_SPREAD = 60


@action
def record_custody(
    case: Case, *, by: Staff | None, respondent: Respondent | None = None, source_key: str = "", **facts: Any
) -> Custody:
    """Note that the respondent is in custody; the watch for release begins.

    One stretch at a time for each respondent. With `source_key`, asking again returns the one on record.
    """
    if by is not None:
        access.require(by, Perm.EDIT_ORDERS, case)
    in_turn(f"custody {case.ref}")
    held = Custody.objects.filter(case=case, respondent=respondent, state=CustodyState.HELD)
    if found := held.select_related("case", "respondent").first():
        if source_key:
            return found
        raise RuleBroken(_("Custody is on record already: change it there."), field="respondent")
    custody = Custody(case=case, respondent=respondent, source_key=source_key, recorded_by=by)
    _fill(custody, facts)
    custody.watch_at = clock.now()
    custody.save()
    audit.record("orders.custody_recorded", custody, expected=custody.expected)
    _say_on_respondent(custody, YesNoUnknown.YES)
    watch(custody, now=clock.now(), first=True)
    touch(case)
    return custody


@action
def edit_custody(custody: Custody, *, by: Staff, version: int, **facts: Any) -> Custody:
    """Change place or expected release; the watch follows. Raises `Stale` when somebody else saved first."""
    access.require(by, Perm.EDIT_ORDERS, custody.case)
    if custody.state == CustodyState.VOID:
        raise RuleBroken(_("This entry was withdrawn."))
    _fill(custody, facts)
    if custody.is_held:
        custody.watch_at = clock.now()
    custody.changed_by = by
    save_if(custody, version)
    audit.record("orders.custody_changed", custody, expected=custody.expected)
    if custody.is_held:
        _drop_tasks(custody, _("The expected release has changed."), only=("eve", "passed"))
        watch(custody, now=clock.now())
    touch(custody.case)
    return custody


@action
def record_release(custody: Custody, *, by: Staff, version: int, said: Said, why: str = "") -> Custody:
    """Note when the respondent was released: the window after it opens, the watch ends.

    On a release already on record it corrects the time, which needs `why`; the window moves along (PO-6).
    """
    access.require(by, Perm.EDIT_ORDERS, custody.case)
    now = clock.now()
    corrects = custody.state == CustodyState.RELEASED
    if corrects and not why.strip():
        raise RuleBroken(_("Say why this is changed."), field="why")
    when = told.interval(said, now=now)
    _check_release(custody, when, now=now)
    custody.state, custody.watch_at = CustodyState.RELEASED, None
    custody.released_from, custody.released_until = when
    custody.released_precision, custody.released_tz = said.precision, str(said.tz)
    custody.released_said, custody.changed_by, custody.change_reason = told.kept(said), by, why.strip()
    save_if(custody, version)
    audit.record("orders.release_recorded", custody, precision=str(said.precision), corrects=corrects)
    _say_on_respondent(custody, YesNoUnknown.NO)
    _drop_tasks(custody, _("The release is on record."))
    _heighten(custody, when, by=by, tz=said.tz)
    touch(custody.case)
    return custody


@action
def record_release_alone(
    case: Case, *, by: Staff, said: Said, respondent: Respondent | None = None
) -> Custody:
    """Note a release of somebody whose custody was never on record."""
    held = Custody.objects.filter(case=case, respondent=respondent, state=CustodyState.HELD).first()
    custody = held or record_custody(case, by=by, respondent=respondent)
    custody.case = case
    return record_release(custody, by=by, version=custody.version, said=said)


@action
def withdraw_custody(custody: Custody, *, by: Staff | None, version: int, why: str) -> Custody:
    """It was entered by mistake: the watch ends, and the window of a release with it. It stays on record."""
    if by is not None:
        access.require(by, Perm.EDIT_ORDERS, custody.case)
    if not why.strip():
        raise RuleBroken(_("Say why this is changed."), field="why")
    custody.state, custody.watch_at = CustodyState.VOID, None
    custody.changed_by, custody.change_reason = by, why.strip()
    save_if(custody, version)
    audit.record("orders.custody_withdrawn", custody)
    _say_on_respondent(custody, YesNoUnknown.UNKNOWN)
    _drop_tasks(custody, _("It was entered by mistake."))
    overlays.withdraw(custody.window_key, words=_("It was entered by mistake."))
    touch(custody.case)
    return custody


@action
def forget(source_key: str, *, words: str) -> None:
    """The service that told of custody no longer says so: a row nobody has touched since goes with it."""
    found = Custody.objects.select_related("case", "respondent").filter(
        source_key=source_key, state=CustodyState.HELD, version=1
    )
    for custody in found:
        withdraw_custody(custody, by=None, version=1, why=words)


def _fill(custody: Custody, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(custody, name, value)
    tz = context.current().agency.tz
    if custody.since_on and custody.since_on > clock.today(tz):
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field="since_on")
    if custody.expected == ExpectedRelease.UNKNOWN:
        custody.expected_on, custody.give_or_take_days = None, 0
    elif custody.expected_on is None:
        raise RuleBroken(_("Give the day, or choose that it is not known."), field="expected_on")
    if custody.expected == ExpectedRelease.ABOUT:
        if not 1 <= custody.give_or_take_days <= LONGEST_SPREAD:
            words = _("Say how many days earlier or later it may be.")
            raise RuleBroken(words, field="give_or_take_days")
    else:
        custody.give_or_take_days = 0


def _check_release(custody: Custody, when: Interval, *, now: datetime) -> None:
    if custody.state == CustodyState.VOID:
        raise RuleBroken(_("This entry was withdrawn."))
    told.not_in_future(when, now=now, field="day")
    zone = context.current().agency.tz
    if custody.since_on and told.surely_before(when, day_interval(custody.since_on, zone)):
        raise RuleBroken(_("This is before custody began. Check both dates."), field="day")


def _heighten(custody: Custody, when: Interval, *, by: Staff, tz: ZoneInfo) -> None:
    overlays.raise_overlay(
        custody.case, trigger=Trigger.RELEASE, by=by, when=when, tz=tz,
        precision=Precision(custody.released_precision), said=custody.released_said,
        source_key=custody.window_key,
    )  # fmt: skip


def _drop_tasks(custody: Custody, reason: str, *, only: tuple[str, ...] = ("",)) -> None:
    for kind in only:
        cancel_tasks(custody.case, dedupe_prefix=f"{custody.ref}:{kind}", reason=reason)


def _say_on_respondent(custody: Custody, answer: YesNoUnknown) -> None:
    """The respondent's page says the same; an edit of it that is open meanwhile is told so."""
    person = custody.respondent
    if person is None or person.in_custody == answer:
        return
    person = Respondent.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.in_custody, person.version = answer, person.version + 1
    person.save()
    custody.respondent = person
