"""How courts count: the vectors of the domain as one table, and each rule of dates by name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from caseload.foundation.moments import Interval, age_at, local_instant, report_span, scheduled_instant
from orders.deadlines import (
    Count,
    Direction,
    InvalidPack,
    Kind,
    MissingYear,
    Mode,
    Unit,
    court_calendar,
    day_for,
    instant_for,
    last_moment,
    pack_from,
)
from orders.queries.court_rules import GENERIC, pack_files

NEW_YORK, CHICAGO, LOS_ANGELES = (
    ZoneInfo(f"America/{name}") for name in ("New_York", "Chicago", "Los_Angeles")
)
YEARS = range(2026, 2029)
FEDERAL = court_calendar(country="US", state="", years=YEARS)
CALIFORNIA = court_calendar(country="US", state="CA", years=YEARS)


def count(amount, mode, unit="days", direction="after"):
    return Count(amount, Unit(unit), Mode(mode), Direction(direction))


def day(text):
    return date.fromisoformat(text)


def at(text, tz=UTC):
    return datetime.fromisoformat(text).replace(tzinfo=tz)


VECTORS = [
    # V10 to V12: the last day is a holiday; the court counts on to the next day it works.
    (count(14, "calendar_roll"), "2026-11-12", FEDERAL, "2026-11-27"),
    (count(14, "calendar_roll"), "2026-11-12", CALIFORNIA, "2026-11-30"),
    (count(14, "calendar_roll"), "2026-06-19", FEDERAL, "2026-07-06"),
    (count(14, "calendar_roll"), "2026-12-11", FEDERAL, "2026-12-28"),
    # V13 and V14: court days alone.
    (count(10, "business_days"), "2026-11-16", FEDERAL, "2026-12-01"),
    (count(14, "business_days"), "2026-11-16", FEDERAL, "2026-12-07"),
    # V16: months end with the month, backward too.
    (count(3, "calendar_no_roll", "months", "before"), "2027-05-31", FEDERAL, "2027-02-28"),
    (count(12, "calendar_no_roll", "months"), "2028-02-29", FEDERAL, "2029-02-28"),
    # V17: counting back lands on a holiday; the safe day is earlier.
    (count(5, "calendar_roll", direction="before"), "2026-12-01", FEDERAL, "2026-11-25"),
    (count(14, "calendar_no_roll"), "2026-12-11", FEDERAL, "2026-12-25"),
    (count(0, "explicit_date"), "2026-12-25", FEDERAL, "2026-12-25"),
]


def test_the_vectors_of_the_domain():
    found = [day_for(rule, day(start), calendar).isoformat() for rule, start, calendar, _ in VECTORS]
    assert found == [expected for *_, expected in VECTORS]


def test_dt_6_the_first_day_is_left_out_and_the_last_moves_to_a_court_day():
    assert day_for(count(1, "calendar_roll"), day("2026-11-27"), FEDERAL) == day("2026-11-30")
    assert last_moment(day("2026-11-30"), CHICAGO) == at("2026-12-01T00:00", CHICAGO)
    assert last_moment(day("2026-11-30"), CHICAGO, time(16, 30)) == at("2026-11-30T16:30", CHICAGO)


def test_dt_6_hours_that_end_on_a_holiday_go_on_to_the_same_time_of_a_court_day():
    start = at("2026-11-25T18:40", LOS_ANGELES)
    ends = instant_for(count(24, "hours_roll", "hours"), start, CALIFORNIA, LOS_ANGELES)
    assert ends == at("2026-11-30T18:40", LOS_ANGELES)


def test_dt_7_each_mode_counts_in_its_own_way():
    found = {
        mode: day_for(count(3, mode), day("2026-11-25"), FEDERAL).isoformat()
        for mode in ("calendar_roll", "calendar_no_roll", "business_days", "explicit_date")
    }
    assert found == {
        "calendar_roll": "2026-11-30",
        "calendar_no_roll": "2026-11-28",
        "business_days": "2026-12-01",
        "explicit_date": "2026-11-25",
    }


def test_dt_7_a_year_that_was_not_loaded_is_an_error_and_not_a_year_without_holidays():
    with pytest.raises(MissingYear) as missing:
        day_for(count(5, "business_days"), day("2028-12-28"), FEDERAL)
    assert missing.value.year == 2029


def test_dt_7_own_closures_close_and_own_exceptions_open():
    closed = court_calendar(
        country="US", state="", years=YEARS,
        closures={day("2026-11-27"): "Storm"}, open_days=[day("2026-11-11")],
    )  # fmt: skip
    assert not closed.is_court_day(day("2026-11-27"))
    assert closed.is_court_day(day("2026-11-11")) and not FEDERAL.is_court_day(day("2026-11-11"))


def test_dt_8_elapsed_hours_do_not_wait_for_a_court_day():
    """V15: service on the Friday after Thanksgiving, when no court of the state works."""
    served = at("2026-11-27T18:40", LOS_ANGELES)
    hours = [
        instant_for(count(n, "hours_elapsed", "hours"), served, CALIFORNIA, LOS_ANGELES) for n in (24, 48)
    ]
    assert hours == [at("2026-11-28T18:40", LOS_ANGELES), at("2026-11-29T18:40", LOS_ANGELES)]


def test_dt_8_no_pack_may_count_a_safety_deadline_in_court_days():
    data = {**pack_files()["us-ca"]}
    rule = {"kind": "firearm_surrender", "amount": 24, "unit": "hours", "mode": "hours_roll", "source": "x"}
    with pytest.raises(InvalidPack, match="elapsed"):
        pack_from({**data, "rules": [rule]})


@pytest.mark.parametrize(
    ("hearing", "safe"),
    [("2026-12-01", "2026-11-25"), ("2026-12-08", "2026-12-03"), ("2026-12-04", "2026-11-27")],
)
def test_dt_9_counting_back_never_lands_later(hearing, safe):
    rule = count(5, "calendar_roll", direction="before")
    assert day_for(rule, day(hearing), FEDERAL) == day(safe)


def test_dt_11_a_report_includes_its_first_instant_and_not_its_end():
    span = report_span(day("2026-03-01"), day("2026-03-31"), CHICAGO)
    assert span == (at("2026-03-01T00:00", CHICAGO), at("2026-04-01T00:00", CHICAGO))
    late = local_instant(day("2026-03-31"), time(23, 59), CHICAGO)
    assert span.start <= late < span.end


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("1990-05-01", "2026-04-30", (35, False)),
        ("1990-05-01", "2026-05-01", (36, False)),
        ("2000-02-29", "2026-02-28", (25, True)),
        ("2000-02-29", "2026-03-01", (26, True)),
        ("2000-02-29", "2028-02-29", (28, True)),
    ],
)
def test_dt_11_age_is_that_of_the_stated_day_and_leap_days_are_marked(born, on, age):
    assert age_at(day(born), day(on)) == age


def test_dt_14_a_planned_time_that_is_skipped_comes_at_once_and_a_doubled_one_once():
    skipped = scheduled_instant(day("2026-03-08"), time(2, 30), NEW_YORK)
    assert skipped == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)  # 3:00 AM EDT, the first minute there is
    doubled = scheduled_instant(day("2026-11-01"), time(1, 30), NEW_YORK)
    assert doubled == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert scheduled_instant(day("2026-03-09"), time(2, 30), NEW_YORK) == at("2026-03-09T02:30", NEW_YORK)


def test_every_pack_can_be_used_and_says_where_its_facts_are_from():
    files = pack_files()
    packs = {key: pack_from(data, files[GENERIC]) for key, data in files.items()}
    assert next(iter(packs)) == GENERIC
    assert {"us-al", "us-ca", "us-ks", "us-ma", "us-mt", "us-wa"} < set(packs)
    for pack in packs.values():
        assert {kind for kind in Kind if pack.rule_for(kind, "ex_parte_temporary")} >= {
            Kind.FULL_HEARING, Kind.SERVICE_BEFORE_HEARING, Kind.FIREARM_SURRENDER, Kind.RETURN_OF_SERVICE,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("pack", "order_type", "kind", "amount", "general"),
    [
        ("us-ks", "ex_parte_temporary", "full_hearing", 21, False),
        ("us-mt", "ex_parte_temporary", "full_hearing", 20, False),
        ("us-ma", "peace", "full_hearing", 10, False),
        ("us-ma", "ex_parte_temporary", "full_hearing", 10, True),
        ("us-ca", "ex_parte_temporary", "full_hearing", 10, True),
        ("us-ca", "final", "renewal_opens", 3, False),
        ("us-ks", "final", "firearm_surrender", 24, True),
        ("us-wa", "final", "firearm_surrender", 0, False),
    ],
)
def test_what_a_state_leaves_open_falls_to_the_generic_rule(pack, order_type, kind, amount, general):
    files = pack_files()
    rule = pack_from(files[pack], files[GENERIC]).rule_for(Kind(kind), order_type)
    assert (rule.count.amount, rule.is_general) == (amount, general)


def test_an_interval_of_service_gives_an_interval_of_hours():
    from orders.deadlines import due_between

    files = pack_files()
    pack = pack_from(files["us-ca"], files[GENERIC])
    told = Interval(at("2026-03-07T00:00", CHICAGO), at("2026-03-08T00:00", CHICAGO))
    due = due_between(pack.rule_for(Kind.FIREARM_SURRENDER, "final"), told, CALIFORNIA, CHICAGO)
    assert due == (at("2026-03-08T00:00", CHICAGO), at("2026-03-09T01:00", CHICAGO))
