"""Paging, hostile input, a constant number of queries, and a description without warnings."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from rest_framework.throttling import SimpleRateThrottle

from caseload.actions import notes, tasks
from clients.actions import intake
from tests.api.conftest import LETTER
from tests.papers import png

pytestmark = pytest.mark.django_db

LISTS = (
    "cases", "clients", "contact-methods", "respondents", "safety-plans", "orders", "hearings",
    "service-attempts", "windows", "alerts", "noted-events", "custodies", "resources", "referrals",
    "releases", "letters", "tasks", "notes", "audit", "shifts", "absences", "service-notices",
    "notice-batches",
    "violations", "contact-events", "firearm-surrenders", "check-ins", "deadlines", "scans",
)  # fmt: skip


@pytest.fixture
def many(case, acting):
    """Thirty tasks on one case."""
    with acting("ana"):
        for number in range(30):
            tasks.open_task(case, kind="manual", title=f"Task {number}")


def test_lists_come_in_pages_in_one_order(api, many):
    ana = api("ana")
    first = ana.get("tasks/", page_size=20).json()
    second = ana.get(first["next"]).json()
    assert (first["count"], len(first["results"]), len(second["results"])) == (30, 20, 10)
    assert first["previous"] is None
    assert second["next"] is None
    refs = [row["ref"] for row in first["results"] + second["results"]]
    assert len(set(refs)) == 30
    assert len(ana.get("tasks/").json()["results"]) == 25
    assert ana.get("tasks/", page=9).status_code == 404


SENSELESS = (("page", "0"), ("page", "x"), ("page", "9" * 40), ("page", "²"), ("page_size", "201"))


@pytest.mark.parametrize(("name", "value"), SENSELESS)
def test_a_page_that_makes_no_sense_is_refused(api, name, value):
    refused = api("ana").get("tasks/", **{name: value})
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == [name]


LONE = "\ud800".encode("utf-8", "surrogatepass")
EDGES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")
HOSTILE_WORDS = ("\x00", "\x00" * 22, LONE, "9" * 400, "a'b\"c%", "🜏" * 99, *EDGES)


def filters_of(kind: str) -> list[str]:
    """The names of every filter of a list."""
    filters = resolve(f"/api/v1/{kind}/").func.cls.filters
    return sorted(filters.base_filters) if filters else []


@pytest.mark.parametrize("kind", LISTS)
def test_hostile_filters_are_refused_and_never_crash(api, kind):
    """All filters at once; then each that had nothing against the value alone, so that it is really asked."""
    caller = api("aud" if kind == "audit" else "dee")
    assert list(caller.get(f"{kind}/", colour="x").json()["errors"]) == ["colour"]
    for value in HOSTILE_WORDS:
        together = caller.get(f"{kind}/", **dict.fromkeys(filters_of(kind), value))
        assert together.status_code in (200, 400), (kind, value)
        refused = together.json().get("errors", {})
        for name in set(filters_of(kind)) - set(refused) if refused else ():
            answer = caller.get(f"{kind}/", **{name: value})
            assert answer.status_code in (200, 400), (kind, name, value)


HOSTILE_BODIES = (
    b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"title": NaN}', b"[" * 100_000, b'{"a":' * 9_999,
)  # fmt: skip
HOSTILE_VALUES = (
    b'"title": "a\\u0000b"', b'"title": "\\ud800"', b'"\\ud800": 1', b'"due_at": "\\ud800"', b'"case": 7',
    b'"priority": 1e400', b'"priority": ' + b"9" * 5_000, b'"priority": [1]', b'"priority": true',
    b'"due_at": "0001-01-01T00:00:00+14:00"', b'"due_at": "9999-12-31T23:59:59-14:00"',
    b'"due_at": "2026-05-01T10:00:00"', b'"assigned_to": {"$ne": 1}',
)  # fmt: skip


def test_hostile_bodies_are_refused_with_words(api, case):
    ana = api("ana")
    known = json.dumps({"case": case.ref, "title": "x"})[:-1].encode()
    for body in (*HOSTILE_BODIES, *(known + b", " + value + b"}" for value in HOSTILE_VALUES)):
        for form in ("application/json", "application/json; charset=rot13"):
            refused = ana.client.generic("POST", "/api/v1/tasks/", body, content_type=form)
            assert refused.status_code == 400, body[:200]
            assert refused.json()["detail"]


def test_a_body_must_be_json_of_a_bounded_size(api, settings):
    ana = api("ana")
    form = ana.client.post("/api/v1/tasks/", {"title": "x"})
    assert form.status_code == 415
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = ana.post("tasks/", title="x" * 2000)
    assert large.status_code == 413
    assert set(large.json()) == {"detail", "errors"}


def test_all_fields_at_fault_are_named_at_once(api, case):
    refused = api("ana").post("tasks/", case="x", title="", priority=9)
    assert set(refused.json()["errors"]) == {"case", "title", "priority"}
    assert set(api("ana").post("tasks/", case=case.ref, titel="x").json()["errors"]) == {"titel"}


def _more(world, acting, number):
    """Cases of ana's with one of everything that a list shows a row of."""
    ana = world.cast["ana"]
    with acting("ana"):
        for _ in range(number):
            case = intake.take_in(
                by=ana,
                client={"alias": "R"},
                contact_methods=[{"kind": "phone", "value": "3125550101"}],
                respondent={"name": "M"},
                assign_to=ana,
            )
            notes.write_note(case, by=ana, body="x")
            yield case


def _grow(world, acting, api, number):
    ana = api("ana")
    issued = {"precision": "date_only", "day": "2026-01-05"}
    terms = {"recipient_name": "S", "purpose": "p", "items": ["urgency"], "methods": ["letter"]}
    served = {"precision": "date_only", "day": "2026-01-06", "outcome": "served"}
    for case in _more(world, acting, number):
        of = {"case": case.ref}
        number = {"order_number": case.code, "court_name": "County Court"}
        order = ana.made("orders/", **of, order_type="final", issued=issued, terms=["07"], **number)
        told = {"order_number": case.code, "court": "Town Court", "outcome": "served"}
        api("dee").made("service-notices/", notices=[{**told, "served_on": "2026-01-06"}])
        assert ana.send_scan(order["ref"], png()).status_code == 201
        ana.made("service-attempts/", order=order["ref"], **served)
        ana.made("hearings/", order=order["ref"], kind="full", starts_at="2026-01-20T15:00:00Z")
        ana.made("noted-events/", **of, trigger="job_loss", precision="unknown", reason="x")
        ana.made("custodies/", **of)
        ana.made("releases/", **of, **terms)
        ana.made("referrals/", **of, provider="S", need="shelter", mode="info")
        ana.made("letters/", **of, kind="shelter", recipient="S", facts=LETTER)
        ana.made("violations/", **of, channel="call", facts="x", precision="unknown")
        ana.made("contact-events/", **of, channel="call", precision="unknown")
        ana.made("safety-plans/", **of)
        ana.made("resources/", name=f"Shelter {case.code}", needs=["shelter"])
        _plan_a_day(api, world, case.pk)


def _plan_a_day(api, world, number):
    """A shift and an absence of their own, on a day of their own."""
    day = datetime(2199, 1, 1, tzinfo=UTC) - timedelta(days=number)
    when = {"starts_at": day.isoformat(), "ends_at": (day + timedelta(hours=9)).isoformat()}
    dee, refs = api("dee"), {name: world.cast[name].ref for name in ("ana", "ben")}
    dee.made("shifts/", staff=refs["ana"], team=world.team.ref, **when)
    dee.made("absences/", staff=refs["ben"], stand_in=refs["ana"], **when)


def _queries(caller, kind):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = caller.get(f"{kind}/", page_size=200)
    assert answer.status_code == 200
    return len(asked), answer.json()["count"]


def test_lists_ask_as_many_queries_for_many_rows_as_for_few(api, world, acting, monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", None)
    callers = {kind: api("aud" if kind == "audit" else "dee") for kind in LISTS}
    _grow(world, acting, api, 2)
    _queries(callers["audit"], "audit")  # The process learns the number of a kind once.
    few = {kind: _queries(callers[kind], kind) for kind in LISTS}
    _grow(world, acting, api, 8)
    lots = {kind: _queries(callers[kind], kind) for kind in LISTS}
    assert {kind: number for kind, (number, _rows) in lots.items()} == {
        kind: number for kind, (number, _rows) in few.items()
    }
    assert all(rows >= 10 for _number, rows in lots.values())
    assert max(number for number, _rows in lots.values()) <= 10


def test_the_description_is_complete_and_without_warnings(tmp_path, client, db):
    made = tmp_path / "schema.json"
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(made)
    )
    schema = json.loads(made.read_text())
    assert schema["openapi"].startswith("3.1")
    operations = [
        (path, method, op) for path, methods in schema["paths"].items() for method, op in methods.items()
    ]
    names = [op["operationId"] for _path, _method, op in operations]
    assert len(names) == len(set(names))
    for kind in LISTS:
        assert f"/api/v1/{kind}/" in schema["paths"]
    for path, method, op in operations:
        assert op["description"], path
        assert {"401", "403", "404", "429"} <= set(op["responses"]), path
        if method in ("post", "patch", "put"):
            assert "400" in op["responses"], path
        if method == "patch":
            assert "409" in op["responses"], path
    served = client.get("/api/schema/")
    assert served.json() == schema
