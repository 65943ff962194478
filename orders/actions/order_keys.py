"""Keyed hashes of order and court case numbers: by them a notice finds an order that nobody had to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from caseload.foundation import context
from caseload.foundation.atomic import action
from caseload.foundation.crypto import KeyDestroyed, blind_index
from orders.imports.notices import Told
from orders.imports.numbers import loose_form
from orders.models import OrderKey, ProtectiveOrder

BATCH = 500


def _keyed(number: str, purpose: str) -> bytes | None:
    form = loose_form(number)
    return blind_index(form, purpose) if form else None


def by_order_number(number: str) -> bytes | None:
    return _keyed(number, "order number")


def by_case_number(number: str) -> bytes | None:
    return _keyed(number, "court case number")


def refresh(order: ProtectiveOrder) -> None:
    """Keep the hashes of the order as it now stands. Safe to repeat."""
    _write([order])


@action
def top_up() -> int:
    """Make the hashes of some orders that have none, or were changed since; 0 when every order has them."""
    late = ProtectiveOrder.objects.filter(Q(keys__isnull=True) | ~Q(keys__of_version=F("version")))
    rows = list(late.select_related("case").order_by("pk")[:BATCH])
    _write(rows)
    return len(rows)


def _write(orders: Iterable[ProtectiveOrder]) -> None:
    rows = []
    for order in orders:
        try:
            numbers = by_order_number(order.order_number), by_case_number(order.case_number)
        except KeyDestroyed:
            numbers = None, None
        rows.append(
            OrderKey(
                agency_id=context.current().agency_id, case_id=order.case_id, order=order,
                order_number=numbers[0], case_number=numbers[1], of_version=order.version,
            )
        )  # fmt: skip
    OrderKey.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["order"],
        update_fields=["order_number", "case_number", "of_version"],
    )  # fmt: skip


@dataclass
class Found:
    """Ids of the orders that hold a number, by its hash."""

    by_number: dict[bytes, set[int]] = field(default_factory=dict)
    by_case: dict[bytes, set[int]] = field(default_factory=dict)

    def orders_of(self, told: Told) -> set[int]:
        """The orders a notice may be about; empty for almost every notice there is."""
        number, case = by_order_number(told.order_number), by_case_number(told.court_case_number)
        found = self.by_number.get(number, set()) if number else set()
        return found | self.by_case.get(case, set()) if case else set(found)


def find(notices: Iterable[Told]) -> Found:
    """The orders of the acting agency that hold any number of `notices`: two queries, however many."""
    notices = list(notices)
    found = Found()
    numbers = [key for told in notices if (key := by_order_number(told.order_number))]
    cases = [key for told in notices if (key := by_case_number(told.court_case_number))]
    for name, keys, into in (
        ("order_number", numbers, found.by_number), ("case_number", cases, found.by_case)
    ):  # fmt: skip
        if keys:
            rows = OrderKey.objects.filter(**{f"{name}__in": keys}).values_list(name, "order_id")
            for key, order_id in rows:
                into.setdefault(bytes(key), set()).add(order_id)
    return found
