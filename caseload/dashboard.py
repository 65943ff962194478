"""Panels, and what is due: how the pages here show what the apps above know, without importing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseload import access
from caseload.foundation import clock
from caseload.models import Case, Staff
from caseload.permissions import Perm

SURFACES = ("dashboard", "header", "case")


@dataclass(frozen=True)
class Panel:
    """One query function and one template; at most two SQL queries. `load` returns None to show nothing."""

    key: str
    title: Any
    surface: str
    permission: Perm
    template: str
    load: Callable[[Staff, Case | None], dict[str, Any] | None]
    order: int = 50
    replaces: str = ""  # the key of a plainer panel that this one stands in for


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Called once per panel from an app's `ready()`."""
    if panel.surface not in SURFACES:
        raise ValueError(f"unknown surface {panel.surface!r}")
    _panels[panel.key] = panel


def panels_for(staff: Staff, surface: str, case: Case | None = None) -> list[dict[str, Any]]:
    """The loaded panels of `surface` this person may see, in order."""
    shown = []
    replaced = {panel.replaces for panel in _panels.values()}
    for panel in sorted(_panels.values(), key=lambda p: (p.order, p.key)):
        if panel.surface != surface or panel.key in replaced or not access.can(staff, panel.permission, case):
            continue
        data = panel.load(staff, case)
        if data is not None:
            shown.append({"key": panel.key, "title": panel.title, "template": panel.template, "data": data})
    return shown


# ---- What is due -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """One thing that waits for this person today. The case stands as its code; no name is read for it."""

    kind: Any
    code: str
    case_url: str
    url: str
    words: Any = ""
    at: datetime | None = None  # Without it, the day is the whole of it.
    is_overdue: bool = False


@dataclass(frozen=True)
class DueToday:
    """All of it: what should have been done already, then the rest of the day."""

    day: date
    overdue: list[Due]
    today: list[Due]

    def __len__(self) -> int:
        return len(self.overdue) + len(self.today)


DueSource = Callable[[Staff, date], list[Due]]
_due: dict[str, DueSource] = {}


def register_due(key: str, load: DueSource) -> None:
    """Called once for each kind of thing from an app's `ready()`; `load` is one query."""
    _due[key] = load


def due_today(staff: Staff) -> DueToday:
    """What is due for this person on the agency's day, of the cases they may see at this moment."""
    day = clock.today(staff.agency.tz)
    found = [row for load in _due.values() for row in load(staff, day)] if staff.is_active else []
    found.sort(key=lambda row: (row.at is not None, row.at.timestamp() if row.at else 0.0, row.code))
    return DueToday(day, [r for r in found if r.is_overdue], [r for r in found if not r.is_overdue])
