"""Papers of an order: what each said, how it changed, what happened, and where a hearing leads."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from caseload.foundation import clock
from caseload.models import Task
from clients.actions import plan_details, plans
from clients.models import OrderCopy
from orders.actions import hearings, service
from orders.actions import orders as order_actions
from orders.choices import OrderState
from orders.models import Hearing, OrderEvent, OrderVersion, ProtectiveOrder
from orders.papers.disqualifier import QUESTIONS, Answer, Answers, Result, result_of
from tests.kept import kept_fixture
from tests.orders.conftest import make_order, said, serve
from tests.orders.test_pages import ORDER_FIELDS

NOON = "2026-11-06T12:00-06:00"
AFTER = "2026-11-18T09:00-06:00"
HEARING = {"kind": "full", "starts_at_0": "2026-11-17", "starts_at_1": "09:30", "version": 1}
HELD = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)


def kinds(order):
    return list(OrderEvent.objects.filter(order=order).values_list("kind", flat=True))


def edit(order, by, **facts):
    values = {"version": order.version, "issued": said("2026-11-02"), **facts}
    return order_actions.edit_order(order, by=by, **values)


@kept_fixture
def hearing(order, ana, acting, frozen):
    with frozen(NOON), acting("ana"):
        return hearings.record_hearing(order, by=ana, kind="full", starts_at=HELD, place="Room 4")


def test_po_12_a_changed_paper_is_a_version_the_difference_shows_and_copies_are_stale(
    order, case, ana, acting, as_staff, frozen
):
    with frozen(NOON), acting("ana"):
        plan = plans.start(case, by=ana)
        plan_details.add_order_copy(plan, by=ana, holder="reception", decision="given", handed_by="client")
        edit(
            order,
            ana,
            new_paper=True,
            terms=["01", "07"],
            stay_away="100 yards",
            judge="Judge Oak",
            protected_people=[{"ref": "", "kind": "other", "name": "Pip the dog"}],
        )
        assert [version.number for version in OrderVersion.objects.filter(order=order)] == [1, 2]
        assert OrderCopy.objects.get().is_stale
        assert Task.objects.filter(kind="replace_copies").exists()
        order.refresh_from_db()
        edit(order, ana, judge="Judge Ash")
        assert [version.number for version in OrderVersion.objects.filter(order=order)] == [1, 2, 2]
        edit(order, ana)
        assert OrderVersion.objects.filter(order=order).count() == 3, "nothing changed, nothing is kept"
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    for words in (
        "Added</span> Term: The respondent may not have firearms", "Removed</span> Term: No contact",
        "Added</span> Distances and places: 100 yards", "Added</span> Protects: Pip the dog",
        "Paper no. 2: our record changed",
        "Changed</span> Judge: Judge Ash", "before: Judge Oak", "Changed by the court: a new paper",
    ):  # fmt: skip
        assert words in page, words


def test_a_version_never_changes_and_is_unreadable_in_the_database(order, ana, acting):
    with acting("ana"):
        version = OrderVersion.objects.select_related("case").get(order=order)
        assert version.content["terms"] == ["01", "05"]
        with pytest.raises(ProgrammingError), transaction.atomic():
            version.save()
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM orders_orderversion")
            assert b"terms" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("table", ["orderversion", "orderevent", "firearmanswers"])
def test_what_was_written_down_of_an_order_is_neither_changed_nor_taken_away(table, order, acting):
    with acting("ana"), connection.cursor() as cursor:
        for asked in ("UPDATE orders_{} SET order_id = order_id", "DELETE FROM orders_{}"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(asked.format(table))


def test_an_order_from_before_versions_keeps_what_it_said(order, ana, acting):
    with connection.cursor() as cursor:  # As an order stands that was recorded before versions were kept.
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DELETE FROM orders_orderversion")
        cursor.execute("SET ROLE lantern_app")
    with acting("ana"):
        edit(order, ana, new_paper=True, terms=["01"])
        rows = OrderVersion.objects.select_related("case").filter(order=order)
        assert [(row.number, row.content["terms"]) for row in rows] == [(1, ["01", "05"]), (2, ["01"])]


def test_events_tell_what_happened_and_say_what_no_longer_stands(order, ana, acting, as_staff, frozen):
    with frozen(NOON), acting("ana"):
        assert kinds(order) == ["recorded", "issued"]
        attempt = serve(order, ana, said("2026-11-05"))
        service.void_service(attempt, by=ana, reason="Another order")
        order.refresh_from_db()
        order_actions.end_order(order, by=ana, version=order.version, state="withdrawn")
        assert kinds(order) == ["recorded", "issued", "served", "withdrawn"]
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    assert "What happened" in page and "only the date is known" in page
    happened = page.split('id="events"')[1]
    assert "between" not in happened, "a moment that is known is one moment"
    assert '<strong>Served</strong> <span class="badge plain">Withdrawn' in page


def test_a_temporary_order_denied_with_a_hearing_set_is_not_in_force(case, client_of_case, ana, acting):
    with acting("ana"):
        order = order_actions.record_order(
            case, by=ana, order_type="ex_parte_temporary", tz="America/Chicago", state="hearing_set"
        )
        assert kinds(order) == ["recorded", "hearing_set"]
        assert order.force_at(clock.now()) == "not_yet"
        edit(order, ana, state="issued")
        assert kinds(order)[-1] == "issued"


def test_a_continued_hearing_brings_the_next_one_and_keeps_the_old_end(
    order, hearing, ana, acting, as_staff, frozen
):
    with frozen(NOON), acting("ana"):
        edit(order, ana, expiry="on_date", expires_on=date(2026, 11, 17))
    url = reverse("orders:edit_hearing", args=[hearing.ref])
    with frozen(AFTER):
        page = as_staff("ana")
        fields = {
            "kind": "full", "starts_at_0": "2026-11-17", "starts_at_1": "09:30", "place": "Room 4",
            "outcome": "continued", "continued_to_0": "2026-12-01", "continued_to_1": "10:00",
            "new_end": "2026-12-01", "version": 1,
        }  # fmt: skip
        early = page.post(url, {**fields, "continued_to_0": "2026-11-16"})
        assert early.status_code == 422 and "after this one" in early.content.decode()
        assert page.post(url, fields).status_code == 302
        assert page.post(url, fields).status_code == 409, "a second press is told"
        shown = page.get(order.get_absolute_url()).content.decode()
        assert "Ends: Dec. 1, 2026. Before: Nov. 17, 2026." in shown, shown
        assert "Paper no. 1: its end moved" in shown, "the court did that, and our record was not wrong"
    with acting("ana"):
        order.refresh_from_db()
        assert order.expires_on == date(2026, 12, 1)
        assert [row.place for row in Hearing.objects.select_related("case").filter(order=order)] == [
            "Room 4"
        ] * 2
        assert {"continued", "extended"} <= set(kinds(order))
        assert order.paper_version == 1


def test_a_hearing_moved_without_a_date_asks_for_it(order, hearing, ana, acting, frozen):
    with frozen(AFTER), acting("ana"):
        hearings.edit_hearing(hearing, by=ana, version=1, outcome="continued")
        assert Hearing.objects.count() == 1
        assert Task.objects.filter(kind="orders.ask_new_date", state="open").count() == 1


@pytest.mark.parametrize("outcome", ["granted", "consent", "default"])
def test_a_granted_order_is_a_form_filled_in_that_replaces_the_temporary_one(
    outcome, order, hearing, case, acting, as_staff, frozen
):
    with frozen(AFTER):
        ana = as_staff("ana")
        fields = {
            "kind": "full",
            "starts_at_0": "2026-11-17",
            "starts_at_1": "09:30",
            "outcome": outcome,
            "version": 1,
        }
        answer = ana.post(reverse("orders:edit_hearing", args=[hearing.ref]), fields)
        assert answer.status_code == 302
        assert answer.url == reverse("orders:new", args=[case.ref]) + f"?hearing={hearing.ref}"
        assert "Record the order it made" in ana.get(order.get_absolute_url()).content.decode()
        form = ana.get(answer.url).context["form"]
        assert form.initial["replaces"] == order.ref and form.initial["order_type"] == "final"
        assert form.initial["issued_day"] == date(2026, 11, 17) and form.initial["terms"] == ["01", "05"]
        sent = {**ORDER_FIELDS, "order_type": "final", "issued_day": "2026-11-17", "expires_on": "2027-11-17"}
        assert ana.post(answer.url, {**sent, "replaces": order.ref}).status_code == 302
    with acting("ana"):
        order.refresh_from_db()
        assert order.state == "superseded" and kinds(order)[-2:] == ["heard", "superseded"]


@pytest.mark.parametrize("outcome", ["denied", "dismissed"])
def test_a_denied_order_offers_the_end(outcome, order, hearing, as_staff, frozen):
    with frozen(AFTER):
        ana = as_staff("ana")
        fields = {
            "kind": "full",
            "starts_at_0": "2026-11-17",
            "starts_at_1": "09:30",
            "outcome": outcome,
            "version": 1,
        }
        answer = ana.post(reverse("orders:edit_hearing", args=[hearing.ref]), fields)
        assert answer.url == reverse("orders:end", args=[order.ref]) + f"?state={outcome}"
        assert ana.get(answer.url).context["form"].initial["state"] == outcome


def test_a_hearing_of_another_case_fills_in_nothing(order, hearing, as_staff, acting, cast, frozen):
    from tests.factories import make_case

    with frozen(AFTER):
        with acting("ana"):
            other = make_case(by=cast["ana"])
        url = reverse("orders:new", args=[other.ref])
        assert as_staff("ana").get(f"{url}?hearing={hearing.ref}").status_code == 404
        assert as_staff("ana").get(f"{url}?hearing=never").status_code == 404


def test_po_15_orders_against_both_sides_are_flagged_and_ask_for_an_attorney(
    order, hearing, ana, acting, as_staff, frozen
):
    with frozen(AFTER), acting("ana"):
        hearings.edit_hearing(hearing, by=ana, version=1, outcome="mutual")
        order.refresh_from_db()
        assert order.mutual
        assert Task.objects.filter(kind="orders.mutual_order", state="open").count() == 1
        edit(order, ana, judge="Oak")
        assert Task.objects.filter(kind="orders.mutual_order").count() == 1
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
        assert "Orders against both sides" in page and "referral to an attorney" in page
        assert "One of them may bind the client too" in page
        order.refresh_from_db()
        edit(order, ana, mutual=False)
        page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    assert "may bind the client" not in page


def test_a_new_paper_leaves_the_day_from_which_the_order_was_in_force(order, ana, acting, as_staff, frozen):
    """Else what happened between the first paper and the second would be no violation of anything."""
    url, first = reverse("orders:edit", args=[order.ref]), order.issued_from
    with frozen(NOON):
        page = as_staff("ana")
        sent = {**ORDER_FIELDS, "version": order.version, "new_paper": "yes", "issued_day": "2026-11-05"}
        refused = page.post(url, sent)
        assert refused.status_code == 422
        assert "has been in force since then" in str(refused.context["form"].errors["issued_day"])
        assert page.post(url, {**sent, "issued_day": "2026-11-02"}).status_code == 302
    with acting("ana"):
        order.refresh_from_db()
        assert (order.paper_version, order.issued_from) == (2, first)


DAY = timedelta(days=1)
AT = datetime(2026, 11, 10, 12, tzinfo=UTC)
# state, issued, ends, ended -> in force
LIFE = [
    ("draft", AT - DAY, None, None, False),
    ("filed", AT - DAY, None, None, False),
    ("hearing_set", AT - DAY, None, None, False),
    ("issued", None, None, None, False),
    ("issued", AT + DAY, None, None, False),
    ("issued", AT, None, None, True),
    ("issued", AT - DAY, None, None, True),
    ("issued", AT - DAY, AT + DAY, None, True),
    ("issued", AT - DAY, AT, None, False),
    ("issued", AT - DAY, AT - DAY / 2, None, False),
    *[
        row
        for state in ("denied", "dismissed", "withdrawn", "superseded")
        for row in (
            (state, AT - 2 * DAY, None, AT - DAY, False), (state, AT - 2 * DAY, None, AT, False),
            (state, AT - 2 * DAY, None, None, False), (state, AT - 2 * DAY, None, AT + DAY, True),
            (state, None, None, AT + DAY, False), (state, AT - 2 * DAY, AT - DAY, AT + DAY, False),
        )
    ],
]  # fmt: skip


def test_whether_an_order_is_in_force_follows_from_its_life():
    for state, issued, ends, ended, expected in LIFE:
        order = ProtectiveOrder(
            state=state,
            issued_from=issued,
            issued_until=issued,
            expires_at=ends,
            ended_at=ended,
            tz="America/Chicago",
        )
        assert order.in_force(AT) is expected, (state, issued, ends, ended)
    assert {row[0] for row in LIFE} == set(OrderState.values)


def test_the_federal_rule_is_a_table():
    for heard, restrains, threat, force in product(Answer, repeat=4):
        either = True if Answer.YES in (threat, force) else False if threat == force == Answer.NO else None
        known = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: None}
        parts = [known[heard], known[restrains], either]
        expected = Result.DOES_NOT if False in parts else Result.UNKNOWN if None in parts else Result.MAY
        assert result_of(Answers(heard, restrains, threat, force)) == expected
    assert result_of(Answers(Answer.NO, Answer.YES, Answer.YES, Answer.YES)) == Result.DOES_NOT


def test_the_questions_are_kept_with_who_and_when_and_asked_again_of_a_new_paper(
    order, ana, acting, as_staff, frozen
):
    url = reverse("orders:firearm_questions", args=[order.ref])
    answers = {"heard": "yes", "restrains": "yes", "credible_threat": "unknown", "bans_force": "yes"}
    with frozen(NOON):
        page = as_staff("ana")
        assert page.post(url, {**answers, "heard": "maybe"}).status_code == 422
        for _ in range(2):
            assert page.post(url, answers).status_code == 302
        shown = page.get(order.get_absolute_url()).content.decode()
        assert "The order may meet the federal rule" in shown and "Not a legal conclusion" in shown
        assert shown.count(str(QUESTIONS["heard"])) == 1, "with what it rests on"
        with acting("ana"):
            assert order.firearm_answers.count() == 1
            assert order.firearm_answers.get().answered_by == ana
            edit(order, ana, new_paper=True)
        assert "answer again" in page.get(order.get_absolute_url()).content.decode()


def test_the_federal_rule_is_never_told_as_a_conclusion(order, as_staff, acting, ana, frozen):
    """May, does not appear to, ask an attorney: what somebody may own is for a court to say."""
    url = reverse("orders:firearm_questions", args=[order.ref])
    words = {
        "yes": "The order may meet the federal rule",
        "no": "The order does not appear to meet the federal rule",
        "unknown": "Not known: ask an attorney",
    }
    with frozen(NOON):
        page = as_staff("ana")
        asked = page.get(url).content.decode()
        assert "They are not legal advice" in asked
        for answer, told in words.items():
            assert page.post(url, dict.fromkeys(QUESTIONS, answer)).status_code == 302
            shown = page.get(order.get_absolute_url()).content.decode()
            section = shown.split('id="federal"')[1].split("</section>")[0]
            assert told in section and "ask an attorney" in section
            assert not re.search(r"prohibited|is barred|illegal|unlawful|may not (own|have|possess)", section)
            assert sum(other in section for other in words.values()) == 1


def test_po_13_an_order_from_elsewhere_is_enforced_as_it_stands(
    case, client_of_case, ana, acting, as_staff, frozen
):
    with frozen(NOON):
        with acting("ana"):
            order = make_order(case, ana, order_type="foreign")
            home = make_order(case, ana)
        page, url = as_staff("ana"), reverse("orders:registration", args=[order.ref])
        shown = page.get(order.get_absolute_url()).content.decode()
        assert "Enforceable without registration." in shown
        assert 'class="badge ok">In force' in shown and "Not registered" not in shown
        assert (
            'class="badge ok">In force'
            in page.get(reverse("orders:case_orders", args=[case.ref])).content.decode()
        )
        assert "Registering creates a record here and can reveal your new county." in shown
        assert "Enforceable" not in page.get(home.get_absolute_url()).content.decode()
        fields = {"day": "2026-11-05", "where": "County clerk"}
        refused = page.post(url, fields)
        assert refused.status_code == 422 and "client&#x27;s choice" in refused.content.decode()
        future = page.post(url, {**fields, "day": "2026-11-08", "talked_over": "on"})
        assert future.status_code == 422 and "lies in the future" in future.content.decode()
        assert page.post(url, {**fields, "talked_over": "on"}).status_code == 302
        assert "Registered here on" in page.get(order.get_absolute_url()).content.decode()
