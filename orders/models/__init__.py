"""Orders, their service, and the window that follows."""

from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .papers import FirearmAnswers, OrderEvent, OrderScan, OrderVersion
from .service import ServiceAttempt
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "EscalationPolicy",
    "EscalationWindow",
    "FirearmAnswers",
    "Hearing",
    "NoticeBatch",
    "NoticeCandidate",
    "OrderEvent",
    "OrderKey",
    "OrderScan",
    "OrderVersion",
    "CourtDay",
    "Deadline",
    "DeadlineStep",
    "JurisdictionRules",
    "ProtectiveOrder",
    "ServiceAttempt",
    "ServiceNotice",
    "WindowPhase",
]
