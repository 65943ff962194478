"""Intake, cases, clients, contact methods and respondents through the API."""

from __future__ import annotations

import pytest

from caseload.foundation import context
from caseload.models import AuditEntry, Case
from clients.models import Client

pytestmark = pytest.mark.django_db

INTAKE = {
    "client": {"alias": "Robin", "name": "Rosa Ramirez", "date_of_birth": "1990-02-03"},
    "household": [{"name": "Leo", "relation": "child", "age_stated": "7", "school_place": "Oak school"}],
    "contact_methods": [{"kind": "phone", "value": "312-555-0101", "safe_to_call": "yes"}],
    "respondent": {"name": "Max Ramirez", "relationship": "spouse", "description": {"vehicle": "red van"}},
}


@pytest.fixture
def taken_in(api, cast):
    """A case taken in by ana through the API: its answer."""
    answer = api("ana").post("cases/", **INTAKE, assign_to=cast["ana"].ref)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def first(caller, path, **query):
    return caller.get(path, **query).json()["results"][0]


def test_intake_opens_a_case_with_all_that_was_said(api, taken_in, cast):
    ana = api("ana")
    assert taken_in["advocate"] == cast["ana"].ref
    client = ana.get(f"clients/{taken_in['client']}/").json()
    assert (client["display_name"], client["name"]) == ("Robin", "Rosa Ramirez")
    assert client["date_of_birth"] == "1990-02-03"
    assert client["household"][0]["age"] == "7"
    method = first(ana, "contact-methods/", case=taken_in["ref"])
    assert (method["safe_to_call"], method["safe_to_text"]) == ("yes", "unknown")
    respondent = first(ana, "respondents/", case=taken_in["ref"])
    opened = ana.get(f"respondents/{respondent['ref']}/").json()
    assert opened["description"] == {"vehicle": "red van"}


def test_intake_needs_some_way_to_refer_to_the_client_and_nothing_else(api):
    refused = api("ana").post("cases/", client={})
    assert refused.status_code == 400
    assert api("ana").post("cases/", client={"code_only": True}).status_code == 201


def test_intake_is_all_or_nothing_and_names_the_field(api, cast):
    body = {**INTAKE, "contact_methods": [{"kind": "pigeon", "value": "x"}]}
    refused = api("ana").post("cases/", **body)
    assert list(refused.json()["errors"]) == ["contact_methods.0.kind"]
    misspelt = {"client": {"code_only": True, "do_not_contakt": True}}
    assert list(api("ana").post("cases/", **misspelt).json()["errors"]) == ["client.do_not_contakt"]
    with context.acting_as(cast["ana"].agency, source="command"):
        assert not Case.objects.exists()


def test_a_volunteer_opens_a_case_and_sees_none(api):
    val = api("val")
    made = val.post("cases/", client={"code_only": True})
    assert made.status_code == 201
    assert val.get("cases/").status_code == 403
    assert val.get(f"cases/{made.json()['ref']}/").status_code == 403


def test_lists_name_the_client_as_pages_do_and_show_nothing_more(api, taken_in):
    ana = api("ana")
    rows = [
        ana.get(path).content.decode() for path in ("clients/", "contact-methods/", "respondents/", "cases/")
    ]
    assert "Robin" in rows[0]
    for text in rows:
        for secret in ("Rosa", "Ramirez", "555-0101", "red van", "1990"):
            assert secret not in text


def test_opening_a_client_is_audited_as_through_the_api(api, taken_in, acting):
    api("ana").get(f"clients/{taken_in['client']}/")
    with acting("ana"):
        entry = AuditEntry.objects.filter(event="clients.client_viewed").get()
        assert entry.source == "api"
        assert entry.case.ref == taken_in["ref"]


def test_a_client_is_changed_by_part_and_version(api, taken_in):
    ana, path = api("ana"), f"clients/{taken_in['client']}/"
    changed = ana.patch(path, version=1, languages="Spanish", date_of_birth=None)
    assert changed.json()["languages"] == "Spanish"
    assert changed.json()["name"] == "Rosa Ramirez"
    assert changed.json()["date_of_birth"] is None
    assert ana.patch(path, version=1, languages="French").status_code == 409
    assert "version" in ana.patch(path, languages="French").json()["errors"]


def test_contact_methods_carry_the_verdict_of_the_moment(api, taken_in):
    ana = api("ana")
    method = first(ana, "contact-methods/")
    opened = ana.get(f"contact-methods/{method['ref']}/").json()
    assert {c["channel"]: c["allowed"] for c in opened["channels"]} == {
        "call": True,
        "voicemail": False,
        "text": False,
    }
    hours = [{"days": [0, 1], "starts": "09:00", "ends": "12:00"}]
    body = {"version": opened["version"], "hours": hours, "respondent_has_access": "yes"}
    changed = ana.patch(f"contact-methods/{method['ref']}/", **body).json()
    assert changed["hours"] == hours
    assert not any(channel["allowed"] for channel in changed["channels"])
    assert ana.delete(f"contact-methods/{method['ref']}/").status_code == 204
    assert ana.get("contact-methods/").json()["count"] == 0
    assert ana.get(f"contact-methods/{method['ref']}/").status_code == 404


def test_the_protected_address_has_its_own_permission_and_is_audited(api, taken_in, acting):
    ana, path = api("ana"), f"clients/{taken_in['client']}/location/"
    assert ana.get(path).json()["version"] == 0
    put = ana.client.put(
        f"/api/v1/{path}", {"address": "12 Elm Street", "version": 0}, content_type="application/json"
    )
    assert put.json()["address"] == "12 Elm Street"
    assert ana.get(path).json()["address"] == "12 Elm Street"
    assert api("sol").get(path).status_code == 403
    assert api("ben").get(path).status_code in (403, 404)
    with acting("ana"):
        assert AuditEntry.objects.filter(event="clients.location_viewed").count() == 2


@pytest.mark.parametrize("name", ["ben", "eve", "ada", "aud", "dat", "fin", "val"])
def test_others_cannot_learn_that_a_client_exists(api, taken_in, name):
    caller = api(name)
    for kind, ref in (("clients", taken_in["client"]), ("cases", taken_in["ref"])):
        real, never = caller.get(f"{kind}/{ref}/"), caller.get(f"{kind}/{'A' * 22}/")
        assert (real.status_code, real.json()) == (never.status_code, never.json())
        assert real.status_code in (403, 404)


def test_a_case_is_given_moved_closed_and_opened_again(api, taken_in, cast):
    sol, path = api("sol"), f"cases/{taken_in['ref']}/"
    given = sol.post(f"{path}assign/", staff=cast["ben"].ref)
    assert given.json()["advocate"] == cast["ben"].ref
    assert api("ben").get(path).status_code == 200
    assert api("ana").post(f"{path}assign/", staff=cast["ana"].ref).status_code in (403, 404)
    moved = sol.patch(path, version=given.json()["version"], is_resident=True)
    assert moved.json()["is_resident"] is True
    assert sol.post(f"{path}close/", reason="goals").json()["status"] == "closed"
    assert sol.post(f"{path}close/", reason="goals").status_code == 200
    assert sol.post(f"{path}reopen/").json()["status"] == "open"


def test_lists_are_filtered_and_an_unknown_value_is_refused(api, taken_in):
    ana = api("ana")
    assert ana.get("cases/", status="open", level="0").json()["count"] == 1
    assert ana.get("cases/", status="closed").json()["count"] == 0
    assert ana.get("cases/", updated_after="2199-01-01T00:00:00Z").json()["count"] == 0
    for query in ({"status": "ajar"}, {"level": "9"}, {"colour": "red"}, {"updated_after": "noon"}):
        refused = ana.get("cases/", **query)
        assert refused.status_code == 400
        assert list(refused.json()["errors"]) == list(query)


def test_what_is_protected_is_not_readable_in_the_database(api, taken_in, acting):
    with acting("ana"):
        stored = Client.objects.values_list("name", "alias").get()
        assert all(b"Ro" not in value.blob for value in stored)
