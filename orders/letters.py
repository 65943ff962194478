"""A chronology on paper: what is said of each chosen entry, and nothing else (PO-17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from caseload.foundation.moments import Precision
from caseload.papers import typeset
from clients.choices import YesNoUnknown
from orders.choices.violations import Part, Weapon
from orders.models import ViolationStep
from orders.models.violations import Happened
from orders.queries.violations import Entry

TEMPLATE = Path(__file__).resolve().parent / "typst" / "chronology.typ"
Lines = list[tuple[Any, str]]


def say_day(day: date) -> str:
    # Translators: Django date format on paper: Nov 28, 2026
    return date_format(day, pgettext("date on paper", "M j, Y"))


def say_instant(at: datetime, tz: ZoneInfo) -> str:
    # Translators: Django date format on paper: Sat Nov 28, 2026, 6:40 p.m. CST
    return date_format(at.astimezone(tz), pgettext("date and time", "D M j, Y, g:i A T"))


def say_moment(happened: Happened) -> str:
    """When it happened, no surer than it is known."""
    tz, day = happened.zone, happened.happened_from.astimezone(happened.zone).date()
    if happened.precision == Precision.UNKNOWN:
        return _("Date not known")
    if happened.precision == Precision.DATE_ONLY:
        return _("%(day)s, time not known") % {"day": say_day(day)}
    if happened.precision == Precision.APPROX_DATE:
        days = int(happened.said.get("give_or_take_days", 0))
        told = date.fromisoformat(happened.said.get("day") or day.isoformat())
        words = ngettext(
            "About %(day)s, give or take %(count)d day", "About %(day)s, give or take %(count)d days", days
        )
        return words % {"day": say_day(told), "count": days}
    if happened.is_exact:
        return say_instant(happened.happened_from, tz)
    return _("Between %(start)s and %(end)s") % {
        "start": say_instant(happened.happened_from, tz),
        "end": say_instant(happened.happened_until, tz),
    }


def chronology(entries: Iterable[Entry], parts: Collection[str], *, made_on: date) -> dict[str, Any]:
    """The sheet: the entries in the order of time, with the parts that were chosen."""
    rows = [_row(entry, set(parts)) for entry in entries]
    return {
        "title": _("Chronology"),
        "lede": _("What happened, in the order of time, as it was told."),
        "made": _("Made on %(day)s") % {"day": say_day(made_on)},
        "rows": rows,
    }


def chronology_pdf(sheet: dict[str, Any]) -> bytes:
    return typeset(TEMPLATE, sheet)


def _row(entry: Entry, parts: set[str]) -> dict[str, Any]:
    violation = entry.violation
    words = violation.client_words if Part.WORDS in parts else ""
    said: Lines = [(_("How"), str(violation.get_channel_display()))]
    if Part.PLACE in parts:
        said.append((_("Where"), violation.place))
    if Part.TERMS in parts:
        said += _terms(entry)
    if Part.DANGER in parts:
        said.append((_("Also"), _danger(entry)))
    if Part.WITNESSES in parts:
        said.append((_("Who saw or heard it"), violation.witnesses))
    if Part.EVIDENCE in parts:
        said += [(_("Evidence"), _evidence(item)) for item in entry.evidence]
    if Part.STEPS in parts:
        said += [
            (f"{say_day(step.happened_on)}, {step.get_kind_display()}", _step(step)) for step in entry.steps
        ]
    lines = [{"label": str(label), "value": value} for label, value in said if value.strip()]
    row = {"heading": say_moment(violation), "facts": violation.facts, "words": words, "lines": lines}
    return {**row, "texts": [violation.facts, words, *(line["value"] for line in lines)]}


def _terms(entry: Entry) -> Lines:
    said: Lines = []
    for order in entry.orders:
        # A sealed file has no number on a paper that others read.
        number = "" if order.filed_under_seal else order.order_number or order.case_number
        said.append((_("Order"), f"{order.get_order_type_display()}{f', {number}' if number else ''}"))
    said += [(_("What of the order was broken"), str(term.words)) for term in entry.violation.term_list]
    if entry.before_service:
        said.append((_("Service"), _("It happened before the order was served.")))
    return said


def _danger(entry: Entry) -> str:
    """Only what was answered with yes."""
    violation = entry.violation
    asked = (
        (violation.strangulation, _("pressure on the neck")),
        (violation.threats, _("threats to kill")),
        (violation.followed, _("following or watching")),
        (violation.injury, _("injury")),
        (violation.medical_care, _("medical care")),
        (violation.children_present, _("children were there")),
    )
    found = [words for answer, words in asked if answer == YesNoUnknown.YES]
    if violation.weapon in (Weapon.FIREARM, Weapon.OTHER):
        found.insert(0, str(violation.get_weapon_display()).lower())
    return ", ".join(found)


def _evidence(item: Any) -> str:
    said = [str(item.get_kind_display()), item.description]
    if item.sha256:
        said.append(f"SHA-256 {item.sha256}")
    return ", ".join(part for part in said if part)


def _step(step: ViolationStep) -> str:
    said = [step.office, step.person, step.number]
    if step.outcome:
        said.insert(0, str(step.get_outcome_display()))
    return ", ".join(part for part in said if part) or str(_("noted"))
