"""Moving open windows to newer rules: never shortening what is acute now, once each, told in the history."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from caseload.actions import cases as case_actions
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import AuditEntry, Task
from orders.actions import rule_moves, sweep
from orders.models import Alert, EscalationWindow, RulesMove, RulesMoveItem, ServiceAttempt
from tests import factories
from tests.orders.conftest import correct, make_order, said, serve
from tests.orders.policy import set_rules, short_acute

SERVED = datetime.fromisoformat("2026-11-09T17:05-06:00")
ONE_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def in_phase(name, **changes):
    """A change of one phase after service, for `set_rules`."""

    def change(data):
        next(phase for phase in data["phases"] if phase["key"] == name).update(changes)

    return change


def without_task(key):
    def change(data):
        for phase in data["phases"]:
            phase["tasks"] = [task for task in phase["tasks"] if task["key"] != key]

    return change


@pytest.fixture
def move(acting, frozen, cast):
    """`move(at, change)`: the rules are changed at that instant and the open windows moved to them by sol."""

    def run(at, *changes, by="sol", refs=None):
        with frozen(at), acting(by):
            policy = set_rules(lambda data: [change(data) for change in changes])
            return rule_moves.ask(policy, by=cast[by], refs=refs)

    return run


@pytest.fixture
def newest(acting):
    def find():
        with acting("sol"):
            return EscalationWindow.objects.select_related("policy", "replaces").order_by("-pk").first()

    return find


def ends(window, phase):
    return window.phases.get(phase=phase).ends_at


# ---- A running level 4 phase ------------------------------------------------------------------------------


def test_a_running_acute_phase_is_never_shortened(served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + 2 * HOUR, short_acute)
    window = newest()
    with acting("sol"):
        assert (window.policy.number, window.phase, window.level) == (2, "acute", 4)
        assert ends(window, "acute") == SERVED + 72 * HOUR, "the end it had when it began"
        assert window.phases.get(phase="high").starts_at == SERVED + 72 * HOUR
    sweep((SERVED + 71 * HOUR).isoformat())
    assert newest().level == 4
    sweep((SERVED + 72 * HOUR).isoformat())
    assert newest().phase == "high"


def test_a_running_acute_phase_may_become_longer(served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + 2 * HOUR, in_phase("acute", until=96))
    with acting("sol"):
        assert ends(newest(), "acute") == SERVED + 96 * HOUR


def test_an_acute_phase_goes_on_in_the_newer_rules_under_another_name(served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + 2 * HOUR, in_phase("acute", key="red", until=24))
    window = newest()
    with acting("sol"):
        assert (window.phase, window.level, ends(window, "red")) == ("red", 4, SERVED + 72 * HOUR)


def test_an_alarm_that_was_passed_on_is_not_asked_from_the_start(served, sweep, move, newest, acting):
    """Nobody answered, and the acute phase has another name now: the next in the chain is still the next."""
    sweep("2026-11-09T17:06-06:00")
    sweep((SERVED + 3 * HOUR).isoformat())
    with acting("sol"):
        before = Alert.objects.get(state="escalated")
    move(SERVED + 3 * HOUR, in_phase("acute", key="red", until=96))
    with acting("sol"):
        now = Alert.objects.get(state="escalated")
        assert (now.window_id, now.phase) == (newest().pk, "red")
        assert (now.step, now.asked_role, now.acknowledge_by) == (
            before.step, before.asked_role, before.acknowledge_by,
        )  # fmt: skip
        assert Alert.objects.filter(state="raised").count() == 0


def test_a_window_keeps_its_rules_while_no_newer_phase_can_carry_the_acute_one(
    served, sweep, move, newest, acting
):
    sweep("2026-11-09T17:06-06:00")
    done = move(SERVED + 2 * HOUR, in_phase("acute", level=3))
    with acting("sol"):
        assert newest().policy.number == 1 and newest().level == 4
        item = done.items.get()
        assert (item.state, item.why) == ("kept", "acute_runs")


def test_after_the_acute_phase_newer_rules_hold_as_they_are(served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    sweep("2026-11-13T09:00-06:00")
    move("2026-11-13T10:00-06:00", short_acute, in_phase("high", until=10))
    window = newest()
    with acting("sol"):
        assert window.phase == "high"
        assert ends(window, "high") == datetime.fromisoformat("2026-11-20T00:00-06:00")
        assert not window.missed_acute, "nothing was learned of late"
        assert not Alert.objects.filter(kind="late_entry").exists()


def test_a_first_phase_with_another_name_was_not_missed(served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    sweep("2026-11-13T09:00-06:00")
    move("2026-11-13T10:00-06:00", in_phase("acute", key="red"))
    window = newest()
    with acting("sol"):
        assert (window.phase, window.missed_acute) == ("high", False)
        assert not window.phases.filter(was_missed=True).exists()
        assert not Alert.objects.filter(kind="late_entry").exists()


def test_no_window_ends_because_rules_change(served, sweep, move, newest, acting):
    for at in ("2026-11-09T17:06-06:00", "2026-11-13T09:00-06:00", "2026-11-24T09:00-06:00"):
        sweep(at)
    done = move(
        "2026-11-24T10:00-06:00", lambda data: data.update(phases=data["phases"][:1])
    )  # Only the acute phase is left, and it was over long ago.
    with acting("sol"):
        assert newest().is_open and newest().policy.number == 1
        assert done.items.get().why == "would_end"


# ---- Tasks and alerts -------------------------------------------------------------------------------------


def open_tasks(case):
    rows = Task.objects.filter(case=case, state="open", kind__startswith="orders.")
    return set(rows.values_list("kind", flat=True))


def test_tasks_of_the_running_phase_come_and_go_and_the_rest_stays(case, served, sweep, move, newest, acting):
    sweep("2026-11-09T17:06-06:00")
    with acting("sol"):
        kept = Task.objects.get(kind="orders.reach_client")
    extra = {"key": "call_landlord", "title": "Call the landlord", "who": "advocate", "hours": 4}

    def add(data):
        data["phases"][0]["tasks"].append(extra)

    moved_at = SERVED + 2 * HOUR
    move(moved_at, without_task("ask_injury"), add)
    with acting("sol"):
        kinds = open_tasks(case)
        assert "orders.call_landlord" in kinds and "orders.ask_injury" not in kinds
        added = Task.objects.get(kind="orders.call_landlord")
        assert (added.title, added.due_at) == ("Call the landlord", moved_at + 4 * HOUR)
        again = Task.objects.get(kind="orders.reach_client")
        assert (again.pk, again.due_at, again.state) == (kept.pk, kept.due_at, "open")


def test_a_task_that_newer_rules_bring_back_is_opened_again(case, served, sweep, move, acting):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + 2 * HOUR, without_task("ask_injury"))
    move(SERVED + 3 * HOUR, in_phase("acute", acknowledge_hours=3))
    with acting("sol"):
        assert "orders.ask_injury" in open_tasks(case)


def test_an_answered_alert_stays_answered_and_a_waiting_one_keeps_its_clock(
    served, sweep, move, newest, acting
):
    sweep("2026-11-09T17:06-06:00")
    with acting("sol"):
        waiting = Alert.objects.get(state="raised")
    move(SERVED + HOUR, in_phase("acute", acknowledge_hours=8))
    with acting("sol"):
        now = Alert.objects.get(state="raised")
        assert (now.window_id, now.acknowledge_by) == (newest().pk, waiting.acknowledge_by)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.closed_reason) == ("closed", "rules")


def test_a_question_nobody_answered_goes_on_in_the_moved_window(served, sweep, move, newest, acting):
    """The acute alert still waits when the window is high already: moving loses it in neither way."""
    sweep("2026-11-09T17:06-06:00")
    sweep("2026-11-13T09:00-06:00")
    sweep("2026-11-20T09:00-06:00")
    with acting("sol"):
        waiting = set(Alert.objects.filter(state__in=["raised", "escalated"]).values_list("phase", flat=True))
        assert waiting == {"acute", "high"}
        before = Alert.objects.get(phase="acute")
    move("2026-11-20T10:00-06:00", in_phase("high", until=8))
    with acting("sol"):
        acute = Alert.objects.get(phase="acute")
        assert (acute.pk, acute.window_id, acute.is_waiting) == (before.pk, newest().pk, True)
    sweep("2026-11-20T18:00-06:00")
    with acting("sol"):
        acute.refresh_from_db()
        assert acute.step > before.step and acute.acknowledge_by, "somebody is still asked"


def test_one_window_that_cannot_be_moved_stops_no_other(acting, frozen, cast, monkeypatch):
    many(acting, frozen, cast, 2)
    with frozen(SERVED + HOUR), acting("sol"):
        policy = set_rules(in_phase("acute", until=96))
        broken = EscalationWindow.objects.order_by("pk").first()
        open_window = rule_moves.open_window

        def fails(window, plan, *, replaces, now):
            if replaces.pk == broken.pk:
                raise RuntimeError("something is wrong")
            return open_window(window, plan, replaces=replaces, now=now)

        monkeypatch.setattr(rule_moves, "open_window", fails)
        done = rule_moves.ask(policy, by=cast["sol"])
        assert sorted(done.items.values_list("state", flat=True)) == ["moved", "waiting"]
        monkeypatch.undo()
        sweep.sweep(now=SERVED + HOUR)
        assert set(done.items.values_list("state", flat=True)) == {"moved"}


def test_another_phase_now_brings_its_own_alert_and_tasks(case, served, sweep, move, newest, acting):
    for at in ("2026-11-09T17:06-06:00", "2026-11-13T09:00-06:00", "2026-11-20T09:00-06:00"):
        sweep(at)
    move("2026-11-20T10:00-06:00", in_phase("high", until=8))
    window = newest()
    with acting("sol"):
        assert window.phase == "elevated"
        assert Alert.objects.filter(window=window, phase="elevated", state="raised").count() == 1
        kinds = open_tasks(case)
        assert "orders.check_in_weekly" in kinds and "orders.prepare_hearing" not in kinds


# ---- Once, told, and by whom ------------------------------------------------------------------------------


def test_asking_again_and_sweeping_again_moves_nothing_twice(served, sweep, move, acting, cast, frozen):
    sweep("2026-11-09T17:06-06:00")
    done = move(SERVED + HOUR, in_phase("acute", until=96))
    with frozen(SERVED + HOUR), acting("sol"):
        with pytest.raises(RuleBroken, match="at least one open window"):
            rule_moves.ask(done.policy, by=cast["sol"])
        item = done.items.get()
        rule_moves.settle(item, now=SERVED + HOUR)
        assert EscalationWindow.objects.count() == 2
        assert EscalationWindow.objects.filter(state="open").count() == 1


def test_a_window_that_another_move_took_along_already_is_left_alone(
    served, sweep, move, newest, acting, cast
):
    sweep("2026-11-09T17:06-06:00")
    done = move(SERVED + HOUR, in_phase("acute", until=96))
    with acting("sol"):
        again = RulesMove(policy=done.policy, asked_by=cast["sol"])
        again.save()
        item = RulesMoveItem(move=again, window=newest(), case=newest().case)
        item.save()
        old = RulesMoveItem(move=again, window=newest().replaces, case=newest().case)
        old.save()
        assert rule_moves.settle(item, now=SERVED + HOUR).state == "same"
        assert rule_moves.settle(old, now=SERVED + HOUR).state == "ended"
        assert EscalationWindow.objects.count() == 2


def test_the_move_is_audited_with_both_versions_and_the_window_page_says_it(
    served, sweep, move, newest, acting, as_staff, frozen
):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + HOUR, in_phase("acute", until=96))
    with acting("sol"):
        entry = AuditEntry.objects.get(event="orders.window_moved")
        facts = entry.additional_data
        assert (facts["before"], facts["after"], entry.staff.name) == (1, 2, "Sol")
    with frozen(SERVED + HOUR):
        page = as_staff("ana").get(reverse("orders:window", args=[newest().ref])).content.decode()
    assert "Moved from version 1 to version 2 by Sol" in page


def test_a_correction_of_a_moved_window_stays_with_the_newer_rules(
    served, sweep, move, newest, acting, frozen, ana
):
    sweep("2026-11-09T17:06-06:00")
    move(SERVED + HOUR, in_phase("acute", until=96))
    with frozen(SERVED + 2 * HOUR), acting("ana"):
        correct(ServiceAttempt.objects.get(), ana, said("2026-11-09", "16:05"))
    window = newest()
    with acting("sol"):
        assert window.policy.number == 2 and window.moved_by_id is None
        assert ends(window, "acute") == SERVED - HOUR + 96 * HOUR


def many(acting, frozen, cast, number, at=SERVED):
    """Orders served at `at` in as many cases."""
    with frozen(at), acting("ana"):
        for _ in range(number):
            serve(
                make_order(factories.make_case(by=cast["ana"]), cast["ana"]), cast["ana"], said("2026-11-09")
            )


def test_many_windows_are_left_to_the_sweep_and_the_page_tells_how_far_it_is(
    acting, frozen, cast, as_staff, acting_job, world
):
    many(acting, frozen, cast, rule_moves.AT_ONCE + 2)
    with frozen(SERVED + HOUR):
        sol = as_staff("sol")
        with acting("sol"):
            set_rules(in_phase("acute", until=96))
        answer = sol.post(reverse("orders:rules_move_new"), {"which": "all"})
        assert answer.status_code == 302
        page = sol.get(answer.url).content.decode()
        assert "0 of 12 done" in page
        assert sweep.due_agencies(SERVED + HOUR) == [world.agency.pk]
        with acting_job():
            sweep.sweep(now=SERVED + HOUR)
            sweep.sweep(now=SERVED + HOUR)
        assert "12 of 12 done" in sol.get(answer.url).content.decode()
    with acting("sol"):
        assert set(
            EscalationWindow.objects.filter(state="open").values_list("policy__number", flat=True)
        ) == {2}
        assert EscalationWindow.objects.count() == 24


def test_chosen_windows_move_and_the_others_stay(acting, frozen, cast, as_staff):
    many(acting, frozen, cast, 2)
    with frozen(SERVED + HOUR), acting("sol"):
        set_rules(in_phase("acute", until=96))
        first, second = EscalationWindow.objects.order_by("pk")
    with frozen(SERVED + HOUR):
        sol = as_staff("sol")
        assert sol.post(reverse("orders:rules_move_new"), {"which": "chosen"}).status_code == 422
        fields = {"which": "chosen", "windows": [first.ref]}
        assert sol.post(reverse("orders:rules_move_new"), fields).status_code == 302
    with acting("sol"):
        second.refresh_from_db()
        assert second.is_open and second.policy.number == 1


def test_a_supervisor_moves_only_windows_of_cases_they_answer_for(
    acting, frozen, cast, world, served, as_staff
):
    """Not that of a case they are barred from; and an advocate moves none."""
    with frozen(SERVED + HOUR), acting("dee"):
        policy = set_rules(in_phase("acute", until=96))
        window = EscalationWindow.objects.select_related("case").get()
        case_actions.restrict(window.case, staff=cast["sol"], by=cast["dee"])
    with frozen(SERVED + HOUR), acting("sol"):
        with pytest.raises(RuleBroken):
            rule_moves.ask(policy, by=cast["sol"], refs=[window.ref])
        assert not RulesMove.objects.exists()
    with frozen(SERVED + HOUR), acting("ana"), pytest.raises(Denied):
        rule_moves.ask(policy, by=cast["ana"], refs=[window.ref])


def test_whoever_lost_the_case_meanwhile_moves_nothing(acting, frozen, cast, served):
    with frozen(SERVED + HOUR), acting("dee"):
        policy = set_rules(in_phase("acute", until=96))
        window = EscalationWindow.objects.select_related("case").get()
        move = RulesMove(policy=policy, asked_by=cast["sol"])
        move.save()
        item = RulesMoveItem(move=move, window=window, case=window.case)
        item.save()
        case_actions.restrict(window.case, staff=cast["sol"], by=cast["dee"])
        item = rule_moves.settle(item, now=SERVED + HOUR)
        assert (item.state, item.why) == ("kept", "not_yours")


def test_windows_move_to_the_rules_in_force_and_to_no_others(acting, frozen, cast, served):
    with frozen(SERVED + HOUR), acting("sol"):
        older = EscalationWindow.objects.select_related("policy").get().policy
        set_rules(in_phase("acute", until=96))
        with pytest.raises(RuleBroken, match="rules in force"):
            rule_moves.ask(older, by=cast["sol"])


def test_another_agency_cannot_see_a_move(acting, frozen, cast, served, move, as_staff):
    done = move(SERVED + HOUR, in_phase("acute", until=96))
    assert as_staff("oli").get(done.get_absolute_url()).status_code == 404
    assert as_staff("sol").get(done.get_absolute_url()).status_code == 200
    assert as_staff("ana").get(done.get_absolute_url()).status_code == 403
