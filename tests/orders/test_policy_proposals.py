"""Drafts, proposals and answers: a second person, a later date, two editors, other agencies."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from caseload.foundation.errors import Denied, RuleBroken, Stale
from caseload.models import AuditEntry, Notification
from orders.actions import drafts, policies
from orders.models import EscalationPolicy, PolicyDraft
from tests import factories
from tests.orders.policy import approved, edit, longer_acute, proposed, set_rules, short_acute

NOW = datetime.fromisoformat("2026-12-01T10:00-06:00")
LATER = datetime.fromisoformat("2026-12-05T08:00-06:00")


@pytest.fixture
def sol(cast):
    return cast["sol"]


@pytest.fixture
def ada(cast):
    return cast["ada"]


# ---- The second person ------------------------------------------------------------------------------------


def test_nobody_approves_what_they_proposed(acting, ada, cast):
    with acting("ada"):
        draft = proposed(ada)
        with pytest.raises(RuleBroken, match="second person"):
            drafts.approve(draft, by=ada, version=draft.version)
        assert policies.current_policy().number == 1
    with acting("dee"):
        assert drafts.approve(draft, by=cast["dee"], version=draft.version).number == 2


def test_a_second_row_of_the_same_person_is_no_second_person(acting, ada, cast):
    """The person counts, not the row of the agency's staff they act by."""
    with acting("ada"):
        draft = proposed(ada)
    twin = factories.make_staff(cast["eve"].agency, "ada", "admin")
    assert twin.user_id == ada.user_id and twin.pk != ada.pk
    with acting("dee"), pytest.raises(RuleBroken, match="second person"):
        drafts.approve(draft, by=twin, version=draft.version)
    with pytest.raises(IntegrityError, match="one_staff_row_per_agency"), transaction.atomic():
        type(ada).objects.create(agency=ada.agency, user=ada.user, name="Again", role="admin")


def test_the_database_refuses_an_approval_by_the_proposer(acting, ada):
    with acting("ada"):
        draft = proposed(ada)
        with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            PolicyDraft.objects.filter(pk=draft.pk).update(
                state="approved", answered_by=ada, policy=policies.current_policy()
            )


def test_a_supervisor_proposes_and_may_not_approve(acting, sol, cast):
    with acting("sol"):
        draft = proposed(sol)
        with pytest.raises(Denied):
            drafts.approve(draft, by=sol, version=draft.version)
        with pytest.raises(Denied):
            drafts.reject(draft, by=sol, version=draft.version, answer="No")
    with acting("ana"), pytest.raises(Denied):
        drafts.begin(by=cast["ana"], title="Mine")


def test_a_proposal_is_approved_on_the_pages(as_staff, acting, sol):
    with acting("sol"):
        draft = proposed(sol)
    dee, url = as_staff("dee"), reverse("orders:policy_approve", args=[draft.ref])
    assert "Longer first days" in dee.get(reverse("orders:policy")).content.decode()
    assert dee.post(url, {"version": draft.version, "when": "later"}).status_code == 422
    answer = dee.post(url, {"version": draft.version, "when": "now"})
    assert answer.status_code == 302
    page = dee.get(reverse("orders:policy_versions")).content.decode()
    assert "Version 2" in page and "Sol" in page and "Dee" in page
    with acting("sol"):
        told = Notification.objects.filter(kind="orders.policy_answered", recipient=sol)
        assert told.filter(url_ref=draft.ref).exists()
        events = AuditEntry.objects.filter(event__startswith="orders.policy").values_list("event", flat=True)
        assert {"orders.policy_proposed", "orders.policy_approved", "orders.policy_created"} <= set(events)


def test_who_may_answer_is_told_and_the_proposer_is_not(acting, ada, cast):
    with acting("ada"):
        proposed(ada)
        told = Notification.objects.filter(kind="orders.policy_proposed", channel="in_app")
        assert {row.recipient_id for row in told} == {cast["dee"].pk}


def test_turning_down_needs_a_reason_and_the_draft_can_be_taken_up_again(acting, sol, ada):
    with acting("sol"):
        draft = proposed(sol)
    with acting("ada"):
        with pytest.raises(RuleBroken, match="Say why"):
            drafts.reject(draft, by=ada, version=draft.version, answer=" ")
        draft = drafts.reject(draft, by=ada, version=draft.version, answer="Too long for us")
        assert policies.current_policy().number == 1
    with acting("sol"):
        with pytest.raises(RuleBroken, match="not a draft"):
            edit(draft, sol, short_acute)
        draft = drafts.take_up(draft, by=sol)
        assert (draft.state, draft.answer) == ("draft", "Too long for us")
        draft = drafts.propose(draft, by=sol, version=draft.version, why="Only four days")
        draft = drafts.withdraw(draft, by=sol)
        assert drafts.withdraw(draft, by=sol).state == "withdrawn"


def test_one_proposal_at_a_time_and_as_many_drafts_as_wanted(acting, sol):
    with acting("sol"):
        proposed(sol)
        other = edit(drafts.begin(by=sol, title="Another"), sol, short_acute)
        with pytest.raises(RuleBroken, match="one at a time"):
            drafts.propose(other, by=sol, version=other.version, why="Also")
        assert PolicyDraft.objects.count() == 2


def test_pressing_twice_changes_nothing(acting, sol, ada):
    with acting("sol"):
        first, again = drafts.begin(by=sol, title="Once"), drafts.begin(by=sol, title="Once")
        assert first.pk == again.pk
        draft = proposed(sol)
        assert drafts.propose(draft, by=sol, version=1, why="Again").version == draft.version
    with acting("ada"):
        policy = drafts.approve(draft, by=ada, version=draft.version)
        assert drafts.approve(draft, by=ada, version=draft.version).pk == policy.pk
        assert EscalationPolicy.objects.count() == 2


# ---- Valid, and still valid -------------------------------------------------------------------------------


def test_a_draft_may_be_saved_while_invalid_and_is_not_proposed(acting, sol):
    with acting("sol"):
        draft = edit(drafts.begin(by=sol, title="Half done"), sol, lambda data: data["phases"].clear())
        assert draft.problems
        with pytest.raises(RuleBroken, match="cannot be used yet"):
            drafts.propose(draft, by=sol, version=draft.version, why="Try")


def test_a_draft_that_says_the_same_is_not_proposed(acting, sol):
    with acting("sol"):
        draft = drafts.begin(by=sol, title="Nothing")
        with pytest.raises(RuleBroken, match="says the same"):
            drafts.propose(draft, by=sol, version=draft.version, why="Try")


def test_approving_checks_the_rules_again(acting, sol, ada):
    with acting("sol"):
        draft = proposed(sol)
        PolicyDraft.objects.filter(pk=draft.pk).update(rules={**draft.rules, "phases": []})
    with acting("ada"), pytest.raises(RuleBroken, match="at least one phase"):
        drafts.approve(draft, by=ada, version=draft.version)


def test_a_proposal_changed_since_it_was_read_is_not_approved(acting, sol, ada):
    with acting("sol"):
        draft = proposed(sol)
        seen = draft.version
        draft = drafts.take_up(drafts.withdraw(draft, by=sol), by=sol)
        draft = edit(draft, sol, short_acute)
        drafts.propose(draft, by=sol, version=draft.version, why="Shorter after all")
    with acting("ada"), pytest.raises(Stale):
        drafts.approve(draft, by=ada, version=seen)


def test_rules_changed_since_the_draft_was_begun_need_a_conscious_tick(acting, as_staff, sol, ada, cast):
    with acting("sol"):
        older = edit(drafts.begin(by=sol, title="Begun on version 1"), sol, longer_acute)
    with acting("ada"):
        set_rules(lambda data: data.update(first_service_uplift_hours=24))
    with acting("sol"):
        drafts.propose(older, by=sol, version=older.version, why="Still wanted")
    page = as_staff("sol").get(older.get_absolute_url()).content.decode()
    assert "The rules changed since this draft was begun" in page
    beside = as_staff("sol").get(reverse("orders:policy_difference", args=[older.ref])).content.decode()
    assert "What changed meanwhile" in beside and "24 hours" in beside
    dee, url = as_staff("dee"), reverse("orders:policy_approve", args=[older.ref])
    fields = {"version": older.version + 1, "when": "now"}
    refused = dee.post(url, fields)
    assert refused.status_code == 422 and "knows_changes" in refused.context["form"].errors
    assert dee.post(url, {**fields, "knows_changes": "on"}).status_code == 302


# ---- From when --------------------------------------------------------------------------------------------


def test_a_later_version_comes_into_force_by_itself(acting, frozen, as_staff, sol, ada):
    with frozen(NOW) as now:
        with acting("sol"):
            draft = proposed(sol)
        fields = {"version": draft.version, "when": "later", "at_0": "2026-12-05", "at_1": "08:00"}
        answer = as_staff("ada").post(reverse("orders:policy_approve", args=[draft.ref]), fields)
        assert answer.status_code == 302
        assert "comes into force by itself" in as_staff("ana").get(reverse("orders:policy")).content.decode()
        for moment, number in [(LATER - timedelta(minutes=1), 1), (LATER, 2)]:
            now.move_to(moment)
            with acting("ana"):
                assert policies.current_policy().number == number


def test_a_time_that_has_passed_is_refused(acting, frozen, sol, ada):
    with frozen(NOW):
        with acting("sol"):
            draft = proposed(sol)
        with acting("ada"), pytest.raises(RuleBroken, match="has passed"):
            drafts.approve(
                draft,
                by=ada,
                version=draft.version,
                effective_from=NOW - timedelta(minutes=1),
            )


def test_a_version_that_lies_ahead_can_be_called_off_and_one_in_force_cannot(acting, frozen, sol, ada):
    with frozen(NOW) as now:
        with acting("sol"):
            draft = proposed(sol)
        with acting("ada"):
            later = drafts.approve(
                draft,
                by=ada,
                version=draft.version,
                effective_from=LATER,
            )
            policies.call_off(later, by=ada)
            policies.call_off(later, by=ada)
            with pytest.raises(RuleBroken, match="in force already"):
                policies.call_off(policies.current_policy(), by=ada)
        now.move_to(LATER + timedelta(days=1))
        with acting("ana"):
            assert policies.current_policy().number == 1


def test_a_version_in_force_is_never_changed(acting, sol, ada):
    with acting("sol"):
        first = policies.current_policy()
        before = first.rules
        edit(drafts.begin(by=sol, title="Other"), sol, longer_acute)
    with acting("ada"):
        approved(sol, ada, short_acute)
        first.refresh_from_db()
        assert first.rules == before


# ---- Two people, one draft --------------------------------------------------------------------------------


def phase_fields(browser, url, **typed):
    form = browser.get(url).context["form"]
    fields = {name: value for name, value in form.initial.items() if value not in (None, False)}
    return {**fields, **typed}


def test_two_people_on_one_part_see_both_and_lose_nothing(as_staff, acting, sol):
    with acting("sol"):
        draft = drafts.begin(by=sol, title="Together")
    url = reverse("orders:draft_phase", args=[draft.ref, "service", "high"])
    sol_page, dee_page = as_staff("sol"), as_staff("dee")
    hers, his = phase_fields(dee_page, url, until=21), phase_fields(sol_page, url, until=10)
    assert dee_page.post(url, hers).status_code == 302
    answer = sol_page.post(url, his)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert 'value="10"' in text and answer.context["differences"] == [
        {"label": "Lasts", "theirs": "21", "yours": "10"}
    ]
    again = {**his, "was": answer.context["form"]["was"].value()}
    assert sol_page.post(url, again).status_code == 302
    with acting("sol"):
        draft.refresh_from_db()
        assert draft.rules["phases"][1]["until"] == 10


def test_two_people_in_different_parts_disturb_nobody(as_staff, acting, sol):
    with acting("sol"):
        draft = drafts.begin(by=sol, title="Together")
    high = reverse("orders:draft_phase", args=[draft.ref, "service", "high"])
    chain = reverse("orders:draft_chain", args=[draft.ref])
    sol_page, dee_page = as_staff("sol"), as_staff("dee")
    his = phase_fields(sol_page, high, until=21)
    hers = {"was": dee_page.get(chain).context["form"].initial["was"], "first": "advocate"}
    assert dee_page.post(chain, hers).status_code == 302
    assert sol_page.post(high, his).status_code == 302
    with acting("sol"):
        draft.refresh_from_db()
        assert (draft.rules["phases"][1]["until"], draft.rules["chain"]) == (21, ["advocate"])


def test_what_was_typed_into_a_part_taken_out_meanwhile_is_shown(as_staff, acting, sol):
    with acting("sol"):
        draft = drafts.begin(by=sol, title="Together")
    url = reverse("orders:draft_task", args=[draft.ref, "service", "high", "prepare_hearing"])
    page = as_staff("sol")
    typed = phase_fields(page, url, task="own", title="Prepare the hearing with the interpreter")
    with acting("dee"):
        edit(draft, sol, lambda data: data["phases"].pop(1))
    answer = page.post(url, typed)
    assert answer.status_code == 409
    assert "Prepare the hearing with the interpreter" in answer.content.decode()


# ---- Others -----------------------------------------------------------------------------------------------


def test_another_agency_sees_no_draft_and_no_version(as_staff, acting, sol, cast):
    with acting("sol"):
        draft = proposed(sol)
    other = factories.make_staff(cast["eve"].agency, "uma", "admin")
    cast["uma"] = other
    uma = as_staff("uma")
    for name in ("policy_draft", "policy_difference", "policy_preview", "policy_approve", "draft_about"):
        assert uma.get(reverse(f"orders:{name}", args=[draft.ref])).status_code == 404
    assert "Longer first days" not in uma.get(reverse("orders:policy_drafts")).content.decode()
    assert uma.post(reverse("orders:policy_withdraw", args=[draft.ref])).status_code == 404


@pytest.mark.parametrize("name", ["ana", "lee"])
def test_who_may_not_write_rules_sees_the_versions_only(name, as_staff, acting, sol):
    with acting("sol"):
        draft = proposed(sol)
    browser = as_staff(name)
    assert browser.get(reverse("orders:policy_versions")).status_code == 200
    assert browser.get(reverse("orders:policy_draft", args=[draft.ref])).status_code == 403
    assert "Longer first days" not in browser.get(reverse("orders:policy")).content.decode()


def test_a_version_is_printed_with_who_stands_for_it(as_staff, acting, sol, ada):
    with acting("ada"):
        approved(sol, ada)
    page = as_staff("ana").get(reverse("orders:policy_print", args=[2])).content.decode()
    assert "Sol" in page and "Ada" in page and "96 hours" in page
