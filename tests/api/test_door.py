"""Who gets in: tokens that end, several agencies, throttling, and one answer for what is not there."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from knox.models import get_token_model
from rest_framework.throttling import SimpleRateThrottle

from caseload.actions import agencies, cases
from caseload.foundation.context import acting_as
from caseload.models import AuditEntry, Notification, Staff
from config import outside
from tests import factories
from tests.api.conftest import Caller, token_for

pytestmark = pytest.mark.django_db

PROBLEM = {"detail", "errors"}


def test_without_a_token_there_is_no_way_in(db):
    refused = Client().get("/api/v1/cases/")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Token"
    assert set(refused.json()) == PROBLEM


def test_a_page_session_is_no_token(as_staff):
    assert as_staff("ana").get("/api/v1/cases/").status_code == 401


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 64, "ÿþ", "0" * 64, "a b", "0" * 5000])
def test_what_is_no_token_is_refused(db, token):
    assert Client(headers={"authorization": f"Token {token}"}).get("/api/v1/cases/").status_code == 401


def test_tokens_are_kept_as_hashes_and_end(api, cast, frozen):
    token = token_for(cast["ana"].user, expiry=timedelta(days=90))
    row = get_token_model().objects.get()
    assert token not in (row.digest, row.token_key)
    assert row.expiry - row.created <= timedelta(days=90)
    assert Caller(token).get("cases/").status_code == 200
    with frozen(row.expiry + timedelta(seconds=1)):
        assert Caller(token).get("cases/").status_code == 401


def test_who_leaves_loses_the_api_at_once(api, cast):
    ana = api("ana")
    assert ana.get("cases/").status_code == 200
    Staff.objects.filter(pk=cast["ana"].pk).update(is_active=False)
    assert ana.get("cases/").status_code == 403


def test_someone_in_two_agencies_names_one(cast, other_agency):
    user = cast["ana"].user
    Staff.objects.create(agency=other_agency, user=user, name="Ana", role="supervisor")
    caller = Caller(token_for(user))
    here = caller.client.get("/api/v1/alerts/", headers={"x-agency": "meadow"})
    assert here.status_code == 200
    assert caller.client.get("/api/v1/alerts/", headers={"x-agency": "absent"}).status_code == 403


def test_an_operator_without_a_place_sees_nothing(world):
    operator = factories.User.objects.create_superuser("root@example.org", "x")
    assert Caller(token_for(operator)).get("cases/").status_code == 403


def test_too_many_requests_are_put_off(api, monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", "3/min")
    ana = api("ana")
    codes = [ana.get("tasks/").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refused = ana.get("tasks/")
    assert int(refused.headers["Retry-After"]) > 0
    assert set(refused.json()) == PROBLEM
    assert api("sol").get("tasks/").status_code == 200


def test_where_the_counting_is_out_of_reach_the_api_answers(api, settings, caplog):
    settings.CACHES = {"default": outside.counts("redis://127.0.0.1:1/0")}
    assert api("ana").get("tasks/").status_code == 200
    assert "127.0.0.1:1" in caplog.text


@pytest.mark.broker
def test_processes_count_together_on_one_redis(api, settings, monkeypatch):
    """Two callers that share nothing but Redis get three calls between them."""
    place = os.environ.get("TEST_BROKER_URL", "")
    if not place.startswith("redis://"):
        pytest.skip("TEST_BROKER_URL names no Redis")
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", "3/min")
    codes = []
    for _process in range(4):
        settings.CACHES = {"default": outside.counts("", broker=place) | {"KEY_PREFIX": "tests-of-counting"}}
        codes.append(api("ana").get("tasks/").status_code)
    cache.delete_pattern("*")
    assert codes == [200, 200, 200, 429]


def test_what_is_not_there_is_answered_as_json(api):
    for path in ("nothing/", "cases/short/", "cases/" + "x" * 23 + "/", "tasks/%00%00/", "cases"):
        refused = api("ana").get(path)
        assert refused.status_code == 404, path
        assert set(refused.json()) == PROBLEM


@pytest.mark.parametrize(
    ("method", "path"), [("put", "tasks/"), ("delete", "cases/"), ("patch", "alerts/"), ("options", "tasks/")]
)
def test_a_method_that_is_not_offered_is_refused(api, method, path):
    refused = getattr(api("ana").client, method)(f"/api/v1/{path}")
    assert refused.status_code == 405
    assert set(refused.json()) == PROBLEM


def test_asking_for_the_head_needs_the_same_permission(api):
    assert api("ana").client.head("/api/v1/audit/").status_code == 403
    assert api("aud").client.head("/api/v1/audit/").status_code == 200


def test_refusals_are_audited(api, case, cast, acting):
    api("eve").get(f"cases/{case.ref}/")
    api("ana").get("audit/")
    with acting_as(cast["eve"].agency, source="command"):
        assert AuditEntry.objects.get(event="caseload.not_visible").source == "api"
    with acting("ana"):
        assert AuditEntry.objects.get(event="caseload.access_denied").source == "api"


def test_a_barred_persons_attempt_is_told_to_the_supervisor(api, case, cast, acting):
    with acting("sol"):
        cases.restrict(case, staff=cast["ben"], by=cast["sol"])
    assert api("ben").post("tasks/", case=case.ref, title="x").status_code == 404
    assert api("ben").get(f"cases/{case.ref}/").status_code == 404
    with acting("sol"):
        assert AuditEntry.objects.filter(event="caseload.restricted_attempt").count() == 2
        told = Notification.objects.get(kind="restricted_attempt", channel="in_app")
        assert told.recipient == cast["sol"]


def test_the_audit_log_is_for_auditors_and_for_supervisors_their_cases(api, case, cast, acting):
    aud, sol = api("aud"), api("sol")
    assert aud.get("audit/", event="caseload.case_opened").json()["results"][0]["case"] == case.ref
    assert aud.get("cases/").status_code == 403
    assert aud.get("audit/", event="caseload.invented").status_code == 400
    events = {row["event"] for row in sol.get("audit/", page_size=200).json()["results"]}
    assert "caseload.case_opened" in events
    assert "caseload.audit_viewed" not in events
    assert "caseload.audit_viewed" in {row["event"] for row in aud.get("audit/").json()["results"]}
    with acting_as(cast["eve"].agency, source="command"):
        agencies.create_team(name="Other team")
    assert all(row["case"] in (None, case.ref) for row in aud.get("audit/", page_size=200).json()["results"])
