"""Check-ins while a window is open: what falls due, what each answer opens, what follows when none comes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.foundation.errors import Denied, RuleBroken, Stale
from caseload.foundation.moments import Interval
from caseload.models import Notification, Task
from clients.actions import contact as contact_actions
from clients.models import ContactMethod
from orders.actions import check_in_plans, check_ins, overlays
from orders.actions import sweep as sweeping
from orders.actions.endings import close_early
from orders.models import CheckIn
from tests import factories
from tests.orders.conftest import CHICAGO

SERVED_AT = datetime(2026, 11, 9, 17, 5, tzinfo=CHICAGO)
NOW = "2026-11-09T17:05-06:00"
H = timedelta(hours=1)


def tasks_named(case, acting, kind, state="open"):
    with acting("ana"):
        return list(Task.objects.filter(case=case, kind=f"orders.{kind}", state=state))


def test_service_begins_a_ladder_a_day_apart(served, open_one):
    row = open_one()
    assert (row.due_at, row.level, row.attempt) == (SERVED_AT + 24 * H, 4, 1)


def test_reached_safe_schedules_the_next(served, answered, open_one, case, acting):
    answered("safe", "2026-11-10T09:00-06:00", words="At her sister's")
    assert open_one().due_at == datetime(2026, 11, 11, 9, 0, tzinfo=CHICAGO)
    with acting("ana"):
        former = CheckIn.objects.get(outcome="safe")
        assert (former.state, former.words, former.settled_by.name) == ("reached", "At her sister's", "Ana")


def test_a_recorded_check_in_settles_the_reminders_it_answers(served, answered, case, acting):
    assert tasks_named(case, acting, "check_in_day_2")
    answered("safe", "2026-11-10T09:00-06:00")
    assert not tasks_named(case, acting, "check_in_day_2")
    assert tasks_named(case, acting, "check_in_day_3"), "a later one stays"


def test_the_first_answer_stands(served, answered, open_one, ana, acting, frozen):
    row = open_one()
    with frozen("2026-11-10T09:00-06:00"), acting("ana"):
        check_ins.record(row, by=ana, outcome="safe", phone="yes")
        again = check_ins.record(row, by=ana, outcome="needs", phone="no")
        assert again.outcome == "safe"
        assert CheckIn.objects.count() == 2


def test_needs_something_opens_an_urgent_task_with_the_words(served, answered, case, acting):
    answered("needs", "2026-11-10T09:00-06:00", words="A ride to court")
    (task,) = tasks_named(case, acting, "check_in_need")
    with acting("ana"):
        assert task.body == "A ride to court" and task.priority == 1 and "ride" not in task.title


def test_a4_the_acute_phase_asks_about_the_phone(served, answered, open_one):
    for more, field in [
        ({"phone": ""}, "phone"),
        ({"phone": "not_asked"}, "phone_reason"),
        ({"phone": "perhaps"}, "phone"),
    ]:
        with pytest.raises(RuleBroken) as broken:
            answered("safe", "2026-11-10T09:00-06:00", **more)
        assert broken.value.field == field
    answered("safe", "2026-11-10T09:00-06:00", phone="not_asked", phone_reason="A child was listening")


def test_no_answer_asks_for_a_second_attempt_half_an_hour_later(served, answered, open_one):
    answered("no_answer", "2026-11-10T09:00-06:00")
    second = open_one()
    assert second.attempt == 2
    assert second.due_at >= datetime(2026, 11, 10, 9, 30, tzinfo=CHICAGO)
    with pytest.raises(RuleBroken):
        answered("no_answer", "2026-11-10T09:29-06:00")
    answered("safe", "2026-11-10T09:05-06:00")  # The client called back.
    assert open_one().attempt == 1


def test_below_the_acute_phase_two_attempts_ask_to_talk_with_the_supervisor(
    served, sweep, answered, case, acting
):
    sweep("2026-11-13T09:00-06:00")
    answered("no_answer", "2026-11-13T10:00-06:00")
    answered("no_answer", "2026-11-13T10:30-06:00")
    assert tasks_named(case, acting, "not_reached_twice")
    assert not tasks_named(case, acting, "call_not_reached")


def test_the_due_time_is_in_the_clients_safe_hours(served, case, acting, frozen, ana, open_one, answered):
    with frozen("2026-11-09T18:00-06:00"), acting("ana"):
        method = ContactMethod.objects.get()
        hours = [{"days": [], "from": "09:00", "to": "12:00"}]
        contact_actions.edit_contact_method(
            method, by=ana, version=method.version, kind="phone", value=method.value, safe_to_call="yes",
            hours=hours,
        )  # fmt: skip
    answered("safe", "2026-11-09T19:00-06:00")
    row = open_one()
    assert row.due_at == datetime(2026, 11, 10, 11, 0, tzinfo=CHICAGO)
    assert row.cadence_at == datetime(2026, 11, 10, 19, 0, tzinfo=CHICAGO)


def test_the_ladder_follows_the_phase_and_ends_with_the_window(
    served, sweep, answered, open_one, case, acting
):
    answered("safe", "2026-11-12T12:00-06:00")
    sweep("2026-11-12T17:06-06:00")
    row = open_one()
    assert (row.phase, row.level) == ("high", 3)
    assert row.due_at == datetime(2026, 11, 14, 12, 0, tzinfo=CHICAGO), "48 hours from the last contact"
    for hours in range(0, 24 * 96, 96):
        sweep((SERVED_AT + timedelta(hours=hours)).isoformat())
    assert open_one() is None
    with acting("ana"):
        assert CheckIn.objects.order_by("-pk").first().state == "cancelled"


def test_one_ladder_for_a_case_with_several_windows(served, case, ana, acting, frozen, open_one):
    moment = datetime(2026, 11, 25, 9, 0, tzinfo=CHICAGO)
    with frozen(moment), acting("ana"):
        sweeping.sweep(now=moment)
        overlays.raise_overlay(case, trigger="violation", by=ana, when=Interval(moment, moment), tz=CHICAGO)
        assert CheckIn.objects.filter(settled_at__isnull=True).count() == 1
    assert open_one().level == 4


def test_a_window_closed_by_a_person_ends_its_check_in(
    case, client_of_case, ana, sol, acting, frozen, open_one
):
    with frozen(NOW), acting("ana"):
        window = overlays.raise_overlay(
            case, trigger="job_loss", by=ana, when=Interval(SERVED_AT, SERVED_AT), tz=CHICAGO
        )
    assert open_one().phase == "elevated"
    with frozen("2026-11-10T09:00-06:00"), acting("sol"):
        from orders.models import Alert

        Alert.objects.update(state="acknowledged", acknowledged_by=sol, acknowledged_at=SERVED_AT)
        close_early(window, by=sol, reason="Work found", client_view="Glad")
    assert open_one() is None


# ---- Not done in time ------------------------------------------------------------------------------------


def test_nothing_noted_by_the_due_time_is_missed_once_and_told(served, sweep, case, cast, acting, open_one):
    sweep("2026-11-10T17:04-06:00")
    assert open_one().state == "due"
    before = _told(cast["sol"], acting)
    sweep("2026-11-10T17:06-06:00")
    sweep("2026-11-10T17:07-06:00")
    assert open_one().state == "missed"
    (task,) = tasks_named(case, acting, "missed_check_in")
    assert task.assigned_to == cast["ana"]
    assert _told(cast["sol"], acting) == before + 1


def _told(staff, acting, kind="orders.check_in_missed"):
    with acting("sol"):
        return Notification.objects.filter(recipient=staff, kind=kind, channel="in_app").count()


def test_an_acute_check_in_that_stays_undone_is_told_again(served, sweep, cast, acting):
    sweep("2026-11-10T17:06-06:00")
    sweep("2026-11-10T21:07-06:00")
    assert _told(cast["sol"], acting) == 2


def test_what_the_supervisor_is_told_names_nobody(served, sweep, as_staff, frozen):
    sweep("2026-11-10T17:06-06:00")
    with frozen("2026-11-10T17:10-06:00"):
        page = as_staff("sol").get(reverse("caseload:notifications")).content.decode()
    assert "A check-in is overdue" in page and "Marigold" not in page


def test_a_late_answer_settles_the_missed_one_and_its_task(served, sweep, answered, case, acting, open_one):
    sweep("2026-11-10T17:06-06:00")
    row = answered("safe", "2026-11-10T18:00-06:00")
    assert (row.state, row.missed_at is not None) == ("reached", True)
    assert not tasks_named(case, acting, "missed_check_in")
    assert open_one().due_at == datetime(2026, 11, 11, 18, 0, tzinfo=CHICAGO)


def test_the_due_function_names_the_agency_and_no_other(served, agency, frozen):
    with frozen("2026-11-10T17:06-06:00"), connection.cursor() as cursor:
        cursor.execute("SELECT lantern_agencies_with_check_ins(%s)", ["2026-11-10T17:06-06:00"])
        assert [row[0] for row in cursor.fetchall()] == [agency.pk]
        cursor.execute("SELECT lantern_agencies_with_check_ins(%s)", ["2026-11-10T17:04-06:00"])
        assert cursor.fetchall() == []


# ---- What the client wants --------------------------------------------------------------------------------


def agree(case, ana, acting, frozen, at="2026-11-09T18:00-06:00", version=0, **values):
    with frozen(at), acting("ana"):
        return check_in_plans.agree(case, by=ana, version=version, **values)


def test_the_client_may_ask_for_fewer_and_the_supervisor_hears_of_it(
    served, case, ana, cast, acting, frozen, open_one
):
    with pytest.raises(RuleBroken):
        agree(case, ana, acting, frozen, cadence="48")
    agree(case, ana, acting, frozen, cadence="48", wish="Every two days is enough")
    assert open_one().due_at == SERVED_AT + 48 * H
    assert tasks_named(case, acting, "check_in_wish")
    assert _told(cast["sol"], acting, "orders.check_in_wish") == 1


def test_no_contact_leaves_work_for_staff_alone(
    served, case, ana, acting, frozen, open_one, as_staff, answered
):
    agree(case, ana, acting, frozen, cadence="none", wish="Please do not call")
    row = open_one()
    assert row.is_staff_only
    with acting("ana"):
        assert CheckIn.objects.filter(state="not_wanted").count() == 1
    with frozen("2026-11-09T18:30-06:00"):
        page = as_staff("ana").get(row.get_absolute_url()).content.decode()
    shown = page.split('id="now"')[1].split("</section>")[0]
    assert "Make no contact." in shown and "312-555-0143" not in shown
    with pytest.raises(RuleBroken):
        answered("no_answer", "2026-11-10T09:00-06:00")
    assert answered("looked", "2026-11-10T09:00-06:00").state == "not_wanted"
    assert open_one().is_staff_only


def test_do_not_contact_shows_no_way(served, case, client_of_case, acting, frozen, open_one, as_staff):
    with acting("ana"):
        client_of_case.do_not_contact = True
        client_of_case.save()
    with frozen("2026-11-10T09:00-06:00"):
        ana = as_staff("ana")
        page = ana.get(open_one().get_absolute_url()).content.decode()
        first = ana.get("/").content.decode().split('id="panel-check-ins"')[1].split("</section>")[0]
    shown = page.split('id="now"')[1].split("</section>")[0]
    assert "312-555-0143" not in shown and "Make no contact." in shown
    assert "Staff only: make no contact" in first


def test_where_there_is_a_safe_way_looking_alone_is_no_check_in(served, answered):
    with pytest.raises(RuleBroken):
        answered("looked", "2026-11-10T09:00-06:00")


def test_outside_the_safe_hours_no_number_is_shown(served, case, ana, acting, frozen, open_one, as_staff):
    with frozen("2026-11-09T18:00-06:00"), acting("ana"):
        method = ContactMethod.objects.get()
        contact_actions.edit_contact_method(
            method, by=ana, version=method.version, kind="phone", value=method.value, safe_to_call="yes",
            hours=[{"days": [], "from": "09:00", "to": "12:00"}],
        )  # fmt: skip
    for at, is_shown in [("2026-11-10T10:00-06:00", True), ("2026-11-10T20:00-06:00", False)]:
        with frozen(at):
            page = as_staff("ana").get(open_one().get_absolute_url()).content.decode()
        shown = page.split('id="now"')[1].split("</section>")[0]
        assert ("312-555-0143" in shown) is is_shown, at


def test_two_people_writing_the_agreement_lose_nothing(served, case, ana, acting, frozen):
    first = agree(case, ana, acting, frozen, if_not_reached="Call Kay")
    agree(case, ana, acting, frozen, version=first.version, if_not_reached="Call Kay, then Lou")
    with pytest.raises(Stale):
        agree(case, ana, acting, frozen, version=1, if_not_reached="Nobody")


# ---- Pages -------------------------------------------------------------------------------------------------


def test_two_taps_from_the_case_the_first_page_and_the_tasks(served, case, frozen, as_staff, open_one):
    row = open_one()
    with frozen("2026-11-10T09:00-06:00"):
        ana = as_staff("ana")
        for url in (reverse("caseload:case", args=[case.ref]), "/", "/tasks/", "/check-ins/"):
            assert f"{row.get_absolute_url()}?outcome=safe" in ana.get(url).content.decode(), url
        page = ana.get(f"{row.get_absolute_url()}?outcome=safe").content.decode()
        assert 'name="outcome" value="safe"' in page and 'name="phone" value="yes"' in page
        answer = ana.post(row.get_absolute_url(), {"outcome": "safe", "phone": "yes"})
        assert answer.status_code == 302 and answer.url == reverse("caseload:case", args=[case.ref])
    assert open_one().pk != row.pk


def test_a_refused_answer_loses_nothing_that_was_typed(served, frozen, as_staff, open_one):
    with frozen("2026-11-10T09:00-06:00"):
        answer = as_staff("ana").post(
            open_one().get_absolute_url(), {"outcome": "needs", "words": "A ride to court"}
        )
    page = answer.content.decode()
    assert answer.status_code == 422 and "A ride to court" in page and "charged phone" in page


def test_an_overdue_check_in_says_so(served, sweep, frozen, as_staff):
    sweep("2026-11-10T17:06-06:00")
    with frozen("2026-11-10T17:30-06:00"):
        page = as_staff("sol").get("/").content.decode()
        assert "Overdue" in page.split('id="panel-check-ins"')[1].split("</section>")[0]
        late = as_staff("sol").get("/check-ins/?show=overdue").content.decode()
    assert "Marigold Quill" in late


def test_only_who_works_the_case_sees_and_answers(served, frozen, as_staff, open_one, cast, acting):
    row = open_one()
    with frozen("2026-11-10T09:00-06:00"):
        for name in ("ben", "eve", "ada"):
            assert as_staff(name).get(row.get_absolute_url()).status_code in (403, 404), name
        assert as_staff("eve").get(row.get_absolute_url()).status_code == 404
        assert "Marigold" not in as_staff("ben").get("/check-ins/").content.decode()
        with acting("ben"), pytest.raises(Denied):
            check_ins.record(row, by=cast["ben"], outcome="safe", phone="yes")


def test_many_check_ins_cost_the_same(served, cast, acting, frozen, as_staff):
    def count():
        with CaptureQueriesContext(connection) as queries:
            sol.get("/check-ins/?show=all")
        return len(queries)

    with frozen("2026-11-10T09:00-06:00"):
        sol = as_staff("sol")
        count()
        few = count()
        for _ in range(3):
            with acting("ana"):
                case = factories.make_case(by=cast["ana"])
                moment = datetime(2026, 11, 10, 9, 0, tzinfo=CHICAGO)
                overlays.raise_overlay(
                    case, trigger="violation", by=cast["ana"], when=Interval(moment, moment), tz=CHICAGO
                )
        assert count() == few
