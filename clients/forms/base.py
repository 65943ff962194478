"""Shared by the forms of this app: one record with the version it was shown in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, ModelForm


class RecordForm(ModelForm):
    """A form over one record; it hands back the version it was shown, so that nobody overwrites anybody."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("version", self.instance.version)
        for field in self.fields.values():
            field.label = capfirst(str(field.label or ""))
        for name, _field in self._with_default():
            self.fields[name].required = False

    @property
    def expected_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        """The visible fields under their headings; what no group names comes last."""
        named = {name for _legend, names in self.GROUPS for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named]
        groups = [(legend, [self[name] for name in names]) for legend, names in self.GROUPS]
        return [*groups, *([("", rest)] if rest else [])]

    def keep_typed_over(self, version: int) -> None:
        """Somebody saved first: saving this form again means keeping what was typed here."""
        again: Any = self.data
        again = again.copy()
        again[self.add_prefix("version")] = str(version)
        self.data = again

    def differences(self, current: Any) -> list[dict[str, Any]]:
        """What somebody else saved beside what was typed, field by field."""
        theirs = type(self)(instance=current, **self.extra_kwargs())
        rows = []
        for field in self.visible_fields():
            saved, typed = _words(theirs[field.name]), _words(field)
            if saved != typed:
                rows.append({"label": field.label, "theirs": saved, "yours": typed})
        return rows

    def extra_kwargs(self) -> dict[str, Any]:
        """What else the form is made with."""
        return {}

    def values(self) -> dict[str, Any]:
        """What was typed, by field of the model."""
        data = {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }
        for name, model_field in self._with_default():
            data[name] = data.get(name) or model_field.get_default()
        return data

    def _with_default(self) -> list[tuple[str, Any]]:
        """Choices that answer themselves when nobody chooses."""
        named = [(name, self._meta.model._meta.get_field(name)) for name in self._meta.fields or ()]
        return [(name, field) for name, field in named if field.choices and field.has_default()]


class IsoDateField(forms.DateField):
    """A date that is kept as text, because it is encrypted; empty means not known."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def clean(self, value: Any) -> str:
        found = super().clean(value)
        return found.isoformat() if found else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial or None, data or None)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


def text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _words(bound: Any) -> str:
    """The value of a field as a person reads it."""
    value = bound.value()
    if isinstance(value, bool) or value in ("on", "True", "False"):
        return str(_("Yes")) if value in (True, "on", "True") else str(_("No"))
    wanted = (
        {str(v) for v in value}
        if isinstance(value, (list, tuple))
        else {str(value if value is not None else "")}
    )
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return (
            bound.field.widget.format_value(value) or ""
            if not isinstance(value, (list, tuple))
            else ", ".join(sorted(wanted))
        )
    return ", ".join(str(label) for key, label in choices if str(key) in wanted)
