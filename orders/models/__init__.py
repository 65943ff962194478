"""Orders, their service, and the window that follows."""

from .custody import Custody
from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .firearms import FirearmSurrender
from .noted import NotedEvent
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .service import ServiceAttempt
from .violations import ChronologyPrint, ContactEvent, EvidenceItem, Violation, ViolationStep
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "ChronologyPrint",
    "ContactEvent",
    "CourtDay",
    "Deadline",
    "DeadlineStep",
    "EscalationPolicy",
    "EscalationWindow",
    "EvidenceItem",
    "FirearmSurrender",
    "Hearing",
    "JurisdictionRules",
    "Custody",
    "EscalationPolicy",
    "EscalationWindow",
    "Hearing",
    "NotedEvent",
    "NoticeBatch",
    "NoticeCandidate",
    "OrderKey",
    "ProtectiveOrder",
    "ServiceAttempt",
    "ServiceNotice",
    "Violation",
    "ViolationStep",
    "WindowPhase",
]
