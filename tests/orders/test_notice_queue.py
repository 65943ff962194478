"""The queue of doubtful notices: who sees what, and what a decision does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from caseload.actions import cases as case_actions
from caseload.models import AuditEntry
from orders.models import EscalationWindow, NoticeCandidate, ServiceAttempt, ServiceNotice
from tests.kept import kept_fixture
from tests.orders.conftest import said, serve
from tests.orders.notices import ARRIVES, order_of, row, run

pytestmark = pytest.mark.django_db
QUEUE = reverse("orders:notices")
LATER = "2026-11-07T08:20-06:00"
AS_TOLD = {
    "outcome": "served", "precision": "exact", "day": "2026-11-06", "at": "17:05", "tz": "America/Chicago",
    "server": "sheriff", "place_kind": "unknown", "source": "notice",
}  # fmt: skip


@kept_fixture
def order(cast, acting, frozen):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        return order_of(cast, "26 OP 121")


@pytest.fixture
def arrive(agency, tmp_path, frozen):
    def arrive(*rows, code=0):
        with frozen(ARRIVES):
            run(tmp_path, list(rows), agency, code=code)

    return arrive


@kept_fixture
def notice(order, arrive, acting):
    """A notice with the number of the order and another court."""
    arrive(row(court="Town Court", note="Handed over at the door"))
    with acting("dee"):
        return ServiceNotice.objects.get()


@pytest.fixture
def candidates(acting):
    def of(**narrowed):
        with acting("dee"):
            return list(NoticeCandidate.objects.filter(**narrowed).order_by("pk"))

    return of


@pytest.fixture
def page(as_staff, frozen):
    def visit(who, url=QUEUE, data=None):
        with frozen(LATER):
            browser = as_staff(who)
            return browser.post(url, data) if data is not None else browser.get(url)

    return visit


def words(response) -> str:
    return response.content.decode()


def test_the_queue_shows_each_notice_beside_its_order_with_the_reason(notice, order, page):
    shown = words(page("sol"))
    assert "The number fits, the court does not" in shown and order.case.code in shown
    assert notice.get_absolute_url() in shown
    opened = words(page("sol", notice.get_absolute_url()))
    assert "Town Court" in opened and "Lakeside County Circuit Court" in opened
    assert "Handed over at the door" in opened and "Record the service" in opened


def test_the_first_page_counts_what_waits_for_those_who_decide(notice, page):
    home = reverse("caseload:home")
    assert "1 waits for a decision" in words(page("sol", home))
    assert "waits for a decision" not in words(page("ana", home))


def test_an_empty_queue_says_so(page):
    assert "No notice waits for a decision." in words(page("sol"))
    assert "No notice is settled yet." in words(page("sol", f"{QUEUE}?show=settled"))


def test_an_advocate_sees_those_of_own_cases_and_decides_none(notice, page, candidates):
    assert "The number fits" in words(page("ana"))
    opened = words(page("ana", notice.get_absolute_url()))
    assert "A supervisor decides about it." in opened and "Record the service" not in opened
    assert "The number fits" not in words(page("ben"))
    assert page("ben", notice.get_absolute_url()).status_code == 404
    [candidate] = candidates()
    refused = page("ana", notice.get_absolute_url(), {**AS_TOLD, "candidate": candidate.ref})
    assert refused.status_code == 403
    assert candidates()[0].is_open


def test_choosing_the_order_records_the_service_and_opens_its_window(notice, order, page, candidates, acting):
    [candidate] = candidates()
    done = page("sol", notice.get_absolute_url(), {**AS_TOLD, "candidate": candidate.ref})
    assert done.status_code == 302 and done.headers["Location"] == order.get_absolute_url()
    with acting("dee"):
        attempt = ServiceAttempt.objects.get()
        assert (attempt.order, attempt.recorded_by.name) == (order, "Sol")
        assert attempt.known_to_agency_at == notice.created_at
        assert EscalationWindow.objects.get(order=order, trigger="service").phase == "acute"
        settled = ServiceNotice.objects.get()
        assert (settled.state, settled.attempt) == ("recorded", attempt)
        events = set(AuditEntry.objects.filter(case=order.case).values_list("event", flat=True))
        assert {"orders.notice_queued", "orders.notice_recorded", "orders.service_recorded"} <= events
    assert (candidates()[0].state, candidates()[0].content) == ("chosen", {})
    assert "Recorded on the order" in words(page("sol", notice.get_absolute_url()))


def test_the_form_holds_what_the_notice_says(notice, page):
    from tests.test_canary import Filled

    filled = Filled(words(page("sol", notice.get_absolute_url()))).values
    assert {name: filled[name] for name in AS_TOLD} == {name: [said_] for name, said_ in AS_TOLD.items()}
    assert filled["note"] == ["Handed over at the door"]
    assert "which" not in filled, "asked only about a time the clocks showed twice"


def test_what_could_not_be_read_is_asked_for_and_never_assumed(order, arrive, acting, page, candidates):
    arrive(row(outcome="delivered", served_on="06.11.2026"), code=1)
    [candidate] = candidates()
    shown = words(page("sol", candidate_url(candidate, acting)))
    assert "06.11.2026" in shown and "delivered" in shown and "could not be read" in shown
    missing = {name: value for name, value in AS_TOLD.items() if name not in ("outcome", "precision")}
    again = page("sol", candidate_url(candidate, acting), {**missing, "candidate": candidate.ref})
    assert again.status_code == 422
    assert candidates()[0].is_open


def candidate_url(candidate, acting) -> str:
    with acting("dee"):
        return ServiceNotice.objects.get(pk=candidate.notice_id).get_absolute_url()


def test_po_6_a_notice_with_another_time_corrects_the_service_on_record_when_a_person_says_why(
    order, cast, arrive, acting, page, frozen, candidates
):
    with frozen("2026-11-06T21:00-06:00"), acting("ana"):
        first = serve(order, cast["ana"], said("2026-11-06"))
    arrive(row())
    [candidate] = candidates(doubt="served")
    url = candidate_url(candidate, acting)
    refused = page("sol", url, {**AS_TOLD, "candidate": candidate.ref})
    assert refused.status_code == 422 and "Say why" in words(refused)
    done = page(
        "sol", url, {**AS_TOLD, "candidate": candidate.ref, "reason": "The sheriff's list has the time"}
    )
    assert done.status_code == 302
    with acting("dee"):
        new = ServiceAttempt.objects.get(state="stands")
        assert (new.corrects, new.is_exact) == (first, True)
        assert EscalationWindow.objects.get(trigger="service", state="open").opens_at == new.happened_from


def test_setting_a_notice_aside_needs_a_reason_and_removes_what_it_said(notice, page, candidates, acting):
    url = reverse("orders:notice_dismiss", args=[notice.ref])
    assert page("sol", url, {"reason": " "}).status_code == 422
    assert page("sol", url, {"reason": "Another county"}).status_code == 302
    [candidate] = candidates()
    assert (candidate.state, candidate.content, candidate.settled_by.name) == ("ruled_out", {}, "Sol")
    with acting("dee"):
        assert ServiceNotice.objects.get().state == "dismissed"
        assert not ServiceAttempt.objects.exists()
    assert "Not about this order" in words(page("sol", f"{QUEUE}?show=settled"))


def test_a_notice_set_aside_stays_so_when_the_list_is_sent_again(notice, page, candidates, arrive):
    page("sol", reverse("orders:notice_dismiss", args=[notice.ref]), {"reason": "Another county"})
    arrive(row(court="Town Court", note="Handed over at the door"))
    assert [c.state for c in candidates()] == ["ruled_out"]


def test_the_second_of_two_deciding_people_is_told(notice, page, candidates):
    [candidate] = candidates()
    url, body = notice.get_absolute_url(), {**AS_TOLD, "candidate": candidate.ref}
    assert page("sol", url, body).status_code == 302
    assert page("dee", url, body).status_code == 422  # the order is no choice any more


@kept_fixture
def shared(cast, acting, frozen, arrive):
    """One notice that fits two orders: sol is barred from the case of the second."""
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        orders = [order_of(cast), order_of(cast)]
    with acting("dee"):
        case_actions.restrict(orders[1].case, staff=cast["sol"], by=cast["dee"])
    arrive(row())
    return orders


def test_a_barred_person_neither_sees_nor_counts_nor_settles_a_candidate(shared, page, candidates, acting):
    mine, hidden = candidates()
    url = candidate_url(mine, acting)
    for shown in (words(page("sol")), words(page("sol", url))):
        assert shared[0].case.code in shown
        assert shared[1].case.code not in shown and "More than one" not in shown
    assert "More than one order fits" in words(page("dee", url))
    refused = page("sol", url, {**AS_TOLD, "candidate": hidden.ref})
    assert refused.status_code == 422 and shared[1].case.code not in words(refused)
    assert page("sol", url, {**AS_TOLD, "candidate": mine.ref}).status_code == 302
    assert [c.state for c in candidates()] == ["chosen", "open"], "what sol cannot see goes on waiting"
    assert "waits for a decision" not in words(page("sol", reverse("caseload:home")))
    assert "1 waits for a decision" in words(page("dee", reverse("caseload:home")))


def test_choosing_one_of_several_rules_out_the_others_one_sees(shared, page, candidates, acting):
    mine, other = candidates()
    url = candidate_url(mine, acting)
    assert page("dee", url, {**AS_TOLD, "candidate": other.ref}).status_code == 302
    assert [(c.state, c.content) for c in candidates()] == [("ruled_out", {}), ("chosen", {})]
    with acting("dee"):
        assert ServiceNotice.objects.get().state == "recorded"
        assert ServiceAttempt.objects.get().order == shared[1]
    assert shared[1].case.code not in words(page("sol", url)), "what it was recorded as is not for sol"
    assert "Not about this order" in words(page("sol", f"{QUEUE}?show=settled"))


def test_setting_aside_leaves_what_the_person_cannot_see(shared, page, candidates, acting):
    mine, _hidden = candidates()
    with acting("dee"):
        ref = ServiceNotice.objects.get().ref
    page("sol", reverse("orders:notice_dismiss", args=[ref]), {"reason": "Not hers"})
    assert [c.state for c in candidates()] == ["ruled_out", "open"]
    with acting("dee"):
        assert ServiceNotice.objects.get().state == "queued"


def test_a_barred_person_cannot_open_a_notice_of_that_case_alone(notice, order, cast, acting, page):
    with acting("dee"):
        case_actions.restrict(order.case, staff=cast["sol"], by=cast["dee"])
    assert page("sol", notice.get_absolute_url()).status_code == 404
    assert order.case.code not in words(page("sol"))


def test_opening_a_notice_is_on_record_with_its_case(notice, order, page, acting):
    page("ana", notice.get_absolute_url())
    with acting("dee"):
        entry = AuditEntry.objects.get(event="orders.notice_viewed")
        assert (entry.case_id, entry.staff.name) == (order.case_id, "Ana")
