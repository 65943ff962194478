"""The escalation window, decided from plain values: no database, no clock, no settings."""

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
    "Phase",
    "PhaseRules",
    "Rules",
    "SERVICE",
    "Served",
    "Step",
    "TaskRule",
    "TriggerRules",
    "Window",
    "acknowledge_by",
    "due_steps",
    "next_responder",
    "opening_of",
    "phase_at",
    "rules_from",
    "staffed_deadline",
    "steps_for",
    "stored_rules",
    "validate",
    "window_for",
]
