"""Making, ending and answering calendar feeds."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.urls import reverse

from caseload import access
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.models import Agency, Staff
from caseload.permissions import Perm
from caseload.queries import agency_by_id
from orders.models import CalendarFeed

PER_HOUR = 60
HOUR = timedelta(hours=1)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_address(token: str) -> str:
    """The full address to put into a calendar program."""
    return settings.SITE_URL.rstrip("/") + reverse("orders:feed", args=[token])


def feed_of(staff: Staff) -> CalendarFeed | None:
    """The feed of this person that still answers."""
    return CalendarFeed.objects.filter(staff=staff, ended_at__isnull=True).first()


@action
def make_feed(staff: Staff, *, kinds: list[str], whose: str) -> tuple[CalendarFeed, str]:
    """A new address and its token, which is stored nowhere: show it once. The earlier address ends now."""
    end_feed(staff)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(staff=staff, token_hash=_hash(token), kinds=kinds, whose=whose)
    audit.record("orders.feed_made", feed, kinds=kinds, whose=whose)
    return feed, token


@action
def end_feed(staff: Staff) -> None:
    """The address answers nothing from now on. Safe to repeat."""
    feed = CalendarFeed.objects.select_for_update().filter(staff=staff, ended_at__isnull=True).first()
    if feed is not None:
        _end(feed)


def _end(feed: CalendarFeed) -> None:
    feed.ended_at = clock.now()
    feed.save(update_fields=["ended_at"])
    audit.record("orders.feed_ended", feed)


def agency_of_token(token: str) -> Agency | None:
    """Whose feed the token opens; asked before an agency is known, of a function that answers ids alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_feed_agency(%s)", [_hash(token)])
        found = cursor.fetchone()[0]
    return agency_by_id(found) if found else None


@action
def open_feed(token: str) -> tuple[CalendarFeed | None, bool]:
    """The feed behind the token, and whether it has been asked too often.

    Who left, or whose role no longer sees orders, gets nothing, and the address ends for good.
    """
    now = clock.now()
    rows = CalendarFeed.objects.select_for_update(of=("self",)).select_related("staff__user", "staff__team")
    feed = rows.filter(token_hash=_hash(token), ended_at__isnull=True).first()
    if feed is None:
        return None, False
    if not access.can(feed.staff, Perm.SEE_ORDERS):
        _end(feed)
        return None, False
    return feed, _count(feed, now) > PER_HOUR


def _count(feed: CalendarFeed, now: datetime) -> int:
    """How often it was asked within the hour, this time included."""
    row = CalendarFeed.objects.filter(pk=feed.pk)
    if feed.counted_from is None or now - feed.counted_from >= HOUR:
        row.update(counted_from=now, fetches=1, fetched_at=now)
        return 1
    row.update(fetches=F("fetches") + 1, fetched_at=now)
    return feed.fetches + 1


def note_read(feed: CalendarFeed, *, rows: int) -> None:
    """What was handed out is in the log."""
    audit.viewed(feed, "orders.feed_read", rows=rows)
