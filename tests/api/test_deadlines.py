"""Deadlines through the API: read, entered from the paper, back to the rule, done."""

from __future__ import annotations

import pytest

from caseload.models import AuditEntry


@pytest.fixture
def deadlines(api, story):
    """kind -> the deadline of the story's order, as ana reads it in the list."""
    found = api("ana").get("deadlines/", order=story["orders"]).json()["results"]
    return {row["kind"]: row for row in found}


def test_a_list_says_when_by_which_rule_and_nothing_personal(deadlines):
    row = deadlines["firearm_surrender"]
    assert row["rule"] == "24 hours after service, nights and weekends count"
    assert row["source"] and row["is_general_rule"] is True
    assert row["state"] == "open" and row["due_from"] and not row["is_day"]
    assert "overwritten_why" not in row


def test_lists_are_narrowed(api, story, deadlines):
    ana = api("ana")
    kinds = [row["kind"] for row in ana.get("deadlines/", kind="hearing").json()["results"]]
    assert kinds == ["hearing"]
    assert ana.get("deadlines/", state="dropped", case=story["cases"]).json()["count"] >= 1
    assert ana.get("deadlines/", due_before="2020-01-01T00:00:00Z").json()["count"] == 0
    assert ana.get("deadlines/", kind="nonsense").status_code == 400


def test_what_the_paper_says_stands_until_it_is_taken_back(api, deadlines, acting):
    ana, row = api("ana"), deadlines["return_of_service"]
    path = f"deadlines/{row['ref']}/"
    assert ana.patch(path, version=row["version"]).status_code == 400
    entered = ana.patch(path, version=row["version"], day="2027-02-03", why="The clerk").json()
    assert (entered["is_overwritten"], entered["overwritten_why"]) == (True, "The clerk")
    assert entered["counted_from"] == row["counted_from"] != entered["due_from"]
    assert ana.patch(path, version=row["version"], day="2027-02-04", why="x").status_code == 409
    back = ana.post(f"{path}restore/", version=entered["version"]).json()
    assert (back["is_overwritten"], back["due_from"]) == (False, row["counted_from"])
    with acting():
        assert AuditEntry.objects.filter(event="orders.deadline_overwritten").exists()


def test_a_date_that_belongs_to_the_order_is_changed_there(api, deadlines):
    row = deadlines["hearing"]
    answer = api("ana").patch(f"deadlines/{row['ref']}/", version=row["version"], day="2027-02-03", why="x")
    assert answer.status_code == 400
    assert api("ana").post(f"deadlines/{row['ref']}/complete/").status_code == 400


def test_done_and_open_again_twice_each(api, deadlines):
    ana, path = api("ana"), f"deadlines/{deadlines['firearm_surrender']['ref']}/"
    for _ in range(2):
        assert ana.post(f"{path}complete/").json()["state"] == "met"
    for _ in range(2):
        assert ana.post(f"{path}reopen/").json()["state"] == "open"
    assert ana.get(path).json()["met_by"] is None
