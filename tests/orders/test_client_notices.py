"""Registering for notices, the PIN that is never kept, and what the client was told (PO-18)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from caseload.foundation.crypto import encrypted_fields
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import agency_models
from caseload.models import AuditEntry, Task
from orders.actions import client_notices, service
from orders.models import ClientNotice, Custody, EscalationWindow, NoticeRegistration, ServiceAttempt
from orders.papers.pins import holds_pin
from tests.orders.conftest import CHICAGO, make_order, said

NOON = "2026-11-06T12:00-06:00"
OFFER = "orders.service_notice_registration"


@pytest.fixture
def register(case, ana, acting, frozen):
    def note(at=NOON, **facts):
        with frozen(at), acting("ana"):
            return client_notices.record_registration(case, by=ana, **{"service": "vpo", **facts})

    return note


@pytest.fixture
def tell(case, ana, acting, frozen):
    """`tell("served", said(...), order=order)`: ana takes down what the client was told."""

    def note(kind, when, at=NOON, via="vpo", **facts):
        with frozen(at), acting("ana"):
            return client_notices.record_notice(case, by=ana, kind=kind, said=when, via=via, **facts)

    return note


def unknown():
    return said("2026-11-06", precision=Precision.UNKNOWN)


def offers(state):
    return Task.objects.filter(kind=OFFER, state=state).count()


# ---- Registration --------------------------------------------------------------------------------


def test_po_18_issue_asks_to_offer_a_registration_and_recording_it_is_the_end_of_that(
    order, register, acting
):
    with acting():
        assert (offers("open"), offers("done")) == (1, 0)
    register(order=order, channel="text", test_call="yes", registered_on=date(2026, 11, 6))
    with acting():
        assert (offers("open"), offers("done")) == (0, 1)
        assert Task.objects.get(kind=OFFER).done_by.name == "Ana"
        assert AuditEntry.objects.filter(event="orders.registration_recorded").exists()


def test_an_offer_that_was_declined_is_an_offer_that_was_made(order, register, acting, as_staff, frozen):
    register(order=order, state="declined")
    with acting():
        assert (offers("open"), offers("done"), offers("cancelled")) == (0, 0, 1)
    with frozen(NOON):  # Before service, nobody reads that the client is registered.
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
        assert "not needed" in page
        assert "the client does not want it" in page


def test_a_registration_for_one_order_leaves_the_offer_for_another(
    order, case, ana, register, acting, frozen
):
    with frozen(NOON), acting("ana"):
        other = make_order(case, ana)
    register(order=order)
    with acting():
        assert Task.objects.get(kind=OFFER, state="open").dedupe_key.startswith(other.ref)
    register(service="vine")  # about custody alone
    with acting():
        assert offers("open") == 1
    register(service="other", service_name="County Alert")  # about every order
    with acting():
        assert offers("open") == 0


def test_another_service_is_named_and_dates_have_happened(order, register):
    for field, facts in (
        ("service_name", {"service": "other"}), ("registered_on", {"registered_on": date(2026, 11, 7)}),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            register(order=order, **facts)
        assert refused.value.field == field


# ---- The PIN -------------------------------------------------------------------------------------

PINS = [
    "PIN 1234", "pin: 4711", "Her P.I.N. is 90 21", "1234 is the PIN", "the code she chose is 5-5-1-2",
    "4711",    "PIN one two three four", "NIP 1234", "la clave es 8080", "código 1 2 3 4", "Passcode=0000",
]  # fmt: skip
FINE = [
    "", "She keeps the PIN herself", "Registered on 2026-11-06, PIN with her", "Call 312-555-0143",
    "Order 26 OP 1202", "PIN: ask her, 312-555-0143", "Three calls on 11/25", "Code word agreed",
]  # fmt: skip


@pytest.mark.parametrize("words", PINS)
def test_what_looks_like_a_pin(words):
    assert holds_pin(words)


@pytest.mark.parametrize("words", FINE)
def test_what_does_not_look_like_a_pin(words):
    assert not holds_pin(words)


def test_po_18_there_is_no_field_for_a_pin():
    for model in agency_models():
        names = {field.name for field in model._meta.get_fields()}
        assert not [
            name for name in names if name == "pin" or name.startswith("pin_") or name.endswith("_pin")
        ]
    assert apps.get_model("orders", "NoticeRegistration") is NoticeRegistration


@pytest.mark.parametrize("field", encrypted_fields(NoticeRegistration))
def test_po_18_no_words_of_a_registration_take_a_pin(field, order, register, acting):
    with pytest.raises(RuleBroken, match="client alone") as refused:
        register(order=order, service="other", **{"service_name": "Alert", field: "PIN 1234"})
    assert refused.value.field == field
    with acting():
        assert not NoticeRegistration.objects.exists()


def test_what_a_client_was_told_takes_no_pin(order, tell, acting):
    with pytest.raises(RuleBroken) as refused:
        tell("served", unknown(), order=order, words="They asked for the PIN, 1234")
    assert refused.value.field == "words"
    with acting():
        assert not ClientNotice.objects.exists()
        assert not ServiceAttempt.objects.exists()


def test_the_page_says_why_a_pin_is_refused_and_keeps_the_rest(order, as_staff, frozen):
    with frozen(NOON):
        url = reverse("orders:order_registration_new", args=[order.ref])
        data = {"state": "registered", "service": "vpo", "channel": "text", "test_call": "yes"}
        page = as_staff("ana").post(url, {**data, "note": "PIN 1234, test on Monday"})
        assert page.status_code == 422
        words = page.content.decode()
        assert "belongs to the client alone and is never kept here" in words
        assert "test on Monday" in words
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM orders_noticeregistration")
            assert cursor.fetchone()[0] == 0


# ---- What the client was told --------------------------------------------------------------------


def test_w_4_served_at_an_unknown_time_counts_from_now_and_asks_for_the_time(order, tell, acting):
    notice = tell("served", unknown(), order=order)
    with acting():
        window = EscalationWindow.objects.get(order=order, trigger="service")
        assert (window.level, window.event_from) == (4, datetime.fromisoformat(NOON))
        assert notice.attempt.precision == "unknown"
        assert (notice.attempt.outcome, notice.attempt.source) == ("served", "notice")
        assert Task.objects.filter(kind="orders.find_service_time", state="open").count() == 1


def test_served_at_a_known_time_is_the_same_path_as_recording_it(order, tell, acting):
    notice = tell("served", said("2026-11-06", "09:10"), order=order, via="respondent")
    with acting():
        attempt = ServiceAttempt.objects.get()
        assert attempt == notice.attempt
        assert (attempt.source, attempt.happened_from) == (
            "client_said", datetime(2026, 11, 6, 9, 10, tzinfo=CHICAGO),
        )  # fmt: skip
        order.refresh_from_db()
        assert order.service_state == "served"
        assert not Task.objects.filter(kind="orders.find_service_time").exists()


def test_a_second_press_records_nothing_twice(order, tell, acting):
    tell("served", said("2026-11-06"), order=order)
    tell("served", said("2026-11-06"), order=order, at="2026-11-06T12:01-06:00")
    with acting():
        assert (ClientNotice.objects.count(), ServiceAttempt.objects.count()) == (1, 1)


def test_a_notice_whose_service_was_withdrawn_says_so(order, case, ana, tell, acting, frozen, as_staff):
    notice = tell("served", said("2026-11-06"), order=order)
    with frozen(NOON), acting("ana"):
        service.void_service(notice.attempt, by=ana, reason="It was another order")
        page = as_staff("ana").get(reverse("orders:client_notices", args=[case.ref])).content.decode()
        assert "Corrected or withdrawn since" in page


def test_two_different_notices_of_one_day_are_both_kept(order, tell, acting):
    tell("other", said("2026-11-06"), words="Not served yet")
    tell("other", said("2026-11-06"), words="Tried a second time")
    with acting():
        assert ClientNotice.objects.count() == 2


def test_a_notice_of_release_is_recorded_as_one(case, client_of_case, tell, acting):
    notice = tell("released", said("2026-11-06", "08:00"), via="vine")
    with acting():
        custody = Custody.objects.get()
        assert (notice.custody, custody.state) == (custody, "released")
        assert EscalationWindow.objects.filter(trigger="release", level=4, state="open").exists()


def test_a_hearing_that_was_moved_asks_the_court_for_the_date(order, tell, acting):
    tell("hearing", said("2026-11-06"), order=order)
    with acting():
        assert Task.objects.filter(kind="orders.ask_new_date", state="open").count() == 1


def test_what_is_missing_is_said_at_its_field(order, client_of_case, tell):
    tomorrow = said(f"{date(2026, 11, 6) + timedelta(days=1):%Y-%m-%d}")
    for field, kind, when in (
        ("order", "served", unknown()), ("order", "hearing", unknown()), ("words", "other", unknown()),
        ("day", "other", tomorrow),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            tell(kind, when)
        assert refused.value.field == field


def test_client_says_served_in_one_short_form_from_case_and_order(order, case, as_staff, acting, frozen):
    with frozen(NOON):
        ana = as_staff("ana")
        short = reverse("orders:client_says_order_served", args=[order.ref])
        assert f'href="{short}"' in ana.get(order.get_absolute_url()).content.decode()
        url = reverse("orders:client_says_served", args=[case.ref])
        assert f'href="{url}"' in ana.get(reverse("caseload:case", args=[case.ref])).content.decode()
        page = ana.get(url).content.decode()
        assert page.count('type="radio"') == 3
        data = {"precision": "unknown", "via": "vpo", "tz": "America/Chicago"}
        missing = ana.post(url, {**data, "precision": "exact", "day": "2026-11-06"})
        assert missing.status_code == 422
        assert ana.post(url, data).status_code == 302
        with acting():
            assert EscalationWindow.objects.filter(order=order, trigger="service", state="open").exists()
        assert f'href="{short}"' not in ana.get(order.get_absolute_url()).content.decode()
        assert "No order of this case waits for service" in ana.get(url).content.decode()


def test_registrations_and_notices_are_on_the_page_of_the_case(order, case, register, tell, as_staff, frozen):
    register(order=order, test_call="no", note="It calls until somebody answers")
    tell("other", said("2026-11-06"), words="The papers are at the sheriff's", order=order)
    with frozen(NOON):
        ana = as_staff("ana")
        for url in (reverse("orders:client_notices", args=[case.ref]), order.get_absolute_url()):
            page = ana.get(url).content.decode()
            for words in ("No test notice has come yet", "calls until somebody", "papers are at the sheriff"):
                assert words in page
        for name in ("client_notices", "client_says_served", "client_notice_new", "notice_registration_new"):
            assert as_staff("eve").get(reverse(f"orders:{name}", args=[case.ref])).status_code == 404
            assert as_staff("ben").get(reverse(f"orders:{name}", args=[case.ref])).status_code == 404


def test_a_registration_is_edited_from_what_is_stored(order, register, as_staff, acting, frozen):
    row = register(order=order, test_call="no")
    with frozen(NOON):
        url = reverse("orders:notice_registration", args=[row.ref])
        data = {"version": 1, "state": "ended", "service": "vpo", "channel": "call", "test_call": "yes"}
        assert as_staff("ana").post(url, data).status_code == 302
        assert as_staff("ana").post(url, data).status_code == 409
    with acting():
        row.refresh_from_db()
        assert (row.state, row.test_call) == ("ended", "yes")
