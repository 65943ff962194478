"""Assigning, cover, restriction, closing and handing over; CF-13, CF-15, CF-16, CF-30."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload import access, jobs, queries
from caseload.actions import cases as case_actions
from caseload.actions import handover
from caseload.actions import staff as staff_actions
from caseload.actions import tasks as task_actions
from caseload.foundation import clock
from caseload.foundation.errors import NotVisible, RuleBroken, Stale
from caseload.models import Assignment, AuditEntry, Case, CaseGrant, Episode, Notification, Task
from tests import factories


def go(client, name, *args):
    return client.get(reverse(f"caseload:{name}", args=args))


# ---- CF-13: another agency -----------------------------------------------------------------------------


def test_cf_13_another_agency_finds_nothing_anywhere(as_staff, case, acting, cast):
    with acting("ana"):
        task = task_actions.open_task(case, kind="manual", title="Harbor task")
    eve, oli = as_staff("eve"), as_staff("oli")
    for client in (eve, oli):
        for name in ("home", "tasks", "staff", "teams", "notifications"):
            page = go(client, name).content.decode()
            assert case.code not in page
            assert "Harbor" not in page
        for url in (
            case.get_absolute_url(),
            reverse("caseload:case_notes", args=[case.ref]),
            reverse("caseload:case_people", args=[case.ref]),
            reverse("caseload:task", args=[task.ref]),
            reverse("caseload:person", args=[cast["ana"].ref]),
        ):
            assert client.get(url).status_code == 404
    page = oli.get(reverse("caseload:audit"), {"code": case.code}).content.decode()
    assert "No entries" in page
    assert oli.get(reverse("caseload:tasks"), {"show": "unassigned"}).status_code == 200
    assert case.code not in go(oli, "handover").content.decode()


def test_cf_13_a_foreign_case_and_no_case_answer_alike(as_staff, case):
    eve = as_staff("eve")
    foreign = eve.get(case.get_absolute_url())
    nothing = eve.get(reverse("caseload:case", args=["A" * 22]))
    assert foreign.status_code == nothing.status_code == 404
    strip = [case.ref, "A" * 22]
    bodies = []
    for response, ref in zip((foreign, nothing), strip, strict=True):
        bodies.append(response.content.decode().replace(ref, "REF"))
    assert bodies[0] == bodies[1]


# ---- CF-15: need to know inside the agency -------------------------------------------------------------


@pytest.mark.parametrize("name", ["ben", "lee", "shea", "val", "dat", "fin", "ada", "aud"])
def test_cf_15_a_colleague_without_a_part_sees_no_trace_of_the_case(name, as_staff, case, acting, cast):
    client = as_staff(name)
    assert client.get(case.get_absolute_url()).status_code in {403, 404}
    assert case.code not in go(client, "home").content.decode() or name == "aud"
    with acting(name):
        assert not access.visible_cases(cast[name]).filter(pk=case.pk).exists()


def test_shelter_staff_see_a_case_while_the_client_stays(as_staff, case):
    shea, sol = as_staff("shea"), as_staff("sol")
    url = reverse("caseload:case_edit", args=[case.ref])
    assert shea.get(case.get_absolute_url()).status_code == 404
    data = {"team": case.team.ref, "is_resident": "on", "version": "1"}
    assert sol.post(url, data).status_code == 302
    assert shea.get(case.get_absolute_url()).status_code == 200
    assert shea.get(url).status_code == 403
    assert sol.post(url, {"team": case.team.ref, "version": "2"}).status_code == 302
    assert shea.get(case.get_absolute_url()).status_code == 404


# ---- Cover ends at its end -----------------------------------------------------------------------------


def test_cover_ends_at_its_end_without_any_job(as_staff, case, cast, acting, frozen):
    start = clock.now().replace(microsecond=0)
    with frozen(start) as moment:
        with acting("sol"):
            kind, end = Assignment.Kind.COVER, start + timedelta(minutes=10)
            case_actions.assign(case, staff=cast["ben"], by=cast["sol"], kind=kind, ends_at=end)
        ben = as_staff("ben")
        moment.move_to(end - timedelta(seconds=1))
        assert ben.get(case.get_absolute_url()).status_code == 200
        moment.move_to(end)
        assert ben.get(case.get_absolute_url()).status_code == 404
        with acting("sol"):
            assert cast["ben"] not in access.who_can(case, access.Perm.SEE_CASE)
        jobs.end_expired_cover(agency_id=case.agency_id)
        with acting("sol"):
            assert not CaseGrant.objects.filter(user=cast["ben"].user).exists()
            assert Assignment.objects.get(staff=cast["ben"]).ended_at == end


@pytest.mark.parametrize("end", [None, timedelta(0), timedelta(days=-1)])
def test_cover_needs_an_end_in_the_future(end, case, cast, acting):
    ends_at = None if end is None else clock.now() + end
    with acting("sol"), pytest.raises(RuleBroken, match="until when"):
        case_actions.assign(
            case, staff=cast["ben"], by=cast["sol"], kind=Assignment.Kind.COVER, ends_at=ends_at
        )


def test_a_supervisor_gives_cover_on_the_page(as_staff, case, cast, acting):
    sol = as_staff("sol")
    url = reverse("caseload:case_people", args=[case.ref])
    refused = sol.post(url, {"staff": cast["ben"].ref, "kind": "cover"})
    assert refused.status_code == 422
    assert "until when" in refused.content.decode()
    data = {"staff": cast["ben"].ref, "kind": "cover", "ends_at_0": "2099-06-01", "ends_at_1": "17:00"}
    assert sol.post(url, data).status_code == 302
    with acting("sol"):
        part = Assignment.objects.get(staff=cast["ben"])
        assert part.ends_at.isoformat() == "2099-06-01T22:00:00+00:00", "17:00 in Chicago"
        told = Notification.objects.filter(recipient=cast["ben"], kind="case_assigned", channel="in_app")
        assert told.get().case_id == case.pk
    assert as_staff("ben").get(case.get_absolute_url()).status_code == 200


def test_an_advocate_cannot_assign(as_staff, case, cast):
    url = reverse("caseload:case_people", args=[case.ref])
    ana = as_staff("ana")
    assert ana.get(url).status_code == 200
    assert ana.post(url, {"staff": cast["ben"].ref, "kind": "second"}).status_code == 403


def test_a_new_advocate_takes_over_with_the_open_tasks(case, cast, acting):
    with acting("sol"):
        task = task_actions.open_task(case, kind="manual", title="Call")
        assert task.assigned_to == cast["ana"]
        case_actions.assign(case, staff=cast["ben"], by=cast["sol"])
        task.refresh_from_db()
        assert task.assigned_to == cast["ben"]
        with pytest.raises(NotVisible):
            access.get_case(cast["ana"], case.ref)


# ---- CF-16: restriction --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ana", "dee"])
def test_cf_16_for_a_restricted_person_the_case_does_not_exist(name, as_staff, case, cast, acting):
    """Whether the way to the case was an assignment or the whole agency."""
    client = as_staff(name)
    assert client.get(case.get_absolute_url()).status_code == 200
    url = reverse("caseload:case_restrictions", args=[case.ref])
    assert as_staff("sol").post(url, {"staff": cast[name].ref}).status_code == 302

    refused = client.get(case.get_absolute_url())
    nothing = client.get(reverse("caseload:case", args=["A" * 22]))
    assert refused.status_code == 404
    assert refused.content.decode().replace(case.ref, "A" * 22) == nothing.content.decode()
    for page in ("home", "tasks"):
        assert case.code not in go(client, page).content.decode()
    with acting(name):
        assert not access.visible_cases(cast[name]).filter(pk=case.pk).exists()


def test_cf_16_the_attempt_is_recorded_and_the_supervisor_told_once(as_staff, case, cast, acting):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["ana"], by=cast["sol"])
    ana = as_staff("ana")
    for _ in range(3):
        assert ana.get(case.get_absolute_url()).status_code == 404
    with acting("sol"):
        tries = AuditEntry.objects.filter(event="caseload.restricted_attempt", case=case)
        assert tries.count() == 3
        assert {t.staff_id for t in tries} == {cast["ana"].pk}
        told = Notification.objects.filter(kind="restricted_attempt", channel="in_app")
        assert [n.recipient_id for n in told] == [cast["sol"].pk]
    assert "tried to open a case" in go(as_staff("sol"), "notifications").content.decode()


@pytest.mark.parametrize("page", ["orders:order", "referrals:referral", "caseload:task"])
def test_cf_16_what_hangs_on_a_restricted_case_tells_the_supervisor_too(page, story, as_staff, cast, acting):
    """An old address of an order or a referral leads nowhere, and trying it is an attempt on the case."""
    asked = {"orders:order": story.order, "referrals:referral": story.referral, "caseload:task": story.task}
    with acting("sol"):
        case_actions.restrict(story.case, staff=cast["ana"], by=cast["sol"])
    assert as_staff("ana").get(reverse(page, args=[asked[page].ref])).status_code == 404
    with acting("sol"):
        assert AuditEntry.objects.filter(event="caseload.restricted_attempt", case=story.case).count() == 1
        told = Notification.objects.filter(kind="restricted_attempt", channel="in_app")
        assert [n.recipient_id for n in told] == [cast["sol"].pk]


def test_cf_16_a_restricted_person_cannot_be_assigned(as_staff, case, cast, acting):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["ben"], by=cast["sol"])
        for act in (case_actions.assign, handover.give_case):
            with pytest.raises(RuleBroken):
                act(case, staff=cast["ben"], by=cast["sol"])
        with pytest.raises(RuleBroken, match=case.code):
            handover.give_cases([case], to=cast["ben"], by=cast["sol"])
    page = as_staff("sol").get(reverse("caseload:case_people", args=[case.ref]))
    assert cast["ben"].ref not in page.content.decode(), "not even offered"


def test_a_supervisor_may_restrict_themselves_and_another_lifts_it(as_staff, case, cast, acting):
    url = reverse("caseload:case_restrictions", args=[case.ref])
    done = as_staff("sol").post(url, {"staff": cast["sol"].ref})
    assert done.url == reverse("caseload:home")
    assert as_staff("sol").get(case.get_absolute_url()).status_code == 404
    with acting("dee"):
        row = queries.restrictions_of(case).get()
    assert as_staff("dee").post(reverse("caseload:restriction_lift", args=[row.ref])).status_code == 302
    assert as_staff("sol").get(case.get_absolute_url()).status_code == 200


# ---- Team, closing, reopening --------------------------------------------------------------------------


def test_two_people_changing_a_case_lose_nothing(as_staff, case, acting, cast):
    sol = as_staff("sol")
    url = reverse("caseload:case_edit", args=[case.ref])
    assert sol.post(url, {"team": "", "is_resident": "on", "version": "1"}).status_code == 302
    second = sol.post(url, {"team": case.team.ref, "version": "1"})
    assert second.status_code == 409
    assert "Somebody else changed this" in second.content.decode()
    assert 'name="version" value="2"' in second.content.decode(), "saving again is a decision"
    with acting("sol"), pytest.raises(Stale):
        case_actions.edit_case(case, by=cast["sol"], team=None, is_resident=False, version=1)


def test_closing_and_reopening_keep_code_and_parts(as_staff, case, acting, cast):
    ana = as_staff("ana")
    page = go(ana, "case_close", case.ref).content.decode()
    assert "keeps their part" in page
    assert ana.post(reverse("caseload:case_close", args=[case.ref]), {"reason": "goals"}).status_code == 302
    assert "This case was closed" in ana.get(case.get_absolute_url()).content.decode()
    with acting("ana"):
        fresh = Case.objects.get(pk=case.pk)
        assert not fresh.is_open
        assert Episode.objects.get(case=case).closed_reason == "goals"
        assert Assignment.objects.filter(case=case, ended_at__isnull=True).count() == 1
    assert ana.post(reverse("caseload:case_reopen", args=[case.ref])).status_code == 302
    with acting("ana"):
        fresh.refresh_from_db()
        assert fresh.is_open
        assert fresh.code == case.code
        assert list(Episode.objects.filter(case=case).values_list("number", flat=True)) == [1, 2]


def test_closing_twice_and_reopening_twice_change_nothing(case, acting, cast):
    with acting("ana"):
        for _ in range(2):
            case_actions.close_case(case, by=cast["ana"], reason="moved")
        for _ in range(2):
            case_actions.reopen_case(case, by=cast["ana"])
        assert Episode.objects.filter(case=case).count() == 2


# ---- CF-30: handing over -------------------------------------------------------------------------------


@pytest.fixture
def orphans(cast, acting, world):
    """Three cases whose advocate has gone, each with a task, and one task nobody holds."""
    with acting("sol"):
        cases = [factories.make_case(by=cast["sol"], assigned_to=cast["ben"]) for _ in range(3)]
        tasks = [
            task_actions.open_task(case, kind="manual", title=f"Call {n}") for n, case in enumerate(cases)
        ]
    with acting("ada"):
        staff_actions.leave(cast["ben"], by=cast["ada"])
    return cases, tasks


def test_cf_30_a_supervisor_hands_over_many_at_once(as_staff, orphans, cast, acting):
    cases, tasks = orphans
    sol = as_staff("sol")
    page = go(sol, "home").content.decode()
    assert all(case.code in page for case in cases), "the first screen says so"
    data = {"cases": [c.ref for c in cases], "tasks": [], "to": cast["ana"].ref}
    done = sol.post(reverse("caseload:handover"), data, follow=True).content.decode()
    assert "3 cases" in done
    with acting("ana"):
        assert {c.pk for c in access.visible_cases(cast["ana"])} >= {c.pk for c in cases}
        assert {t.pk for t in queries.my_tasks(cast["ana"])} == {t.pk for t in tasks}
        assert not queries.cases_without_advocate(cast["sol"]).exists()
        entries = AuditEntry.objects.filter(event="caseload.case_assigned", staff=cast["sol"])
        assert {e.case_id for e in entries} >= {c.pk for c in cases}
        assert Notification.objects.filter(recipient=cast["ana"], channel="in_app").count() == 1


def test_tasks_alone_go_only_to_somebody_who_can_open_the_case(as_staff, orphans, cast, acting):
    _cases, tasks = orphans
    sol = as_staff("sol")
    data = {"tasks": [tasks[0].ref], "to": cast["ana"].ref}
    refused = sol.post(reverse("caseload:handover"), data)
    assert refused.status_code == 422
    assert "cannot open" in refused.content.decode()
    data["to"] = cast["sol"].ref
    assert sol.post(reverse("caseload:handover"), data).status_code == 302
    with acting("sol"):
        assert Task.objects.get(pk=tasks[0].pk).assigned_to_id == cast["sol"].pk


def test_nothing_chosen_is_said(as_staff, orphans, cast):
    refused = as_staff("sol").post(reverse("caseload:handover"), {"to": cast["ana"].ref})
    assert refused.status_code == 422
    assert "at least one" in refused.content.decode()


def test_only_ones_own_teams_work_can_be_handed_over(as_staff, orphans, cast, world, acting):
    with acting("dee"):
        team = factories.make_team("Evening", supervisor=cast["dee"])
        far = case_actions.open_case(by=cast["dee"], team=team)
    data = {"cases": [far.ref], "to": cast["ana"].ref}
    assert as_staff("sol").post(reverse("caseload:handover"), data).status_code == 422
    assert far.code not in go(as_staff("sol"), "handover").content.decode()
    assert as_staff("dee").post(reverse("caseload:handover"), data).status_code == 302


def test_handing_over_takes_as_many_statements_for_one_as_for_many(cast, acting):
    with acting("sol"):
        cases = [case_actions.open_case(by=cast["sol"]) for _ in range(13)]
        counts = []
        for some in (cases[:1], cases[1:]):
            with CaptureQueriesContext(connection) as seen:
                assert handover.give_cases(some, to=cast["ana"], by=cast["sol"]) == len(some)
            counts.append(len(seen))
        assert counts[0] == counts[1]
        assert handover.give_cases(cases, to=cast["ana"], by=cast["sol"]) == 0, "safe to repeat"
