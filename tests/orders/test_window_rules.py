"""Rules of the window: W-1 to W-9, W-13, W-14 and W-15."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from caseload import jobs
from caseload.actions import cases as case_actions
from caseload.foundation import clock
from caseload.foundation.errors import Denied, RuleBroken
from caseload.foundation.moments import Precision
from caseload.models import AuditEntry, Notification, Task
from orders.actions import alerts as alert_actions
from orders.actions import endings, policies, windows
from orders.actions import orders as order_actions
from orders.models import Alert, EscalationWindow, WindowPhase
from tests.kept import kept_fixture
from tests.orders.conftest import CHICAGO, correct, make_order, said, serve

SERVED = "2026-11-06T17:05-06:00"


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


@kept_fixture
def window(order, ana, acting, frozen):
    """Served on 6 November 2026 at 17:05 in Chicago, known at once."""
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        return EscalationWindow.objects.select_related("case", "order").get()


def again(window):
    return EscalationWindow.objects.select_related("case", "order").get(pk=window.pk)


def answer_all(by):
    for alert in Alert.objects.filter(state__in=["raised", "escalated"]).select_related("case"):
        alert_actions.acknowledge(alert, by=by, note="Seen")


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        ("2026-11-09T17:04:59-06:00", "acute"),
        ("2026-11-09T17:05:00-06:00", "high"),
        ("2026-11-20T23:59:59-06:00", "high"),
        ("2026-11-21T00:00:00-06:00", "elevated"),
        ("2026-12-07T00:00:00-06:00", "watch"),
        ("2027-02-04T23:59:59-06:00", "watch"),
        ("2027-02-05T00:00:00-06:00", ""),
    ],
)
def test_w_1_the_phase_holds_up_to_its_end_and_no_longer(at, phase, window, sweep, acting):
    sweep(at)
    with acting():
        assert again(window).phase == phase
        window.case.refresh_from_db()
        assert window.case.phase == phase


def test_w_2_hours_are_elapsed_and_days_end_at_midnight_of_the_place(case, ana, acting, frozen):
    with frozen("2026-03-08T09:00-05:00"), acting("ana"):
        order = make_order(case, ana, issued=said("2026-03-02"))
        serve(order, ana, said("2026-03-07", "22:15"))
        acute, high = WindowPhase.objects.order_by("position")[:2]
        assert acute.ends_at == local(2026, 3, 10, 23, 15)
        assert acute.ends_at - acute.starts_at == timedelta(hours=72)
        assert high.ends_at == local(2026, 3, 22)


def test_w_3_the_case_has_the_worst_of_all_its_windows(window, case, ana, sol, acting, frozen, sweep):
    sweep("2026-11-22T09:00-06:00")
    with frozen("2026-11-22T10:00-06:00"), acting("ana"):
        case.refresh_from_db()
        assert (case.level, case.phase) == (2, "elevated")
        second = make_order(case, ana, issued=said("2026-11-20"), order_type="final")
        attempt = serve(second, ana, said("2026-11-22", "09:30"))
        case.refresh_from_db()
        assert (case.level, case.phase) == (4, "acute")
        assert EscalationWindow.objects.filter(state="open").count() == 2
        from orders.actions.service import void_service

        void_service(attempt, by=ana, reason="Another case")
        case.refresh_from_db()
        assert (case.level, case.phase) == (2, "elevated")


def test_w_3_every_reason_is_shown(window, case, ana, acting, frozen, as_staff):
    with frozen("2026-11-07T10:00-06:00"):
        with acting("ana"):
            second = make_order(case, ana, issued=said("2026-11-05"), order_type="peace")
            serve(second, ana, said("2026-11-07", "09:30"))
        page = as_staff("ana").get(reverse("orders:case_orders", args=[case.ref])).content.decode()
    banner = page.partition('class="banner')[2].partition("</section>")[0]
    assert banner.count("An order was served") == 2
    assert page.count("level-4") >= 3


def test_w_3_a_reason_that_is_gone_leaves_the_banner(window, case, ana, acting, frozen, as_staff, sweep):
    """What was withdrawn or has ended raises nobody's guard; what still stands keeps its own level."""
    from orders.actions.service import void_service

    sweep("2026-11-10T09:59-06:00")
    with frozen("2026-11-10T10:00-06:00"):
        with acting("ana"):
            second = make_order(case, ana, issued=said("2026-11-05"), order_type="peace")
            wrong = serve(second, ana, said("2026-11-10", "09:30"))
        before = banner_of(case, as_staff)
        with acting("ana"):
            void_service(wrong, by=ana, reason="Another case")
        after = banner_of(case, as_staff)
    assert before.count("An order was served") == 2
    assert "banner level-4" in before
    assert after.count("An order was served") == 1
    assert "banner level-3" in after


def banner_of(case, as_staff):
    page = as_staff("ana").get(reverse("orders:case_orders", args=[case.ref])).content.decode()
    return page[page.index('class="banner') :].partition("</section>")[0]


def test_w_4_a_date_alone_widens_the_window(order, ana, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06"))
        acute = WindowPhase.objects.get(phase="acute")
        assert acute.starts_at == local(2026, 11, 6)
        assert acute.ends_at == local(2026, 11, 10)
        assert WindowPhase.objects.get(phase="high").ends_at == local(2026, 11, 21)


def test_w_4_an_approximate_date_widens_it_both_ways(order, ana, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        about = said("2026-11-05", precision=Precision.APPROX_DATE, give_or_take_days=1)
        serve(order, ana, about)
        acute = WindowPhase.objects.get(phase="acute")
        assert (acute.starts_at, acute.ends_at) == (local(2026, 11, 4), local(2026, 11, 10))


def test_w_4_an_unknown_date_opens_now_and_asks_for_the_time(order, ana, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-07", precision=Precision.UNKNOWN))
        assert EscalationWindow.objects.get().opens_at == local(2026, 11, 7, 9)
        assert Task.objects.filter(kind="orders.find_service_time", state="open").count() == 1


@pytest.mark.parametrize("server", ["mail", "publication", "electronic"])
def test_w_5_service_without_contact_opens_and_knowledge_opens_again(server, order, ana, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06"), server=server)
        order.refresh_from_db()
        assert order.service_state == "alt_served"
        assert EscalationWindow.objects.get().phase == "acute"
    with frozen("2026-11-20T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-20", "08:00"), outcome="notice_only", server="other")
        window = EscalationWindow.objects.get(state="open")
        acute = WindowPhase.objects.get(window=window, phase="acute")
        assert window.phase == "acute"
        assert acute.ends_at == local(2026, 11, 23, 8)


def test_w_5_being_told_opens_the_window_too(order, ana, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-07", "08:00"), outcome="notice_only", server="police")
        order.refresh_from_db()
        assert order.service_state == "notice_only"
        assert EscalationWindow.objects.get().phase == "acute"


def test_w_6_acute_is_never_closed_early(window, sol, acting, frozen):
    with frozen("2026-11-08T09:00-06:00"), acting("sol"):
        answer_all(sol)
        with pytest.raises(RuleBroken, match="acute"):
            endings.close_early(window, by=sol, reason="Calm", client_view="Agrees")
        assert again(window).is_open


def test_w_6_early_close_needs_supervisor_reason_and_view(window, ana, sol, acting, frozen, sweep):
    sweep("2026-11-10T09:00-06:00")
    with frozen("2026-11-11T09:00-06:00"), acting("sol"):
        close = endings.close_early
        with pytest.raises(RuleBroken, match="Acknowledge"):
            close(window, by=sol, reason="Moved away", client_view="Feels safe")
        answer_all(sol)
        with pytest.raises(Denied):
            close(window, by=ana, reason="Moved away", client_view="Feels safe")
        with pytest.raises(RuleBroken) as no_reason:
            close(window, by=sol, reason=" ", client_view="Feels safe")
        with pytest.raises(RuleBroken) as no_view:
            close(window, by=sol, reason="Moved away", client_view=" ")
        assert (no_reason.value.field, no_view.value.field) == ("reason", "client_view")
        closed = close(window, by=sol, reason="Moved away", client_view="Feels safe")
        assert (closed.state, closed.closed_by, closed.client_view) == ("closed", sol, "Feels safe")
        assert set(Alert.objects.filter(phase__in=["elevated", "watch"]).values_list("state", flat=True)) == {
            "closed"
        }
        window.case.refresh_from_db()
        assert window.case.level == 0


def test_w_6_nothing_closes_it_before_its_end(window, sol, acting, frozen, sweep):
    sweep("2027-02-04T23:59-06:00")
    with frozen("2027-02-04T23:59-06:00"), acting("sol"):
        answer_all(sol)
        assert again(window).is_open
    sweep("2027-02-05T00:00-06:00")
    with acting():
        assert again(window).state == "closed"


@pytest.mark.parametrize("how", ["dismissed", "expired", "case closed"])
def test_w_7_the_end_of_order_or_case_leaves_the_window_open(how, window, ana, sol, acting, frozen, sweep):
    order = window.order
    with frozen("2026-11-08T09:00-06:00"), acting("ana"):
        order.refresh_from_db()
        if how == "dismissed":
            order_actions.end_order(order, by=ana, version=order.version, state="dismissed")
        elif how == "expired":
            from datetime import date

            order_actions.edit_order(
                order, by=ana, version=order.version, issued=said("2026-11-02"), expiry="on_date",
                expires_on=date(2026, 11, 7),
            )  # fmt: skip
            assert not order.in_force(clock.now())
        else:
            case_actions.close_case(order.case, by=sol, reason="client")
    sweep("2026-11-09T18:00-06:00")
    with acting():
        assert (again(window).state, again(window).phase) == ("open", "high")
        assert Alert.objects.get(window=window, phase="high").state == "raised"
        order.case.refresh_from_db()
        assert order.case.level == 3


def test_w_8_service_learned_of_late_calls_at_once(order, ana, sol, acting, frozen):
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        window = EscalationWindow.objects.get()
        assert (window.missed_acute, window.phase) == (True, "high")
        task = Task.objects.get(kind="orders.contact_now")
        assert (task.assigned_to, task.priority, task.due_at) == (ana, 1, local(2026, 11, 10, 10))
        alert = Alert.objects.get(state="raised")
        assert (alert.kind, alert.level) == ("late_entry", 4)
        assert alert.acknowledge_by == local(2026, 11, 10, 11)
        assert WindowPhase.objects.get(phase="acute").was_missed
        assert not Task.objects.filter(kind="orders.reach_client").exists()
        assert Task.objects.filter(kind="orders.check_in_two_days").exists()


def test_w_8_even_when_the_whole_window_is_over(case, ana, acting, frozen, sweep):
    with frozen("2027-03-01T09:00-06:00"), acting("ana"):
        order = make_order(case, ana, issued=said("2026-11-02"))
        serve(order, ana, said("2026-11-06", "17:05"))
        window = EscalationWindow.objects.get()
        assert (window.state, window.missed_acute) == ("closed", True)
        assert Alert.objects.get(state="raised").kind == "late_entry"
        assert Task.objects.filter(kind="orders.contact_now", state="open").count() == 1
    for hour in (12, 14, 16, 18):
        sweep(f"2027-03-01T{hour}:00-06:00")
    with acting():
        assert Alert.objects.get().step == 4  # once up the whole chain, though the window is over


def test_w_9_a_correction_back_into_acute_calls_anew(order, ana, sol, acting, frozen, sweep):
    with frozen(SERVED), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
    with frozen(SERVED), acting("sol"):
        answer_all(sol)
    sweep("2026-11-09T18:00-06:00")
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        assert EscalationWindow.objects.get().phase == "high"
        correct(wrong, ana, said("2026-11-08", "17:05"))
        window = EscalationWindow.objects.get(state="open")
        alert = Alert.objects.get(window=window, phase="acute")
        assert (window.phase, window.missed_acute, alert.state) == ("acute", False, "raised")
        assert alert.acknowledge_by == local(2026, 11, 10, 11)
        assert Task.objects.filter(kind="orders.reach_client", state="open").count() == 1
        assert Task.objects.filter(kind="orders.reach_client", state="cancelled").count() == 1
        window.case.refresh_from_db()
        assert window.case.level == 4


def test_w_9_a_correction_within_the_phase_keeps_the_answer(order, ana, sol, acting, frozen):
    with frozen(SERVED), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
    with frozen(SERVED), acting("sol"):
        answer_all(sol)
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        correct(wrong, ana, said("2026-11-06", "16:00"))
        window = EscalationWindow.objects.get(state="open")
        alert = Alert.objects.get(window=window, phase="acute")
        assert (alert.state, alert.acknowledged_by, alert.note) == ("acknowledged", sol, "Seen")
        assert Task.objects.filter(kind="orders.reach_client").count() == 1


def test_w_9_open_windows_keep_the_rules_they_opened_with(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        wrong = serve(order, ana, said("2026-11-06", "17:05"))
        rules = policies.default_rules()
        rules["phases"][0]["until"] = 48
        policies.set_policy(rules, by=None)
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        correct(wrong, ana, said("2026-11-06", "16:00"))
        window = EscalationWindow.objects.get(state="open")
        assert window.policy.number == 1
        acute = WindowPhase.objects.get(window=window, phase="acute")
        assert acute.ends_at == local(2026, 11, 9, 16)


def _everything():
    return {
        "phases": sorted(WindowPhase.objects.values_list("phase", "entered_at")),
        "alerts": sorted(Alert.objects.values_list("phase", "state", "step")),
        "tasks": sorted(Task.objects.values_list("dedupe_key", "state")),
        "notices": Notification.objects.count(),
        "events": AuditEntry.objects.count(),
    }


def test_w_13_running_the_sweep_again_changes_nothing(window, sweep, acting):
    sweep("2026-11-09T17:10-06:00")
    with acting():
        before = _everything()
    for _ in range(2):
        sweep("2026-11-09T17:10-06:00")
    with acting():
        assert _everything() == before


def test_w_13_evaluating_a_window_again_changes_nothing(window, sweep, acting, frozen):
    sweep("2026-11-09T17:10-06:00")
    with frozen("2026-11-09T17:10-06:00"), acting():
        before = _everything()
        for alert in Alert.objects.select_related("case__team", "window__policy"):
            assert not alert_actions.raise_alert(alert, now=local(2026, 11, 9, 17, 9))
            assert not alert_actions.escalate(alert, now=local(2026, 11, 6, 17, 6))
        for _ in range(2):
            windows.advance(window, now=clock.now())
        assert _everything() == before


def test_w_14_phases_missed_while_the_server_was_down_are_entered_once_in_order(window, sweep, acting):
    sweep("2026-12-10T09:00-06:00")
    sweep("2026-12-10T09:01-06:00")
    with acting():
        entered = AuditEntry.objects.filter(event="orders.phase_entered").order_by("pk")
        assert [entry.additional_data["phase"] for entry in entered] == ["acute", "high", "elevated", "watch"]
        raised = AuditEntry.objects.filter(event="orders.alert_raised").order_by("pk")
        assert [entry.additional_data["phase"] for entry in raised] == ["acute", "high", "elevated", "watch"]
        assert entered.last().additional_data["late_minutes"] == 3 * 24 * 60 + 9 * 60
        assert again(window).phase == "watch"


def test_w_14_an_outage_past_the_end_still_raises_every_alert(window, sweep, acting):
    sweep("2027-06-01T09:00-06:00")
    with acting():
        assert again(window).state == "closed"
        assert Alert.objects.filter(raised_at__isnull=False).count() == 4
        assert Alert.objects.filter(state="pending").count() == 0


def test_w_15_messages_outside_carry_nothing_about_the_client(window, agency, acting_job, frozen, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with frozen("2026-11-06T17:06-06:00"):
        jobs.deliver_notifications(agency_id=agency.pk)
    with acting_job():
        case = window.case
    assert len(mail.outbox) == 2  # ana and sol
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}\n{message.extra_headers}"
        assert message.subject == "Lantern: 1 urgent item"
        for secret in ("Marigold", "Quill", case.code, case.ref, window.ref, "order", "served", "window"):
            assert secret not in text.lower() if secret.islower() else secret not in text


def test_utc_is_what_is_stored(window):
    assert window.opens_at == datetime(2026, 11, 6, 23, 5, tzinfo=UTC)
