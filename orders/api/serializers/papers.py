"""Papers of an order as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Choice,
    Day,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    RefFilter,
    Whole,
    Words,
)
from caseload.foundation.moments import Precision
from orders.choices import EventKind, HearingOutcome
from orders.papers.disqualifier import Answer, Result
from orders.papers.scans import ScanKind
from orders.queries.papers import EventLine, VersionLine, words_of


class ScanRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    paper_version = Whole(help_text="The paper it is of.")
    kind = Choice(ScanKind.choices)
    size = Whole(help_text="Bytes.")
    added_by = Ref(source="added_by.ref", allow_null=True)
    created_at = Instant()


class ScanFull(ScanRow):
    sha256 = Words(help_text="Of the bytes that are kept.")
    removed_at = Instant(allow_null=True)
    removed_why = Words()


class ScanNew(Input):
    """A form with the file."""

    order = Ref()
    file = serializers.FileField(required=False, max_length=200, help_text="PDF, JPEG or PNG, at most 10 MB.")


class ScanRemove(Input):
    reason = Line(max_length=500)


class ScanFilters(CaseFilters):
    order = RefFilter("order")


class EventShown(Output):
    kind = Choice(EventKind.choices, source="event.kind")
    outcome = Choice(HearingOutcome.choices, source="event.outcome", allow_blank=True)
    happened_from = Instant(source="event.happened_from")
    happened_until = Instant(source="event.happened_until")
    precision = Choice(Precision.choices, source="event.precision")
    tz = Words(source="event.tz")
    no_longer_stands = serializers.BooleanField(
        source="event.no_longer_stands", help_text="The entry of service it tells of was taken back."
    )
    old_end = Words(help_text="Where the end moved: when the order ended before, in words.")
    new_end = Words()
    moved_to = Instant(allow_null=True)
    noted_by = serializers.SerializerMethodField()
    noted_at = Instant(source="event.created_at")

    def get_noted_by(self, line: EventLine) -> str | None:
        return line.event.by.ref if line.event.by else None


class PaperShown(Output):
    number = Whole(source="version.number")
    is_correction = serializers.BooleanField(help_text="Our record of the same paper changed.")
    differences = serializers.SerializerMethodField(help_text="What was added, removed, changed, in words.")
    created_at = Instant(source="version.created_at")

    def get_differences(self, line: VersionLine) -> list[str]:
        return [words_of(difference) for difference in line.differences]


class FirearmsShown(Output):
    heard = Choice(Answer.choices)
    restrains = Choice(Answer.choices)
    credible_threat = Choice(Answer.choices)
    bans_force = Choice(Answer.choices)
    result = Choice(Result.choices, help_text="Never a legal conclusion: ask an attorney.")
    paper_version = Whole()
    answered_by = Ref(source="answered_by.ref", allow_null=True)
    created_at = Instant()


class HistoryShown(Output):
    """What happened to an order, and how its papers differ, the latest first."""

    order = Ref(source="order.ref")
    events = EventShown(many=True)
    papers = PaperShown(many=True)
    federal_rule = FirearmsShown(allow_null=True, source="firearms")


class FirearmsNew(Input):
    heard = Choice(Answer.choices)
    restrains = Choice(Answer.choices)
    credible_threat = Choice(Answer.choices)
    bans_force = Choice(Answer.choices)


class RegistrationNew(Input):
    day = Day()
    where = Line(required=False, allow_blank=True)
    talked_over = serializers.BooleanField(
        help_text="What registering can reveal was talked over, and the client chose it."
    )
