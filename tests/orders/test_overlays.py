"""Windows from other events than service: every row of the table, and what people notice of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

import orders
from caseload.foundation.errors import Denied
from caseload.foundation.moments import Interval
from caseload.models import Task
from orders.actions import endings, hearings, overlays
from orders.actions import orders as order_actions
from orders.choices import Trigger
from orders.escalation import rules_from, window_for
from orders.models import Alert, EscalationWindow
from tests.orders.conftest import CHICAGO, correct, said, serve

RULES = rules_from(
    json.loads((Path(orders.__file__).parent / "policies" / "post_service_default_v1.json").read_text())
)
EVENT = datetime(2026, 11, 10, 14, 0, tzinfo=CHICAGO)
H = timedelta(hours=1)


def day(month, number):
    """The first instant of a local day, which ends the day before."""
    return datetime(2026 if month > 10 else 2027, month, number, tzinfo=CHICAGO)


# What happened -> the phases it sets off, each with its end; None where it lasts until it is resolved.
ROWS = {
    "separation": [("high", day(11, 25)), ("elevated", day(2, 9))],
    "violation": [("acute", EVENT + 72 * H), ("high", day(11, 25))],
    "strangulation": [("acute", EVENT + 72 * H), ("high", day(12, 11))],
    "stalking": [("high", day(12, 11))],
    "firearm_access": [("high", None)],
    "surrender_overdue": [("acute", EVENT + 24 * H), ("high", None)],
    "hearing": [("high", EVENT + 72 * H)],
    "order_ended": [("high", day(11, 25))],
    "release": [("acute", EVENT + 72 * H), ("high", day(11, 25))],
    "job_loss": [("elevated", day(12, 11))],
    "programme_intake": [("watch", day(2, 9))],
    "programme_ended": [("high", day(11, 25))],
    "court_papers": [("high", day(11, 25))],
    "custody_exchange": [("elevated", day(11, 11))],
    "new_partner": [("elevated", day(12, 11))],
    "threats": [("acute", EVENT + 72 * H), ("high", day(12, 11))],
    "location_disclosed": [("acute", None)],
    "attempt": [("high", EVENT + 72 * H)],
    "client_fear": [
        ("acute", EVENT + 72 * H), ("high", day(11, 25)), ("elevated", day(12, 11)), ("watch", day(12, 25)),
    ],
}  # fmt: skip


def test_every_event_has_its_phases():
    assert set(ROWS) == {trigger.value for trigger in Trigger} - {"service"}
    for trigger, expected in ROWS.items():
        plan = window_for(RULES.for_trigger(trigger), Interval(EVENT, EVENT), CHICAGO)
        assert [(phase.key, phase.ends_at) for phase in plan.phases] == expected, trigger
        opens = EVENT - 24 * H if trigger == "hearing" else EVENT
        assert plan.opens_at == opens, trigger


def test_an_event_known_by_its_date_alone_widens_its_window():
    whole = Interval(day(11, 10).astimezone(UTC), day(11, 11).astimezone(UTC))
    plan = window_for(RULES.for_trigger("violation"), whole, CHICAGO)
    assert (plan.opens_at, plan.phases[0].ends_at) == (whole.start, whole.end + 72 * H)


@pytest.fixture
def happened(case, client_of_case, ana, acting, frozen):
    """`happened("violation")`: ana notes an event of now."""

    def note(trigger, at="2026-11-10T14:00-06:00", **more):
        with frozen(at), acting("ana"):
            moment = more.pop("when", datetime.fromisoformat(at))
            return overlays.raise_overlay(
                case, trigger=trigger, by=ana, when=Interval(moment, moment), tz=CHICAGO, **more
            )

    return note


def test_the_window_opens_with_tasks_and_an_alert(happened, case, acting):
    window = happened("violation", reason="Sent a message")
    with acting():
        case.refresh_from_db()
        assert (window.level, case.level, case.phase) == (4, 4, "acute")
        assert Alert.objects.get(state="raised").window == window
        kinds = set(Task.objects.filter(dedupe_key__startswith=window.ref).values_list("kind", flat=True))
        assert {"orders.reach_client", "orders.look_at_case"} <= kinds


def test_the_case_has_the_worst_of_all_and_shows_each_reason(
    happened, case, order, ana, acting, as_staff, frozen
):
    happened("job_loss")
    happened("stalking")
    page = as_staff("ana").get(reverse("caseload:case", args=[case.ref])).content.decode()
    with acting():
        case.refresh_from_db()
    assert case.level == 3
    assert "The respondent lost work" in page
    assert "Stalking, following or spying" in page


def test_asking_again_for_the_same_source_changes_nothing(happened, acting):
    first = happened("violation", source_key="violation:one")
    second = happened("violation", source_key="violation:one")
    with acting():
        assert first == second
        assert Alert.objects.filter(state="raised").count() == 1


def test_a_corrected_event_moves_its_window_and_keeps_the_old(happened, acting):
    first = happened("violation", source_key="violation:one")
    earlier = datetime(2026, 11, 9, 8, 0, tzinfo=CHICAGO)
    second = happened("violation", at="2026-11-10T15:00-06:00", when=earlier, source_key="violation:one")
    with acting():
        first.refresh_from_db()
        assert (first.state, second.replaces) == ("superseded", first)
        assert second.phases.get(phase="acute").ends_at == earlier + 72 * H
        assert Alert.objects.filter(state="raised").count() == 1  # The phase runs on, and its alert with it.


def test_an_event_long_over_opens_nothing(happened, acting):
    assert happened("violation", when=EVENT - timedelta(days=60)) is None
    with acting():
        assert not EscalationWindow.objects.exists()


def test_an_acute_event_learned_of_late_is_said_so(happened, acting):
    window = happened("threats", when=EVENT - timedelta(days=5))
    with acting():
        assert (window.missed_acute, window.phase) == (True, "high")
        assert Alert.objects.get(state="raised").kind == "late_entry"
        assert Task.objects.filter(kind="orders.contact_now").exists()


def test_an_open_ended_window_waits_for_its_reason_to_go(happened, sweep, case, acting, frozen):
    window = happened("firearm_access", source_key="firearms:one")
    sweep("2027-03-01T09:00-06:00")
    with acting():
        window.refresh_from_db()
        assert (window.state, window.level, window.next_change_at) == ("open", 3, None)
    with frozen("2027-03-02T09:00-06:00"), acting("ana"):
        overlays.resolve("firearms:one", words="Proof has come")
        window.refresh_from_db()
        case.refresh_from_db()
        assert (window.state, case.level) == ("closed", 0)
        assert Alert.objects.get(window=window).is_waiting  # It is still to be answered.


def test_a_disclosed_location_stays_acute_until_a_supervisor_ends_it(
    happened, sol, ana, sweep, acting, frozen
):
    from orders.actions import alerts

    window = happened("location_disclosed", reason="A letter went to the old address")
    with frozen("2026-11-20T09:00-06:00"):
        with acting("sol"):
            alerts.acknowledge(Alert.objects.get(), by=sol, note="Mine")
        with acting("ana"), pytest.raises(Denied):
            endings.close_early(window, by=ana, reason="Moved", client_view="Safe")
        with acting("sol"):
            assert window.level == 4
            endings.close_early(window, by=sol, reason="Moved", client_view="Safe")
            assert EscalationWindow.objects.get(pk=window.pk).state == "closed"


def test_a_client_who_is_more_afraid_is_watched_at_the_level_she_is_given(happened):
    assert happened("client_fear", highest=3).level == 3
    assert happened("client_fear", highest=1).level == 1


def test_a_hearing_is_laid_out_ahead_and_opens_the_day_before(
    order, case, ana, sweep, acting, frozen, as_staff
):
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        hearings.record_hearing(
            order, by=ana, kind="full", starts_at=datetime(2026, 11, 20, 9, 30, tzinfo=CHICAGO)
        )
        window = EscalationWindow.objects.get(trigger="hearing")
        assert (window.level, window.phase) == (0, "")
    with frozen("2026-11-12T09:00-06:00"):
        assert "No window is open" in as_staff("sol").get(reverse("orders:board")).content.decode()
    sweep("2026-11-19T09:30-06:00")
    with acting():
        window.refresh_from_db()
        assert (window.level, window.phase) == (3, "high")
    sweep("2026-11-23T09:30-06:00")
    with acting():
        window.refresh_from_db()
        assert window.state == "closed"


def test_a_moved_hearing_moves_its_window(order, ana, acting, frozen):
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        hearing = hearings.record_hearing(
            order, by=ana, kind="full", starts_at=datetime(2026, 11, 20, 9, 30, tzinfo=CHICAGO)
        )
        later = datetime(2026, 12, 4, 9, 30, tzinfo=CHICAGO)
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, starts_at=later)
        window = EscalationWindow.objects.get(trigger="hearing", state="open")
        assert window.opens_at == later - 24 * H
        assert EscalationWindow.objects.filter(trigger="hearing").count() == 2


def test_a_hearing_called_off_ahead_calls_for_no_care_and_asks_what_follows(
    order, case, ana, acting, frozen, as_staff
):
    """It may be said before its day, unlike what came of a hearing; put back, its days are watched again."""
    starts_at = datetime(2026, 11, 20, 9, 30, tzinfo=CHICAGO)
    with frozen("2026-11-10T09:00-06:00"):
        with acting("ana"):
            hearing = hearings.record_hearing(order, by=ana, kind="full", starts_at=starts_at)
        browser, edit = as_staff("ana"), reverse("orders:edit_hearing", args=[hearing.ref])
        same = {"kind": "full", "starts_at_0": "2026-11-20", "starts_at_1": "09:30", "version": 1}
        assert browser.post(edit, {**same, "outcome": "granted"}).status_code == 422
        assert browser.post(edit, {**same, "outcome": "cancelled"}).status_code == 302
        with acting("ana"):
            assert not EscalationWindow.objects.filter(trigger="hearing", state="open").exists()
            assert Task.objects.filter(case=case, kind="orders.ask_what_follows", state="open").exists()
        assert "Hearing taken off the calendar" in browser.get(order.get_absolute_url()).content.decode()
        with acting("ana"):
            hearing.refresh_from_db()
            hearings.edit_hearing(hearing, by=ana, version=hearing.version, outcome="")
            window = EscalationWindow.objects.get(trigger="hearing", state="open")
        assert window.opens_at == starts_at - 24 * H


def test_days_of_care_that_have_begun_outlast_a_hearing_called_off(order, ana, acting, frozen, sweep):
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        starts_at = datetime(2026, 11, 20, 9, 30, tzinfo=CHICAGO)
        hearing = hearings.record_hearing(order, by=ana, kind="full", starts_at=starts_at)
    sweep("2026-11-19T12:00-06:00")
    with frozen("2026-11-19T13:00-06:00"), acting("ana"):
        hearing.refresh_from_db()
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, outcome="cancelled")
        assert EscalationWindow.objects.get(trigger="hearing", state="open").level == 3


def test_po_4_an_attempt_without_service_calls_for_care(order, case, ana, acting, frozen):
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        attempt = serve(order, ana, said("2026-11-06", "17:05"), outcome="evaded")
        window = EscalationWindow.objects.get(trigger="attempt")
        assert (window.level, window.closes_at) == (3, datetime(2026, 11, 9, 17, 5, tzinfo=CHICAGO))
        assert Task.objects.filter(kind="orders.attempt_tell_client", state="open").exists()
        correct(attempt, ana, said("2026-11-06", "17:05"), outcome="cancelled")
        window.refresh_from_db()
        assert window.state == "closed"


def test_a_dismissed_order_calls_for_care(order, ana, acting, frozen):
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        order_actions.end_order(order, by=ana, version=order.version, state="dismissed")
        assert EscalationWindow.objects.get(trigger="order_ended").level == 3


def test_only_who_may_work_on_orders_notes_an_event(case, client_of_case, cast, acting):
    with acting("ben"), pytest.raises(Denied):
        overlays.raise_overlay(
            case, trigger="violation", by=cast["ben"], when=Interval(EVENT, EVENT), tz=ZoneInfo("UTC")
        )
