"""Scans of an order's papers: added, taken, removed with a reason."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.models import Staff
from orders.models import OrderScan, ProtectiveOrder
from orders.papers.pictures import TooManyPixels, only_the_picture
from orders.papers.scans import LIMIT, Heic, NoScan, ScanKind, read_scan

MOST = 30  # Pages of one order.


@action
def add_scan(order: ProtectiveOrder, *, by: Staff, data: bytes) -> OrderScan:
    """Keep a scan with the paper that the order stands on now. The same file twice is one scan.

    Of a photo the picture alone is kept, upright: nothing of where, when and with what it was taken. The hash
    is that of what is kept.
    """
    kind, kept = _read(data)
    locked = ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
    digest = hashlib.sha256(kept).hexdigest()
    there = OrderScan.objects.defer("content").filter(order=order, removed_at__isnull=True)
    known = list(there.select_related("case", "order"))
    same = [scan for scan in known if scan.sha256 == digest and scan.paper_version == locked.paper_version]
    if same:
        return same[0]
    if len(known) >= MOST:
        raise RuleBroken(_("There are 30 scans already. Remove one first."), field="scan")
    scan = OrderScan(
        case=order.case, order=order, paper_version=locked.paper_version, kind=kind, size=len(kept),
        sha256=digest, content=kept, added_by=by,
    )  # fmt: skip
    scan.save()
    audit.record("orders.scan_added", scan, order=order.ref, kind=str(kind), size=scan.size)
    touch(order.case)
    return scan


def _read(data: bytes) -> tuple[ScanKind, bytes]:
    """What the file is and what is kept of it; every refusal says what to do."""
    if not data:
        raise RuleBroken(_("The file is empty."), field="scan")
    if len(data) > LIMIT:
        raise RuleBroken(_("The file is larger than 10 MB."), field="scan")
    try:
        kind, shown = read_scan(data)
        return kind, only_the_picture(kind, shown)
    except Heic as error:
        words = _("This is a HEIC photo. Send it as JPEG, or scan the paper to a PDF with the phone.")
        raise RuleBroken(words, field="scan") from error
    except TooManyPixels as error:
        words = _("The picture has more than 50 megapixels. Take it again at a lower setting.")
        raise RuleBroken(words, field="scan") from error
    except NoScan as error:
        raise RuleBroken(_("Choose a whole PDF, JPEG or PNG: this file is none."), field="scan") from error


def take_scan(scan: OrderScan, *, by: Staff) -> bytes:
    """The bytes of a scan, for one download, which is noted; one that was removed is not there."""
    if scan.removed_at:
        raise NotVisible
    audit.viewed(scan, "orders.scan_taken", order=scan.order.ref)
    return scan.content


@action
def remove_scan(scan: OrderScan, *, by: Staff, reason: str) -> OrderScan:
    """Take a scan away for good: its bytes are gone, the line and the reason stay. Safe to repeat."""
    if not reason.strip():
        raise RuleBroken(_("Say why the scan is removed."), field="reason")
    rows = OrderScan.objects.select_for_update(of=("self",)).defer("content")
    row = rows.select_related("case", "order").get(pk=scan.pk)
    if row.removed_at:
        return row
    row.removed_at, row.removed_by, row.removed_why = clock.now(), by, reason.strip()
    row.content, row.sha256 = b"", ""
    row.save()
    audit.record("orders.scan_removed", row, order=row.order.ref)
    touch(row.case)
    return row
