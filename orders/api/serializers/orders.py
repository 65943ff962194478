"""Orders and hearings as the API takes and gives them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Change,
    Choice,
    ChoiceFilter,
    Clock,
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
    YesNoFilter,
    Zone,
    many,
)
from caseload.foundation import clock
from caseload.foundation.moments import Precision
from orders import access
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.choices import (
    ALIVE_STATES,
    TERMS,
    Expiry,
    Force,
    HearingKind,
    HearingOutcome,
    Midnight,
    OrderState,
    OrderType,
    ServiceState,
    Source,
)
from orders.models import Hearing, ProtectiveOrder
from orders.papers.differences import OF_THE_COURT

CODES = [(term.code, term.label) for term in TERMS]
TERM_CODES = "PCO codes; 06 is a permission, not a restriction."
ALIVE = [(state.value, state.label) for state in ALIVE_STATES]
ENDED = [
    (state.value, state.label) for state in (OrderState.DISMISSED, OrderState.WITHDRAWN, OrderState.DENIED)
]


def optional(**options: Any) -> Line:
    return Line(required=False, allow_blank=True, **options)


def optional_text() -> Text:
    return Text(required=False, allow_blank=True, max_length=4000)


def _unsealed(
    shown: dict[str, Any], order: ProtectiveOrder, context: Mapping[str, Any], names: Collection[str]
) -> dict[str, Any]:
    """What of a sealed order is for this caller."""
    if not access.sees_court(context["staff"], order):
        shown |= dict.fromkeys(names, "")
    return shown


class HearingRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    kind = Choice(HearingKind.choices)
    starts_at = Instant()
    tz = Words(help_text="Time zone of the court.")
    outcome = Choice(HearingOutcome.choices, allow_blank=True, help_text="Empty: not held yet.")
    version = Whole()


class HearingFull(HearingRow):
    place = Words(help_text="Empty for those who may not see the court of a sealed order.")
    note = Words()

    def to_representation(self, hearing: Hearing) -> dict[str, Any]:
        return _unsealed(super().to_representation(hearing), hearing.order, self.context, {"place"})


class HearingValues(Input):
    kind = Choice(HearingKind.choices)
    starts_at = Instant()
    place = optional()
    outcome = Choice(HearingOutcome.choices, required=False, allow_blank=True)
    note = optional_text()


class HearingNew(HearingValues):
    order = Ref()


class HearingChange(Change, HearingValues):
    continued_to = Instant(
        allow_null=True, help_text="With the outcome `continued`: the new date. The next hearing is recorded."
    )
    new_end = Day(
        allow_null=True, help_text="With the outcome `continued`: the order now lasts through this day."
    )


class HearingFilters(CaseFilters):
    order = RefFilter("order")
    kind = ChoiceFilter(choices=HearingKind.choices)
    starts_after = InstantFilter("starts_at", lookup_expr="gte")
    starts_before = InstantFilter("starts_at", lookup_expr="lt")


class OrderRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    respondent = Ref(source="respondent.ref", allow_null=True)
    replaces = Ref(source="replaces.ref", allow_null=True)
    order_type = Choice(OrderType.choices)
    state = Choice(OrderState.choices, help_text="How far the order has come.")
    force = serializers.SerializerMethodField(help_text="Whether it protects at the moment of asking.")
    service_state = Choice(ServiceState.choices)
    paper_version = Whole(help_text="Counts papers the court changed; each has to be served.")
    tz = Words(help_text="Time zone of the court.")
    filed_on = Day(allow_null=True)
    issued_from = Instant(allow_null=True, help_text="The earliest instant it can have been issued.")
    issued_until = Instant(allow_null=True, help_text="The latest.")
    issued_precision = Choice(Precision.choices)
    effective_on = Day(allow_null=True)
    expiry = Choice(Expiry.choices)
    expires_on = Day(allow_null=True, help_text="The last day, in the court's zone.")
    expires_at = Instant(allow_null=True, help_text="The instant it ends.")
    terms = serializers.ListField(child=Choice(CODES), help_text=TERM_CODES)
    version = Whole()

    def get_force(self, order: ProtectiveOrder) -> Force:
        return order.force_at(clock.now())


class Protected(Output):
    ref = Words(help_text="Reference of the client or household member; empty for others.")
    kind = Choice([("client", "client"), ("household", "household"), ("other", "other")])
    name = Words()


class OrderFull(OrderRow):
    issued = ToldMoment(source="issued_said", help_text="When it was issued, as it was told.")
    expires_time = Clock(allow_null=True)
    expires_midnight = Choice(Midnight.choices, allow_blank=True)
    ended_at = Instant(allow_null=True)
    ended_reason = Words()
    court_name = Words()
    court_place = Words()
    court_phone = Words()
    case_number = Words()
    order_number = Words()
    judge = Words()
    protected_people = Protected(many=True)
    terms_text = Words()
    exceptions = Words()
    stay_away = Words()
    address_confidential = serializers.BooleanField()
    filed_under_seal = serializers.BooleanField(
        help_text="Court, numbers and judge are empty for those who may not edit orders."
    )
    mutual = serializers.BooleanField(help_text="There are orders against both sides.")
    source = Choice(Source.choices)  # type: ignore[assignment]
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)
    hearings = HearingRow(many=True, source="shown_hearings")

    def to_representation(self, order: ProtectiveOrder) -> dict[str, Any]:
        return _unsealed(super().to_representation(order), order, self.context, OF_THE_COURT)


class ProtectedValues(Input):
    """Somebody on file by `ref`, or anybody else by `name`."""

    ref = Ref(required=False)
    name = optional()


class OrderValues(Input):
    order_type = Choice(OrderType.choices)
    state = Choice(ALIVE, required=False, help_text="`issued` unless told.")
    respondent = Ref(required=False, allow_null=True)
    replaces = Ref(required=False, allow_null=True, help_text="An earlier order of the case; it ends.")
    issued = MomentValues(required=False, allow_null=True, help_text="Needed when the order is issued.")
    filed_on = Day(required=False, allow_null=True)
    effective_on = Day(required=False, allow_null=True)
    expiry = Choice(Expiry.choices, required=False)
    expires_on = Day(required=False, allow_null=True, help_text="It ends when this day ends.")
    expires_time = Clock(required=False, allow_null=True, help_text="Only where the paper states a time.")
    expires_midnight = Choice(
        Midnight.choices,
        required=False,
        allow_blank=True,
        help_text="Needed when the time is 00:00: midnight as that day begins, or as it ends.",
    )
    court_name = optional()
    court_place = optional(help_text="County and state, tribe or territory.")
    court_phone = optional(max_length=60)
    case_number = optional(max_length=80)
    order_number = optional(max_length=80)
    judge = optional()
    tz = Zone(required=False, help_text="Time zone of the court; the agency's unless told.")
    protected_people = many(ProtectedValues, required=False, max_length=30)
    terms = serializers.ListField(
        child=Choice(CODES), required=False, max_length=len(CODES), help_text=TERM_CODES
    )
    terms_text = optional_text()
    exceptions = optional_text()
    stay_away = optional_text()
    address_confidential = serializers.BooleanField(required=False)
    filed_under_seal = serializers.BooleanField(required=False)
    mutual = serializers.BooleanField(required=False)
    source = Choice(Source.choices, required=False)  # type: ignore[assignment]


class OrderNew(OrderValues):
    case = Ref()


class OrderChange(Change, OrderValues):
    new_paper = serializers.BooleanField(
        required=False, help_text="The court changed the order: this is a new paper, to be served again."
    )


class OrderEnd(Input):
    version = Whole(min_value=1)
    state = Choice(ENDED)
    reason = Line(required=False, allow_blank=True, max_length=4000)


class OrderFilters(CaseFilters):
    state = ChoiceFilter(choices=OrderState.choices)
    service_state = ChoiceFilter(choices=ServiceState.choices)
    order_type = ChoiceFilter(choices=OrderType.choices)
    respondent = RefFilter("respondent")
    expires_before = DayFilter("expires_on", lookup_expr="lt")
    issued_after = InstantFilter("issued_from", lookup_expr="gte")
    address_confidential = YesNoFilter("address_confidential")
