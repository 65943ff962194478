"""What a body may hold and what an answer holds, with limits that the database could not refuse kindly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from .paths import REF

FIRST_YEAR, LAST_YEAR = 1900, 2199
OUT_OF_RANGE = gettext_lazy("Choose a year from %(first)s to %(last)s.") % {
    "first": FIRST_YEAR,
    "last": LAST_YEAR,
}


class Line(serializers.CharField):
    """Text on one line, at most 200 characters unless told."""

    def __init__(self, **options: Any):
        options.setdefault("max_length", 200)
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Words(serializers.CharField):
    """Text of an answer, as it is stored."""


class Text(Line):
    """Text on any number of lines, at most 20,000 characters unless told."""

    def __init__(self, **options: Any):
        options.setdefault("max_length", 20_000)
        super().__init__(**options)


class Ref(serializers.RegexField):
    """The opaque reference of a thing: 22 characters."""

    def __init__(self, **options: Any):
        options.setdefault(
            "error_messages", {"invalid": gettext_lazy("Must be a reference of 22 characters.")}
        )
        super().__init__(f"^{REF}$", **options)


class Choice(serializers.ChoiceField):
    """One of a closed list of codes; anything that is not text is refused."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str | int) or isinstance(data, bool):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)

    def to_representation(self, value: Any) -> Any:
        return value.value if isinstance(value, models.Choices) else value


class Whole(serializers.IntegerField):
    """A whole number within limits the database can hold."""

    def __init__(self, **options: Any):
        options.setdefault("min_value", 0)
        options.setdefault("max_value", 2**31 - 1)
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool | str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Instant(serializers.DateTimeField):
    """An instant with its offset or `Z` (RFC 3339); answered in UTC. A time without an offset is refused."""

    default_error_messages = {
        "offset": gettext_lazy("Give the offset from UTC, or Z: 2026-03-07T22:15:00-06:00."),
        "range": OUT_OF_RANGE,
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("offset")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            self.fail("range")
        return value.astimezone(UTC)


class Day(serializers.DateField):
    """A calendar day: YYYY-MM-DD."""

    default_error_messages = {"range": OUT_OF_RANGE}

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("range")
        return day


class Clock(serializers.RegexField):
    """A local time of day: HH:MM."""

    def __init__(self, **options: Any):
        super().__init__(r"^([01]\d|2[0-3]):[0-5]\d$", **options)

    def to_internal_value(self, data: Any) -> Any:
        return time.fromisoformat(super().to_internal_value(data))

    def run_validators(self, value: Any) -> None:
        super().run_validators(f"{value:%H:%M}" if isinstance(value, time) else value)

    def to_representation(self, value: Any) -> str:
        return value[:5] if isinstance(value, str) else f"{value:%H:%M}"


class Zone(Line):
    """A time zone by its name in the IANA database."""

    def __init__(self, **options: Any):
        options.setdefault("help_text", "Time zone of the place, such as America/Chicago.")
        super().__init__(max_length=60, **options)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name not in zones():
            raise serializers.ValidationError(_("There is no such time zone."))
        return name


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


class Output(serializers.Serializer):
    """What an answer shows, field by field."""


class Input(serializers.Serializer):
    """What a caller may send. An unknown name is refused, so that a misspelt safety flag is never lost."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = {str(name): [_("There is no such field.")] for name in data if name not in self.fields}
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


class Change(Input):
    """What a PATCH may send: any of the fields, and the `version` the caller has seen."""

    version = Whole(min_value=1, help_text="The version this change is based on; 409 when it is not current.")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name, field in fields.items():
            if name != "version":
                field.required, field.default = False, serializers.empty
        return fields


def many(shape: type[Input], **options: Any) -> Any:
    """A list of bodies, with limits on how many."""
    make: Any = shape
    return make(many=True, **options)


def named_by_ref(find: Callable[..., Any], ref: str | None, field: str) -> Any:
    """The thing a body names by reference, None for none; an unknown one is an error of that field."""
    if ref is None:
        return None
    found = find(ref)
    if found is None:
        raise serializers.ValidationError({field: [_("There is no such thing, or it cannot be used here.")]})
    return found
