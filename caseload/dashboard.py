"""Panels: how the first page and the case page show what the apps above know, without importing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caseload import access
from caseload.models import Case, Staff
from caseload.permissions import Perm

SURFACES = ("dashboard", "tasks", "header", "case")


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
