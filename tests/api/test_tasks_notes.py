"""Tasks and notes through the API."""

from __future__ import annotations

import pytest

from caseload.actions import cases, notes, tasks
from caseload.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(case, acting):
    with acting("ana"):
        return tasks.open_task(case, kind="other", title="Call the clerk", body="Ask for copies")


@pytest.fixture
def note(case, acting, cast):
    with acting("ana"):
        return notes.write_note(case, by=cast["ana"], body="She wants to wait")


def test_a_task_is_opened_changed_done_and_open_again(api, case, cast):
    ana = api("ana")
    made = ana.post("tasks/", case=case.ref, title="Call the clerk", due_at="2026-05-01T10:00:00-05:00")
    assert made.status_code == 201, made.json()
    body = made.json()
    assert body["case"] == case.ref
    assert body["assigned_to"] == cast["ana"].ref
    assert body["due_at"] == "2026-05-01T15:00:00Z"
    changed = ana.patch(f"tasks/{body['ref']}/", version=body["version"], title="Call again")
    assert changed.json()["title"] == "Call again"
    done = ana.post(f"tasks/{body['ref']}/complete/", note="Spoke to her")
    again = ana.post(f"tasks/{body['ref']}/complete/", note="Twice")
    assert done.json()["state"] == "done"
    assert again.json()["outcome"] == "Spoke to her"
    assert ana.post(f"tasks/{body['ref']}/reopen/").json()["state"] == "open"
    assert ana.post(f"tasks/{body['ref']}/cancel/", reason="Not needed").json()["state"] == "cancelled"


def test_a_stale_change_is_refused_with_the_version_now(api, task):
    ana = api("ana")
    assert ana.patch(f"tasks/{task.ref}/", version=1, title="First").status_code == 200
    second = ana.patch(f"tasks/{task.ref}/", version=1, title="Second")
    assert second.status_code == 409
    assert second.json()["errors"] == {"version": ["is 2 now"]}
    assert ana.get(f"tasks/{task.ref}/").json()["title"] == "First"


def test_a_change_without_a_version_is_refused(api, task):
    refused = api("ana").patch(f"tasks/{task.ref}/", title="x")
    assert refused.status_code == 400
    assert refused.json()["errors"]["version"]


@pytest.mark.parametrize("name", ["ben", "eve", "ada", "aud", "val", "fin"])
def test_others_cannot_learn_that_a_task_exists(api, task, name):
    caller = api(name)
    seen, absent = caller.get(f"tasks/{task.ref}/"), caller.get(f"tasks/{'x' * 22}/")
    assert seen.status_code == absent.status_code
    assert seen.status_code in (403, 404)
    assert seen.json() == absent.json()
    assert caller.post(f"tasks/{task.ref}/complete/").status_code in (403, 404)


def test_a_task_on_a_case_out_of_sight_is_refused_naming_the_case(api, case):
    refused = api("eve").post("tasks/", case=case.ref, title="x")
    assert refused.status_code == 404
    assert "case" in refused.json()["errors"]


def test_lists_hold_only_what_the_caller_may_see(api, task, note):
    assert api("ana").get("tasks/").json()["count"] == 1
    assert api("sol").get("notes/").json()["count"] == 1
    for name in ("ben", "eve"):
        assert api(name).get("tasks/").json()["count"] == 0
        assert api(name).get("notes/").json()["count"] == 0


def test_the_text_of_a_note_is_in_the_note_alone_and_reading_it_is_audited(api, note, acting):
    ana = api("ana")
    assert "wait" not in ana.get("notes/").content.decode()
    opened = ana.get(f"notes/{note.ref}/")
    assert opened.json()["body"] == "She wants to wait"
    with acting("ana"):
        entry = AuditEntry.objects.get(event="caseload.notes_viewed")
        assert (entry.source, entry.object_ref) == ("api", note.ref)


def test_only_its_author_corrects_a_note(api, note):
    assert api("sol").patch(f"notes/{note.ref}/", version=1, body="No").status_code == 403
    assert api("ana").patch(f"notes/{note.ref}/", version=1, body="Yes").json()["body"] == "Yes"


def test_a_note_cannot_be_empty_or_in_the_future(api, case):
    ana = api("ana")
    assert ana.post("notes/", case=case.ref, body="  ").json()["errors"]["body"]
    late = ana.post("notes/", case=case.ref, body="x", happened_at="2199-01-01T00:00:00Z")
    assert late.status_code == 400
    assert late.json()["errors"]["happened_at"]


def test_a_note_is_pinned_and_let_go(api, note):
    ana = api("ana")
    assert ana.post(f"notes/{note.ref}/pin/", pinned=True).json()["is_pinned"] is True
    assert ana.post(f"notes/{note.ref}/pin/", pinned=False).json()["is_pinned"] is False


def test_shelter_staff_read_their_own_notes_and_no_others(api, case, note, acting, cast):
    """The list leaves colleagues' notes out, and their addresses lead nowhere (D.3)."""
    with acting("sol"):
        cases.edit_case(case, by=cast["sol"], team=case.team, is_resident=True)
    shea = api("shea")
    own = shea.post("notes/", case=case.ref, body="Asked for a night light", kind="contact").json()
    assert [row["ref"] for row in shea.get("notes/").json()["results"]] == [own["ref"]]
    assert shea.get(f"notes/{note.ref}/").status_code == 404
    assert {row["ref"] for row in api("ana").get("notes/").json()["results"]} == {own["ref"], note.ref}


def test_refusals_speak_the_language_of_the_caller(api, cast):
    """The header decides; without one, the language the person chose."""
    ana = api("ana").client

    def refused(**headers):
        return ana.get("/api/v1/tasks/", {"colour": "red"}, headers=headers).json()["errors"]["colour"]

    assert refused() == ["There is no such filter."]
    assert refused(accept_language="es") == ["No existe ese filtro."]
    cast["ana"].user.language = "es"
    cast["ana"].user.save(update_fields=["language"])
    assert refused() == ["No existe ese filtro."]
    assert refused(accept_language="en") == ["There is no such filter."]
