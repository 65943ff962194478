"""Noted events and custody as the API takes and gives them."""

from __future__ import annotations

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
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.choices import (
    FEAR_LEVELS,
    NOTABLE,
    CustodyState,
    Detail,
    ExpectedRelease,
    Facility,
    NotedState,
    Source,
    Trigger,
)

NOTED = [(trigger.value, trigger.label) for trigger in NOTABLE]
DETAIL = "Needed for separation and new_partner."
LEVEL = "Needed for client_fear: 1 watch to 4 acute."
NO_WINDOW = (
    "Why it opened no window: long_ago, partner_unknown, together_again, not_in_rules or over. "
    "Empty where it did."
)


class EventRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    state = Choice(NotedState.choices)
    corrects = Ref(source="corrects.ref", allow_null=True, help_text="The entry it takes the place of.")
    trigger = Choice(Trigger.choices)
    detail = Choice(Detail.choices, allow_blank=True)
    level = Whole(allow_null=True)
    order = Ref(source="order.ref", allow_null=True)
    happened_from = Instant(help_text="The earliest instant it can have happened.")
    happened_until = Instant(help_text="The latest; the same when it is known to the minute.")
    precision = Choice(Precision.choices)
    tz = Words(help_text="Time zone of the place.")
    known_at = Instant()
    no_window = Words(help_text=NO_WINDOW)
    noted_by = Ref(source="noted_by.ref", allow_null=True)


class EventFull(EventRow):
    told = ToldMoment(source="said", help_text="The moment as it was told.")
    reason = Words()
    change_reason = Words()


class EventValues(MomentValues):
    reason = Text(max_length=2000, help_text="What happened, in short.")
    detail = Choice(Detail.choices, required=False, help_text=DETAIL)
    level = Choice(FEAR_LEVELS, required=False, help_text=LEVEL)
    order = Ref(required=False, allow_null=True)


class EventNew(EventValues):
    case = Ref()
    trigger = Choice(NOTED, help_text="Service, hearings, orders and release have their own.")


class EventCorrection(EventValues):
    why = Line(max_length=500, help_text="The earlier entry stays on record beside this one.")


class EventWithdrawal(Input):
    why = Line(max_length=500)


class EventFilters(CaseFilters):
    trigger = ChoiceFilter(choices=Trigger.choices)
    state = ChoiceFilter(choices=NotedState.choices)
    order = RefFilter("order")
    happened_after = InstantFilter("happened_until", lookup_expr="gte")
    happened_before = InstantFilter("happened_from", lookup_expr="lt")


class CustodyRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    respondent = Ref(source="respondent.ref", allow_null=True)
    state = Choice(CustodyState.choices)
    since_on = Day(allow_null=True)
    facility = Choice(Facility.choices)
    expected = Choice(ExpectedRelease.choices)
    expected_on = Day(allow_null=True)
    give_or_take_days = Whole()
    source = Choice(Source.choices)  # type: ignore[assignment]
    watch_at = Instant(allow_null=True, help_text="When the next look is asked for.")
    released_from = Instant(allow_null=True, help_text="The earliest instant of release.")
    released_until = Instant(allow_null=True, help_text="The latest.")
    released_precision = Choice(Precision.choices, allow_blank=True)
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)
    version = Whole()


class CustodyFull(CustodyRow):
    place = Words()
    note = Words()
    change_reason = Words()
    released = ToldMoment(source="released_said", help_text="The moment of release as it was told.")


class CustodyValues(Input):
    since_on = Day(required=False, allow_null=True)
    facility = Choice(Facility.choices, required=False)
    place = Line(required=False, allow_blank=True, max_length=300)
    expected = Choice(ExpectedRelease.choices, required=False)
    expected_on = Day(required=False, allow_null=True)
    give_or_take_days = Whole(required=False, max_value=60)
    source = Choice(Source.choices, required=False)  # type: ignore[assignment]
    note = Text(required=False, allow_blank=True, max_length=2000)


class CustodyNew(CustodyValues):
    case = Ref()
    respondent = Ref(required=False, allow_null=True)


class CustodyChange(Change, CustodyValues):
    pass


class CustodyRelease(MomentValues):
    version = Whole(min_value=1)
    why = Line(required=False, allow_blank=True, max_length=500, help_text="Needed to correct a release.")


class CustodyWithdrawal(Input):
    version = Whole(min_value=1)
    why = Line(max_length=500)


class CustodyFilters(CaseFilters):
    state = ChoiceFilter(choices=CustodyState.choices)
    respondent = RefFilter("respondent")
    watch_before = InstantFilter("watch_at", lookup_expr="lt", help_text="Asked for again before this.")
