"""The directory, referrals and letters through the API."""

from __future__ import annotations

import hashlib

import pytest

pytestmark = pytest.mark.django_db

FACTS = {"named_as": "initials", "client_name": "R. D.", "urgency": "today", "household_size": 2}


@pytest.fixture
def letter(api, story):
    return api("ana").get(f"letters/{story['letters']}/").json()


def test_the_directory_is_searched_and_filtered(api, story):
    val = api("val")
    assert val.get("resources/", q="night shel", need="shelter").json()["count"] == 1
    assert val.get("resources/", q="food bank").json()["count"] == 0
    assert val.get("resources/", serves_children="perhaps").status_code == 400
    assert val.post("resources/", name="X", needs=["food"]).status_code == 403


def test_a_confidential_place_shows_no_address(api, story):
    ana = api("ana")
    body = {"name": "Safe house", "needs": ["shelter"], "line_1": "12 Elm Street", "city": "Towson"}
    open_one = ana.made("resources/", **body)
    assert open_one["places"][0]["addresses"][0]["line_1"] == "12 Elm Street"
    hidden = ana.patch(f"resources/{open_one['ref']}/", version=open_one["version"], confidential=True)
    assert hidden.json()["confidential"] is True
    for text in (hidden, api("dee").get(f"resources/{open_one['ref']}/"), api("dee").get("resources/")):
        assert "Elm" not in text.content.decode()


def test_a_resource_is_checked_today(api, story):
    assert api("ana").post(f"resources/{story['resources']}/verify/").json()["verified_on"]


def test_a_referral_moves_with_its_history(api, story):
    ana, path = api("ana"), f"referrals/{story['referrals']}/"
    assert ana.get(path).json()["state"] == "offered"
    assert "reason" in ana.post(f"{path}next/", to="declined").json()["errors"]
    moved = ana.post(f"{path}next/", to="declined", reason="capacity").json()
    assert [step["state"] for step in moved["history"]] == ["declined", "offered"]
    assert ana.post(f"{path}next/", to="placed").status_code == 400
    assert ana.patch(path, version=moved["version"], follow_up_on="2199-01-01").status_code == 400


def test_a_letter_says_only_what_its_kind_can_say(api, story):
    ana, body = api("ana"), {"case": story["cases"], "kind": "shelter", "recipient": "Harbor Shelter"}
    story_told = ana.post("letters/", **body, facts={**FACTS, "purpose": "rent"})
    assert list(story_told.json()["errors"]) == ["facts.purpose"]
    assert list(ana.post("letters/", **body, facts={}).json()["errors"]) == [
        "facts.named_as",
        "facts.client_name",
    ]
    names_him = ana.post("letters/", **body, facts={**FACTS, "access_needs": "Max Delgado must not know"})
    assert names_him.status_code == 400


def test_a_letter_becomes_final_and_is_handed_over(api, letter):
    ana, path = api("ana"), f"letters/{letter['ref']}/"
    assert "urgency" in letter["items"]
    assert ana.get(f"{path}pdf/").status_code == 404
    twin = ana.get(f"{path}docx/")
    assert twin.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    unread = ana.post(f"{path}finalise/", delivery="handed_to_client")
    assert list(unread.json()["errors"]) == ["client_read"]
    final = ana.post(f"{path}finalise/", delivery="handed_to_client", client_read=True).json()
    made = ana.get(f"{path}pdf/")
    assert made.content.startswith(b"%PDF")
    assert hashlib.sha256(made.content).hexdigest() == final["sha256"]
    assert "Robin" not in made.headers["Content-Disposition"]
    assert ana.get(f"{path}docx/").status_code == 404
    assert ana.patch(path, version=final["version"], recipient="Another").status_code == 400
    assert ana.post(f"{path}deliver/", delivery="handed_to_client").json()["state"] == "delivered"


def test_sent_under_a_release_that_does_not_cover_it_is_refused(api, letter, story):
    ana = api("ana")
    body = {"delivery": "sent_under_release", "client_read": True}
    assert "release" in ana.post(f"letters/{letter['ref']}/finalise/", **body).json()["errors"]
    foreign = ana.post(f"letters/{letter['ref']}/finalise/", **body, release=story["tasks"])
    assert list(foreign.json()["errors"]) == ["release"]


def test_lists_of_letters_and_referrals_say_nothing_of_the_client(api, story):
    for kind in ("letters", "referrals"):
        text = api("ana").get(f"{kind}/").content.decode()
        assert "R. D." not in text
        assert "Harbor" not in text


@pytest.mark.parametrize("name", ["ben", "eve", "val", "aud", "ada"])
def test_others_see_no_letter_and_no_referral(api, story, name):
    for kind in ("letters", "referrals"):
        real, never = api(name).get(f"{kind}/{story[kind]}/"), api(name).get(f"{kind}/{'A' * 22}/")
        assert (real.status_code, real.json()) == (never.status_code, never.json())
        assert real.status_code in (403, 404)
    for form in ("pdf", "docx"):
        assert api(name).get(f"letters/{story['letters']}/{form}/").status_code in (403, 404)
