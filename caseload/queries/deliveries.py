"""Messages that leave the application, and how each person wants to be told."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from caseload.foundation import clock
from caseload.models import NoticeChoice, Notification, Staff

LATE_AFTER = timedelta(minutes=10)
State = Notification.State


def deliveries() -> QuerySet[Notification]:
    """Every message that leaves the application, the newest first."""
    rows = Notification.objects.exclude(channel=Notification.Channel.IN_APP)
    return rows.select_related("recipient", "case").order_by("-created_at", "-pk")


def find_deliveries(
    *, state: str = "", channel: str = "", person: Staff | None = None, urgent: bool = False
) -> QuerySet[Notification]:
    """Deliveries narrowed by state, way, person and urgency."""
    rows = deliveries()
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    if person:
        rows = rows.filter(recipient=person)
    return rows.filter(is_urgent=True) if urgent else rows


def delivery_counts() -> dict[str, int]:
    """How many messages wait, how many of those are late, and how many failed in the last week."""
    now = clock.now()
    waiting = Q(state=State.WAITING)
    return (
        deliveries()
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(next_try_at__lt=now - LATE_AFTER)),
            failed=Count("pk", filter=Q(state=State.FAILED, created_at__gt=now - timedelta(days=7))),
        )
    )


def notice_choice(staff: Staff) -> NoticeChoice:
    """How the person wants to be told; what holds for everybody where nothing was chosen."""
    return NoticeChoice.objects.filter(staff=staff).first() or NoticeChoice(staff=staff)
