"""Violations: what is on record, the windows they call for, what followed, and the chronology on paper."""

from __future__ import annotations

import io
from datetime import date, datetime

import pypdf
import pytest
from django.urls import reverse

from caseload.foundation.context import acting_as
from caseload.foundation.crypto import encrypted_fields
from caseload.foundation.errors import RuleBroken
from caseload.foundation.tenancy import new_ref
from caseload.models import AuditEntry, Notification, Task
from clients.actions import people
from orders.actions import violation_steps, violations
from orders.actions.alerts import acknowledge
from orders.actions.endings import close_early
from orders.models import Alert, ChronologyPrint, ContactEvent, EscalationWindow, Violation
from orders.queries.violations import entries
from tests.orders.conftest import CHICAGO, make_order, said, serve

NOON = "2026-11-10T12:00-06:00"
FIELDS = {
    "precision": "exact", "day": "2026-11-10", "at": "09:00", "tz": "America/Chicago", "channel": "call",
    "facts": "Two calls at work", "source": "client_said", "weapon": "unknown", "reporting": "not_asked",
    **dict.fromkeys(
        ("strangulation", "threats", "followed", "injury", "medical_care", "children_present",
         "police_called"),
        "unknown",
    ),
}  # fmt: skip


@pytest.fixture
def record(case, order, ana, acting, frozen):
    """`record(when, weapon="firearm")`: ana takes down what happened; noon of 10 November unless told."""

    def take_down(when=None, at=NOON, **facts):
        with frozen(at), acting("ana"):
            facts = {"channel": "call", "facts": "Two calls at work", **facts}
            return violations.record_violation(
                case, by=ana, said=when or said("2026-11-10", "09:00"), **facts
            )

    return take_down


def windows(**narrow):
    return EscalationWindow.objects.filter(state="open", **narrow)


def kinds(prefix=""):
    rows = Task.objects.filter(
        state="open", kind__startswith="orders.violation_", dedupe_key__contains=prefix
    )
    return {kind.removeprefix("orders.") for kind in rows.values_list("kind", flat=True)}


# ---- Windows -------------------------------------------------------------------------------------


def test_c_2_recording_a_violation_opens_its_window(record, case, acting):
    violation = record()
    with acting():
        window = windows(trigger="violation").get()
        assert (window.level, window.source_key) == (4, f"violation:{violation.ref}")
        assert window.opens_at == datetime(2026, 11, 10, 9, tzinfo=CHICAGO)
        case.refresh_from_db()
        assert case.level == 4


ANSWERS = [
    ("strangulation", "yes", "strangulation"),
    ("threats", "yes", "threats"),
    ("weapon", "firearm", "firearm_access"),
    ("followed", "yes", "stalking"),
]


@pytest.mark.parametrize(("question", "answer", "trigger"), ANSWERS)
def test_an_answer_about_danger_opens_its_own_window_too(
    question, answer, trigger, record, ana, acting, frozen
):
    violation = record(**{question: answer})
    with acting("ana"), frozen(NOON):
        window = windows(trigger=trigger).get()
        violations.edit_violation(violation, by=ana, version=1, **{question: "no"})
        window.refresh_from_db()
        assert window.state == "closed"
        assert windows().get().trigger == "violation"


def test_another_weapon_than_a_firearm_says_nothing_of_firearms(record, acting):
    record(weapon="other")
    with acting():
        assert not windows(trigger="firearm_access").exists()


def test_strangulation_counts_from_the_day_it_is_disclosed(record, acting):
    record(said("2026-10-20"), strangulation="yes")
    with acting():
        window = windows(trigger="strangulation").get()
        assert (window.level, window.opens_at) == (4, datetime(2026, 11, 10, 12, tzinfo=CHICAGO))
        assert Task.objects.filter(kind="orders.medical_strangulation", state="open").exists()


def test_strangulation_of_long_ago_is_a_fact_on_file_alone(record, acting):
    record(said("2026-09-01"), strangulation="yes")
    with acting():
        assert not windows(trigger="strangulation").exists()


def test_a_corrected_time_moves_the_window(record, ana, acting, frozen):
    violation = record()
    with acting("ana"), frozen(NOON):
        violations.edit_violation(violation, by=ana, version=1, said=said("2026-11-09", "20:00"))
        assert windows().get().opens_at == datetime(2026, 11, 9, 20, tzinfo=CHICAGO)
        assert EscalationWindow.objects.filter(trigger="violation", state="superseded").count() == 1


def test_a_window_a_supervisor_ended_stays_ended_when_words_are_corrected(
    record, sol, ana, sweep, acting, frozen
):
    violation = record()
    sweep("2026-11-14T09:00-06:00")
    with frozen("2026-11-14T10:00-06:00"):
        with acting("sol"):
            for alert in Alert.objects.filter(state__in=["raised", "escalated"]):
                acknowledge(alert, by=sol, note="Mine")
            close_early(windows().get(), by=sol, reason="Client moved", client_view="Safe")
        with acting("ana"):
            violations.edit_violation(violation, by=ana, version=1, facts="Two calls at work, one at home")
            assert not windows().exists()


def test_withdrawing_ends_the_windows_and_the_tasks(record, ana, acting, frozen):
    violation = record(threats="yes", police_called="yes", reporting="wants")
    with acting("ana"), frozen(NOON):
        assert kinds()
        violations.withdraw_violation(violation, by=ana, reason="Another case")
        assert not windows().exists()
        assert not kinds()
        assert Violation.objects.get().state == "withdrawn"
        with pytest.raises(RuleBroken):
            violations.edit_violation(Violation.objects.get(), by=ana, version=2, facts="x")


# ---- Orders of that moment -----------------------------------------------------------------------


def test_the_orders_in_force_then_are_computed(case, order, record, ana, acting, frozen):
    violation = record(said("2026-11-10", "09:00"), terms=["05"])
    with acting("ana"), frozen(NOON):
        later = make_order(case, ana, issued=said("2026-11-10", "11:00"), terms=["07"])
        assert entries([violation])[0].orders == [order]
        violations.edit_violation(
            violation, by=ana, version=1, said=said("2026-11-10", "11:30"), terms=["05", "07"]
        )
        assert entries([violation])[0].orders == [later, order]


def test_terms_are_those_of_the_orders_then_and_never_a_permission(case, record, ana, acting, frozen):
    with acting("ana"), frozen("2026-11-09T09:00-06:00"):
        make_order(case, ana, terms=["05", "06"], exceptions="Messages about the children")
    for term in ("07", "06"):
        with pytest.raises(RuleBroken) as refused:
            record(terms=[term])
        assert refused.value.field == "terms"
    with pytest.raises(RuleBroken):
        record(said("2026-10-01"), terms=["05"])  # Before any order.


def test_po_16_a_violation_before_service_is_kept_and_says_so(order, record, ana, acting, frozen):
    before = record(said("2026-11-04", "09:00"), at="2026-11-04T10:00-06:00")
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        assert entries([before])[0].before_service  # Not served at all yet.
        serve(order, ana, said("2026-11-06", "17:05"))
    same_day = record(said("2026-11-06"))
    after = record(said("2026-11-07", "08:00"))
    with acting():
        assert [entry.served_then for entry in entries([before, same_day, after])] == [
            "before", "unclear", "after",
        ]  # fmt: skip


def test_po_16_a_corrected_service_changes_the_answer(order, record, ana, acting, frozen, as_staff):
    from tests.orders.conftest import correct

    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        attempt = serve(order, ana, said("2026-11-06", "17:05"))
    violation = record(said("2026-11-06", "16:00"))
    page = as_staff("ana").get(violation.get_absolute_url()).content.decode()
    assert "Before service" in page
    with frozen(NOON), acting("ana"):
        correct(attempt, ana, said("2026-11-06", "15:00"))
        assert entries([violation])[0].served_then == "after"


def test_a_violation_lies_in_the_past(record):
    with pytest.raises(RuleBroken) as refused:
        record(said("2026-11-11", "09:00"))
    assert refused.value.field == "day"


# ---- What follows --------------------------------------------------------------------------------


def test_a20_an_unreported_violation_shows_options_and_reports_nothing(record, as_staff, ana, acting, frozen):
    violation = record()
    ana_page = as_staff("ana")
    page = ana_page.get(violation.get_absolute_url()).content.decode()
    assert "Options discussed" in page
    assert "Not reported." in page
    fields = {
        "version": 1, "options": ["police", "keep_record"], "options_on": "2026-11-10",
        "reporting": "undecided", "ask_again_on": "2026-11-17", "options_words": "Maybe next week",
    }  # fmt: skip
    with frozen(NOON):
        answer = ana_page.post(reverse("orders:violation_choice", args=[violation.ref]), fields)
    assert answer.status_code == 302
    page = ana_page.get(violation.get_absolute_url()).content.decode()
    assert "Keeping a record and evidence" in page
    with acting():
        assert kinds() == {"violation_ask_report"}
        outside = Notification.objects.exclude(kind__in=["orders.alert", "new_case"])
        assert not outside.exists()


def test_the_consequence_is_followed_step_by_step(record, ana, acting, frozen):
    violation = record(police_called="yes", report={"office": "Harbor police"})
    with acting("ana"), frozen(NOON):
        assert kinds() == {"violation_report_number", "violation_report_outcome"}
        day = date(2026, 11, 10)
        arrest = violation_steps.add_step(violation, by=ana, kind="arrest", happened_on=day)
        assert kinds() == {"violation_arrest_release", "violation_charge"}
        violation_steps.add_step(violation, by=ana, kind="prosecutor", happened_on=day)
        assert kinds() == {"violation_arrest_release", "violation_charge"}
        violation_steps.add_step(violation, by=ana, kind="charge", happened_on=day, number="26 CR 1")
        assert kinds() == {"violation_court_dates"}
        violation_steps.add_step(violation, by=ana, kind="outcome", happened_on=day, outcome="convicted")
        assert not kinds()
        violation_steps.remove_step(arrest, by=ana)
        assert [step.kind for step in entries([violation])[0].steps] == [
            "reported", "prosecutor", "charge", "outcome",
        ]  # fmt: skip


def test_a_step_follows_the_violation_and_an_outcome_says_which(record, ana, acting, frozen):
    violation = record()
    with acting("ana"), frozen(NOON):
        for day in (date(2026, 11, 9), date(2026, 11, 11)):
            with pytest.raises(RuleBroken) as refused:
                violation_steps.add_step(violation, by=ana, kind="arrest", happened_on=day)
            assert refused.value.field == "happened_on"
        with pytest.raises(RuleBroken):
            violation_steps.add_step(violation, by=ana, kind="outcome", happened_on=date(2026, 11, 10))


def test_what_the_client_wants_opens_and_ends_its_task(record, ana, acting, frozen):
    violation = record(reporting="wants")
    with acting("ana"), frozen(NOON):
        assert kinds() == {"violation_help_report"}
        violations.note_choice(violation, by=ana, version=1, reporting="does_not")
        assert not kinds()
        violations.note_choice(violation, by=ana, version=2, reporting="wants")
        assert kinds() == {"violation_help_report"}


# ---- Contact the client made ---------------------------------------------------------------------


def test_contact_by_the_client_is_never_a_violation(case, order, as_staff, acting, frozen):
    fields = {
        "channel": "message", "words": "About the children's shoes", "precision": "date_only",
        "day": "2026-11-09", "tz": "America/Chicago",
    }  # fmt: skip
    with frozen(NOON):
        ana = as_staff("ana")
        answer = ana.post(reverse("orders:new_contact_event", args=[case.ref]), fields)
        assert answer.status_code == 302
        page = ana.get(reverse("orders:violations", args=[case.ref])).content.decode()
    assert "children&#x27;s shoes" in page
    with acting():
        assert (Violation.objects.count(), ContactEvent.objects.count()) == (0, 1)
        assert not EscalationWindow.objects.exists()


# ---- On paper ------------------------------------------------------------------------------------


def chronology(client, case, chosen, button="print", **changes):
    fields = {
        "refs": chosen, "parts": ["words", "terms", "evidence", "steps"], "asked_by": "client",
        "storage": "trusted_person", "copies": 1, "client_approved": "on", button: "1", **changes,
    }  # fmt: skip
    return client.post(reverse("orders:chronology", args=[case.ref]), fields)


def test_po_17_a_chronology_holds_chosen_rows_and_no_note_of_ours(
    case, record, as_staff, ana, acting, frozen
):
    first = record(
        said("2026-11-08", "09:00"), facts="Waited at the bus stop", client_words="He smiled at me",
        options_words="She thinks about it", witnesses="The driver",
    )  # fmt: skip
    record(facts="Never on this paper")
    with acting("ana"), frozen(NOON):
        day = date(2026, 11, 8)
        violation_steps.add_step(
            first, by=ana, kind="reported", happened_on=day, number="26-0042", detail="Officer was rude"
        )
    with frozen(NOON):
        answer = chronology(as_staff("ana"), case, [first.ref])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    for words in ("Waited at the bus stop", "He smiled at me", "26-0042"):
        assert words in text
    for words in ("Never on this paper", "She thinks about it", "The driver", "rude", "Ana"):
        assert words not in text
    with acting():
        row = ChronologyPrint.objects.get()
        assert (row.entries, row.asked_by, row.storage) == ([first.ref], "client", "trusted_person")
        assert AuditEntry.objects.filter(event="orders.chronology_printed").count() == 1


@pytest.mark.parametrize("lacking", [{"client_approved": ""}, {"storage": "do_not_print"}, {"refs": []}])
def test_po_17_without_approval_and_a_safe_place_nothing_is_printed(
    case, record, as_staff, acting, frozen, lacking
):
    violation = record()
    with frozen(NOON):
        answer = chronology(as_staff("ana"), case, [violation.ref], **lacking)
    assert answer.status_code == 422
    with acting():
        assert not ChronologyPrint.objects.exists()


def test_po_17_the_protected_address_keeps_a_chronology_from_the_printer(
    case, record, as_staff, ana, acting, frozen
):
    violation = record(place="In front of 12 Elm Street, Chicago", facts="Stood there")
    with acting("ana"):
        people.set_location(case, by=ana, version=0, address="12 Elm Street, Chicago")
    with frozen(NOON):
        refused = chronology(as_staff("ana"), case, [violation.ref], parts=["place"])
        assert "Not printed" in refused.content.decode()
        printed = chronology(as_staff("ana"), case, [violation.ref], parts=["terms"])
    assert printed["Content-Type"] == "application/pdf"


def test_a_withdrawn_entry_is_not_offered_for_print(case, record, as_staff, ana, acting, frozen):
    violation = record()
    with acting("ana"), frozen(NOON):
        violations.withdraw_violation(violation, by=ana, reason="Wrong case")
    page = as_staff("ana").get(reverse("orders:chronology", args=[case.ref])).content.decode()
    assert violation.ref not in page


# ---- Pages ---------------------------------------------------------------------------------------


def test_the_way_through_the_pages(case, client_of_case, order, as_staff, acting, frozen):
    ana = as_staff("ana")
    with frozen(NOON):
        url = reverse("orders:new_violation", args=[case.ref])
        assert ana.post(url, {**FIELDS, "facts": ""}).status_code == 422
        fields = {
            **FIELDS, "terms": ["05"], "police_called": "yes", "office": "Harbor police", "number": "26-7",
        }  # fmt: skip
        assert ana.post(url, fields).status_code == 302
        with acting():
            violation = Violation.objects.get()
        page = ana.get(violation.get_absolute_url()).content.decode()
        assert "26-7" in page
        url = reverse("orders:edit_violation", args=[violation.ref])
        assert 'value="09:00"' in ana.get(url).content.decode()
        assert ana.post(url, {**FIELDS, "version": 1, "facts": "Three calls"}).status_code == 302
        assert ana.post(url, {**FIELDS, "version": 1, "facts": "Four calls"}).status_code == 409
        url = reverse("orders:new_evidence", args=[violation.ref])
        assert ana.post(url, {"kind": "call_log", "keeper": "client", "sha256": "xyz"}).status_code == 422
        assert ana.post(url, {"kind": "call_log", "keeper": "client"}).status_code == 302
        url = reverse("orders:void_violation", args=[violation.ref])
        assert ana.post(url, {"reason": "Wrong case"}).status_code == 302
        assert "Withdrawn by Ana" in ana.get(violation.get_absolute_url()).content.decode()
    assert as_staff("ben").get(violation.get_absolute_url()).status_code == 404


def more(violation, number):
    """The same again, written as it stands: the windows of so many would take a while."""
    with acting_as(violation.agency, source="job"):
        for _ in range(number):
            violation.pk, violation.ref, violation._state.adding = None, new_ref(), True
            for name in encrypted_fields(Violation):
                setattr(violation, name, violation.facts if name == "facts" else "")
            violation.save()


def test_the_list_is_narrowed_and_comes_in_pages(case, record, as_staff, frozen):
    more(record(facts="Call number 1"), 25)
    record(channel="email", facts="An email", police_called="yes")
    record(said("2026-11-04"), facts="In the first days")
    ana = as_staff("ana")
    url = reverse("orders:violations", args=[case.ref])
    assert "Page 1 of 2" in ana.get(url).content.decode()
    for query, words in (
        ({"channel": "email"}, "An email"), ({"reported": "yes"}, "An email"),
        ({"until": "2026-11-05"}, "In the first days"),
    ):  # fmt: skip
        page = ana.get(url, query).content.decode()
        assert words in page
        assert "Call number" not in page
    assert "Nothing fits" in ana.get(url, {"channel": "post"}).content.decode()


def test_times_that_were_told_roughly_are_printed_no_surer(record, acting):
    from orders.letters import say_moment

    told = [
        said("2026-11-09"), said("2026-11-08", precision="approx_date", give_or_take_days=2),
        said("2026-11-09", "20:10", precision="hour"),
    ]  # fmt: skip
    with acting():
        words = [say_moment(record(when)) for when in told]
    assert words[0] == "Nov 9, 2026, time not known"
    assert words[1] == "About Nov 8, 2026, give or take 2 days"
    assert words[2].startswith("Between Mon Nov 9, 2026, 8:00 PM")
