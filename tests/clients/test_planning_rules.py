"""SP-1, SP-2, SP-4, SP-6, A3 and A17 over plain values, and the catalogue itself."""

import re
from datetime import date

import pytest

from clients import plan_catalogue
from clients.planning import Sheet, compare, copies_for, lines_for, reveals, review_on, signals_for

EVERYTHING = frozenset(section.key for section in plan_catalogue.SECTIONS)


def entry(key, words="", state="yes", **more):
    section, item = plan_catalogue.ITEMS[key]
    return {
        "id": key,
        "key": key,
        "section": section.key,
        "setting": section.setting_of(item),
        "label": str(item.label),
        "state": state,
        "words": words,
        **more,
    }


CONTENT = {
    "items": [
        entry("work.reception", "Dee at the desk"),
        entry("work.route", "by the canal"),
        entry("home.neighbours", "the Lees next door"),
        entry("school.collect", "only aunt May"),
        entry("firearms.access", "in the truck"),
        entry("leaving.first_night", "with cousin Kay"),
        entry("order.with_me"),
        entry("bag.papers", state="", words=""),
    ],
    "signals": [
        {
            "id": "1",
            "signal": "porch light off",
            "audience": "neighbour",
            "who": "",
            "meaning": "",
            "response": "call 911",
        },
        {
            "id": "2",
            "signal": "ask for aunt Rose",
            "audience": "coworker",
            "who": "",
            "meaning": "",
            "response": "call 911",
        },
    ],
    "copies": [
        {"id": "c", "holder": "client", "place": "bag", "person": "", "decision": "given", "given_on": ""}
    ],
}


@pytest.mark.parametrize(
    ("window_open", "calm", "expected"),
    [
        (True, 90, date(2026, 12, 23)),
        (False, 90, date(2027, 2, 21)),
        (False, 60, date(2027, 1, 22)),
        (True, 14, date(2026, 12, 7)),
    ],
)
def test_sp_2_review_day(window_open, calm, expected):
    assert review_on(date(2026, 11, 23), window_open=window_open, calm_days=calm) == expected


def test_sp_1_compare_shows_changed_items_only():
    later = {
        **CONTENT,
        "items": [
            {**CONTENT["items"][0], "words": "Kim at the desk"},
            *CONTENT["items"][2:],
            entry("court.wait"),
        ],
    }
    found = {(change.kind, change.shown["id"]) for change in compare(CONTENT, later)}
    assert found == {("changed", "work.reception"), ("removed", "work.route"), ("added", "court.wait")}


def test_a3_the_workplace_sheet_holds_nothing_of_other_settings():
    shown, _held = lines_for(CONTENT, Sheet("client", EVERYTHING, setting="workplace"))
    assert {line["setting"] for line in shown} == {"workplace"}
    assert [line["key"] for line in shown] == ["work.reception", "work.route"]
    assert copies_for(CONTENT, Sheet("client", EVERYTHING, setting="workplace")) == []


@pytest.mark.parametrize("audience", ["coworker", "school", "neighbour", "family", "child"])
def test_sp_6_other_audiences_get_only_what_is_meant_for_them(audience):
    shown, held = lines_for(CONTENT, Sheet(audience, EVERYTHING))
    for line in shown:
        assert audience in plan_catalogue.ITEMS[line["key"]][1].audiences
    assert "firearms.access" not in {line["key"] for line in shown}
    assert not held, "what was never meant for them is not even named as held back"


def test_sp_6_places_are_held_back_from_the_clients_own_sheet_too():
    shown, held = lines_for(CONTENT, Sheet("client", EVERYTHING))
    assert "leaving.first_night" not in {line["key"] for line in shown}
    assert [(item.label, item.reason) for item in held] == [
        (str(plan_catalogue.ITEMS["leaving.first_night"][1].label), "place")
    ]


def test_sp_6_words_that_give_the_protected_address_away_are_held_back():
    content = {"items": [entry("home.visitors", "nobody comes to 12 Elm Street, ever")]}
    shown, held = lines_for(content, Sheet("client", EVERYTHING), ["12 Elm Street\nApt 4\nBaltimore"])
    assert shown == []
    assert held[0].reason == "secret"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call 410-555-0143", False),
        ("my number is 123-45-6789", True),
        ("PIN 4821", True),
        ("account 4417 1234 5678 9113", True),
        ("flat 12 on elm street", True),
        ("Baltimore is big", False),
        ("twelve elms", False),
    ],
)
def test_sp_6_what_counts_as_revealing(text, found):
    assert reveals(text, ["12 Elm Street\nApt 4\nBaltimore"]) is found


@pytest.mark.parametrize(
    ("audience", "signals"), [("neighbour", ["1"]), ("coworker", ["2"]), ("client", []), ("child", [])]
)
def test_a17_a_signal_prints_for_its_own_audience_alone(audience, signals):
    shown, _held = signals_for(CONTENT, Sheet(audience, EVERYTHING))
    assert [row["id"] for row in shown] == signals
    assert signals_for(CONTENT, Sheet(audience, EVERYTHING - {"danger_signals"})) == ([], [])


def test_sp_3_items_nobody_talked_about_do_not_print():
    shown, _held = lines_for(CONTENT, Sheet("client", EVERYTHING))
    assert "bag.papers" not in {line["key"] for line in shown}


FORBIDDEN = re.compile(
    r"\b(failed|refused|non-compliant|allegedly|should have|claims|victim|must"
    r"|she|her|he|him|his|wife|husband)\b",
    re.IGNORECASE,
)


def test_sp_4_and_a10_the_catalogue_speaks_in_choices_and_of_no_gender():
    for section in plan_catalogue.SECTIONS:
        texts = [section.title, section.intro, *(item.label for item in section.items)]
        wrong = [str(text) for text in texts if FORBIDDEN.search(str(text))]
        assert wrong == []


def test_the_founding_items_are_there_by_name():
    wanted = {
        "phone.charged", "order.with_me", "work.supervisor", "work.reception", "work.security",
        "school.order_copy", "school.day_care_copy", "work.site", "work.parking", "work.schedule",
        "work.emergency_contact", "supports.emergency_contact", "signals.agreed", "work.word",
    }  # fmt: skip
    assert wanted <= set(plan_catalogue.ITEMS)
    assert {s.key for s in plan_catalogue.SECTIONS} >= {
        "basics",
        "during_incident",
        "tech",
        "firearms",
        "checkins",
    }
