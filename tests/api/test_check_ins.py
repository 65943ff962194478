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


def test_what_the_client_wants_is_written_down_as_a_whole(api, story):
    ana, path = api("ana"), f"cases/{story['cases']}/check-in-agreement/"
    before = ana.get(path).json()
    wanted = {"version": before["version"], "cadence": "48", "if_not_reached": "Call my sister first"}
    refused = ana.put(path, **wanted)
    assert refused.status_code == 400 and "wish" in refused.json()["errors"]
    made = ana.put(path, **wanted, wish="Every two days is enough")
    assert made.status_code == 200, made.json()
    assert (made.json()["cadence"], made.json()["wish"]) == ("48", "Every two days is enough")
    assert ana.put(path, **wanted, wish="Second person").status_code == 409
    again = ana.put(path, version=made.json()["version"]).json()
    assert (again["cadence"], again["if_not_reached"]) == ("", ""), "what is left out is taken back"
    assert ana.put(path, version=again["version"], call_order=["A" * 22]).json()["errors"]["call_order"]


def test_when_service_is_expected_is_noted_with_who_said_so(api, story):
    ana = api("ana")
    issued = {"precision": "date_only", "day": "2026-01-05"}
    order = ana.made("orders/", case=story["cases"], order_type="final", issued=issued)
    path = f"orders/{order['ref']}/expected-service/"
    nothing = ana.get(path).json()
    assert (nothing["version"], nothing["expected_from"]) == (0, None)
    told = {"version": 0, "precision": "date_only", "day": "2199-03-02", "source": "police"}
    assert "told_by" in ana.put(path, **told).json()["errors"]
    over = ana.put(path, **{**told, "day": "2020-03-02"}, told_by="Deputy Lee")
    assert over.json()["errors"] == {"day": ["This is over already. Give a moment that is still to come."]}
    made = ana.put(path, **told, told_by="Deputy Lee").json()
    assert (made["said"]["day"], made["told_by"]) == ("2199-03-02", "Deputy Lee")
    assert ana.put(path, **told, told_by="Deputy Kim").status_code == 409
    assert api("eve").get(path).status_code == 404
