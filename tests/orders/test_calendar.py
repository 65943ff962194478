"""The calendar: the right day in the right zone, narrowed, as cheap for a full month as for an empty one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.actions import cases, tasks
from clients.models import Client
from orders.actions import hearings
from orders.actions import orders as order_actions
from tests import factories
from tests.kept import kept_fixture
from tests.orders.conftest import make_order, said, serve

NOW = "2026-11-10T09:00-06:00"
URL = "/dates/"


def cell_of(page, day):
    """The text of one day of the grid."""
    found = re.search(rf'datetime="{day}".*?</td>', page, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found.group(0)) if found else ""


@kept_fixture
def dated(case, client_of_case, cast, acting, frozen):
    """A case with a hearing in Denver late on Nov 17, an order that ends on Nov 30, and a window."""
    with frozen(NOW), acting("ana"):
        ana = cast["ana"]
        order = make_order(case, ana, tz="America/Denver", expiry="on_date", expires_on=date(2026, 11, 30))
        late = datetime(
            2026, 11, 18, 6, 30, tzinfo=UTC
        )  # 11:30 p.m. in Denver, half past midnight in Chicago
        hearing = hearings.record_hearing(order, by=ana, kind="full", starts_at=late, place="Room 9")
        other = make_order(case, ana)
        serve(other, ana, said("2026-11-09", "12:00"))
        tasks.open_task(case, kind="manual", title="Call the school", due_at=late, assigned_to=ana)
        return hearing


def page_of(client, query=""):
    return client.get(f"{URL}{query}").content.decode()


def test_dt_2_a_hearing_stands_on_the_day_of_its_court(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"))
    assert "Hearing" in cell_of(page, "2026-11-17") and "11:30 PM MST" in cell_of(page, "2026-11-17")
    assert "Hearing" not in cell_of(page, "2026-11-18")


def test_dt_12_the_list_says_weekday_and_zone_and_the_time_here(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"), "?view=agenda")
    assert "Tue Nov 17, 2026" in page and "11:30 PM MST" in page
    assert "here: Wed Nov 18, 2026, 12:30 AM CST" in page


def test_dt_5_the_last_day_of_an_order_is_that_day(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"))
    assert "Last day of an order" in cell_of(page, "2026-11-30")
    assert "Last day of an order" not in cell_of(page, "2026-12-01")


def test_phases_end_where_the_window_says_and_tasks_show_when_asked_for(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"))
        assert "Acute ends" in cell_of(page, "2026-11-12")
        assert "Call the school" not in page
        assert "Call the school" in cell_of(page_of(as_staff("ana"), "?kind=task"), "2026-11-18")
        assert "Acute ends" not in page_of(as_staff("ana"), "?kind=task")


def test_dt_15_a_phase_that_ends_at_midnight_ends_with_the_day_before(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"))
    assert "Last day of: High" in cell_of(page, "2026-11-23") and "High" not in cell_of(page, "2026-11-24")


def test_names_show_and_paper_leaves_them_out(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"))
    assert '<span class="no-print"> <bdi>Marigold Quill</bdi></span>' in page
    assert "Room 9" not in page


def test_others_see_nothing_of_it(dated, as_staff, frozen, acting, cast, case):
    with frozen(NOW):
        assert case.code not in page_of(as_staff("ben"))
        assert case.code not in page_of(as_staff("eve"))
        assert case.code in page_of(as_staff("sol"))
        assert case.code not in page_of(as_staff("sol"), "?whose=mine")
        with acting("sol"):
            cases.restrict(case, staff=cast["dee"], by=cast["sol"])
        assert case.code not in page_of(as_staff("dee"))


def test_a_team_narrows_the_calendar(dated, world, case, as_staff, frozen):
    with frozen(NOW):
        assert case.code in page_of(as_staff("dee"), f"?team={world.team.ref}")
        assert case.code not in page_of(as_staff("dee"), "?team=elsewhere")


def test_a_hearing_that_was_moved_or_whose_petition_ended_is_struck_out(
    dated, cast, as_staff, frozen, acting
):
    with frozen(NOW):
        with acting("ana"):
            dated.order.refresh_from_db()
            order_actions.end_order(
                dated.order, by=cast["ana"], version=dated.order.version, state="withdrawn"
            )
        assert "does not take place" in cell_of(page_of(as_staff("ana")), "2026-11-17")


def test_an_empty_month_says_what_to_do(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"), "?month=2031-02")
        assert "Nothing falls in this month." in page and "added on the page of an order" in page
        narrowed = page_of(as_staff("ana"), "?month=2031-02&kind=hearing")
        assert "Show all kinds and cases again" in narrowed


@pytest.mark.parametrize(
    "query", ["?month=nonsense", "?month=9999-12", "?month=2026-13", "?day=x&view=agenda"]
)
def test_nonsense_shows_this_month(query, dated, as_staff, frozen):
    with frozen(NOW):
        assert "November 2026" in page_of(as_staff("ana"), query)


def test_the_grid_is_a_table_with_keys(dated, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff("ana"), "?kind=hearing")
    assert 'aria-labelledby="month-name"' in page and 'scope="col"><abbr title="Sunday">' in page
    for key in "ptnml":
        assert f'data-key="{key}"' in page
    assert "kind=hearing&amp;view=month&amp;month=2026-12" in page, "filters are kept on the way"


def test_a_full_day_leads_to_its_list(dated, case, cast, as_staff, frozen, acting):
    with frozen(NOW):
        with acting("ana"):
            for minute in range(6):
                at = datetime(2026, 11, 20, 15, minute, tzinfo=UTC)
                hearings.record_hearing(dated.order, by=cast["ana"], kind="review", starts_at=at)
        page = page_of(as_staff("ana"), "?kind=hearing")
        assert "and 3 more" in cell_of(page, "2026-11-20")
        assert "day=2026-11-20" in page
        assert (
            page_of(as_staff("ana"), "?view=agenda&month=2026-11&day=2026-11-20&kind=hearing").count("Review")
            == 6
        )


def test_the_number_of_queries_does_not_grow_with_the_month(dated, cast, as_staff, frozen, acting):
    def count(url):
        with CaptureQueriesContext(connection) as queries:
            assert ana.get(url).status_code == 200
        return len(queries)

    urls = [URL, f"{URL}?view=agenda&kind=task&kind=hearing"]
    with frozen(NOW):
        ana = as_staff("ana")
        ana.get(URL)
        few = [count(url) for url in urls]
        with acting("ana"):
            for day in range(3):
                case = factories.make_case(by=cast["ana"])
                Client(case=case, name="More").save()
                order = make_order(case, cast["ana"])
                at = datetime(2026, 11, 12 + day, 15, tzinfo=UTC)
                hearings.record_hearing(order, by=cast["ana"], kind="full", starts_at=at)
        assert [count(url) for url in urls] == few


def test_the_timeline_draws_each_order_in_its_lane(dated, case, as_staff, frozen):
    url = reverse("orders:case_timeline", args=[case.ref])
    with frozen(NOW):
        page = as_staff("ana").get(url).content.decode()
        assert page.count('class="lane-word"') == 3, "two orders, and the days around the hearing"
        assert re.search(r'lane-word"[^>]*>A hearing<', page)
        assert '<rect class="ph ph-4"' in page and "url(#lv-4)" in page and 'class="now"' in page
        assert "style=" not in page.split("<svg", 1)[1].split("</svg>")[0]
        assert "Service: Served" in page and "Mon Nov 9, 2026, 12:00 PM CST" in page
        for span in ("30", "365", "all", "nonsense"):
            assert as_staff("ana").get(f"{url}?span={span}").status_code == 200
