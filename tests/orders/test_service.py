"""Rules of service: PO-1, PO-2, PO-3 and PO-6."""

from __future__ import annotations

import pytest
from django.urls import reverse

from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Precision
from caseload.models import AuditEntry, Notification, Task
from orders.actions import orders as order_actions
from orders.actions import service as service_actions
from orders.models import Alert, EscalationWindow, ServiceAttempt, WindowPhase
from tests.orders.conftest import correct, said, serve

KNOWN = "2026-11-06T17:30-06:00"


@pytest.mark.parametrize("outcome", ["served", "refused_but_left"])
def test_po_1_service_opens_the_window_in_the_same_transaction(outcome, order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"), outcome=outcome)
        order.refresh_from_db()
        window = EscalationWindow.objects.get()
        assert order.service_state == "served"
        assert (window.state, window.phase, window.level, window.first_service) == ("open", "acute", 4, True)
        assert Alert.objects.get(phase="acute").state == "raised"
        assert [phase.phase for phase in WindowPhase.objects.order_by("position")] == [
            "acute", "high", "elevated", "watch",
        ]  # fmt: skip
        order.case.refresh_from_db()
        assert (order.case.level, order.case.phase) == (4, "acute")


def test_po_1_when_the_window_cannot_open_service_is_not_saved(order, ana, acting, frozen, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no window")

    monkeypatch.setattr("orders.actions.service.reconsider", broken)
    with frozen(KNOWN), acting("ana"):
        with pytest.raises(RuntimeError):
            serve(order, ana, said("2026-11-06", "17:05"))
        assert not ServiceAttempt.objects.exists()


@pytest.mark.parametrize("outcome", ["evaded", "not_found", "wrong_address", "in_custody", "cancelled"])
def test_po_1_an_attempt_without_service_opens_no_window(outcome, order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"), outcome=outcome)
        order.refresh_from_db()
        assert not EscalationWindow.objects.filter(trigger="service").exists()
        assert order.is_unserved


def test_po_1_the_tasks_before_service_give_way_to_those_after_it(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        assert Task.objects.filter(dedupe_key__startswith=f"{order.ref}:pending:1", state="open").count() == 9
        serve(order, ana, said("2026-11-06", "17:05"))
        assert not Task.objects.filter(dedupe_key__startswith=f"{order.ref}:pending", state="open").exists()
        assert Task.objects.get(kind="orders.reach_client").assigned_to == ana


def test_po_2_the_earliest_of_two_services_opens_the_window(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        first = EscalationWindow.objects.get()
        earlier = serve(order, ana, said("2026-11-06", "09:00"))
        open_windows = EscalationWindow.objects.filter(state="open")
        assert [window.attempt for window in open_windows] == [earlier]
        first.refresh_from_db()
        assert first.state == "superseded"
        assert ServiceAttempt.objects.filter(state="stands").count() == 2


def test_po_2_a_later_service_of_the_same_paper_is_kept_and_opens_nothing(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-06", "09:00"))
        serve(order, ana, said("2026-11-06", "17:05"))
        assert EscalationWindow.objects.count() == 1
        assert ServiceAttempt.objects.count() == 2


def test_po_2_service_of_a_new_paper_opens_a_full_window(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-05", "09:00"))
        order.refresh_from_db()
        order_actions.edit_order(
            order, by=ana, version=order.version, new_paper=True, issued=said("2026-11-02"), expiry="unknown"
        )
        assert (order.paper_version, order.service_state) == (2, "not_sent")
        again = serve(order, ana, said("2026-11-06", "17:05"))
        window = EscalationWindow.objects.get(state="open")
        assert (window.attempt, window.phase, window.first_service) == (again, "acute", False)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (said("2026-11-06", "17:36"), "future"),
        (said("2026-11-07"), "future"),
        (said("2026-11-01", "23:59"), "before the order was issued"),
        (said("2026-11-01"), "before the order was issued"),
    ],
)
def test_po_3_service_lies_between_issue_and_now(when, words, order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"), pytest.raises(RuleBroken, match=words):
        serve(order, ana, when)


@pytest.mark.parametrize(
    "when", [said("2026-11-06", "17:35"), said("2026-11-06"), said("2026-11-02", "00:00")]
)
def test_po_3_what_may_have_been_is_accepted(when, order, ana, acting, frozen):
    """Five minutes of difference between clocks, today without a time, the very day of issue."""
    with frozen(KNOWN), acting("ana"):
        assert serve(order, ana, when).pk


def test_po_3_not_before_the_petition_was_filed(case, ana, acting, frozen):
    from tests.orders.conftest import make_order

    with frozen(KNOWN), acting("ana"):
        about = said("2026-11-02", precision=Precision.APPROX_DATE, give_or_take_days=5)
        from datetime import date

        order = make_order(case, ana, issued=about, filed_on=date(2026, 10, 30))
        with pytest.raises(RuleBroken, match="petition was filed"):
            serve(order, ana, said("2026-10-29"))
        assert serve(order, ana, said("2026-10-30")).pk


def test_po_3_on_the_page_the_words_stand_at_the_date(order, as_staff, frozen):
    with frozen(KNOWN):
        fields = {
            "outcome": "served", "precision": "exact", "day": "2026-11-07", "at": "09:00",
            "tz": "America/Chicago", "server": "sheriff", "place_kind": "home", "source": "police",
            "place": "Blue house", "note": "Told by phone",
        }  # fmt: skip
        answer = as_staff("ana").post(reverse("orders:record_service", args=[order.ref]), fields)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "This lies in the future" in page
        assert "Blue house" in page and "Told by phone" in page


def test_po_6_a_correction_recomputes_and_keeps_what_was(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        before = EscalationWindow.objects.get()
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        right = correct(wrong, ana, said("2026-11-06", "15:05"), reason="The return states 3:05 pm")
        wrong.refresh_from_db()
        before.refresh_from_db()
        after = EscalationWindow.objects.get(state="open")
        assert (wrong.state, wrong.change_reason) == ("corrected", "The return states 3:05 pm")
        assert (right.corrects, after.attempt, after.replaces) == (wrong, right, before)
        assert before.state == "superseded"
        moved = {
            phase.phase: (phase.ends_at - WindowPhase.objects.get(window=before, phase=phase.phase).ends_at)
            for phase in WindowPhase.objects.filter(window=after)
        }
        assert moved["acute"].total_seconds() == -2 * 3600
        assert moved["high"].total_seconds() == 0  # days are counted from the same day
        assert AuditEntry.objects.filter(event="orders.service_corrected").exists()


def test_po_6_alerts_already_raised_are_kept(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        raised = Alert.objects.get(state="raised")
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        correct(wrong, ana, said("2026-11-06", "16:00"))
        raised.refresh_from_db()
        assert (raised.state, raised.closed_reason) == ("closed", "superseded")
        assert Alert.objects.filter(window=raised.window).count() == 4


def test_po_6_a_correction_does_not_give_an_unanswered_alert_more_time(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        answer_by = Alert.objects.get(state="raised").acknowledge_by
    with frozen("2026-11-06T19:00-06:00"), acting("ana"):
        correct(wrong, ana, said("2026-11-06", "16:00"))
        goes_on = Alert.objects.get(state="raised")
        assert goes_on.acknowledge_by == answer_by
        assert goes_on.window.state == "open"
        assert Notification.objects.filter(kind="orders.alert", channel="email", recipient=ana).count() == 1


def test_po_6_a_correction_needs_a_reason_and_happens_once(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        with pytest.raises(RuleBroken):
            correct(wrong, ana, said("2026-11-06", "16:00"), reason="  ")
        correct(wrong, ana, said("2026-11-06", "16:00"))
        with pytest.raises(Stale):
            correct(wrong, ana, said("2026-11-06", "15:00"))


def test_po_6_a_withdrawn_service_ends_its_window_and_stays_on_record(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        service_actions.void_service(wrong, by=ana, reason="Another case")
        window = EscalationWindow.objects.get()
        order.refresh_from_db()
        assert window.state == "superseded"
        assert order.is_unserved
        assert set(Alert.objects.values_list("state", "closed_reason")) == {("closed", "void")}
        assert not Task.objects.filter(dedupe_key__startswith=window.tasks_ref, state="open").exists()
        order.case.refresh_from_db()
        assert (order.case.level, order.case.phase) == (0, "pending_service")


def test_an_attempt_that_may_have_been_noticed_sets_a_task(order, ana, acting, frozen):
    with frozen(KNOWN), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"), outcome="evaded")
        assert Task.objects.filter(kind="orders.attempt_tell_client").count() == 1


def test_late_knowledge_is_reviewed(order, ana, acting, frozen, sol):
    with frozen("2026-11-10T17:30-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        assert Task.objects.get(kind="orders.late_knowledge").assigned_to == sol


def test_service_waits_for_the_order_to_be_issued(case, ana, acting, frozen):
    from tests.orders.conftest import make_order

    with frozen(KNOWN), acting("ana"):
        order = order_actions.record_order(
            case, by=ana, order_type="final", state="filed", tz="America/Chicago", terms=[]
        )
        with pytest.raises(RuleBroken, match="issued"):
            serve(order, ana, said("2026-11-06", "17:05"))
        assert make_order(case, ana).is_unserved
