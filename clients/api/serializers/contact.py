"""Ways to reach the client as the API takes and gives them: every channel unsafe until said otherwise."""

from __future__ import annotations

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
    Whole,
    Words,
    YesNoFilter,
    many,
)
from clients.api.serializers.people import flag, optional, optional_text, yes_no
from clients.choices import ContactChannel, ContactKind, SafeFlag, YesNoUnknown

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class SafeHours(Input):
    """A span of local time in the agency's zone; one that ends earlier than it starts runs past midnight."""

    days = serializers.ListField(
        child=Whole(max_value=6), max_length=7, help_text="0 is Monday; empty means every day."
    )
    starts = serializers.RegexField(CLOCK, source="from", help_text="HH:MM")
    ends = serializers.RegexField(CLOCK, source="to", help_text="HH:MM")


class ContactValues(Input):
    kind = Choice(ContactKind.choices, required=False)
    value = Line(max_length=500, help_text="The number or address.")
    label = optional(help_text="Whose it is, or where.")  # type: ignore[assignment]
    safe_to_call = flag()
    safe_to_voicemail = flag()
    safe_to_text = flag()
    safe_to_email = flag()
    safe_to_post = flag()
    hours = many(SafeHours, required=False, max_length=7)
    hours_note = optional_text()
    say_you_are_from = optional()
    code_word = optional()
    respondent_has_access = yes_no(help_text="`yes` closes every channel, whatever else is said.")
    is_preferred = serializers.BooleanField(required=False)
    confirmed_on = Day(required=False, allow_null=True, help_text="Last confirmed with the client.")


class ContactNew(ContactValues):
    case = Ref()


class ContactChange(Change, ContactValues):
    pass


class ContactRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    kind = Choice(ContactKind.choices)
    safe_to_call = Choice(SafeFlag.choices)
    safe_to_voicemail = Choice(SafeFlag.choices)
    safe_to_text = Choice(SafeFlag.choices)
    safe_to_email = Choice(SafeFlag.choices)
    safe_to_post = Choice(SafeFlag.choices)
    respondent_has_access = Choice(YesNoUnknown.choices)
    is_preferred = serializers.BooleanField()
    confirmed_on = Day(allow_null=True)
    version = Whole()


class Channel(Output):
    """Whether one channel may be used at the moment of asking, and why or why not."""

    channel = Choice(ContactChannel.choices)
    allowed = serializers.BooleanField(source="verdict.allowed")
    reason = Words(source="verdict.reason")
    until = Instant(source="verdict.until", allow_null=True)


class ShownHours(Output):
    days = serializers.ListField(child=Whole())
    starts = Words(source="from")
    ends = Words(source="to")


class ContactFull(ContactRow):
    value = Words()
    label = Words()  # type: ignore[assignment]
    hours = ShownHours(many=True)
    hours_note = Words()
    say_you_are_from = Words()
    code_word = Words()
    channels = Channel(many=True, source="shown_channels")


class ContactFilters(CaseFilters):
    kind = ChoiceFilter(choices=ContactKind.choices)
    is_preferred = YesNoFilter("is_preferred")
