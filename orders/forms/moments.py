"""The questions by which a person tells when something happened, and how sure that is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, TimeInput
from caseload.foundation.moments import PartOfDay, Precision, Said

COMMON_ZONES = (
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico and Virgin Islands")),
    ("Pacific/Guam", _("Guam and Northern Marianas")),
    ("Pacific/Pago_Pago", _("American Samoa")),
)
WHICH = (("0", _("The first time")), ("1", _("The second time")), ("either", _("Not sure which")))


@lru_cache(maxsize=1)
def _all_zones() -> tuple[str, ...]:
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    )


def zone_choices(*used: str) -> list[tuple[str, Any]]:
    """The common zones first and whichever are in use; every zone for an agency elsewhere."""
    common = [name for name, _words in COMMON_ZONES]
    others = [name for name in dict.fromkeys(used) if name and name not in common]
    if not others:
        return list(COMMON_ZONES)
    rest = [name for name in _all_zones() if name not in others]
    return [(name, name.replace("_", " ")) for name in (*others, *rest)]


class MomentFields(forms.Form):
    """When, how exactly, and in which zone; `said()` puts the answers together."""

    precision = forms.ChoiceField(
        label=_("How exactly is the time known?"), choices=Precision.choices, widget=forms.RadioSelect,
        initial=Precision.EXACT,
    )  # fmt: skip
    day = forms.DateField(
        label=_("Date"),
        required=False,
        widget=DateInput,
        help_text=_("Leave it empty only if it is not known."),
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=TimeInput,
        help_text=_("The time on the clocks of the place where it happened."),
    )  # fmt: skip
    which = forms.ChoiceField(
        label=_("The clocks showed this time twice. Which one was it?"), choices=WHICH, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    part = forms.ChoiceField(
        label=_("Which part of the day"), required=False, choices=[("", "—"), *PartOfDay.choices]
    )
    give_or_take_days = forms.IntegerField(
        label=_("Give or take how many days"), required=False, min_value=1, max_value=60
    )
    tz = forms.ChoiceField(label=_("Time zone of the place"), choices=())

    def __init__(self, *args: Any, tz: str, zones: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tz"].choices = zone_choices(tz, *zones)  # type: ignore[attr-defined]
        self.fields["tz"].initial = tz

    @property
    def asks_which(self) -> bool:
        """Whether the question about the doubled hour belongs on the page."""
        answered = self.data.get("which") or self.initial.get("which") not in (None, "")
        return bool(self.errors.get("which") or answered)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        precision = data.get("precision")
        wanted = (
            {
                Precision.EXACT: ("day", "at"),
                Precision.HOUR: ("day", "at"),
                Precision.PART_OF_DAY: ("day", "part"),
                Precision.DATE_ONLY: ("day",),
                Precision.APPROX_DATE: ("day", "give_or_take_days"),
            }.get(Precision(precision), ())
            if precision
            else ()
        )
        for name in wanted:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _MISSING[name])
        return data

    def said(self) -> Said:
        """What was told; call on a valid form."""
        data, precision = self.cleaned_data, Precision(self.cleaned_data["precision"])
        timed = precision in (Precision.EXACT, Precision.HOUR)
        which = data.get("which") if timed else ""
        return Said(
            precision,
            ZoneInfo(data["tz"]),
            None if precision == Precision.UNKNOWN else data.get("day"),
            data.get("at") if timed else None,
            PartOfDay(data["part"]) if precision == Precision.PART_OF_DAY else None,
            data.get("give_or_take_days") or 0 if precision == Precision.APPROX_DATE else 0,
            fold=int(which) if which in ("0", "1") else None,
            either_fold=which == "either",
        )


_MISSING = {
    "day": _("Give the date, or choose “Date not known”."),
    "at": _("Give the time, or choose that only the date is known."),
    "part": _("Choose the part of the day."),
    "give_or_take_days": _("Say how many days earlier or later it may have been."),
}
