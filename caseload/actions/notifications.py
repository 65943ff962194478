"""Telling people: a row in the same transaction, a message later, and no client data in it (W-15, CF-20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from caseload import access
from caseload.foundation import clock, context, jobs
from caseload.models import Case, Notification, Staff
from caseload.permissions import Perm, Role

LEASE = timedelta(minutes=5)
BACK_OFF = [timedelta(minutes=m) for m in (1, 2, 5, 15)]
Channel, State = Notification.Channel, Notification.State


def queue(
    recipients: Iterable[Staff],
    *,
    kind: str,
    case: Case | None,
    urgent: bool = False,
    url_name: str = "",
    url_ref: str = "",
) -> list[Notification]:
    """Queue one in-app row and one e-mail per active recipient; the sender is nudged on commit."""
    now = clock.now()
    people = {staff.pk: staff for staff in recipients if staff is not None and staff.is_active}
    rows = []
    for staff in people.values():
        common = {
            "recipient": staff, "case": case, "kind": kind, "is_urgent": urgent,
            "url_name": url_name, "url_ref": url_ref,
        }  # fmt: skip
        rows.append(Notification(channel=Channel.IN_APP, state=State.SENT, sent_at=now, **common))
        rows.append(Notification(channel=Channel.EMAIL, next_try_at=now, **common))
    for row in rows:
        row.save()
    if rows:
        jobs.wake("caseload.jobs.deliver_notifications")
    return rows


def claim(*, now: datetime, limit: int = 50) -> list[int]:
    """Take waiting messages under a lease of five minutes; a crash sends twice, never not at all."""
    with transaction.atomic():
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
        rows = Notification.objects.filter(free, state=State.WAITING, next_try_at__lte=now)
        ids = list(
            rows.order_by("-is_urgent", "next_try_at")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)[:limit]
        )
        Notification.objects.filter(pk__in=ids).update(claimed_at=now)
    return ids


def deliver(pk: int, *, now: datetime) -> str:
    """Send one claimed message, holding no lock while it travels; returns the new state."""
    row = Notification.objects.select_related("recipient__user", "case").get(pk=pk)
    if row.state != State.WAITING:
        return row.state
    if not _still_allowed(row):
        return _finish(row, State.DROPPED, "")
    try:
        _message(row).send()
    except Exception as error:  # noqa: BLE001 - every failure of the outside world is a state of the row
        return _failed(row, now, type(error).__name__)
    return _finish(row, State.SENT, "")


def _still_allowed(row: Notification) -> bool:
    staff = row.recipient
    return staff.is_active and (row.case is None or access.can(staff, Perm.SEE_CASE, row.case))


def _message(row: Notification) -> EmailMessage:
    """Neutral words: that something waits, never what or about whom."""
    with translation.override(row.recipient.user.language or context.current().agency.language):
        subject = _("Lantern: 1 urgent item") if row.is_urgent else _("Lantern: 1 new item")
        body = _("Something waits for you in Lantern. Sign in to see it.")
    return EmailMessage(subject, f"{body}\n\n{settings.SITE_URL}\n", to=[row.recipient.user.email])


def _finish(row: Notification, state: str, result: str) -> str:
    sent_at = clock.now() if state == State.SENT else None
    Notification.objects.filter(pk=row.pk, state=State.WAITING).update(
        state=state, sent_at=sent_at, result=result, attempts=row.attempts + 1, claimed_at=None
    )
    return state


@transaction.atomic
def _failed(row: Notification, now: datetime, result: str) -> str:
    """Back off; after the last try the next supervisor hears of it in the application."""
    if row.attempts < len(BACK_OFF):
        Notification.objects.filter(pk=row.pk).update(
            attempts=row.attempts + 1,
            claimed_at=None,
            result=result,
            next_try_at=now + BACK_OFF[row.attempts],
        )
        return State.WAITING
    _finish(row, State.FAILED, result)
    for staff in _who_hears_of_failures(row):
        Notification(
            recipient=staff, case=row.case, channel=Channel.IN_APP, kind="delivery_failed",
            is_urgent=row.is_urgent,
            state=State.SENT, sent_at=now, url_name=row.url_name, url_ref=row.url_ref,
        ).save()  # fmt: skip
    return State.FAILED


def _who_hears_of_failures(row: Notification) -> list[Staff]:
    team = row.case.team if row.case else None
    if team and team.supervisor and team.supervisor.is_active and team.supervisor_id != row.recipient_id:
        return [team.supervisor]
    agency_id = context.current().agency_id
    return list(Staff.objects.filter(agency_id=agency_id, role=Role.DIRECTOR, is_active=True))


def mark_read(staff: Staff, *, refs: Iterable[str] | None = None) -> int:
    """Mark in-app messages read: those named, or all of the person's. Reading clears no alert."""
    rows = Notification.objects.filter(recipient=staff, channel=Channel.IN_APP, read_at__isnull=True)
    if refs is not None:
        rows = rows.filter(ref__in=list(refs))
    return rows.update(read_at=clock.now())
