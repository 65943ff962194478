"""What is done about a deadline, and when: the offsets of DOMAIN B.5 and PO-7 as one table.

A step opens a task in the morning of its day (or at its hour); the task is due in the late afternoon of that
day, and never later than what it prepares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import Interval, add_elapsed, scheduled_instant, start_of_local_day

from .calendars import CourtCalendar
from .packs import Kind
from .planning import court_days_before

MORNING, AFTERNOON = time(8), time(17)
URGENT, NORMAL = 1, 2
FORGOTTEN = timedelta(days=14)  # What fell due longer ago than this was recorded late, and is history.

LONG_UNSERVED = timedelta(days=90)

DAYS, COURT_DAYS, ELAPSED_DAYS, ELAPSED_HOURS, LAST_DAY = (
    "days", "court_days", "elapsed_days", "elapsed_hours", "last_day",
)  # fmt: skip


@dataclass(frozen=True)
class StepRule:
    """A task by its key, who does it, and how far from the deadline it opens (negative: before)."""

    key: str
    who: str
    shift: int
    unit: str = DAYS
    priority: int = NORMAL
    only_before: bool = False  # Of no use once the deadline is over.


@dataclass(frozen=True)
class Step:
    key: str
    who: str
    priority: int
    opens_at: datetime
    due_at: datetime
    is_of_use: bool = True


_OUTCOME = StepRule("hearing_outcome", "advocate", 1)
_FULL = (
    StepRule("prepare_hearing", "advocate", -7),
    StepRule("court_day_safety", "advocate", -2),
    StepRule("hearing_day_check_in", "advocate", 0, priority=URGENT, only_before=True),
    _OUTCOME,
)
_OTHER = (
    StepRule("prepare_hearing", "advocate", -7),
    StepRule("court_day_safety", "advocate", -1),
    _OUTCOME,
)
OF_HEARING = {
    "full": _FULL,
    "temporary": _FULL,
    "firearms": (*_OTHER, StepRule("firearm_review_tomorrow", "advocate", -1)),
    "criminal": (StepRule("criminal_watch", "advocate", 0), _OUTCOME),
}
OF_KIND = {
    Kind.FULL_HEARING: (StepRule("ask_hearing_date", "advocate", -7),),
    Kind.SERVICE_BEFORE_HEARING: (
        StepRule("service_in_3_days", "advocate", -3),
        StepRule("ask_continuance", "advocate", -2, COURT_DAYS, URGENT),
        StepRule("service_tomorrow", "advocate", -1, priority=URGENT),
    ),
    # The deadline is the seventh day: PO-7 asks on the third and on the seventh.
    Kind.UNSERVED: (
        StepRule("unserved_3_days", "advocate", -4, ELAPSED_DAYS),
        StepRule("unserved_7_days", "advocate", 0, ELAPSED_DAYS, URGENT),
        StepRule("unserved_7_days_review", "supervisor", 0, ELAPSED_DAYS, URGENT),
    ),
    Kind.FIREARM_SURRENDER: (StepRule("firearm_proof_missing", "advocate", 4, ELAPSED_HOURS, URGENT),),
    Kind.FIREARM_REVIEW: (StepRule("firearm_review_tomorrow", "advocate", -1),),
    Kind.RETURN_OF_SERVICE: (StepRule("return_filed", "advocate", 0),),
    Kind.EXPIRY: (
        StepRule("order_ends_today", "advocate", 0, priority=URGENT, only_before=True),
        StepRule("order_has_ended", "advocate", 1),
    ),
    Kind.LAPSE: (StepRule("protection_may_lapse", "advocate", 0, LAST_DAY, URGENT, only_before=True),),
}


def steps_of(kind: Kind, hearing_kind: str, *, is_temporary: bool) -> tuple[StepRule, ...]:
    """The steps of a deadline; the end of a temporary order is watched by its own alarm (PO-11)."""
    if kind == Kind.HEARING:
        return OF_HEARING.get(hearing_kind, _OTHER)
    if kind == Kind.EXPIRY and is_temporary:
        return tuple(step for step in OF_KIND[Kind.EXPIRY] if step.shift > 0)
    return OF_KIND.get(kind, ())


def lay_out(
    rules: tuple[StepRule, ...], due: Interval, calendar: CourtCalendar, tz: ZoneInfo, *, now: datetime
) -> Iterator[Step]:
    """Every step of a deadline; `is_of_use` is false for what would prepare something that is over."""
    for rule in rules:
        opens_at, due_at = _times(rule, due, calendar, tz)
        useful = is_of_use(rule, due, now=now) and not _is_history(rule, due, now=now)
        yield Step(rule.key, rule.who, rule.priority, opens_at, max(opens_at, due_at), useful)


def is_of_use(rule: StepRule, due: Interval, *, now: datetime) -> bool:
    """Whether taking the step at `now` still helps."""
    before = rule.only_before or (rule.shift < 0 and rule.unit != ELAPSED_DAYS)
    return not before or due.end >= now


def _is_history(rule: StepRule, due: Interval, *, now: datetime) -> bool:
    """Recorded long after it was over; that an order is still not served stays news for longer."""
    return due.end < now - (LONG_UNSERVED if rule.unit == ELAPSED_DAYS else FORGOTTEN)


def _times(rule: StepRule, due: Interval, calendar: CourtCalendar, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """When the step opens its task, and when that is due."""
    last = due.end if due.start == due.end else due.end - timedelta(microseconds=1)
    day = last.astimezone(tz).date()
    if rule.unit == LAST_DAY:  # From the first instant of the last day of protection.
        final = (due.end - timedelta(microseconds=1)).astimezone(tz).date()
        return start_of_local_day(final, tz), due.end
    if rule.unit in (ELAPSED_DAYS, ELAPSED_HOURS):
        hours = rule.shift * (24 if rule.unit == ELAPSED_DAYS else 1)
        opens_at = add_elapsed(due.end, timedelta(hours=hours))
        return opens_at, add_elapsed(opens_at, timedelta(hours=4 if rule.priority == URGENT else 8))
    if rule.unit == COURT_DAYS:
        day = court_days_before(day, -rule.shift, calendar)
    else:
        day += timedelta(days=rule.shift)
    morning, afternoon = scheduled_instant(day, MORNING, tz), scheduled_instant(day, AFTERNOON, tz)
    if rule.shift == 0 and due.start == due.end:  # Before what has an hour of that same day, however early.
        return start_of_local_day(day, tz), min(afternoon, due.end)
    return morning, afternoon
