"""When a client in the acute phase does not answer: one step after another, and none the client forbade."""

from __future__ import annotations

import pytest
from django.urls import reverse

from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import Notification, Task
from clients.actions import people
from orders.actions import check_in_plans, not_reached
from orders.models import CheckIn, NotReachedStep
from tests.kept import kept_fixture

AFTER = "2026-11-10T10:00-06:00"


@kept_fixture
def kay(case, ana, acting):
    """An emergency contact with the client's consent on file."""
    with acting("ana"):
        return people.add_emergency_contact(
            case, by=ana, name="Kay Moss", phone="312-555-0177", consent_on="2026-11-01"
        )


@pytest.fixture
def agreed(case, ana, acting, frozen):
    def write(**values):
        with frozen("2026-11-09T18:00-06:00"), acting("ana"):
            return check_in_plans.agree(case, by=ana, version=0, **values)

    return write


@pytest.fixture
def silent(answered):
    """Nobody answers twice in the acute phase."""

    def happen():
        answered("no_answer", "2026-11-10T09:00-06:00")
        answered("no_answer", "2026-11-10T09:30-06:00")

    return happen


@pytest.fixture
def take(cast, acting, frozen):
    """`take("sol", "done")` notes what came of the open step."""

    def run(name, result, at=AFTER, **more):
        with frozen(at), acting(name):
            step = NotReachedStep.objects.select_related("case").get(state="open")
            return not_reached.take_step(step, by=cast[name], result=result, **more)

    return run


def steps(acting):
    with acting("ana"):
        return [(row.kind, row.state) for row in NotReachedStep.objects.order_by("position")]


def open_tasks(acting, kind):
    with acting("ana"):
        return Task.objects.filter(kind=f"orders.{kind}", state="open").count()


def test_two_attempts_without_an_answer_call_the_supervisor(served, silent, cast, acting):
    silent()
    assert steps(acting) == [("supervisor_call", "open")]
    with acting("sol"):
        task = Task.objects.get(kind="orders.call_not_reached")
        assert task.assigned_to == cast["sol"] and task.priority == 1
        notice = Notification.objects.get(recipient=cast["sol"], kind="orders.not_reached", channel="in_app")
        assert notice.is_urgent and notice.level == 4


def test_each_step_opens_the_next_and_each_is_kept(served, kay, agreed, silent, take, acting):
    agreed(call_order=[kay.ref], welfare_check="yes")
    silent()
    take("sol", "done")
    assert open_tasks(acting, "call_emergency_contact") == 1
    take("ana", "done", at="2026-11-10T10:10-06:00", words="Kay has not heard of her")
    take("sol", "done", at="2026-11-10T10:20-06:00", basis="agreed")
    assert steps(acting) == [
        ("supervisor_call", "done"), ("emergency_contact", "done"), ("welfare_check", "done"),
    ]  # fmt: skip
    assert open_tasks(acting, "decide_welfare_check") == 0


def test_nobody_without_consent_on_file_is_called(served, case, ana, silent, take, acting):
    with acting("ana"):
        people.add_emergency_contact(case, by=ana, name="Lou Pine", phone="312-555-0178")
    silent()
    take("sol", "done")
    assert steps(acting) == [
        ("supervisor_call", "done"), ("emergency_contact", "not_allowed"), ("welfare_check", "open"),
    ]  # fmt: skip


def test_consent_taken_back_meanwhile_stops_the_call(
    served, kay, silent, take, ana, acting, as_staff, frozen
):
    silent()
    take("sol", "done")
    with acting("ana"):
        people.remove_emergency_contact(kay, by=ana)
        step = NotReachedStep.objects.get(state="open")
    with pytest.raises(RuleBroken):
        take("ana", "done")
    with frozen(AFTER):
        page = as_staff("ana").get(reverse("orders:not_reached_step", args=[step.ref])).content.decode()
    assert "312-555-0177" not in page and "Do not call." in page
    take("ana", "not_allowed")
    assert steps(acting)[-1] == ("welfare_check", "open")


def test_the_client_said_how_long_to_wait(served, kay, agreed, silent, take, acting):
    agreed(call_order=[kay.ref], wait_minutes=60)
    silent()
    take("sol", "done", at="2026-11-10T10:00-06:00")
    with pytest.raises(RuleBroken):
        take("ana", "done", at="2026-11-10T10:59-06:00")
    take("ana", "done", at="2026-11-10T11:00-06:00")


def test_the_clients_order_holds(served, case, ana, kay, agreed, silent, take, acting):
    with acting("ana"):
        lou = people.add_emergency_contact(
            case, by=ana, name="Lou Pine", phone="312-555-0178", consent_on="2026-11-01", priority=2
        )
        noa = people.add_emergency_contact(
            case, by=ana, name="Noa Reed", phone="312-555-0179", consent_on="2026-11-01"
        )
    agreed(call_order=[lou.ref, kay.ref])
    silent()
    take("sol", "done")
    take("ana", "done")
    take("ana", "done")
    with acting("ana"):
        called = NotReachedStep.objects.filter(contact__isnull=False).order_by("position")
        assert [row.contact for row in called] == [lou, kay], "and not whom the client did not name"
    assert noa


@pytest.mark.parametrize(
    ("said", "basis", "words", "allowed"),
    [
        ("yes", "agreed", "", True),
        ("no", "agreed", "", False),
        ("unknown", "agreed", "", False),
        ("yes", "", "", False),
        ("no", "danger", "", False),
        ("no", "danger", "Shots were heard at the house; rule 4 of our policy", True),
    ],
)
def test_a_welfare_check_needs_agreement_or_stated_danger(
    served,
    agreed,
    silent,
    take,
    acting,
    said,
    basis,
    words,
    allowed,
):
    agreed(welfare_check=said)
    silent()
    take("sol", "done")
    if allowed:
        assert take("sol", "done", basis=basis, words=words).basis == basis
    else:
        with pytest.raises(RuleBroken):
            take("sol", "done", basis=basis, words=words)
        take("sol", "not_allowed")
        assert steps(acting)[-1] == ("welfare_check", "not_allowed")


def test_an_advocate_does_not_decide_about_the_police(served, silent, take, acting):
    silent()
    with pytest.raises(Denied):
        take("ana", "done")
    take("sol", "done")
    with pytest.raises(Denied):
        take("ana", "done", basis="danger", words="x")


def test_reaching_the_client_ends_it(served, silent, answered, acting):
    silent()
    answered("safe", "2026-11-10T10:30-06:00")
    assert steps(acting) == [("supervisor_call", "not_needed")]
    assert open_tasks(acting, "call_not_reached") == 0


def test_further_silence_calls_again_and_begins_nothing_twice(
    served, silent, answered, cast, acting, open_one
):
    silent()
    assert open_one().attempt == 1
    answered("no_answer", "2026-11-10T13:00-06:00")
    answered("no_answer", "2026-11-10T13:30-06:00")
    assert steps(acting) == [("supervisor_call", "open")]
    with acting("sol"):
        told = Notification.objects.filter(recipient=cast["sol"], kind="orders.not_reached", channel="in_app")
        assert told.count() == 2


def test_the_instruction_is_on_the_page_of_each_step(served, kay, agreed, silent, as_staff, frozen, acting):
    agreed(if_not_reached="Try Kay at the bakery first", call_order=[kay.ref], welfare_check="no")
    silent()
    with acting("ana"):
        step = NotReachedStep.objects.get(state="open")
        row = CheckIn.objects.get(settled_at__isnull=True)
    with frozen(AFTER):
        sol = as_staff("sol")
        for url in (reverse("orders:not_reached_step", args=[step.ref]), row.get_absolute_url()):
            page = sol.get(url).content.decode()
            assert "Try Kay at the bakery first" in page and "No, not without asking" in page, url
        answer = sol.post(reverse("orders:not_reached_step", args=[step.ref]), {"result": "done"})
        assert answer.status_code == 302
    assert steps(acting)[0] == ("supervisor_call", "done")
