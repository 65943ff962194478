"""Service attempts, windows and alerts as the API takes and gives them."""

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
    Line,
    Output,
    Ref,
    RefFilter,
    Text,
    Whole,
    WholeFilter,
    Words,
)
from caseload.foundation.moments import Precision
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.choices import (
    AlertKind,
    AlertState,
    ClosedReason,
    Outcome,
    PlaceKind,
    Server,
    Source,
    Trigger,
    WindowState,
)
from orders.models import ServiceAttempt

LEVEL = "1 watch, 2 elevated, 3 high, 4 acute."


class AttemptRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref")
    state = Choice(ServiceAttempt.State.choices)
    corrects = Ref(source="corrects.ref", allow_null=True, help_text="The attempt it takes the place of.")
    outcome = Choice(Outcome.choices)
    server = Choice(Server.choices)
    place_kind = Choice(PlaceKind.choices)
    happened_from = Instant(help_text="The earliest instant it can have happened.")
    happened_until = Instant(help_text="The latest; the same when it is known to the minute.")
    precision = Choice(Precision.choices)
    tz = Words(help_text="Time zone of the place.")
    paper_version = Whole()
    in_custody = serializers.BooleanField()
    return_filed_on = Day(allow_null=True)
    source = Choice(Source.choices)  # type: ignore[assignment]
    known_to_agency_at = Instant()
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)


class AttemptFull(AttemptRow):
    told = ToldMoment(source="said", help_text="The moment as it was told.")
    place = Words()
    documents = Words()
    note = Words()
    change_reason = Words()


class AttemptValues(MomentValues):
    outcome = Choice(Outcome.choices)
    server = Choice(Server.choices, required=False)
    place_kind = Choice(PlaceKind.choices, required=False)
    place = Line(required=False, allow_blank=True, max_length=300)
    in_custody = serializers.BooleanField(required=False)
    documents = Line(required=False, allow_blank=True, max_length=300)
    return_filed_on = Day(required=False, allow_null=True)
    source = Choice(Source.choices, required=False)  # type: ignore[assignment]
    note = Text(required=False, allow_blank=True, max_length=2000)


class AttemptNew(AttemptValues):
    order = Ref()


class AttemptCorrection(AttemptValues):
    reason = Line(max_length=500, help_text="The earlier entry stays on record beside this one.")


class AttemptVoid(Input):
    reason = Line(max_length=500)


class AttemptFilters(CaseFilters):
    order = RefFilter("order")
    state = ChoiceFilter(choices=ServiceAttempt.State.choices)
    outcome = ChoiceFilter(choices=Outcome.choices)
    happened_after = InstantFilter("happened_until", lookup_expr="gte")
    happened_before = InstantFilter("happened_from", lookup_expr="lt")


class Phase(Output):
    phase = Words()
    level = Whole(help_text=LEVEL)
    starts_at = Instant()
    ends_at = Instant(allow_null=True, help_text="Null: it lasts until its reason is gone.")
    entered_at = Instant(allow_null=True, help_text="When its beginning was acted on.")
    was_missed = serializers.BooleanField(help_text="It was over before the agency knew of it.")


class WindowRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    trigger = Choice(Trigger.choices, help_text="What opened it.")
    order = Ref(source="order.ref", allow_null=True)
    attempt = Ref(source="attempt.ref", allow_null=True, help_text="The service it follows from.")
    event_from = Instant(help_text="The earliest the event can have been.")
    event_until = Instant(help_text="The latest the event can have been.")
    replaces = Ref(source="replaces.ref", allow_null=True)
    policy = Whole(source="policy.number", help_text="Version of the agency's rules it runs under.")
    moved_by = Ref(
        source="moved_by.ref", allow_null=True, help_text="Who moved it there from the version before."
    )
    state = Choice(WindowState.choices)
    level = Whole(help_text=LEVEL)
    phase = Words(help_text="Empty outside every phase.")
    phase_ends_at = Instant(allow_null=True)
    opens_at = Instant()
    closes_at = Instant(allow_null=True, help_text="Null: it lasts until its reason is gone.")
    tz = Words()
    known_at = Instant()
    next_change_at = Instant(allow_null=True)
    first_service = serializers.BooleanField()
    missed_acute = serializers.BooleanField()
    closed_at = Instant(allow_null=True)
    phases = Phase(many=True, source="phases.all")


class WindowFull(WindowRow):
    reason = Words(help_text="Why it was opened, in words.")
    close_reason = Words()
    client_view = Words()


class WindowClose(Input):
    reason = Text(max_length=1000)
    client_view = Text(max_length=1000, help_text="How the client sees it.")


class WindowFilters(CaseFilters):
    order = RefFilter("order")
    trigger = ChoiceFilter(choices=Trigger.choices)
    state = ChoiceFilter(choices=WindowState.choices)
    level_from = WholeFilter("level", largest=4, lookup_expr="gte", help_text="This level or worse.")
    closes_before = InstantFilter("closes_at", lookup_expr="lt")
    due_before = InstantFilter("next_change_at", lookup_expr="lt", help_text="Next change before this.")


class AlertRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    window = Ref(source="window.ref")
    trigger = Choice(Trigger.choices, source="window.trigger", help_text="What opened the window.")
    order = Ref(source="window.order.ref", allow_null=True)
    kind = Choice(AlertKind.choices)
    phase = Words()
    level = Whole(help_text=LEVEL)
    state = Choice(AlertState.choices)
    due_at = Instant()
    raised_at = Instant(allow_null=True)
    acknowledge_by = Instant(allow_null=True, help_text="After this it goes to the next in the chain.")
    step = Whole(help_text="How often it was passed on.")
    asked_role = Words(help_text="Whom it waits for; empty before it is raised.")
    acknowledged_by = Ref(source="acknowledged_by.ref", allow_null=True)
    acknowledged_by_name = Words(source="acknowledged_by.name", allow_null=True)
    acknowledged_at = Instant(allow_null=True)
    closed_at = Instant(allow_null=True)
    closed_reason = Choice(ClosedReason.choices, allow_blank=True)


class AlertFull(AlertRow):
    note = Words()


class AlertAnswer(Input):
    note = Line(max_length=500, help_text="What happens next, in a few words.")
    others = serializers.BooleanField(
        required=False, help_text="Also answers other alerts of the case that wait and are no worse."
    )


class AlertFilters(CaseFilters):
    window = RefFilter("window")
    state = ChoiceFilter(choices=AlertState.choices)
    kind = ChoiceFilter(choices=AlertKind.choices)
    level_from = WholeFilter("level", largest=4, lookup_expr="gte", help_text="This level or worse.")
    due_before = InstantFilter("due_at", lookup_expr="lt")
    answer_before = InstantFilter("acknowledge_by", lookup_expr="lt", help_text="To be answered before this.")
