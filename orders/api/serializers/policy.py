"""Versions and drafts of the rules as the API gives them; they are written and answered on pages."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from caseload.api.base import Choice, ChoiceFilter, Filters, Instant, Output, Ref, Whole, Words
from orders.choices.policy import MARK_WORDS, DraftState
from orders.models import PolicyDraft

PATH = "The part: an event, a phase, then a field or a task."
RULES = "Phases, events, tasks, chain and staffed hours, as the rules are stored."


class VersionRow(Output):
    ref = Ref()
    number = Whole(help_text="As `policy` of a window names it.")
    key = Words()
    effective_from = Instant()
    until = Instant(allow_null=True, help_text="When the next version begins; null while none does.")
    is_in_force = serializers.BooleanField()
    proposed_by = Ref(source="policy.proposed_by.ref", allow_null=True)
    approved_by = Ref(source="policy.approved_by.ref", allow_null=True, help_text="Null: Lantern's own.")
    called_off_at = Instant(source="policy.called_off_at", allow_null=True, help_text="It never holds.")


class VersionFull(VersionRow):
    rules = serializers.JSONField(source="policy.rules", help_text=RULES)


class DraftRow(Output):
    ref = Ref()
    title = Words()
    state = Choice(DraftState.choices)
    based_on = Whole(source="based_on.number", help_text="The version it was written on.")
    begun_by = Ref(source="begun_by.ref")
    proposed_by = Ref(source="proposed_by.ref", allow_null=True)
    proposed_at = Instant(allow_null=True)
    answered_by = Ref(source="answered_by.ref", allow_null=True)
    answered_at = Instant(allow_null=True)
    became = Ref(source="policy.ref", allow_null=True, help_text="The version it became.")
    version = Whole()


class ProblemShown(Output):
    path = serializers.ListField(child=Words(), help_text=PATH)
    words = serializers.SerializerMethodField()

    def get_words(self, problem: Any) -> str:
        return str(problem)


class DraftFull(DraftRow):
    why = Words()
    answer = Words()
    rules = serializers.JSONField(help_text=RULES)
    problems = ProblemShown(many=True, help_text="Why these rules cannot be proposed yet.")


class DifferenceRow(Output):
    path = serializers.ListField(child=Words(), help_text=PATH)
    mark = Choice([(mark, mark) for mark in MARK_WORDS if mark != "same"])
    before = serializers.JSONField(allow_null=True, help_text="Null: it is new.")
    after = serializers.JSONField(allow_null=True, help_text="Null: it is gone.")


class DifferenceShown(Output):
    against = Whole(allow_null=True, help_text="The version it is compared with; null for the first.")
    differences = DifferenceRow(many=True)


class DraftFilters(Filters):
    state = ChoiceFilter(choices=DraftState.choices)

    class Meta:
        model = PolicyDraft
        fields: list[str] = []
