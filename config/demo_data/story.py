"""How an invented case is written down: who, and what happened when, counted back from now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Facts = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One thing somebody did. `days` 20.5 is noon of the working day 20 days ago; `hours` is hours ago."""

    act: str
    facts: Facts
    days: float | None = None
    hours: float | None = None


def day(days: float, act: str, /, **facts: Any) -> Step:
    """Days ago, in office hours: .0 is nine in the morning, .5 one in the afternoon."""
    return Step(act, facts, days=days)


def hours(hours: float, act: str, /, **facts: Any) -> Step:
    """Hours ago, whatever the clock says."""
    return Step(act, facts, hours=hours)


@dataclass(frozen=True)
class Scenario:
    """One case. `behind` leaves its tasks undone; alerts of the last `silent` hours stay unanswered."""

    key: str
    opened: float
    by: str
    client: Facts
    steps: tuple[Step, ...] = ()
    household: tuple[Facts, ...] = ()
    contacts: tuple[Facts, ...] = ()
    respondent: Facts | None = None
    resident: bool = False
    unassigned: bool = False
    behind: bool = False
    silent: float = 0
    answered_after: float = 0.6
    tags: tuple[str, ...] = field(default=())
