"""The client, contact methods, respondents and the protected address as the API takes and gives them."""

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
    Line,
    Output,
    Ref,
    Text,
    Whole,
    Words,
    YesNoFilter,
)
from clients.choices import (
    HouseholdRelation,
    RespondentRelation,
    SafeFlag,
    YesNoUnknown,
)

LOOKS = ("height", "hair", "eyes", "marks", "vehicle", "plate", "other")
BORN = "Day of birth; null when it is not known."


def optional(**options: Any) -> Line:
    return Line(required=False, allow_blank=True, **options)


def optional_text(**options: Any) -> Text:
    return Text(required=False, allow_blank=True, **options)


def yes_no(**options: Any) -> Choice:
    return Choice(YesNoUnknown.choices, required=False, **options)


def flag() -> Choice:
    return Choice(SafeFlag.choices, required=False, help_text="`unknown` counts as not safe.")


class DayAsText(Day):
    """A day that is stored as text because it is encrypted; null when it is not known."""

    def __init__(self, **options: Any):
        super().__init__(allow_null=True, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        found = super().run_validation(data)
        return found.isoformat() if found else ""

    def to_representation(self, value: Any) -> Any:
        return value or None


# ---- The client -----------------------------------------------------------------------------------------


class ClientValues(Input):
    name = optional()
    preferred_name = optional(help_text="The name they like to be called.")
    alias = optional(help_text="Shown instead of the name.")
    code_only = serializers.BooleanField(required=False, help_text="Known by the case code only.")
    date_of_birth = DayAsText(required=False, help_text=BORN)
    pronouns = optional()
    languages = optional()
    interpreter_needed = yes_no()
    access_needs = optional_text()
    allergies = optional_text()
    pets = optional_text()
    do_not_contact = serializers.BooleanField(required=False, help_text="Closes every way to make contact.")
    has_guardian = serializers.BooleanField(required=False, help_text="An adult with a legal guardian.")
    acp_participant = serializers.BooleanField(
        required=False, help_text="In an address confidentiality program."
    )
    substitute_address = optional_text()
    notes = optional_text()


class ClientChange(Change, ClientValues):
    pass


class ClientRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    case_code = Words(source="case.code")
    display_name = Words(help_text="How the client is called; the case code when no name may be used.")
    do_not_contact = serializers.BooleanField()
    version = Whole()


class MemberRow(Output):
    ref = Ref()
    name = Words()
    relation = Choice(HouseholdRelation.choices)
    is_child = serializers.BooleanField()
    age = Words(help_text="In years; as text, because it may be as it was told.")
    school_place = Words()
    lives_with_client = Choice(YesNoUnknown.choices)
    is_protected = Choice(YesNoUnknown.choices)
    abuse_concern = serializers.BooleanField()
    version = Whole()


class EmergencyRow(Output):
    ref = Ref()
    name = Words()
    relation = Words()
    phone = Words()
    knows_situation = Choice(YesNoUnknown.choices)
    may_tell = Words()
    consent_on = Day(allow_null=True, help_text="Without this day nobody may call them.")
    hours = Words()
    priority = Whole(help_text="Order to call in, from 1.")
    version = Whole()


class ClientFull(ClientRow):
    name = Words()
    preferred_name = Words()
    alias = Words()
    code_only = serializers.BooleanField()
    date_of_birth = DayAsText(help_text=BORN)
    age = Whole(allow_null=True, help_text="Full years today.")
    pronouns = Words()
    languages = Words()
    interpreter_needed = Choice(YesNoUnknown.choices)
    access_needs = Words()
    allergies = Words()
    pets = Words()
    has_guardian = serializers.BooleanField()
    acp_participant = serializers.BooleanField()
    substitute_address = Words()
    notes = Words()
    household = MemberRow(many=True, source="shown_household")
    emergency_contacts = EmergencyRow(many=True, source="shown_emergency_contacts")


class LocationFull(Output):
    """Where the client really is; `version` 0 means that nothing is on file."""

    address = Words()
    directions = Words()
    confirmed_on = Day(allow_null=True)
    version = Whole()


class LocationWhole(Input):
    address = optional_text()
    directions = optional_text()
    confirmed_on = Day(required=False, allow_null=True)
    version = Whole(help_text="The version this change is based on; 0 when nothing is on file yet.")


class ClientFilters(CaseFilters):
    do_not_contact = YesNoFilter("do_not_contact")


# ---- Respondents ----------------------------------------------------------------------------------------


class Looks(Input):
    """How to recognize the respondent."""

    height = optional()
    hair = optional()
    eyes = optional()
    marks = optional()
    vehicle = optional()
    plate = optional()
    other = optional(max_length=1000)


class RespondentValues(Input):
    name = optional()
    aliases = optional(help_text="Several are separated by commas.")
    relationship = Choice(RespondentRelation.choices, required=False)
    date_of_birth = optional(help_text="As it is known: a day, a year or an age.")
    phone = optional()
    address = optional_text()
    workplace = optional()
    description = Looks(required=False)
    lives_together = yes_no()
    child_in_common = yes_no()
    in_custody = yes_no()
    notes = optional_text()


class RespondentNew(RespondentValues):
    case = Ref()


class RespondentChange(Change, RespondentValues):
    pass


class RespondentRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    relationship = Choice(RespondentRelation.choices)
    lives_together = Choice(YesNoUnknown.choices)
    child_in_common = Choice(YesNoUnknown.choices)
    in_custody = Choice(YesNoUnknown.choices)
    version = Whole()


class RespondentFull(RespondentRow):
    name = Words()
    aliases = Words()
    date_of_birth = Words()
    phone = Words()
    address = Words()
    workplace = Words()
    description = serializers.DictField(child=Words(), help_text="What is known of: " + ", ".join(LOOKS))
    notes = Words()


class RespondentFilters(CaseFilters):
    relationship = ChoiceFilter(choices=RespondentRelation.choices)
    in_custody = ChoiceFilter(choices=YesNoUnknown.choices)
