"""Registrations for notices and what clients were told, as the API takes and gives them. There is no PIN."""

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
    RefFilter,
    Text,
    Whole,
    Words,
)
from caseload.foundation.moments import Precision
from clients.choices import YesNoUnknown
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.choices.client_notices import NoticeChannel, NoticeService, RegistrationState, ToldKind, Via

NO_PIN = "Refused when it looks like a PIN: that is the client's alone."


class NoticeRegistrationRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref", allow_null=True, help_text="Null when it is about the respondent.")
    state = Choice(RegistrationState.choices)
    service = Choice(NoticeService.choices)
    registered_by_client = serializers.BooleanField()
    channel = Choice(NoticeChannel.choices)
    test_call = Choice(YesNoUnknown.choices, help_text="Whether a test notice came.")
    registered_on = Day(allow_null=True)
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)
    version = Whole()


class NoticeRegistrationFull(NoticeRegistrationRow):
    service_name = Words()
    note = Words()


class NoticeRegistrationValues(Input):
    state = Choice(RegistrationState.choices, required=False)
    service = Choice(NoticeService.choices, required=False)
    service_name = Line(required=False, allow_blank=True, max_length=120, help_text="Needed for `other`.")
    registered_by_client = serializers.BooleanField(required=False)
    channel = Choice(NoticeChannel.choices, required=False)
    test_call = Choice(YesNoUnknown.choices, required=False)
    registered_on = Day(required=False, allow_null=True)
    note = Text(required=False, allow_blank=True, max_length=1000, help_text=NO_PIN)


class NoticeRegistrationNew(NoticeRegistrationValues):
    case = Ref()
    order = Ref(required=False, allow_null=True)


class NoticeRegistrationChange(Change, NoticeRegistrationValues):
    pass


class NoticeRegistrationFilters(CaseFilters):
    order = RefFilter("order")
    state = ChoiceFilter(choices=RegistrationState.choices)
    service = ChoiceFilter(choices=NoticeService.choices)


class ClientNoticeRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    order = Ref(source="order.ref", allow_null=True)
    registration = Ref(source="registration.ref", allow_null=True)
    kind = Choice(ToldKind.choices)
    via = Choice(Via.choices, help_text="How the client knows.")
    happened_from = Instant(help_text="The earliest instant at which it can have been.")
    happened_until = Instant(help_text="The latest.")
    precision = Choice(Precision.choices)
    service_attempt = Ref(source="attempt.ref", allow_null=True, help_text="The service recorded with it.")
    custody = Ref(source="custody.ref", allow_null=True, help_text="The release recorded with it.")
    no_longer_stands = serializers.BooleanField(help_text="What was recorded with it was changed since.")
    recorded_by = Ref(source="recorded_by.ref", allow_null=True)


class ClientNoticeFull(ClientNoticeRow):
    words = Words()
    told = ToldMoment(source="said", help_text="The moment as it was told.")


class ClientNoticeNew(MomentValues):
    case = Ref()
    kind = Choice(ToldKind.choices)
    via = Choice(Via.choices)
    order = Ref(required=False, allow_null=True, help_text="Needed for `served` and `hearing`.")
    respondent = Ref(required=False, allow_null=True, help_text="Who was released.")
    registration = Ref(required=False, allow_null=True)
    words = Text(required=False, allow_blank=True, max_length=1000, help_text=NO_PIN)


class ClientNoticeFilters(CaseFilters):
    order = RefFilter("order")
    kind = ChoiceFilter(choices=ToldKind.choices)
