"""Before service: how long an order waits, what is expected, who is ready, and what the supervisor sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.actions import tasks
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Precision, Said
from caseload.models import Task
from clients.actions import plan_versions, plans
from orders.actions import orders as order_actions
from orders.actions import readiness
from orders.choices.check_ins import READINESS
from orders.models import ExpectedService
from tests import factories
from tests.orders.conftest import CHICAGO, make_order, said, serve

NOW = "2026-11-09T09:00-06:00"
SOON = "/soon-served/"


def expect(order, by, when, version=0, source="police", told_by="Sheriff's desk, Monday"):
    return readiness.expect_service(order, by=by, version=version, said=when, source=source, told_by=told_by)


@pytest.fixture
def expected(order, ana, acting, frozen):
    with frozen(NOW), acting("ana"):
        return expect(order, ana, said("2026-11-12"))


def get_ready(case, order, ana):
    """Everything before service is settled, and there is a plan."""
    for task in Task.objects.filter(case=case, kind__in=[f"orders.{key}" for key in READINESS]):
        tasks.complete_task(task, by=ana)
    plan = plans.start(case, by=ana)
    answers = [plans.Answer(key="home.locks", state="yes", words="Changed")]
    plans.save_answers(plan, "home", answers, by=ana)
    plan_versions.publish(plan, by=ana, made_with_client=True)


def page_of(as_staff, name="ana", query=""):
    return as_staff(name).get(SOON + query).content.decode()


def test_an_unserved_order_shows_days_expected_date_and_what_is_missing(expected, as_staff, frozen):
    with frozen(NOW):
        page = page_of(as_staff)
    assert "Marigold Quill" in page and "7 days" in page and "Expected Thu Nov 12, 2026" in page
    assert "There is a safety plan" in page and "Bag, charged phone and copies are at hand" in page


def test_readiness_follows_the_tasks_and_the_plan(expected, case, order, ana, acting, as_staff, frozen):
    with frozen(NOW):
        with acting("ana"):
            task = Task.objects.get(case=case, kind="orders.service_signals")
            tasks.complete_task(task, by=ana)
        assert "Danger signals are agreed" not in page_of(as_staff)
        with acting("ana"):
            get_ready(case, order, ana)
        page = page_of(as_staff)
        assert "Marigold Quill" in page and "There is a safety plan" not in page
        assert "Marigold Quill" not in page_of(as_staff, query="?missing=on")


def test_the_page_of_the_order_says_the_same_and_links_the_tasks(expected, order, as_staff, frozen):
    with frozen(NOW):
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    part = page.split('id="before-service"')[1].split("</section>")[0]
    assert "0 of 7 ready" in part or "0 of 6 ready" in part
    assert "Expected Thu Nov 12, 2026" in part and "Sheriff&#x27;s desk, Monday" in part
    assert 'href="/tasks/' in part


def test_service_takes_the_order_from_the_list(expected, order, ana, acting, as_staff, frozen):
    with frozen(NOW):
        with acting("ana"):
            serve(order, ana, said("2026-11-09", "08:00"))
        assert "Marigold Quill" not in page_of(as_staff)
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    assert 'id="before-service"' not in page


def test_the_not_ready_stand_first_then_the_soonest(order, case, ana, cast, acting, as_staff, frozen):
    with frozen(NOW):
        with acting("ana"):
            late, early = [factories.make_case(by=ana) for _ in range(2)]
            expect(make_order(late, ana), ana, said("2026-11-20"))
            expect(make_order(early, ana), ana, said("2026-11-11"))
            expect(order, ana, said("2026-11-10"))
            get_ready(case, order, ana)
        page = page_of(as_staff)
    at = [page.index(one.code) for one in (early, late, case)]
    assert at == sorted(at)


def test_an_expected_moment_keeps_how_exactly_it_is_known(order, ana, acting, frozen):
    rows = [
        (said("2026-11-12", "10:00"), "exact", timedelta(0)),
        (said("2026-11-12"), "date_only", timedelta(days=1)),
        (said("2026-11-12", precision=Precision.APPROX_DATE, give_or_take_days=2), "approx_date", None),
    ]
    version = 0
    for when, precision, length in rows:
        with frozen(NOW), acting("ana"):
            row = expect(order, ana, when, version=version)
            version = row.version
            assert (row.precision, row.told_by, row.source) == (precision, "Sheriff's desk, Monday", "police")
            if length is not None:
                assert row.expected_until - row.expected_from == length
    with frozen(NOW), acting("ana"):
        row = expect(order, ana, Said(Precision.UNKNOWN, CHICAGO), version=version, told_by="")
        assert row.expected_from is None
        assert ExpectedService.objects.count() == 1


def test_what_cannot_be_expected_is_refused(order, ana, acting, frozen):
    with frozen(NOW), acting("ana"):
        for when, told_by, field in [
            (said("2026-11-07"), "x", "day"),
            (said("2026-11-12"), " ", "told_by"),
        ]:
            with pytest.raises(RuleBroken) as broken:
                expect(order, ana, when, told_by=told_by)
            assert broken.value.field == field
        first = expect(order, ana, said("2026-11-12"))
        expect(order, ana, said("2026-11-13"), version=first.version)
        with pytest.raises(Stale):
            expect(order, ana, said("2026-11-14"), version=1)
        serve(order, ana, said("2026-11-09", "08:00"))
        with pytest.raises(RuleBroken):
            expect(order, ana, said("2026-11-14"), version=2)


def test_a_changed_paper_is_expected_anew(expected, order, ana, acting, as_staff, frozen):
    with frozen(NOW):
        with acting("ana"):
            order.refresh_from_db()
            order_actions.edit_order(
                order, by=ana, version=order.version, new_paper=True, issued=said("2026-11-02"), terms=["01"]
            )
        page = page_of(as_staff)
    assert "Expected Nov 12" not in page and "No expected date" in page


def test_an_expected_date_opens_no_window(expected, case, acting):
    with acting("ana"):
        case.refresh_from_db()
        assert case.level == 0


def test_the_form_keeps_what_was_typed_and_says_it_back(order, as_staff, frozen, acting):
    url = reverse("orders:expected_service", args=[order.ref])
    sent = {"version": "0", "precision": "date_only", "day": "2026-11-12", "tz": "America/Chicago",
            "source": "police", "told_by": ""}  # fmt: skip
    with frozen(NOW):
        ana = as_staff("ana")
        answer = ana.post(url, sent)
        assert answer.status_code == 422 and "2026-11-12" in answer.content.decode()
        assert ana.post(url, {**sent, "told_by": "Court clerk"}).status_code == 302
        assert "Court clerk" in ana.get(url).content.decode()


def test_the_supervisor_sees_who_is_likely_served_soon_and_not_ready(
    order, case, ana, acting, as_staff, frozen
):
    def panel():
        page = as_staff("sol").get("/").content.decode()
        return page.split('id="panel-soon"')[1].split("</section>")[0] if 'id="panel-soon"' in page else ""

    with frozen(NOW):
        assert panel() == "", "nothing says that it is on its way"
        with acting("ana"):
            row = expect(order, ana, said("2026-11-25"))
        assert panel() == "", "more than a week away"
        with acting("ana"):
            expect(order, ana, said("2026-11-14"), version=row.version)
        assert "Marigold Quill" in panel() and "things are missing" in panel()
        with acting("ana"):
            get_ready(case, order, ana)
        assert panel() == ""
        assert 'id="panel-soon"' not in as_staff("ana").get("/").content.decode()


def test_an_order_out_for_service_is_likely_served_soon(order, ana, acting, as_staff, frozen):
    with frozen(NOW):
        with acting("ana"):
            order_actions.send_out(order, by=ana)
        assert 'id="panel-soon"' in as_staff("sol").get("/").content.decode()


def test_the_list_shows_only_cases_one_may_see_and_narrows(expected, cast, world, as_staff, frozen):
    with frozen(NOW):
        assert "Marigold" not in page_of(as_staff, "ben")
        assert "Marigold" not in page_of(as_staff, "eve")
        assert as_staff("shea").get(SOON).status_code == 403
        assert "Marigold" in page_of(as_staff, "sol", f"?person={cast['ana'].ref}")
        assert "Marigold" not in page_of(as_staff, "sol", f"?person={cast['ben'].ref}")
        assert "Marigold" in page_of(as_staff, "sol", f"?team={world.team.ref}")


def test_many_orders_cost_the_same(expected, cast, acting, as_staff, frozen):
    def count():
        with CaptureQueriesContext(connection) as queries:
            sol.get(SOON)
        return len(queries)

    with frozen(NOW):
        sol = as_staff("sol")
        count()
        few = count()
        for _ in range(4):
            with acting("ana"):
                case = factories.make_case(by=cast["ana"])
                expect(make_order(case, cast["ana"]), cast["ana"], said("2026-11-13"))
        assert count() == few
