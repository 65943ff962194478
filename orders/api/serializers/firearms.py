"""Firearms under an order as the API takes and gives them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

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
from clients.choices import YesNoUnknown
from orders.choices import Source
from orders.choices.firearms import Exemption, Proof, ToWhom


def text(**options: Any) -> Text:
    return Text(required=False, allow_blank=True, max_length=2000, **options)


class SurrenderRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    continues = Ref(source="continues.ref", allow_null=True, help_text="The one under the order before.")
    access = Choice(YesNoUnknown.choices, help_text="Whether the respondent can reach firearms.")
    ordered = Choice(YesNoUnknown.choices, help_text="Whether handing over was ordered.")
    to_whom = Choice(ToWhom.choices, allow_blank=True)
    exempt = Choice(Exemption.choices)
    permit_suspended = Choice(YesNoUnknown.choices)
    is_awaited = serializers.BooleanField(help_text="Proof is to come.")
    due_from = Instant(allow_null=True, help_text="The earliest it can be due; null when not counted.")
    due_until = Instant(allow_null=True, help_text="The latest. Change it at `deadlines/`.")
    receipt_due_until = Instant(allow_null=True)
    overdue_raised_at = Instant(allow_null=True, help_text="When the passed deadline opened its window.")
    proof_on = Day(allow_null=True)
    proof_kind = Choice(Proof.choices, allow_blank=True)
    filed_on = Day(allow_null=True, help_text="Receipt filed at the court.")
    client_told_on = Day(allow_null=True)
    version = Whole()


class SurrenderFull(SurrenderRow):
    access_source = Choice(Source.choices)
    access_words = Words()
    to_whom_words = Words()
    exempt_words = Words()
    proof_words = Words()
    proof_by = Ref(source="proof_by.ref", allow_null=True)
    set_aside_reason = Words()


class SurrenderChange(Change):
    access = Choice(YesNoUnknown.choices)
    access_source = Choice(Source.choices)
    access_words = text()
    ordered = Choice(YesNoUnknown.choices)
    to_whom = Choice(ToWhom.choices, allow_blank=True)
    to_whom_words = Line(required=False, allow_blank=True, max_length=300)
    exempt = Choice(Exemption.choices)
    exempt_words = Line(required=False, allow_blank=True, max_length=300)
    permit_suspended = Choice(YesNoUnknown.choices)


class ProofNew(Input):
    version = Whole(min_value=1)
    proof_on = Day()
    proof_kind = Choice(Proof.choices)
    proof_words = text()
    filed_on = Day(required=False, allow_null=True)


class ProofAside(Input):
    version = Whole(min_value=1)
    reason = Line(max_length=500)


class SurrenderFilters(CaseFilters):
    order = RefFilter("order")
    access = ChoiceFilter(choices=YesNoUnknown.choices)
    ordered = ChoiceFilter(choices=YesNoUnknown.choices)
