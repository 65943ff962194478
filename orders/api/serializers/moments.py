"""When something happened, as a person tells it, and how exactly that is known."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import Choice, Clock, Day, Input, Output, Whole, Words, Zone
from caseload.foundation.moments import PartOfDay, Precision, Said

WHICH = [("first", "the first time"), ("second", "the second time"), ("either", "not known which")]
FOLD = {"first": 0, "second": 1}
NEEDED = {
    Precision.EXACT: ("day", "at"),
    Precision.HOUR: ("day", "at"),
    Precision.PART_OF_DAY: ("day", "part"),
    Precision.DATE_ONLY: ("day",),
    Precision.APPROX_DATE: ("day", "give_or_take_days"),
    Precision.UNKNOWN: (),
}


class MomentValues(Input):
    """A local day and time at the place. What `precision` needs must be given."""

    precision = Choice(Precision.choices)
    day = Day(required=False, allow_null=True)
    at = Clock(required=False, allow_null=True, help_text="HH:MM on the clocks of the place.")
    which = Choice(
        WHICH, required=False, allow_null=True, help_text="Which one, where the clocks showed the time twice."
    )
    part = Choice(PartOfDay.choices, required=False, allow_null=True)
    give_or_take_days = Whole(required=False, allow_null=True, min_value=1, max_value=60)
    tz = Zone(required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        missing = [name for name in NEEDED[Precision(data["precision"])] if data.get(name) in (None, "")]
        if missing:
            raise serializers.ValidationError({name: [_("This precision needs it.")] for name in missing})
        return data


MOMENT = ("precision", "day", "at", "which", "part", "give_or_take_days", "tz")


def said_of(data: dict[str, Any], tz: str) -> Said:
    """The moment a body tells; `tz` holds where the body names none."""
    precision = Precision(data["precision"])
    timed = precision in (Precision.EXACT, Precision.HOUR)
    which = data.get("which") if timed else None
    return Said(
        precision,
        ZoneInfo(data.get("tz") or tz),
        None if precision == Precision.UNKNOWN else data.get("day"),
        data.get("at") if timed else None,
        PartOfDay(data["part"]) if precision == Precision.PART_OF_DAY else None,
        data["give_or_take_days"] if precision == Precision.APPROX_DATE else 0,
        fold=FOLD.get(which or ""),
        either_fold=which == "either",
    )


class ToldMoment(Output):
    """The moment as it was told; null where nothing was."""

    day = Day(allow_null=True)
    at = Clock(allow_null=True)
    part = Words(allow_null=True)
    give_or_take_days = Whole(allow_null=True)
    which = serializers.SerializerMethodField(help_text="first, second, either; null when not asked.")

    def get_which(self, said: dict[str, Any]) -> str | None:
        which = said.get("which")
        return {0: "first", 1: "second"}.get(which, which) if which is not None else None
