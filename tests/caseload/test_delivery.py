"""Messages that leave: over every way a person chose, at their hours, twice at most, never lost unheard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from caseload import jobs
from caseload.actions import absences, delivery, notifications, roster
from caseload.actions import cases as case_actions
from caseload.actions import staff as staff_actions
from caseload.foundation import clock, texting
from caseload.foundation.context import acting_as
from caseload.models import NoticeChoice, Notification

EVENING = "2026-11-10T23:00-06:00"  # a Tuesday in Chicago, in quiet hours from ten to seven
MORNING = "2026-11-11T07:00-06:00"
QUIET = ("22:00", "07:00")


@pytest.fixture
def tell(case, cast, acting):
    """`tell("ana")` queues one urgent message about the case."""

    def queue(name="ana", level=4, urgent=True, about=case):
        with acting("sol"):
            return notifications.queue(
                [cast[name]], kind="case_assigned", case=about, urgent=urgent, level=level,
                url_name="caseload:case", url_ref=case.ref,
            )  # fmt: skip

    return queue


def told(acting, kind="delivery_failed"):
    with acting("dee"):
        rows = Notification.objects.filter(kind=kind).select_related("recipient").order_by("pk")
        return [(row.recipient.name, row.channel, row.case_id) for row in rows]


# ---- W-15, CF-20: neutral ----------------------------------------------------------------------------------


def test_w_15_a_text_message_says_that_something_waits_and_nothing_else(
    tell, texts, with_mobile, deliver, case
):
    with_mobile("ana")
    tell()
    assert deliver() == 2
    assert texts == [("+13125550142", "Lantern: 1 urgent item. Sign in.")]
    assert [m.subject for m in mail.outbox] == ["Lantern: 1 urgent item"]


def test_cf_20_a_text_message_speaks_the_persons_language(tell, texts, with_mobile, deliver, cast):
    with_mobile("ana", "sms")
    cast["ana"].user.language = "es"
    cast["ana"].user.save()
    tell()
    deliver()
    assert texts == [("+13125550142", "Lantern: 1 asunto urgente. Inicie sesión.")]


def test_what_is_not_urgent_comes_by_text_message_to_nobody(tell, texts, with_mobile, deliver, states):
    with_mobile("ana")
    tell(urgent=False, level=0)
    deliver()
    assert texts == []
    assert states() == {"email": "sent"}


def test_who_wants_the_rest_in_lantern_only_gets_urgent_mail_even_so(tell, with_mobile, deliver, states):
    with_mobile("ana", "email", other_by="none")
    tell(urgent=False, level=0)
    assert states() == {}
    tell()
    assert states() == {"email": "waiting"}


def test_without_a_provider_a_text_message_becomes_an_email(tell, with_mobile, states, settings):
    settings.SMS_URL = ""
    with_mobile("ana", "sms")
    tell()
    assert states() == {"email": "waiting"}


def test_a_stolen_database_does_not_tell_the_number(with_mobile, agency, acting):
    choice = with_mobile("ana")
    with acting("ana"), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM caseload_noticechoice t WHERE id = %s", [choice.pk])
        stored = cursor.fetchone()[0]
        assert NoticeChoice.objects.get().mobile == "+13125550142"
    assert "3125550142" not in stored
    assert b"3125550142".hex() not in stored


# ---- Quiet hours -------------------------------------------------------------------------------------------


def test_quiet_hours_hold_level_3_until_they_end(tell, texts, with_mobile, deliver, frozen, acting, states):
    with frozen(EVENING) as moment:
        with_mobile("ana", quiet=QUIET)
        tell(level=3)
        with acting("ana"):
            assert Notification.objects.filter(channel="in_app", state="sent").count() == 1, (
                "never silent here"
            )
        assert deliver() == 0
        moment.move_to(datetime.fromisoformat("2026-11-11T06:59:00-06:00"))
        assert deliver() == 0
        moment.move_to(datetime.fromisoformat(MORNING))
        assert deliver() == 2
    assert len(texts) == len(mail.outbox) == 1
    assert states() == {"email": "sent", "sms": "sent"}


def test_quiet_hours_never_hold_level_4(tell, texts, with_mobile, deliver, frozen):
    with frozen(EVENING):
        with_mobile("ana", quiet=QUIET)
        tell(level=4)
        assert deliver() == 2
    assert len(texts) == len(mail.outbox) == 1


def test_quiet_hours_set_after_a_message_was_queued_hold_it_too(tell, with_mobile, deliver, frozen, texts):
    with frozen(EVENING) as moment:
        tell(level=3)
        with_mobile("ana", quiet=QUIET)
        assert deliver() == 1
        assert not mail.outbox
        moment.move_to(datetime.fromisoformat(MORNING))
        deliver()
    assert len(mail.outbox) == 1


def test_who_is_on_call_is_not_quiet(tell, with_mobile, deliver, frozen, cast, acting, world):
    with frozen(EVENING):
        with_mobile("ana", "email", quiet=QUIET)
        with acting("sol"):
            roster.add_shift(
                staff=cast["ana"], team=world.team, starts_at=clock.now(),
                ends_at=clock.now() + timedelta(hours=8), by=cast["sol"],
            )  # fmt: skip
            mail.outbox.clear()
        tell(level=2)
        deliver()
    assert "Lantern: 1 urgent item" in [m.subject for m in mail.outbox]


# ---- Failures ----------------------------------------------------------------------------------------------


def test_a_text_message_that_fails_becomes_an_email_at_once_and_an_alert_further_up(
    tell, texts, with_mobile, deliver, states, acting, case
):
    """A wrong number is final: the e-mail goes in the same minute, and the supervisor hears in Lantern."""
    with_mobile("ana", "sms")
    texts.fail = texting.NotSent("400 21211", final=True)
    tell()
    assert deliver() == 1
    assert states() == {"sms": "failed", "email": "waiting"}
    assert deliver() == 1
    assert [m.to for m in mail.outbox] == [["ana@example.org"]]
    assert told(acting) == [("Sol", "in_app", case.pk)]


def test_a_provider_that_is_down_is_tried_again_while_the_email_goes(
    tell, texts, with_mobile, deliver, frozen, states, acting
):
    with frozen(EVENING) as moment:
        with_mobile("ana", "sms")
        texts.fail = texting.NotSent("ConnectionError", final=False)
        tell()
        deliver()
        assert states() == {"sms": "waiting", "email": "waiting"}
        deliver()
        assert len(mail.outbox) == 1
        texts.fail = None
        moment.shift(timedelta(minutes=1))
        deliver()
        assert len(texts) == 1
        assert told(acting) == []


def test_the_mail_server_down_brings_a_text_message(tell, texts, with_mobile, deliver, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with_mobile("ana", "email")
    tell()
    deliver()
    deliver()
    assert len(texts) == 1


def test_the_next_person_up_hears_of_a_message_once(tell, texts, with_mobile, deliver, acting, monkeypatch):
    monkeypatch.setattr(delivery, "BACK_OFF", [])
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
    texts.fail = texting.NotSent("400 21610", final=True)
    with_mobile("ana")
    tell()
    deliver()
    assert len(told(acting)) == 1


def test_a_director_restricted_from_the_case_hears_of_the_failure_without_it(
    tell, texts, with_mobile, deliver, acting, cast, case
):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    with_mobile("sol", "sms")
    texts.fail = texting.NotSent("400 21211", final=True)
    tell("sol")
    deliver()
    assert told(acting) == [("Dee", "in_app", None), ("Ada", "in_app", None)]


def test_a_supervisor_who_is_away_is_passed_over(tell, texts, with_mobile, deliver, acting, cast):
    now = clock.now()
    with acting("sol"):
        absences.add_absence(
            staff=cast["sol"], starts_at=now, ends_at=now + timedelta(days=1), by=cast["sol"]
        )
    with_mobile("ana", "sms")
    texts.fail = texting.NotSent("400 21211", final=True)
    tell()
    deliver()
    assert [name for name, _channel, _case in told(acting)] == ["Dee"]


# ---- Never to the wrong person -----------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["left", "reassigned", "restricted"])
def test_cf_30_after_it_was_queued_nothing_reaches_who_may_not_know_any_more(
    how, tell, texts, with_mobile, deliver, cast, acting, case, states, as_staff
):
    with_mobile("ana")
    tell()
    with acting("ada" if how == "left" else "sol") as context:
        if how == "left":
            staff_actions.leave(cast["ana"], by=context.staff)
        elif how == "reassigned":
            case_actions.assign(case, staff=cast["ben"], by=cast["sol"])
        else:
            case_actions.restrict(case, staff=cast["ana"], by=cast["sol"])
    deliver()
    assert texts == []
    assert mail.outbox == []
    assert states() == {"email": "dropped", "sms": "dropped"}
    if how != "left":
        page = as_staff("ana").get(reverse("caseload:notifications")).content.decode()
        assert case.code not in page, "nor is it left standing in Lantern"


def test_who_is_restricted_is_never_queued(tell, acting, cast, case):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    assert tell("dee") == []


def test_nothing_is_kept_of_the_number_of_somebody_who_left(with_mobile, acting, cast):
    with_mobile("ana")
    with acting("ada"):
        staff_actions.leave(cast["ana"], by=cast["ada"])
        assert not NoticeChoice.objects.exists()


# ---- Never lost --------------------------------------------------------------------------------------------


def test_the_broker_down_when_it_was_queued_costs_a_minute(
    tell, deliver, monkeypatch, django_capture_on_commit_callbacks
):
    def no_broker(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr("celery.app.base.Celery.send_task", no_broker)
    with django_capture_on_commit_callbacks(execute=True):
        tell()
    started = []
    monkeypatch.setattr(jobs, "for_each_agency", lambda job, **kwargs: started.append(job))
    jobs.sweep()
    assert jobs.deliver_notifications in started
    deliver()
    assert len(mail.outbox) == 1


def crash_while_sending(agency):
    """A worker begins, sends, and dies before it can say so."""
    at = clock.now()
    with acting_as(agency, source="job"):
        ids = delivery.claim(now=at)
    for pk in ids:
        with acting_as(agency, source="job"):
            outgoing = delivery.begin(pk, claimed_at=at, now=at)
        if outgoing:
            outgoing.send()
    return len(ids)


def test_after_crashes_a_message_is_sent_twice_at_most_and_then_heard_of(
    tell, agency, frozen, acting, case, deliver, states
):
    with frozen(EVENING) as moment:
        tell()
        assert crash_while_sending(agency) == 1
        assert deliver() == 0, "the lease holds"
        moment.shift(timedelta(minutes=5, seconds=1))
        assert crash_while_sending(agency) == 1
        moment.shift(timedelta(minutes=5, seconds=1))
        deliver()
        deliver()
    assert len(mail.outbox) == 2
    assert states() == {"email": "failed"}
    assert told(acting) == [("Sol", "in_app", case.pk)]


def test_a_claim_that_never_began_counts_for_nothing(tell, agency, frozen, deliver):
    """A worker that dies with fifty messages in hand has sent only those it began."""
    with frozen(EVENING) as moment:
        tell()
        for _crash in range(4):
            with acting_as(agency, source="job"):
                assert len(delivery.claim(now=clock.now())) == 1
            moment.shift(timedelta(minutes=6))
        assert deliver() == 1
    assert len(mail.outbox) == 1


def test_a_worker_that_lost_its_claim_sends_nothing(tell, agency, frozen):
    with frozen(EVENING) as moment:
        tell()
        slow = clock.now()
        with acting_as(agency, source="job"):
            [pk] = delivery.claim(now=slow)
            moment.shift(timedelta(minutes=6))
            assert delivery.claim(now=clock.now()) == [pk]
            assert delivery.begin(pk, claimed_at=slow, now=clock.now()) is None
            assert delivery.begin(pk, claimed_at=clock.now(), now=clock.now()) is not None


def test_nothing_is_locked_while_a_message_travels(tell, agency, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda self: seen.append(len(connection.savepoint_ids))
    )
    before = len(connection.savepoint_ids)
    tell()
    jobs.deliver_notifications(agency_id=agency.pk)
    assert seen == [before], "no transaction of the job is open"


# ---- The page ----------------------------------------------------------------------------------------------


@pytest.fixture
def failed(tell, texts, with_mobile, deliver):
    with_mobile("ana", "sms")
    texts.fail = texting.NotSent("400 21211", final=True)
    tell()
    deliver()
    texts.fail = None


def test_deliveries_say_what_failed_and_why(failed, as_staff, case):
    page = as_staff("dee").get(reverse("caseload:deliveries"), {"state": "failed"}).content.decode()
    for words in ("400 21211", "Ana", "Text message", "Failed", "Try again", case.code):
        assert words in page
    assert "3125550142" not in page


def test_the_administrator_sees_no_case_among_deliveries(failed, as_staff, case):
    page = as_staff("ada").get(reverse("caseload:deliveries")).content.decode()
    assert "400 21211" in page
    for words in (case.code, "A case was given", "3125550142", "ana@example.org"):
        assert words not in page


def test_a_director_restricted_from_the_case_sees_the_delivery_without_it(
    failed, as_staff, acting, cast, case
):
    with acting("sol"):
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
    page = as_staff("dee").get(reverse("caseload:deliveries")).content.decode()
    assert "400 21211" in page
    assert case.code not in page


def test_a_failed_message_can_be_sent_again(failed, as_staff, acting, deliver, texts):
    with acting("dee"):
        row = Notification.objects.get(channel="sms")
    url = reverse("caseload:delivery_retry", args=[row.ref])
    for _press in range(2):
        assert as_staff("ada").post(url).status_code == 302
    deliver()
    assert len(texts) == 1
    assert as_staff("ada").post(url).status_code == 422, "it has arrived"


def test_deliveries_are_narrowed(failed, as_staff):
    dee = as_staff("dee")

    def shown(**query):
        return len(dee.get(reverse("caseload:deliveries"), query).context["page_obj"].object_list)

    assert shown() == 2
    assert shown(state="failed") == shown(channel="sms") == shown(channel="email") == 1
    assert shown(state="sent") == 0
    assert shown(urgent="on") == 2
