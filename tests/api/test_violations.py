"""Violations and contact the client made, through the API."""

from __future__ import annotations

import pytest

from tests.kept import kept_fixture

pytestmark = pytest.mark.django_db

MOMENT = {"precision": "exact", "day": "2026-11-10", "at": "09:00", "tz": "America/Chicago"}


@pytest.fixture
def now(frozen):
    with frozen("2026-11-10T12:00-06:00"):
        yield


@kept_fixture
def order(now, api, case):
    issued = {"precision": "date_only", "day": "2026-11-05"}
    return api("ana").made("orders/", case=case.ref, order_type="final", issued=issued, terms=["05", "06"],
                           exceptions="About the children")  # fmt: skip


@kept_fixture
def violation(api, case, order):
    return api("ana").made(
        "violations/", case=case.ref, channel="call", facts="Two calls at work", terms=["05"],
        client_words="He laughed", **MOMENT,
    )  # fmt: skip


def test_a_violation_is_recorded_with_the_orders_of_its_moment(api, violation, order):
    assert violation["orders"] == [order["ref"]]
    assert (violation["before_service"], violation["is_reported"]) == (True, False)
    assert violation["told"]["at"] == "09:00"
    window = api("ana").get("windows/", trigger="violation").json()["results"][0]
    assert (window["opens_at"], window["level"]) == ("2026-11-10T15:00:00Z", 4)
    listed = api("ana").get("violations/")
    assert listed.json()["count"] == 1
    assert "laughed" not in listed.content.decode()


def test_a_permission_cannot_be_broken(api, case, order):
    refused = api("ana").post("violations/", case=case.ref, channel="call", facts="x", terms=["06"], **MOMENT)
    assert list(refused.json()["errors"]) == ["terms.0"]


def test_a_correction_moves_the_window_and_names_the_moment_at_fault(api, violation):
    ana, path = api("ana"), f"violations/{violation['ref']}/"
    late = ana.patch(path, version=1, moment={**MOMENT, "day": "2026-11-11"})
    assert list(late.json()["errors"]) == ["moment.day"]
    right = ana.patch(path, version=1, moment={**MOMENT, "at": "08:00"}).json()
    assert (right["happened_from"], right["facts"]) == ("2026-11-10T14:00:00Z", "Two calls at work")
    assert ana.get("windows/", state="open").json()["results"][0]["opens_at"] == "2026-11-10T14:00:00Z"
    assert ana.patch(path, version=1, facts="x").status_code == 409


def test_what_followed_and_what_the_client_wants(api, violation):
    ana, path = api("ana"), f"violations/{violation['ref']}/"
    ana.post(f"{path}choice/", version=1, reporting="wants", options=["police"])
    ana.post(f"{path}evidence/", kind="call_log")
    told = ana.post(f"{path}steps/", kind="reported", happened_on="2026-11-10", number="26-7").json()
    assert (told["is_reported"], told["reporting"], told["steps"][0]["number"]) == (True, "wants", "26-7")
    assert told["evidence"][0]["keeper"] == "client"
    assert ana.post(f"{path}void/", reason="Wrong case").json()["state"] == "withdrawn"
    assert ana.post(f"{path}void/", reason="Wrong case").status_code == 409
    assert ana.get("windows/", state="open").json()["count"] == 0


def test_contact_by_the_client_stays_apart(now, api, case):
    ana = api("ana")
    event = ana.made("contact-events/", case=case.ref, channel="message", words="The shoes", **MOMENT)
    path = f"contact-events/{event['ref']}/"
    assert ana.patch(path, version=1, words="The coats").json()["words"] == "The coats"
    assert ana.get("violations/").json()["count"] == ana.get("windows/").json()["count"] == 0
    assert ana.delete(path).status_code == 204
    assert ana.get(path).status_code == 404
