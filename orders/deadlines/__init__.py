"""Deadlines, decided from plain values: how courts count, what a state says, what follows from an order."""

from .calendars import CourtCalendar, MissingYear, court_calendar, public_holidays
from .counting import Count, Direction, Mode, Unit, day_for, instant_for, last_moment
from .packs import (
    GENERIC,
    RULED,
    Anchor,
    Fact,
    InvalidPack,
    Kind,
    Pack,
    Rule,
    kept_rule,
    pack_from,
    rule_data,
    stored_pack,
)
from .planning import HEARD, HearingFact, OrderFacts, Planned, court_days_before, due_between, plan
from .steps import URGENT, Step, StepRule, is_of_use, lay_out, steps_of

__all__ = [
    "Anchor",
    "Count",
    "CourtCalendar",
    "Direction",
    "Fact",
    "GENERIC",
    "HEARD",
    "HearingFact",
    "InvalidPack",
    "Kind",
    "MissingYear",
    "Mode",
    "OrderFacts",
    "Pack",
    "Planned",
    "RULED",
    "Rule",
    "Step",
    "StepRule",
    "URGENT",
    "Unit",
    "court_calendar",
    "court_days_before",
    "day_for",
    "due_between",
    "instant_for",
    "is_of_use",
    "kept_rule",
    "last_moment",
    "lay_out",
    "pack_from",
    "plan",
    "public_holidays",
    "rule_data",
    "steps_of",
    "stored_pack",
]
