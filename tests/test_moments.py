"""Local dates and times: rules DT-1, DT-3, DT-4 and DT-10 as tables."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from caseload.foundation.moments import (
    Interval,
    PartOfDay,
    Precision,
    Said,
    TimeAmbiguous,
    TimeDoesNotExist,
    add_elapsed,
    add_local_days,
    add_months,
    day_interval,
    end_of_local_day,
    interval_of,
    local_instant,
    start_of_local_day,
)

NEW_YORK = ZoneInfo("America/New_York")
CHICAGO = ZoneInfo("America/Chicago")
PHOENIX = ZoneInfo("America/Phoenix")
HAVANA = ZoneInfo("America/Havana")  # its clocks jump at midnight
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_dt_1_a_bare_date_is_the_whole_local_day():
    said = Said(Precision.DATE_ONLY, CHICAGO, date(2026, 7, 4))
    assert interval_of(said, now=NOW) == Interval(utc(2026, 7, 4, 5), utc(2026, 7, 5, 5))


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)]
)
def test_dt_1_a_local_day_has_23_24_or_25_hours(day, hours):
    start, end = day_interval(day, NEW_YORK)
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "tz", "first"),
    [
        (date(2026, 3, 8), HAVANA, utc(2026, 3, 8, 5)),  # 00:00 was skipped, the day starts at 01:00
        (date(2026, 11, 1), HAVANA, utc(2026, 11, 1, 4)),  # 00:00 came twice, the day starts with the first
        (date(2026, 3, 8), NEW_YORK, utc(2026, 3, 8, 5)),
        (date(2026, 3, 9), NEW_YORK, utc(2026, 3, 9, 4)),
    ],
)
def test_dt_1_the_first_instant_of_a_day(day, tz, first):
    assert start_of_local_day(day, tz) == first


def test_dt_1_a_day_ends_where_the_next_begins():
    assert end_of_local_day(date(2026, 3, 7), HAVANA) == start_of_local_day(date(2026, 3, 8), HAVANA)


def test_dt_3_hours_are_elapsed_and_days_are_calendar_days():
    served = datetime(2026, 3, 7, 22, 15, tzinfo=CHICAGO)
    assert add_elapsed(served, timedelta(hours=72)) == datetime(2026, 3, 10, 23, 15, tzinfo=CHICAGO)
    assert add_local_days(served, 3, CHICAGO) == datetime(2026, 3, 10, 22, 15, tzinfo=CHICAGO)


def test_dt_3_a_calendar_day_that_lands_in_the_gap_moves_forward():
    start = datetime(2026, 3, 7, 2, 30, tzinfo=NEW_YORK)
    assert add_local_days(start, 1, NEW_YORK) == datetime(2026, 3, 8, 3, 30, tzinfo=NEW_YORK)


def test_dt_4_a_skipped_time_is_refused_with_the_nearest_two():
    with pytest.raises(TimeDoesNotExist) as refused:
        local_instant(date(2026, 3, 8), time(2, 30), NEW_YORK)
    nearest = [moment.strftime("%Y-%m-%d %H:%M") for moment in refused.value.suggestions]
    assert nearest == ["2026-03-08 01:59", "2026-03-08 03:30"]


def test_dt_4_a_skipped_time_is_refused_whatever_fold_is_given():
    with pytest.raises(TimeDoesNotExist):
        local_instant(date(2026, 3, 8), time(2, 30), NEW_YORK, fold=1)


def test_dt_4_a_doubled_time_is_asked_about():
    with pytest.raises(TimeAmbiguous) as asked:
        local_instant(date(2026, 11, 1), time(1, 30), NEW_YORK)
    assert (asked.value.first, asked.value.second) == (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))


@pytest.mark.parametrize(("fold", "expected"), [(0, utc(2026, 11, 1, 5, 30)), (1, utc(2026, 11, 1, 6, 30))])
def test_dt_4_the_answer_decides(fold, expected):
    assert local_instant(date(2026, 11, 1), time(1, 30), NEW_YORK, fold) == expected


def test_dt_4_not_sure_which_is_an_interval():
    said = Said(Precision.EXACT, NEW_YORK, date(2026, 11, 1), time(1, 30), either_fold=True)
    assert interval_of(said, now=NOW) == Interval(utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))


def test_dt_4_a_zone_without_clock_changes_never_asks():
    assert local_instant(date(2026, 3, 8), time(2, 30), PHOENIX) == utc(2026, 3, 8, 9, 30)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 5, 31), -3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_dt_10_months_clamp_to_the_end_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        (Said(Precision.EXACT, CHICAGO, date(2026, 7, 4), time(17, 5)), (22, 5), (22, 5)),
        (Said(Precision.HOUR, CHICAGO, date(2026, 7, 4), time(17, 5)), (22, 0), (23, 0)),
        (
            Said(Precision.PART_OF_DAY, CHICAGO, date(2026, 7, 4), part=PartOfDay.MORNING),
            (11, 0),
            (17, 0),
        ),
    ],
)
def test_an_interval_is_as_wide_as_what_is_not_known(said, start, end):
    assert interval_of(said, now=NOW) == Interval(utc(2026, 7, 4, *start), utc(2026, 7, 4, *end))


def test_the_evening_reaches_to_midnight():
    said = Said(Precision.PART_OF_DAY, CHICAGO, date(2026, 7, 4), part=PartOfDay.EVENING)
    assert interval_of(said, now=NOW) == Interval(utc(2026, 7, 4, 23), utc(2026, 7, 5, 5))


def test_give_or_take_days_widen_both_ways():
    said = Said(Precision.APPROX_DATE, CHICAGO, date(2026, 7, 4), give_or_take_days=2)
    assert interval_of(said, now=NOW) == Interval(utc(2026, 7, 2, 5), utc(2026, 7, 7, 5))


def test_an_unknown_date_is_taken_as_now():
    assert interval_of(Said(Precision.UNKNOWN, CHICAGO), now=NOW) == Interval(NOW, NOW)
