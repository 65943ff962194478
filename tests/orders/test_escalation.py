"""The window as a table: vectors V1-V9, V15 and V18, then the rules W-1, W-2, W-4 and W-14 of pure values."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import orders
from caseload.foundation.moments import (
    Precision,
    Said,
    TimeAmbiguous,
    TimeDoesNotExist,
    add_elapsed,
    end_of_local_day,
    interval_of,
)
from orders.escalation import (
    InvalidRules,
    Served,
    Step,
    acknowledge_by,
    due_steps,
    next_responder,
    opening_of,
    phase_at,
    rules_from,
    staffed_deadline,
    steps_for,
    window_for,
)

DATA = json.loads((Path(orders.__file__).parent / "policies" / "post_service_default_v1.json").read_text())
RULES = rules_from(DATA)
ALL_PHASES = replace(RULES, phases=tuple(replace(phase, enabled=True) for phase in RULES.phases))
CHICAGO, PHOENIX = ZoneInfo("America/Chicago"), ZoneInfo("America/Phoenix")
NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
GUAM = ZoneInfo("Pacific/Guam")
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def window(tz, day, at=None, precision=Precision.EXACT, rules=RULES, **said):
    precision = precision if at else Precision.DATE_ONLY if precision == Precision.EXACT else precision
    return window_for(rules, interval_of(Said(precision, tz, day, at, **said), now=NOW), tz)


VECTORS = [
    # id, zone, day, time, acute until in UTC, the same said locally, hours of ACUTE
    ("V1", CHICAGO, date(2026, 3, 7), time(22, 15), utc(2026, 3, 11, 4, 15), "2026-03-10 23:15 CDT", 72),
    ("V2", CHICAGO, date(2026, 10, 31), time(22, 15), utc(2026, 11, 4, 3, 15), "2026-11-03 21:15 CST", 72),
    ("V3", PHOENIX, date(2026, 3, 7), time(22, 15), utc(2026, 3, 11, 5, 15), "2026-03-10 22:15 MST", 72),
    ("V4", CHICAGO, date(2026, 3, 7), None, utc(2026, 3, 11, 6, 0), "2026-03-11 01:00 CDT", 96),
    ("V5", NEW_YORK, date(2026, 11, 1), None, utc(2026, 11, 5, 5, 0), "2026-11-05 00:00 EST", 97),
]


@pytest.mark.parametrize(
    ("tz", "day", "at", "until", "said", "hours"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS]
)
def test_w_2_vectors_of_the_acute_phase(tz, day, at, until, said, hours):
    acute = window(tz, day, at).phases[0]
    assert acute.ends_at == until
    assert acute.ends_at.astimezone(tz).strftime("%Y-%m-%d %H:%M %Z") == said
    assert acute.ends_at - acute.starts_at == timedelta(hours=hours)


def test_v6_a_time_in_the_gap_is_rejected():
    with pytest.raises(TimeDoesNotExist):
        window(NEW_YORK, date(2026, 3, 8), time(2, 30))


def test_v7_a_time_in_the_fold_is_ambiguous():
    with pytest.raises(TimeAmbiguous) as asked:
        window(NEW_YORK, date(2026, 11, 1), time(1, 30))
    assert (asked.value.first, asked.value.second) == (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))


def test_v8_every_boundary_of_one_service():
    served = window(CHICAGO, date(2026, 11, 6), time(17, 5), rules=ALL_PHASES)
    local = [phase.ends_at.astimezone(CHICAGO).strftime("%Y-%m-%d %H:%M") for phase in served.phases]
    assert local == [
        "2026-11-09 17:05",
        "2026-11-21 00:00",
        "2026-12-07 00:00",
        "2027-02-05 00:00",
        "2027-05-06 00:00",
    ]
    assert [phase.key for phase in served.phases] == ["acute", "high", "elevated", "watch", "extended"]


@pytest.mark.parametrize(("tz", "until"), [(LOS_ANGELES, utc(2027, 1, 1, 8)), (GUAM, utc(2026, 12, 31, 14))])
def test_v9_expiry_on_a_date_is_its_last_local_instant(tz, until):
    assert end_of_local_day(date(2026, 12, 31), tz) == until


def test_v15_firearm_deadlines_do_not_roll_over_the_weekend():
    served = datetime(2026, 11, 27, 18, 40, tzinfo=LOS_ANGELES)
    hours = {task.key: task.hours for task in RULES.phase("acute").tasks if task.only_if == "firearms"}
    due = {key: add_elapsed(served, timedelta(hours=length)) for key, length in hours.items()}
    assert due["firearm_surrender_due"] == datetime(2026, 11, 28, 18, 40, tzinfo=LOS_ANGELES)
    assert due["firearm_receipt_due"] == datetime(2026, 11, 29, 18, 40, tzinfo=LOS_ANGELES)


def test_v18_at_exactly_the_end_of_acute_the_phase_is_high():
    served = window(CHICAGO, date(2026, 11, 6), time(17, 5))
    end = served.phases[0].ends_at
    assert phase_at(served, end).key == "high"
    assert phase_at(served, end - timedelta(microseconds=1)).key == "acute"


def test_w_1_a_window_holds_from_its_first_instant_to_before_its_last():
    served = window(CHICAGO, date(2026, 11, 6), time(17, 5))
    assert phase_at(served, served.opens_at).key == "acute"
    assert phase_at(served, served.opens_at - timedelta(microseconds=1)) is None
    assert phase_at(served, served.closes_at) is None


def test_w_1_phases_leave_no_gap():
    for _id, tz, day, at, *_rest in VECTORS:
        phases = window(tz, day, at).phases
        assert all(a.ends_at == b.starts_at for a, b in zip(phases, phases[1:], strict=False))


def test_w_4_an_approximate_date_widens_both_ways():
    about = window(CHICAGO, date(2026, 7, 4), precision=Precision.APPROX_DATE, give_or_take_days=2)
    assert about.opens_at == utc(2026, 7, 2, 5)
    assert about.phases[0].ends_at == utc(2026, 7, 7, 5) + timedelta(hours=72)
    assert about.phases[1].ends_at == datetime(2026, 7, 21, tzinfo=CHICAGO)  # day 14 after the latest, 6 July


def test_w_4_an_unknown_date_opens_now():
    assert window(CHICAGO, None, precision=Precision.UNKNOWN).opens_at == NOW


def test_w_4_days_count_from_the_service_day_when_only_the_date_is_known():
    served = window(CHICAGO, date(2026, 11, 6))
    assert served.day == date(2026, 11, 6)
    assert served.phases[1].ends_at == datetime(2026, 11, 21, tzinfo=CHICAGO)


def test_w_11_an_uplift_lengthens_acute_for_a_first_service_only():
    rules = replace(RULES, first_service_uplift_hours=24)
    service = interval_of(Said(Precision.EXACT, CHICAGO, date(2026, 7, 4), time(12)), now=NOW)
    first = window_for(rules, service, CHICAGO, first_service=True)
    later = window_for(rules, service, CHICAGO)
    assert first.phases[0].ends_at - later.phases[0].ends_at == timedelta(hours=24)
    assert first.closes_at == later.closes_at


def test_w_14_steps_come_once_each_and_in_order():
    served = window(CHICAGO, date(2026, 11, 6), time(17, 5))
    steps = steps_for(served, known_at=served.opens_at)
    after_everything = served.closes_at + timedelta(days=1)
    assert [s.phase for s in due_steps(reversed(steps), taken=(), now=after_everything)] == [
        "acute", "high", "elevated", "watch",
    ]  # fmt: skip
    assert [s.phase for s in due_steps(steps, taken=("acute", "high"), now=after_everything)] == [
        "elevated", "watch",
    ]  # fmt: skip
    assert due_steps(steps, taken=("acute",), now=steps[1].due_at - timedelta(seconds=1)) == []
    assert due_steps(steps, taken=("acute",), now=steps[1].due_at) == [steps[1]]


def test_w_8_a_phase_that_was_over_when_service_became_known_is_no_step():
    served = window(CHICAGO, date(2026, 11, 6), time(17, 5))
    known_at = served.phases[0].ends_at + timedelta(hours=1)
    steps = steps_for(served, known_at=known_at)
    assert steps[0] == Step("high", 3, known_at)
    assert steps_for(served, known_at=served.closes_at) == []


@pytest.mark.parametrize(
    ("services", "opens"),
    [
        ([], None),
        ([(1, Served.IN_HAND, utc(2026, 7, 2)), (1, Served.IN_HAND, utc(2026, 7, 1))], 1),
        ([(1, Served.IN_HAND, utc(2026, 7, 1)), (2, Served.IN_HAND, utc(2026, 7, 9))], 1),
        ([(1, Served.AWARENESS_UNKNOWN, utc(2026, 7, 1)), (1, Served.TOLD, utc(2026, 7, 9))], 1),
        ([(1, Served.IN_HAND, utc(2026, 7, 1)), (1, Served.TOLD, utc(2026, 7, 9))], 0),
    ],
    ids=["none", "the earliest", "the newest version", "knowledge after a mailing", "told again"],
)
def test_po_2_which_service_opens_the_window(services, opens):
    assert opening_of(services) == opens


# ---- Answering -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (datetime(2026, 11, 6, 10, tzinfo=CHICAGO), 2, datetime(2026, 11, 6, 12, tzinfo=CHICAGO)),
        (datetime(2026, 11, 6, 16, tzinfo=CHICAGO), 2, datetime(2026, 11, 9, 10, tzinfo=CHICAGO)),  # Friday
        (datetime(2026, 11, 7, 3, tzinfo=CHICAGO), 2, datetime(2026, 11, 9, 11, tzinfo=CHICAGO)),  # Saturday
        (datetime(2026, 11, 6, 16, tzinfo=CHICAGO), 9, datetime(2026, 11, 9, 17, tzinfo=CHICAGO)),
    ],
)
def test_staffed_hours_skip_the_night_and_the_weekend(start, hours, due):
    assert staffed_deadline(RULES, start, hours, CHICAGO) == due


def test_at_level_4_the_night_counts():
    raised = datetime(2026, 11, 6, 23, tzinfo=CHICAGO)
    assert acknowledge_by(RULES, RULES.phase("acute"), raised, CHICAGO) == raised + timedelta(hours=2)
    assert acknowledge_by(RULES, RULES.phase("high"), raised, CHICAGO) == datetime(
        2026, 11, 9, 17, tzinfo=CHICAGO
    )


@pytest.mark.parametrize(
    ("step", "available", "asked"),
    [
        (0, {"advocate", "supervisor", "director"}, "advocate"),
        (1, {"advocate", "supervisor", "director"}, "supervisor"),
        (2, {"advocate", "supervisor", "director"}, "director"),
        (9, {"advocate", "supervisor", "director"}, "director"),
        (0, {"supervisor", "director"}, "supervisor"),
        (1, {"advocate", "director"}, "director"),
        (2, {"advocate", "supervisor"}, "supervisor"),
        (3, {"advocate"}, "advocate"),
        (1, set(), None),
    ],
)
def test_the_chain_passes_over_empty_chairs_and_never_gives_up(step, available, asked):
    assert next_responder(RULES.chain, step, available) == asked


# ---- A policy that may be used -------------------------------------------------------------------


def changed(**phase_changes):
    data = json.loads(json.dumps(DATA))
    for index, changes in phase_changes.items():
        data["phases"][int(index[1:])].update(changes)
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({**DATA, "phases": []}, "at least one phase"),
        (changed(p0={"until": 0}), "longer than nothing"),
        (changed(p1={"until": 3}), "end after the one before"),
        (changed(p2={"until": 14}), "end after the one before"),
        (changed(p3={"until": 800}), "730 days"),
        (changed(p1={"acknowledge_hours": None}), "time to acknowledge"),
        (changed(p0={"tasks": [DATA["phases"][0]["tasks"][0]]}), "task for the supervisor"),
        (changed(p2={"tasks": []}), "at least one task"),
        (changed(p0={"unit": "days", "until": 3}, p1={"unit": "hours"}), "hours come first"),
        (changed(p0={"level": 5}), "number from 1 to 4"),
        ({**DATA, "first_service_uplift_hours": -1}, "never shorten"),
        ({**DATA, "chain": ["mayor"]}, "chain names"),
        ({**DATA, "staffed_hours": {}}, "staffed hours in the week"),
        ({"key": "X"}, "cannot be read"),
    ],
)
def test_a_policy_that_breaks_its_rules_is_refused(data, words):
    with pytest.raises(InvalidRules, match=words):
        rules_from(data)


def test_the_default_policy_is_valid_and_complete():
    assert [(p.key, p.level) for p in RULES.active] == [
        ("acute", 4),
        ("high", 3),
        ("elevated", 2),
        ("watch", 1),
    ]
    assert RULES.phases[4].enabled is False
