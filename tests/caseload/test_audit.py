"""The log: everything read and changed is in it, nothing of a client is, and a change of it shows (CF-26)."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.urls import reverse

from caseload import queries
from caseload.actions import audit as audit_actions
from caseload.actions import cases as case_actions
from caseload.actions import notes as note_actions
from caseload.actions import tasks as task_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import Assignment, AuditEntry, AuditSeal
from tests import factories

MARK = "Xylophone-7431"


def everything_logged():
    """Every stored value of every entry, as text."""
    return "\n".join(str(row) for row in AuditEntry.objects.values())


def events(**lookup):
    return list(AuditEntry.objects.filter(**lookup).order_by("pk").values_list("event", flat=True))


# ---- CF-26: what is in it ------------------------------------------------------------------------------


def test_cf_26_pages_that_show_content_leave_an_entry(as_staff, case, cast, acting):
    with acting("ana"):
        task = task_actions.open_task(case, kind="manual", title="Call", body=MARK)
        note_actions.write_note(case, by=cast["ana"], body=MARK)
    ana = as_staff("ana")
    wanted = {
        reverse("caseload:case", args=[case.ref]): "caseload.case_viewed",
        reverse("caseload:case_notes", args=[case.ref]): "caseload.notes_viewed",
        reverse("caseload:case_history", args=[case.ref]): "caseload.history_viewed",
        reverse("caseload:task", args=[task.ref]): "caseload.task_viewed",
    }
    for url, event in wanted.items():
        ana.get(url)
        with acting("sol"):
            entry = AuditEntry.objects.filter(event=event).latest("pk")
            assert (entry.staff_id, entry.case_id, entry.source) == (cast["ana"].pk, case.pk, "web")


def test_cf_26_refusals_are_kept_though_the_page_was_rolled_back(as_staff, case, acting, cast):
    as_staff("ben").get(case.get_absolute_url())
    as_staff("ana").get(reverse("caseload:audit"))
    with acting("sol"):
        assert events(staff=cast["ben"], event="caseload.not_visible") == ["caseload.not_visible"]
        refused = AuditEntry.objects.get(event="caseload.access_denied")
        assert refused.staff_id == cast["ana"].pk
        assert refused.additional_data["route"] == "caseload:audit"


def test_cf_26_no_protected_value_is_ever_in_it(as_staff, case, acting, cast):
    """Written, corrected, settled, dropped: the log says that, and none of the words."""
    ana = as_staff("ana")
    ana.post(reverse("caseload:case_notes", args=[case.ref]), {"body": MARK, "kind": "contact"})
    with acting("ana"):
        note = queries.notes_of(case, cast["ana"]).get()
        note_actions.correct_note(note, by=cast["ana"], version=1, body=f"{MARK} again")
        task = task_actions.open_task(case, kind="manual", title=MARK, body=MARK)
        task_actions.edit_task(task, by=cast["ana"], version=1, body=f"{MARK} more")
        task_actions.complete_task(task, by=cast["ana"], note=MARK)
        other = task_actions.open_task(case, kind="manual", title="x")
        task_actions.cancel_task(other, by=cast["ana"], reason=MARK)
        logged = everything_logged()
    assert MARK not in logged
    assert "[protected]" in logged
    assert {"caseload.note_written", "caseload.note_corrected", "caseload.task_cancelled"} <= set(
        logged.split("'")
    )


def test_a_change_and_its_entry_are_one_transaction(case, acting, cast, monkeypatch):
    """When the entry cannot be written, nothing is."""
    from caseload.foundation import audit

    def broken(*args, **kwargs):
        raise RuntimeError("no log")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError), acting("ana"):
        note_actions.write_note(case, by=cast["ana"], body="Lost")
    with acting("ana"):
        assert not queries.notes_of(case, cast["ana"]).exists()


# ---- The page ------------------------------------------------------------------------------------------


def body(response):
    return response.content.decode().split("<tbody>")[-1]


def test_the_auditor_reads_who_and_what_and_no_content(as_staff, case, acting, cast):
    with acting("ana"):
        note_actions.write_note(case, by=cast["ana"], body=MARK)
    page = as_staff("aud").get(reverse("caseload:audit"), {"with_fields": "on"}).content.decode()
    assert "Note written" in page
    assert case.code in page
    assert "Ana" in page
    assert MARK not in page
    assert "(protected)" in page
    assert case.get_absolute_url() not in page, "no way in from here"


def test_values_are_shown_only_where_no_case_is_concerned(as_staff, case, acting, cast, world):
    with acting("sol"):
        case_actions.edit_case(case, by=cast["sol"], team=case.team, is_resident=True)
    with acting("ada"):
        from caseload.actions import agencies

        agencies.edit_team(world.team, name="Morning team", supervisor=cast["dee"])
    page = body(as_staff("aud").get(reverse("caseload:audit"), {"with_fields": "on"}))
    assert "Day team → Morning team" in page
    assert "Stays in our shelter" in page
    assert "False → True" not in page


def test_a_supervisor_reads_the_entries_of_the_teams_cases_alone(as_staff, case, acting, cast):
    with acting("dee"):
        team = factories.make_team("Evening", supervisor=cast["dee"])
        far = case_actions.open_case(by=cast["dee"], team=team)
    page = body(as_staff("sol").get(reverse("caseload:audit")))
    assert case.code in page
    assert far.code not in page
    assert "Team created" not in page
    assert far.code in body(as_staff("dee").get(reverse("caseload:audit")))


def test_filters_narrow_the_log(as_staff, case, acting, cast):
    with acting("dee"):
        other = factories.make_case(by=cast["dee"])
    aud = as_staff("aud")

    def shown(**query):
        return body(aud.get(reverse("caseload:audit"), query))

    assert other.code not in shown(code=case.code.lower())
    assert case.code not in shown(person=cast["dee"].ref)
    assert "Case opened" not in shown(event="caseload.case_assigned").split("</select>")[-1]
    assert case.code in shown(source="web")
    assert case.code not in shown(source="job")
    tomorrow = clock.now().date() + timedelta(days=2)
    assert case.code not in shown(since=tomorrow.isoformat())
    assert case.code not in shown(until=date(2020, 1, 1).isoformat())
    assert "Enter a valid date" in aud.get(reverse("caseload:audit"), {"since": "soon"}).content.decode()


def test_a_day_of_the_filter_is_the_agencys_day(as_staff, cast, acting, frozen):
    from datetime import datetime

    with frozen(datetime.fromisoformat("2026-05-05T23:30-05:00")), acting("dee"):
        late = factories.make_case(by=cast["dee"])
    aud = as_staff("aud")
    url = reverse("caseload:audit")
    assert late.code in body(aud.get(url, {"since": "2026-05-05", "until": "2026-05-05"}))
    assert late.code not in body(aud.get(url, {"since": "2026-05-06", "until": "2026-05-06"}))


def test_older_entries_follow_without_a_gap_or_a_repeat(as_staff, case, acting, cast):
    with acting("ana"):
        for n in range(70):
            task_actions.open_task(case, kind="manual", title=f"T{n}")
        rows = queries.timeline(case)
        whole = [row.ref for row in rows]
        first = queries.stretch(rows)
        second = queries.stretch(rows, before=first.older)
        assert [e.ref for e in first.entries] + [e.ref for e in second.entries] == whole
        assert second.older == ""
    page = as_staff("ana").get(reverse("caseload:case_history", args=[case.ref])).content.decode()
    assert f"before={first.older}" in page
    assert "page_obj" not in page
    gone = as_staff("ana").get(reverse("caseload:case_history", args=[case.ref]), {"before": "nonsense"})
    assert gone.status_code == 404


def test_the_history_speaks_in_words_and_names(as_staff, case, cast, acting):
    with acting("sol"):
        case_actions.assign(case, staff=cast["ben"], by=cast["sol"], kind=Assignment.Kind.SECOND)
    page = as_staff("ana").get(reverse("caseload:case_history", args=[case.ref])).content.decode()
    assert "Given to" in page
    assert "Ben" in page
    assert "caseload." not in page.split("<main")[1]
    assert "CDT" in page or "CST" in page, "the agency's zone"


def test_every_event_anybody_records_has_words():
    """Each `audit.record` and `audit.viewed` of the source names an event with a label."""
    import re
    from pathlib import Path

    from orders.choices import NOTICE_LABELS

    root = Path(__file__).resolve().parent.parent.parent
    labels = {**queries.event_labels(), **NOTICE_LABELS}
    used = set()
    for app in ("caseload", "clients", "orders", "referrals"):
        for path in (root / app).rglob("*.py"):
            text = path.read_text()
            used |= (
                set(re.findall(rf'(?<!kind=)(?<!"kind": )"({app}\.[a-z_]+_[a-z]+)"', text))
                if "audit" in text
                else set()
            )
    recorded = {e for e in used if re.search(r"\.[a-z_]+_[a-z]+$", e)}
    modules = {"caseload.jobs"}
    tables = {"caseload.auditentry"}
    missing = {e for e in recorded if e not in labels} - modules - tables
    assert not missing


# ---- Sealing -------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(transactional_db):
    """An agency with some work, sealed; sealing needs transactions that have really ended."""
    world = factories.make_world()
    with acting_as(world.agency, staff=world.cast["ana"], source="web"):
        case = factories.make_case(by=world.cast["ana"])
        note_actions.write_note(case, by=world.cast["ana"], body="x")
    world.case = case
    seal(world)
    return world


def seal(world, **ahead):
    with acting_as(world.agency, source="job"):
        return audit_actions.seal_audit(now=clock.now() + timedelta(**(ahead or {"minutes": 11})))


def verify(*args):
    out = StringIO()
    call_command("verify_audit", *args, stdout=out)
    return out.getvalue()


def as_owner(sql):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(sql)
        cursor.execute("SET ROLE lantern_app")


def test_entries_at_rest_are_sealed_once_and_in_a_chain(sealed):
    assert seal(sealed) == 0, "nothing is sealed twice"
    with acting_as(sealed.agency, staff=sealed.cast["ana"], source="web"):
        note_actions.write_note(sealed.case, by=sealed.cast["ana"], body="y")
    assert seal(sealed, minutes=5) == 0, "ten minutes must pass"
    assert seal(sealed) > 0
    with acting_as(sealed.agency, source="command"):
        first, second = AuditSeal.objects.order_by("last_id")
        assert second.previous == first.digest
    assert "harbor: 2 seals" in verify("--agency", "harbor")
    assert "meadow: " in verify()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE caseload_auditentry SET event = 'caseload.case_closed' WHERE event = 'caseload.case_opened'",
        "UPDATE caseload_auditentry SET staff_id = NULL WHERE event = 'caseload.note_written'",
        "DELETE FROM caseload_auditentry WHERE event = 'caseload.note_written'",
        "UPDATE caseload_auditseal SET digest = repeat('0', 64) WHERE count > 0",
    ],
)
def test_a_changed_log_shows_and_the_first_broken_seal_is_named(sql, sealed):
    as_owner(sql)
    with pytest.raises(CommandError) as refused:
        verify("--agency", "harbor")
    assert refused.value.returncode == 1
    with acting_as(sealed.agency, source="command"):
        assert AuditSeal.objects.first().ref in str(refused.value)


def test_an_entry_slipped_in_among_sealed_ones_shows(sealed):
    with acting_as(sealed.agency, source="command"):
        sealed_to = AuditSeal.objects.get().last_id
    as_owner(f"UPDATE caseload_auditentry SET id = -id WHERE id = {sealed_to - 1}")
    with pytest.raises(CommandError):
        verify("--agency", "harbor")


def test_an_entry_of_a_transaction_still_running_is_not_passed_over(sealed):
    """Numbers are given out before commits: sealing waits for whoever might hold a lower one."""
    entered, leave = threading.Event(), threading.Event()

    def slow():
        try:
            with acting_as(sealed.agency, staff=sealed.cast["ana"], source="web"):
                note_actions.write_note(sealed.case, by=sealed.cast["ana"], body="slow")
                entered.set()
                leave.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert entered.wait(20)
    with acting_as(sealed.agency, staff=sealed.cast["sol"], source="web"):
        case_actions.open_case(by=sealed.cast["sol"])
    assert seal(sealed) == 0, "the later, committed entries wait for the earlier, open ones"
    leave.set()
    thread.join(20)
    assert seal(sealed) > 0
    assert "harbor: 2 seals" in verify("--agency", "harbor")
