"""Cases as the API takes and gives them: nothing personal is in a case."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from caseload.api.base import (
    Change,
    Choice,
    ChoiceFilter,
    Filters,
    Input,
    Instant,
    InstantFilter,
    Output,
    Ref,
    RefFilter,
    Whole,
    WholeFilter,
    Words,
    YesNoFilter,
    many,
)
from caseload.models import Assignment, Case, Episode
from clients.api.serializers.contact import ContactValues
from clients.api.serializers.people import ClientValues, RespondentValues, optional, yes_no
from clients.choices import HouseholdRelation

TEAM = "Team that answers for the case."


class CaseRow(Output):
    ref = Ref()
    code = Words(help_text="The agency's own name for the case, such as H-2026-0117.")
    status = Choice(Case.Status.choices)
    client = Ref(source="client.ref", allow_null=True)
    team = Ref(source="team.ref", allow_null=True)
    team_name = Words(source="team.name", allow_null=True)
    advocate = Ref(source="shown_advocate.ref", allow_null=True)
    advocate_name = Words(source="shown_advocate.name", allow_null=True)
    is_resident = serializers.BooleanField()
    level = Whole(max_value=4, help_text="0 no open window, 1 watch, 2 elevated, 3 high, 4 acute.")
    phase = Words(help_text="Code of the phase that sets the level; empty without an open window.")
    next_due_at = Instant(allow_null=True, help_text="When the next phase begins.")
    opened_at = Instant()
    closed_at = Instant(allow_null=True)
    last_activity_at = Instant()
    version = Whole()


class MemberValues(Input):
    name = optional()
    relation = Choice(HouseholdRelation.choices, required=False)
    is_child = serializers.BooleanField(required=False, help_text="Under 18; true unless told.")
    age_stated = optional(max_length=20)
    school_place = optional()
    lives_with_client = yes_no()


class CaseNew(Input):
    """Intake. Nothing but a way to refer to the client is needed."""

    client = ClientValues(help_text="A name, an alias or `code_only` is needed.")
    household = many(MemberValues, required=False, max_length=30)
    contact_methods = many(ContactValues, required=False, max_length=20)
    respondent = RespondentValues(required=False, allow_null=True)
    assign_to = Ref(required=False, allow_null=True, help_text="Caseworker; else the supervisor chooses.")
    team = Ref(required=False, allow_null=True, help_text=TEAM)
    is_resident = serializers.BooleanField(required=False, help_text="Stays in the agency's shelter.")


class CaseChange(Change):
    team = Ref(required=False, allow_null=True, help_text=TEAM)
    is_resident = serializers.BooleanField(required=False)


class CaseAssign(Input):
    staff = Ref(help_text="Caseworker.")
    kind = Choice(Assignment.Kind.choices, required=False)
    ends_at = Instant(required=False, allow_null=True, help_text="For cover: access ends by itself then.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("kind") != Assignment.Kind.COVER:
            data.pop("ends_at", None)
        return data


class CaseClose(Input):
    reason = Choice(Episode.Reason.choices)


class CaseFilters(Filters):
    status = ChoiceFilter(choices=Case.Status.choices)
    level = WholeFilter("level", largest=4)
    level_from = WholeFilter("level", largest=4, lookup_expr="gte", help_text="This level or worse.")
    team = RefFilter("team")
    is_resident = YesNoFilter("is_resident")
    opened_after = InstantFilter("opened_at", lookup_expr="gte")
    opened_before = InstantFilter("opened_at", lookup_expr="lt")
    due_before = InstantFilter("next_due_at", lookup_expr="lt", help_text="Next phase before this instant.")
    updated_after = InstantFilter(
        "last_activity_at", lookup_expr="gte", help_text="Something happened on it at this instant or later."
    )
