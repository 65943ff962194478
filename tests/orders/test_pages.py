"""Every page of orders opens, says what it should, and keeps what was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.models import Alert, ProtectiveOrder
from tests.orders.conftest import said, serve

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


@pytest.fixture
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


def test_the_policy_pages(as_staff):
    assert as_staff("ana").get(reverse("orders:policy")).status_code == 200
    assert as_staff("ana").get(reverse("orders:edit_policy")).status_code == 403
    assert as_staff("ada").get(reverse("orders:edit_policy")).status_code == 200
