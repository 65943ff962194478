"""Letters as the API takes and gives them: their facts are the declared slots and nothing else (LT-1)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
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
    Text,
    Whole,
    Words,
)
from clients.choices import ReleaseItem
from referrals.choices import LETTER_LANGUAGES, Delivery, LetterState
from referrals.papers.kinds import CHOICE, MANY, MONTH, NUMBER, SPECS, YES, LetterKind, Slot

UNSAID = "Not said in the letter when left out."
EMPTY: dict[str, Any] = {NUMBER: None, YES: False, MANY: []}


def _field(slot: Slot) -> serializers.Field:
    """The field of one slot; every one may be left out, its kind of letter says which may not."""
    words = str(slot.hint) or UNSAID
    options = list(slot.options.items())
    if slot.kind == NUMBER:
        return Whole(required=False, allow_null=True, min_value=1, max_value=30, help_text=words)
    if slot.kind == YES:
        return serializers.BooleanField(required=False, help_text=words)
    if slot.kind == CHOICE:
        return Choice(options, required=False, allow_blank=True, help_text=words)
    if slot.kind == MANY:
        return serializers.ListField(
            child=Choice(options), required=False, max_length=len(options), help_text=words
        )
    if slot.kind == MONTH:
        return serializers.RegexField(
            r"^(19|20)\d\d-(0[1-9]|1[0-2])$", required=False, allow_blank=True, help_text="YYYY-MM"
        )
    return Line(required=False, allow_blank=True, max_length=slot.longest, help_text=words)


SLOTS = {slot.name: slot for spec in SPECS.values() for slot in spec.slots}


class LetterFacts(Input):
    """What a letter says; each kind has its own slots."""

    def get_fields(self) -> dict[str, Any]:
        return {name: _field(slot) for name, slot in SLOTS.items()}


def facts_for(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Every slot of this kind of letter as its form would give it; raises for others and for missing ones."""
    slots = SPECS[LetterKind(kind)].slots
    names = {slot.name for slot in slots}
    errors = {f"facts.{name}": [_("This kind of letter does not say this.")] for name in said.keys() - names}
    errors |= {
        f"facts.{slot.name}": [_("This kind of letter needs it.")]
        for slot in slots
        if slot.required and not said.get(slot.name)
    }
    if errors:
        raise serializers.ValidationError(errors)
    return {slot.name: said.get(slot.name, EMPTY.get(slot.kind, "")) for slot in slots}


class LetterRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    referral = Ref(source="referral.ref", allow_null=True)
    release = Ref(source="release.ref", allow_null=True)
    kind = Choice(LetterKind.choices)
    language = Choice(LETTER_LANGUAGES)
    state = Choice(LetterState.choices)
    items = serializers.ListField(
        child=Choice(ReleaseItem.choices), help_text="What it reveals; a release must cover all of it."
    )
    reference = Words(help_text="Number on the paper; it says nothing about anybody.")
    discreet = serializers.BooleanField()
    written_on = Day()
    valid_until = Day()
    delivery = Choice(Delivery.choices, allow_blank=True)
    drafted_by = Ref(source="drafted_by.ref", allow_null=True)
    client_read_at = Instant(allow_null=True)
    approved_at = Instant(allow_null=True)
    approved_by = Ref(source="approved_by.ref", allow_null=True)
    finalised_at = Instant(allow_null=True)
    finalised_by = Ref(source="finalised_by.ref", allow_null=True)
    delivered_at = Instant(allow_null=True)
    voided_at = Instant(allow_null=True)
    sha256 = Words(help_text="Of the PDF; empty until the letter is final.")
    version = Whole()


class LetterFull(LetterRow):
    recipient = Words()
    recipient_lines = Words()
    signer = Words()
    signer_title = Words()
    facts = serializers.DictField(help_text="Slots of this kind of letter and what each says.")
    withholds = serializers.ListField(child=Words(), source="shown.withholds", help_text="In words.")
    void_reason = Words()


class LetterValues(Input):
    recipient = Line(max_length=160)
    recipient_lines = Text(required=False, allow_blank=True, max_length=300)
    language = Choice(LETTER_LANGUAGES, required=False, help_text="en unless told.")
    valid_until = Day(required=False, help_text="Depends on the kind unless told.")
    signer = Line(required=False, allow_blank=True, max_length=80)
    signer_title = Line(required=False, allow_blank=True, max_length=80)
    discreet = serializers.BooleanField(required=False, help_text="Shows the agency's neutral name, or none.")
    facts = LetterFacts()


class LetterNew(LetterValues):
    case = Ref()
    kind = Choice(LetterKind.choices)
    referral = Ref(required=False, allow_null=True)


class LetterChange(Change, LetterValues):
    pass


class LetterApprove(Input):
    client_read = serializers.BooleanField(help_text="The client has read it and agrees.")


class LetterWay(Input):
    delivery = Choice(Delivery.choices)
    release = Ref(required=False, allow_null=True, help_text="Needed when it is sent under a release.")


class LetterFinalise(LetterWay):
    client_read = serializers.BooleanField(required=False)


class LetterVoid(Input):
    reason = Line(max_length=400)


class LetterFilters(CaseFilters):
    kind = ChoiceFilter(choices=LetterKind.choices)
    state = ChoiceFilter(choices=LetterState.choices)
    delivery = ChoiceFilter(choices=Delivery.choices)
