"""Every page of the caseload opens for those who may, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from caseload.actions import notes as note_actions
from caseload.actions import tasks as task_actions

PAGES = {
    # name -> (kind of reference, who may open it)
    "home": ("", {"ana", "ben", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin"}),
    "tasks": ("", {"ana", "ben", "sol", "dee", "lee", "shea"}),
    "handover": ("", {"sol", "dee"}),
    "staff": ("", {"ana", "ben", "sol", "dee", "lee", "ada"}),
    "invite": ("", {"ada"}),
    "teams": ("", {"ana", "ben", "sol", "dee", "lee", "ada"}),
    "team_new": ("", {"ada"}),
    "team_edit": ("team", {"ada"}),
    "person": ("person", {"ana", "ben", "sol", "dee", "lee", "ada"}),
    "person_leave": ("person", {"ada"}),
    "notifications": ("", {"ana", "ben", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin"}),
    "counts": ("", {"sol", "dee", "dat", "fin"}),
    "audit": ("", {"sol", "dee", "aud"}),
    "case": ("case", {"ana", "sol", "dee"}),
    "case_edit": ("case", {"ana", "sol", "dee"}),
    "case_people": ("case", {"ana", "sol", "dee"}),
    "case_restrictions": ("case", {"sol", "dee"}),
    "case_close": ("case", {"ana", "sol", "dee"}),
    "case_reopen": ("case", {"ana", "sol", "dee"}),
    "case_history": ("case", {"ana", "sol", "dee"}),
    "case_notes": ("case", {"ana", "sol", "dee"}),
    "case_tasks": ("case", {"ana", "sol", "dee"}),
    "task_new": ("case", {"ana", "sol", "dee"}),
    "note_edit": ("note", {"ana"}),
    "task": ("task", {"ana", "sol", "dee"}),
    "task_edit": ("task", {"ana", "sol", "dee"}),
    "task_drop": ("task", {"ana", "sol", "dee"}),
}
HIDDEN_BY_CASE = {"case", "note", "task"}
EVERYBODY = ["ana", "ben", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin", "eve"]


@pytest.fixture
def refs(world, case, acting):
    with acting("ana"):
        note = note_actions.write_note(case, by=world.cast["ana"], body="Called. “I am fine.”")
        task = task_actions.open_task(case, kind="manual", title="Call the court", body="Room 4")
    return {
        "case": case.ref,
        "note": note.ref,
        "task": task.ref,
        "team": world.team.ref,
        "person": world.cast["ben"].ref,
    }


def expected(page: str, who: str) -> int:
    kind, may = PAGES[page]
    if who in may or (who == "eve" and page in {"home", "notifications", "tasks", "staff", "teams"}):
        return 200
    if kind in HIDDEN_BY_CASE:
        # Those who may open the case learn that it is not theirs to do; for all others it is not there.
        return 403 if who in {"ana", "sol", "dee"} else expected_hidden(page)
    if who == "eve" and page == "person":
        return 404
    return 403


def expected_hidden(page: str) -> int:
    return 404


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_those_who_may(page, refs, as_staff):
    kind, _may = PAGES[page]
    url = reverse(f"caseload:{page}", args=[refs[kind]] if kind else [])
    answers = {who: as_staff(who).get(url).status_code for who in EVERYBODY}
    wrong = {}
    for who, status in answers.items():
        want = expected(page, who)
        # A page that needs a permission the role lacks altogether may say so before it looks for the case.
        if status != want and not (want == 404 and status == 403 and kind in HIDDEN_BY_CASE):
            wrong[who] = (status, want)
    assert not wrong


def test_pages_without_sign_in_lead_to_the_door(client, refs):
    for page, (kind, _may) in PAGES.items():
        url = reverse(f"caseload:{page}", args=[refs[kind]] if kind else [])
        response = client.get(url)
        assert response.status_code == 302
        assert "/account/login/" in response.url
