"""The safety plan through its actions: SP-1, SP-2, SP-3, SP-5, and two people at one plan."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from caseload.foundation.errors import RuleBroken
from caseload.models import Task
from clients import queries
from clients.actions import plan_details, plan_versions, plans, releases
from clients.actions.plans import Answer, fingerprint, fingerprint_of
from clients.models import PlanItem, PlanPrint, SafetyPlanVersion
from tests.clients.helpers import make_release, take_in


@pytest.fixture
def plan(cast, acting):
    with acting("ana"):
        yield plans.start(take_in(cast["ana"]), by=cast["ana"])


EMPTY = fingerprint("", "", "")


def answer(key, row=None, *, state="", words="", note=""):
    """What a form sends: what was typed, and what it had been shown."""
    return Answer(
        key=key,
        state=state,
        words=words,
        staff_note=note,
        version=row.version if row else 0,
        was=fingerprint_of(row),
    )


def item(plan, key):
    return PlanItem.objects.select_related("case").get(plan=plan, key=key)


def say(plan, by, key, **values):
    row = PlanItem.objects.filter(plan=plan, key=key).select_related("case").first()
    return plans.save_answers(plan, key.split(".")[0], [answer(key, row, **values)], by=by)


def test_sp_3_nothing_is_mandatory_and_three_answers_exist(plan, cast):
    saved = say(plan, cast["ana"], "phone.charged", state="not_now", words="after payday")
    assert [row.state for row in saved.changed] == ["not_now"]
    assert say(plan, cast["ana"], "phone.charger", state="").changed == [], "an untouched item makes no row"
    with pytest.raises(RuleBroken):
        say(plan, cast["ana"], "phone.charger", state="maybe")


def test_two_people_on_different_items_lose_nothing(plan, cast):
    ana = [answer("phone.charged", state="yes"), answer("phone.charger")]
    sol = [answer("phone.charged"), answer("phone.charger", state="no")]
    assert not plans.save_answers(plan, "phone", ana, by=cast["ana"]).conflicts
    assert not plans.save_answers(plan, "phone", sol, by=cast["sol"]).conflicts
    assert (item(plan, "phone.charged").state, item(plan, "phone.charger").state) == ("yes", "no")


def test_two_people_on_one_item_lose_nothing(plan, cast):
    say(plan, cast["ana"], "phone.charged", state="no", words="cable broken")
    seen = item(plan, "phone.charged")
    first = answer("phone.charged", seen, state="yes", words="new cable")
    second = answer("phone.charged", seen, state="not_now", words="wants a new phone")
    assert plans.save_answers(plan, "phone", [first], by=cast["ana"]).changed
    outcome = plans.save_answers(plan, "phone", [second], by=cast["sol"])
    assert not outcome.changed
    assert outcome.conflicts[0].current.words == "new cable"
    assert outcome.conflicts[0].typed.words == "wants a new phone"
    assert item(plan, "phone.charged").words == "new cable"


def test_two_first_answers_to_one_item_meet(plan, cast):
    assert plans.save_answers(plan, "phone", [answer("phone.spare", state="yes")], by=cast["ana"]).changed
    outcome = plans.save_answers(plan, "phone", [answer("phone.spare", state="no")], by=cast["sol"])
    assert outcome.conflicts and not outcome.changed
    same = plans.save_answers(plan, "phone", [answer("phone.spare", state="yes")], by=cast["sol"])
    assert not same.conflicts, "the same answer twice is no disagreement"


@pytest.mark.parametrize("there", [False, True])
def test_somebody_quicker_after_the_plan_was_read_loses_nothing_either(plan, cast, there):
    """The answers go on after the one that met another's, and those before it stay."""
    if there:
        say(plan, cast["ana"], "phone.spare", state="not_now")
    seen = PlanItem.objects.filter(plan=plan, key="phone.spare").select_related("case").first()

    def typed():
        yield answer("phone.charged", state="yes")
        say(plan, cast["sol"], "phone.spare", state="no", words="sold")
        yield answer("phone.spare", seen, state="yes")
        yield answer("phone.charger", state="yes")

    outcome = plans.save_answers(plan, "phone", typed(), by=cast["ana"])
    assert [row.key for row in outcome.changed] == ["phone.charged", "phone.charger"]
    assert [one.current.words for one in outcome.conflicts] == ["sold"]
    assert (item(plan, "phone.charged").state, item(plan, "phone.charger").state) == ("yes", "yes")


def test_items_of_another_section_cannot_be_smuggled_in(plan, cast):
    with pytest.raises(RuleBroken):
        plans.save_answers(plan, "phone", [answer("work.site", state="yes")], by=cast["ana"])


def test_answers_that_ask_for_something_open_a_task(plan, cast):
    say(plan, cast["ana"], "phone.abuser_access", state="yes")
    say(plan, cast["ana"], "work.site", state="yes")
    kinds = set(Task.objects.filter(case=plan.case).values_list("kind", flat=True))
    assert {"tech_safety", "recall_copies"} <= kinds


def test_sp_1_a_version_is_a_snapshot_that_never_changes(plan, cast):
    say(plan, cast["ana"], "phone.charged", state="yes", words="always on")
    first = plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
    say(plan, cast["ana"], "phone.charged", state="no", words="lost it")
    second = plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
    assert [first.number, second.number] == [1, 2]
    stored = SafetyPlanVersion.objects.select_related("case").get(pk=first.pk)
    assert stored.content["items"][0]["words"] == "always on"
    with pytest.raises(TypeError):
        stored.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        SafetyPlanVersion.objects.filter(pk=first.pk).update(number=9)
    plan.refresh_from_db()
    assert plan.current_id == second.pk


def test_sp_1_an_empty_plan_is_no_version(plan, cast):
    with pytest.raises(RuleBroken):
        plan_versions.publish(plan, by=cast["ana"], made_with_client=True)


def test_sp_1_notes_for_staff_are_in_no_version(plan, cast):
    say(plan, cast["ana"], "phone.charged", state="yes", note="zzstaff")
    version = plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
    assert "zzstaff" not in str(version.content)


@pytest.mark.parametrize(("level", "expected"), [(0, date(2027, 2, 21)), (3, date(2026, 12, 23))])
def test_sp_2_the_review_comes_sooner_while_a_window_is_open(plan, cast, frozen, level, expected):
    with frozen("2026-11-23T10:00-06:00"):
        plan.case.level = level
        say(plan, cast["ana"], "phone.charged", state="yes")
        version = plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
        assert version.next_review_on == expected
        open_tasks = Task.objects.filter(case=plan.case, kind="safety_plan", state="open")
        assert [row.due_at.date() for row in open_tasks] == [expected], "the task of the intake is settled"


def test_sp_2_an_event_calls_for_a_review_at_once(plan, cast, frozen):
    with frozen("2026-11-23T10:00-06:00"):
        say(plan, cast["ana"], "phone.charged", state="yes")
        plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
        plan_versions.call_review(plan.case, trigger="service_recorded")
        plan_versions.call_review(plan.case, trigger="service_recorded")
        plan.refresh_from_db()
        assert (plan.review_on, plan.review_trigger) == (date(2026, 11, 23), "service_recorded")
        assert Task.objects.filter(case=plan.case, kind="safety_plan", state="open").count() == 1
        state = queries.review_state(plan, date(2026, 11, 24))
        assert state == "overdue", "overdue is a task and a badge"
        assert say(plan, cast["ana"], "phone.charger", state="yes").changed, "and never a block"


def test_sp_3_declining_settles_it_until_the_next_review(plan, cast, frozen):
    with frozen("2026-11-23T10:00-06:00"):
        declined = plan_versions.decline(plan.case, by=cast["ana"])
        assert declined.declined_on == date(2026, 11, 23)
        assert queries.review_state(declined, date(2026, 11, 23)) == "declined"
        due = [
            row.due_at.date() for row in Task.objects.filter(case=plan.case, kind="safety_plan", state="open")
        ]
        assert due == [date(2027, 2, 21)]


@pytest.fixture
def published(plan, cast):
    say(plan, cast["ana"], "phone.charged", state="yes")
    plan_versions.publish(plan, by=cast["ana"], made_with_client=True)
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize(
    "changes",
    [
        {"client_asked": False},
        {"storage": "do_not_print"},
        {"storage": ""},
        {"sections": []},
        {"sections": ["nonsense"]},
    ],
)
def test_sp_5_no_print_unless_asked_stored_and_chosen(published, cast, changes):
    values = {"client_asked": True, "storage": "safe_place", "sections": ["phone"], **changes}
    with pytest.raises(RuleBroken):
        plan_versions.record_print(published, by=cast["ana"], **values)
    assert PlanPrint.objects.count() == 0


def test_sp_8_a_new_version_asks_for_the_old_sheets(published, cast):
    plan_versions.record_print(
        published, by=cast["ana"], client_asked=True, storage="safe_place", sections=["phone"]
    )
    assert not queries.old_sheets_out(published)
    plan_versions.publish(published, by=cast["ana"], made_with_client=True)
    published.refresh_from_db()
    assert queries.old_sheets_out(published)
    assert Task.objects.filter(kind="collect_prints", state="open").count() == 1
    assert plan_versions.sheets_collected(published, by=cast["ana"]) == 1
    assert not Task.objects.filter(kind="collect_prints", state="open").exists()


def test_a17_a_changed_signal_obliges_to_tell_its_audience(plan, cast):
    row = plan_details.add_signal(
        plan, by=cast["ana"], signal="porch light off", audience="neighbour", response="call 911"
    )
    plan_details.edit_signal(row, by=cast["ana"], version=row.version, signal="red towel")
    plan_details.remove_signal(row, by=cast["ana"])
    states = list(Task.objects.filter(kind="tell_audience").order_by("pk").values_list("state", flat=True))
    assert states == ["cancelled", "cancelled", "open"]


def test_a7_the_agency_hands_over_a_copy_only_under_a_release(plan, cast):
    values = {"holder": "security", "place": "Acme Works", "decision": "given", "handed_by": "agency"}
    with pytest.raises(RuleBroken):
        plan_details.add_order_copy(plan, by=cast["ana"], **values)
    other = make_release(plan.case, cast["ana"], items=["order_copy"])
    with pytest.raises(RuleBroken):
        plan_details.add_order_copy(plan, by=cast["ana"], release=other, **values)
    release = make_release(plan.case, cast["ana"], recipient_name="ACME Works", items=["order_copy"])
    row = plan_details.add_order_copy(plan, by=cast["ana"], release=release, **values)
    assert row.given_on
    releases.revoke(release, by=cast["ana"], how="oral")
    with pytest.raises(RuleBroken):
        plan_details.add_order_copy(plan, by=cast["ana"], release=release, **values)
    by_client = plan_details.add_order_copy(plan, by=cast["ana"], **{**values, "handed_by": "client"})
    assert by_client.release is None


def test_a6_a_new_order_makes_the_copies_stale(plan, cast):
    plan_details.add_order_copy(plan, by=cast["ana"], holder="client", decision="given", place="bag")
    plan_details.add_order_copy(plan, by=cast["ana"], holder="reception", decision="planned")
    assert plan_details.order_copies_stale(plan.case) == 1
    assert Task.objects.filter(kind="replace_copies", state="open").count() == 1


def test_a9_children_at_school_without_a_decision_are_named(plan, cast):
    child = queries.household(plan.case)[0]
    child.school_place = "Oak School"
    child.save()
    assert queries.children_without_decision(plan.case, []) == [child]
    row = plan_details.add_order_copy(
        plan, by=cast["ana"], holder="school_office", child=child, decision="declined"
    )
    assert queries.children_without_decision(plan.case, [row]) == []
