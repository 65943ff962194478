"""The end of an order and its renewal as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Choice,
    ChoiceFilter,
    Day,
    Input,
    Instant,
    InstantFilter,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    Words,
    YesNoFilter,
)
from orders.choices.renewals import Answer, RenewalOutcome, Whose


class RenewalRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    asks = serializers.BooleanField(help_text="False for an order that waits for its hearing.")
    ends_at = Instant(help_text="When the order is over. No answer moves it.")
    opens_on = Day(allow_null=True, help_text="The day from which renewal may be asked for.")
    answer = Choice(Answer.choices, help_text="What the client wants. No answer is the right one.")
    answered_on = Day(allow_null=True)
    filed_on = Day(allow_null=True, help_text="When the petition was filed.")
    outcome = Choice(RenewalOutcome.choices, allow_blank=True)
    outcome_on = Day(allow_null=True)
    next_due_at = Instant(allow_null=True, help_text="When the next step is taken.")
    end_raised_at = Instant(allow_null=True, help_text="When the end of the order opened its window.")
    version = Whole()


class RenewalFull(RenewalRow):
    words = Words()
    whose = Choice(Whose.choices, allow_blank=True)
    answered_by = Ref(source="answered_by.ref", allow_null=True)


class RenewalDecision(Input):
    version = Whole(min_value=1)
    answer = Choice([choice for choice in Answer.choices if choice[0] != Answer.NOT_ASKED])
    words = Text(required=False, allow_blank=True, max_length=2000)
    whose = Choice(Whose.choices, required=False, allow_blank=True)
    said_on = Day(required=False, allow_null=True, help_text="Today unless given.")


class RenewalFiled(Input):
    version = Whole(min_value=1)
    filed_on = Day(allow_null=True, help_text="Null takes the entry back.")


class RenewalResult(Input):
    version = Whole(min_value=1)
    outcome = Choice(RenewalOutcome.choices, allow_blank=True, help_text="Blank takes the entry back.")
    outcome_on = Day(required=False, allow_null=True, help_text="Today unless given.")


class RenewalFilters(CaseFilters):
    order = RefFilter("order")
    answer = ChoiceFilter(choices=Answer.choices)
    asks = YesNoFilter("asks")
    ends_after = InstantFilter("ends_at", lookup_expr="gte")
    ends_before = InstantFilter("ends_at", lookup_expr="lt")
