"""Notes and tasks on their pages: nothing is lost when two people work at once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.actions import cases as case_actions
from caseload.actions import notes as note_actions
from caseload.actions import tasks as task_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.errors import Denied, RuleBroken, Stale
from caseload.models import Assignment, AuditEntry, Note, Task
from tests import factories


@pytest.fixture
def note(case, cast, acting):
    with acting("ana"):
        return note_actions.write_note(case, by=cast["ana"], body="Called. “I am fine.”")


@pytest.fixture
def task(case, acting):
    with acting("ana"):
        return task_actions.open_task(case, kind="manual", title="Call the court", body="Room 4")


# ---- Notes ---------------------------------------------------------------------------------------------


def test_a_note_is_written_from_the_case_page_and_leads_back(as_staff, case, cast, acting):
    ana = as_staff("ana")
    page = ana.get(case.get_absolute_url()).content.decode()
    assert "own words in quotes" in page
    data = {"body": "She called.", "kind": "contact", "next": case.get_absolute_url()}
    done = ana.post(reverse("caseload:case_notes", args=[case.ref]), data)
    assert done.url == case.get_absolute_url()
    assert "She called." in ana.get(case.get_absolute_url()).content.decode()


def test_shelter_staff_read_the_notes_they_wrote_and_no_others(as_staff, case, note, cast, acting):
    """Own notes only: on the page, on the case and where a note has an address of its own (D.3)."""
    with acting("sol"):
        case_actions.edit_case(case, by=cast["sol"], team=case.team, is_resident=True)
    shea, page = as_staff("shea"), reverse("caseload:case_notes", args=[case.ref])
    shea.post(page, {"body": "Asked for a night light.", "kind": "contact"})
    for address in (page, case.get_absolute_url()):
        shown = shea.get(address).content.decode()
        assert "Asked for a night light." in shown
        assert "I am fine" not in shown
    assert shea.post(reverse("caseload:note_pin", args=[note.ref]), {"pinned": "yes"}).status_code == 404
    assert "Asked for a night light." in as_staff("ana").get(page).content.decode()


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_stays_at_home(away, as_staff, case):
    data = {"body": "She called.", "kind": "contact", "next": away}
    done = as_staff("ana").post(reverse("caseload:case_notes", args=[case.ref]), data)
    assert done.url.split("?")[0] == reverse("caseload:case_notes", args=[case.ref])


def test_with_htmx_only_the_list_comes_back(as_staff, case):
    ana = as_staff("ana")
    url = reverse("caseload:case_notes", args=[case.ref])
    part = ana.post(url, {"body": "She called.", "kind": "contact"}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert part.status_code == 200
    assert "<html" not in text
    assert "She called." in text
    empty = ana.post(url, {"body": " ", "kind": "contact"}, headers={"HX-Request": "true"})
    assert empty.status_code == 422
    assert "<html" not in empty.content.decode()


def test_a_note_of_the_future_is_refused_and_kept_on_the_form(as_staff, case):
    data = {"body": "Not yet.", "kind": "meeting", "happened_at_0": "2099-01-01", "happened_at_1": "09:00"}
    page = as_staff("ana").post(reverse("caseload:case_notes", args=[case.ref]), data)
    assert page.status_code == 422
    assert "Not yet." in page.content.decode()
    assert "has passed" in page.content.decode()


def test_only_the_author_corrects_a_note(as_staff, note, cast, acting):
    url = reverse("caseload:note_edit", args=[note.ref])
    assert as_staff("ana").get(url).status_code == 200
    assert as_staff("sol").get(url).status_code == 403
    assert as_staff("ben").get(url).status_code == 404
    with acting("sol"), pytest.raises(Denied):
        note_actions.correct_note(note, by=cast["sol"], version=1, body="x")


def test_a_stale_correction_shows_both_texts_and_loses_none(as_staff, note, acting, cast):
    """The same note open in two tabs."""
    ana = as_staff("ana")
    url = reverse("caseload:note_edit", args=[note.ref])
    data = {"kind": "contact", "happened_at_0": "2026-01-05", "happened_at_1": "09:00", "version": "1"}
    assert ana.post(url, {**data, "body": "First tab."}).status_code == 302
    second = ana.post(url, {**data, "body": "Second tab."})
    page = second.content.decode()
    assert second.status_code == 409
    assert "First tab." in page
    assert "Second tab." in page
    assert 'name="version" value="2"' in page
    assert ana.post(url, {**data, "body": "Both tabs.", "version": "2"}).status_code == 302
    with acting("ana"):
        assert Note.objects.get(pk=note.pk).body == "Both tabs."
        with pytest.raises(Stale) as stale:
            note_actions.correct_note(note, by=cast["ana"], version=1, body="late")
        assert stale.value.current.body == "Both tabs."


def test_a_pinned_note_stands_first(as_staff, case, note, cast, acting):
    with acting("ana"):
        note_actions.write_note(case, by=cast["ana"], body="Newer note")
    ana = as_staff("ana")
    url = reverse("caseload:case_notes", args=[case.ref])
    page = ana.get(url).content.decode()
    assert page.index("Newer note") < page.index("I am fine")
    assert ana.post(reverse("caseload:note_pin", args=[note.ref]), {"pinned": "yes"}).status_code == 302
    page = ana.get(url).content.decode()
    assert page.index("I am fine") < page.index("Newer note")


# ---- Tasks ---------------------------------------------------------------------------------------------


def test_tasks_stand_under_overdue_today_later_and_no_date(as_staff, case, acting, frozen):
    """By the agency's clock: 23:30 in Chicago is today there and tomorrow in UTC."""
    with frozen(datetime.fromisoformat("2026-05-05T10:00-05:00")):
        with acting("ana"):
            for title, due in {
                "Passed": "2026-05-05T09:59-05:00",
                "Tonight": "2026-05-05T23:30-05:00",
                "Tomorrow": "2026-05-06T00:00-05:00",
                "Whenever": None,
            }.items():
                at = datetime.fromisoformat(due) if due else None
                task_actions.open_task(case, kind="manual", title=title, due_at=at)
        page = as_staff("ana").get(reverse("caseload:tasks")).content.decode()
    order = ["Overdue", "Passed", "Due today", "Tonight", "Later", "Tomorrow", "No date", "Whenever"]
    places = [page.index(f">{word}<") for word in order]
    assert places == sorted(places)


def test_done_with_one_press_and_undone_with_another(as_staff, task, acting, cast):
    ana = as_staff("ana")
    done = ana.post(reverse("caseload:task_done", args=[task.ref]), {"next": "/tasks/?show=mine"})
    assert done.url == f"/tasks/?show=mine&done={task.ref}"
    page = ana.get(done.url).content.decode()
    assert "Done: Call the court" in page
    assert "Undo" in page
    with acting("ana"):
        assert Task.objects.get(pk=task.pk).done_by_id == cast["ana"].pk
    assert ana.post(reverse("caseload:task_undo", args=[task.ref]), {"next": "/tasks/"}).status_code == 302
    with acting("ana"):
        assert Task.objects.get(pk=task.pk).state == "open"


def test_the_first_of_two_who_press_done_stands(task, cast, acting):
    with acting("ana"):
        task_actions.complete_task(task, by=cast["ana"], note="Left a message")
    with acting("sol"):
        task_actions.complete_task(task, by=cast["sol"], note="Second")
        row = Task.objects.get(pk=task.pk)
        assert row.done_by_id == cast["ana"].pk
        assert row.outcome == "Left a message"
        assert AuditEntry.objects.filter(event="caseload.task_done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_pressing_done_at_the_same_moment():
    """Two real connections: one completion, one entry."""
    world = factories.make_world()
    with acting_as(world.agency, staff=world.cast["ana"], source="web"):
        case = factories.make_case(by=world.cast["ana"])
        task = task_actions.open_task(case, kind="manual", title="Call")
    gate = threading.Barrier(2)
    wrong = []

    def press(name):
        try:
            gate.wait(10)
            with acting_as(world.agency, staff=world.cast[name], source="web"):
                task_actions.complete_task(task, by=world.cast[name])
        except Exception as error:  # noqa: BLE001 - told after the threads ended
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(name,)) for name in ("ana", "sol")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not wrong
    with acting_as(world.agency, source="command"):
        assert AuditEntry.objects.filter(event="caseload.task_done").count() == 1


def test_a_task_is_added_with_a_local_due_time(as_staff, case, cast, acting):
    data = {
        "title": "File at court", "priority": "1", "body": "Take the copies", "assigned_to": "",
        "due_at_0": "2026-07-01", "due_at_1": "09:30",
    }  # fmt: skip
    assert as_staff("ana").post(reverse("caseload:task_new", args=[case.ref]), data).status_code == 302
    with acting("ana"):
        task = Task.objects.get(title="File at court")
        assert task.due_at.isoformat() == "2026-07-01T14:30:00+00:00"
        assert task.assigned_to_id == cast["ana"].pk, "the case's advocate"


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-03-08", "02:30", "did not exist"),
        ("2026-11-01", "01:30", "happened twice"),
        ("2026-07-01", "", "both"),
    ],
)
def test_an_impossible_due_time_is_explained(day, time, words, as_staff, case):
    data = {"title": "File", "priority": "2", "due_at_0": day, "due_at_1": time}
    page = as_staff("ana").post(reverse("caseload:task_new", args=[case.ref]), data)
    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_task_cannot_go_to_somebody_who_could_not_see_it(as_staff, case, task, cast, acting):
    page = as_staff("ana").get(reverse("caseload:task_edit", args=[task.ref])).content.decode()
    assert cast["ben"].ref not in page
    assert cast["sol"].ref in page
    with acting("ana"), pytest.raises(RuleBroken, match="out of sight"):
        task_actions.edit_task(task, by=cast["ana"], version=1, assigned_to=cast["ben"])


def test_a_stale_change_of_a_task_shows_both(as_staff, task, acting):
    url = reverse("caseload:task_edit", args=[task.ref])
    data = {"title": "Call the clerk", "priority": "2", "body": "Room 4", "version": "1"}
    assert as_staff("sol").post(url, data).status_code == 302
    second = as_staff("ana").post(url, {**data, "title": "Call the judge's office"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Call the clerk" in page
    assert "Call the judge&#x27;s office" in page


def test_a_task_is_dropped_with_a_reason(as_staff, task, acting):
    ana = as_staff("ana")
    url = reverse("caseload:task_drop", args=[task.ref])
    assert ana.post(url, {"reason": " "}).status_code == 422
    assert ana.post(url, {"reason": "The hearing was moved"}).status_code == 302
    page = ana.get(reverse("caseload:task", args=[task.ref])).content.decode()
    assert "The hearing was moved" in page
    assert "No longer needed" in page


def test_tasks_of_a_case_one_lost_leave_the_list(as_staff, case, task, cast, acting):
    with acting("sol"):
        case_actions.end_assignment(Assignment.objects.get(ended_at__isnull=True), by=cast["sol"])
    ana = as_staff("ana")
    assert "Call the court" not in ana.get(reverse("caseload:tasks")).content.decode()
    assert ana.post(reverse("caseload:task_done", args=[task.ref])).status_code == 404


def test_nobodys_tasks_are_the_supervisors_list(as_staff, case, cast, acting):
    with acting("sol"):
        case_actions.end_assignment(Assignment.objects.get(ended_at__isnull=True), by=cast["sol"])
        task_actions.open_task(case, kind="manual", title="Who takes this")
    sol = as_staff("sol").get(reverse("caseload:tasks"), {"show": "unassigned"}).content.decode()
    assert "Who takes this" in sol
    ben = as_staff("ben").get(reverse("caseload:tasks"), {"show": "unassigned"}).content.decode()
    assert "Who takes this" not in ben


# ---- As many statements for thirty rows as for three ---------------------------------------------------


def add_rows(world, case, number):
    with acting_as(world.agency, staff=world.cast["ana"], source="web"):
        for n in range(number):
            own = factories.make_case(by=world.cast["ana"])
            due = clock.now() + timedelta(hours=n)
            task_actions.open_task(own, kind="manual", title=f"Task {n}", due_at=due)
            task_actions.open_task(case, kind="manual", title=f"Also {n}", due_at=due)
            note_actions.write_note(case, by=world.cast["ana"], body=f"Note {n}")


@pytest.mark.parametrize(
    ("name", "who", "of_case"),
    [
        ("tasks", "ana", False), ("tasks", "sol", False), ("home", "ana", False), ("home", "sol", False),
        ("staff", "sol", False), ("audit", "aud", False), ("notifications", "ana", False),
        ("case", "ana", True), ("case_tasks", "ana", True), ("case_notes", "ana", True),
        ("case_history", "ana", True), ("case_people", "sol", True),
    ],
)  # fmt: skip
def test_lists_ask_as_often_for_thirty_as_for_three(name, who, of_case, world, case, as_staff):
    client = as_staff(who)
    url = reverse(f"caseload:{name}", args=[case.ref] if of_case else [])
    counts = []
    for number in (3, 12):
        add_rows(world, case, number)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1], "\n".join(q["sql"][:160] for q in seen)
