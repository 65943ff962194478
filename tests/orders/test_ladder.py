"""When the next check-in is due: a table of cadences, contacts and safe hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clients.contact import Hours, Method
from orders.escalation.ladder import Rung, as_wished, cadence_at, due_at, tightest

CHICAGO = ZoneInfo("America/Chicago")
H = timedelta(hours=1)
START = datetime(2026, 11, 10, 14, 0, tzinfo=CHICAGO)  # a Tuesday


def phone(*spans, flag="yes", days=(), **more):
    hours = tuple(Hours(days or tuple(range(7)), time(a), time(b)) for a, b in spans)
    return Method("phone", {"call": flag}, hours, **more)


def rung(hours=24.0, level=4, window=1, start=START):
    return Rung(window, "acute", level, hours, start)


def due(hours, level, methods, cadence=None):
    one = rung(hours, level)
    cadence = cadence or cadence_at(one, None)
    return due_at(one, cadence, methods, CHICAGO, earliest=START).astimezone(CHICAGO)


def test_the_tightest_cadence_sets_the_pace():
    acute, high, watch = rung(), rung(48, 3, 2), rung(336, 1, 3)
    assert tightest([watch, high, acute]) is acute
    assert tightest([watch, high]) is high
    assert tightest([rung(24, 3, 9), acute]) is acute, "of equal cadences the worse level"
    assert tightest([]) is None


def test_the_client_may_only_make_it_slower():
    assert as_wished(rung(24), 48).hours == 48
    assert as_wished(rung(168), 48).hours == 168
    assert as_wished(rung(24), None).hours == 24


def test_the_cadence_counts_from_the_last_contact_while_that_helps():
    rows = [
        (24, None, START + 24 * H),
        (24, START + 5 * H, START + 29 * H),
        (24, START - 4 * H, START + 20 * H),
        (24, START - 100 * H, START + 24 * H),  # Long ago: counted from the beginning of the phase.
    ]
    for hours, last, expected in rows:
        assert cadence_at(rung(hours), last) == expected, (hours, last)


def test_the_due_time_lies_in_safe_hours_before_the_cadence_is_broken():
    at = lambda day, hour, minute=0: datetime(2026, 11, day, hour, minute, tzinfo=CHICAGO)  # noqa: E731
    rows = [
        # hours, level, methods, when
        (24, 4, [phone()], at(11, 14)),  # any hour
        (24, 4, [phone((9, 17))], at(11, 14)),  # inside
        (24, 4, [phone((9, 12))], at(11, 11)),  # moved forward, an hour before the end
        (24, 4, [phone((13, 14))], at(11, 13)),  # the whole of a short span
        (24, 4, [phone((18, 20))], at(10, 19)),  # yesterday evening
        (24, 4, [phone((22, 2))], at(11, 1)),  # a span past midnight
        (24, 4, [phone((9, 17), days=(5,))], at(11, 14)),  # Saturdays alone, acute: the cadence stands
        (48, 3, [phone((9, 17), days=(3,))], at(12, 14)),
        (48, 3, [phone((16, 18), days=(3,))], at(12, 16)),  # a quarter of the cadence later, no more
        (48, 3, [phone((9, 17), days=(4,))], at(12, 14)),  # Friday is too late
        (168, 2, [phone((9, 12), days=(0,))], at(16, 11)),  # Monday before
        (24, 4, [phone((9, 12), flag="no")], at(11, 14)),  # never safe: work for staff, at the cadence
        (24, 4, [phone((9, 12), do_not_contact=True)], at(11, 14)),
        (24, 4, [phone((9, 12), respondent_has_access=True), phone((15, 19))], at(10, 18)),
    ]
    for hours, level, methods, expected in rows:
        assert due(hours, level, methods) == expected, (hours, level, methods)


def test_never_before_now_and_never_later_than_allowed():
    for hours, level in [(24, 4), (48, 3), (168, 2), (336, 1), (672, 1)]:
        cadence = START + timedelta(hours=hours)
        latest = cadence + (0 if level == 4 else 0.25) * timedelta(hours=hours)
        for first in range(0, 24, 3):
            for days in ((), (0,), (2, 4), (5, 6)):
                found = due(hours, level, [phone((first, (first + 2) % 24), days=days)])
                assert START <= found <= latest, (hours, level, first, days)


def test_hours_are_elapsed_across_the_clock_change():
    start = datetime(2026, 10, 31, 18, 0, tzinfo=CHICAGO)
    assert cadence_at(rung(start=start), None) == datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
