"""What orders add to the list of what is due today: alerts, hearings and dates of the court."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.actions import agencies, cases
from caseload.dashboard import due_today
from orders.actions import hearings
from tests import factories

from .conftest import make_order, said, serve

CHICAGO = ZoneInfo("America/Chicago")
MORNING = "2026-11-17T08:00-06:00"
PAGE = reverse("caseload:digest")


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


@pytest.fixture
def dated(case, client_of_case, cast, acting, frozen, sweep):
    """On Nov 17: a hearing at ten, the end of an order, and an alert that waits since the week before."""
    with frozen("2026-11-09T12:30-06:00"), acting("ana"):
        ana = cast["ana"]
        order = make_order(case, ana, expiry="on_date", expires_on=date(2026, 11, 17))
        hearing = hearings.record_hearing(order, by=ana, kind="full", starts_at=local(2026, 11, 17, 10))
        serve(make_order(case, ana), ana, said("2026-11-09", "12:00"))
    sweep("2026-11-09T12:31-06:00")
    return hearing


@pytest.fixture
def kinds(acting):
    """Kind of everything that is due for a person now, in order."""

    def look(name):
        with acting(name) as context:
            due = due_today(context.staff)
            return [str(row.kind) for row in due.overdue], [str(row.kind) for row in due.today]

    return look


def test_hearings_ends_and_unanswered_alerts_are_due(dated, kinds, frozen, as_staff, case):
    with frozen(MORNING) as moment:
        late, today = kinds("sol")
        assert "Alert that waits for an answer" in late
        assert today.count("Hearing") == 1
        assert "The order ends" in today
        page = as_staff("sol").get(PAGE).content.decode()
        for words in (case.code, "Hearing", "The order ends", "Alert that waits for an answer"):
            assert words in page
        assert "Marigold" not in page, "by code, never by name"
        moment.move_to(local(2026, 11, 17, 10, 1))
        assert "Hearing" not in kinds("sol")[1], "it has begun"
        moment.move_to(local(2026, 11, 18, 8))
        assert "The order ends" not in sum(kinds("sol"), [])


def test_nothing_of_it_is_due_for_who_may_not_see_the_case(dated, kinds, frozen, acting, cast, case):
    with frozen(MORNING):
        assert kinds("ana")[1]
        for name in ("ben", "eve", "ada", "fin"):
            assert kinds(name) == ([], [])
        with acting("sol"):
            cases.restrict(case, staff=cast["dee"], by=cast["sol"])
        assert kinds("dee") == ([], [])


def test_another_teams_hearing_is_not_a_supervisors(dated, kinds, frozen, acting, cast, case):
    with frozen(MORNING):
        with acting("dee"):
            night = agencies.create_team(name="Night team")
            cases.edit_case(case, by=cast["dee"], team=night, is_resident=False)
        assert kinds("sol") == ([], [])
        assert "Hearing" in kinds("dee")[1]


def test_the_list_takes_as_many_queries_for_many_things_as_for_few(dated, frozen, acting, cast, case):
    with frozen(MORNING), acting("sol") as context:
        with CaptureQueriesContext(connection) as few:
            known = len(due_today(context.staff))
        for _number in range(3):
            other = factories.make_case(by=cast["ana"])
            order = make_order(other, cast["ana"], expiry="on_date", expires_on=date(2026, 11, 17))
            hearings.record_hearing(order, by=cast["ana"], kind="full", starts_at=local(2026, 11, 17, 11))
        with CaptureQueriesContext(connection) as many:
            assert len(due_today(context.staff)) >= known + 6
    assert len(many) == len(few) <= 4


def test_a_sweep_asks_for_what_is_due_by_the_index_of_due_times_alone(case, acting, frozen):
    """Each question is about one table and its due time: no window is looked at for having an alert."""
    from orders.actions import sweep as sweeping

    with frozen(MORNING), acting("ana"):
        asked = sweeping.questions(datetime.fromisoformat(MORNING))
        assert len(asked) == len(sweeping.KINDS)
        for name, rows in asked:
            assert " JOIN " not in str(rows.query), name
