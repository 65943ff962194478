"""The respondent in custody: the watch for release, and the window after it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from caseload.foundation import clock
from caseload.foundation.errors import Denied, RuleBroken, Stale
from caseload.models import Task
from clients.models import Respondent
from orders.actions import custody
from orders.actions.sweep import due_agencies
from orders.escalation import look, next_look
from orders.models import Custody, EscalationWindow
from tests.orders.conftest import CHICAGO, correct, make_order, said, serve

START = "2026-11-06T18:00-06:00"
DAY = timedelta(days=1)


def local(month, day, hour=0):
    return datetime(2026, month, day, hour, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("now", "asked", "again"),
    [
        (local(11, 6, 18), "custody_ask", local(11, 13, 18)),
        (local(11, 15, 18), "custody_ask", local(11, 18)),
        (local(11, 18), "custody_eve", local(11, 22)),
        (local(11, 21, 23), "custody_eve", local(11, 22)),
        (local(11, 22), "custody_passed", local(11, 23)),
    ],
)
def test_what_is_asked_and_when_next(now, asked, again):
    expected = (date(2026, 11, 19), date(2026, 11, 21))
    assert (look(now, CHICAGO, *expected), next_look(now, CHICAGO, *expected)) == (asked, again)


@pytest.fixture
def respondent(case, acting):
    with acting("ana"):
        row = Respondent(case=case, name="Sam Colewater")
        row.save()
    return row


@pytest.fixture
def held(case, client_of_case, respondent, ana, acting, frozen):
    """On record since the evening of the sixth; release not known."""
    with frozen(START), acting("ana"):
        return custody.record_custody(case, by=ana, respondent=respondent, facility="jail")


def open_tasks(kind):
    return Task.objects.filter(kind=f"orders.{kind}", state="open")


def test_po_9_service_by_jail_staff_sets_custody_with_release_unknown(
    case, client_of_case, respondent, ana, acting, frozen
):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        order = make_order(case, ana, respondent=respondent)
    with frozen(START), acting("ana"):
        attempt = serve(order, ana, said("2026-11-06", "17:05"), server="corrections", place_kind="jail")
        row = Custody.objects.get()
        respondent.refresh_from_db()
        assert (attempt.in_custody, row.expected, row.facility, row.state) == (
            True,
            "unknown",
            "jail",
            "held",
        )
        assert respondent.in_custody == "yes"
        assert open_tasks("custody_release").count() == 1


def test_w_12_service_in_custody_opens_the_window_and_arms_the_watch_for_release(
    order, ana, sweep, acting, frozen
):
    with frozen(START), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"), in_custody=True)
        assert EscalationWindow.objects.get().phase == "acute"
        row = Custody.objects.get()
        assert row.watch_at == datetime.fromisoformat(START) + 7 * DAY
    with frozen("2026-12-20T10:00-06:00"), acting("ana"):
        custody.record_release(row, by=ana, version=row.version, said=said("2026-12-20", "08:00"))
        assert EscalationWindow.objects.get(trigger="release").phase == "acute"


def test_a_second_service_in_custody_finds_the_first_record(order, ana, acting, frozen):
    with frozen(START), acting("ana"):
        serve(order, ana, said("2026-11-05", "17:05"), outcome="in_custody")
        serve(order, ana, said("2026-11-06", "17:05"), in_custody=True)
        assert Custody.objects.count() == 1


def test_a_corrected_service_takes_its_custody_along_unless_somebody_wrote_more(order, ana, acting, frozen):
    with frozen(START), acting("ana"):
        attempt = serve(order, ana, said("2026-11-06", "17:05"), in_custody=True)
        new = correct(attempt, ana, said("2026-11-06", "17:05"))
        assert Custody.objects.get().state == "void"
        assert not open_tasks("custody_release").exists()
        again = correct(new, ana, said("2026-11-06", "17:05"), in_custody=True)
        row = Custody.objects.get(state="held")
        custody.edit_custody(row, by=ana, version=row.version, note="The jail said so")
        correct(again, ana, said("2026-11-06", "17:05"))
        row.refresh_from_db()
        assert row.state == "held"


def test_while_it_lasts_somebody_asks_every_week_and_never_twice_at_once(held, sweep, acting, frozen, ana):
    with acting():
        assert open_tasks("custody_ask").count() == 0
    sweep("2026-11-13T18:00-06:00")
    sweep("2026-11-13T18:01-06:00")
    with acting():
        first = open_tasks("custody_ask").get()
    sweep("2026-11-20T18:00-06:00")
    with acting():
        assert open_tasks("custody_ask").get() == first  # It is still open: one reminder is enough.
        Task.objects.filter(pk=first.pk).update(state="done", done_at=clock.now())
    sweep("2026-11-27T18:00-06:00")
    with acting():
        assert open_tasks("custody_ask").exists()


def test_the_sweep_starts_for_an_agency_with_a_look_due(held, agency):
    assert due_agencies(datetime.fromisoformat("2026-11-13T17:59-06:00")) == []
    assert due_agencies(datetime.fromisoformat("2026-11-13T18:00-06:00")) == [agency.pk]


def test_the_day_before_and_each_day_after_the_expected_one_are_urgent(held, ana, sweep, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        custody.edit_custody(
            held, by=ana, version=held.version, expected="on_date", expected_on=date(2026, 11, 10)
        )
        held.refresh_from_db()
        assert held.watch_at == local(11, 9)
    sweep("2026-11-09T00:00-06:00")
    with acting():
        assert open_tasks("custody_eve").get().priority == 1
    sweep("2026-11-11T00:00-06:00")
    with acting():
        task = open_tasks("custody_passed").get()
        Task.objects.filter(pk=task.pk).update(state="done", done_at=clock.now())
    sweep("2026-11-12T00:00-06:00")
    with acting():
        assert open_tasks("custody_passed").exists()


def test_a_changed_day_moves_the_watch(held, ana, sweep, acting, frozen):
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        held = custody.edit_custody(
            held, by=ana, version=1, expected="on_date", expected_on=date(2026, 11, 8)
        )
        assert open_tasks("custody_eve").exists()
        held = custody.edit_custody(
            held, by=ana, version=2, expected="about", expected_on=date(2026, 12, 20), give_or_take_days=4
        )
        assert not open_tasks("custody_eve").exists()
        assert held.watch_at == local(11, 14, 9)


def test_release_opens_its_window_and_ends_the_watch(held, case, ana, acting, frozen):
    with frozen("2026-11-20T10:00-06:00"), acting("ana"):
        row = custody.record_release(held, by=ana, version=held.version, said=said("2026-11-20", "08:30"))
        window = EscalationWindow.objects.get()
        case.refresh_from_db()
        row.respondent.refresh_from_db()
        assert (window.trigger, window.phase, case.level) == ("release", "acute", 4)
        assert window.phase_ends_at == datetime(2026, 11, 23, 8, 30, tzinfo=CHICAGO)
        assert (row.state, row.watch_at, row.respondent.in_custody) == ("released", None, "no")
        assert not Task.objects.filter(dedupe_key__startswith=row.ref, state="open").exists()
        assert open_tasks("tell_client_release").exists()


def test_a_corrected_release_moves_its_window_and_needs_a_reason(held, ana, acting, frozen):
    with frozen("2026-11-20T10:00-06:00"), acting("ana"):
        row = custody.record_release(held, by=ana, version=held.version, said=said("2026-11-20", "08:30"))
        earlier = said("2026-11-19")
        with pytest.raises(RuleBroken) as refused:
            custody.record_release(row, by=ana, version=row.version, said=earlier)
        assert refused.value.field == "why"
        row.refresh_from_db()
        custody.record_release(row, by=ana, version=row.version, said=earlier, why="The jail's list")
        window = EscalationWindow.objects.get(state="open")
        assert (window.replaces.state, window.event_until) == ("superseded", local(11, 20))


def test_custody_entered_by_mistake_ends_the_watch_and_stays_on_record(held, ana, acting, frozen):
    with frozen("2026-11-07T10:00-06:00"), acting("ana"):
        row = custody.withdraw_custody(held, by=ana, version=held.version, why="A cousin of the same name")
        assert (row.state, row.watch_at) == ("void", None)
        assert not open_tasks("custody_release").exists()


def test_a_release_never_on_record_before_is_recorded_whole(
    case, client_of_case, respondent, ana, acting, frozen
):
    with frozen(START), acting("ana"):
        row = custody.record_release_alone(
            case, by=ana, respondent=respondent, said=said("2026-11-06", "12:00")
        )
        assert (row.state, EscalationWindow.objects.get().trigger) == ("released", "release")
        assert not open_tasks("custody_release").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"since_on": date(2026, 11, 8)}, "since_on"),
        ({"expected": "on_date"}, "expected_on"),
        ({"expected": "about", "expected_on": date(2026, 12, 1)}, "give_or_take_days"),
    ],
)
def test_what_is_missing_is_said_at_its_field(facts, field, case, client_of_case, ana, acting, frozen):
    with frozen(START), acting("ana"):
        with pytest.raises(RuleBroken) as refused:
            custody.record_custody(case, by=ana, **facts)
        assert refused.value.field == field


def test_one_stretch_at_a_time_and_the_second_to_save_is_told(held, case, ana, acting, frozen):
    with frozen(START), acting("ana"):
        with pytest.raises(RuleBroken):
            custody.record_custody(case, by=ana, respondent=held.respondent)
        custody.edit_custody(held, by=ana, version=1, note="First")
        with pytest.raises(Stale):
            custody.edit_custody(held, by=ana, version=1, note="Second")


def test_release_lies_between_arrest_and_now(held, ana, acting, frozen):
    with frozen("2026-11-10T10:00-06:00"), acting("ana"):
        held = custody.edit_custody(held, by=ana, version=1, since_on=date(2026, 11, 5))
        for moment in (said("2026-11-04", "10:00"), said("2026-11-11", "10:00")):
            with pytest.raises(RuleBroken) as refused:
                custody.record_release(held, by=ana, version=2, said=moment)
            assert refused.value.field == "day"
            held.refresh_from_db()


def test_only_who_may_work_on_orders_records_custody(case, client_of_case, cast, acting):
    with acting("ben"), pytest.raises(Denied):
        custody.record_custody(case, by=cast["ben"])


def test_the_pages_lead_from_custody_to_the_window_after_release(held, case, as_staff, frozen):
    ana = as_staff("ana")
    with frozen("2026-11-20T10:00-06:00"):
        page = ana.get(reverse("orders:custody", args=[case.ref])).content.decode()
        assert "Sam Colewater" in page and "can come at any hour" in page
        assert "In custody" in ana.get(reverse("orders:case_orders", args=[case.ref])).content.decode()
        release = reverse("orders:custody_release", args=[held.ref])
        note = reverse("orders:happened_note", args=[case.ref, "release"])
        assert ana.get(note).url == release
        moment = {"precision": "exact", "day": "2026-11-20", "at": "08:30", "tz": "America/Chicago"}
        answer = ana.post(release, {**moment, "version": held.version}, follow=True)
        assert "Release from custody" in answer.content.decode()
        assert answer.redirect_chain[0][0].startswith("/windows/")
