"""Releases and safety plans through the API."""

from __future__ import annotations

import pytest

from clients.actions import intake
from tests.kept import kept_fixture

pytestmark = pytest.mark.django_db

TERMS = {
    "recipient_name": "City Shelter",
    "purpose": "A place to stay",
    "items": ["identity_first_name", "household_size"],
    "methods": ["phone", "letter"],
}
SIGNED = {"signers": [{"capacity": "client"}], "informed": True, "not_a_condition": True}


@kept_fixture
def case(world, acting, cast):
    with acting("ana"):
        return intake.take_in(by=cast["ana"], client={"alias": "Robin"}, assign_to=cast["ana"])


@kept_fixture
def release(api, case):
    made = api("ana").post("releases/", case=case.ref, **TERMS)
    assert made.status_code == 201, made.json()
    return made.json()


@kept_fixture
def plan(api, case):
    made = api("ana").post("safety-plans/", case=case.ref)
    assert made.status_code == 201, made.json()
    return made.json()


def test_a_release_is_prepared_signed_told_under_and_taken_back(api, release):
    ana, path = api("ana"), f"releases/{release['ref']}/"
    assert release["status"] == "draft"
    told = {"items": ["household_size"], "method": "phone"}
    assert ana.post(f"{path}disclose/", **told).status_code == 400
    assert ana.post(f"{path}sign/", **SIGNED).json()["status"] == "valid"
    assert len(ana.post(f"{path}disclose/", **told).json()["disclosures"]) == 1
    too_much = ana.post(f"{path}disclose/", items=["date_of_birth"], method="phone")
    assert "items" in too_much.json()["errors"]
    taken_back = ana.post(f"{path}revoke/", how="oral").json()
    assert taken_back["status"] == "revoked"
    assert ana.post(f"{path}disclose/", **told).status_code == 400
    assert ana.post(f"{path}in-writing/").json()["revoked_in_writing_on"]


def test_a_release_names_one_recipient_and_an_end(api, case):
    ana = api("ana")
    two = ana.post("releases/", case=case.ref, **{**TERMS, "recipient_name": "Shelter A; Shelter B"})
    assert "recipient_name" in two.json()["errors"] or two.status_code == 400
    everything = ana.post("releases/", case=case.ref, **{**TERMS, "items": ["entire_file"]})
    assert list(everything.json()["errors"]) == ["items.0"]


def test_terms_are_set_anew_until_it_is_signed(api, release):
    ana, path = api("ana"), f"/api/v1/releases/{release['ref']}/"
    put = ana.client.put(path, {**TERMS, "days": 7}, content_type="application/json")
    assert put.status_code == 200, put.json()
    ana.post(f"{path}sign/", **SIGNED)
    assert ana.client.put(path, TERMS, content_type="application/json").status_code == 400


def test_lists_of_releases_name_no_recipient(api, release):
    listed = api("ana").get("releases/")
    assert listed.json()["count"] == 1
    assert "City Shelter" not in listed.content.decode()
    assert api("ana").get("releases/", is_signed="true").json()["count"] == 0
    assert api("ben").get("releases/").json()["count"] == 0
    assert api("shea").post(f"releases/{release['ref']}/sign/", **SIGNED).status_code in (403, 404)


def test_a_plan_is_answered_published_and_shared(api, plan):
    ana, path = api("ana"), f"safety-plans/{plan['ref']}/"
    answers = [
        {"key": "phone.charged", "state": "yes", "words": "On the kitchen shelf"},
        {"label": "Spare key with a neighbor", "state": "yes"},
    ]
    said = ana.post(f"{path}answers/", section="phone", answers=answers)
    assert said.status_code == 200, said.json()
    assert {item["words"] for item in said.json()["items"]} == {"On the kitchen shelf", ""}
    assert ana.post(f"{path}publish/", made_with_client=True).json()["current_version"] == 1
    assert ana.post(f"{path}sharing/", shelter_may_read=False, legal_may_read=True).json()["legal_may_read"]


def test_two_people_on_one_item_lose_nothing(api, plan):
    path = f"safety-plans/{plan['ref']}/answers/"
    first = [{"key": "phone.charged", "state": "yes", "words": "mine"}]
    second = [{"key": "phone.charged", "state": "no", "words": "yours"}]
    assert api("ana").post(path, section="phone", answers=first).status_code == 200
    late = api("sol").post(path, section="phone", answers=second)
    assert late.status_code == 409
    assert list(late.json()["errors"]) == ["answers.0.version"]
    assert api("ana").get(f"safety-plans/{plan['ref']}/").json()["items"][0]["words"] == "mine"


def test_a_legal_advocate_reads_a_plan_only_with_the_clients_word(api, plan, case, cast):
    api("sol").post(f"cases/{case.ref}/assign/", staff=cast["lee"].ref, kind="second")
    path = f"safety-plans/{plan['ref']}/"
    assert api("lee").get(path).status_code == 403
    assert api("lee").get("safety-plans/").json()["count"] == 0
    api("ana").post(f"{path}sharing/", shelter_may_read=False, legal_may_read=True)
    assert api("lee").get(path).status_code == 200
    assert api("lee").get("safety-plans/").json()["count"] == 1


def test_a_client_who_would_rather_not_is_noted(api, case):
    noted = api("ana").post("safety-plans/", case=case.ref, declined=True)
    assert noted.json()["declined_on"]
    assert api("ana").get("safety-plans/", review_before="2199-01-01").json()["count"] == 1
