"""Safety plans as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Choice,
    Day,
    DayFilter,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    Whole,
    Words,
    YesNoFilter,
    many,
)
from clients import plan_catalogue
from clients.api.serializers.people import optional, optional_text
from clients.choices import (
    Audience,
    CopyDecision,
    CopyHolder,
    HandedBy,
    PlanState,
    ReviewTrigger,
    Setting,
    YesNoUnknown,
)

SECTIONS = [(section.key, section.title) for section in plan_catalogue.SECTIONS]
ANSWER = "Empty: not talked about yet."


class PlanRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    current_version = Whole(
        source="current.number", allow_null=True, help_text="Number of the version that holds."
    )
    changed_since_version = serializers.BooleanField()
    review_on = Day(allow_null=True)
    review_trigger = Choice(ReviewTrigger.choices, allow_blank=True)
    declined_on = Day(allow_null=True, help_text="The client would rather not make a plan now.")
    shelter_may_read = serializers.BooleanField()
    legal_may_read = serializers.BooleanField()


class ItemRow(Output):
    ref = Ref()
    section = Choice(SECTIONS)
    key = Words(help_text="Code of a common item; empty for one in the client's own words.")
    setting = Choice(Setting.choices)
    label = Words(source="shown_label")  # type: ignore[assignment]
    state = Choice(PlanState.choices, allow_blank=True, help_text=ANSWER)
    words = Words()
    staff_note = Words(help_text="For staff; never printed.")
    changed_at = Instant(allow_null=True)
    version = Whole()


class SignalRow(Output):
    ref = Ref()
    signal = Words()
    audience = Choice(Audience.choices)
    who = Words()
    meaning = Words()
    response = Words()
    agreed_on = Day(allow_null=True)
    rehearsed = Choice(YesNoUnknown.choices)
    version = Whole()


class CopyRow(Output):
    ref = Ref()
    holder = Choice(CopyHolder.choices)
    place = Words()
    person = Words()
    decision = Choice(CopyDecision.choices)
    handed_by = Choice(HandedBy.choices)
    given_on = Day(allow_null=True)
    is_certified = serializers.BooleanField()
    is_stale = serializers.BooleanField()
    version = Whole()


class PlanFull(PlanRow):
    items = ItemRow(many=True, source="shown_items")
    signals = SignalRow(many=True, source="shown_signals")
    copies = CopyRow(many=True, source="shown_copies")


class PlanNew(Input):
    case = Ref()
    declined = serializers.BooleanField(
        required=False, help_text="The client would rather not now; the next review is set."
    )


class AnswerNew(Input):
    """One item: name a common one by `key`, one of the client's own by `ref`, or begin one with a `label`."""

    key = optional(max_length=64)
    ref = Ref(required=False)
    label = optional()  # type: ignore[assignment]
    state = Choice(PlanState.choices, allow_blank=True, help_text=ANSWER)
    words = optional_text()
    staff_note = optional_text()
    version = Whole(required=False, help_text="The version this is based on; none for a first answer.")


class Answers(Input):
    section = Choice(SECTIONS)
    answers = many(AnswerNew, min_length=1, max_length=60)


class Publish(Input):
    made_with_client = serializers.BooleanField()
    client_approved_on = Day(required=False, allow_null=True)
    language = optional()
    reason = Line(required=False, allow_blank=True, help_text="Why a new version.")
    next_review_on = Day(
        required=False, allow_null=True, help_text="In 90 days unless told; in 30 while a window is open."
    )


class Sharing(Input):
    shelter_may_read = serializers.BooleanField(help_text="The client agrees.")
    legal_may_read = serializers.BooleanField(help_text="The client agrees.")


class PlanFilters(CaseFilters):
    review_before = DayFilter("review_on", lookup_expr="lt")
    changed_since_version = YesNoFilter("changed_since_version")
