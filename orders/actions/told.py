"""A moment as a person told it: an interval of time, or a refusal in words; and kept as told (DT-1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import (
    Interval,
    PartOfDay,
    Precision,
    Said,
    TimeAmbiguous,
    TimeDoesNotExist,
    interval_of,
)

AHEAD = timedelta(minutes=5)  # Clocks differ a little; a moment further ahead has not happened.


def interval(said: Said, *, now: datetime, field: str = "at", which: str = "which") -> Interval:
    """Where the moment must lie; `RuleBroken` when the clock change makes the words unclear (DT-4)."""
    try:
        return interval_of(said, now=now)
    except TimeDoesNotExist as gap:
        nearest = _(" or ").join(_clock(moment) for moment in gap.suggestions)
        words = _("The clocks went forward: this time did not exist that day. The nearest are %s.")
        raise RuleBroken(words % nearest, field=field) from gap
    except TimeAmbiguous as twice:
        words = _("The clocks went back: this time happened twice that day, at %(first)s and at %(second)s.")
        both = {
            "first": _clock(twice.first.astimezone(said.tz), zone=True),
            "second": _clock(twice.second.astimezone(said.tz), zone=True),
        }
        raise RuleBroken(f"{words % both} {_('Choose which one it was.')}", field=which) from twice


def _clock(moment: datetime, *, zone: bool = False) -> str:
    said = date_format(moment, "g:i A")
    return f"{said} {moment:%Z}" if zone else said  # Django's own "T" is empty for an hour that came twice.


def not_in_future(when: Interval, *, now: datetime, field: str) -> None:
    if when.start > now + AHEAD:
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field=field)


def surely_before(first: Interval, second: Interval) -> bool:
    """Whether `first` was over before `second` can have begun, however widely both are known."""
    if first.start == first.end:
        return first.end < second.start
    return first.end <= second.start


def kept(said: Said) -> dict[str, Any]:
    """What was told, as JSON for the record and for the form that corrects it."""
    values = {
        "day": said.day.isoformat() if said.day else None,
        "at": said.at.strftime("%H:%M") if said.at else None,
        "part": said.part.value if said.part else None,
        "give_or_take_days": said.give_or_take_days or None,
        "which": "either" if said.either_fold else said.fold,
    }
    return {name: value for name, value in values.items() if value is not None}


def retold(precision: str, tz: str, values: dict[str, Any]) -> Said:
    """The moment as it was told, from what was kept."""
    which = values.get("which")
    return Said(
        precision=Precision(precision),
        tz=ZoneInfo(tz),
        day=date.fromisoformat(values["day"]) if values.get("day") else None,
        at=time.fromisoformat(values["at"]) if values.get("at") else None,
        part=PartOfDay(values["part"]) if values.get("part") else None,
        give_or_take_days=values.get("give_or_take_days", 0),
        fold=which if isinstance(which, int) else None,
        either_fold=which == "either",
    )
