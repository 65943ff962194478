"""Service notices and the lists they came in, as the API takes and gives them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload import access
from caseload.api.base import (
    Choice,
    ChoiceFilter,
    Filters,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    Words,
)
from caseload.permissions import Perm
from orders.api.serializers.service import AttemptValues
from orders.choices import CandidateState, Doubt, NoticeState, Refusal
from orders.imports.mapping import FIELDS
from orders.imports.reading import FORMATS
from orders.models import NoticeBatch

MOST = 2000
NAMES = ", ".join(FIELDS)


class NoticesNew(Input):
    source = Line(  # type: ignore[assignment]
        required=False, allow_blank=True, max_length=120, help_text="Name of the office or list."
    )
    mapping = serializers.DictField(required=False, help_text="As in a mapping file; see README.")
    notices = serializers.ListField(
        child=serializers.DictField(), min_length=1, max_length=MOST,
        help_text=f"Each with any of {NAMES}; dates and times as in ISO 8601 unless the mapping says.",
    )  # fmt: skip


class ListNew(Input):
    """A whole list: as `file` of a form, or as the text in `content`."""

    file = serializers.FileField(required=False, max_length=200, help_text="CSV or JSON, at most 16 MB.")
    content = Text(required=False, max_length=4_000_000, trim_whitespace=False)
    format = Choice([(name, name) for name in FORMATS], required=False)
    source = Line(  # type: ignore[assignment]
        required=False, allow_blank=True, max_length=120, help_text="Name of the office or list."
    )
    mapping = serializers.JSONField(required=False, help_text="As in a mapping file; see README.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("file" in data) == ("content" in data):
            raise serializers.ValidationError({"file": [_("Send either a file or its content.")]})
        return data


class RefusedRow(Output):
    line = Whole(help_text="Line of the file, or number in the list.")
    reason = Choice(Refusal.choices)
    words = Words()


class BatchRow(Output):
    ref = Ref()
    source = Words()  # type: ignore[assignment]
    channel = Choice(NoticeBatch.Channel.choices)
    format = Words()
    encoding = Words(help_text="How the file was written: utf-8-sig, utf-16, or cp1252 (Latin-1).")
    received_at = Instant(source="created_at")
    finished_at = Instant(allow_null=True, help_text="Null while it is taken in, or when that was cut off.")
    rows = Whole()
    refused_count = serializers.SerializerMethodField(help_text="Rows that could not be read whole.")
    recorded = serializers.SerializerMethodField(
        help_text="Recorded on cases the caller may see; null for a caller who sees no orders."
    )
    queued = serializers.SerializerMethodField(help_text="Waiting for a decision, likewise.")

    def get_refused_count(self, batch: NoticeBatch) -> int:
        return len(batch.refused)

    def get_recorded(self, batch: Any) -> int | None:
        return batch.recorded if self._sees() else None

    def get_queued(self, batch: Any) -> int | None:
        return batch.queued if self._sees() else None

    def _sees(self) -> bool:
        return access.can(self.context["staff"], Perm.SEE_ORDERS)


class BatchFull(BatchRow):
    refused = RefusedRow(many=True, source="shown_refused")


class CandidateRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    state = Choice(CandidateState.choices)
    doubt = Choice(Doubt.choices, allow_blank=True, help_text="What speaks against it; empty: compare it.")


class NoticeRow(Output):
    ref = Ref(source="notice.ref")
    batch = Ref(source="notice.batch.ref")
    line = Whole(source="notice.line")
    received_at = Instant(source="notice.created_at")
    state = Choice(NoticeState.choices, help_text="As far as the caller's cases go.")
    attempt = Ref(source="attempt.ref", allow_null=True, help_text="The service it was recorded as.")
    candidates = CandidateRow(many=True, help_text="Orders it may be about, on cases the caller may see.")


class NoticeFull(NoticeRow):
    says = serializers.SerializerMethodField(help_text="What the notice says while it waits, by field.")
    problem = Words(help_text="What could not be read; empty when all could.")

    def get_says(self, shown: Any) -> dict[str, str]:
        return dict(shown.content.get("raw", {}))


class NoticeDecision(AttemptValues):
    candidate = Ref()
    reason = Line(
        required=False, allow_blank=True, max_length=500,
        help_text="Needed where the order is on record as served at another time: that entry is corrected.",
    )  # fmt: skip


class NoticeDismissal(Input):
    reason = Line(max_length=500)


class NoticeFilters(Filters):
    batch = RefFilter("batch", help_text="Notices of this list.")
    show = ChoiceFilter(
        choices=[("waiting", "waiting"), ("settled", "settled")], method="untouched",
        help_text="Those that wait for a decision, or those that are settled.",
    )  # fmt: skip

    def untouched(self, rows: Any, name: str, value: str) -> Any:
        """The view asks for these rows by their own query."""
        return rows
