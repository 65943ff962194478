"""Orders, their service, and the window that follows."""

from .feeds import CalendarFeed
from .orders import Hearing, ProtectiveOrder
from .service import ServiceAttempt
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "EscalationPolicy",
    "EscalationWindow",
    "Hearing",
    "ProtectiveOrder",
    "ServiceAttempt",
    "WindowPhase",
]
