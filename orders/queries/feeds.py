"""What a calendar feed holds at this moment for the person it belongs to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import clock
from orders.ical import Entry
from orders.models import CalendarFeed
from orders.queries.calendar import KINDS, Asked, Row, days

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
# Outside the program a kind is said in these words alone.
KIND_WORDS: dict[str, Any] = {
    "hearing": gettext_lazy("Hearing"),
    "expiry": gettext_lazy("Order ends"),
    "phase": gettext_lazy("Phase ends"),
    "task": gettext_lazy("Task due"),
    "deadline": gettext_lazy("Deadline"),
}


def feed_entries(feed: CalendarFeed) -> list[Entry]:
    """From a month ago to a year ahead, as far as this person may see it now."""
    tz = feed.agency.tz
    today = clock.today(tz)
    asked = Asked(feed.staff, today - BACK, today + AHEAD, tz, whose=feed.whose)
    found = days(asked, [kind for kind in feed.kinds if kind in KINDS])
    return [_entry(row) for row in found.rows if not row.is_off]


def _entry(row: Row) -> Entry:
    return Entry(
        uid=f"{salted_hmac('orders.calendar_feed', f'{row.kind}:{row.ref}').hexdigest()[:32]}@lantern",
        title=_("%(code)s: %(kind)s") % {"code": row.code, "kind": KIND_WORDS.get(row.kind, _("Date"))},
        day=row.day,
        at=row.at,
        stamp=row.changed_at or clock.now(),
        sequence=row.version,
        takes_time=row.kind == "hearing",
    )
