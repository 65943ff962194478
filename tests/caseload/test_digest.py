"""The daily digest: how much is due, at an hour of one's own, and what it is only after signing in."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from caseload import dashboard, jobs
from caseload.actions import absences, agencies, digests
from caseload.actions import cases as case_actions
from caseload.actions import staff as staff_actions
from caseload.actions import tasks as task_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import AuditEntry, Digest, NoticeChoice, Notification
from tests import factories

CHICAGO = ZoneInfo("America/Chicago")
NIGHT = "2026-11-10T20:00-06:00"  # a Tuesday evening
SETTINGS, PAGE = reverse("caseload:notice_settings"), reverse("caseload:digest")
PLAIN = {"urgent_by": "email", "other_by": "email", "quiet_from": "", "quiet_until": "", "language": ""}


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


@pytest.fixture
def choose(as_staff):
    """`choose("ana", "08:00")` on the page; returns the answer."""
    return lambda name="ana", at="08:00", **more: as_staff(name).post(
        SETTINGS, {**PLAIN, "digest_at": at, **more}
    )


@pytest.fixture
def due(case, cast, acting):
    """`due("ana", local(...))`: a task of hers, due then."""

    def add(name="ana", at=None, about=case, title="Call the court"):
        with acting("sol"):
            return task_actions.open_task(
                about,
                kind="manual",
                title=title,
                assigned_to=cast[name],
                due_at=at or local(2026, 11, 11, 15),
            )

    return add


@pytest.fixture
def sweep(agency, deliver):
    """The minute's work: the subjects and texts of the digests that were sent by it."""

    def run():
        before = len(mail.outbox)
        jobs.send_digests(agency_id=agency.pk)
        deliver()
        sent = [m for m in mail.outbox[before:] if "due today" in m.subject or "hoy" in m.subject]
        return [(m.to, m.body.splitlines()[0]) for m in sent]

    return run


@pytest.fixture
def rows(acting):
    def look():
        with acting("dee"):
            return list(Digest.objects.order_by("day").values_list("staff__name", "day"))

    return look


# ---- What it says ------------------------------------------------------------------------------------------


def test_cf_20_the_digest_says_how_much_is_due_and_nothing_else(choose, due, sweep, frozen, case):
    with frozen(NIGHT) as moment:
        assert choose().status_code == 302
        for title in ("Call Marigold", "Ask about the locks", "File the return"):
            due(title=title)
        due(at=local(2026, 11, 10, 12), title="Late")
        due(at=local(2026, 11, 12, 0), title="Tomorrow's")
        assert sweep() == []
        moment.move_to(local(2026, 11, 11, 8))
        words = "3 things are due today. 1 thing is overdue. Sign in to see them."
        assert sweep() == [(["ana@example.org"], words)]
        whole = mail.outbox[-1].subject + mail.outbox[-1].body
    assert mail.outbox[-1].subject == "Lantern: what is due today"
    for secret in ("Marigold", "locks", "return", case.code, case.ref, "Late"):
        assert secret not in whole


def test_one_thing_is_said_as_one(choose, due, sweep, frozen):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep()[0][1] == "1 thing is due today. Sign in to see it."


def test_the_digest_speaks_the_persons_language(choose, due, sweep, frozen):
    with frozen(NIGHT) as moment:
        choose(language="es")
        due()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep()[0][1] == "2 asuntos vencen hoy. Inicie sesión para verlos."


def test_a_day_without_anything_brings_no_email_and_no_notice(choose, sweep, frozen, acting, rows):
    with frozen(NIGHT) as moment:
        choose()
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep() == []
        assert len(rows()) == 1, "the day was looked at"
    with acting():
        assert not Notification.objects.filter(kind="digest").exists()


def test_what_was_done_before_the_email_left_is_not_counted(
    choose, due, frozen, acting, agency, cast, deliver
):
    """It is counted when it is sent: with nothing left, it is not sent."""
    with frozen(NIGHT) as moment:
        choose()
        task = due()
        moment.move_to(local(2026, 11, 11, 8))
        jobs.send_digests(agency_id=agency.pk)
        with acting("ana"):
            task_actions.complete_task(task, by=cast["ana"])
        mail.outbox.clear()
        deliver()
        assert mail.outbox == []
        with acting("dee"):
            assert Notification.objects.get(kind="digest", channel="email").state == "dropped"


def test_the_digest_leads_to_a_list_by_case_code(choose, due, sweep, frozen, case, as_staff, acting):
    with frozen(NIGHT) as moment:
        choose()
        due()
        due(at=local(2026, 11, 10, 12), title="Write to the school")
        moment.move_to(local(2026, 11, 11, 8))
        sweep()
        ana = as_staff("ana")
        with acting("ana"):
            notice = Notification.objects.get(kind="digest", channel="in_app")
        assert ana.post(reverse("caseload:notice_open", args=[notice.ref])).url == PAGE
        page = ana.get(PAGE).content.decode()
    for words in ("Call the court", "Write to the school", "Overdue", case.code, case.get_absolute_url()):
        assert words in page
    with acting("dee"):
        assert AuditEntry.objects.filter(event="caseload.digest_viewed").count() == 1


# ---- Only what is the person's to see ----------------------------------------------------------------------


def test_another_teams_case_is_not_in_it(choose, due, sweep, frozen, world, cast, acting, as_staff):
    """sol holds a task on a case that went to another team meanwhile."""
    with frozen(NIGHT) as moment:
        choose("sol")
        with acting("dee"):
            night = agencies.create_team(name="Night team")
            other = factories.make_case(by=cast["dee"], assigned_to=cast["ben"])
        due("sol", about=other)
        with acting("dee"):
            case_actions.edit_case(other, by=cast["dee"], team=night, is_resident=False)
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep() == []
        assert other.code not in as_staff("sol").get(PAGE).content.decode()
        due("sol")
        moment.move_to(local(2026, 11, 12, 8))
        assert sweep() == [(["sol@example.org"], "1 thing is overdue. Sign in to see it.")]
        assert other.code not in as_staff("sol").get(PAGE).content.decode()


def test_a_case_that_was_restricted_after_the_digest_was_queued_is_not_counted(
    choose, due, frozen, acting, agency, cast, deliver, case, as_staff
):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        jobs.send_digests(agency_id=agency.pk)
        with acting("sol"):
            case_actions.restrict(case, staff=cast["ana"], by=cast["sol"])
        mail.outbox.clear()
        deliver()
        assert mail.outbox == []
        assert case.code not in as_staff("ana").get(PAGE).content.decode()


def test_another_agencys_day_is_its_own(choose, due, sweep, frozen, case, as_staff, other_agency, cast):
    with frozen(NIGHT) as moment:
        choose("eve")
        choose("ana")
        due()
        moment.move_to(local(2026, 11, 11, 8))
        jobs.send_digests(agency_id=other_agency.pk)
        assert [to for to, _words in sweep()] == [["ana@example.org"]]
        page = as_staff("eve").get(PAGE).content.decode()
    assert "Nothing is due today." in page
    assert case.code not in page


def test_cf_30_who_left_gets_no_digest(choose, due, sweep, frozen, acting, cast, rows):
    with frozen(NIGHT) as moment:
        choose()
        due()
        with acting("ada"):
            staff_actions.leave(cast["ana"], by=cast["ada"])
            assert not NoticeChoice.objects.exists()
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep() == []
        assert rows() == []


def test_who_leaves_after_the_digest_was_queued_gets_none(choose, due, frozen, acting, cast, agency, deliver):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        jobs.send_digests(agency_id=agency.pk)
        with acting("ada"):
            staff_actions.leave(cast["ana"], by=cast["ada"])
        mail.outbox.clear()
        deliver()
        assert [m for m in mail.outbox if m.to == ["ana@example.org"]] == []


def test_who_is_away_gets_none(choose, due, sweep, frozen, acting, cast):
    with frozen(NIGHT) as moment:
        choose()
        due()
        with acting("ana"):
            absences.add_absence(
                staff=cast["ana"], starts_at=clock.now(), ends_at=local(2026, 11, 11, 12), by=cast["ana"]
            )
        moment.move_to(local(2026, 11, 11, 8))
        assert sweep() == []


# ---- When --------------------------------------------------------------------------------------------------


def test_it_comes_once_a_day_however_often_is_swept(choose, due, sweep, frozen, rows):
    with frozen(NIGHT) as moment:
        choose()
        due(at=local(2026, 11, 12, 20))
        due()
        moment.move_to(local(2026, 11, 11, 8))
        assert len(sweep()) == 1
        moment.shift(timedelta(minutes=1))
        assert sweep() == []
        moment.move_to(local(2026, 11, 12, 7, 59))
        assert sweep() == []
        moment.move_to(local(2026, 11, 12, 8))
        assert len(sweep()) == 1
        assert len(rows()) == 2


def test_an_hour_that_passed_before_it_was_chosen_begins_tomorrow(choose, due, sweep, frozen):
    with frozen("2026-11-11T09:00-06:00") as moment:
        choose(at="08:00")
        due()
        assert sweep() == []
        choose(at="10:00")
        moment.move_to(local(2026, 11, 11, 10))
        assert len(sweep()) == 1, "corrected, it still comes today"


def test_another_hour_after_the_digest_came_brings_no_second(choose, due, sweep, frozen):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        assert len(sweep()) == 1
        choose(at="10:00")
        moment.move_to(local(2026, 11, 11, 10))
        assert sweep() == []


def test_after_an_outage_it_comes_late_the_same_day(choose, due, sweep, frozen):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 13))
        assert len(sweep()) == 1


def test_turned_off_it_does_not_come_even_when_it_was_queued(choose, due, frozen, agency, deliver):
    with frozen(NIGHT) as moment:
        choose()
        due()
        moment.move_to(local(2026, 11, 11, 8))
        jobs.send_digests(agency_id=agency.pk)
        choose(at="")
        mail.outbox.clear()
        deliver()
        assert mail.outbox == []


def test_dt_14_an_hour_that_the_clocks_skip_runs_when_they_have_jumped(choose, due, sweep, frozen):
    """At 2:30 on March 14, 2027 there is nothing; the digest comes at 3:00 CDT, which is 8:00 UTC."""
    with frozen("2027-03-13T12:00-06:00") as moment:
        choose(at="02:30")
        due(at=local(2027, 3, 14, 15))
        moment.move_to(datetime(2027, 3, 14, 7, 59, 59, tzinfo=UTC))
        assert sweep() == []
        moment.move_to(datetime(2027, 3, 14, 8, 0, tzinfo=UTC))
        assert len(sweep()) == 1
        moment.shift(timedelta(minutes=30))
        assert sweep() == []


def test_dt_14_an_hour_that_comes_twice_runs_once(choose, due, sweep, frozen):
    """1:30 comes at 6:30 UTC and again at 7:30 UTC on November 1, 2026."""
    with frozen("2026-10-31T12:00-05:00") as moment:
        choose(at="01:30")
        due(at=local(2026, 11, 1, 15))
        sent = []
        for minute in range(0, 150, 10):
            moment.move_to(datetime(2026, 11, 1, 6, 0, tzinfo=UTC) + timedelta(minutes=minute))
            sent += [clock.now()] * len(sweep())
    assert sent == [datetime(2026, 11, 1, 6, 30, tzinfo=UTC)]


def test_an_hour_within_the_quiet_hours_is_refused_on_its_field(choose, frozen):
    with frozen(NIGHT):
        for at, start, end in (
            ("06:00", "22:00", "07:00"),
            ("23:00", "22:00", "07:00"),
            ("13:00", "12:00", "14:00"),
        ):
            answer = choose(at=at, quiet_from=start, quiet_until=end)
            assert answer.status_code == 422
            assert "This hour lies in your quiet hours." in answer.content.decode()
            assert f'value="{at}"' in answer.content.decode(), "nothing typed is lost"
        assert choose(at="07:00", quiet_from="22:00", quiet_until="07:00").status_code == 302


def test_in_lantern_only_does_not_stop_a_digest_that_was_asked_for(choose, due, sweep, frozen):
    with frozen(NIGHT) as moment:
        choose(other_by="none")
        due()
        moment.move_to(local(2026, 11, 11, 8))
        assert len(sweep()) == 1


# ---- Never twice, never lost -------------------------------------------------------------------------------


def test_one_day_that_cannot_be_counted_stops_nobody_elses(choose, due, sweep, frozen, monkeypatch, cast):
    with frozen(NIGHT) as moment:
        choose("ana")
        choose("sol")
        due("ana")
        due("sol")
        right = dashboard.due_today

        def broken(staff):
            if staff.pk == cast["ana"].pk:
                raise ZeroDivisionError
            return right(staff)

        monkeypatch.setattr(dashboard, "due_today", broken)
        moment.move_to(local(2026, 11, 11, 8))
        assert [to for to, _words in sweep()] == [["sol@example.org"]]
        monkeypatch.setattr(dashboard, "due_today", right)
        assert [to for to, _words in sweep()] == [["ana@example.org"]], "tried again the next minute"


def test_the_minutes_sweep_asks_for_digests(monkeypatch):
    started = []
    monkeypatch.setattr(jobs, "for_each_agency", lambda job, **kwargs: started.append(job))
    jobs.sweep()
    assert jobs.send_digests in started


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_the_same_moment_write_one_row():
    """Two real connections: one row, one message in Lantern, one e-mail."""
    world = factories.make_world()
    ana = world.cast["ana"]
    hour = (clock.now().astimezone(world.agency.tz)).time().replace(minute=0, second=0, microsecond=0)
    with acting_as(world.agency, staff=ana, source="web"):
        case = factories.make_case(by=ana)
        task_actions.open_task(
            case, kind="manual", title="Call", assigned_to=ana, due_at=clock.now() - timedelta(hours=1)
        )
        Notification.objects.all().delete()
        NoticeChoice(staff=ana, digest_at=hour, digest_since=clock.now() - timedelta(days=2)).save()
    gate = threading.Barrier(2)
    wrong, queued = [], []

    def run():
        try:
            gate.wait(10)
            with acting_as(world.agency, source="job"):
                queued.append(digests.send_due(now=clock.now()))
        except Exception as error:  # noqa: BLE001 - told after the threads ended
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not wrong
    assert sorted(queued) == [0, 1]
    with acting_as(world.agency, source="command"):
        assert Digest.objects.count() == 1
        assert sorted(Notification.objects.values_list("channel", flat=True)) == ["email", "in_app"]
