"""The escalation window, decided from plain values: no database, no clock, no settings."""

from .custody import look, next_look
from .differences import Difference, Mark, changed, differences
from .events import (
    MAY_LIE_AHEAD,
    SECOND_PERSON,
    SUPERVISOR_ONLY,
    NoWindow,
    counted_from,
    noted_only,
)
from .moves import Change, Effect, Standing, Stays, effect_of, plan_under
from .problems import Problem
from .responders import acknowledge_by, next_responder, staffed_deadline
from .rules import SERVICE, InvalidRules, PhaseRules, Rules, TaskRule, TriggerRules, stored_rules
from .validation import problems_in, rules_from, validate
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
    "Change",
    "Difference",
    "Effect",
    "InvalidRules",
    "Mark",
    "MAY_LIE_AHEAD",
    "NoWindow",
    "Phase",
    "PhaseRules",
    "Problem",
    "Rules",
    "SECOND_PERSON",
    "SERVICE",
    "SUPERVISOR_ONLY",
    "Served",
    "Standing",
    "Stays",
    "Step",
    "TaskRule",
    "TriggerRules",
    "Window",
    "acknowledge_by",
    "changed",
    "counted_from",
    "differences",
    "due_steps",
    "effect_of",
    "look",
    "next_look",
    "next_responder",
    "noted_only",
    "opening_of",
    "phase_at",
    "plan_under",
    "problems_in",
    "rules_from",
    "staffed_deadline",
    "steps_for",
    "stored_rules",
    "validate",
    "window_for",
]
