"""Releases of information as the API takes and gives them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from caseload.api.base import (
    CaseFilters,
    Choice,
    Clock,
    Day,
    DayFilter,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    Text,
    Whole,
    Words,
    YesNoFilter,
    many,
)
from clients.api.serializers.people import optional, optional_text
from clients.choices import (
    ReleaseItem,
    ReleaseMethod,
    ReleaseStatus,
    RevokedHow,
    SignatureKind,
    SignerCapacity,
)
from clients.consent import HARD_CAP

CODES = "Codes of a closed list; there is no code for everything."


def codes(choices: Any, **options: Any) -> serializers.ListField:
    return serializers.ListField(child=Choice(choices), **options)


class ReleaseRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    subject = Ref(source="subject.ref", allow_null=True, help_text="Household member; null for the client.")
    status = Choice(ReleaseStatus.choices)
    items = codes(ReleaseItem.choices, help_text=CODES)
    methods = codes(ReleaseMethod.choices)
    starts_at = Instant()
    expires_on = Day(help_text="The last day.")
    expires_at = Instant(help_text="The instant it ends.")
    signed_at = Instant(allow_null=True)
    revoked_at = Instant(allow_null=True)
    voided_at = Instant(allow_null=True)


class Signature(Output):
    capacity = Choice(SignerCapacity.choices)
    name = Words()
    kind = Choice(SignatureKind.choices)
    signed_on = Day()


class Told(Output):
    """One entry of the ledger of what was told."""

    ref = Ref()
    items = codes(ReleaseItem.choices)
    method = Choice(ReleaseMethod.choices)
    told_to = Words()
    note = Words()
    disclosed_at = Instant()
    disclosed_by = Ref(source="disclosed_by.ref", allow_null=True)


class ReleaseFull(ReleaseRow):
    recipient_name = Words()
    recipient_person = Words()
    recipient_contact = Words()
    purpose = Words()
    items_detail = Words()
    excluded = Words()
    term_reason = Words()
    language = Words()
    informed = serializers.BooleanField()
    alternatives_discussed = serializers.BooleanField()
    not_a_condition = serializers.BooleanField()
    revoke_explained = serializers.BooleanField()
    witness = Ref(source="witness.ref", allow_null=True)
    revoked_how = Words()
    revoked_in_writing_on = Day(allow_null=True)
    void_reason = Words()
    signers = Signature(many=True, source="shown_signers")
    disclosures = Told(many=True, source="shown_disclosures")


class ReleaseTerms(Input):
    """Give `days`, or `expires_on`; 30 days unless told."""

    recipient_name = Line(help_text="One organization; another needs a release of its own.")
    recipient_person = optional()
    recipient_contact = optional()
    subject = Ref(required=False, allow_null=True, help_text="Household member; the client unless told.")
    purpose = Text()
    items = codes(ReleaseItem.choices, min_length=1, max_length=40, help_text=CODES)
    items_detail = optional_text()
    excluded = optional_text()
    methods = codes(ReleaseMethod.choices, min_length=1, max_length=10)
    starts_on = Day(required=False, allow_null=True, help_text="Today unless told.")
    days = Whole(required=False, allow_null=True, min_value=1, max_value=HARD_CAP)
    expires_on = Day(required=False, allow_null=True, help_text="The last day.")
    expires_time = Clock(
        required=False, allow_null=True, help_text="HH:MM on the last day; its end unless told."
    )
    term_reason = optional(help_text="Why longer than 30 days.")
    language = optional()


class ReleaseNew(ReleaseTerms):
    case = Ref()


class Signer(Input):
    capacity = Choice(SignerCapacity.choices)
    name = optional(help_text="Needed for a parent or guardian; never the respondent.")
    kind = Choice(SignatureKind.choices, required=False)


class ReleaseSign(Input):
    signers = many(Signer, max_length=4)
    informed = serializers.BooleanField(help_text="What may come of it was talked through.")
    not_a_condition = serializers.BooleanField(help_text="It was made clear that help does not depend on it.")
    alternatives_discussed = serializers.BooleanField(required=False)
    revoke_explained = serializers.BooleanField(required=False)
    minor_may_consent_alone = serializers.BooleanField(required=False)
    minor_consent_basis = optional()
    signed_on = Day(required=False, allow_null=True, help_text="Today unless told.")


class ReleaseRevoke(Input):
    how = Choice(RevokedHow.choices)


class ReleaseVoid(Input):
    reason = Line()


class ReleaseDisclose(Input):
    items = codes(ReleaseItem.choices, min_length=1, max_length=40)
    method = Choice(ReleaseMethod.choices)
    told_to = optional()
    note = optional_text()


class ReleaseFilters(CaseFilters):
    is_signed = YesNoFilter("signed_at", lookup_expr="isnull", exclude=True)
    is_revoked = YesNoFilter("revoked_at", lookup_expr="isnull", exclude=True)
    expires_before = DayFilter("expires_on", lookup_expr="lt")
    expires_after = DayFilter("expires_on", lookup_expr="gte")
