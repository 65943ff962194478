"""What the client wants when an order comes to its end, and what came of it. No answer moves the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caseload import access
from caseload.actions.cases import touch
from caseload.actions.tasks import complete_task, open_task
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Interval, Precision, add_elapsed, day_interval, start_of_local_day
from caseload.foundation.versions import save_if
from caseload.models import Staff, Task
from caseload.permissions import Perm
from orders.actions import papers
from orders.actions.phase_tasks import title_of
from orders.actions.renewal_watch import ASK, REVIEW, WATCHED, drop_tasks, look_again
from orders.choices import ENDS_THE_ORDER, MAKES_AN_ORDER, EventKind, HearingKind
from orders.choices.renewals import RECORDABLE, Answer, RenewalOutcome
from orders.models import Hearing, ProtectiveOrder, Renewal

FILE_WITHIN, AFTER_OUTCOME = timedelta(days=7), timedelta(hours=24)
SPARE = timedelta(days=7)


@action
def decide(
    row: Renewal, *, by: Staff, version: int, answer: str, words: str = "", whose: str = "",
    said_on: date | None = None,
) -> Renewal:  # fmt: skip
    """Record what the client wants, today unless told. Any answer can be changed to any other, at any time.

    A settled answer ends the reminders: “does not want” all of them, “wants to renew” those that ask. The end
    of the order stays what it is. Raises `Stale` when somebody else saved first.
    """
    access.require(by, Perm.EDIT_ORDERS, row.case)
    if answer not in RECORDABLE:
        raise RuleBroken(_("Choose what the client wants."), field="answer")
    if not row.asks:
        raise RuleBroken(
            _("This order waits for its hearing: there is nothing to renew yet."), field="answer"
        )
    today = clock.today(row.order.zone)
    _not_ahead(said_on, today, "said_on")
    _lock(row)
    if answer == Answer.RENEW and row.outcome == RenewalOutcome.WITHDRAWN:
        row.filed_on, row.outcome, row.outcome_on = None, "", None  # A new petition is another one.
    row.answer, row.answered_on, row.answered_by = answer, said_on or today, by
    row.words, row.whose = words.strip(), whose if words.strip() else ""
    save_if(row, version)
    _tell(row, EventKind.ANSWERED, by=by, day=row.answered_on, answer=str(answer))
    audit.record("orders.renewal_decided", row, order=row.order.ref, answer=str(answer))
    if answer != Answer.RENEW:
        drop_tasks(row, gettext_noop("The client wants something else now."), only=f"{ASK}:file")
    _complete(row, ASK, by=by)
    if row.is_settled:
        drop_tasks(row, gettext_noop("The client has decided."), only=REVIEW)
    if answer == Answer.RENEW and row.filed_on is None:
        _open(row, "renewal_file", key=f"{ASK}:file:{row.version}", within=FILE_WITHIN)
    return _done(row)


@action
def note_filed(row: Renewal, *, by: Staff, version: int, filed_on: date | None) -> Renewal:
    """The petition for renewal was filed on that day; none takes the entry back."""
    access.require(by, Perm.EDIT_ORDERS, row.case)
    _not_ahead(filed_on, clock.today(row.order.zone), "filed_on")
    if filed_on is not None and row.answer != Answer.RENEW:
        words = _("The client has not said that they want to renew. Record that first.")
        raise RuleBroken(words, field="filed_on")
    _lock(row)
    row.filed_on = filed_on
    if filed_on is None:
        row.outcome, row.outcome_on = "", None
    save_if(row, version)
    audit.record("orders.renewal_changed", row, order=row.order.ref, filed=filed_on is not None)
    if filed_on is not None:
        _tell(row, EventKind.FILED, by=by, day=filed_on)
        _complete(row, ASK, by=by)
        drop_tasks(row, gettext_noop("The petition is on record."), only=REVIEW)
    return _done(row)


@action
def note_outcome(
    row: Renewal, *, by: Staff, version: int, outcome: str, outcome_on: date | None = None
) -> Renewal:
    """What came of the petition; an empty outcome takes the entry back. The order is changed elsewhere."""
    access.require(by, Perm.EDIT_ORDERS, row.case)
    today = clock.today(row.order.zone)
    _not_ahead(outcome_on, today, "outcome_on")
    if outcome and row.filed_on is None:
        raise RuleBroken(_("Note first when the petition was filed."), field="outcome")
    day = (outcome_on or today) if outcome else None
    if day and row.filed_on and day < row.filed_on:
        raise RuleBroken(_("This is before the petition was filed. Check both dates."), field="outcome_on")
    _lock(row)
    _come_out(row, by=by, version=version, outcome=outcome, day=day)
    return _done(row)


@action
def heard(hearing: Hearing, *, by: Staff) -> None:
    """A hearing held after the petition for renewal was filed has an outcome: the renewal has the same."""
    rows = Renewal.objects.filter(order=hearing.order, answer=Answer.RENEW, filed_on__isnull=False)
    row = rows.select_related("case").first() if hearing.kind == HearingKind.MODIFICATION else None
    if row is None or row.filed_on is None:
        return
    if hearing.starts_at < start_of_local_day(row.filed_on, hearing.order.zone):
        return  # About another change of the order.
    if hearing.outcome in MAKES_AN_ORDER:
        outcome = RenewalOutcome.GRANTED
    elif hearing.outcome in ENDS_THE_ORDER:
        outcome = RenewalOutcome.DENIED
    else:
        return
    row.order = hearing.order
    _lock(row)
    day = hearing.starts_at.astimezone(row.order.zone).date()
    if (row.outcome, row.outcome_on) != (outcome, day):
        _come_out(row, by=by, version=row.version, outcome=outcome, day=day)
        _done(row)


def _come_out(row: Renewal, *, by: Staff, version: int, outcome: str, day: date | None) -> None:
    row.outcome, row.outcome_on = outcome, day
    save_if(row, version)
    audit.record("orders.renewal_changed", row, order=row.order.ref, outcome=str(outcome))
    if day:
        _tell(row, EventKind.DECIDED, by=by, day=day, result=str(outcome))
        _complete(row, ASK, by=by)
        drop_tasks(row, gettext_noop("The court has decided."), only=REVIEW)
    if outcome == RenewalOutcome.GRANTED:
        _open(row, "renewal_new_order", key=f"{ASK}:granted:{row.version}", within=AFTER_OUTCOME)
    elif outcome == RenewalOutcome.DENIED:
        _open(row, "renewal_denied", key=f"denied:{row.version}", within=AFTER_OUTCOME)


def _lock(row: Renewal) -> None:
    """The order before what hangs on it, as everybody locks them; what the sweep wrote meanwhile stays."""
    rows = ProtectiveOrder.objects.select_for_update(no_key=True, of=("self",))
    rows.get(pk=row.order.pk)
    now = Renewal.objects.select_for_update(no_key=True).only(*WATCHED, "agency").get(pk=row.pk)
    for name in WATCHED:
        setattr(row, name, getattr(now, name))


def _not_ahead(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field=field)


def _tell(row: Renewal, kind: EventKind, *, by: Staff, day: date, **facts: Any) -> None:
    """One more line of what happened to the order; it keeps the words as they were said then."""
    when: Interval = day_interval(day, row.order.zone)
    if kind == EventKind.ANSWERED:
        facts |= {"words": row.words, "whose": str(row.whose)}
    papers.note(row.order, kind, by=by, when=when, precision=Precision.DATE_ONLY, **facts)


def _complete(row: Renewal, only: str, *, by: Staff) -> None:
    """What a task asked for is on record now."""
    prefix = f"{row.tasks_key}{only}"
    for task in Task.objects.filter(case=row.case, state=Task.State.OPEN, dedupe_key__startswith=prefix):
        complete_task(task, by=by)


def _open(row: Renewal, task: str, *, key: str, within: timedelta) -> None:
    """A task for the advocate, due in time for the end."""
    now = clock.now()
    soon = add_elapsed(now, AFTER_OUTCOME)
    due_at = max(soon, min(add_elapsed(now, within), row.ends_at - SPARE))
    open_task(
        row.case, kind=f"orders.{task}", title=title_of(task), due_at=due_at,
        dedupe_key=f"{row.tasks_key}{key}",
    )  # fmt: skip


def _done(row: Renewal) -> Renewal:
    look_again(row, now=clock.now())
    touch(row.case)
    return row
