"""The calendar feed: codes and kinds, nothing else; gone at once when access is gone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client as Browser
from icalendar import Calendar

from caseload.actions import cases, staff
from caseload.foundation import clock
from caseload.models import AuditEntry
from orders.actions import feeds, hearings
from orders.models import CalendarFeed
from tests.kept import kept_fixture
from tests.orders.conftest import make_order

NOW = "2026-11-10T09:00-06:00"
PAGE = "/dates/feed/"
STARTS = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)


@kept_fixture
def hearing(case, client_of_case, cast, acting, frozen):
    with frozen(NOW), acting("ana"):
        order = make_order(
            case, cast["ana"], court_name="County Court", expiry="on_date", expires_on=date(2026, 11, 30)
        )
        return hearings.record_hearing(
            order,
            by=cast["ana"],
            kind="full",
            starts_at=STARTS,
            place="Room 9",
            note="Bring Marigold's papers",
        )


@pytest.fixture
def address(hearing, as_staff, frozen):
    """Where ana's feed is, as her page showed it once."""
    with frozen(NOW):
        page = as_staff("ana").post(PAGE, {"kinds": ["hearing", "expiry"], "whose": "mine"}).content.decode()
        again = as_staff("ana").get(PAGE).content.decode()
    found = re.search(r"http://testserver(/feed/[\w-]{43}/calendar\.ics)", page).group(1)
    assert found not in again and "Whoever has the address sees" in again
    return found


def fetch(address, **headers):
    with_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Browser().get(address, headers=with_headers)


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_cf_20_a_feed_says_code_and_kind_and_nothing_else(address, case, frozen):
    with frozen(NOW):
        answer = fetch(address)
    text = answer.content.decode()
    assert sorted(str(event["SUMMARY"]) for event in events(answer)) == [
        f"{case.code}: Hearing", f"{case.code}: Order ends",
    ]  # fmt: skip
    assert {name for event in events(answer) for name in event} == {
        "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "CLASS", "TRANSP", "DTSTART", "DTEND",
    }  # fmt: skip
    for word in ("Marigold", "Room", "County", "Harbor", "Full", "DESCRIPTION", "LOCATION", "ORGANIZER"):
        assert word not in text
    assert "X-WR-CALNAME:Lantern" in text and "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text


def test_instants_are_utc_and_days_stay_days(address, frozen):
    with frozen(NOW):
        text = fetch(address).content.decode()
    assert "DTSTART:20261117T153000Z" in text
    assert "DTSTART;VALUE=DATE:20261130" in text and "DTEND;VALUE=DATE:20261201" in text


def test_it_is_kept_by_nobody_and_sets_no_cookie(address, frozen):
    with frozen(NOW):
        answer = fetch(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies and 'filename="calendar.ics"' in answer["Content-Disposition"]


def test_nothing_new_is_304_and_a_change_is_not(address, hearing, cast, acting, frozen):
    with frozen(NOW):
        first = fetch(address)
        assert fetch(address, If_None_Match=first["ETag"]).status_code == 304
        with acting("ana"):
            moved = {"starts_at": STARTS + timedelta(days=1)}
            hearings.edit_hearing(hearing, by=cast["ana"], version=hearing.version, **moved)
        second = fetch(address, If_None_Match=first["ETag"])
    assert second.status_code == 200
    assert {event["UID"] for event in events(first)} == {event["UID"] for event in events(second)}
    assert hearing.ref not in first.content.decode(), "the reference of a page is not given away"


def test_a_hearing_that_does_not_take_place_vanishes(address, hearing, cast, acting, frozen):
    with frozen("2026-11-18T09:00-06:00"):
        with acting("ana"):
            hearing.refresh_from_db()
            hearings.edit_hearing(hearing, by=cast["ana"], version=hearing.version, outcome="continued")
        assert "Hearing" not in fetch(address).content.decode()


def test_who_left_gets_nothing_at_once_and_for_good(address, cast, acting, frozen):
    with frozen(NOW):
        with acting("ada"):
            staff.leave(cast["ana"], by=cast["ada"])
        assert fetch(address).status_code == 404
        with acting("ada"):
            assert CalendarFeed.objects.get(staff=cast["ana"]).ended_at


def test_a_restricted_case_is_gone_at_once(address, case, cast, acting, frozen):
    with frozen(NOW):
        with acting("sol"):
            cases.restrict(case, staff=cast["ana"], by=cast["sol"])
        answer = fetch(address)
        assert answer.status_code == 200 and case.code not in answer.content.decode()


def test_a_cover_that_ended_is_gone_at_once(hearing, case, cast, acting, frozen):
    with frozen(NOW):
        with acting("sol"):
            ends = clock.now() + timedelta(hours=2)
            cases.assign(case, staff=cast["ben"], by=cast["sol"], kind="cover", ends_at=ends)
        with acting("ben"):
            _feed, token = feeds.make_feed(cast["ben"], kinds=["hearing"], whose="mine")
        address = f"/feed/{token}/calendar.ics"
        assert case.code in fetch(address).content.decode()
    with frozen("2026-11-10T12:00-06:00"):
        assert case.code not in fetch(address).content.decode()


def test_switching_off_acts_at_once_and_renewing_ends_the_old_address(address, as_staff, acting, frozen):
    with frozen(NOW):
        as_staff("ana").post(PAGE, {"kinds": ["hearing"], "whose": "mine"})
        assert fetch(address).status_code == 404
        with acting("ana"):
            assert CalendarFeed.objects.filter(ended_at__isnull=True).count() == 1
        as_staff("ana").post("/dates/feed/end/")
        with acting("ana"):
            assert not CalendarFeed.objects.filter(ended_at__isnull=True).exists()


def test_a_wrong_token_looks_like_an_address_that_leads_nowhere(address, frozen):
    wrong, plain = "/feed/" + "x" * 43 + "/calendar.ics", "/feed-me/"

    def face(url):
        answer = fetch(url)
        text = re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        return answer.status_code, text.replace(url, "")

    assert face(wrong) == face(plain)
    assert fetch("/feed/short/calendar.ics").status_code == 404


def test_only_the_hash_is_kept_and_reads_are_in_the_log(address, acting, frozen, cast):
    token = address.split("/")[2]
    with frozen(NOW):
        fetch(address)
        with acting("ana"):
            assert CalendarFeed.objects.get().token_hash != token
            events = list(
                AuditEntry.objects.filter(event__startswith="orders.feed").values_list("event", flat=True)
            )
            assert sorted(events) == ["orders.feed_made", "orders.feed_read"]
            assert not AuditEntry.objects.filter(changes__icontains=token).exists()


def test_asking_too_often_is_refused_for_the_hour(address, frozen, monkeypatch):
    monkeypatch.setattr(feeds, "PER_HOUR", 2)
    with frozen(NOW):
        assert [fetch(address).status_code for _ in range(3)] == [200, 200, 429]
    with frozen("2026-11-10T10:00-06:00"):
        assert fetch(address).status_code == 200


def test_a_form_without_a_kind_comes_back(hearing, as_staff, frozen):
    with frozen(NOW):
        answer = as_staff("ana").post(PAGE, {"whose": "mine"})
    assert answer.status_code == 422 and "Choose at least one." in answer.content.decode()
