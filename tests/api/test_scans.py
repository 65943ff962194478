"""Scans and history of orders through the API."""

from __future__ import annotations

import re

import pytest

from caseload import permissions
from caseload.permissions import Perm, Role
from tests.papers import pdf, png


@pytest.fixture
def send(api):
    """`send("ana", order, bytes)` sends a form with a file, whatever its name and type claim."""
    return lambda name, order, data: api(name).send_scan(order, data)


def test_a_scan_is_added_listed_taken_and_removed(api, story, send):
    ana, order = api("ana"), story["orders"]
    made = send("ana", order, pdf())
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["kind"] == "pdf" and "content" not in row
    assert ana.get("scans/", order=order).json()["count"] == 1
    taken = ana.get(f"scans/{row['ref']}/file/")
    assert taken.content == pdf() and taken["Content-Type"] == "application/pdf"
    assert "attachment" in taken["Content-Disposition"] and taken["X-Content-Type-Options"] == "nosniff"
    refused = send("ana", order, b"PK\x03\x04 an archive")
    assert refused.status_code == 400 and refused.json()["errors"]["file"]
    assert ana.post("scans/", order=order).json()["errors"]["file"]
    assert send("ben", order, pdf()).status_code == 404
    for _ in range(2):
        assert ana.post(f"scans/{row['ref']}/remove/", reason="Twice").status_code == 200
    assert ana.get(f"scans/{row['ref']}/file/").status_code == 404


def test_the_history_tells_events_papers_and_answers(api, story):
    ana, path = api("ana"), f"orders/{story['orders']}/"
    version = ana.get(path).json()["version"]
    changed = ana.patch(path, version=version, new_paper=True, terms=["01"], mutual=True)
    assert changed.status_code == 200 and changed.json()["mutual"] is True
    answers = {"heard": "yes", "restrains": "no", "credible_threat": "yes", "bans_force": "yes"}
    assert ana.post(f"{path}federal-rule/", **answers).json()["result"] == "does_not"
    assert ana.post(f"{path}registration/", day="2026-01-05", talked_over=True).status_code == 400
    found = ana.get(f"{path}history/").json()
    assert {"recorded", "issued", "served", "modified"} <= {event["kind"] for event in found["events"]}
    assert any("No contact" in words or "Removed" in words for words in found["papers"][0]["differences"])
    assert found["federal_rule"]["result"] == "does_not"


def test_a_hearing_is_continued_with_its_next_date(api, story):
    ana, path = api("ana"), f"hearings/{story['hearings']}/"
    moved = {"starts_at": "2026-01-06T15:00:00Z", "outcome": "continued"}
    early = ana.patch(path, version=1, **moved, continued_to="2026-01-05T15:00:00Z")
    assert early.status_code == 400 and early.json()["errors"]["continued_to"]
    answer = ana.patch(path, version=1, **moved, continued_to="2026-01-20T15:00:00Z", new_end="2199-01-20")
    assert answer.status_code == 200, answer.content
    rows = ana.get("hearings/", order=story["orders"]).json()["results"]
    assert "2026-01-20T15:00:00Z" in {row["starts_at"] for row in rows}
    assert ana.get(f"orders/{story['orders']}/").json()["expires_on"] == "2199-01-20"


def test_a_sealed_court_is_for_those_who_may_edit_orders(api, story, send, monkeypatch):
    ana, path = api("ana"), f"orders/{story['orders']}/"
    version = ana.get(path).json()["version"]
    ana.patch(path, version=version, filed_under_seal=True, court_name="Birchwood", judge="Oak")
    hearing = f"hearings/{story['hearings']}/"
    placed = ana.patch(hearing, version=ana.get(hearing).json()["version"], place="Room 4")
    assert placed.status_code == 200, placed.content
    scan = send("ana", story["orders"], png()).json()
    assert ana.get(path).json()["court_name"] == "Birchwood"
    reads = {**permissions.MATRIX[Role.SUPERVISOR]}
    del reads[Perm.EDIT_ORDERS]
    monkeypatch.setitem(permissions.MATRIX, Role.SUPERVISOR, reads)
    sol = api("sol")
    shown = sol.get(path).json()
    assert (shown["court_name"], shown["judge"]) == ("", "")
    assert sol.get("scans/").json()["count"] == 0
    told = (f"{path}history/", hearing)
    for place in told:
        assert not re.search("Room 4|Birchwood|Oak", sol.get(place).content.decode()), place
        assert re.search("Room 4|Birchwood", ana.get(place).content.decode()), "an editor sees it"
    assert sol.get(f"scans/{scan['ref']}/file/").status_code == 403
