"""What orders add to the list of what is due today: alerts, hearings, dates of the court. One query each."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import access
from caseload.dashboard import Due
from caseload.foundation import clock
from caseload.foundation.moments import end_of_local_day
from caseload.models import Staff
from caseload.permissions import Perm
from clients.queries import views_for
from orders.choices import WAITING_STATES
from orders.choices.deadlines import DEADLINE_LABELS
from orders.deadlines import Kind
from orders.models import Alert
from orders.queries.calendar import LIMIT, Asked, hearings
from orders.queries.deadlines import between


def _asked(staff: Staff, day: date) -> Asked:
    return Asked(staff, day, day, staff.agency.tz, whose=views_for(staff)[0])


def _case_url(ref: str) -> str:
    return reverse("caseload:case", args=[ref])


def alerts_due(staff: Staff, day: date) -> list[Due]:
    """Alerts that wait for an answer this person could give."""
    if not access.can(staff, Perm.ACKNOWLEDGE_ALERT):
        return []
    now = clock.now()
    cases = _asked(staff, day).cases(Perm.ACKNOWLEDGE_ALERT)
    rows = Alert.objects.filter(case__in=cases, state__in=WAITING_STATES).order_by("acknowledge_by", "pk")
    names = ("ref", "case__ref", "case__code", "acknowledge_by")
    return [
        Due(
            _("Alert that waits for an answer"), row["case__code"], _case_url(row["case__ref"]),
            reverse("orders:alert", args=[row["ref"]]), at=row["acknowledge_by"],
            is_overdue=bool(row["acknowledge_by"] and row["acknowledge_by"] < now),
        )
        for row in rows.values(*names)[:LIMIT]
    ]  # fmt: skip


def hearings_due(staff: Staff, day: date) -> list[Due]:
    """Dates in court that are still ahead today."""
    if not access.can(staff, Perm.SEE_ORDERS):
        return []
    now = clock.now()
    rows = [row for row in hearings(_asked(staff, day)) if row.day == day and not row.is_off]
    return [
        Due(_("Hearing"), row.code, _case_url(row.case_ref), row.url, words=row.words, at=row.at)
        for row in rows[:LIMIT]
        if row.at is None or row.at >= now
    ]


def deadlines_due(staff: Staff, day: date) -> list[Due]:
    """Open deadlines of the day; a hearing stands among the hearings, and what comes late has its task."""
    if not access.can(staff, Perm.SEE_ORDERS):
        return []
    cases = _asked(staff, day).cases(Perm.SEE_ORDERS)
    rows = between(cases, clock.now(), end_of_local_day(day, staff.agency.tz)).exclude(kind=Kind.HEARING)
    names = ("ref", "kind", "case__ref", "case__code", "is_day", "due_until")
    return [
        Due(
            DEADLINE_LABELS[Kind(row["kind"])], row["case__code"], _case_url(row["case__ref"]),
            reverse("orders:deadline", args=[row["ref"]]), at=None if row["is_day"] else row["due_until"],
        )
        for row in rows.order_by("due_until", "pk").select_related(None).values(*names)[:LIMIT]
    ]  # fmt: skip


SOURCES = {"orders.alerts": alerts_due, "orders.hearings": hearings_due, "orders.deadlines": deadlines_due}
