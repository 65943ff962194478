"""The daily digest: a row for each person and day, claimed once; it is counted when it is sent."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseload import dashboard, queries
from caseload.actions.notifications import DIGEST, JOB, Channel, State
from caseload.foundation import context, jobs
from caseload.foundation.atomic import action, savepoint
from caseload.models import Digest, NoticeChoice, Notification, Staff
from caseload.roster import digest_day

log = logging.getLogger(__name__)
KEPT = timedelta(days=30)


@action
def send_due(*, now: datetime) -> int:
    """Queue the digests whose hour has come today, each person's day once; returns how many.

    None for who is away or has left, and none for a day on which nothing is due.
    """
    tz = context.current().agency.tz
    today = now.astimezone(tz).date()
    seen = Digest.objects.filter(staff=OuterRef("staff"), day=today)
    choices = NoticeChoice.objects.filter(~Exists(seen), digest_at__isnull=False, staff__is_active=True)
    due = [
        choice.staff
        for choice in choices.select_related("staff__agency").order_by("pk")
        if digest_day(now, choice.digest_at, choice.digest_since, tz)
    ]
    if not due:
        return 0
    away = queries.absences_at(now)
    queued = sum(_send(staff, today, now=now, is_away=staff.pk in away) for staff in due)
    Digest.objects.filter(day__lt=today - KEPT).delete()
    if queued:
        jobs.wake(JOB)
    return queued


def _send(staff: Staff, day: date, *, now: datetime, is_away: bool) -> bool:
    """Claim the day and queue its digest, if there is anything; one bad row stops nobody else's."""
    try:
        with savepoint():
            if not _claim(staff, day) or is_away or not len(dashboard.due_today(staff)):
                return False
            _queue(staff, now)
    except Exception:
        log.exception("digest of %s could not be made", staff.ref)
        return False
    return True


def _claim(staff: Staff, day: date) -> bool:
    """True for the one who writes the row: a second sweep waits for the first, and finds it written."""
    row = Digest(staff=staff, day=day, agency_id=staff.agency_id)
    Digest.objects.bulk_create([row], ignore_conflicts=True)
    return Digest.objects.filter(ref=row.ref).exists()


def _queue(staff: Staff, now: datetime) -> None:
    """A row in Lantern that leads to the list, and an e-mail, whatever else the person gets by e-mail."""
    common = {"recipient": staff, "kind": DIGEST, "url_name": "caseload:digest"}
    notice = Notification(channel=Channel.IN_APP, state=State.SENT, sent_at=now, **common)
    notice.message_ref = notice.ref
    notice.save()
    Notification(channel=Channel.EMAIL, next_try_at=now, message_ref=notice.ref, **common).save()


def email_words(staff: Staff) -> tuple[str, str] | None:
    """Subject and first line, with counts alone; None when nothing is due any more."""
    due = dashboard.due_today(staff)
    if not len(due):
        return None
    number, late = len(due.today), len(due.overdue)
    lines = []
    if number:
        words = ngettext("%(count)d thing is due today.", "%(count)d things are due today.", number)
        lines.append(words % {"count": number})
    if late:
        words = ngettext("%(count)d thing is overdue.", "%(count)d things are overdue.", late)
        lines.append(words % {"count": late})
    lines.append(ngettext("Sign in to see it.", "Sign in to see them.", number + late))
    return _("Lantern: what is due today"), " ".join(lines)
