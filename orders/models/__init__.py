"""Orders, their service, and the window that follows."""

from .custody import Custody
from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .noted import NotedEvent
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .service import ServiceAttempt
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "EscalationPolicy",
    "EscalationWindow",
    "Hearing",
    "NoticeBatch",
    "NoticeCandidate",
    "OrderKey",
    "CourtDay",
    "Deadline",
    "DeadlineStep",
    "JurisdictionRules",
    "Custody",
    "EscalationPolicy",
    "EscalationWindow",
    "Hearing",
    "NotedEvent",
    "ProtectiveOrder",
    "ServiceAttempt",
    "ServiceNotice",
    "WindowPhase",
]
