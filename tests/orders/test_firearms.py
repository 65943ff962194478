"""Firearms under an order: access, the deadline that passes without proof, and the proof."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseload.foundation import clock
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry, Task
from orders.actions import deadline_answers, firearms, sweep
from orders.actions import deadline_sweep as deadline_steps
from orders.actions import orders as order_actions
from orders.deadlines import Kind
from orders.models import Deadline, EscalationWindow, FirearmSurrender
from tests.kept import kept_fixture
from tests.orders.conftest import CHICAGO, correct, make_order, said, serve

NOON = "2026-11-06T12:00-06:00"
SERVED = said("2026-11-06", "17:05")
DUE = datetime(2026, 11, 7, 17, 5, tzinfo=CHICAGO)


@kept_fixture
def armed(case, client_of_case, acting, frozen, ana):
    """An order that forbids firearms, not served yet."""
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        return make_order(case, ana, terms=["01", "07"])


@pytest.fixture
def know(armed, ana, acting, frozen):
    """`know(access="yes")`: ana notes what is known; noon of 6 November unless told."""

    def note(at=NOON, order=armed, **facts):
        with frozen(at), acting("ana"):
            return firearms.edit_firearms(order, by=ana, **facts)

    return note


@kept_fixture
def served(armed, ana, acting, frozen):
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        return serve(armed, ana, SERVED)


@pytest.fixture
def prove(armed, ana, acting, frozen):
    def record(at="2026-11-07T12:00-06:00", **facts):
        with frozen(at), acting("ana"):
            row = FirearmSurrender.objects.select_related("case", "order").get(order=armed)
            facts = {"proof_on": date(2026, 11, 7), "proof_kind": "receipt", **facts}
            return firearms.record_proof(row, by=ana, version=row.version, **facts)

    return record


def windows(trigger):
    return EscalationWindow.objects.filter(state="open", trigger=trigger)


def row_of(order):
    return FirearmSurrender.objects.select_related("case", "order").get(order=order)


# ---- Access --------------------------------------------------------------------------------------


def test_an_order_that_forbids_firearms_is_followed_from_the_start(armed, order, acting):
    with acting():
        assert [row.order for row in FirearmSurrender.objects.select_related("order")] == [armed]


def test_c_2_access_without_proof_opens_a_window_until_proof_comes(know, prove, armed, case, acting):
    know(access="yes", access_words="A rifle in the truck")
    with acting():
        window = windows("firearm_access").get()
        assert (window.level, window.closes_at, window.order) == (3, None, armed)
    prove()
    with acting():
        window.refresh_from_db()
        assert window.state == "closed"
        assert Task.objects.filter(kind="orders.firearms_tell_client", state="open").count() == 1


def test_access_that_turns_out_wrong_ends_the_window(know, acting):
    know(access="yes")
    know(access="no")
    with acting():
        assert not windows("firearm_access").exists()


def test_saying_it_twice_opens_one_window(know, acting):
    know(access="yes")
    know(access="yes", to_whom="police")
    with acting():
        assert EscalationWindow.objects.filter(trigger="firearm_access").count() == 1


def test_new_access_after_proof_asks_to_set_the_proof_aside(know, prove, ana, armed, acting, frozen):
    know(access="yes")
    prove()
    know(at="2026-11-08T09:00-06:00", access="no")
    with pytest.raises(RuleBroken) as refused:
        know(at="2026-11-08T09:00-06:00", access="yes")
    assert refused.value.field == "access"
    with acting("ana"), frozen("2026-11-08T10:00-06:00"):
        row = row_of(armed)
        row.access = "yes"
        firearms.set_aside(row, by=ana, version=row.version, reason="A pistol more")
        assert windows("firearm_access").exists()
        assert not Task.objects.filter(kind="orders.firearms_tell_client", state="open").exists()


# ---- The deadline --------------------------------------------------------------------------------


def test_dt_8_the_time_for_firearms_runs_day_and_night(case, client_of_case, ana, acting, frozen):
    """Vector V15: served on a Friday evening, due on Saturday; the receipt on Sunday."""
    west = ZoneInfo("America/Los_Angeles")
    with frozen("2026-11-27T19:00-08:00"), acting("ana"):
        order = make_order(case, ana, terms=["07"], tz="America/Los_Angeles")
        serve(order, ana, said("2026-11-27", "18:40", west))
        firearms.edit_firearms(order, by=ana, ordered="yes")
        assert row_of(order).next_due_at == datetime(2026, 11, 28, 18, 40, tzinfo=west)


def test_c_2_a_deadline_that_passes_without_proof_opens_its_window_once(know, served, armed, sweep, acting):
    know(ordered="yes")
    sweep("2026-11-07T17:04-06:00")
    with acting():
        assert not windows("surrender_overdue").exists()
    for minute in ("17:05", "17:06", "17:07"):
        sweep(f"2026-11-07T{minute}-06:00")
    with acting():
        window = EscalationWindow.objects.get(trigger="surrender_overdue")
        assert (window.level, window.event_from, window.order) == (4, DUE, armed)
        assert AuditEntry.objects.filter(event="orders.surrender_overdue").count() == 1


def test_the_minute_asks_above_the_agencies(know, served, agency):
    from caseload.foundation.context import acting_as

    know(ordered="yes")
    with acting_as(agency, source="command"):
        EscalationWindow.objects.update(next_change_at=None, closes_at=None)
        from orders.models import Alert

        Alert.objects.update(acknowledge_by=None, due_at=datetime(2027, 1, 1, tzinfo=CHICAGO))
    assert sweep.due_agencies(datetime(2026, 11, 7, 17, 4, tzinfo=CHICAGO)) == []
    assert sweep.due_agencies(DUE) == [agency.pk]


def test_four_hours_later_somebody_asks_and_with_proof_nobody_does(
    know, served, prove, acting_job, frozen, acting
):
    know(ordered="yes")

    def asked(at):
        with frozen(at), acting_job():
            deadline_steps.sweep(now=clock.now())
            return Task.objects.filter(kind="orders.firearm_proof_missing", state="open").count()

    assert asked("2026-11-07T21:04-06:00") == 0
    assert asked("2026-11-07T21:05-06:00") == 1
    prove(at="2026-11-07T22:00-06:00")
    assert asked("2026-11-07T22:05-06:00") == 0


def test_proof_ends_both_windows_and_every_question_about_it(know, served, prove, sweep, armed, acting):
    know(access="yes", ordered="yes")
    sweep("2026-11-07T17:05-06:00")
    with acting():
        assert windows("surrender_overdue").exists() and windows("firearm_access").exists()
    prove(at="2026-11-07T18:00-06:00", filed_on=date(2026, 11, 7))
    with acting():
        assert not windows("surrender_overdue").exists() and not windows("firearm_access").exists()
        kinds = ["orders.firearm_surrender_due", "orders.firearm_receipt_due", "orders.firearm_proof"]
        assert not Task.objects.filter(kind__in=kinds, state="open").exists()
        states = Deadline.objects.filter(order=armed, kind__startswith="firearm_").values_list(
            "kind", "state"
        )
        assert dict(states) == {Kind.FIREARM_SURRENDER: "met", Kind.FIREARM_RECEIPT: "met"}


def test_proof_before_the_deadline_leaves_nothing_to_raise(know, served, prove, sweep, acting):
    know(ordered="yes")
    prove()
    sweep("2026-11-07T17:05-06:00")
    with acting():
        assert not EscalationWindow.objects.filter(trigger="surrender_overdue").exists()


NOT_AWAITED = [
    {"ordered": "unknown"}, {"ordered": "no", "access": "yes"}, {"ordered": "yes", "access": "no"},
    {"ordered": "yes", "exempt": "all"},
]  # fmt: skip


@pytest.mark.parametrize("facts", NOT_AWAITED, ids=str)
def test_nothing_is_overdue_where_nothing_is_awaited(know, served, sweep, acting, facts):
    know(**facts)
    sweep("2026-11-07T17:06-06:00")
    with acting():
        assert not windows("surrender_overdue").exists()


def test_a_deadline_somebody_calls_done_is_not_proof(know, served, ana, sweep, armed, acting, frozen):
    know(ordered="yes")
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        rows = Deadline.objects.select_related("case", "order")
        deadline_answers.mark_met(rows.get(order=armed, kind=Kind.FIREARM_SURRENDER), by=ana)
    sweep("2026-11-07T17:06-06:00")
    with acting():
        assert windows("surrender_overdue").exists()


def test_a_duty_weapon_alone_does_not_end_the_deadline(know, served, sweep, acting):
    know(ordered="yes", exempt="duty")
    sweep("2026-11-07T17:06-06:00")
    with acting():
        assert windows("surrender_overdue").exists()


def test_a_corrected_service_moves_the_deadline_and_takes_the_warning_back(
    know, served, ana, sweep, armed, acting, frozen
):
    know(ordered="yes")
    sweep("2026-11-07T17:06-06:00")
    with frozen("2026-11-07T18:00-06:00"), acting("ana"):
        correct(served, ana, said("2026-11-07", "09:00"))
        assert not windows("surrender_overdue").exists()
        assert row_of(armed).next_due_at == datetime(2026, 11, 8, 9, tzinfo=CHICAGO)
    sweep("2026-11-08T09:00-06:00")
    with acting():
        assert windows("surrender_overdue").count() == 1


def test_po_10_a_time_read_on_the_paper_stands_for_firearms_too(
    know, served, ana, sweep, armed, acting, frozen
):
    know(ordered="yes")
    with frozen("2026-11-06T19:00-06:00"), acting("ana"):
        deadline = Deadline.objects.select_related("case", "order").get(
            order=armed, kind=Kind.FIREARM_SURRENDER
        )
        deadline_answers.overwrite(
            deadline, by=ana, version=deadline.version, day=date(2026, 11, 9), why="Order"
        )
        assert row_of(armed).next_due_at == datetime(2026, 11, 10, tzinfo=CHICAGO)  # The whole of that day.
    sweep("2026-11-09T23:59-06:00")
    with acting():
        assert not windows("surrender_overdue").exists()
    sweep("2026-11-10T00:00-06:00")
    with acting():
        assert windows("surrender_overdue").exists()


def test_service_known_by_its_date_alone_warns_at_the_earliest_hour(know, armed, ana, sweep, acting, frozen):
    know(ordered="yes")
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06"))
    sweep("2026-11-07T00:00-06:00")
    with acting():
        window = windows("surrender_overdue").get()
        acute = window.phases.get(phase="acute")
        assert acute.ends_at == datetime(2026, 11, 9, tzinfo=CHICAGO)  # 24 hours after the latest.


def test_an_order_that_is_no_longer_in_force_raises_nothing(know, served, armed, ana, sweep, acting, frozen):
    know(ordered="yes")
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        armed.refresh_from_db()
        order_actions.end_order(armed, by=ana, version=armed.version, state="dismissed")
    sweep("2026-11-07T17:06-06:00")
    with acting():
        assert not windows("surrender_overdue").exists()


def test_w_7_an_open_window_outlives_the_order(know, served, armed, ana, sweep, acting, frozen):
    know(ordered="yes", access="yes")
    sweep("2026-11-07T17:06-06:00")
    with frozen("2026-11-08T09:00-06:00"), acting("ana"):
        armed.refresh_from_db()
        order_actions.end_order(armed, by=ana, version=armed.version, state="dismissed")
        assert windows("surrender_overdue").exists() and windows("firearm_access").exists()


def test_a_later_order_carries_on_what_is_known_and_its_window(know, case, armed, ana, acting, frozen):
    know(access="yes", access_words="A rifle")
    with frozen("2026-11-20T09:00-06:00"), acting("ana"):
        final = make_order(
            case, ana, order_type="final", terms=["07"], replaces=armed, issued=said("2026-11-20", "08:00")
        )
        row = row_of(final)
        assert (row.access, row.access_words, row.continues) == ("yes", "A rifle", row_of(armed))
        assert EscalationWindow.objects.filter(trigger="firearm_access").count() == 1
        firearms.record_proof(
            row, by=ana, version=row.version, proof_on=date(2026, 11, 20), proof_kind="receipt"
        )
        assert not windows("firearm_access").exists()


# ---- Pages ---------------------------------------------------------------------------------------


def test_the_way_through_the_pages(armed, case, as_staff, acting, frozen):
    with frozen(NOON):
        ana = as_staff("ana")
        page = ana.get(armed.get_absolute_url()).content.decode()
        assert "Firearms" in page
        fields = {
            "access": "yes", "access_source": "client_said", "ordered": "yes", "exempt": "unknown",
            "permit_suspended": "unknown", "access_words": "A rifle in the truck",
        }  # fmt: skip
        url = reverse("orders:firearms", args=[armed.ref])
        assert ana.post(url, {**fields, "access": ""}).status_code == 422
        assert ana.post(url, {**fields, "version": 1}).status_code == 302
        assert ana.post(url, {**fields, "version": 1, "access": "no"}).status_code == 409
        assert "A rifle in the truck" in ana.get(armed.get_absolute_url()).content.decode()
        assert "Can reach firearms" in ana.get(case.get_absolute_url()).content.decode()
        with acting():
            version = row_of(armed).version
        proof = {"version": version, "proof_on": "2026-11-07", "proof_kind": "receipt"}
        url = reverse("orders:firearms_proof", args=[armed.ref])
        assert ana.post(url, proof).status_code == 422  # Tomorrow.
        assert ana.post(url, {**proof, "proof_on": "2026-11-06"}).status_code == 302
        assert "Proven" in ana.get(armed.get_absolute_url()).content.decode()
        assert ana.post(reverse("orders:firearms_told", args=[armed.ref])).status_code == 302
        with acting():
            row = row_of(armed)
            assert row.client_told_on == date(2026, 11, 6)
        url = reverse("orders:firearms_set_aside", args=[armed.ref])
        assert ana.post(url, {"version": row.version, "reason": "Another one"}).status_code == 302
    with acting():
        assert windows("firearm_access").exists()
    assert as_staff("ben").get(reverse("orders:firearms", args=[armed.ref])).status_code == 404


def test_an_order_without_the_term_can_be_followed_too(order, as_staff, acting, frozen):
    with frozen(NOON):
        ana = as_staff("ana")
        url = reverse("orders:firearms", args=[order.ref])
        assert ana.get(url).status_code == 200
        with acting():
            assert not FirearmSurrender.objects.exists()
        assert ana.get(reverse("orders:firearms_proof", args=[order.ref])).status_code == 404
        fields = dict.fromkeys(("access", "ordered", "exempt", "permit_suspended"), "unknown")
        assert ana.post(url, {**fields, "access_source": "client_said"}).status_code == 302
    with acting():
        assert FirearmSurrender.objects.count() == 1
