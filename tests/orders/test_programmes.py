"""Programmes of respondents: dated facts that may heighten care and never lower it (A21)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import AuditEntry, Task
from clients.models import Respondent
from orders.actions import programmes
from orders.models import Alert, EscalationWindow, ProgrammeFact, WindowPhase
from tests.orders.conftest import CHICAGO, make_order

NOON = "2026-11-06T12:00-06:00"


@pytest.fixture
def programme(case, client_of_case, ana, acting, frozen):
    with frozen(NOON), acting("ana"):
        person = Respondent(case=case, name="Sam Colewater")
        person.save()
        return programmes.record_programme(
            case, by=ana, respondent=person, ordered_by="criminal", programme="Turning Point",
            required_sessions=26,
        )  # fmt: skip


@pytest.fixture
def learn(programme, ana, acting, frozen):
    """`learn("started", 6)`: what probation says holds for that day of November."""

    def note(status, day=6, at=None, **facts):
        told = {"info_date": date(2026, 11, day), "source": "probation", **facts}
        with frozen(at or f"2026-11-{day:02}T12:00-06:00"), acting("ana"):
            return programmes.note_fact(programme, by=ana, status=status, **told)

    return note


def windows(trigger, state="open"):
    return EscalationWindow.objects.filter(trigger=trigger, state=state)


def everything(case):
    """All that says how much care the case gets."""
    case.refresh_from_db()
    return (
        (case.level, case.phase),
        list(EscalationWindow.objects.order_by("pk").values_list("state", "level", "phase", "closes_at")),
        list(WindowPhase.objects.order_by("pk").values_list("phase", "level", "starts_at", "ends_at")),
        list(Alert.objects.order_by("pk").values_list("state", "due_at", "acknowledge_by")),
        sorted(Task.objects.filter(state="open").values_list("pk", flat=True)),
    )


def test_c_2_intake_opens_a_watch_of_ninety_days_once(learn, acting):
    learn("started", 6)
    learn("attending", 20, attended=2, missed=0)
    with acting():
        window = windows("programme_intake").get()
        assert (window.level, window.closes_at) == (1, datetime(2027, 2, 5, tzinfo=CHICAGO))


def test_the_watch_counts_from_the_day_the_programme_began(programme, ana, learn, acting, frozen):
    with frozen(NOON), acting("ana"):
        programmes.edit_programme(programme, by=ana, version=1, starts_on=date(2026, 11, 2))
    learn("attending", 6)
    with acting():
        assert windows("programme_intake").get().event_from == datetime(2026, 11, 2, tzinfo=CHICAGO)


def test_c_2_being_sent_away_calls_for_high_care_for_two_weeks(learn, acting):
    learn("terminated", 6, discharge_reason="Did not come back")
    with acting():
        window = windows("programme_ended").get()
        assert (window.level, window.closes_at) == (3, datetime(2026, 11, 21, tzinfo=CHICAGO))


def test_each_missed_session_that_becomes_known_moves_the_window_on(learn, acting):
    learn("attending", 6, attended=3, missed=0)
    with acting():
        assert not windows("programme_ended").exists()
    learn("attending", 7, attended=3, missed=1)
    learn("attending", 10, attended=3, missed=1)
    learn("attending", 12, attended=3, missed=2)
    with acting():
        assert windows("programme_ended").get().closes_at == datetime(2026, 11, 27, tzinfo=CHICAGO)
        assert windows("programme_ended", state="superseded").count() == 1


def test_older_news_does_not_shorten_what_is_open(learn, acting):
    learn("terminated", 12)
    learn("attending", 7, at="2026-11-13T12:00-06:00", missed=1)
    with acting():
        assert windows("programme_ended").get().closes_at == datetime(2026, 11, 27, tzinfo=CHICAGO)


@pytest.mark.parametrize("status", ["completed", "attending", "unknown", "ordered"])
def test_a21_no_fact_about_a_programme_lowers_a_phase_a_level_or_closes_a_window(
    status, learn, served, note, case, acting
):
    learn("started", 6)
    learn("attending", 7, attended=1, missed=1)
    note("threats")
    with acting():
        before = everything(case)
        assert before[0][0] == 4
        assert {row[0] for row in before[1]} == {"open"}
    learn(status, 11, attended=26, missed=1)
    with acting():
        assert everything(case) == before


def test_a21_completion_after_years_leaves_a_quiet_case_as_it_is(learn, case, acting):
    with acting():
        before = everything(case)
    learn("completed", 6, attended=26)
    with acting():
        assert everything(case) == before


def test_facts_are_kept_one_beside_the_other_and_never_change(learn, acting):
    first = learn("started", 6)
    learn("started", 6)  # pressed twice
    learn("completed", 20)
    with acting():
        assert list(ProgrammeFact.objects.values_list("status", flat=True)) == ["completed", "started"]
        assert AuditEntry.objects.filter(event="orders.programme_fact").count() == 2
        with pytest.raises(DatabaseError), transaction.atomic():
            ProgrammeFact.objects.filter(pk=first.pk).update(status="completed")


def test_what_does_not_fit_together_is_refused_at_its_field(programme, ana, learn, acting, frozen):
    for field, facts in (
        ("info_date", {"status": "started", "info_date": date(2026, 11, 7)}),
        ("discharge_reason", {"status": "completed", "discharge_reason": "Done"}),
        ("missed", {"status": "attending", "missed": 501}),
    ):
        with pytest.raises(RuleBroken) as refused:
            learn(**facts)
        assert refused.value.field == field
    with frozen(NOON), acting("ana"):
        programmes.edit_programme(programme, by=ana, version=1, required_sessions=52)
        with pytest.raises(Stale):
            programmes.edit_programme(programme, by=ana, version=1, required_sessions=10)


# ---- Pages ---------------------------------------------------------------------------------------


def test_source_and_age_stand_beside_what_is_known(programme, learn, case, as_staff, frozen):
    learn("attending", 6, attended=4, missed=1)
    with frozen("2026-12-16T12:00-06:00"):
        ana = as_staff("ana")
        for url in (reverse("caseload:case", args=[case.ref]), reverse("orders:programmes", args=[case.ref])):
            page = ana.get(url).content.decode()
            for words in ("Probation or parole", "40 days old", "4 of 26 sessions attended", "1 missed"):
                assert words in page
        page = ana.get(programme.get_absolute_url()).content.decode()
        assert "Older than a month" in page
        assert "no measure of safety" in page


def test_it_is_on_the_page_of_an_order_about_its_respondent(programme, case, ana, acting, as_staff, frozen):
    with frozen(NOON), acting("ana"):
        order = make_order(case, ana, respondent=programme.respondent)
        other = make_order(case, ana)
    with frozen(NOON):
        assert "Turning Point" in as_staff("ana").get(order.get_absolute_url()).content.decode()
        assert "Turning Point" not in as_staff("ana").get(other.get_absolute_url()).content.decode()


def test_a_programme_is_recorded_and_a_fact_added_on_pages(case, client_of_case, as_staff, acting, frozen):
    with frozen(NOON):
        ana = as_staff("ana")
        url = reverse("orders:programme_new", args=[case.ref])
        done = ana.post(url, {"ordered_by": "criminal", "programme": "Turning Point"})
        assert done.status_code == 302
        fact = {"info_date": "2026-11-05", "source": "programme", "status": "terminated"}
        assert ana.post(done.url, {**fact, "info_date": ""}).status_code == 422
        assert ana.post(done.url, {**fact, "discharge_reason": "Did not come back"}).status_code == 302
        assert "Did not come back" in ana.get(done.url).content.decode()
        assert as_staff("eve").get(done.url).status_code == 404
        assert as_staff("ben").get(done.url).status_code == 404
    with acting():
        assert windows("programme_ended").exists()
