"""Alerts: answered by a person with a note, passed up the chain in silence, never cleared by looking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from caseload.actions import cases as case_actions
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import AuditEntry, Notification
from orders.actions import alerts as actions
from orders.models import Alert, WindowPhase
from tests.kept import kept_fixture
from tests.orders.conftest import said, serve

SERVED = "2026-11-06T17:05-06:00"


@kept_fixture
def alert(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        return Alert.objects.select_related("case", "window").get(state="raised")


def told(kind="orders.alert"):
    rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("pk")
    return [row.recipient.name for row in rows.select_related("recipient")]


def test_the_advocate_and_the_supervisor_are_told_at_once(alert, acting):
    with acting():
        assert sorted(told()) == ["Ana", "Sol"]
        assert set(Notification.objects.values_list("is_urgent", flat=True)) == {True}


def test_looking_answers_nothing(alert, as_staff, acting):
    for _ in range(2):
        assert as_staff("sol").get(alert.get_absolute_url()).status_code == 200
        as_staff("sol").get(reverse("orders:board"))
    with acting():
        alert.refresh_from_db()
        assert (alert.state, alert.acknowledged_at) == ("raised", None)


def test_the_answer_is_kept_with_its_person_and_note(alert, sol, as_staff, acting, frozen):
    with frozen("2026-11-06T17:20-06:00"):
        answer = as_staff("sol").post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "I call now"})
    assert answer.status_code == 302
    with acting():
        alert.refresh_from_db()
        assert (alert.state, alert.acknowledged_by, alert.note) == ("acknowledged", sol, "I call now")
        entry = AuditEntry.objects.get(event="orders.alert_acknowledged")
        assert entry.additional_data["minutes"] == 15
        assert "I call now" not in str(AuditEntry.objects.values_list("changes", "additional_data"))


def test_the_second_is_told_who_was_first(alert, sol, cast, as_staff, acting):
    url = reverse("orders:acknowledge", args=[alert.ref])
    as_staff("sol").post(url, {"note": "I call now"})
    answer = as_staff("dee").post(url, {"note": "Mine"}, follow=True)
    assert "Sol has already acknowledged this alert." in answer.content.decode()
    with acting():
        alert.refresh_from_db()
        assert (alert.acknowledged_by, alert.note) == (sol, "I call now")
        assert AuditEntry.objects.filter(event="orders.alert_acknowledged").count() == 1


@pytest.mark.parametrize("name", ["ana", "lee"])
def test_advocates_see_it_and_cannot_answer_it(name, alert, case, cast, as_staff, acting):
    if name == "lee":
        with acting("sol"):
            case_actions.assign(case, staff=cast["lee"], by=cast["sol"], kind="second")
    client = as_staff(name)
    page = client.get(alert.get_absolute_url())
    assert page.status_code == 200
    assert 'name="note"' not in page.content.decode()
    assert client.post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["ben", "eve", "ada", "aud", "val", "dat", "fin"])
def test_for_everybody_else_it_does_not_exist(name, alert, as_staff):
    client = as_staff(name)
    for url in (alert.get_absolute_url(), reverse("orders:acknowledge", args=[alert.ref])):
        assert client.get(url).status_code in (403, 404)
        assert client.post(url, {"note": "x"}).status_code in (403, 404, 405)
    missing = client.get(reverse("orders:alert", args=["x" * 22]))
    assert missing.status_code == client.get(alert.get_absolute_url()).status_code


def test_an_action_refuses_who_may_not_answer(alert, ana, acting):
    with acting("ana"), pytest.raises(Denied):
        actions.acknowledge(alert, by=ana, note="Mine")


def test_an_answer_needs_a_note(alert, sol, acting, as_staff):
    with acting("sol"), pytest.raises(RuleBroken):
        actions.acknowledge(alert, by=sol, note="  ")
    assert (
        as_staff("sol").post(reverse("orders:acknowledge", args=[alert.ref]), {"note": ""}).status_code == 422
    )


def test_an_alert_that_is_not_due_cannot_be_answered(alert, sol, acting):
    with acting("sol"), pytest.raises(RuleBroken):
        actions.acknowledge(Alert.objects.select_related("case").get(phase="high"), by=sol, note="Early")


def test_silence_goes_up_the_chain_and_never_gives_up(alert, sweep, acting):
    sweep("2026-11-06T19:04-06:00")
    with acting():
        assert told() == ["Ana", "Sol"]
    expected = ["Sol", "Dee", "Dee", "Dee"]
    for hours, step in ((2, 1), (4, 2), (6, 3), (8, 4)):
        sweep(f"2026-11-06T{17 + hours - 0:02d}:05-06:00" if hours < 7 else "2026-11-07T01:05-06:00")
        with acting():
            alert.refresh_from_db()
            assert (alert.state, alert.step) == ("escalated", step)
            assert told()[2:] == expected[:step]


def test_an_answered_alert_is_passed_on_no_more(alert, sol, sweep, acting, frozen):
    with frozen("2026-11-06T18:00-06:00"), acting("sol"):
        actions.acknowledge(alert, by=sol, note="Mine")
    sweep("2026-11-07T12:00-06:00")
    with acting():
        alert.refresh_from_db()
        assert (alert.state, alert.step) == ("acknowledged", 0)


def test_an_escalated_alert_can_be_answered(alert, cast, sweep, acting, frozen):
    sweep("2026-11-06T19:05-06:00")
    with frozen("2026-11-06T19:30-06:00"), acting("dee"):
        assert actions.acknowledge(alert, by=cast["dee"], note="I take it").state == "acknowledged"


def test_when_the_supervisor_has_left_the_director_is_told(order, ana, cast, acting, frozen):
    from caseload.models import Staff

    Staff.objects.filter(pk=cast["sol"].pk).update(is_active=False)
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        assert sorted(told()) == ["Ana", "Dee"]


def test_a_restricted_supervisor_is_not_told(order, case, ana, cast, acting, frozen):
    with acting("dee"):
        case_actions.restrict(case, staff=cast["sol"], by=cast["dee"])
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        assert sorted(told()) == ["Ana", "Dee"]


def test_a_case_without_advocate_reaches_the_supervisor(order, case, ana, cast, acting, frozen):
    from caseload.models import Assignment

    with acting("dee"):
        case_actions.end_assignment(
            Assignment.objects.select_related("staff__user", "case").get(case=case), by=cast["dee"]
        )
    with frozen(SERVED), acting("sol"):
        serve(order, cast["sol"], said("2026-11-06", "17:05"))
        assert told() == ["Sol"]
        assert Alert.objects.get(state="raised").asked_role == "supervisor"


def test_one_broken_window_stops_no_other(order, case, ana, acting, frozen, sweep, monkeypatch):
    from orders.actions import sweep as sweeping
    from tests.orders.conftest import make_order

    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        other = make_order(case, ana, order_type="peace", issued=said("2026-11-02"))
        serve(other, ana, said("2026-11-06", "17:00"))
    windows, *others = sweeping.KINDS

    def breaks_for_one(window, *, now):
        if window.order_id == order.pk:
            raise ValueError("broken")
        return windows.act(window, now=now)

    monkeypatch.setattr(sweeping, "KINDS", (replace(windows, act=breaks_for_one), *others))
    sweep("2026-11-09T18:00-06:00")
    with acting():
        assert Alert.objects.get(phase="high", window__order=other).state == "raised"
        assert Alert.objects.get(phase="high", window__order=order).state == "raised"  # even so
        assert WindowPhase.objects.get(phase="high", window__order=order).entered_at is None
    monkeypatch.undo()
    sweep("2026-11-09T18:01-06:00")
    with acting():
        assert WindowPhase.objects.get(phase="high", window__order=order).entered_at
        assert AuditEntry.objects.filter(event="orders.alert_raised").count() == 4


# ---- Several at once -------------------------------------------------------------------------------------


@kept_fixture
def evening(alert, note, acting):
    """The service, then threats and a lost job, told one after the other; the alerts that wait."""
    note("threats", at="2026-11-06T20:00-06:00")
    note("job_loss", at="2026-11-06T20:05-06:00")
    with acting():
        return {
            row.window.trigger: row for row in Alert.objects.select_related("window").filter(state="raised")
        }


def answered_by(acting):
    with acting():
        rows = Alert.objects.filter(state="acknowledged").select_related("window", "acknowledged_by")
        return {row.window.trigger: (row.acknowledged_by.name, row.note) for row in rows}


def test_one_answer_may_be_given_to_all_that_wait(evening, as_staff, acting, frozen):
    """Each alert keeps its own record of it, and the page says how many it answers."""
    with frozen("2026-11-06T20:10-06:00"):
        sol, url = as_staff("sol"), reverse("orders:acknowledge", args=[evening["threats"].ref])
        assert "Also answers 2 other alerts of this case" in sol.get(url, follow=True).content.decode()
        sol.post(url, {"note": "I drive over", "others": "on"})
    assert answered_by(acting) == dict.fromkeys(["service", "threats", "job_loss"], ("Sol", "I drive over"))
    with acting():
        assert AuditEntry.objects.filter(event="orders.alert_acknowledged").count() == 3


def test_without_the_tick_only_the_one_is_answered(evening, as_staff, acting, frozen):
    with frozen("2026-11-06T20:10-06:00"):
        url = reverse("orders:acknowledge", args=[evening["threats"].ref])
        as_staff("sol").post(url, {"note": "I drive over"})
    assert set(answered_by(acting)) == {"threats"}


def test_an_answer_to_a_milder_alert_never_answers_a_worse_one(evening, as_staff, acting, frozen):
    with frozen("2026-11-06T20:10-06:00"):
        url = reverse("orders:acknowledge", args=[evening["job_loss"].ref])
        page = as_staff("sol").get(url, follow=True).content.decode()
        as_staff("sol").post(url, {"note": "Noted", "others": "on"})
    assert "Also answers" not in page
    assert set(answered_by(acting)) == {"job_loss"}


def test_who_comes_second_answers_none_of_the_others(evening, as_staff, acting, frozen, cast):
    """The first answer was for one alert only; what the second wanted for all is theirs to decide anew."""
    with frozen("2026-11-06T20:10-06:00"):
        url = reverse("orders:acknowledge", args=[evening["threats"].ref])
        as_staff("sol").post(url, {"note": "Mine"})
        as_staff("dee").post(url, {"note": "And mine", "others": "on"})
        with acting("dee"):  # Both pressed at the same moment: the page of the second still offered it.
            actions.acknowledge(evening["threats"], by=cast["dee"], note="And mine", others=True)
    assert answered_by(acting) == {"threats": ("Sol", "Mine")}
