"""Programmes of respondents as the API takes and gives them."""

from __future__ import annotations

from caseload.api.base import (
    CaseFilters,
    Change,
    Choice,
    ChoiceFilter,
    Day,
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
from orders.choices.programmes import OrderedBy, ProgrammeSource, ProgrammeStatus

MOST = 500


class ProgrammeRow(Output):
    ref = Ref(source="row.ref")
    case = Ref(source="row.case.ref")
    respondent = Ref(source="row.respondent.ref", allow_null=True)
    order = Ref(source="row.order.ref", allow_null=True)
    ordered_by = Choice(OrderedBy.choices, source="row.ordered_by")
    starts_on = Day(source="row.starts_on", allow_null=True)
    required_sessions = Whole(source="row.required_sessions", allow_null=True)
    status = Choice(
        ProgrammeStatus.choices, source="latest.status", allow_null=True,
        help_text="By the latest fact. No status is a measure of safety.",
    )  # fmt: skip
    info_date = Day(source="latest.info_date", allow_null=True, help_text="The day for which that holds.")
    version = Whole(source="row.version")


class FactShown(Output):
    info_date = Day()
    status = Choice(ProgrammeStatus.choices)
    attended = Whole(allow_null=True)
    missed = Whole(allow_null=True)
    discharge_reason = Words()
    source = Choice(ProgrammeSource.choices)  # type: ignore[assignment]
    words = Words()
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)
    created_at = Instant()


class ProgrammeFull(ProgrammeRow):
    programme = Words(source="row.programme")
    facts = FactShown(many=True)


class ProgrammeValues(Input):
    respondent = Ref(required=False, allow_null=True)
    order = Ref(required=False, allow_null=True)
    ordered_by = Choice(OrderedBy.choices, required=False)
    programme = Line(required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    required_sessions = Whole(required=False, allow_null=True, max_value=MOST)


class ProgrammeNew(ProgrammeValues):
    case = Ref()


class ProgrammeChange(Change, ProgrammeValues):
    pass


class FactNew(Input):
    info_date = Day(help_text="The day for which it holds; not in the future.")
    status = Choice(ProgrammeStatus.choices)
    source = Choice(ProgrammeSource.choices)  # type: ignore[assignment]
    attended = Whole(required=False, allow_null=True, max_value=MOST)
    missed = Whole(required=False, allow_null=True, max_value=MOST)
    discharge_reason = Line(required=False, allow_blank=True, max_length=500)
    words = Text(required=False, allow_blank=True, max_length=1000)


class ProgrammeFilters(CaseFilters):
    respondent = RefFilter("respondent")
    order = RefFilter("order")
    ordered_by = ChoiceFilter(choices=OrderedBy.choices)
