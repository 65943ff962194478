"""What a draft would change for today's windows: the engine's own answer, and nothing written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.foundation.moments import Interval
from orders.actions import drafts, rule_moves, windows
from orders.actions.policies import default_rules
from orders.escalation import Change, Phase, Standing, Stays, effect_of, phase_at, stored_rules, window_for
from orders.models import EscalationWindow, WindowPhase
from tests import factories
from tests.orders.conftest import make_order, said, serve
from tests.orders.policy import edit, set_rules
from tests.orders.test_policy_moves import HOUR, SERVED, in_phase, many

CHICAGO = ZoneInfo("America/Chicago")
AT = datetime(2026, 11, 9, 23, 5, tzinfo=UTC)
OLD = stored_rules(default_rules())


def rules(*changes):
    data = default_rules()
    for change in changes:
        change(data)
    return stored_rules(data)


def standing(now, old=OLD):
    plan = window_for(old, Interval(AT, AT), CHICAGO)
    return Standing("service", 4, Interval(AT, AT), CHICAGO, False, plan.closes_at, phase_at(plan, now))


def gone(key):
    def change(data):
        for phase in data["phases"]:
            phase["tasks"] = [task for task in phase["tasks"] if task["key"] != key]

    return change


@pytest.mark.parametrize(
    ("hours", "change", "found"),
    [
        (2, in_phase("acute", until=24), Change.NOTHING),
        (130, in_phase("high", until=4), Change.LESS_CARE),
        (100, in_phase("watch", until=60), Change.ENDS_SOONER),
        (100, in_phase("high", until=10), Change.PHASE_ENDS_SOONER),
        (2, in_phase("acute", until=96), Change.ENDS_LATER),
        (80, in_phase("acute", until=96), Change.MORE_CARE),
        (2, in_phase("acute", acknowledge_hours=1), Change.OTHER_WORK),
        (2, gone("ask_injury"), Change.OTHER_WORK),
        (2, in_phase("acute", level=3), Change.STAYS),
        (2, lambda data: None, Change.NOTHING),
    ],
)
def test_what_a_change_of_rules_does_to_a_window(hours, change, found):
    now = AT + hours * HOUR
    assert effect_of(OLD, rules(change), standing(now), now=now).change == found


def test_an_effect_says_what_differs():
    now = AT + 130 * HOUR
    effect = effect_of(OLD, rules(in_phase("high", until=4), gone("prepare_hearing")), standing(now), now=now)
    assert (effect.before.key, effect.after.key) == ("high", "elevated")
    assert "check_in_weekly" in effect.tasks_new and "prepare_hearing" in effect.tasks_gone
    kept = effect_of(OLD, rules(in_phase("acute", until=24)), standing(AT + HOUR), now=AT + HOUR)
    assert kept.keeps_acute and kept.after.ends_at == AT + 72 * HOUR
    stays = effect_of(OLD, rules(in_phase("acute", level=3)), standing(AT + HOUR), now=AT + HOUR)
    assert stays.stays == Stays.ACUTE_RUNS


def test_a_phase_until_resolved_that_is_acute_keeps_having_no_end():
    data = default_rules()
    trigger = {
        "key": "location_disclosed",
        "phases": [{**data["phases"][0], "until": 72}, {**data["phases"][1], "until": 14}],
    }
    new = stored_rules({**data, "triggers": [trigger]})
    window = Standing(
        "location_disclosed", 4, Interval(AT, AT), CHICAGO, False, None, Phase("acute", 4, AT, None)
    )
    effect = effect_of(OLD, new, window, now=AT + HOUR)
    assert (effect.after.level, effect.after.ends_at, effect.closed_after) == (4, None, None)


@pytest.fixture
def draft(acting, frozen, cast):
    with frozen(SERVED), acting("sol"):
        draft = drafts.begin(by=cast["sol"], title="Shorter second phase")
        return edit(draft, cast["sol"], in_phase("high", until=5))


def url_of(draft):
    return reverse("orders:policy_preview", args=[draft.ref])


def test_the_preview_costs_the_same_for_3_windows_as_for_30(acting, frozen, cast, draft, as_staff):
    sol, counted = as_staff("sol"), []
    for number in (3, 27):
        many(acting, frozen, cast, number)
        with frozen(SERVED + HOUR):
            sol.get(url_of(draft))
            with CaptureQueriesContext(connection) as captured:
                page = sol.get(url_of(draft))
        counted.append(len(captured))
        assert page.status_code == 200
    assert counted[0] == counted[1]
    assert len(page.context["page_obj"].object_list) == 25, "paged"


def test_the_preview_shows_codes_the_worst_first_and_counts_what_is_not_to_be_seen(
    acting, frozen, cast, draft, as_staff
):
    many(acting, frozen, cast, 1)
    with frozen(SERVED - timedelta(days=6)), acting("ana"):
        case = factories.make_case(by=cast["ana"])
        serve(make_order(case, cast["ana"]), cast["ana"], said("2026-11-03"))
    with frozen(SERVED + HOUR), acting("sol"):
        for window in EscalationWindow.objects.all():
            windows.advance(window, now=SERVED + HOUR)
    with frozen(SERVED + HOUR):
        page = as_staff("sol").get(url_of(draft))
        rows = page.context["page_obj"].object_list
        assert [row.code for row in rows][0] == case.code and rows[0].effect.change == Change.LESS_CARE
        assert case.code in page.content.decode()
        unseen = as_staff("ada").get(url_of(draft))
        assert unseen.context["found"].unseen == 2 and not unseen.context["found"].rows
        assert case.code not in unseen.content.decode()


def test_looking_changes_nothing_and_the_move_does_what_was_shown(acting, frozen, cast, draft, as_staff):
    many(acting, frozen, cast, 1)
    with frozen(SERVED + HOUR), acting("sol"):
        before = list(WindowPhase.objects.values_list("phase", "ends_at"))
    with frozen(SERVED + HOUR):
        shown = as_staff("sol").get(url_of(draft)).context["page_obj"].object_list[0].effect
        with acting("sol"):
            assert list(WindowPhase.objects.values_list("phase", "ends_at")) == before
            policy = set_rules(in_phase("high", until=5))
            rule_moves.ask(policy, by=cast["sol"])
            window = EscalationWindow.objects.get(state="open")
            assert (window.phase, window.level) == (shown.after.key, shown.after.level)
            assert (window.phase_ends_at, window.closes_at) == (shown.after.ends_at, shown.closed_after)


def test_a_draft_that_is_not_right_is_not_tried(acting, cast, draft, as_staff):
    with acting("sol"):
        edit(draft, cast["sol"], lambda data: data["phases"].clear())
    assert "cannot be tried" in as_staff("sol").get(url_of(draft)).content.decode()
