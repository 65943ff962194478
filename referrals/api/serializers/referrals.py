"""Referrals as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Change,
    Choice,
    ChoiceFilter,
    Day,
    DayFilter,
    Input,
    Instant,
    InstantFilter,
    Line,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    Words,
)
from referrals.choices import DeclineReason, Mode, Need, ReferralState

FIRST = [
    (state.value, state.label) for state in (ReferralState.OFFERED, ReferralState.SENT, ReferralState.DRAFT)
]


class ReferralRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    resource = Ref(source="resource.ref", allow_null=True, help_text="null: not in the directory.")
    need = Choice(Need.choices)
    mode = Choice(Mode.choices)
    state = Choice(ReferralState.choices)
    next_states = serializers.ListField(child=Choice(ReferralState.choices))
    decline_reason = Choice(DeclineReason.choices, allow_blank=True)
    follow_up_on = Day(allow_null=True, help_text="When somebody asks what came of it.")
    made_by = Ref(source="made_by.ref", allow_null=True)
    state_at = Instant()
    created_at = Instant()
    version = Whole()


class Step(Output):
    was = Choice(ReferralState.choices, allow_blank=True)
    state = Choice(ReferralState.choices)
    reason = Choice(DeclineReason.choices, allow_blank=True)
    note = Words()
    at = Instant()
    by = Ref(source="by.ref", allow_null=True)


class ReferralFull(ReferralRow):
    provider_name = Words()
    note = Words()
    history = Step(many=True, source="shown_history")


class ReferralValues(Input):
    provider = Line(required=False, allow_blank=True, help_text="Only where it is not in the directory.")
    need = Choice(Need.choices)
    mode = Choice(Mode.choices)
    note = Text(required=False, allow_blank=True, max_length=4000)
    follow_up_on = Day(
        required=False,
        allow_null=True,
        help_text="In 1 day for shelter, 14 for housing and money, 30 otherwise, unless told.",
    )


class ReferralNew(ReferralValues):
    case = Ref()
    resource = Ref(required=False, allow_null=True)
    state = Choice(FIRST, required=False, help_text="`offered` unless told.")


class ReferralChange(Change, ReferralValues):
    pass


class ReferralMove(Input):
    to = Choice(ReferralState.choices)
    reason = Choice(DeclineReason.choices, required=False, help_text="Needed when it was declined.")
    note = Text(required=False, allow_blank=True, max_length=2000)
    follow_up_on = Day(required=False, allow_null=True)


class ReferralFilters(CaseFilters):
    resource = RefFilter("resource")
    state = ChoiceFilter(choices=ReferralState.choices)
    need = ChoiceFilter(choices=Need.choices)
    due_before = DayFilter("follow_up_on", lookup_expr="lt", help_text="To be asked about before this day.")
    updated_after = InstantFilter("state_at", lookup_expr="gte", help_text="Its state changed since.")
