"""Somebody with a confirmed mobile number, and the text messages of one test."""

from __future__ import annotations

from datetime import time

import pytest

from caseload import jobs
from caseload.foundation import clock, texting
from caseload.models import NoticeChoice, Notification


@pytest.fixture
def texts(monkeypatch, settings):
    """A provider that keeps what it was given: [(number, text)]; `texts.fail` makes it refuse."""

    class Kept(list):
        fail = None

        def send(self, to, text):
            if self.fail is not None:
                raise self.fail
            self.append((to, text))
            return "queued"

    kept = Kept()
    settings.SMS_URL = "files:"
    monkeypatch.setattr(texting, "sender", lambda: kept)
    return kept


@pytest.fixture
def with_mobile(cast, acting):
    """`with_mobile("ana", "sms")` has confirmed her number and gets urgent items by that way."""

    def give(name, urgent_by="both", number="+13125550142", quiet=None, **more):
        with acting(name):
            choice = NoticeChoice.objects.filter(staff=cast[name]).first() or NoticeChoice(staff=cast[name])
            choice.mobile, choice.mobile_confirmed_at, choice.urgent_by = number, clock.now(), urgent_by
            if quiet:
                choice.quiet_from, choice.quiet_until = (time.fromisoformat(at) for at in quiet)
            for field, value in more.items():
                setattr(choice, field, value)
            choice.save()
        return choice

    return give


@pytest.fixture
def deliver(agency):
    return lambda: jobs.deliver_notifications(agency_id=agency.pk)


@pytest.fixture
def states(acting):
    """Channel -> state of every message that leaves the application."""

    def look():
        with acting("dee"):
            rows = Notification.objects.exclude(channel="in_app").order_by("pk")
            return {row.channel: row.state for row in rows}

    return look
