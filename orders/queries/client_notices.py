"""Registrations for notices, and what clients were told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from caseload import access
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.models import ClientNotice, NoticeRegistration, ProtectiveOrder
from orders.queries.cases import case_orders

SHOWN = 50


@dataclass(frozen=True)
class ClientNotices:
    """The registrations of a case, those that run first, and what the client was told, the latest first."""

    registrations: list[NoticeRegistration]
    notices: list[ClientNotice]

    @property
    def active(self) -> list[NoticeRegistration]:
        return [row for row in self.registrations if row.is_active]


def of_case(case: Case) -> ClientNotices:
    """Two queries."""
    return _found(case, Q())


def of_order(order: ProtectiveOrder) -> ClientNotices:
    """What concerns this order, and registrations that are about the respondent altogether; two queries."""
    return _found(order.case, Q(order=order) | Q(order__isnull=True))


def _found(case: Case, about: Q) -> ClientNotices:
    rows = case.registrations.filter(about).select_related("order", "recorded_by")
    told = case.client_notices.filter(about).select_related("order", "attempt", "custody", "recorded_by")
    return ClientNotices(sorted(rows, key=lambda row: (not row.is_active, -row.pk)), list(told[:SHOWN]))


def waiting_for_service(case: Case) -> list[ProtectiveOrder]:
    """Orders of which a client may say that they were served."""
    return [row.order for row in case_orders(case) if row.order.is_unserved]


def registrations_of(case: Case) -> QuerySet[NoticeRegistration]:
    return case.registrations.all()


def registration_rows(staff: Staff) -> QuerySet[NoticeRegistration]:
    rows = NoticeRegistration.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "recorded_by").order_by("-pk")


def client_notice_rows(staff: Staff) -> QuerySet[ClientNotice]:
    rows = ClientNotice.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "registration", "attempt", "custody", "recorded_by").order_by(
        "-pk"
    )
