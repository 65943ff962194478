"""Orders, service, windows and alerts through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseload.foundation import clock
from caseload.models import AuditEntry
from tests.kept import kept_fixture

pytestmark = pytest.mark.django_db

SERVED_AT = {"precision": "exact", "day": "2026-11-06", "at": "17:05", "tz": "America/Chicago"}


@kept_fixture
def order(api, case):
    issued = {"precision": "date_only", "day": "2026-11-05"}
    return api("ana").made(
        "orders/", case=case.ref, order_type="final", issued=issued, tz="America/Chicago",
        court_name="Cook County", expiry="on_date", expires_on="2027-11-05", terms=["05"],
    )  # fmt: skip


@pytest.fixture
def now(frozen):
    with frozen("2026-11-06T17:10-06:00"):
        yield


@kept_fixture
def served(now, api, order):
    return api("ana").made("service-attempts/", order=order["ref"], outcome="served", **SERVED_AT)


def test_an_order_is_recorded_as_its_paper_states_it(now, api, order):
    assert order["force"] == "in_force"
    assert order["expires_at"] == "2027-11-06T05:00:00Z"
    assert order["issued"]["day"] == "2026-11-05"
    listed = api("ana").get("orders/")
    assert listed.json()["count"] == 1
    assert "Cook County" not in listed.content.decode()


def test_service_opens_the_window_with_its_alert_and_tasks(api, served, order):
    ana = api("ana")
    assert (served["happened_from"], served["told"]["at"]) == ("2026-11-06T23:05:00Z", "17:05")
    window = ana.get("windows/", order=order["ref"]).json()["results"][0]
    assert (window["state"], window["level"], window["attempt"]) == ("open", 4, served["ref"])
    assert window["phases"][0]["starts_at"] == "2026-11-06T23:05:00Z"
    alert = ana.get("alerts/", state="raised").json()["results"][0]
    assert (alert["window"], alert["order"]) == (window["ref"], order["ref"])
    assert ana.get("tasks/", state="open").json()["count"] > 3


def test_an_alert_is_answered_once_by_somebody_who_may(api, served, cast, acting):
    ref = api("ana").get("alerts/", state="raised").json()["results"][0]["ref"]
    path = f"alerts/{ref}/"
    assert api("ana").get(path).json()["acknowledged_at"] is None
    assert api("ana").post(f"{path}acknowledge/", note="Mine").status_code == 403
    assert api("eve").post(f"{path}acknowledge/", note="Mine").status_code in (403, 404)
    assert api("sol").post(f"{path}acknowledge/", note=" ").status_code == 400
    first = api("sol").post(f"{path}acknowledge/", note="I call now").json()
    again = api("sol").post(f"{path}acknowledge/", note="I call now").json()
    second = api("dee").post(f"{path}acknowledge/", note="Me too").json()
    assert first == again == second
    assert first["acknowledged_by"] == cast["sol"].ref
    with acting("sol"):
        assert AuditEntry.objects.filter(event="orders.alert_acknowledged", source="api").count() == 1


def test_a_correction_keeps_the_wrong_entry_and_recomputes_the_window(api, served):
    ana, path = api("ana"), f"service-attempts/{served['ref']}/correct/"
    right = {**SERVED_AT, "at": "16:05", "outcome": "served", "reason": "Misread the return"}
    new = ana.post(path, **right).json()
    assert new["corrects"] == served["ref"]
    assert ana.get(f"service-attempts/{served['ref']}/").json()["state"] == "corrected"
    assert ana.get("windows/", state="open").json()["results"][0]["opens_at"] == "2026-11-06T22:05:00Z"
    assert ana.post(path, **right).status_code == 409
    assert ana.post(f"service-attempts/{new['ref']}/void/", reason="Never happened").json()["state"] == "void"
    assert ana.get("windows/", state="open").json()["count"] == 0


def test_a_precision_names_what_it_needs(now, api, order):
    ana = api("ana")
    vague = ana.post("service-attempts/", order=order["ref"], outcome="served", precision="exact")
    assert set(vague.json()["errors"]) == {"day", "at"}
    zone = {**SERVED_AT, "tz": "Mars/Base"}
    assert list(
        ana.post("service-attempts/", order=order["ref"], outcome="served", **zone).json()["errors"]
    ) == ["tz"]


def test_a_time_the_clocks_skipped_or_doubled_is_asked_back(now, api, order):
    ana = api("ana")
    body = {"order": order["ref"], "outcome": "served", "precision": "exact", "tz": "America/Chicago"}
    skipped = ana.post("service-attempts/", **body, day="2026-03-08", at="02:30")
    assert list(skipped.json()["errors"]) == ["at"]
    twice = ana.post("service-attempts/", **body, day="2026-11-01", at="01:30")
    assert list(twice.json()["errors"]) == ["which"]


def test_service_before_the_order_is_refused_naming_the_day(now, api, order):
    early = {**SERVED_AT, "day": "2026-11-01"}
    refused = api("ana").post("service-attempts/", order=order["ref"], outcome="served", **early)
    assert list(refused.json()["errors"]) == ["day"]


def test_an_order_is_changed_by_part_and_version_and_ended(now, api, order):
    ana, path = api("ana"), f"orders/{order['ref']}/"
    changed = ana.patch(path, version=order["version"], judge="Lee").json()
    assert (changed["judge"], changed["court_name"]) == ("Lee", "Cook County")
    assert changed["issued_from"] == order["issued_from"]
    assert ana.patch(path, version=order["version"], judge="Kim").status_code == 409
    assert ana.post(f"{path}send-out/").json()["service_state"] == "out_for_service"
    version = ana.get(path).json()["version"]
    assert ana.post(f"{path}end/", version=version, state="dismissed").json()["force"] == "ended"


def test_an_issued_order_needs_its_day_by_the_path_of_the_body(now, api, case):
    refused = api("ana").post("orders/", case=case.ref, order_type="final")
    assert list(refused.json()["errors"]) == ["issued.day"]


def test_protected_people_are_on_file_or_named(now, api, order):
    path = f"orders/{order['ref']}/"
    unknown = api("ana").patch(path, version=1, protected_people=[{"ref": "x" * 22}])
    assert list(unknown.json()["errors"]) == ["protected_people.0.ref"]
    named = api("ana").patch(path, version=1, protected_people=[{"name": "Her sister"}])
    assert named.json()["protected_people"] == [{"ref": "", "kind": "other", "name": "Her sister"}]


def test_hearings_are_kept_with_what_came_of_them(now, api, order):
    ana = api("ana")
    later = (clock.now() + timedelta(days=9)).isoformat()
    hearing = ana.made("hearings/", order=order["ref"], kind="review", starts_at=later)
    early = ana.patch(f"hearings/{hearing['ref']}/", version=1, outcome="granted")
    assert list(early.json()["errors"]) == ["outcome"]
    assert ana.get("hearings/", starts_after="2026-11-07T00:00:00Z").json()["count"] == 1


def test_a_window_is_never_closed_while_acute(api, served):
    ref = api("sol").get("windows/").json()["results"][0]["ref"]
    body = {"reason": "She moved away", "client_view": "Feels safe"}
    assert api("sol").post(f"windows/{ref}/close/", **body).status_code == 400
    assert api("ana").post(f"windows/{ref}/close/", **body).status_code == 403


@pytest.mark.parametrize("name", ["ben", "eve", "ada", "aud", "shea", "val"])
def test_others_see_nothing_of_it(api, served, order, name):
    caller = api(name)
    for path in (f"orders/{order['ref']}/", f"service-attempts/{served['ref']}/"):
        kind = path.split("/")[0]
        real, never = caller.get(path), caller.get(f"{kind}/{'A' * 22}/")
        assert (real.status_code, real.json()) == (never.status_code, never.json())
        assert real.status_code in (403, 404)
