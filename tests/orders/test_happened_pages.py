"""The pages on which somebody notes what happened: nothing typed is lost, and what follows is said before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from orders.choices import NOTABLE, OWN_RECORD
from orders.models import NotedEvent
from tests.orders.conftest import NOW, make_order, window_of

MOMENT = {"precision": "exact", "day": "2026-11-10", "at": "13:40", "tz": "America/Chicago"}


@pytest.fixture
def ana_browser(as_staff, client_of_case):
    return as_staff("ana")


def address(case, trigger):
    return reverse("orders:happened_note", args=[case.ref, trigger])


def test_from_any_page_of_the_case_it_is_one_tap_to_the_choice(ana_browser, case, frozen):
    choice = reverse("orders:happened", args=[case.ref])
    with frozen(NOW):
        assert choice in ana_browser.get(reverse("caseload:case", args=[case.ref])).content.decode()
        page = ana_browser.get(choice).content.decode()
    for trigger in (*NOTABLE, *OWN_RECORD):
        assert address(case, trigger.value) in page, trigger
    assert reverse("orders:custody_new", args=[case.ref]) in page


def test_a_violation_is_entered_where_its_steps_are_followed(ana_browser, case, frozen):
    """One log of violations: a note beside it would have no charges, evidence or report."""
    with frozen(NOW):
        led = ana_browser.get(address(case, "violation"))
        assert led.url == reverse("orders:new_violation", args=[case.ref])
        sent = ana_browser.post(address(case, "violation"), {**MOMENT, "reason": "Called"})
    assert "This has a record of its own" in sent.content.decode()


def test_an_event_that_is_none_has_no_page(ana_browser, case, frozen):
    with frozen(NOW):
        assert ana_browser.get(address(case, "weather")).status_code == 404


def test_an_event_with_a_record_of_its_own_leads_there(ana_browser, case, order, ana, acting, frozen):
    with frozen(NOW):
        for trigger, name in (
            ("service", "record_service"),
            ("hearing", "new_hearing"),
            ("order_ended", "end"),
        ):
            assert ana_browser.get(address(case, trigger)).url == reverse(f"orders:{name}", args=[order.ref])
        assert ana_browser.get(address(case, "release")).url == reverse(
            "orders:custody_released", args=[case.ref]
        )
        with acting("ana"):
            other = make_order(case, ana)
        page = ana_browser.get(address(case, "hearing")).content.decode()
        assert reverse("orders:new_hearing", args=[other.ref]) in page


def test_before_sending_the_page_says_what_follows(ana_browser, case, frozen):
    with frozen(NOW):
        page = ana_browser.get(address(case, "threats")).content.decode()
        assert "Fri Nov 13, 2026, 2:00 PM CST" in page  # 72 hours from now
        assert "Reach the client by the safe method" in page
        looked = ana_browser.post(address(case, "threats"), {**MOMENT, "look": "yes"})
        assert looked.status_code == 200
        assert "Fri Nov 13, 2026, 1:40 PM CST" in looked.content.decode()
        part = ana_browser.post(
            address(case, "threats"),
            {**MOMENT, "day": "2026-11-03", "look": "yes"},
            headers={"HX-Request": "true"},
        ).content.decode()
        assert "The first phase is over already" in part
        assert "<form" not in part
    assert not NotedEvent.objects.model._base_manager.filter(agency_id=case.agency_id).exists()


@pytest.mark.parametrize(
    ("trigger", "typed", "words"),
    [
        ("strangulation", {"day": "2026-09-01"}, "more than 30 days ago"),
        ("new_partner", {"detail": "unsure"}, "not known to know"),
        ("separation", {"detail": "returned"}, "the case go on as they are"),
        ("client_fear", {"level": "2"}, "Elevated"),
        ("threats", {"day": "2026-06-01"}, "is over"),
    ],
)
def test_where_no_window_follows_the_page_says_so(trigger, typed, words, ana_browser, case, frozen):
    with frozen(NOW):
        page = ana_browser.post(
            address(case, trigger), {**MOMENT, **typed, "look": "yes"}, headers={"HX-Request": "true"}
        )
    assert words in page.content.decode()


def test_what_was_said_before_is_what_then_happens(ana_browser, case, frozen, acting):
    with frozen(NOW):
        answer = ana_browser.post(address(case, "threats"), {**MOMENT, "reason": "He said it twice"})
        with acting("ana"):
            event = NotedEvent.objects.get()
            window = window_of(event)
            assert answer.url == reverse("orders:window", args=[window.ref])
            assert (event.reason, window.phase_ends_at - window.opens_at) == (
                "He said it twice",
                timedelta(hours=72),
            )


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(ana_browser, case, frozen):
    with frozen(NOW):
        gap = {**MOMENT, "day": "2026-03-08", "at": "02:30", "reason": "Followed the bus"}
        answer = ana_browser.post(address(case, "stalking"), gap)
        page = answer.content.decode()
        assert (answer.status_code, "Followed the bus" in page) == (422, True)
        assert "this time did not exist that day" in page
        twice = {**MOMENT, "day": "2026-11-01", "at": "01:30", "reason": "Followed the bus"}
        asked = ana_browser.post(address(case, "stalking"), twice)
        assert "happened twice" in asked.content.decode()
        assert ana_browser.post(address(case, "stalking"), {**twice, "which": "either"}).status_code == 302


def test_the_correction_shows_what_was_told_and_needs_a_reason(ana_browser, note, case, frozen):
    event = note("threats", reason="At the gate")
    url = reverse("orders:happened_correct", args=[event.ref])
    with frozen("2026-11-10T15:00-06:00"):
        page = ana_browser.get(url).content.decode()
        assert "At the gate" in page and 'value="2026-11-10"' in page
        sent = {**MOMENT, "reason": "At the back door"}
        assert ana_browser.post(url, sent).status_code == 422
        assert ana_browser.post(url, {**sent, "why": "Misheard"}).status_code == 302
        assert ana_browser.post(url, {**sent, "why": "Misheard"}).status_code == 409


def test_a_supervisor_s_matter_is_refused_to_an_advocate_with_403(ana_browser, note, frozen):
    event = note("location_disclosed")
    with frozen("2026-11-10T15:00-06:00"):
        url = reverse("orders:happened_withdraw", args=[event.ref])
        assert ana_browser.post(url, {"why": "A mistake"}).status_code == 403
