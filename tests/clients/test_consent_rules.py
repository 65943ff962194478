"""CF-2 to CF-6 and CF-8 as tables over plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.consent import (
    Limits,
    Signer,
    Terms,
    Times,
    end_of,
    problems,
    same_organisation,
    same_person,
    status_of,
    uncovered,
)

START = date(2026, 11, 23)
GOOD = Terms(
    purpose="find a bed",
    recipients=("Harbor Shelter",),
    items=("identity_initials", "household_size"),
    methods=("phone",),
    starts_on=START,
    expires_on=START + timedelta(days=30),
    signers=(Signer("Rosa", "client"),),
    signed=True,
    informed=True,
    not_a_condition=True,
)


def codes(**changes):
    return [problem.code for problem in problems(replace(GOOD, **changes))]


def test_cf_2_a_whole_release_holds():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "  "}, "no_purpose"),
        ({"recipients": ()}, "no_recipient"),
        ({"recipients": ("",)}, "no_recipient"),
        ({"recipients": ("One", "Two")}, "two_recipients"),
        ({"items": ()}, "no_items"),
        ({"expires_on": None}, "no_expiry"),
        ({"signed": False}, "no_signature"),
        ({"signers": ()}, "no_signature"),
        ({"informed": False}, "not_informed"),
        ({"not_a_condition": False}, "condition"),
    ],
)
def test_cf_2_each_missing_part_invalidates(changes, code):
    assert codes(**changes) == [code]


def test_cf_2_an_item_outside_the_closed_list_is_refused():
    found = problems(replace(GOOD, items=("everything",)), Limits(known_items={"household_size"}))
    assert [problem.code for problem in found] == ["unknown_item"]


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (0, "", None),
        (30, "", None),
        (31, "", "no_term_reason"),
        (31, "long wait for housing", None),
        (90, "long wait for housing", None),
        (91, "long wait for housing", "over_maximum"),
        (365, "long wait for housing", "over_maximum"),
        (366, "long wait for housing", "over_hard_cap"),
        (-1, "", "ends_before_start"),
    ],
)
def test_cf_3_how_long_a_release_may_last(days, reason, code):
    assert codes(expires_on=START + timedelta(days=days), term_reason=reason) == ([code] if code else [])


@pytest.mark.parametrize(("days", "code"), [(365, None), (366, "over_hard_cap")])
def test_cf_3_no_agency_goes_beyond_the_hard_cap(days, code):
    terms = replace(GOOD, expires_on=START + timedelta(days=days), term_reason="court case")
    assert [problem.code for problem in problems(terms, Limits(maximum=2000))] == ([code] if code else [])


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Los_Angeles", datetime(2027, 1, 1, 8, tzinfo=UTC)),
        ("Pacific/Guam", datetime(2026, 12, 31, 14, tzinfo=UTC)),
    ],
)
def test_cf_4_the_last_day_counts_whole_in_the_agencys_zone(zone, expected):
    assert end_of(date(2026, 12, 31), None, ZoneInfo(zone)) == expected


def test_cf_4_a_time_on_the_paper_wins():
    assert end_of(date(2026, 12, 31), time(12), ZoneInfo("America/Chicago")) == datetime(
        2026, 12, 31, 18, tzinfo=UTC
    )


def test_cf_4_status_at_the_edges():
    tz = ZoneInfo("America/Chicago")
    times = Times(
        signed_at=datetime(2026, 11, 23, 10, tzinfo=tz),
        starts_at=datetime(2026, 11, 23, 10, tzinfo=tz),
        expires_at=end_of(date(2026, 11, 30), None, tz),
    )
    assert status_of(times, datetime(2026, 11, 30, 23, 59, 59, tzinfo=tz)) == "valid"
    assert status_of(times, datetime(2026, 12, 1, 0, 0, tzinfo=tz)) == "expired"
    assert status_of(times, datetime(2026, 11, 23, 9, 59, tzinfo=tz)) == "not_yet"
    assert status_of(replace(times, signed_at=None), times.starts_at) == "draft"
    assert status_of(replace(times, revoked_at=times.starts_at), times.starts_at) == "revoked"
    assert status_of(replace(times, voided_at=times.starts_at), times.starts_at) == "void"


MINOR = {"subject_is_minor": True}
YOUNG, MOTHER = Signer("Mia", "minor"), Signer("Rosa Diaz", "parent")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signers": (Signer("Sam Cole", "parent", is_respondent=True),), **MINOR}, "signer_is_respondent"),
        ({"signers": (YOUNG, replace(MOTHER, is_respondent=True)), **MINOR}, "signer_is_respondent"),
        ({"signers": (YOUNG, replace(MOTHER, is_flagged_abuser=True)), **MINOR}, "signer_is_abuser"),
        (
            {"signers": (Signer("Sam Cole", "guardian", True),), "subject_has_guardian": True},
            "signer_is_respondent",
        ),
        ({"signers": (YOUNG, MOTHER), **MINOR}, None),
        ({"signers": (MOTHER,), **MINOR}, "minor_missing"),
        ({"signers": (YOUNG,), **MINOR}, "adult_missing"),
        ({"signers": (YOUNG,), "minor_may_consent_alone": True, **MINOR}, "no_minor_basis"),
        ({"signers": (YOUNG,), "minor_may_consent_alone": True, "minor_consent_basis": "§ 5", **MINOR}, None),
        ({"signers": (MOTHER,)}, "client_signs"),
        ({"signers": (Signer("Pat", "guardian"),), "subject_has_guardian": True}, None),
        ({"signers": (Signer("Rosa", "client"),), "subject_has_guardian": True}, "guardian_missing"),
    ],
)
def test_cf_6_who_may_sign(changes, code):
    found = codes(**changes)
    assert (found[0] if found else None) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sam Cole", "sam cole", True),
        ("Cole, Sam", "Sam Cole", True),
        ("José Núñez", "Jose Nunez", True),
        ("S. Cole", "Sam Cole", True),
        ("Samuel James Cole", "Samuel Cole", True),
        ("Sam Cole", "Ana Cole", False),
        ("Sam Cole", "Sam Kohl", False),
        ("Sam", "Sam Cole", False),
        ("", "Sam Cole", False),
        ("Sam", "Sam", True),
    ],
)
def test_cf_6_names_that_may_be_one_person(one, other, same):
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_cf_8_names_what_is_not_covered():
    assert uncovered(["household_size", "pets"], ["household_size"]) == ["pets"]


def test_one_recipient_in_two_spellings():
    assert same_organisation("Harbor  Shelter", "harbor shelter.")
    assert not same_organisation("Harbor Shelter", "Harbor Shelter Annex")
    assert not same_organisation("", "")
