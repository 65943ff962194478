"""Orders, their service, and the window that follows."""

from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .orders import Hearing, ProtectiveOrder
from .service import ServiceAttempt
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CourtDay",
    "Deadline",
    "DeadlineStep",
    "EscalationPolicy",
    "EscalationWindow",
    "Hearing",
    "JurisdictionRules",
    "ProtectiveOrder",
    "ServiceAttempt",
    "WindowPhase",
]
