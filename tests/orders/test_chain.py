"""The chain: advocate, backup, supervisor, director, an answer time apart; and nobody is lost on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from caseload.actions import absences, roster
from caseload.actions import cases as case_actions
from caseload.models import AuditEntry, Notification
from orders.actions import policies
from orders.escalation import next_responder, rules_from
from orders.models import Alert, PolicyDraft
from tests.orders.conftest import said, serve

SERVED = "2026-11-06T17:05-06:00"  # a Friday
AT = datetime.fromisoformat(SERVED)
NEW = ("advocate", "backup", "supervisor", "director")
OLD = ("advocate", "supervisor", "director")


@pytest.fixture
def serve_it(order, ana, acting, frozen):
    def act():
        with frozen(SERVED), acting("ana"):
            serve(order, ana, said("2026-11-06", "17:05"))
            return Alert.objects.get(state="raised")

    return act


@pytest.fixture
def away(cast, acting, frozen):
    def enter(name, stand_in=None, days=30):
        with frozen(SERVED), acting("dee"):
            absences.add_absence(
                staff=cast[name], stand_in=cast.get(stand_in), by=cast["dee"], starts_at=AT,
                ends_at=AT + timedelta(days=days),
            )  # fmt: skip

    return enter


@pytest.fixture
def on_call(cast, acting, frozen, world):
    def plan(name, team=True):
        with frozen(SERVED), acting("dee"):
            roster.add_shift(
                staff=cast[name], team=world.team if team else None, by=cast["dee"], starts_at=AT,
                ends_at=AT + timedelta(days=3),
            )  # fmt: skip

    return plan


@pytest.fixture
def joins(case, cast, acting, frozen):
    def part(name, kind="second", ends_at=None):
        with frozen(SERVED), acting("sol"):
            case_actions.assign(case, staff=cast[name], by=cast["sol"], kind=kind, ends_at=ends_at)

    return part


@pytest.fixture
def told(acting):
    """Whom each asking told, in order: [["Ana", "Sol"], ["Ben"], ...]."""

    def look(kind="orders.alert"):
        with acting("dee"):
            rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("sent_at", "pk")
            asked: dict = {}
            for row in rows.select_related("recipient"):
                asked.setdefault(row.sent_at, []).append(row.recipient.name)
            return list(asked.values())

    return look


@pytest.fixture
def pass_by(sweep):
    """Let so many answer times of two hours go by."""

    def go(times):
        for n in range(1, times + 1):
            sweep(AT + timedelta(hours=2 * n))

    return go


@pytest.mark.parametrize(
    ("chain", "step", "available", "asked", "expected"),
    [
        (NEW, 0, NEW, "", "advocate"),
        (NEW, 1, NEW, "advocate", "backup"),
        (NEW, 2, NEW, "backup", "supervisor"),
        (NEW, 3, NEW, "supervisor", "director"),
        (NEW, 9, NEW, "director", "director"),
        (NEW, 1, ("advocate", "supervisor", "director"), "advocate", "supervisor"),  # no wait for nobody
        (
            NEW,
            2,
            ("supervisor", "director"),
            "backup",
            "supervisor",
        ),  # others left meanwhile: none is skipped
        (NEW, 2, ("advocate", "backup"), "supervisor", "backup"),
        (NEW, 4, ("advocate",), "", "advocate"),  # nobody was there, now somebody is
        (NEW, 1, (), "advocate", None),
        (OLD, 1, NEW, "advocate", "supervisor"),
        (OLD, 1, OLD, "backup", "supervisor"),
    ],
)
def test_the_next_in_the_chain(chain, step, available, asked, expected):
    assert next_responder(chain, step, available, asked=asked) == expected


def test_the_chain_at_one_two_and_three_times_the_answer_time(serve_it, joins, told, pass_by, acting):
    joins("ben")
    serve_it()
    pass_by(4)
    assert told() == [["Ana", "Sol"], ["Ben"], ["Sol"], ["Dee"], ["Dee"]]
    with acting("dee"):
        assert Alert.objects.get(phase="acute").asked_role == "director"


def test_a_policy_stored_with_the_old_chain_stays_valid(serve_it, joins, told, pass_by, acting, cast, frozen):
    rules = {**policies.default_rules(), "chain": list(OLD)}
    assert rules_from(rules).chain == OLD
    with frozen(AT), acting("ada"):
        policies.set_policy(rules, by=cast["ada"])
    joins("ben")
    serve_it()
    pass_by(2)
    assert told() == [["Ana", "Ben", "Sol"], ["Sol"], ["Dee"]], "all who work on the case are asked together"


def test_a_supervisor_puts_the_backup_into_an_old_policy(acting, cast, as_staff):
    with acting("ada"):
        policies.set_policy({**policies.default_rules(), "chain": list(OLD)}, by=cast["ada"])
    sol = as_staff("sol")
    sol.post(reverse("orders:policy_drafts"), {"title": "A backup"})
    with acting("sol"):
        draft = PolicyDraft.objects.get()
    url = reverse("orders:draft_chain", args=[draft.ref])
    was = sol.get(url).context["form"].initial["was"]
    turns = {"first": "advocate", "second": "backup", "third": "supervisor", "fourth": "director"}
    assert sol.post(url, {"was": was, **turns}).status_code == 302
    with acting("sol"):
        draft.refresh_from_db()
        assert draft.rules["chain"] == list(NEW)


# ---- Who is on call ------------------------------------------------------------------------------------


def test_who_is_on_call_and_may_open_the_case_is_the_backup(serve_it, joins, on_call, told, pass_by):
    on_call("lee")
    joins("lee", "cover", AT + timedelta(days=2))
    serve_it()
    pass_by(1)
    assert told() == [["Ana", "Sol"], ["Lee"]]


def test_who_is_on_call_and_may_not_open_the_case_is_passed_over_without_a_wait(
    serve_it, on_call, told, pass_by
):
    """Being on call opens nothing: the alert goes to the next who can."""
    on_call("ben")
    serve_it()
    pass_by(1)
    assert told() == [["Ana", "Sol"], ["Sol"]]


def test_the_whole_agencys_on_call_counts_for_every_team(serve_it, on_call, told, pass_by):
    on_call("dee", team=False)
    serve_it()
    pass_by(1)
    assert told()[1] == ["Dee"]


def test_a_restricted_person_on_call_is_never_asked(serve_it, on_call, told, pass_by, acting, cast, case):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    on_call("dee", team=False)
    serve_it()
    pass_by(3)
    assert "Dee" not in sum(told(), [])


# ---- Who is away ---------------------------------------------------------------------------------------


def test_an_advocate_who_is_away_is_skipped_and_the_stand_in_is_asked(serve_it, away, joins, told, acting):
    joins("lee")
    away("ana", "lee")
    alert = serve_it()
    assert told() == [["Lee", "Sol"]]
    with acting("dee"):
        row = Notification.objects.get(recipient__name="Lee", channel="in_app", kind="orders.alert")
        assert row.instead_of.name == "Ana"
        assert alert.asked_role == "advocate"


def test_a_stand_in_who_cannot_open_the_case_is_not_told_of_it(serve_it, away, told, acting, case):
    away("ana", "ben")
    serve_it()
    assert told() == [["Sol"]]
    with acting("dee"):
        assert not Notification.objects.filter(recipient__name="Ben", case=case).exists()


def test_once_cover_is_confirmed_the_stand_in_is_asked(serve_it, away, told, acting, cast, case, frozen):
    from caseload.models import Absence

    away("ana", "ben")
    with frozen(SERVED), acting("sol"):
        absence = Absence.objects.select_related("staff", "stand_in").get()
        absences.confirm_cover(absence, cases=[case], by=cast["sol"])
    serve_it()
    assert told() == [["Ben", "Sol"]]


def test_away_in_the_middle_of_the_chain_is_passed_over(serve_it, away, told, pass_by):
    serve_it()
    away("sol")
    pass_by(1)
    assert told() == [["Ana", "Sol"], ["Dee"]]


def test_a_stand_in_for_a_supervisor_must_be_able_to_answer(serve_it, away, joins, told, pass_by):
    joins("ben")
    away("sol", "ben")
    serve_it()
    assert told() == [["Ana", "Dee"]]


def test_another_supervisor_of_the_team_is_asked_when_hers_is_away(serve_it, away, told, world):
    from tests.factories import make_staff

    make_staff(world.agency, "uma", "supervisor", world.team)
    away("sol")
    serve_it()
    assert told() == [["Ana", "Uma"]]


def test_when_everybody_is_away_the_director_and_the_board_say_so_loudly(
    serve_it, away, told, as_staff, frozen, acting, sweep
):
    for name in ("ana", "sol", "dee"):
        away(name)
    alert = serve_it()
    assert told() == []
    assert told("orders.nobody_reachable") == [["Dee"]]
    with acting("dee"):
        mail = Notification.objects.get(kind="orders.nobody_reachable", channel="email")
        assert (mail.is_urgent, mail.level, mail.state) == (True, 4, "waiting")
        assert AuditEntry.objects.filter(event="orders.alert_reaches_nobody").count() == 1
    with frozen(SERVED):
        for page in (reverse("orders:board"), alert.get_absolute_url(), reverse("caseload:home")):
            assert "Reaches nobody" in as_staff("sol").get(page).content.decode()
    with acting("dee"):
        alert.refresh_from_db()
        assert alert.acknowledge_by == AT + timedelta(minutes=30), "looked at again soon"


def test_who_comes_back_is_asked_within_the_half_hour(serve_it, away, told, acting, cast, frozen, sweep):
    from caseload.models import Absence

    for name in ("ana", "sol", "dee"):
        away(name)
    serve_it()
    with frozen(AT + timedelta(minutes=10)), acting("ana"):
        absence = Absence.objects.select_related("staff", "stand_in").get(staff=cast["ana"])
        absences.end_absence(absence, by=cast["ana"])
    sweep(AT + timedelta(minutes=30))
    assert told() == [["Ana"]]


def test_a_director_barred_from_the_case_hears_that_somebody_is_missing_and_no_more(
    serve_it, away, acting, cast, case
):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    away("ana")
    away("sol")
    serve_it()
    with acting("dee"):
        told = Notification.objects.get(kind="orders.nobody_reachable", channel="in_app")
        assert (told.recipient, told.case, told.url_name) == (cast["dee"], None, "caseload:roster")


# ---- What the board says -------------------------------------------------------------------------------


def test_the_board_says_who_is_asked_now_and_who_stands_in(serve_it, away, joins, as_staff, frozen, pass_by):
    joins("lee")
    away("ana", "lee")
    alert = serve_it()
    with frozen(SERVED):
        for page in (reverse("orders:board"), alert.get_absolute_url()):
            text = " ".join(as_staff("sol").get(page).content.decode().split())
            assert 'Asked now (advocate):</span> Lee <span class="muted">for Ana</span>, Sol' in text
        assert "Lee stands in" in as_staff("sol").get(reverse("orders:board")).content.decode()
    pass_by(1)
    with frozen(AT + timedelta(hours=2)):
        text = " ".join(as_staff("sol").get(reverse("orders:board")).content.decode().split())
        assert "Asked now (supervisor):</span> Sol</span>" in text


def test_cf_20_nothing_of_the_chain_leaves_but_neutral_words(serve_it, away, joins, agency, case):
    from django.core import mail

    from caseload import jobs

    joins("lee")
    away("ana", "lee")
    mail.outbox.clear()
    alert = serve_it()
    jobs.deliver_notifications(agency_id=agency.pk)
    assert mail.outbox
    for message in mail.outbox:
        for word in ("Marigold", "Ana", "Lee", "stand", case.code, case.ref, alert.ref):
            assert word not in f"{message.subject}{message.body}"


def test_w_15_an_alert_held_back_by_quiet_hours_still_moves_up_the_chain(
    serve_it, acting, cast, told, sweep, frozen, order, ana
):
    """The high phase is level 3: its e-mail waits for the morning, its answer time does not."""
    from datetime import time

    from caseload.models import NoticeChoice

    serve_it()
    with acting("ana"):
        NoticeChoice(staff=cast["ana"], quiet_from=time(16), quiet_until=time(7)).save()
    sweep("2026-11-09T17:05-06:00")
    with acting("dee"):
        high = Alert.objects.get(phase="high")
        mine = Notification.objects.get(url_ref=high.ref, recipient=cast["ana"], channel="email")
        assert mine.next_try_at == datetime.fromisoformat("2026-11-10T07:00-06:00")
        hers = Notification.objects.get(url_ref=high.ref, recipient=cast["sol"], channel="email")
        assert hers.next_try_at == datetime.fromisoformat("2026-11-09T17:05-06:00")
        by = high.acknowledge_by
    sweep(by)
    with acting("dee"):
        high.refresh_from_db()
        assert (high.state, high.asked_role) == ("escalated", "supervisor")


def test_the_words_for_the_chain_are_of_its_roles_and_no_other():
    from orders.choices import CHAIN_LABELS

    assert set(CHAIN_LABELS) == {"advocate", "backup", "supervisor", "director"}
