"""What narrows a list. An unknown filter or value is refused: a list that is too long says too much."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .fields import FIRST_YEAR, LAST_YEAR, OUT_OF_RANGE
from .paths import REF


class RefFilter(django_filters.CharFilter):  # type: ignore[misc, unused-ignore]
    """Rows that point at the thing with this reference."""

    field_class = forms.RegexField

    def __init__(self, field_name: str, **options: Any):
        super().__init__(field_name=f"{field_name}__ref", regex=f"^{REF}$", **options)

    def described(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{REF}$"}


class ChoiceFilter(django_filters.ChoiceFilter):  # type: ignore[misc, unused-ignore]
    """Rows with this code."""

    def described(self) -> dict[str, Any]:
        choices = self.extra["choices"]
        codes = choices() if callable(choices) else choices
        return {"type": "string", "enum": [str(code) for code, _words in codes]}


class TextFilter(django_filters.CharFilter):  # type: ignore[misc, unused-ignore]
    """Rows that hold these words."""

    def __init__(self, *, longest: int = 120, **options: Any):
        super().__init__(max_length=longest, **options)

    def described(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.extra["max_length"]}


class YesNoFilter(ChoiceFilter):
    """Rows for which it is so, or not so."""

    def __init__(self, field_name: str, **options: Any):
        choices = [("true", "yes"), ("false", "no")]
        super().__init__(field_name=field_name, choices=choices, **options)

    def filter(self, qs: Any, value: str) -> Any:
        return super().filter(qs, value == "true") if value else qs


class WholeFilter(django_filters.NumberFilter):  # type: ignore[misc, unused-ignore]
    """Rows with this whole number."""

    field_class = forms.IntegerField

    def __init__(self, field_name: str, *, least: int = 0, largest: int = 32_767, **options: Any):
        super().__init__(field_name=field_name, min_value=least, max_value=largest, **options)

    def get_max_validator(self) -> None:
        return None

    def described(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.extra["min_value"], "maximum": self.extra["max_value"]}


class InstantField(forms.CharField):
    """An instant with its offset or Z."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_datetime(text.replace(" ", "+"))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(_("Give an instant with its offset or Z: 2026-03-07T22:15:00-06:00."))
        return found.astimezone(UTC)


class InstantFilter(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    """Rows before or after an instant."""

    field_class = InstantField

    def described(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class DayField(forms.DateField):
    """A calendar day, YYYY-MM-DD."""

    def __init__(self, **options: Any):
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(OUT_OF_RANGE)
        return found


class DayFilter(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    """Rows before or after a day."""

    field_class = DayField

    def described(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Filters(django_filters.FilterSet):  # type: ignore[misc, unused-ignore]
    """The filters of one list."""

    @classmethod
    def parameters(cls) -> list[dict[str, Any]]:
        """The filters as the description of the API lists them."""
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(one.extra.get("help_text") or (type(one).__doc__ or "")).strip(),
                "schema": one.described(),
            }
            for name, one in cls.base_filters.items()
        ]


class CaseFilters(Filters):
    """Filters of a list whose rows hang on a case."""

    case = RefFilter("case", help_text="Rows of this case.")
