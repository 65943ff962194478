import pytest

from clients import access, queries
from clients.actions import people, plan_details, plan_versions, plans
from tests.clients.helpers import make_release, take_in
from tests.kept import kept


@pytest.fixture
def file(cast, acting):
    """A client's whole file, assigned to ana: every kind of record once."""

    def make():
        with acting("ana"):
            return _make_file(cast["ana"])

    return kept("file", make)


def _make_file(ana):
    case = take_in(ana)
    people.add_emergency_contact(case, by=ana, name="Kay Moss", phone="312-555-0177")
    people.set_location(case, by=ana, version=0, address="12 Elm Street\nChicago")
    plan = plans.start(case, by=ana)
    plans.save_answers(
        plan,
        "work",
        [plans.Answer(key="work.reception", state="yes", words="Dee at the desk", was="new")],
        by=ana,
    )
    plans.save_answers(
        plan, "home", [plans.Answer(label="Dog gate", state="yes", was="new", setting="home")], by=ana
    )
    signal = plan_details.add_signal(
        plan, by=ana, signal="porch light off", audience="neighbour", response="call 911"
    )
    copy = plan_details.add_order_copy(plan, by=ana, holder="reception", decision="planned")
    plan_versions.publish(plan, by=ana, made_with_client=True)
    plan = access.plan_of(ana, case)
    own = next(row for row in queries.items_of(plan) if not row.key)
    return {
        "case": case,
        "plan": plan,
        "own_item": own,
        "signal": signal,
        "copy": copy,
        "release": make_release(case, ana),
        "contact": queries.contact_methods(case)[0],
        "member": queries.household(case)[0],
        "respondent": queries.respondents(case)[0],
        "emergency": queries.emergency_contacts(case)[0],
    }
