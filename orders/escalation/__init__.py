"""The escalation window, decided from plain values: no database, no clock, no settings."""

from .custody import look, next_look
from .events import (
    MAY_LIE_AHEAD,
    SECOND_PERSON,
    SUPERVISOR_ONLY,
    NoWindow,
    counted_from,
    noted_only,
)
from .responders import acknowledge_by, next_responder, staffed_deadline
from .rules import SERVICE, InvalidRules, PhaseRules, Rules, TaskRule, TriggerRules, stored_rules
from .validation import rules_from, validate
from .windows import (
    Phase,
    Served,
    Step,
    Window,
    due_steps,
    opening_of,
    phase_at,
    steps_for,
    window_for,
)

__all__ = [
    "InvalidRules",
    "MAY_LIE_AHEAD",
    "NoWindow",
    "Phase",
    "PhaseRules",
    "Rules",
    "SECOND_PERSON",
    "SERVICE",
    "SUPERVISOR_ONLY",
    "Served",
    "Step",
    "TaskRule",
    "TriggerRules",
    "Window",
    "acknowledge_by",
    "counted_from",
    "due_steps",
    "look",
    "next_look",
    "next_responder",
    "noted_only",
    "opening_of",
    "phase_at",
    "rules_from",
    "staffed_deadline",
    "steps_for",
    "stored_rules",
    "validate",
    "window_for",
]
