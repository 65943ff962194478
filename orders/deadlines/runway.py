"""The last stretch of an order with an end, step by step (A5): no database, no clock.

Steps before the end ask what the client wants; at the end care is heightened; the day after somebody asks how
the client is. A step begins in the morning of its day; the end is the instant at which the order is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import scheduled_instant

from .steps import AFTERNOON, MORNING

OPENS, END, AFTER = "opens", "end", "after"
DAYS_BEFORE = {"60": 60, "30": 30, "14": 14, "7": 7}
OPENS_BEFORE = 90  # Where no rule of the jurisdiction says when renewal may be asked for.
RANK = {key: rank for rank, key in enumerate(("", OPENS, *DAYS_BEFORE, END, AFTER))}
LAST_CALL = "7"
TIME_FOR = {OPENS: 7, "60": 7, "30": 3, "14": 2, LAST_CALL: 0}  # Days until the task of a step is due.
SAME_END = timedelta(days=30)  # An end that moves on by more than this is another order's worth of time.


@dataclass(frozen=True)
class RunwayStep:
    """One step: the local day on which it stands, and the instant from which it is due."""

    key: str
    day: date
    at: datetime

    @property
    def asks(self) -> bool:
        """Whether the step asks what the client wants."""
        return self.key not in (END, AFTER)


def last_day(ends_at: datetime, tz: ZoneInfo) -> date:
    """The last local day on which the order protects."""
    return (ends_at - timedelta(microseconds=1)).astimezone(tz).date()


def runway(ends_at: datetime, tz: ZoneInfo, *, opens_on: date | None, asks: bool) -> list[RunwayStep]:
    """Every step up to the day after the end, in order.

    Steps before the day on which renewal may first be asked for are left out. Without `asks`, as for an order
    that waits for its hearing, only the end and the day after are left.
    """
    last = last_day(ends_at, tz)
    steps = []
    if asks:
        first = min(opens_on or last - timedelta(days=OPENS_BEFORE), last)
        days = {OPENS: first} | {key: last - timedelta(days=before) for key, before in DAYS_BEFORE.items()}
        steps = [
            RunwayStep(key, day, scheduled_instant(day, MORNING, tz))
            for key, day in days.items()
            if key == OPENS or day > first
        ]
    after = last + timedelta(days=1)
    steps = [step for step in steps if step.at < ends_at]
    return [
        *steps,
        RunwayStep(END, last, ends_at),
        RunwayStep(AFTER, after, scheduled_instant(after, MORNING, tz)),
    ]


def waiting(steps: Sequence[RunwayStep], taken: str, *, reminders: bool) -> list[RunwayStep]:
    """The steps still to take after `taken`: the end always, those that ask only while `reminders` go on."""
    left = [step for step in steps if step.key != AFTER and RANK[step.key] > RANK[taken]]
    return [step for step in left if reminders or not step.asks]


def due(steps: Sequence[RunwayStep], now: datetime) -> RunwayStep | None:
    """The latest of these steps whose time has come: after an outage one is taken, not each in turn."""
    return next((step for step in reversed(steps) if step.at <= now), None)


def task_due(step: RunwayStep, tz: ZoneInfo) -> datetime:
    """By when somebody should have asked."""
    return scheduled_instant(step.day + timedelta(days=TIME_FOR[step.key]), AFTERNOON, tz)


def begins_anew(former: datetime | None, ends_at: datetime) -> bool:
    """Whether a new end is a new stretch, in which the client is asked again, and not a corrected date."""
    return former is not None and ends_at - former > SAME_END
