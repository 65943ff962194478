"""Referrals: states with history, the follow-up as a task (A23), and never a release asked (CF-7)."""

from __future__ import annotations

from datetime import date

import pytest

from caseload.actions import tasks
from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import AuditEntry, Task
from clients.models import Release
from referrals import queries
from referrals.actions import letters, referrals
from referrals.choices import NEXT_STATES, ReferralState

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(survivor, shelter, cast):
    def refer(**values):
        values = {"need": "shelter", "mode": "info", "resource": shelter, **values}
        return referrals.make(survivor, by=cast["ana"], **values)

    return refer


def open_tasks(case):
    return list(Task.objects.filter(case=case, kind="referral_follow_up", state="open"))


@pytest.mark.parametrize(
    ("need", "days"), [("shelter", 1), ("housing", 14), ("financial", 14), ("legal", 30), ("other", 30)]
)
def test_a23_a_follow_up_is_a_task_after_the_days_of_its_need(
    make, acting, frozen, survivor, need, days, cast
):
    with frozen("2026-03-05T15:00:00-06:00"), acting():
        referral = make(need=need)
        task = open_tasks(survivor)[0]
        assert referral.follow_up_on == date(2026, 3, 5).replace(day=5) + (
            date(2026, 1, 1 + days) - date(2026, 1, 1)
        )
        assert task.due_at.astimezone(cast["ana"].agency.tz).hour == 9
        assert task.assigned_to == cast["ana"]
        assert survivor.code not in task.title and "Rosa" not in task.title


def test_a23_an_outcome_closes_the_task(make, acting, survivor, cast):
    with acting():
        referral = make()
        referrals.move(referral, to="placed", by=cast["ana"])
        assert not open_tasks(survivor)
        assert Task.objects.get(case=survivor, kind="referral_follow_up").state == "done"
        assert referrals.move(referral, to="placed", by=cast["ana"]).follow_up_on is None


def test_a23_waiting_longer_asks_again(make, acting, survivor, cast):
    with acting():
        referral = make()
        referral = referrals.move(referral, to="waitlisted", by=cast["ana"])
        assert len(open_tasks(survivor)) == 1
        assert Task.objects.filter(case=survivor, kind="referral_follow_up").count() == 2
        referral = referrals.move(referral, to="unreachable", by=cast["ana"])
        assert len(open_tasks(survivor)) == 1
        tasks.complete_task(open_tasks(survivor)[0], by=cast["ana"])
        referrals.move(referral, to="sent", by=cast["ana"])
        assert len(open_tasks(survivor)) == 1


def test_a23_another_day_moves_the_task(make, acting, survivor, cast):
    with acting():
        referral = make()
        day = date.fromordinal(referral.follow_up_on.toordinal() + 3)
        referrals.edit(referral, by=cast["ana"], version=referral.version, note="n", follow_up_on=day)
        assert len(open_tasks(survivor)) == 1
        assert open_tasks(survivor)[0].due_at.astimezone(cast["ana"].agency.tz).date() == day
        with pytest.raises(RuleBroken):
            make(follow_up_on=date(2020, 1, 1))


def test_a_draft_asks_nothing_yet(make, acting, survivor):
    with acting():
        make(state="draft")
        assert not open_tasks(survivor)


def test_each_step_stands_in_the_history(make, acting, cast):
    with acting():
        referral = make(mode="warm")
        for state in ("sent", "waitlisted", "accepted", "placed", "closed"):
            referral = referrals.move(referral, to=state, by=cast["ana"], note=f"now {state}")
        history = list(queries.referral_history(referral))
        assert [event.state for event in reversed(history)] == [
            "offered", "sent", "waitlisted", "accepted", "placed", "closed",
        ]  # fmt: skip
        assert history[0].was == "placed" and history[0].note == "now closed" and history[0].by == cast["ana"]


@pytest.mark.parametrize("state", list(ReferralState))
def test_only_the_listed_steps_are_possible(make, acting, cast, state):
    with acting():
        referral = make()
        referral.state = state
        referral.save()
        for to in ReferralState:
            if to == state or to in NEXT_STATES[state]:
                continue
            with pytest.raises(RuleBroken):
                referrals.move(referral, to=to, by=cast["ana"])


def test_declined_needs_a_reason_and_capacity_counts_as_unmet(make, acting, cast):
    with acting():
        referral = make()
        with pytest.raises(RuleBroken):
            referrals.move(referral, to="declined", by=cast["ana"])
        referral = referrals.move(referral, to="declined", reason="capacity", by=cast["ana"])
        other = make(need="housing")
        referrals.move(other, to="declined", reason="client", by=cast["ana"])
        span = (date(2000, 1, 1), date(2100, 1, 1))
        assert queries.unmet_needs(*span) == {"shelter": 1}
        referral = referrals.move(referral, to="sent", by=cast["ana"])
        assert referral.decline_reason == ""
        assert queries.unmet_needs(*span) == {"shelter": 1}


def test_a_provider_outside_the_directory_is_text_and_encrypted(acting, survivor, cast):
    with acting():
        referral = referrals.make(
            survivor, by=cast["ana"], need="other", mode="info", provider="Aunt Odile's church"
        )
        assert referral.provider_name == "Aunt Odile's church"
        raw = type(referral).objects.filter(pk=referral.pk).values_list("provider", flat=True)[0]
        assert b"Odile" not in raw.blob
        with pytest.raises(RuleBroken):
            referrals.make(survivor, by=cast["ana"], need="other", mode="info")


def test_two_people_editing_one_referral(make, acting, cast):
    with acting():
        referral = make()
        version = referral.version
        referrals.edit(referral, by=cast["ana"], version=version, note="mine")
        with pytest.raises(Stale):
            referrals.edit(referral, by=cast["sol"], version=version, note="yours")


def test_cf_7_a_client_without_any_release_completes_the_whole_flow(make, acting, survivor, cast, draft):
    with acting():
        assert not Release.objects.exists()
        referral = make(mode="letter")
        letter = draft(referral=referral)
        letter = letters.finalise(letter, by=cast["ana"], delivery="handed_to_client", client_read=True)
        letters.deliver(letter, by=cast["ana"])
        referral.refresh_from_db()
        assert referral.state == "sent"
        referral.case = survivor
        referral = referrals.move(referral, to="accepted", by=cast["ana"])
        referral = referrals.move(referral, to="placed", by=cast["ana"])
        referral = referrals.move(referral, to="closed", by=cast["ana"])
        assert referral.state == "closed" and not Release.objects.exists()


def test_the_log_says_what_happened_without_words_of_the_client(make, acting, cast):
    with acting():
        referrals.move(make(note="Canary Wren"), to="placed", by=cast["ana"], note="Canary Wren")
        events = set(AuditEntry.objects.values_list("event", flat=True))
        assert {"referrals.referral_made", "referrals.referral_moved", "referrals.follow_up_set"} <= events
        assert not any(
            "Canary" in f"{e.changes} {e.additional_data} {e.object_repr}" for e in AuditEntry.objects.all()
        )
