"""Deadlines as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Change,
    Choice,
    ChoiceFilter,
    Clock,
    Day,
    Input,
    Instant,
    InstantFilter,
    Line,
    Output,
    Ref,
    RefFilter,
    Whole,
    Words,
)
from orders.api.serializers.moments import FOLD, WHICH
from orders.choices import DEADLINE_KINDS, DeadlineState
from orders.models import Deadline
from orders.queries.deadlines import line_of


class DeadlineRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    hearing = Ref(source="hearing.ref", allow_null=True)
    kind = Choice(DEADLINE_KINDS)
    state = Choice(DeadlineState.choices)
    due_from = Instant(allow_null=True, help_text="The earliest instant; empty when it cannot be counted.")
    due_until = Instant(
        allow_null=True, help_text="When it is over: the end of the day, or the latest instant."
    )
    is_day = serializers.BooleanField(help_text="Due on a day of the court's zone, not at an hour.")
    tz = Words(source="order.tz", help_text="Time zone of the court.")
    missing_year = Whole(allow_null=True, help_text="The court calendar has no holidays for this year.")
    is_overwritten = serializers.SerializerMethodField(
        help_text="A person entered it from the paper: it stands."
    )
    counted_from = Instant(allow_null=True, help_text="What the rule says, whatever stands.")
    counted_until = Instant(allow_null=True)
    rule = serializers.SerializerMethodField(help_text="How it is counted. Check with the court.")
    source = serializers.SerializerMethodField(  # type: ignore[assignment]
        help_text="Where the rule is written."
    )
    is_general_rule = serializers.SerializerMethodField(help_text="The generic rule, not the state's.")
    met_at = Instant(allow_null=True)
    version = Whole()

    def get_is_overwritten(self, row: Deadline) -> bool:
        return row.overwritten_at is not None

    def get_rule(self, row: Deadline) -> str:
        return line_of(row, language="en").rule

    def get_source(self, row: Deadline) -> str:
        return row.counted_by.source if row.counted_by else ""

    def get_is_general_rule(self, row: Deadline) -> bool:
        return row.counted_by.is_general if row.counted_by else False


class DeadlineFull(DeadlineRow):
    overwritten_at = Instant(allow_null=True)
    overwritten_by = Ref(source="overwritten_by.ref", allow_null=True)
    overwritten_why = Words()
    met_by = Ref(source="met_by.ref", allow_null=True)


class DeadlineChange(Change):
    """The date that the paper or the court gives. From now on the rule does not change it."""

    day = Day()
    at = Clock(allow_null=True, help_text="HH:MM on the clocks of the court; empty: by the end of that day.")
    which = Choice(
        WHICH, allow_blank=True, help_text="Which of two, where the clocks showed that time twice."
    )
    why = Line(max_length=500, help_text="Where this date is from.")


class DeadlineVersion(Input):
    version = Whole(min_value=1)


class DeadlineFilters(CaseFilters):
    order = RefFilter("order")
    kind = ChoiceFilter(choices=DEADLINE_KINDS)
    state = ChoiceFilter(choices=DeadlineState.choices)
    due_after = InstantFilter("due_until", lookup_expr="gt")
    due_before = InstantFilter("due_from", lookup_expr="lt")


def which_of(value: str) -> str:
    """The answer about a doubled hour as the action takes it."""
    return str(FOLD[value]) if value in FOLD else value
