"""The expected service of an order as the API takes and gives it."""

from __future__ import annotations

from caseload.api.base import Choice, Instant, Line, Output, Ref, Whole, Words
from caseload.foundation.moments import Precision
from orders.api.serializers.moments import MomentValues, ToldMoment
from orders.choices import Source


class ExpectedFull(Output):
    """What was heard of the coming service; version 0 where nothing was. It promises nothing."""

    order = Ref(source="order.ref")
    version = Whole()
    precision = Choice(Precision.choices)
    expected_from = Instant(allow_null=True)
    expected_until = Instant(allow_null=True)
    said = ToldMoment()
    tz = Words()
    source = Choice(Source.choices)  # type: ignore[assignment]
    told_by = Words()
    noted_at = Instant(allow_null=True)
    noted_by = Ref(source="noted_by.ref", allow_null=True)


class ExpectedWhole(MomentValues):
    version = Whole(help_text="The version this is based on; 0 where nothing is noted yet.")
    source = Choice(Source.choices, help_text="How we know.")  # type: ignore[assignment]
    told_by = Line(required=False, allow_blank=True, help_text="Who said so; needed with a moment.")
