"""Dates as people enter them: DT-1, DT-3, DT-4, DT-5 and DT-8 through pages and actions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseload.foundation.errors import RuleBroken
from caseload.models import Task
from orders.choices import Force
from orders.models import EscalationWindow, Hearing, ServiceAttempt, WindowPhase
from tests.orders.conftest import CHICAGO, make_order, said, serve

NEW_YORK = ZoneInfo("America/New_York")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def service_fields(**changes):
    return {
        "outcome": "served", "precision": "exact", "day": "2026-11-01", "at": "01:30",
        "tz": "America/New_York", "server": "sheriff", "place_kind": "home", "source": "police", **changes,
    }  # fmt: skip


@pytest.fixture
def old_order(case, client_of_case, ana, acting, frozen):
    with frozen("2026-03-01T12:00-06:00"), acting("ana"):
        return make_order(case, ana, issued=said("2026-02-20"))


@pytest.fixture
def post(old_order, as_staff, frozen):
    def send(now="2026-11-02T09:00-05:00", **changes):
        with frozen(now):
            url = reverse("orders:record_service", args=[old_order.ref])
            return as_staff("ana").post(url, service_fields(**changes))

    return send


def test_dt_1_what_was_told_is_kept_beside_the_interval(post, acting):
    assert post(precision="date_only", day="2026-03-07", tz="America/Chicago").status_code == 302
    with acting():
        attempt = ServiceAttempt.objects.get()
        assert (attempt.precision, attempt.tz) == ("date_only", "America/Chicago")
        assert attempt.said == {"day": "2026-03-07"}
        assert attempt.happened_from == datetime(2026, 3, 7, 6, tzinfo=UTC)
        assert attempt.happened_until == datetime(2026, 3, 8, 6, tzinfo=UTC)


def test_dt_1_a_correction_starts_from_what_was_told(post, acting, as_staff, frozen):
    post(precision="part_of_day", part="evening", day="2026-10-30")
    with acting():
        attempt = ServiceAttempt.objects.get()
    with frozen("2026-11-02T09:00-05:00"):
        page = as_staff("ana").get(reverse("orders:correct_service", args=[attempt.ref])).content.decode()
    assert 'value="2026-10-30"' in page
    assert '<option value="evening" selected>' in page


def test_dt_2_the_zone_of_the_place_decides(post, acting):
    post(precision="date_only", day="2026-10-30", tz="America/Los_Angeles")
    with acting():
        assert EscalationWindow.objects.get().tz == "America/Los_Angeles"
        assert WindowPhase.objects.get(phase="high").ends_at == datetime(2026, 11, 14, tzinfo=LOS_ANGELES)


def test_dt_3_seventy_two_hours_pass_across_the_clock_change(post, acting):
    post(day="2026-10-31", at="22:15", tz="America/Chicago")
    with acting():
        acute = WindowPhase.objects.get(phase="acute")
        assert acute.ends_at == datetime(2026, 11, 3, 21, 15, tzinfo=CHICAGO)


def test_dt_4_a_skipped_time_is_refused_at_its_field_with_suggestions(post):
    answer = post(now="2026-03-09T09:00-04:00", day="2026-03-08", at="02:30")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1:59 AM" in page and "3:30 AM" in page
    assert page.index('id="id_at_error"') > 0


def test_dt_4_a_doubled_time_is_asked_about_and_each_answer_is_taken(post, acting):
    page = post().content.decode()
    assert "1:30 AM EDT" in page and "1:30 AM EST" in page
    assert 'name="which"' in page
    assert 'value="01:30"' in page  # nothing typed is lost
    assert post(which="1").status_code == 302
    with acting():
        assert ServiceAttempt.objects.get().happened_from == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_dt_4_not_sure_which_widens_the_window(post, acting):
    assert post(which="either").status_code == 302
    with acting():
        attempt = ServiceAttempt.objects.get()
        assert attempt.happened_until - attempt.happened_from == timedelta(hours=1)
        acute = WindowPhase.objects.get(phase="acute")
        assert acute.ends_at - acute.starts_at == timedelta(hours=73)


def test_dt_4_the_question_is_not_put_without_need(old_order, as_staff):
    page = as_staff("ana").get(reverse("orders:record_service", args=[old_order.ref])).content.decode()
    assert 'name="which"' not in page


def test_dt_4_a_hearing_in_a_skipped_hour_is_refused(old_order, as_staff, acting):
    fields = {"kind": "full", "starts_at_0": "2026-03-08", "starts_at_1": "02:30"}
    answer = as_staff("ana").post(reverse("orders:new_hearing", args=[old_order.ref]), fields)
    assert answer.status_code == 422
    with acting():
        assert not Hearing.objects.exists()


@pytest.mark.parametrize(
    ("tz", "last"),
    [
        ("America/Los_Angeles", datetime(2027, 1, 1, 8, tzinfo=UTC)),
        ("Pacific/Guam", datetime(2026, 12, 31, 14, tzinfo=UTC)),
    ],
)
def test_dt_5_an_order_is_in_force_through_the_end_of_its_last_local_day(tz, last, case, ana, acting, frozen):
    with frozen("2026-11-10T12:00-06:00"), acting("ana"):
        order = make_order(case, ana, tz=tz, expiry="on_date", expires_on=date(2026, 12, 31))
        assert order.force_at(last - timedelta(seconds=1)) == Force.IN_FORCE
        assert order.force_at(last) == Force.EXPIRED


def test_dt_5_a_stated_time_wins_and_no_end_means_none(case, ana, acting, frozen):
    with frozen("2026-11-10T12:00-06:00"), acting("ana"):
        stated = make_order(
            case, ana, expiry="at_time", expires_on=date(2026, 12, 31), expires_time=time(17, 0)
        )
        endless = make_order(case, ana, expiry="never")
        assert stated.expires_at == datetime(2026, 12, 31, 17, tzinfo=CHICAGO)
        assert endless.in_force(datetime(2099, 1, 1, tzinfo=UTC))


def test_dt_5_after_the_last_day_the_banner_says_so(case, client_of_case, ana, acting, frozen, as_staff):
    with frozen("2026-11-10T12:00-06:00"), acting("ana"):
        make_order(case, ana, expiry="on_date", expires_on=date(2026, 11, 11))
    url = reverse("orders:case_orders", args=[case.ref])
    with frozen("2026-11-11T23:59-06:00"):
        assert "No active order" not in as_staff("ana").get(url).content.decode()
    with frozen("2026-11-12T00:00-06:00"):
        assert "No active order" in as_staff("ana").get(url).content.decode()


def test_dt_5_an_order_that_ends_needs_its_date(case, ana, acting, frozen):
    with frozen("2026-11-10T12:00-06:00"), acting("ana"), pytest.raises(RuleBroken) as refused:
        make_order(case, ana, expiry="on_date")
    assert refused.value.field == "expires_on"


def test_dt_8_safety_deadlines_do_not_roll_over_a_weekend(case, ana, acting, frozen):
    """Served on the Friday after Thanksgiving: firearms on Saturday, the receipt on Sunday."""
    with frozen("2026-11-27T19:00-08:00"), acting("ana"):
        order = make_order(case, ana, terms=["01", "07"], tz="America/Los_Angeles")
        serve(order, ana, said("2026-11-27", "18:40", LOS_ANGELES))
        due = dict(Task.objects.filter(kind__startswith="orders.firearm").values_list("kind", "due_at"))
        assert due["orders.firearm_surrender_due"] == datetime(2026, 11, 28, 18, 40, tzinfo=LOS_ANGELES)
        assert due["orders.firearm_receipt_due"] == datetime(2026, 11, 29, 18, 40, tzinfo=LOS_ANGELES)
        assert WindowPhase.objects.get(phase="acute").ends_at == datetime(
            2026, 11, 30, 18, 40, tzinfo=LOS_ANGELES
        )


def test_without_a_firearms_term_there_is_no_firearms_deadline(case, ana, acting, frozen):
    with frozen("2026-11-27T19:00-08:00"), acting("ana"):
        serve(make_order(case, ana, terms=["01"]), ana, said("2026-11-27", "18:40", LOS_ANGELES))
        assert not Task.objects.filter(kind__startswith="orders.firearm_").exists()


def test_dt_5_an_order_that_begins_later_is_not_in_force_before(case, ana, acting, frozen):
    with frozen("2026-11-10T12:00-06:00"), acting("ana"):
        order = make_order(case, ana, effective_on=date(2026, 11, 12))
        assert order.force_at(datetime(2026, 11, 11, 23, 59, tzinfo=CHICAGO)) == Force.NOT_YET
        assert order.force_at(datetime(2026, 11, 12, tzinfo=CHICAGO)) == Force.IN_FORCE


def test_dt_4_correcting_a_doubled_time_starts_from_the_first_answer(post, acting, as_staff):
    post(which="0")
    with acting():
        attempt = ServiceAttempt.objects.get()
    page = as_staff("ana").get(reverse("orders:correct_service", args=[attempt.ref])).content.decode()
    assert '<input type="radio" name="which" value="0"' in page
