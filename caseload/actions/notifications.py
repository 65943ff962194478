"""Telling people: a row in the same transaction, a message later, and no client data in it (W-15, CF-20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from caseload import queries, roster
from caseload.foundation import clock, context, jobs, texting
from caseload.models import Case, NoticeChoice, Notification, Restriction, Staff

JOB = "caseload.jobs.deliver_notifications"
DIGEST = "digest"
Channel, State = Notification.Channel, Notification.State


def queue(
    recipients: Iterable[Staff | None],
    *,
    kind: str,
    case: Case | None,
    urgent: bool = False,
    level: int = 0,
    url_name: str = "",
    url_ref: str = "",
    instead_of: Mapping[int, Staff] | None = None,
) -> list[Notification]:
    """Queue one in-app row, and one for each way outside, for every active recipient; nudge on commit.

    Somebody restricted from the case is left out. `instead_of` names whom a recipient (by id) stands in for.
    """
    now = clock.now()
    people = {staff.pk: staff for staff in recipients if staff is not None and staff.is_active}
    if case is not None and people:
        barred = Restriction.objects.filter(case=case, staff__in=people).values_list("staff_id", flat=True)
        people = {pk: staff for pk, staff in people.items() if pk not in set(barred)}
    choices = choices_of(people)
    rows = []
    for pk, staff in people.items():
        common = {
            "recipient": staff, "case": case, "kind": kind, "is_urgent": urgent, "level": level,
            "url_name": url_name, "url_ref": url_ref, "instead_of": (instead_of or {}).get(pk),
            "agency_id": context.current().agency_id,
        }  # fmt: skip
        notice = Notification(channel=Channel.IN_APP, state=State.SENT, sent_at=now, **common)
        notice.message_ref = notice.ref
        rows.append(notice)
        later = held_until(staff, choices.get(pk), level=level, at=now) or now
        rows += [
            Notification(channel=channel, next_try_at=later, message_ref=notice.ref, **common)
            for channel in ways(choices.get(pk), urgent=urgent)
        ]
    if rows:
        Notification.objects.bulk_create(rows)
        jobs.wake(JOB)
    return rows


def choices_of(people: Iterable[int]) -> dict[int, NoticeChoice]:
    """Staff id -> how this person wants to be told; nobody has to have chosen."""
    return {row.staff_id: row for row in NoticeChoice.objects.filter(staff__in=list(people))}


def can_text(choice: NoticeChoice | None) -> bool:
    """Whether a text message can reach this person: a provider, and a number that was confirmed."""
    return bool(texting.is_there() and choice and choice.mobile_confirmed_at)


def ways(choice: NoticeChoice | None, *, urgent: bool) -> list[str]:
    """The ways outside for one message. What is urgent always has one."""
    if choice is None:
        return [Channel.EMAIL]
    if not urgent:
        return [Channel.EMAIL] if choice.other_by == NoticeChoice.Other.EMAIL else []
    if not can_text(choice) or choice.urgent_by == NoticeChoice.Urgent.EMAIL:
        return [Channel.EMAIL]
    both = choice.urgent_by == NoticeChoice.Urgent.BOTH
    return [Channel.EMAIL, Channel.SMS] if both else [Channel.SMS]


def held_until(staff: Staff, choice: NoticeChoice | None, *, level: int, at: datetime) -> datetime | None:
    """When this person's quiet hours end, if they hold a message of `level` back now.

    They never hold back the highest level, nor anything while the person is on call.
    """
    if choice is None or level >= roster.NEVER_HELD_LEVEL:
        return None
    tz = context.current().agency.tz
    until = roster.quiet_until(at, choice.quiet_from, choice.quiet_until, tz)
    if until is None or queries.is_on_call(staff, at):
        return None
    return until


def mark_read(staff: Staff, *, refs: Iterable[str] | None = None) -> int:
    """Mark in-app messages read: those named, or all of the person's. Reading clears no alert."""
    rows = Notification.objects.filter(recipient=staff, channel=Channel.IN_APP, read_at__isnull=True)
    if refs is not None:
        rows = rows.filter(ref__in=list(refs))
    return rows.update(read_at=clock.now())
