"""What happens to an order reaches the safety plan: the triggers of SP-2, and A6."""

import pytest

from caseload.foundation import clock
from clients import access, queries
from clients.actions import plan_details
from orders.actions import orders as order_actions
from tests.orders.conftest import make_order, said, serve

MOMENT = "2026-11-06T18:00-06:00"


@pytest.fixture
def at_work(file, cast, acting, frozen):
    with frozen(MOMENT), acting("ana"):
        yield file["case"], cast["ana"]


def review(case, staff):
    plan = access.plan_of(staff, case)
    return plan.review_trigger, queries.review_state(plan, clock.today(staff.agency.tz))


def test_sp_2_service_calls_for_another_look_at_the_plan(at_work):
    case, ana = at_work
    order = make_order(case, ana)
    assert review(case, ana) == ("", "fresh")
    serve(order, ana, said("2026-11-05", "17:05"), outcome="not_found")
    assert review(case, ana) == ("", "fresh"), "an attempt that failed is none of the triggers"
    serve(order, ana, said("2026-11-06", "17:05"))
    assert review(case, ana) == ("service_recorded", "due")


def test_sp_2_a_changed_paper_and_an_ended_order_do_too(at_work):
    case, ana = at_work
    order = make_order(case, ana)
    order_actions.edit_order(
        order, by=ana, version=order.version, new_paper=True, issued=said("2026-11-02"), terms=["01"]
    )
    assert review(case, ana) == ("order_change", "due")


def test_a6_a_new_paper_makes_copies_in_other_hands_stale(at_work):
    case, ana = at_work
    order = make_order(case, ana)
    plan = access.plan_of(ana, case)
    held = plan_details.add_order_copy(plan, by=ana, holder="client", decision="given")
    order_actions.edit_order(order, by=ana, version=order.version, issued=said("2026-11-05"))
    held.refresh_from_db()
    assert not held.is_stale, "a corrected record is not a new paper"
    order_actions.edit_order(order, by=ana, version=order.version, new_paper=True, issued=said("2026-11-05"))
    held.refresh_from_db()
    assert held.is_stale
