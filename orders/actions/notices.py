"""Taking in lists of service notices: each service once, certain ones at once, doubtful ones before a person.

One list is many transactions: a row is recorded with its window or not at all, and a list that was cut off
half way is simply sent again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from caseload.foundation import audit, clock
from caseload.foundation.context import acting_as
from caseload.foundation.crypto import blind_index
from caseload.models import Agency, Staff
from orders.actions import order_keys, told
from orders.actions.notice_rows import settle
from orders.choices import Refusal
from orders.imports.mapping import Mapping
from orders.imports.notices import Told, told_of
from orders.imports.reading import Sheet
from orders.models import NoticeBatch

CHUNK = 1000
Step = Callable[[str, int, int], None]


def unseen(step: str, done: int, total: int) -> None:
    """The progress of an import that nobody watches."""


@dataclass
class Report:
    """What became of a list. `counts` are whole: they are for the operator, never for a member of staff."""

    batch: NoticeBatch
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, Refusal]] = field(default_factory=list)


def read_notices(sheet: Sheet, mapping: Mapping) -> list[Told]:
    """The notices of a list. Every line that cannot be read whole joins the list's refused ones."""
    latest: datetime = clock.now() + told.AHEAD
    notices = []
    for raw in sheet.rows:
        one = told_of(raw, mapping, latest)
        if isinstance(one, Refusal):
            sheet.refused.append((raw.line, one))
            continue
        if one.problem:
            sheet.refused.append((raw.line, one.problem))
        notices.append(one)
    return notices


def take_in(
    sheet: Sheet, data: bytes, notices: Iterable[Told], *, agency: Agency, by: Staff | None, channel: str,
    source: str = "", watch: Step = unseen,
) -> Report:  # fmt: skip
    """Record what is certain, queue what is doubtful, count the rest. Sent again, it changes nothing twice.

    Opens a transaction for each row that concerns an order here; all others cost no query of their own.
    """
    notices = list(notices)
    with acting_as(agency, staff=by, source=channel):
        batch = _begin(sheet, data, by=by, channel=channel, source=source)
    _top_up(agency, by, channel)
    report = Report(batch, refused=sorted(sheet.refused))
    heard: set[int] = set()
    for start in range(0, len(notices), CHUNK):
        chunk = notices[start : start + CHUNK]
        with acting_as(agency, staff=by, source=channel):
            found = order_keys.find(chunk)
            ours = [found.orders_of(one) for one in chunk]
        for one, ids in zip(chunk, ours, strict=True):
            state = "unmatched"
            if ids:
                with acting_as(agency, staff=by, source=channel):
                    state, hear = settle(one, ids, batch=batch, by=by, heard=frozenset(heard))
                heard |= hear
            if state != "unmatched" or not one.problem:
                report.counts[state] += 1
        watch("notices", min(start + CHUNK, len(notices)), len(notices))
    with acting_as(agency, staff=by, source=channel):
        _finish(batch, unmatched=report.counts["unmatched"])
    return report


def _top_up(agency: Agency, by: Staff | None, channel: str) -> None:
    """Orders recorded before there were keys, or changed in another way, get theirs; some at a time."""
    more = 1
    while more:
        with acting_as(agency, staff=by, source=channel):
            more = order_keys.top_up()


def _begin(sheet: Sheet, data: bytes, *, by: Staff | None, channel: str, source: str) -> NoticeBatch:
    """A new batch, or the one of the same content that was cut off."""
    digest = blind_index(hashlib.sha256(data).hexdigest(), "notice list")
    cut_off = NoticeBatch.objects.filter(digest=digest, finished_at__isnull=True).first()
    if cut_off:
        return cut_off
    lines = {row.line for row in sheet.rows} | {line for line, _reason in sheet.refused}
    batch = NoticeBatch(
        source=source[:120], channel=channel, format=sheet.format, encoding=sheet.encoding, digest=digest,
        received_by=by, rows=len(lines),
        refused=[[line, reason.value] for line, reason in sorted(sheet.refused)],
    )  # fmt: skip
    batch.save()
    return batch


def _finish(batch: NoticeBatch, *, unmatched: int) -> None:
    batch.unmatched, batch.finished_at = unmatched, clock.now()
    batch.save()
    # No facts about what matched: whoever reads the log may be barred from the case it is about.
    audit.record("orders.notices_taken_in", batch, rows=batch.rows, refused=len(batch.refused))
