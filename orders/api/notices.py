"""Service notices: /api/v1/service-notices/, and the lists they came in: /api/v1/notice-batches/."""

from __future__ import annotations

import json
from typing import Any

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from caseload import access as case_access
from caseload.api.base import Act, Input, One, Rows, StrictJSON
from caseload.foundation import audit
from caseload.foundation.errors import NotVisible
from caseload.foundation.sheets import Unreadable
from caseload.permissions import Perm
from orders import access, queries
from orders.actions import notice_queue, notices
from orders.api.serializers.moments import MOMENT, said_of
from orders.api.serializers.notices import (
    BatchFull,
    BatchRow,
    ListNew,
    NoticeDecision,
    NoticeDismissal,
    NoticeFilters,
    NoticeFull,
    NoticeRow,
    NoticesNew,
)
from orders.choices import Refusal
from orders.imports.mapping import Mapping, mapping_of
from orders.imports.reading import Sheet, read_sheet, sheet_of
from orders.models import NoticeBatch, NoticeCandidate
from orders.queries import NoticeShown


def _words(batch: Any) -> Any:
    """The batch with its refused lines in words."""
    batch.shown_refused = [
        {"line": line, "reason": reason, "words": str(Refusal(reason).label)}
        for line, reason in batch.refused
    ]
    return batch


class _TakesIn(Rows):
    """Taking in notices: each row in a transaction of its own, so nothing is locked for long."""

    made = BatchFull

    def mapping(self, given: Any) -> Mapping:
        zone = self.staff.agency.timezone
        try:
            return mapping_of(given, zone) if given is not None else Mapping(zone)
        except Unreadable as error:
            raise serializers.ValidationError({"mapping": [str(error)]}) from error

    def taken_in(self, sheet: Sheet, data: bytes, mapping: Mapping, source: str) -> NoticeBatch:
        found = notices.read_notices(sheet, mapping)
        with self.between_transactions():
            report = notices.take_in(
                sheet, data, found, agency=self.staff.agency, by=self.staff, channel="api", source=source
            )
        return queries.batch_rows(self.staff).get(pk=report.batch.pk)


class Notices(_TakesIn):
    """Notices of service about orders the caller sees, without numbers and courts: opening one shows them."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.TAKE_IN_NOTICES}
    words = {
        "POST": "Send in one or more notices of service. What fits one order in everything is recorded and "
        "opens its window; what fits in part waits for a person; the rest leaves no trace. Sent twice, each "
        "counts once. The answer counts only what concerns cases the caller may see."
    }
    filters = NoticeFilters
    shows, new = NoticeRow, NoticesNew

    def rows(self) -> Any:
        return queries.notice_rows(self.staff, self.request.query_params.get("show", ""))

    def prepared(self, rows: list[Any]) -> list[Any]:
        if self.request.method == "POST":
            return [_words(batch) for batch in rows]
        return list(queries.shown_notices(self.staff, rows))

    def create(self, data: dict[str, Any]) -> NoticeBatch:
        mapping = self.mapping(data.get("mapping"))
        sheet = sheet_of(data["notices"], mapping, "notices")
        body = json.dumps(data["notices"], sort_keys=True, default=str).encode()
        return self.taken_in(sheet, body, mapping, data.get("source", ""))


class OneNotice(One):
    """One notice: what it says while it waits, and the orders it may be about. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = NoticeFull

    def fetch(self, ref: str, perm: Perm) -> NoticeShown:
        shown = queries.notice_page(self.staff, ref, perm)
        for candidate in shown.candidates:
            audit.viewed(candidate, "orders.notice_viewed")
        return shown


class _NoticeAct(Act):
    """Something decided about a notice that waits; 409 when somebody else decided first."""

    permissions = {"POST": Perm.TAKE_IN_NOTICES}
    shows = NoticeFull

    def fetch(self, ref: str, perm: Perm) -> NoticeShown:
        return queries.notice_page(self.staff, ref, perm)

    def may_be_stale(self, method: str) -> bool:
        return True

    def mine(self, row: NoticeShown) -> list[NoticeCandidate]:
        return [c for c in row.open if case_access.can(self.staff, Perm.TAKE_IN_NOTICES, c.case)]


class RecordNotice(_NoticeAct):
    """Record the service on the order of one candidate. Service on record at another time is corrected."""

    verb = "record"
    body = NoticeDecision

    def act(self, row: NoticeShown, data: dict[str, Any]) -> NoticeShown:
        mine = self.mine(row)
        wanted = data.pop("candidate")
        chosen = next((c for c in row.candidates if c.ref == wanted), None)
        if chosen is None:
            raise NotVisible("candidate")
        said = said_of(data, chosen.order.tz)
        facts = {name: value for name, value in data.items() if name not in MOMENT}
        notice_queue.record_notice(chosen, mine, by=self.staff, said=said, **facts)
        return queries.notice_page(self.staff, row.notice.ref)


class DismissNotice(_NoticeAct):
    """The notice is about none of the orders the caller sees beside it. What it said is removed."""

    verb = "dismiss"
    body = NoticeDismissal

    def act(self, row: NoticeShown, data: dict[str, Any]) -> NoticeShown:
        notice_queue.rule_out(self.mine(row), by=self.staff, reason=data["reason"])
        return queries.notice_page(self.staff, row.notice.ref)


class Batches(_TakesIn):
    """Lists that were taken in: how many rows, and how many could not be read."""

    permissions = {"GET": Perm.TAKE_IN_NOTICES, "POST": Perm.TAKE_IN_NOTICES}
    parser_classes = [StrictJSON, MultiPartParser]
    words = {
        "POST": "Send in a whole list (CSV or JSON): as `file` of a form, or as text in `content`. Rows that "
        "cannot be read are listed by line and reason; all others are taken in as single notices are."
    }
    shows, new = BatchRow, ListNew

    def rows(self) -> Any:
        return queries.batch_rows(self.staff)

    def prepared(self, rows: list[Any]) -> list[Any]:
        return [_words(batch) for batch in rows]

    def create(self, data: dict[str, Any]) -> NoticeBatch:
        mapping = self.mapping(data.get("mapping"))
        body = data["file"].read() if "file" in data else data["content"].encode()
        try:
            sheet = read_sheet("file", body, mapping, data.get("format", "auto"))
        except Unreadable as error:
            raise serializers.ValidationError({"file": [str(error)]}) from error
        return self.taken_in(sheet, body, mapping, data.get("source", ""))

    def takes(self, method: str) -> type[Input] | None:
        return self.new if method == "POST" else None


class OneBatch(One):
    """One list, with the lines that could not be read and why."""

    permissions = {"GET": Perm.TAKE_IN_NOTICES}
    shows = BatchFull

    def fetch(self, ref: str, perm: Perm) -> NoticeBatch:
        batch = access.get_batch(self.staff, ref, perm)
        return _words(queries.batch_rows(self.staff).get(pk=batch.pk))
