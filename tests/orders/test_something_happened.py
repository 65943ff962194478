"""Noting that something happened: each event through its action, from its window's beginning to its end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseload.foundation.errors import Denied, RuleBroken, Stale
from caseload.models import Task
from orders.actions import alerts, custody, endings, hearings, noted, violations
from orders.actions import orders as order_actions
from orders.choices import NOTABLE, OWN_RECORD, Trigger
from orders.models import Alert, EscalationWindow, NotedEvent
from tests.orders.conftest import CHICAGO, NOW, said, serve, window_of
from tests.orders.test_overlays import ROWS

EVENT = datetime.fromisoformat(NOW)


def _own_record(trigger, order, ana):
    """The event as its own record tells it."""
    if trigger == "hearing":
        hearings.record_hearing(order, by=ana, kind="full", starts_at=EVENT)
    elif trigger == "attempt":
        serve(order, ana, said("2026-11-10", "14:00"), outcome="evaded")
    elif trigger == "order_ended":
        order_actions.end_order(order, by=ana, version=order.version, state="dismissed")
    elif trigger == "violation":
        told = {"channel": "call", "facts": "Called at work", "order": order}
        violations.record_violation(order.case, by=ana, said=said("2026-11-10", "14:00"), **told)
    else:
        custody.record_release_alone(order.case, by=ana, said=said("2026-11-10", "14:00"))


@pytest.mark.parametrize("trigger", ROWS)
def test_every_event_runs_through_its_phases_to_its_end(
    trigger, order, ana, sol, note, sweep, acting, frozen
):
    if trigger in NOTABLE:
        note(trigger)
    else:
        with frozen(NOW), acting("ana"):
            _own_record(trigger, order, ana)
    with acting():
        window = EscalationWindow.objects.get(trigger=trigger)
    at = EVENT
    for number, (phase, ends) in enumerate(ROWS[trigger]):
        if number:
            sweep(at)
        with acting():
            window.refresh_from_db()
            assert (window.phase, window.phase_ends_at) == (phase, ends), at
            assert Alert.objects.filter(
                window=window, phase=phase, state__in=["raised", "escalated"]
            ).exists()
            kinds = set(
                Task.objects.filter(dedupe_key__startswith=f"{window.ref}:{phase}").values_list(
                    "kind", flat=True
                )
            )
            wanted = {f"orders.{task.key}" for task in window.rules.phase(phase).tasks if not task.only_if}
            assert wanted <= kinds
        at = ends or at
    if ROWS[trigger][-1][1] is None:
        with frozen(at + timedelta(days=200)), acting("sol"):
            for alert in Alert.objects.filter(window=window, state__in=["raised", "escalated"]):
                alerts.acknowledge(alert, by=sol, note="Mine")
            endings.close_early(window, by=sol, reason="It is resolved", client_view="Safe")
    else:
        sweep(at)
    with acting():
        window.refresh_from_db()
        assert window.state == "closed"


def test_every_event_has_one_place_where_it_is_entered():
    assert set(NOTABLE) | set(OWN_RECORD) == set(Trigger)
    assert not set(NOTABLE) & set(OWN_RECORD)


def test_strangulation_told_within_thirty_days_counts_from_the_telling_and_asks_for_care(note, acting):
    event = note("strangulation", ago=timedelta(days=20))
    with acting():
        window = window_of(event)
        assert (window.level, window.phases.get(phase="acute").ends_at) == (4, EVENT + timedelta(hours=72))
        assert Task.objects.filter(kind="orders.medical_strangulation", state="open").exists()


def test_strangulation_of_long_ago_is_kept_on_record_and_opens_nothing(note, acting):
    event = note("strangulation", ago=timedelta(days=31))
    with acting():
        assert (event.no_window, window_of(event)) == ("long_ago", None)
        assert NotedEvent.objects.get().reason == "It happened"


def test_strangulation_that_may_have_been_within_thirty_days_counts_as_such(note, acting):
    about = said("2026-10-01", precision="approx_date", give_or_take_days=15)
    event = note("strangulation", when=about)
    with acting():
        assert window_of(event).level == 4


def test_stalking_counts_from_its_report(note, acting):
    event = note("stalking", ago=timedelta(days=12))
    with acting():
        assert window_of(event).closes_at == datetime(2026, 12, 11, tzinfo=CHICAGO)


def test_a_new_partner_calls_for_care_only_when_the_respondent_knows(note, acting):
    assert note("new_partner", detail="unsure").no_window == "partner_unknown"
    assert note("new_partner", detail="not_known").no_window == "partner_unknown"
    known = note("new_partner", detail="known")
    with acting():
        assert EscalationWindow.objects.get() == window_of(known)


def test_living_together_again_is_noted_and_changes_nothing(note, case, acting):
    note("separation")
    again = note("separation", detail="returned", at="2026-11-12T09:00-06:00")
    with acting():
        case.refresh_from_db()
        assert again.no_window == "together_again"
        assert (case.level, case.status, EscalationWindow.objects.get().state) == (3, "open", "open")


def test_a_location_stays_acute_until_a_supervisor_says_it_is_resolved(note, ana, sol, sweep, acting, frozen):
    event = note("location_disclosed")
    sweep("2026-12-24T09:00-06:00")
    with frozen("2026-12-24T10:00-06:00"):
        with acting("ana"):
            window = window_of(event)
            assert window.level == 4
            with pytest.raises(Denied):
                noted.withdraw_event(event, by=ana, why="A mistake")
            with pytest.raises(Denied):
                endings.close_early(window, by=ana, reason="Moved", client_view="Safe")
        with acting("sol"):
            alerts.acknowledge(Alert.objects.get(window=window), by=sol, note="Mine")
            endings.close_early(window, by=sol, reason="Moved", client_view="Safe")
            window.refresh_from_db()
            assert (window.state, window.close_reason) == ("closed", "Moved")


def test_a_client_s_fear_is_raised_by_one_and_turned_down_by_a_second(note, ana, sol, cast, acting, frozen):
    event = note("client_fear", level=2)
    facts = {"said": said("2026-11-10", "14:00"), "reason": "It happened", "why": "As told"}
    with frozen("2026-11-10T15:00-06:00"):
        with acting("ana"):
            event = noted.correct_event(event, by=ana, level=4, **facts)
            assert window_of(event).level == 4
            with pytest.raises(Denied):
                noted.correct_event(event, by=ana, level=1, **facts)
            with pytest.raises(Denied):
                noted.withdraw_event(event, by=ana, why="A mistake")
        with acting("sol"):
            event = noted.correct_event(event, by=sol, level=1, **facts)
            assert window_of(event).level == 1


def test_nobody_turns_down_alone_what_they_noted_themselves(note, sol, cast, acting, frozen):
    event = note("client_fear", by="sol", level=3)
    with frozen("2026-11-10T15:00-06:00"):
        with acting("sol"):
            window = window_of(event)
            alerts.acknowledge(Alert.objects.get(window=window, state="raised"), by=sol, note="Mine")
            with pytest.raises(RuleBroken, match="second person"):
                endings.close_early(window, by=sol, reason="Calmer", client_view="Calmer")
            with pytest.raises(RuleBroken, match="second person"):
                noted.withdraw_event(event, by=sol, why="A mistake")
        with acting("dee"):
            endings.close_early(window, by=cast["dee"], reason="Calmer", client_view="Calmer")
            assert EscalationWindow.objects.get().state == "closed"


def test_a_lower_fear_told_later_does_not_lower_the_case(note, case, acting):
    note("client_fear", level=4)
    note("client_fear", level=1, at="2026-11-10T16:00-06:00")
    with acting():
        case.refresh_from_db()
        assert case.level == 4


def test_only_a_handing_over_of_children_may_lie_ahead(note, acting):
    ahead = said("2026-11-14", "10:00")
    with pytest.raises(RuleBroken) as refused:
        note("threats", when=ahead)
    assert refused.value.field == "day"
    event = note("custody_exchange", when=ahead)
    with acting():
        assert (window_of(event).state, window_of(event).level) == ("open", 0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"trigger": "threats", "reason": " "}, "reason"),
        ({"trigger": "separation", "detail": ""}, "detail"),
        ({"trigger": "client_fear", "level": None}, "level"),
        ({"trigger": "client_fear", "level": 5}, "level"),
        ({"trigger": "hearing"}, "trigger"),
        ({"trigger": "threats", "when": said("2026-03-08", "02:30")}, "at"),
    ],
)
def test_what_is_missing_is_said_at_its_field(facts, field, note):
    with pytest.raises(RuleBroken) as refused:
        note(**facts)
    assert refused.value.field == field


def test_a_second_press_notes_nothing_twice(note, acting):
    assert note("threats") == note("threats", at="2026-11-10T14:01-06:00", ago=timedelta(minutes=1))
    with acting():
        assert EscalationWindow.objects.count() == NotedEvent.objects.count() == 1


def test_po_6_a_corrected_event_keeps_what_was_told_and_why_it_changed(note, ana, acting, frozen):
    event = note("threats", reason="Called at work")
    with frozen("2026-11-10T16:00-06:00"), acting("ana"):
        facts = {"said": said("2026-11-09", "08:00"), "reason": "Called at home", "why": "The log says so"}
        new = noted.correct_event(event, by=ana, **facts)
        with pytest.raises(Stale):
            noted.correct_event(event, by=ana, **facts)
        event.refresh_from_db()
        assert (event.state, event.reason, event.change_reason) == (
            "corrected",
            "Called at work",
            "The log says so",
        )
        assert (new.corrects, new.source_key) == (event, event.source_key)
        window = window_of(new)
        assert window.reason == "Called at home"
        assert window.phases.get(phase="acute").ends_at == datetime(2026, 11, 12, 8, 0, tzinfo=CHICAGO)
        assert window.replaces.state == "superseded"
        assert Alert.objects.filter(state="raised").count() == 1


def test_words_corrected_alone_leave_the_window_as_it_runs(note, ana, acting, frozen):
    event = note("threats", reason="Called")
    with frozen("2026-11-10T16:00-06:00"), acting("ana"):
        before = window_of(event)
        new = noted.correct_event(event, by=ana, said=said("2026-11-10", "14:00"), reason="Wrote", why="Typo")
        assert (window_of(new), window_of(new).reason) == (before, "Wrote")


def test_words_corrected_do_not_open_anew_what_a_supervisor_closed(note, ana, sol, sweep, acting, frozen):
    event = note("stalking")
    with frozen("2026-11-12T16:00-06:00"):
        with acting("sol"):
            window = window_of(event)
            alerts.acknowledge(Alert.objects.get(window=window), by=sol, note="Mine")
            endings.close_early(window, by=sol, reason="It was the neighbour", client_view="Relieved")
        with acting("ana"):
            noted.correct_event(event, by=ana, said=said("2026-11-10", "14:00"), reason="Wrote", why="Typo")
            assert EscalationWindow.objects.get().state == "closed"


def test_w_8_an_acute_event_noted_late_calls_at_once(note, acting):
    event = note("threats", ago=timedelta(days=5))
    with acting():
        assert (window_of(event).missed_acute, window_of(event).phase) == (True, "high")
        assert Alert.objects.get(state="raised").kind == "late_entry"
        assert Task.objects.filter(kind="orders.contact_now", state="open").exists()


def test_w_9_an_event_corrected_into_its_acute_phase_calls_anew(note, ana, sol, acting, frozen):
    event = note("threats", ago=timedelta(days=5))
    with frozen("2026-11-10T15:00-06:00"):
        with acting("sol"):
            alerts.acknowledge(Alert.objects.get(state="raised"), by=sol, note="Mine")
        with acting("ana"):
            new = noted.correct_event(
                event,
                by=ana,
                said=said("2026-11-10", "09:00"),
                reason="It happened",
                why="Today, not Thursday",
            )
            raised = Alert.objects.get(state="raised")
            assert (raised.window, raised.phase, raised.level) == (window_of(new), "acute", 4)


def test_an_event_taken_back_ends_its_window_and_stays_on_record(note, ana, case, acting, frozen):
    event = note("threats")
    with frozen("2026-11-10T16:00-06:00"), acting("ana"):
        with pytest.raises(RuleBroken):
            noted.withdraw_event(event, by=ana, why=" ")
        noted.withdraw_event(event, by=ana, why="Another case")
        event.refresh_from_db()
        case.refresh_from_db()
        assert (event.state, event.change_reason, window_of(event).state, case.level) == (
            "void",
            "Another case",
            "closed",
            0,
        )
        assert not Task.objects.filter(dedupe_key__startswith=window_of(event).ref, state="open").exists()


def test_an_event_that_is_corrected_out_of_its_time_loses_its_window(note, ana, acting, frozen):
    event = note("strangulation")
    with frozen("2026-11-10T16:00-06:00"), acting("ana"):
        new = noted.correct_event(
            event, by=ana, said=said("2026-06-01"), reason="It happened", why="Last summer"
        )
        assert (new.no_window, window_of(new).state) == ("long_ago", "closed")


def test_what_the_rules_do_not_name_is_kept_on_record(note, acting, frozen):
    from orders.actions import policies

    with frozen("2026-11-10T09:00-06:00"), acting("dee"):
        rules = policies.default_rules()
        rules["triggers"] = []
        policies.set_policy(rules, by=None)
    assert note("job_loss").no_window == "not_in_rules"


def test_only_who_may_work_on_orders_notes_what_happened(note):
    with pytest.raises(Denied):
        note("threats", by="ben")
