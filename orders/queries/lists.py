"""Plain lists of what a person may see, for the API and for pages that filter."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload import access
from caseload.models import Staff
from caseload.permissions import Perm
from orders.models import Alert, EscalationWindow, Hearing, ProtectiveOrder, ServiceAttempt


def order_rows(staff: Staff) -> QuerySet[ProtectiveOrder]:
    rows = ProtectiveOrder.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "respondent", "replaces", "recorded_by").order_by("-pk")


def attempt_rows(staff: Staff) -> QuerySet[ServiceAttempt]:
    rows = ServiceAttempt.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "corrects", "recorded_by").order_by("-pk")


def hearing_rows(staff: Staff) -> QuerySet[Hearing]:
    rows = Hearing.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order").order_by("-pk")


def window_rows(staff: Staff) -> QuerySet[EscalationWindow]:
    rows = EscalationWindow.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return (
        rows.select_related("case", "order", "attempt", "policy", "replaces", "moved_by")
        .prefetch_related("phases")
        .order_by("-pk")
    )


def alert_rows(staff: Staff) -> QuerySet[Alert]:
    rows = Alert.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "window__order", "acknowledged_by").order_by("-pk")
