"""CF-21: what nobody has called safe is unsafe, and a respondent who can get at it overrides everything."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from clients.contact import Hours, Method, any_allowed, ever_safe, may_contact, normalise

CHICAGO = ZoneInfo("America/Chicago")
MONDAY_10 = datetime(2026, 11, 23, 10, 0, tzinfo=CHICAGO)
OFFICE = Hours.parse({"days": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"})
NIGHT = Hours.parse({"days": [0], "from": "22:00", "to": "06:00"})


def phone(**more):
    return Method(**{"kind": "phone", "flags": {"call": "yes", "voicemail": "no"}, **more})


@pytest.mark.parametrize(
    ("method", "channel", "at", "allowed", "reason"),
    [
        (phone(), "call", MONDAY_10, True, "safe_any_time"),
        (phone(), "voicemail", MONDAY_10, False, "not_safe"),
        (phone(), "text", MONDAY_10, False, "unknown"),
        (phone(flags={"text": "unknown"}), "text", MONDAY_10, False, "unknown"),
        (phone(flags={"text": ""}), "text", MONDAY_10, False, "unknown"),
        (phone(flags={}), "call", MONDAY_10, False, "unknown"),
        (phone(), "email", MONDAY_10, False, "wrong_channel"),
        (phone(flags={"email": "yes"}), "email", MONDAY_10, False, "wrong_channel"),
        (phone(respondent_has_access=True), "call", MONDAY_10, False, "respondent_has_access"),
        (phone(do_not_contact=True), "call", MONDAY_10, False, "do_not_contact"),
        (phone(removed=True), "call", MONDAY_10, False, "removed"),
        (phone(hours=(OFFICE,)), "call", MONDAY_10, True, "safe_until"),
        (phone(hours=(OFFICE,)), "call", MONDAY_10.replace(hour=9), True, "safe_until"),
        (phone(hours=(OFFICE,)), "call", MONDAY_10.replace(hour=17), False, "outside_hours"),
        (phone(hours=(OFFICE,)), "call", MONDAY_10.replace(day=22), False, "outside_hours"),
        (phone(hours=(NIGHT,)), "call", MONDAY_10.replace(hour=23), True, "safe_until"),
        (phone(hours=(NIGHT,)), "call", MONDAY_10.replace(day=24, hour=5), True, "safe_until"),
        (phone(hours=(NIGHT,)), "call", MONDAY_10.replace(day=24, hour=23), False, "outside_hours"),
        (phone(hours=(NIGHT,)), "call", MONDAY_10.replace(hour=5), False, "outside_hours"),
        (Method("email", {"email": "yes"}), "email", MONDAY_10, True, "safe_any_time"),
        (Method("post", {"post": "yes"}), "post", MONDAY_10, True, "safe_any_time"),
        (Method("post", {}), "post", MONDAY_10, False, "unknown"),
        (Method("pigeon", {"call": "yes"}), "call", MONDAY_10, False, "wrong_channel"),
    ],
)
def test_cf_21_may_contact(method, channel, at, allowed, reason):
    verdict = may_contact(method, channel, at)
    assert (verdict.allowed, verdict.reason) == (allowed, reason)


def test_cf_21_verdict_says_until_when():
    assert may_contact(phone(hours=(OFFICE,)), "call", MONDAY_10).until == MONDAY_10.replace(hour=17)
    late = may_contact(phone(hours=(NIGHT,)), "call", MONDAY_10.replace(hour=23))
    assert late.until == MONDAY_10.replace(day=24, hour=6)


def test_cf_21_hours_without_days_mean_every_day():
    every_day = Hours.parse({"from": "09:00", "to": "17:00"})
    assert may_contact(phone(hours=(every_day,)), "call", MONDAY_10.replace(day=22)).allowed


def test_cf_21_a_new_method_is_closed_on_every_channel():
    fresh = Method("phone")
    assert not ever_safe(fresh)
    assert not any_allowed([fresh], MONDAY_10)
    assert ever_safe(phone(hours=(OFFICE,)))
    assert not ever_safe(phone(respondent_has_access=True))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+1 (312) 555-0143", "312.555.0143"),
        ("email", " Rosa@Example.org", "rosa@example.org "),
        ("post", "12 Elm St.,  Apt 4", "12 elm st apt 4"),
    ],
)
def test_equal_values_are_found_in_any_spelling(kind, one, other):
    assert normalise(kind, one) == normalise(kind, other)
