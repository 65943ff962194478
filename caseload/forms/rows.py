"""Choosing one row out of those a page offers: by its reference, never by a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Label = Callable[[Any], str]
CHOOSE = _("Please choose")


def by_name(row: Any) -> str:
    return str(row.name)


def with_role(staff: Any) -> str:
    return f"{staff.name} ({staff.get_role_display()})"


class RowField(forms.ChoiceField):
    """Cleans to the chosen object; the form says with `offer` which rows there are."""

    def __init__(self, *, blank: Any = CHOOSE, label_of: Label = by_name, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.blank, self.label_of = blank, label_of
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        self.rows = {row.ref: row for row in rows}
        self.choices = [("", self.blank), *((ref, self.label_of(row)) for ref, row in self.rows.items())]

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "ref", value)

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class RowsField(forms.MultipleChoiceField):
    """Several rows; cleans to the list of the chosen objects."""

    def __init__(self, *, label_of: Label = by_name, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.label_of = label_of
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        self.rows = {row.ref: row for row in rows}
        self.choices = [(ref, self.label_of(row)) for ref, row in self.rows.items()]

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[ref] for ref in super().clean(value)]
