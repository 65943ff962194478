"""Every page of orders opens, says what it should, and keeps what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from caseload.foundation import clock
from orders.actions import hearings
from orders.models import Alert, EscalationWindow, Hearing, ProtectiveOrder
from tests.kept import kept_fixture
from tests.orders.conftest import make_order, said, serve

NOON = "2026-11-06T17:30-06:00"
ORDER_FIELDS = {
    "order_type": "ex_parte_temporary", "state": "issued", "issued_day": "2026-11-02", "expiry": "on_date",
    "expires_on": "2026-11-20", "tz": "America/Chicago", "terms": ["01", "05", "07"], "source": "saw_paper",
    "court_name": "Circuit court",
}  # fmt: skip
SERVICE_FIELDS = {
    "outcome": "served", "precision": "exact", "day": "2026-11-06", "at": "17:05", "tz": "America/Chicago",
    "server": "sheriff", "place_kind": "home", "source": "police",
}  # fmt: skip


@kept_fixture
def served(order, ana, acting, frozen):
    with frozen(NOON), acting("ana"):
        return serve(order, ana, said("2026-11-06", "17:05"))


def test_the_whole_way_through_the_pages(case, client_of_case, as_staff, acting, frozen):
    with frozen(NOON):
        ana, sol = as_staff("ana"), as_staff("sol")
        assert ana.get(reverse("orders:new", args=[case.ref])).status_code == 200
        answer = ana.post(reverse("orders:new", args=[case.ref]), ORDER_FIELDS)
        assert answer.status_code == 302, answer.content.decode()
        with acting("ana"):
            order = ProtectiveOrder.objects.get()
        assert ana.get(reverse("orders:record_service", args=[order.ref])).status_code == 200
        answer = ana.post(reverse("orders:record_service", args=[order.ref]), SERVICE_FIELDS)
        assert answer.status_code == 302, answer.content.decode()
        with acting("ana"):
            alert = Alert.objects.get(phase="acute")
        page = ana.get(order.get_absolute_url())
        assert page.status_code == 200
        board = sol.get(reverse("orders:board")).content.decode()
        assert "Marigold Quill" in board
        assert "Waits for an answer" in board
        assert sol.get(alert.get_absolute_url()).status_code == 200
        answer = sol.post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "Calling now"})
        assert answer.status_code == 302
        assert "Sol has it" in sol.get(reverse("orders:board")).content.decode()


@pytest.mark.parametrize("name", ["orders:case_orders", "orders:new"])
def test_pages_of_the_case(name, case, client_of_case, order, as_staff):
    assert as_staff("ana").get(reverse(name, args=[case.ref])).status_code == 200


@pytest.mark.parametrize("name", ["order", "edit", "end", "record_service", "new_hearing"])
def test_pages_of_the_order(name, order, served, as_staff):
    assert as_staff("ana").get(reverse(f"orders:{name}", args=[order.ref])).status_code == 200


@pytest.mark.parametrize("name", ["correct_service", "void_service"])
def test_pages_of_the_attempt(name, served, as_staff):
    assert as_staff("ana").get(reverse(f"orders:{name}", args=[served.ref])).status_code == 200
    assert as_staff("ben").get(reverse(f"orders:{name}", args=[served.ref])).status_code == 404


def test_no_contact_and_visits_together_need_the_exceptions(case, client_of_case, as_staff):
    fields = {**ORDER_FIELDS, "terms": ["05", "06"]}
    answer = as_staff("ana").post(reverse("orders:new", args=[case.ref]), fields)
    assert answer.status_code == 422
    assert "write down the exceptions" in answer.content.decode()
    fields["exceptions"] = "Messages about the children"
    assert as_staff("ana").post(reverse("orders:new", args=[case.ref]), fields).status_code == 302


def test_two_people_editing_one_order_lose_nothing(order, as_staff, acting):
    url = reverse("orders:edit", args=[order.ref])
    fields = {**ORDER_FIELDS, "version": 1, "new_paper": "no"}
    assert as_staff("ana").post(url, {**fields, "judge": "First"}).status_code == 302
    answer = as_staff("sol").post(url, {**fields, "judge": "Second"})
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    with acting():
        assert ProtectiveOrder.objects.select_related("case").get().judge == "First"


def test_an_order_can_replace_another_and_end(order, case, as_staff, acting):
    ana = as_staff("ana")
    fields = {**ORDER_FIELDS, "order_type": "final", "replaces": order.ref}
    assert ana.post(reverse("orders:new", args=[case.ref]), fields).status_code == 302
    with acting():
        order.refresh_from_db()
        assert order.state == "superseded"
        final = ProtectiveOrder.objects.get(order_type="final")
    url = reverse("orders:end", args=[final.ref])
    assert ana.post(url, {"version": 1, "state": "dismissed", "reason": "Client's wish"}).status_code == 302
    assert "Ended" in ana.get(final.get_absolute_url()).content.decode()


def test_a_hearing_is_in_the_courts_time(case, client_of_case, as_staff, acting):
    ana = as_staff("ana")
    ana.post(reverse("orders:new", args=[case.ref]), {**ORDER_FIELDS, "tz": "America/Los_Angeles"})
    with acting():
        order = ProtectiveOrder.objects.get()
    fields = {"kind": "full", "starts_at_0": "2026-12-01", "starts_at_1": "09:00", "place": "Room 4"}
    assert ana.post(reverse("orders:new_hearing", args=[order.ref]), fields).status_code == 302
    assert "9:00 AM PST" in ana.get(order.get_absolute_url()).content.decode()
    with acting():
        hearing = Hearing.objects.get()
    page = ana.get(reverse("orders:edit_hearing", args=[hearing.ref])).content.decode()
    assert 'value="09:00"' in page


def test_closing_a_window_early_through_the_page(order, served, sol, as_staff, sweep, acting, frozen):
    sweep("2026-11-10T09:00-06:00")
    with frozen("2026-11-11T09:00-06:00"):
        sol_page = as_staff("sol")
        with acting():
            window = EscalationWindow.objects.get()
            waiting = list(Alert.objects.filter(state__in=["raised", "escalated"]))
        url = reverse("orders:close_early", args=[window.ref])
        assert as_staff("ana").get(url).status_code == 403
        fields = {"reason": "Moved away", "client_view": "Feels safe"}
        assert sol_page.post(url, fields).status_code == 422
        for alert in waiting:
            sol_page.post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "Seen"})
        assert sol_page.post(url, fields).status_code == 302
        assert "Ended by Sol" in sol_page.get(order.get_absolute_url()).content.decode()


def test_shelter_staff_see_the_badge_and_not_the_orders(order, served, case, as_staff, acting, cast):
    from caseload.actions.cases import edit_case

    with acting("sol"):
        edit_case(case, by=cast["sol"], team=case.team, is_resident=True)
    page = as_staff("shea").get(reverse("caseload:case", args=[case.ref])).content.decode()
    assert 'aria-label="Safety"' in page
    assert "Temporary order" not in page
    assert as_staff("shea").get(order.get_absolute_url()).status_code == 403


def test_personal_words_are_unreadable_in_the_database(order, served, acting):
    from django.db import connection

    with acting("ana"):
        order.court_name, order.judge = "Circuit court", "Judge Oak"
        order.save()
        with connection.cursor() as cursor:
            cursor.execute("SELECT court_name, judge, protected_people FROM orders_protectiveorder")
            row = cursor.fetchone()
    assert b"Circuit" not in bytes(row[0]) and b"Oak" not in bytes(row[1])


def test_an_order_recorded_while_the_page_is_put_together_breaks_nothing(order, case, ana, acting, as_staff):
    """Between the questions for orders and for windows a colleague records an order with its hearing."""
    happened = []

    def colleague(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        of_either = 'FROM "orders_protectiveorder"' in sql or 'FROM "orders_escalationwindow"' in sql
        if of_either and not happened:
            happened.append(sql)
            with acting("ana"):
                other = make_order(case, ana, order_type="peace")
                hearings.record_hearing(other, by=ana, kind="full", starts_at=clock.now() + timedelta(days=2))
        return done

    browser = as_staff("ana")
    with connection.execute_wrapper(colleague):
        page = browser.get(case.get_absolute_url())
    assert happened and page.status_code == 200
    with acting("ana"):
        assert EscalationWindow.objects.filter(case=case, order__order_type="peace").exists()
