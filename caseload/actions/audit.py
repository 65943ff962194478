"""Sealing the audit log: a changed, added or missing entry shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField

from caseload.foundation import context
from caseload.foundation.atomic import action
from caseload.models import AuditEntry, AuditSeal

REST = timedelta(minutes=10)
BATCH = 2000
LOCK = 17_720  # any number of our own: one sealer per agency
SEALED = (
    "pk", "ref", "timestamp", "action", "event", "source", "reason", "staff_id", "actor_id", "case_id",
    "object_kind", "object_ref", "object_pk", "changes", "additional_data",
)  # fmt: skip
# True for rows older than every transaction that is still writing to the log: numbers are given out before
# commits, and no entry with a lower number can appear any more.
SETTLED = """age(caseload_auditentry.xmin) > coalesce((
    SELECT max(age(own.transactionid)) FROM pg_locks writing JOIN pg_locks own USING (pid)
    WHERE writing.locktype = 'relation' AND writing.relation = 'caseload_auditentry'::regclass
    AND writing.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND writing.mode = 'RowExclusiveLock' AND own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock'
), -1)"""


def digest(previous: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """The hash over the seal before and every stored value of these entries."""
    total = hashlib.sha256(previous.encode())
    for row in rows:
        total.update(json.dumps(row, default=str, sort_keys=True, ensure_ascii=False).encode())
        total.update(b"\n")
    return total.hexdigest()


def _between(first: int, last: int) -> QuerySet:
    rows = AuditEntry.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    return rows.values_list(*SEALED)


@action
def seal_audit(*, now: datetime) -> int:
    """Seal the acting agency's entries that are ten minutes old, in batches; returns how many were sealed.

    Entries keep appearing meanwhile; one agency is sealed by one job at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, context.current().agency_id])
    last = AuditSeal.objects.order_by("-last_id").first()
    sealed = 0
    while True:
        after = last.last_id if last else 0
        ripe = AuditEntry.objects.filter(pk__gt=after, timestamp__lt=now - REST)
        settled = ripe.filter(RawSQL(SETTLED, [], output_field=BooleanField()))  # noqa: S611 - a constant
        ids = list(settled.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return sealed
        rows = list(_between(after + 1, ids[-1]))
        previous = last.digest if last else ""
        last = AuditSeal.objects.create(
            first_id=rows[0][0],
            last_id=ids[-1],
            count=len(rows),
            previous=previous,
            digest=digest(previous, rows),
        )
        sealed += len(rows)


@dataclass(frozen=True)
class Verdict:
    """What checking an agency's log showed; `broken` is the first seal that does not fit."""

    seals: int
    entries: int
    broken: AuditSeal | None = None


def verify_audit() -> Verdict:
    """Compute every seal of the acting agency anew, in order; stops at the first that does not fit."""
    previous, after, seals, entries = "", 0, 0, 0
    for seal in AuditSeal.objects.order_by("last_id").iterator():
        rows = list(_between(after + 1, seal.last_id))
        fits = seal.previous == previous and seal.count == len(rows) and seal.digest == digest(previous, rows)
        if not fits:
            return Verdict(seals, entries, seal)
        previous, after, seals, entries = seal.digest, seal.last_id, seals + 1, entries + len(rows)
    return Verdict(seals, entries)
