"""The last stretch of an order: who is asked when, and what its end brings (A5, C.2).

Whenever the deadlines of an order are counted, its row is told; the minute's sweep takes the step that is
due, once. After an outage the latest step is taken, and those before it are left behind.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caseload import queries
from caseload.actions import notifications
from caseload.actions.tasks import cancel_tasks, open_task
from caseload.foundation import audit, context
from caseload.foundation.atomic import action
from caseload.foundation.moments import Interval, add_elapsed, start_of_local_day
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Restriction, Staff
from orders.actions import overlays
from orders.actions.phase_tasks import title_of
from orders.choices import ENDED_STATES, NOT_HELD, Force, HearingKind, OrderState, Trigger
from orders.choices.renewals import Answer, RenewalOutcome
from orders.deadlines import URGENT, Kind
from orders.deadlines.runway import END, LAST_CALL, RunwayStep, begins_anew, due, task_due
from orders.models import Hearing, ProtectiveOrder, Renewal
from orders.queries.deadlines import goes_on, of_kind

CATCH_UP = timedelta(hours=4)
ASK, REVIEW = "ask", "review"
# What the supervisor is shown, by what the advocate is asked; else that nothing is decided.
FOR_SUPERVISOR = {"renewal_file": "renewal_not_filed", "renewal_new_order": "renewal_no_paper"}
WATCHED = ("ends_at", "round", "asks", "opens_on", "last_step", "next_due_at", "end_raised_at")
ANSWERS = ("answer", "answered_on", "whose", "words", "answered_by", "filed_on", "outcome", "outcome_on")


_OF_ORDER = Recipe(lambda: rows_of(Renewal).filter(order_id=Blank("order", KEY)).select_related("case"))


@action
def follow(order: ProtectiveOrder, *, now: datetime) -> Renewal | None:
    """Follow the end of this order, as it stands now; None while it has none. Safe to repeat."""
    row: Renewal | None = _OF_ORDER.first(order=order.pk)
    if row is None:
        if order.state != OrderState.ISSUED or order.expires_at is None:
            return None
        row = Renewal(case=order.case, order=order, ends_at=order.expires_at)
        row.asks = not order.is_temporary
        row.save()
        audit.record("orders.renewal_followed", row, order=order.ref)
    row.order = order
    look_again(row, now=now)
    return row


def look_again(row: Renewal, *, now: datetime) -> None:
    """Write down the end as it is now and when the next step is due; what lost its reason goes."""
    order = row.order
    before = [getattr(row, name) for name in WATCHED]
    if order.expires_at != row.ends_at:
        _move(row, now=now)
    row.asks = not order.is_temporary
    opens = of_kind(order, Kind.RENEWAL_OPENS) if row.asks else None
    row.opens_on = opens.due_from.astimezone(order.zone).date() if opens and opens.due_from else None
    if row.asks and row.opens_on is None:
        row.opens_on = row.steps[0].day
    if order.state != OrderState.ISSUED or order.expires_at is None:
        row.next_due_at = None
        drop_tasks(row, gettext_noop("The order has another state now."))
    else:
        row.next_due_at = next((step.at for step in row.waiting), None)
    changed = [name for name, old in zip(WATCHED, before, strict=True) if getattr(row, name) != old]
    if changed:
        row.save(update_fields=changed)


def _move(row: Renewal, *, now: datetime) -> None:
    """The end is another one: steps are taken anew, and after a real extension the client is asked anew."""
    ends_at = row.order.expires_at
    drop_tasks(row, gettext_noop("The date changed."))
    if row.end_raised_at and row.order.state not in ENDED_STATES and (ends_at is None or ends_at > now):
        overlays.withdraw(row.window_key, words=_("The end of the order was corrected."), now=now)
        row.end_raised_at = None
    if ends_at is None:
        return
    if begins_anew(row.ends_at, ends_at):
        fresh = Renewal(case=row.case, order=row.order, ends_at=ends_at)
        for name in ANSWERS:
            setattr(row, name, getattr(fresh, name))
        row.save(update_fields=list(ANSWERS))
        audit.record("orders.renewal_changed", row, order=row.order.ref, anew=True)
    row.ends_at, row.last_step, row.round = ends_at, "", row.round + 1


def drop_tasks(row: Renewal, reason: str, *, only: str = "") -> None:
    """Open tasks of this stretch are not needed any more; `reason` is a message of the catalogue."""
    with translation.override(context.current().agency.language):
        cancel_tasks(row.case, dedupe_prefix=f"{row.tasks_key}{only}", reason=_(reason))


@action
def take_step(row: Renewal, *, now: datetime) -> bool:
    """Take the latest step that is due, once. False when there is no reason any more."""
    rows = Renewal.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("case__team", "order").get(pk=row.pk)
    row.order.case = row.case
    if row.next_due_at is None or row.next_due_at > now:
        return False
    step = due(row.waiting, now)
    if step is not None:
        row.last_step = step.key
        row.save(update_fields=["last_step"])
        if step.key == END:
            _pass_end(row, now=now)
        else:
            _ask(row, step, now=now)
    look_again(row, now=now)
    return step is not None


def _ask(row: Renewal, step: RunwayStep, *, now: datetime) -> None:
    """The advocate is asked to ask; with a week left and nothing settled, the supervisor sees the case."""
    key = _what_is_missing(row, step)
    if key is None:
        return
    drop_tasks(row, gettext_noop("A later reminder takes its place."), only=ASK)
    at = task_due(step, row.order.zone)
    due_at = at if at > now else add_elapsed(now, CATCH_UP)
    open_task(
        row.case, kind=f"orders.{key}", title=title_of(key), due_at=due_at,
        priority=URGENT if step.key == LAST_CALL else 2, dedupe_key=f"{row.tasks_key}{ASK}:{step.key}",
    )  # fmt: skip
    audit.record("orders.renewal_asked", row, order=row.order.ref, step=step.key, task=key)
    if step.key == LAST_CALL and key != "renewal_court_date":
        _show_supervisor(row, key, now=now)


def _what_is_missing(row: Renewal, step: RunwayStep) -> str | None:
    if row.answer != Answer.RENEW or row.outcome == RenewalOutcome.WITHDRAWN:
        return f"renewal_{step.key}"
    if row.outcome == RenewalOutcome.GRANTED:
        return "renewal_new_order"
    if row.filed_on is None:
        return "renewal_file"
    return None if hearing_of(row) else "renewal_court_date"


def hearing_of(row: Renewal) -> Hearing | None:
    """The date in court about this petition, if one is on record: the latest that still stands."""
    if row.filed_on is None:
        return None
    since = start_of_local_day(row.filed_on, row.order.zone)
    rows = Hearing.objects.filter(order=row.order, kind=HearingKind.MODIFICATION, starts_at__gte=since)
    rows = rows.exclude(outcome__in=NOT_HELD)
    return rows.order_by("starts_at", "pk").last()


def _show_supervisor(row: Renewal, task: str, *, now: datetime) -> None:
    key, people = FOR_SUPERVISOR.get(task, "renewal_undecided"), _above(row)
    open_task(
        row.case, kind=f"orders.{key}", title=title_of(key), due_at=add_elapsed(now, timedelta(hours=24)),
        assigned_to=people[0] if people else None, priority=URGENT, role="supervisor",
        dedupe_key=f"{row.tasks_key}{REVIEW}",
    )  # fmt: skip
    notifications.queue(
        people, kind="orders.renewal", case=row.case, urgent=True, url_name="orders:renewal",
        url_ref=row.order.ref,
    )  # fmt: skip


def _above(row: Renewal) -> list[Staff]:
    barred = set(Restriction.objects.filter(case=row.case).values_list("staff_id", flat=True))
    found = [person for person in queries.supervisors_of(row.case) if person.pk not in barred]
    return found or [person for person in queries.directors(row.agency_id) if person.pk not in barred]


def _pass_end(row: Renewal, *, now: datetime) -> None:
    """The order is over and nothing goes on in its place: days of heightened care follow (C.2), once."""
    order = row.order
    drop_tasks(row, gettext_noop("The order has ended."))
    over = order.force_at(now) == Force.EXPIRED and not goes_on(order)
    audit.record("orders.order_expired", row, order=order.ref, heightened=over)
    if not over:
        return
    row.end_raised_at = now
    row.save(update_fields=["end_raised_at"])
    overlays.raise_overlay(
        row.case, trigger=Trigger.ORDER_ENDED, by=None, when=Interval(row.ends_at, row.ends_at),
        tz=order.zone, order=order, source_key=row.window_key,
    )  # fmt: skip
