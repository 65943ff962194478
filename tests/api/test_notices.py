"""/api/v1/service-notices/ and /api/v1/notice-batches/: the same rules as the command and the pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caseload.actions import cases as case_actions
from orders.models import EscalationWindow, ServiceAttempt, ServiceNotice
from tests.orders.notices import ARRIVES, as_csv, order_of, row, strangers

pytestmark = pytest.mark.django_db
CHOICE = {"precision": "exact", "day": "2026-11-06", "at": "17:05", "outcome": "served", "server": "sheriff"}


@pytest.fixture
def order(cast, acting, frozen):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        return order_of(cast)


@pytest.fixture
def now(frozen):
    with frozen(ARRIVES):
        yield


def plain(*rows):
    return {"notices": list(rows), "source": "Sheriff"}


def test_one_notice_opens_the_window(order, now, api, acting):
    made = api("sol").made("service-notices/", **plain(row()))
    assert (made["rows"], made["recorded"], made["queued"], made["refused"]) == (1, 1, 0, [])
    with acting("dee"):
        assert EscalationWindow.objects.get(trigger="service").order == order
        assert ServiceAttempt.objects.get().recorded_by.name == "Sol"
    listed = api("ana").get("service-notices/").json()["results"]
    assert [(n["state"], n["candidates"]) for n in listed] == [("recorded", [])]
    again = api("dee").made("service-notices/", **plain(row()))
    assert api("dee").get("service-notices/", batch=again["ref"]).json()["count"] == 0


def test_a_list_of_two_hundred_as_a_file(order, now, api, acting):
    rows = [*strangers(198), row(), row("b", served_on="2026-02-30")]
    caller = api("sol")
    file = SimpleUploadedFile("list.csv", b"\xef\xbb\xbf" + as_csv(rows).encode(), "text/csv")
    answer = caller.client.post("/api/v1/notice-batches/", {"file": file, "source": "Sheriff"})
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["rows"], made["recorded"], made["refused_count"]) == (200, 1, 1)
    assert made["refused"][0]["line"] == 201 and "does not exist" in made["refused"][0]["words"]
    assert caller.get(f"notice-batches/{made['ref']}/").json() == made
    assert caller.get("notice-batches/").json()["results"][0]["rows"] == 200
    with acting("dee"):
        assert ServiceNotice.objects.count() == 1


def test_a_list_as_text_with_a_mapping(order, now, api):
    mapping = {
        "columns": {"order_number": "No", "court": "Court", "served_at": "When", "outcome": "Result"},
        "values": {"outcome": {"SVD": "served"}}, "dates": ["MM/DD/YYYY"], "times": ["hh:MM AM"],
    }  # fmt: skip
    text = "No;Court;When;Result\n26 OP 121;Lakeside County Circuit Court;11/06/2026 05:05 PM;SVD\n"
    made = api("dee").made("notice-batches/", content=text, mapping=mapping)
    assert made["recorded"] == 1
    wrong = api("dee").post("notice-batches/", content=text, mapping={"columns": {}})
    assert wrong.status_code == 400 and list(wrong.json()["errors"]) == ["mapping"]


def test_what_is_no_list_is_refused_and_nothing_kept(now, api):
    for body in (
        {},
        {"content": ""},
        {"content": "a,b\n1,2"},
        {"content": "x", "file": "y"},
        {"contents": "x"},
    ):
        assert api("dee").post("notice-batches/", **body).status_code == 400, body
    for body in ({}, {"notices": []}, {"notices": "x"}, {"notices": [7]}):
        assert api("dee").post("service-notices/", **body).status_code == 400, body
    assert api("dee").get("notice-batches/").json()["count"] == 0


def test_the_administrators_program_may_send_and_learns_nothing_of_what_it_matched(order, now, api, acting):
    """The same answer for an order that is here and for one that is not."""
    ada = api("ada")
    here = ada.made("service-notices/", **plain(row()))
    nowhere = ada.made("service-notices/", **plain(row("99 ZZ 1")))
    for made in (here, nowhere):
        made.pop("ref")
    assert here == nowhere and here["recorded"] is None and here["rows"] == 1
    assert ada.get("service-notices/").status_code == 403
    with acting("dee"):
        assert ServiceAttempt.objects.count() == 1


def test_a_barred_supervisor_cannot_ask_by_sending(order, cast, now, api, acting):
    with acting("dee"):
        case_actions.restrict(order.case, staff=cast["sol"], by=cast["dee"])
    sol = api("sol")
    unclear = {"outcome": "?"}
    answers = []
    for number in ("26 OP 121", "99 ZZ 1"):
        for cells in (unclear, {"court": "Town Court"}, {}, {}):
            made = sol.made("service-notices/", **plain(row(number, **cells)))
            made.pop("ref")
            answers.append(made)
    assert answers[:4] == answers[4:]
    assert sol.get("service-notices/").json()["count"] == 0


def test_deciding_through_the_api(order, now, api, acting):
    api("dee").made("service-notices/", **plain(row(court="Town Court", note="At the door")))
    sol = api("sol")
    waiting = sol.get("service-notices/", show="waiting").json()["results"]
    ref = waiting[0]["ref"]
    assert "At the door" not in str(waiting) and waiting[0]["candidates"][0]["doubt"] == "court"
    opened = api("ana").get(f"service-notices/{ref}/").json()
    assert opened["says"]["court"] == "Town Court" and opened["state"] == "queued"
    candidate = opened["candidates"][0]["ref"]
    assert api("ana").post(f"service-notices/{ref}/record/", candidate=candidate, **CHOICE).status_code == 403
    missing = sol.post(f"service-notices/{ref}/record/", candidate="A" * 22, **CHOICE)
    assert missing.status_code == 404
    done = sol.made(f"service-notices/{ref}/record/", candidate=candidate, **CHOICE)
    assert done["state"] == "recorded" and done["says"] == {}
    late = sol.post(f"service-notices/{ref}/record/", candidate=candidate, **CHOICE)
    assert late.status_code == 409
    assert sol.get("service-notices/", show="waiting").json()["count"] == 0


def test_setting_aside_through_the_api(order, now, api):
    api("dee").made("service-notices/", **plain(row(court="Town Court")))
    ref = api("sol").get("service-notices/").json()["results"][0]["ref"]
    assert api("sol").post(f"service-notices/{ref}/dismiss/").status_code == 400
    assert api("sol").made(f"service-notices/{ref}/dismiss/", reason="Other county")["state"] == "dismissed"


def test_another_agency_learns_nothing(order, cast, now, api, acting):
    api("oli").made("service-notices/", **plain(row(), row(court="Town Court")))
    assert api("oli").get("service-notices/").json()["count"] == 0
    with acting("dee"):
        assert not ServiceNotice.objects.exists() and not ServiceAttempt.objects.exists()
