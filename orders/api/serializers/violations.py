"""Violations and contact the client made, as the API takes and gives them."""

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
    InstantFilter,
    Line,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    Words,
)
from caseload.foundation.moments import Precision
from clients.choices import YesNoUnknown
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.api.serializers.orders import CODES
from orders.choices import Source
from orders.choices.violations import (
    Channel,
    CourtOutcome,
    EvidenceKind,
    Keeper,
    Option,
    ReportChoice,
    ServedThen,
    StepKind,
    ViolationState,
    Weapon,
)

BROKEN = [(code, label) for code, label in CODES if code != "06"]
THEN = "Orders in force at that moment, as the file says now; computed, never sent."


def asked() -> Choice:
    return Choice(YesNoUnknown.choices)


def ask() -> Choice:
    return Choice(YesNoUnknown.choices, required=False)


def line(**options: Any) -> Line:
    return Line(required=False, allow_blank=True, **options)


def text(**options: Any) -> Text:
    return Text(required=False, allow_blank=True, max_length=4000, **options)


class HappenedRow(Output):
    happened_from = Instant(help_text="The earliest instant it can have happened.")
    happened_until = Instant(help_text="The latest; the same when it is known to the minute.")
    precision = Choice(Precision.choices)
    tz = Words(help_text="Time zone of the place.")


class ViolationStepRow(Output):
    ref = Ref()
    kind = Choice(StepKind.choices)
    happened_on = Day()
    office = Words()
    person = Words()
    number = Words()
    outcome = Choice(CourtOutcome.choices, allow_blank=True)
    detail = Words(help_text="For the agency; it stands on no print.")


class EvidenceRow(Output):
    ref = Ref()
    kind = Choice(EvidenceKind.choices)
    description = Words()
    keeper = Choice(Keeper.choices, help_text="Who has the original; the agency never has.")
    kept_where = Words()
    sha256 = Words(help_text="Fingerprint of the file; empty where none was made.")


class ViolationRow(HappenedRow):
    ref = Ref()
    case = Ref(source="violation.case.ref")
    respondent = Ref(source="violation.respondent.ref", allow_null=True)
    state = Choice(ViolationState.choices)
    channel = Choice(Channel.choices)
    terms = serializers.ListField(child=Choice(BROKEN), help_text="PCO codes of the orders then.")
    orders = serializers.SerializerMethodField(help_text=THEN)
    before_service = serializers.BooleanField(help_text="It surely happened before any of them was served.")
    served_then = Choice(ServedThen.choices)
    is_reported = serializers.BooleanField()
    strangulation = asked()
    threats = asked()
    weapon = Choice(Weapon.choices)
    followed = asked()
    injury = asked()
    medical_care = asked()
    children_present = asked()
    police_called = asked()
    reporting = Choice(ReportChoice.choices, help_text="The client's choice. Nothing is ever reported.")
    ask_again_on = Day(allow_null=True)
    known_to_agency_at = Instant()
    recorded_by = Ref(source="violation.recorded_by.ref", allow_null=True)
    version = Whole()

    def get_fields(self) -> dict[str, Any]:
        """What is not computed is the violation's own."""
        fields = super().get_fields()
        computed = ("orders", "before_service", "served_then", "is_reported", "steps", "evidence")
        for name, field in fields.items():
            if name not in computed and field.source is None:
                field.source = f"violation.{name}"
        return fields

    def get_orders(self, entry: Any) -> list[str]:
        return [order.ref for order in entry.orders]


class ViolationFull(ViolationRow):
    told = ToldMoment(source="violation.said", help_text="The moment as it was told.")
    facts = Words()
    client_words = Words()
    place = Words()
    witnesses = Words()
    source = Choice(Source.choices)  # type: ignore[assignment]
    options = serializers.ListField(child=Choice(Option.choices), help_text="What was talked over.")
    options_on = Day(allow_null=True)
    options_words = Words(help_text="For the agency; it stands on no print.")
    change_reason = Words(help_text="Why it was withdrawn.")
    steps = ViolationStepRow(many=True)
    evidence = EvidenceRow(many=True)


class ViolationFacts(Input):
    channel = Choice(Channel.choices)
    facts = Text(max_length=4000, help_text="What happened: facts, in a few sentences.")
    client_words = text(help_text="Word for word.")
    respondent = Ref(required=False, allow_null=True)
    terms = serializers.ListField(child=Choice(BROKEN), required=False, max_length=len(BROKEN))
    strangulation = ask()
    threats = ask()
    weapon = Choice(Weapon.choices, required=False)
    followed = ask()
    injury = ask()
    medical_care = ask()
    children_present = ask()
    police_called = ask()
    place = line(max_length=300)
    witnesses = text()
    source = Choice(Source.choices, required=False)  # type: ignore[assignment]


class ViolationNew(MomentValues, ViolationFacts):
    case = Ref()
    reporting = Choice(ReportChoice.choices, required=False)


class ViolationChange(Change, ViolationFacts):
    moment = MomentValues(required=False, help_text="Sent whole when the time is corrected.")


class ViolationChoice(Input):
    version = Whole(min_value=1)
    reporting = Choice(ReportChoice.choices)
    ask_again_on = Day(required=False, allow_null=True)
    options = serializers.ListField(
        child=Choice(Option.choices), required=False, max_length=len(Option.choices)
    )
    options_on = Day(required=False, allow_null=True)
    options_words = text()


class ViolationVoid(Input):
    reason = Line(max_length=500)


class ViolationStepNew(Input):
    kind = Choice(StepKind.choices)
    happened_on = Day()
    office = line(max_length=300)
    person = line(max_length=300)
    number = line(max_length=80)
    outcome = Choice(CourtOutcome.choices, required=False, allow_blank=True)
    detail = text()


class EvidenceNew(Input):
    kind = Choice(EvidenceKind.choices)
    description = line(max_length=300)
    keeper = Choice(Keeper.choices, required=False)
    kept_where = line(max_length=300)
    sha256 = line(max_length=64)


class ViolationFilters(CaseFilters):
    respondent = RefFilter("respondent")
    state = ChoiceFilter(choices=ViolationState.choices)
    channel = ChoiceFilter(choices=Channel.choices)
    reporting = ChoiceFilter(choices=ReportChoice.choices)
    happened_after = InstantFilter("happened_until", lookup_expr="gte")
    happened_before = InstantFilter("happened_from", lookup_expr="lt")


class ContactEventRow(HappenedRow):
    ref = Ref()
    case = Ref(source="case.ref")
    channel = Choice(Channel.choices)
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)
    version = Whole()


class ContactEventFull(ContactEventRow):
    told = ToldMoment(source="said", help_text="The moment as it was told.")
    words = Words()


class ContactEventNew(MomentValues):
    case = Ref()
    channel = Choice(Channel.choices)
    words = text()


class ContactEventChange(Change):
    channel = Choice(Channel.choices)
    words = text()
    moment = MomentValues(required=False, help_text="Sent whole when the time is corrected.")


class ContactEventFilters(CaseFilters):
    happened_after = InstantFilter("happened_until", lookup_expr="gte")
    happened_before = InstantFilter("happened_from", lookup_expr="lt")
