"""Messages: neutral words, never lost, never to somebody who may not know (CF-20)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from caseload import jobs
from caseload.actions import cases as case_actions
from caseload.actions import delivery, notifications
from caseload.actions import staff as staff_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import Case, Notification


@pytest.fixture
def queued(case, cast, acting):
    """One urgent message to ana about her case."""
    with acting("sol"):
        rows = notifications.queue(
            [cast["ana"]], kind="case_assigned", case=case, urgent=True,
            url_name="caseload:case_people", url_ref=case.ref,
        )  # fmt: skip
    return next(row for row in rows if row.channel == "email")


@pytest.fixture
def deliver(agency):
    return lambda: jobs.deliver_notifications(agency_id=agency.pk)


def state(row, acting):
    with acting("sol"):
        return Notification.objects.get(pk=row.pk)


@pytest.fixture
def broken_mail(monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def test_the_mail_says_that_something_waits_and_nothing_else(queued, deliver, acting, case):
    assert deliver() == 1
    [message] = mail.outbox
    assert message.to == ["ana@example.org"]
    assert message.subject == "Lantern: 1 urgent item"
    text = message.subject + message.body
    for word in (case.code, case.ref, "Harbor", "Ana", "client", "order", "case"):
        assert word not in text
    assert state(queued, acting).state == "sent"
    assert deliver() == 0, "sent once"


def test_failures_back_off_and_end_with_the_supervisor(queued, deliver, acting, broken_mail, frozen, cast):
    """After the last try the failure is a message in the program, to somebody who can act."""
    start = clock.now() + timedelta(seconds=1)
    waits = [timedelta(minutes=m) for m in (1, 2, 5, 15)]
    with frozen(start) as moment:
        for tries, wait in enumerate(waits, 1):
            assert deliver() == 1
            row = state(queued, acting)
            assert (row.state, row.attempts, row.next_try_at) == ("waiting", tries, clock.now() + wait)
            assert row.result == "ConnectionRefusedError"
            assert deliver() == 0, "not before its time"
            moment.shift(wait)
        assert deliver() == 1
        assert state(queued, acting).state == "failed"
        assert deliver() == 0
    with acting("sol"):
        told = Notification.objects.get(kind="delivery_failed")
        assert (told.recipient_id, told.channel, told.is_urgent) == (cast["sol"].pk, "in_app", True)


def test_the_supervisors_own_failure_goes_to_the_directors(case, cast, acting, deliver, broken_mail, frozen):
    with acting("ana"):
        notifications.queue([cast["sol"]], kind="case_assigned", case=case)
    with frozen(clock.now() + timedelta(seconds=1)) as moment:
        for _ in range(5):
            deliver()
            moment.shift(timedelta(minutes=16))
    with acting("dee"):
        assert Notification.objects.get(kind="delivery_failed").recipient_id == cast["dee"].pk


def test_somebody_who_left_is_never_written_to(queued, deliver, acting, cast):
    with acting("ada"):
        staff_actions.leave(cast["ana"], by=cast["ada"])
    deliver()
    assert not mail.outbox
    assert state(queued, acting).state == "dropped"
    cast["ana"].refresh_from_db()
    with acting("sol"):
        assert notifications.queue([cast["ana"]], kind="case_assigned", case=None) == []


@pytest.mark.parametrize("how", ["ended", "restricted"])
def test_somebody_who_may_not_see_the_case_any_more_is_not_written_to(
    how, queued, deliver, acting, cast, case
):
    with acting("sol"):
        if how == "ended":
            case_actions.assign(case, staff=cast["ben"], by=cast["sol"])
        else:
            case_actions.restrict(case, staff=cast["ana"], by=cast["sol"])
    deliver()
    assert not mail.outbox
    assert state(queued, acting).state == "dropped"


def test_a_restricted_director_is_not_written_to(case, cast, acting, deliver):
    with acting("sol"):
        notifications.queue([cast["dee"]], kind="case_assigned", case=case)
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    deliver()
    assert not mail.outbox


def test_a_claim_left_by_a_crash_is_taken_again_after_five_minutes(queued, acting, frozen, agency):
    start = clock.now() + timedelta(seconds=1)
    with frozen(start) as moment:
        with acting_as(agency, source="job"):
            assert delivery.claim(now=start) == [queued.pk]
        moment.shift(timedelta(minutes=4, seconds=59))
        assert jobs.deliver_notifications(agency_id=agency.pk) == 0
        moment.shift(timedelta(seconds=2))
        assert jobs.deliver_notifications(agency_id=agency.pk) == 1
    assert len(mail.outbox) == 1


def test_a_recipient_named_twice_hears_once(case, cast, acting):
    with acting("sol"):
        rows = notifications.queue([cast["ana"], cast["ana"], None], kind="x", case=case)
        assert [row.channel for row in rows] == ["in_app", "email"]


def test_each_agencys_messages_are_its_own(queued, world):
    assert jobs.deliver_notifications(agency_id=world.other.pk) == 0
    assert not mail.outbox


# ---- In the program ------------------------------------------------------------------------------------


def test_opening_a_notice_marks_it_read_and_leads_there(queued, as_staff, case, acting):
    ana = as_staff("ana")
    page = ana.get(reverse("caseload:notifications")).content.decode()
    assert "A case was given to you" in page
    assert "1 urgent" not in page
    with acting("ana"):
        notice = Notification.objects.get(channel="in_app")
    url = reverse("caseload:notice_open", args=[notice.ref])
    for name in ("ben", "sol", "eve"):
        assert as_staff(name).post(url).status_code == 404, "nobody else's exists"
    assert ana.post(url).url == reverse("caseload:case_people", args=[case.ref])
    assert ana.get(reverse("caseload:home")).context["unread_count"] == 0


def test_all_are_marked_read_at_once_and_no_case_is_touched(queued, as_staff, acting, case, cast):
    with acting("sol"):
        notifications.queue([cast["sol"]], kind="x", case=case)
        before = Case.objects.get(pk=case.pk).version
    ana = as_staff("ana")
    assert ana.get(reverse("caseload:home")).context["unread_count"] == 1
    ana.post(reverse("caseload:notifications"))
    assert ana.get(reverse("caseload:home")).context["unread_count"] == 0
    assert as_staff("sol").get(reverse("caseload:home")).context["unread_count"] == 1
    with acting("sol"):
        assert Case.objects.get(pk=case.pk).version == before


def test_a_notice_whose_page_is_gone_leads_to_its_case(as_staff, acting, cast, case):
    with acting("sol"):
        [notice, _mail] = notifications.queue(
            [cast["ana"]], kind="x", case=case, url_name="gone:page", url_ref="r"
        )
    done = as_staff("ana").post(reverse("caseload:notice_open", args=[notice.ref]))
    assert done.url == case.get_absolute_url()


def test_somebody_elses_notice_marks_nothing(queued, as_staff, acting):
    as_staff("ben").post(reverse("caseload:notifications"))
    with acting("ana"):
        assert Notification.objects.filter(read_at__isnull=True, channel="in_app").count() == 1
