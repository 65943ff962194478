"""My notifications: what reaches me, when, and a number that only its owner confirms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseload import roster
from caseload.foundation import texting
from caseload.models import AuditEntry, NoticeChoice, Notification

CHICAGO = ZoneInfo("America/Chicago")
NOW = "2026-11-10T10:00-06:00"
SETTINGS, MOBILE, CODE = (reverse(f"caseload:{n}") for n in ("notice_settings", "mobile", "mobile_code"))
PLAIN = {"urgent_by": "email", "other_by": "email", "quiet_from": "", "quiet_until": "", "language": ""}


@pytest.fixture
def choice(cast, acting):
    def look(name="ana"):
        with acting(name):
            row = NoticeChoice.objects.get(staff=cast[name])
            return {
                field: getattr(row, field) for field in ("mobile", "new_mobile", "urgent_by", "quiet_from")
            }

    return look


@pytest.fixture
def sent_code(as_staff, texts, deliver):
    """ana has asked for a code; it stands in the message that was sent to the number."""

    def ask(number="312-555-0142"):
        texts.clear()
        assert as_staff("ana").post(MOBILE, {"number": number}).url == CODE
        assert deliver() == 1
        [(to, text)] = texts
        assert text.startswith("Lantern: your code is ")
        return to, re.search(r"\d{6}", text)[0]

    return ask


def test_a_number_is_used_once_its_owner_has_typed_the_code(sent_code, as_staff, frozen, choice):
    with frozen(NOW):
        to, code = sent_code()
        assert to == "+13125550142"
        ana = as_staff("ana")
        assert choice()["mobile"] == ""
        assert ana.post(CODE, {"code": f"{code[:3]} {code[3:]}"}).url == SETTINGS
        assert choice() == {"mobile": to, "new_mobile": "", "urgent_by": "both", "quiet_from": None}
        assert "Confirmed" in ana.get(SETTINGS).content.decode()


def test_the_old_number_stays_until_the_new_one_is_confirmed(sent_code, as_staff, frozen, choice):
    with frozen(NOW):
        as_staff("ana").post(CODE, {"code": sent_code()[1]})
        _to, code = sent_code("312-555-0199")
        assert choice()["mobile"] == "+13125550142"
        as_staff("ana").post(CODE, {"code": code})
        assert choice()["mobile"] == "+13125550199"


def test_a_code_is_guessed_five_times_at_most(sent_code, as_staff, frozen, choice):
    with frozen(NOW):
        _to, code = sent_code()
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        ana = as_staff("ana")
        for _try in range(5):
            assert ana.post(CODE, {"code": wrong}).status_code == 422
        assert ana.post(CODE, {"code": code}).status_code == 422, "too late"
        assert choice()["mobile"] == ""


def test_a_code_works_for_ten_minutes(sent_code, as_staff, frozen):
    with frozen(NOW) as moment:
        _to, code = sent_code()
        moment.shift(timedelta(minutes=10))
        assert as_staff("ana").post(CODE, {"code": code}).status_code == 422


def test_an_empty_code_confirms_nothing(as_staff, texts, acting, cast):
    assert as_staff("ana").post(CODE, {"code": "0"}).status_code == 422
    assert as_staff("ana").post(CODE, {"code": ""}).status_code == 422


def test_five_codes_a_day(as_staff, texts, frozen):
    with frozen(NOW) as moment:
        ana = as_staff("ana")
        for _time in range(5):
            assert ana.post(MOBILE, {"number": "312-555-0142"}).status_code == 302
        assert ana.post(MOBILE, {"number": "312-555-0142"}).status_code == 422
        moment.shift(timedelta(hours=24, minutes=1))
        assert as_staff("ana").post(MOBILE, {"number": "312-555-0142"}).status_code == 302


def test_a_number_that_is_none_is_refused_with_nothing_lost(as_staff, texts):
    answer = as_staff("ana").post(MOBILE, {"number": "call me"})
    assert answer.status_code == 422
    assert "call me" in answer.content.decode()


def test_a_code_that_could_not_be_sent_is_said_to_its_owner_alone(as_staff, texts, deliver, acting):
    texts.fail = texting.NotSent("400 21211", final=True)
    as_staff("ana").post(MOBILE, {"number": "312-555-0142"})
    deliver()
    with acting("ana"):
        told = Notification.objects.filter(kind="delivery_failed")
        assert [row.recipient.name for row in told] == ["Ana"]
        assert not Notification.objects.filter(channel="email").exists(), "a code goes nowhere else"


def test_neither_number_nor_code_is_in_the_audit_log(sent_code, as_staff, frozen, acting):
    with frozen(NOW):
        _to, code = sent_code()
        as_staff("ana").post(CODE, {"code": code})
    with acting("dee"):
        kept = str(list(AuditEntry.objects.values_list("changes", "additional_data", "event")))
    assert "caseload.mobile_confirmed" in kept
    assert "5550142" not in kept
    assert code not in kept


def test_a_number_is_forgotten(with_mobile, texts, as_staff, choice):
    with_mobile("ana")
    as_staff("ana").post(reverse("caseload:mobile_remove"))
    assert choice() == {"mobile": "", "new_mobile": "", "urgent_by": "email", "quiet_from": None}


def test_quiet_hours_and_language_are_ones_own(as_staff, choice, cast):
    sent = as_staff("ana").post(
        SETTINGS, {**PLAIN, "quiet_from": "22:00", "quiet_until": "07:00", "language": "es"}
    )
    assert sent.status_code == 302
    assert choice()["quiet_from"] == time(22)
    cast["ana"].user.refresh_from_db()
    assert cast["ana"].user.language == "es"
    assert 'value="22:00"' in as_staff("ana").get(SETTINGS).content.decode()
    assert 'value="22:00"' not in as_staff("ben").get(SETTINGS).content.decode()


def test_half_of_the_quiet_hours_is_refused_on_the_other_half(as_staff):
    answer = as_staff("ana").post(SETTINGS, {**PLAIN, "quiet_from": "22:00"})
    assert answer.status_code == 422
    assert "quiet_until" in answer.context["form"].errors
    same = as_staff("ana").post(SETTINGS, {**PLAIN, "quiet_from": "22:00", "quiet_until": "22:00"})
    assert same.status_code == 422


def test_without_a_provider_the_page_says_so_and_offers_no_text_messages(as_staff, settings, with_mobile):
    settings.SMS_URL = ""
    with_mobile("ana")
    page = as_staff("ana").get(SETTINGS).content.decode()
    assert "Text messages are not set up" in page
    assert 'value="sms"' not in page
    assert as_staff("ana").post(SETTINGS, {**PLAIN, "urgent_by": "sms"}).status_code == 422
    assert as_staff("ana").post(MOBILE, {"number": "312-555-0142"}).status_code == 422


def test_nobody_chooses_text_messages_without_a_confirmed_number(as_staff, texts):
    assert as_staff("ana").post(SETTINGS, {**PLAIN, "urgent_by": "both"}).status_code == 422


def at(*parts):
    return datetime(*parts, tzinfo=CHICAGO).astimezone(UTC)


QUIET = [
    # now, from, until, held until
    (at(2026, 11, 10, 21, 59), time(22), time(7), None),
    (at(2026, 11, 10, 22), time(22), time(7), at(2026, 11, 11, 7)),
    (at(2026, 11, 11, 6, 59), time(22), time(7), at(2026, 11, 11, 7)),
    (at(2026, 11, 11, 7), time(22), time(7), None),
    (at(2026, 11, 11, 13), time(12), time(14), at(2026, 11, 11, 14)),
    (at(2026, 11, 11, 13), None, None, None),
    (at(2026, 11, 11, 13), time(12), time(12), None),
    # The clocks skip 2:00 to 3:00 on 8 March 2026: quiet until half past two ends at three.
    (at(2026, 3, 8, 1, 30), time(22), time(2, 30), datetime(2026, 3, 8, 8, tzinfo=UTC)),
    # They show 1:00 to 2:00 twice on 1 November 2026: quiet until half past one ends at the first.
    (at(2026, 11, 1, 0, 30), time(22), time(1, 30), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    (datetime(2026, 11, 1, 7, tzinfo=UTC), time(22), time(1, 30), None),
]


@pytest.mark.parametrize(("now", "start", "end", "until"), QUIET)
def test_when_quiet_hours_end(now, start, end, until):
    assert roster.quiet_until(now, start, end, CHICAGO) == until
