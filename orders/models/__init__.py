"""Orders, their service, and the window that follows."""

from .check_ins import CheckIn, CheckInPlan, NotReachedStep
from .custody import Custody
from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .firearms import FirearmSurrender
from .noted import NotedEvent
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .readiness import ExpectedService
from .service import ServiceAttempt
from .violations import ChronologyPrint, ContactEvent, EvidenceItem, Violation, ViolationStep
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "ChronologyPrint",
    "ContactEvent",
    "CheckIn",
    "CheckInPlan",
    "EscalationPolicy",
    "EscalationWindow",
    "ExpectedService",
    "Hearing",
    "NoticeBatch",
    "NoticeCandidate",
    "NotReachedStep",
    "OrderKey",
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
