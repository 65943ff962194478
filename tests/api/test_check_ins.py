"""Check-ins through the API: reading them, and noting what came of one."""

from __future__ import annotations


def open_one(caller):
    rows = caller.get("check-ins/", state="due").json()["results"]
    return rows[0] if rows else None


def test_the_outcome_opens_what_follows_and_is_noted_once(api, story):
    ana = api("ana")
    row = open_one(ana)
    assert (row["level"], row["attempt"], row["outcome"]) == (4, 1, "")
    url = f"check-ins/{row['ref']}/outcome/"
    refused = ana.post(url, outcome="safe")
    assert refused.status_code == 400 and "phone" in refused.json()["errors"]
    done = ana.post(url, outcome="needs", phone="yes", words="A ride").json()
    assert (done["state"], done["words"]) == ("reached", "A ride")
    assert ana.post(url, outcome="safe", phone="no").json()["outcome"] == "needs"
    assert open_one(ana)["ref"] != row["ref"]
    kinds = {task["kind"] for task in ana.get("tasks/").json()["results"]}
    assert "orders.check_in_need" in kinds


def test_lists_hold_no_words_and_no_way_to_make_contact(api, story):
    ana = api("ana")
    row = open_one(ana)
    ana.post(f"check-ins/{row['ref']}/outcome/", outcome="safe", phone="yes", words="At her sister's")
    text = ana.get("check-ins/").content.decode()
    assert "sister" not in text and "555" not in text
    assert ana.get(f"check-ins/{row['ref']}/").json()["words"] == "At her sister's"


def test_others_see_nothing(api, story):
    row = open_one(api("ana"))
    for name in ("ben", "eve"):
        assert api(name).get("check-ins/").json()["results"] == []
        assert api(name).get(f"check-ins/{row['ref']}/").status_code == 404
        assert api(name).post(f"check-ins/{row['ref']}/outcome/", outcome="no_answer").status_code == 404
