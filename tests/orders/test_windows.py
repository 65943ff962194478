"""Recording service opens the window; the sweep carries it through."""

from __future__ import annotations

from orders.models import Alert, EscalationWindow, WindowPhase
from tests.orders.conftest import said, serve


def test_po_1_served_opens_the_window_in_the_same_transaction(order, ana, acting, frozen):
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        order.refresh_from_db()
        window = EscalationWindow.objects.get()
        assert order.service_state == "served"
        assert (window.state, window.phase, window.level, window.first_service) == ("open", "acute", 4, True)
        assert Alert.objects.get(phase="acute").state == "raised"
        assert WindowPhase.objects.count() == 4
