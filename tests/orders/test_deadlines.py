"""Deadlines that follow from an order, what a person enters from the paper, and the tasks they open."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from caseload.foundation import clock
from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import AuditEntry, Notification, Task
from orders import jobs
from orders.actions import court_rules, deadline_answers, deadline_sweep, hearings
from orders.actions import orders as order_actions
from orders.actions.deadlines import recompute
from orders.models import Deadline, DeadlineStep, ProtectiveOrder
from tests.kept import kept_fixture
from tests.orders.conftest import CHICAGO, correct, make_order, said, serve

NOW = "2026-11-03T09:00-06:00"


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


def due(kind, **more):
    row = Deadline.objects.get(kind=kind, **more)
    return row.due_until


def kinds(state="open"):
    return sorted(Deadline.objects.filter(state=state).values_list("kind", flat=True))


def tasks(state="open"):
    keys = Task.objects.filter(state=state, dedupe_key__contains=":deadline:").order_by("due_at", "pk")
    return [kind.removeprefix("orders.") for kind in keys.values_list("kind", flat=True)]


def hear(order, by, *at, kind="full", **more):
    return hearings.record_hearing(order, by=by, kind=kind, starts_at=local(*at), **more)


@pytest.fixture
def minute(agency, frozen, acting_job):
    """The minute's work on deadlines at an instant."""

    def run(at):
        with frozen(at), acting_job():
            return deadline_sweep.sweep(now=clock.now())

    return run


@kept_fixture
def armed(case, client_of_case, ana, acting, frozen):
    """A temporary order that forbids firearms and ends in three weeks, with its hearing."""
    with frozen(NOW), acting("ana"):
        order = make_order(case, ana, terms=["01", "07"], expiry="on_date", expires_on=date(2026, 11, 24))
        hear(order, ana, 2026, 11, 24, 9, 30)
    return order


def test_an_unserved_order_with_a_hearing(armed, acting):
    with acting():
        assert kinds() == ["expiry", "hearing", "lapse", "service_before_hearing", "unserved"]
        assert due("hearing") == local(2026, 11, 24, 9, 30)
        assert due("service_before_hearing") == local(2026, 11, 20)  # the end of the fifth day before
        assert due("expiry") == local(2026, 11, 25)


def test_a_temporary_order_without_a_hearing_asks_for_its_date(order, acting, minute):
    with acting():
        row = Deadline.objects.get(kind="full_hearing")
        assert (row.due_until, row.counted_by.is_general) == (local(2026, 11, 13), True)
    minute("2026-11-05T08:00-06:00")
    with acting():
        assert "ask_hearing_date" in tasks()


def test_service_brings_its_own_deadlines_and_ends_those_before_it(armed, ana, acting, frozen):
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06", "17:05"))
        assert kinds("met") == ["service_before_hearing"]
        assert kinds("dropped") == ["full_hearing", "unserved"]
        assert due("firearm_surrender") == local(2026, 11, 7, 17, 5)
        assert due("firearm_receipt") == local(2026, 11, 8, 17, 5)
        assert due("return_of_service") == local(2026, 11, 11)  # the second court day after a Friday
        assert AuditEntry.objects.filter(event="orders.deadlines_counted").exists()


def test_a_correction_of_service_moves_what_is_counted_from_it(armed, ana, acting, frozen):
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        wrong = serve(armed, ana, said("2026-11-06", "17:05"))
        correct(wrong, ana, said("2026-11-06", "15:00"))
        assert due("firearm_surrender") == local(2026, 11, 7, 15, 0)
        assert Deadline.objects.filter(kind="firearm_surrender").count() == 1


@pytest.mark.parametrize(("counts", "kinds_then"), [(None, True), (True, True), (False, False)])
def test_po_1_whether_a_refusal_counts_as_service_is_for_the_jurisdiction_to_say(
    counts, kinds_then, armed, ana, acting, frozen, monkeypatch
):
    from orders.queries import court_rules as rules

    generic = {**rules.pack_files()["generic"], "refusal_counts": counts}
    monkeypatch.setattr(rules, "pack_files", lambda: {"generic": generic})
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06", "17:05"), outcome="refused_but_left")
        assert Deadline.objects.filter(kind="firearm_surrender").exists() is kinds_then
        assert armed.windows.filter(attempt__isnull=False).exists()


def test_an_order_that_is_over_asks_for_nothing_more(armed, ana, acting, frozen):
    with frozen("2026-12-10T09:00-06:00"), acting("ana"):
        recompute(armed)
        assert kinds() == ["expiry", "hearing", "lapse"]


def test_dt_8_the_deadline_for_firearms_falls_on_a_saturday_and_stays_there(armed, ana, acting, frozen):
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06", "17:05"))
        assert due("firearm_surrender").astimezone(CHICAGO).strftime("%A") == "Saturday"


def test_dt_9_the_last_day_for_service_is_before_the_holiday(order, ana, acting, frozen):
    """V17 on an order: the fifth day before December 1 is Thanksgiving."""
    with frozen(NOW), acting("ana"):
        hear(order, ana, 2026, 12, 1, 9, 0)
        assert due("service_before_hearing") == local(2026, 11, 26)  # the end of November 25


def test_dt_10_a_renewal_window_of_months_ends_with_the_month(
    case, client_of_case, ana, cast, acting, frozen
):
    with frozen(NOW), acting("ada"):
        court_rules.choose_pack("us-ca", by=cast["ada"])
    with frozen(NOW), acting("ana"):
        order = make_order(case, ana, order_type="final", expiry="on_date", expires_on=date(2027, 5, 31))
        assert Deadline.objects.get(kind="renewal_opens").due_from == local(2027, 2, 28)
        row = Deadline.objects.get(kind="renewal_opens")
        deadline_answers.overwrite(row, by=ana, version=row.version, day=date(2027, 3, 1), why="The paper")
        recompute(order)
        assert Deadline.objects.get(kind="renewal_opens").due_from == local(2027, 3, 1)


def test_dt_7_a_missing_year_is_said_where_it_was_asked(
    case, client_of_case, ana, cast, as_staff, acting, frozen
):
    with frozen("2028-12-27T09:00-06:00"):
        with acting("ana"):
            order = make_order(case, ana, issued=said("2028-12-20"))
            serve(order, ana, said("2028-12-26"))
        with acting("ada"):
            court_rules.edit_rule(
                "return_of_service",
                by=cast["ada"],
                amount=5,
                unit="days",
                mode="business_days",
                source="Clerk",
            )
        with acting("ana"):
            recompute(order)
            row = Deadline.objects.get(kind="return_of_service")
            assert (row.due_until, row.missing_year) == (None, 2029)
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
        assert "the court calendar has no holidays for 2029" in page
        with acting("ada"):
            court_rules.add_year(2029, by=cast["ada"])
        with acting("ana"):
            recompute(order)
            assert due("return_of_service") == local(2029, 1, 4)


# ---- What a person enters (PO-10) --------------------------------------------------------------------------


def test_po_10_each_counted_date_shows_its_rule_its_source_and_that_the_court_decides(
    armed, as_staff, frozen
):
    with frozen(NOW):
        page = as_staff("ana").get(armed.get_absolute_url()).content.decode()
    assert "5 days before the hearing, moved earlier to a court day" in page
    assert "Source: selfhelp.courts.ca.gov (DV-109)." in page
    assert "Generic rule." in page and "Check with court." in page
    assert "Thu Nov 19, 2026" in page


def test_po_10_what_a_person_entered_is_never_counted_over(armed, ana, cast, acting, frozen, minute):
    with frozen(NOW), acting("ana"):
        row = Deadline.objects.get(kind="service_before_hearing")
        deadline_answers.overwrite(row, by=ana, version=row.version, day=date(2026, 11, 17), why="The notice")
    with frozen(NOW), acting("ada"):
        court_rules.edit_rule(
            "service_before_hearing",
            by=cast["ada"],
            amount=10,
            unit="days",
            mode="calendar_no_roll",
            source="Rule 9",
        )
    minute(NOW)
    with frozen(NOW), acting("ana"):
        row.refresh_from_db()
        assert (row.due_from, row.counted_from) == (local(2026, 11, 17), local(2026, 11, 14))
        assert row.differs
        row = deadline_answers.restore(row, by=ana, version=row.version)
        assert (row.due_from, row.overwritten_at) == (local(2026, 11, 14), None)


def test_po_10_through_the_page(armed, as_staff, acting, frozen):
    with acting():
        row = Deadline.objects.get(kind="service_before_hearing")
    with frozen(NOW):
        ana = as_staff("ana")
        assert 'value="2026-11-19"' in ana.get(row.get_absolute_url()).content.decode()
        fields = {"version": row.version, "day": "2026-11-17", "at": "", "which": ""}
        answer = ana.post(row.get_absolute_url(), {**fields, "why": ""})
        assert answer.status_code == 422 and 'value="2026-11-17"' in answer.content.decode()
        assert ana.post(row.get_absolute_url(), {**fields, "why": "Clerk, by phone"}).status_code == 302
        page = ana.get(armed.get_absolute_url()).content.decode()
        assert "From the paper" in page and "Clerk, by phone" in page
        assert "The rule would now say" in page
        assert ana.post(row.get_absolute_url(), {**fields, "why": "Late"}).status_code == 409
        assert ana.post(reverse("orders:deadline_restore", args=[row.ref])).status_code == 302
        assert "From the paper" not in ana.get(armed.get_absolute_url()).content.decode()
    with acting():
        assert "Clerk" not in str(AuditEntry.objects.values_list("changes", "additional_data"))


def test_an_entered_hour_that_the_clocks_showed_twice_is_asked_about(armed, ana, acting, frozen):
    with frozen(NOW), acting("ana"):
        row = Deadline.objects.get(kind="service_before_hearing")
        entry = {
            "by": ana,
            "version": row.version,
            "day": date(2026, 11, 1),
            "at": time(1, 30),
            "why": "Notice",
        }
        with pytest.raises(RuleBroken) as asked:
            deadline_answers.overwrite(row, **entry)
        assert asked.value.field == "which"
        row = deadline_answers.overwrite(row, which="1", **entry)
        assert row.due_from == datetime.fromisoformat("2026-11-01T07:30+00:00")
        with pytest.raises(Stale):
            deadline_answers.overwrite(row, **entry, which="0")


def test_done_and_open_again(armed, ana, as_staff, acting, frozen):
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06", "17:05"))
        row = Deadline.objects.get(kind="firearm_surrender")
    with frozen("2026-11-07T09:00-06:00"):
        page = as_staff("ana")
        assert page.post(reverse("orders:deadline_met", args=[row.ref])).status_code == 302
        with acting("ana"):
            row.refresh_from_db()
            assert (row.state, row.met_by) == ("met", ana)
            assert DeadlineStep.objects.get(deadline=row).state == "passed"
            recompute(armed)
            row.refresh_from_db()
            assert row.state == "met"
        assert page.post(reverse("orders:deadline_open", args=[row.ref])).status_code == 302
        with acting("ana"):
            assert DeadlineStep.objects.get(deadline=row).state == "pending"


# ---- Tasks -------------------------------------------------------------------------------------------------


def test_the_offsets_of_a_hearing_open_as_tasks_each_on_its_day(armed, acting, minute):
    opened = {}
    for day in range(16, 27):
        minute(f"2026-11-{day}T08:00-06:00")
        with acting():
            opened[day] = [key for key in tasks() if not any(key in seen for seen in opened.values())]
    assert "prepare_hearing" in opened[17]
    assert {"service_in_3_days"} <= set(opened[16])
    assert "ask_continuance" in opened[17]
    assert "service_tomorrow" in opened[18]
    assert "court_day_safety" in opened[22]
    assert "hearing_day_check_in" in opened[24]
    assert "hearing_outcome" in opened[25]


def test_a_second_sweep_opens_nothing_twice(armed, acting, minute):
    minute("2026-11-17T08:00-06:00")
    with acting():
        before = Task.objects.count()
    minute("2026-11-17T08:01-06:00")
    with acting():
        assert Task.objects.count() == before


def test_a_hearing_that_moves_takes_its_tasks_along(armed, ana, acting, frozen, minute):
    minute("2026-11-17T08:00-06:00")
    with frozen("2026-11-17T10:00-06:00"), acting("ana"):
        assert "prepare_hearing" in tasks()
        hearing = armed.hearings.get()
        facts = {"kind": "full", "starts_at": local(2026, 12, 8, 9, 30)}
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, **facts)
        assert "prepare_hearing" not in tasks()
    minute("2026-12-01T08:00-06:00")
    with acting():
        assert "prepare_hearing" in tasks()


def test_an_outage_of_days_opens_what_still_helps_and_nothing_else(armed, acting, minute):
    minute("2026-11-24T20:00-06:00")
    with acting():
        opened = tasks()
        assert "prepare_hearing" not in opened and "hearing_day_check_in" not in opened
        assert "service_tomorrow" not in opened
        assert {"unserved_3_days", "unserved_7_days"} <= set(opened)


def test_work_that_is_open_already_is_not_opened_again(armed, ana, acting, frozen, minute):
    """The window after service has its own task about the proof of service."""
    with frozen("2026-11-06T17:30-06:00"), acting("ana"):
        serve(armed, ana, said("2026-11-06", "17:05"))
        Task(case=armed.case, kind="orders.return_filed", title="x", dedupe_key="window:return_filed").save()
    minute("2026-11-10T09:00-06:00")
    with acting():
        assert Task.objects.filter(kind="orders.return_filed", state="open").count() == 1


def test_dt_14_days_of_silence_are_made_up_for_in_one_sweep(armed, acting, minute):
    minute("2026-11-10T09:00-06:00")
    with acting():
        pending = DeadlineStep.objects.filter(state="pending", look_at__lte=local(2026, 11, 10, 9, 0))
        assert not pending.exists()
        assert {"unserved_3_days", "unserved_7_days"} <= set(tasks())


def test_the_minute_starts_a_job_for_the_agency_that_has_work(armed, agency, frozen, monkeypatch):
    started = []
    monkeypatch.setattr(jobs.run_deadline_sweep, "delay", lambda agency_id: started.append(agency_id))
    monkeypatch.setattr(jobs.run_agency_sweep, "delay", lambda agency_id: None)
    with frozen("2026-11-04T09:00-06:00"):
        jobs.sweep()
        assert started == []
    with frozen("2026-11-17T08:00-06:00"):
        jobs.sweep()
        assert started == [agency.pk]
        jobs.run_deadline_sweep(agency_id=agency.pk)


def test_orders_from_before_are_counted_by_the_sweep(armed, acting, minute):
    with acting():
        DeadlineStep.objects.all().delete()
        Deadline.objects.all().delete()
        ProtectiveOrder.objects.update(deadlines_counted_at=None)
    minute(NOW)
    with acting():
        assert "service_before_hearing" in kinds()


# ---- PO-5 and PO-7: what is known late, what is not served ------------------------------------------------


def test_po_5_service_known_after_three_days_is_reviewed_by_a_supervisor(order, ana, sol, acting, frozen):
    with frozen("2026-11-09T17:06-06:00"), acting("ana"):
        late = serve(order, ana, said("2026-11-06", "17:05"))
        assert (late.known_to_agency_at - late.happened_until).total_seconds() == 72 * 3600 + 60
        assert Task.objects.get(kind="orders.late_knowledge").assigned_to == sol


def test_po_5_within_three_days_nobody_reviews(order, ana, acting, frozen):
    with frozen("2026-11-09T17:05-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        assert not Task.objects.filter(kind="orders.late_knowledge").exists()


def test_po_7_an_unserved_order_asks_on_the_third_and_the_seventh_day(order, ana, sol, acting, minute):
    """Issued on November 2, by its date alone: counted from the end of that day, nights and weekends too."""
    minute("2026-11-05T23:59-06:00")
    with acting():
        assert "unserved_3_days" not in tasks()
    minute("2026-11-06T00:00-06:00")
    with acting():
        assert "unserved_3_days" in tasks()
        assert Notification.objects.filter(kind="orders.deadline", channel="in_app").get().recipient == ana
    minute("2026-11-10T00:00-06:00")
    with acting():
        assert {"unserved_7_days", "unserved_7_days_review"} <= set(tasks())
        assert Task.objects.get(kind="orders.unserved_7_days_review").assigned_to == sol


def test_po_7_two_court_days_before_the_last_day_for_service_another_way_is_asked_for(
    order, ana, acting, frozen, minute
):
    with frozen(NOW), acting("ana"):
        hear(order, ana, 2026, 12, 1, 9, 0)
    minute("2026-11-23T07:59-06:00")
    with acting():
        assert "ask_continuance" not in tasks()
    minute("2026-11-23T08:00-06:00")  # November 25, less two court days
    with acting():
        assert "ask_continuance" in tasks()


def test_po_7_the_page_counts_the_days(order, as_staff, frozen):
    for at, words in (("2026-11-03", "Not served for 1 day<"), ("2026-11-05", "Not served for 3 days")):
        with frozen(f"{at}T09:00-06:00"):
            assert words in as_staff("ana").get(order.get_absolute_url()).content.decode()


def test_po_7_service_ends_the_asking(order, ana, acting, frozen, minute):
    minute("2026-11-10T09:00-06:00")
    with frozen("2026-11-10T10:00-06:00"), acting("ana"):
        assert "unserved_7_days" in tasks()
        serve(order, ana, said("2026-11-10", "09:30"))
        assert not [key for key in tasks() if key.startswith("unserved")]


# ---- PO-11: protection may lapse tonight ------------------------------------------------------------------


@kept_fixture
def lapsing(armed, acting):
    with acting():
        return Deadline.objects.get(kind="lapse")


def test_po_11_on_the_last_day_after_the_hearing_everybody_is_called_once(
    armed, lapsing, ana, sol, as_staff, acting, minute, frozen
):
    minute("2026-11-24T08:00-06:00")
    with acting():
        assert "protection_may_lapse" not in tasks()  # The hearing is at 9:30 that morning.
    minute("2026-11-24T11:30-06:00")
    minute("2026-11-24T11:31-06:00")
    with acting():
        called = Task.objects.filter(kind="orders.protection_may_lapse", state="open")
        assert {(task.assigned_to.name, task.priority) for task in called} == {("Ana", 1), ("Sol", 1)}
        told = Notification.objects.filter(kind="orders.lapse", channel="in_app")
        assert sorted(row.recipient.name for row in told) == ["Ana", "Sol"]
        assert set(told.values_list("is_urgent", flat=True)) == {True}
        lapsing.refresh_from_db()
        assert lapsing.raised_at == local(2026, 11, 24, 11, 30)
    with frozen("2026-11-24T12:00-06:00"):
        page = as_staff("ana").get(reverse("caseload:case", args=[armed.case.ref])).content.decode()
        assert "Protection may lapse tonight" in page


def test_po_11_without_a_hearing_the_last_day_itself_calls(case, client_of_case, ana, acting, frozen, minute):
    with frozen(NOW), acting("ana"):
        make_order(case, ana, expiry="on_date", expires_on=date(2026, 11, 24))
    minute("2026-11-23T23:59-06:00")
    with acting():
        assert "protection_may_lapse" not in tasks()
    minute("2026-11-24T00:00-06:00")
    with acting():
        assert tasks().count("protection_may_lapse") == 2


def test_po_11_nobody_waits_for_a_late_hearing_into_the_last_hours(
    case, client_of_case, ana, acting, frozen, minute
):
    with frozen(NOW), acting("ana"):
        order = make_order(
            case, ana, expiry="at_time", expires_on=date(2026, 11, 24), expires_time=time(17, 0)
        )
        hear(order, ana, 2026, 11, 24, 15, 0)
    minute("2026-11-24T08:00-06:00")
    minute("2026-11-24T13:00-06:00")
    with acting():
        assert tasks().count("protection_may_lapse") == 2


def test_po_11_a_final_order_in_force_calls_nobody(armed, ana, acting, frozen, minute):
    with frozen("2026-11-24T10:30-06:00"), acting("ana"):
        make_order(armed.case, ana, issued=said("2026-11-24"), order_type="final", expiry="never")
    minute("2026-11-24T12:00-06:00")
    with acting():
        assert "protection_may_lapse" not in tasks()


@pytest.mark.parametrize("outcome", ["granted", "denied", "dismissed"])
def test_po_11_an_outcome_that_settles_it_calls_nobody(outcome, armed, ana, acting, frozen, minute):
    with frozen("2026-11-24T10:30-06:00"), acting("ana"):
        hearing = armed.hearings.get()
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, outcome=outcome)
    minute("2026-11-24T12:00-06:00")
    with acting():
        assert "protection_may_lapse" not in tasks()


def test_po_11_an_extension_ends_the_warning(armed, lapsing, ana, as_staff, acting, frozen, minute):
    minute("2026-11-24T12:00-06:00")
    with frozen("2026-11-24T13:00-06:00"), acting("ana"):
        armed.refresh_from_db()
        order_actions.edit_order(
            armed, by=ana, version=armed.version, issued=said("2026-11-02"), expiry="on_date",
            expires_on=date(2026, 12, 15),
        )  # fmt: skip
        armed.refresh_from_db()
        assert armed.lapse_raised_at is None
        assert "protection_may_lapse" not in tasks()
    minute("2026-12-15T00:00-06:00")
    with acting():
        assert tasks().count("protection_may_lapse") == 2


# ---- DT-15: midnight --------------------------------------------------------------------------------------


def test_dt_15_midnight_is_asked_about_and_stored_as_answered(case, client_of_case, as_staff, acting, frozen):
    fields = {
        "order_type": "final", "state": "issued", "issued_day": "2026-11-02", "tz": "America/Chicago",
        "expiry": "at_time", "expires_on": "2026-11-27", "expires_time": "00:00", "source": "saw_paper",
    }  # fmt: skip
    with frozen(NOW):
        ana, url = as_staff("ana"), reverse("orders:new", args=[case.ref])
        asked = ana.post(url, fields)
        assert asked.status_code == 422
        page = asked.content.decode()
        assert "Which midnight does the paper mean?" in page and "night before" in page
        with acting():
            assert not ProtectiveOrder.objects.exists()
        assert ana.post(url, {**fields, "expires_midnight": "end"}).status_code == 302
        assert ana.post(url, {**fields, "expires_midnight": "start"}).status_code == 302
    with acting():
        friday_ends, friday_begins = ProtectiveOrder.objects.order_by("pk")
        assert friday_ends.expires_at == local(2026, 11, 28)
        assert friday_begins.expires_at == local(2026, 11, 27)
    with frozen(NOW):
        page = ana.get(friday_ends.get_absolute_url()).content.decode()
    assert "Fri Nov 27, 2026, midnight at the end of that day" in page


def test_dt_12_deadlines_are_absolute_with_weekday_zone_and_what_is_left(armed, as_staff, frozen):
    with frozen("2026-11-20T09:30-06:00"):
        page = as_staff("ana").get(armed.get_absolute_url()).content.decode()
    assert "Tue Nov 24, 2026, 9:30 AM CST" in page
    assert "4 days left" in page


def test_dt_13_the_time_of_the_visitors_own_clock_changes_nothing(armed, ana, as_staff, acting, frozen):
    with frozen("2026-11-20T09:30-06:00"):
        browser = as_staff("ana")
        wrong = {"headers": {"date": "Thu, 01 Jan 2037 00:00:00 GMT", "x-now": "2037-01-01T00:00:00Z"}}
        page = browser.get(armed.get_absolute_url(), {"now": "2037-01-01T00:00"}, **wrong).content.decode()
        assert "4 days left" in page
        fields = {
            "outcome": "served", "precision": "exact", "day": "2026-11-20", "at": "09:00",
            "tz": "America/Chicago", "server": "sheriff", "place_kind": "home", "source": "police",
            "now": "2037-01-01T00:00", "known_at": "2037-01-01T00:00",
        }  # fmt: skip
        assert (
            browser.post(reverse("orders:record_service", args=[armed.ref]), fields, **wrong).status_code
            == 302
        )
        with acting():
            attempt = armed.attempts.get()
            assert attempt.known_to_agency_at == local(2026, 11, 20, 9, 30)
