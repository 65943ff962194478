"""How every form of the product looks and speaks: labels, hints, errors, dates and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseload.foundation.moments import TimeAmbiguous, TimeDoesNotExist, local_instant


class LanternRenderer(DjangoTemplates):
    """Renders each field through partials/field.html and choices as tall, clickable lines."""

    field_template_name = "partials/field.html"
    form_template_name = "partials/form_fields.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        return super().render(_OWN_WIDGETS.get(template_name, template_name), context, request)


_OWN_WIDGETS = {
    "django/forms/widgets/radio.html": "partials/choices.html",
    "django/forms/widgets/checkbox_select.html": "partials/choices.html",
}


class _Calm:
    """No browser bubbles: the server answers with a summary that links to fields and keeps what was typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # Shared computers remember what is typed; a field that wants the browser's help says so itself.
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.setdefault("autocomplete", "off")


class Form(_Calm, forms.Form):
    """The base of every form."""


class ModelForm(_Calm, forms.ModelForm):
    """The base of every form that edits one record."""


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


WHICH_OF_TWO = (("", _("Not asked")), ("0", _("The first one")), ("1", _("The second one")))


class LocalDateTimeInput(forms.MultiWidget):
    """Date and time; asks 'first or second?' only for an hour the clocks showed twice."""

    template_name = "partials/moment.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets = (
            DateInput({"aria-label": _("Date")}),
            TimeInput({"aria-label": _("Time")}),
            forms.Select({"aria-label": _("First or second time that hour")}, choices=WHICH_OF_TWO),
        )
        super().__init__(widgets, attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        if not value:
            return [None, None, ""]
        local = timezone.localtime(value)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return [local.date(), local.time().replace(second=0, microsecond=0), str(local.fold) if twice else ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, list) else self.decompress(value)
        context["widget"]["twice"] = _is_twice(*typed[:2])
        return context


class LocalDateTimeField(forms.MultiValueField):
    """A local date and time, in the zone the page works in, cleaned to an instant in UTC."""

    widget = LocalDateTimeInput

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        fields = (
            forms.DateField(required=required),
            forms.TimeField(required=required),
            forms.ChoiceField(required=False, choices=WHICH_OF_TWO),
        )
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> datetime | None:
        if not data_list or not (data_list[0] or data_list[1]):
            return None
        day, at, which = [*data_list, "", ""][:3]
        if not day or not at:
            raise ValidationError(_("Please give both the date and the time."), code="incomplete")
        return local_moment(day, at, _zone(), which)


def local_moment(day: date, at: time, tz: ZoneInfo, which: str = "") -> datetime:
    """The instant of a local time, or a `ValidationError` in words when the clocks make it unclear."""
    try:
        return local_instant(day, at, tz, int(which) if which else None)
    except TimeDoesNotExist as missing:
        nearest = ", ".join(f"{moment:%H:%M}" for moment in missing.suggestions)
        words = _("The clocks went forward: this time did not exist that day. Nearest: %(nearest)s.")
        raise ValidationError(words, code="gap", params={"nearest": nearest}) from missing
    except TimeAmbiguous as twice:
        words = _("The clocks went back: this time happened twice that day. Please say which one.")
        raise ValidationError(words, code="twice") from twice


def _zone() -> ZoneInfo:
    zone = timezone.get_current_timezone()
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(str(zone) if zone is not UTC else "UTC")


def _is_twice(day: Any, at: Any) -> bool:
    """Whether what was typed is a time the clocks showed twice."""
    try:
        day = day if isinstance(day, date) else date.fromisoformat(str(day))
        at = at if isinstance(at, time) else time.fromisoformat(str(at))
        local_instant(day, at, _zone())
    except TimeAmbiguous:
        return True
    except ValueError:
        return False
    return False
