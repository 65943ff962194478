"""Rows of the calendar as an iCalendar file that says a case code and a kind, and nothing else (CF-20).

Pure: no ORM, no clock. Instants are written in UTC, whole days as dates. No name, place, court or word
that somebody typed gets in: this module is given none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

NAME = "Lantern"
REFRESH = timedelta(hours=1)
HEARING_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """One event: `uid` stays the same as long as it is the same thing; `title` is code and kind."""

    uid: str
    title: str
    day: date
    at: datetime | None
    stamp: datetime
    sequence: int = 0
    takes_time: bool = False


def calendar_file(entries: Iterable[Entry]) -> bytes:
    """The whole calendar; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if entry.takes_time else "TRANSPARENT")
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        return event
    start = entry.at.astimezone(UTC)
    event.add("dtstart", start)
    if entry.takes_time:
        event.add("dtend", start + HEARING_LASTS)
    return event
