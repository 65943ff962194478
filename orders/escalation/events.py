"""What follows from an event that somebody notes: a window, or a line on record and nothing more (C.2)."""

from datetime import datetime, timedelta
from enum import StrEnum

from caseload.foundation.moments import Interval, add_elapsed

RECENT = timedelta(days=30)
# Strangulation can injure for weeks, and stalking goes on: their windows count from the day it was told.
COUNTED_FROM_TELLING = frozenset({"strangulation", "stalking"})
# The day of handing over children is known before it comes.
MAY_LIE_AHEAD = frozenset({"custody_exchange"})
# Ending these early, or turning them down, is never one person's decision.
SECOND_PERSON = frozenset({"client_fear"})
SUPERVISOR_ONLY = frozenset({"location_disclosed"})


class NoWindow(StrEnum):
    """Why an event is kept on record and opens no window."""

    LONG_AGO = "long_ago"
    PARTNER_UNKNOWN = "partner_unknown"
    TOGETHER_AGAIN = "together_again"
    NOT_IN_RULES = "not_in_rules"
    OVER = "over"


def noted_only(trigger: str, detail: str, happened: Interval, *, known_at: datetime) -> NoWindow | None:
    """The reason why this event opens no window, whatever the agency's rules say; None when it may."""
    if trigger == "strangulation" and add_elapsed(happened.end, RECENT) < known_at:
        return NoWindow.LONG_AGO
    if trigger == "new_partner" and detail != "known":
        return NoWindow.PARTNER_UNKNOWN
    if trigger == "separation" and detail == "returned":
        return NoWindow.TOGETHER_AGAIN
    return None


def counted_from(trigger: str, happened: Interval, *, known_at: datetime) -> Interval:
    """The event as its window counts it: when it happened, or when it was told."""
    return Interval(known_at, known_at) if trigger in COUNTED_FROM_TELLING else happened
