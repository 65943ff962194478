"""Sheets of the safety plan, releases on paper and the order card: facts in, tagged PDF out.

Data enters as JSON, never as markup; what may stand on a sheet is decided in `planning`, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caseload.papers import typeset
from clients import plan_catalogue, planning
from clients.choices import CopyDecision, CopyHolder, PlanState

TEMPLATES = Path(__file__).resolve().parent / "typst"


def render(name: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF/UA-1 of one template; raises `RuleBroken` rather than print a sign no font has."""
    return typeset(TEMPLATES / name, data)


def say_day(day: date | None) -> str:
    """A day in words, as paper shows it."""
    # Translators: Django date format on paper: Nov 28, 2026
    return date_format(day, pgettext("date on paper", "M j, Y")) if day else ""


def plan_sheet(
    content: Mapping[str, Any],
    sheet: planning.Sheet,
    *,
    title: str,
    owner: str,
    number: int,
    made_on: date,
    secrets: list[str],
) -> dict[str, Any]:
    """The facts of one sheet: chosen parts, what may be shown, a version number and a date (SP-6, SP-8)."""
    lines, _held = planning.lines_for(content, sheet, secrets)
    signals, _held_signals = planning.signals_for(content, sheet, secrets)
    parts = []
    for section in plan_catalogue.SECTIONS:
        if section.key not in sheet.sections:
            continue
        mine = [line for line in lines if line["section"] == section.key]
        extra = _signal_lines(signals) if section.key == "danger_signals" else []
        copies = _copy_lines(planning.copies_for(content, sheet)) if section.key == "order" else []
        if mine or extra or copies:
            parts.append(
                {
                    "title": str(section.title),
                    "items": [_line(line) for line in mine],
                    "signals": extra,
                    "copies": copies,
                }
            )
    return {
        "title": title,
        "owner": owner,
        "parts": parts,
        "version": _("Version %(number)s, %(day)s") % {"number": number, "day": say_day(made_on)},
        "empty": _("Nothing to show here yet."),
        "words": {"signals": _("Signals"), "copies": _("Copies of the order")},
    }


def blank_sheet(*, title: str, sections: frozenset[str]) -> dict[str, Any]:
    """The same parts with empty lines, for work without a computer (SP-12)."""
    parts = [
        {
            "title": str(section.title),
            "items": [
                {"label": str(item.label), "state": "", "words": "", "blank": True}
                for item in section.items
                if item.printable
            ],
            "signals": [],
            "copies": [],
        }
        for section in plan_catalogue.SECTIONS
        if section.key in sections
    ]
    return {
        "title": title,
        "owner": "",
        "parts": parts,
        "version": "",
        "empty": "",
        "words": {"signals": "", "copies": ""},
    }


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    state = str(PlanState(line["state"]).label) if line["state"] else ""
    return {
        "label": line["label"],
        "state": state,
        "words": line["words"],
        "blank": False,
        "mark": line["state"],
    }


def _signal_lines(signals: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{name: row[name] for name in ("signal", "meaning", "response")} for row in signals]


def _copy_lines(copies: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "holder": str(CopyHolder(row["holder"]).label),
            "place": row["place"],
            "decision": str(CopyDecision(row["decision"]).label),
        }
        for row in copies
    ]


def order_card(facts: Mapping[str, Any], *, title: str) -> bytes:
    """The order-at-hand card, twice on a page: what police need to find the order, no address (A6)."""
    rows = [
        (_("Case number"), facts.get("case_number", "")),
        (_("Court"), facts.get("court", "")),
        (_("Issued"), say_day(facts.get("issued_on"))),
        (_("Served"), say_day(facts.get("served_on"))),
        (_("In force through"), say_day(facts.get("expires_on"))),
        (_("Law enforcement"), facts.get("police_phone", "")),
    ]
    shown = [{"label": label, "value": value} for label, value in rows if value]
    return render("card.typ", {"title": title, "rows": shown, "note": _("In an emergency call 911.")})


def release_paper(release: Any, *, agency: str, names: list[str]) -> bytes:
    """A release to read and sign: who may be told what, until when, and that help does not depend on it."""
    facts = [
        (_("Who may be told"), release.recipient_name),
        (_("Person there"), release.recipient_person),
        (_("About"), release.subject.short_name if release.subject else ""),
        (_("What for"), release.purpose),
        (_("How"), ", ".join(release.method_labels)),
        (_("Through"), say_day(release.expires_on)),
        (_("Language and interpreter"), release.language),
    ]
    rights = [
        _("You decide. Help does not depend on signing."),
        _("You can take this back at any time, by saying so or in writing. It then ends at once."),
        _("What was told before you take it back cannot be called back."),
        _("Only the one named above may be told, and only what is listed here."),
        _("It ends by itself on the day named above."),
        _("You can ask for a copy of this paper, and for a list of what was told."),
    ]
    data = {
        "title": _("Permission to share information"),
        "agency": agency,
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "items_title": _("What may be told"),
        "items": [*release.item_labels, *([release.items_detail] if release.items_detail else [])],
        "excluded_label": _("Not to be told"),
        "excluded": release.excluded,
        "rights_title": _("Good to know"),
        "rights": rights,
        "signatures": [_("Signature and date: %(name)s") % {"name": name} for name in names],
        "reference": _("Reference %(ref)s") % {"ref": release.ref[:8]},
    }
    return render("release.typ", data)
