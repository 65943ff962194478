"""Noting when an order is expected to be served. It changes no window: only what is known of service does."""

from __future__ import annotations

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.moments import Precision, Said
from caseload.foundation.versions import save_if
from caseload.models import Staff
from caseload.permissions import Perm
from orders.actions import told
from orders.choices import Source
from orders.models import ExpectedService, ProtectiveOrder


@action
def expect_service(
    order: ProtectiveOrder, *, by: Staff, version: int, said: Said, source: str, told_by: str
) -> ExpectedService:
    """Keep the expected moment as it was told, and by whom; version 0 stands for nothing on file yet."""
    access.require(by, Perm.EDIT_ORDERS, order.case)
    rows = ProtectiveOrder.objects.select_for_update(no_key=True, of=("self",)).select_related("case")
    order = rows.get(pk=order.pk)
    now = clock.now()
    if not order.is_unserved:
        raise RuleBroken(_("This order does not wait for service."))
    if source not in Source.values:
        raise RuleBroken(_("Choose how we know."), field="source")
    row = ExpectedService.objects.filter(order=order).first() or ExpectedService(case=order.case, order=order)
    if row.pk and row.version != version:
        raise Stale(row)
    row.expected_from = row.expected_until = None
    if said.precision != Precision.UNKNOWN:
        when = told.interval(said, now=now)
        if when.end < now:
            raise RuleBroken(_("This is over already. Give a moment that is still to come."), field="day")
        if not told_by.strip():
            raise RuleBroken(_("Write down who said so."), field="told_by")
        row.expected_from, row.expected_until = when
    row.precision, row.said, row.tz = said.precision, told.kept(said), str(said.tz)
    row.source, row.told_by, row.paper_version = source, told_by.strip(), order.paper_version
    row.noted_by, row.noted_at = by, now
    if row.pk:
        save_if(row, version)
    else:
        row.save()
    audit.record("orders.expected_service_set", order, precision=str(row.precision), source=str(source))
    touch(order.case)
    return row
