"""Check-ins as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Choice,
    ChoiceFilter,
    Input,
    Instant,
    InstantFilter,
    Line,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    WholeFilter,
    Words,
)
from orders.choices.check_ins import Cadence, CheckInOutcome, CheckInState, PhoneAnswer, Welfare
from orders.models import CheckInPlan


class CheckInRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    window = Ref(source="window.ref", help_text="The window that sets the pace.")
    phase = Words()
    level = Whole(help_text="0 to 4; 4 is acute.")
    attempt = Whole(help_text="2 is the second attempt after no answer.")
    is_staff_only = serializers.BooleanField(help_text="No contact may be made: work among staff alone.")
    due_at = Instant(help_text="In the client's safe hours where that is possible.")
    cadence_at = Instant(help_text="When the cadence of the phase asks for it.")
    not_before = Instant(allow_null=True, help_text="A second attempt counts from this instant.")
    state = Choice(CheckInState.choices)
    missed_at = Instant(allow_null=True, help_text="When nothing was noted by the due time.")
    outcome = Choice(CheckInOutcome.choices, allow_blank=True)
    phone = Choice(
        PhoneAnswer.choices, allow_blank=True, help_text="Whether a charged phone is with the client."
    )
    settled_at = Instant(allow_null=True)
    settled_by = Ref(source="settled_by.ref", allow_null=True)


class CheckInFull(CheckInRow):
    words = Words()
    phone_reason = Words()


class CheckInAnswer(Input):
    outcome = Choice(CheckInOutcome.choices)
    phone = Choice(
        PhoneAnswer.choices, required=False, allow_blank=True,
        help_text="Needed in the acute phase when the client was reached.",
    )  # fmt: skip
    phone_reason = Line(
        max_length=300, required=False, allow_blank=True, help_text="Why it was not asked about."
    )
    words = Text(max_length=2000, required=False, allow_blank=True)


class CheckInFilters(CaseFilters):
    window = RefFilter("window")
    state = ChoiceFilter(choices=CheckInState.choices)
    outcome = ChoiceFilter(choices=CheckInOutcome.choices)
    level_from = WholeFilter("level", largest=4, lookup_expr="gte", help_text="This level or worse.")
    due_after = InstantFilter("due_at", lookup_expr="gte")
    due_before = InstantFilter("due_at", lookup_expr="lt")


CALLED = "References of emergency contacts of the client, in the order in which they may be called."


class AgreementFull(Output):
    """What the client wants about check-ins; version 0 where nothing is agreed yet."""

    case = Ref(source="case.ref")
    version = Whole()
    cadence = serializers.SerializerMethodField(
        help_text="Hours; `none` for no contact; empty for the rules'."
    )
    wish = Words(help_text="In the client's words.")
    if_not_reached = Words()
    call_order = serializers.ListField(child=Ref(), help_text=CALLED)
    welfare_check = Choice(Welfare.choices)
    wait_minutes = Whole(help_text="How long to wait first.")
    agreed_at = Instant(allow_null=True)
    agreed_by = Ref(source="agreed_by.ref", allow_null=True)

    def get_cadence(self, plan: CheckInPlan) -> str:
        return Cadence.NONE.value if plan.no_contact else str(plan.every_hours or "")


class AgreementWhole(Input):
    """The whole agreement: what is left out is taken back."""

    version = Whole(help_text="The version this is based on; 0 where nothing is agreed yet.")
    cadence = Choice(Cadence.choices, required=False, allow_blank=True)
    wish = Text(max_length=2000, required=False, allow_blank=True, help_text="Needed with a cadence.")
    if_not_reached = Text(max_length=2000, required=False, allow_blank=True)
    call_order = serializers.ListField(child=Ref(), required=False, max_length=3, help_text=CALLED)
    welfare_check = Choice(Welfare.choices, required=False)
    wait_minutes = Whole(required=False, max_value=1440)
