"""Orders, their service, and the window that follows."""

from .check_ins import CheckIn, CheckInPlan, NotReachedStep
from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .readiness import ExpectedService
from .service import ServiceAttempt
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
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
    "JurisdictionRules",
    "ProtectiveOrder",
    "ServiceAttempt",
    "ServiceNotice",
    "WindowPhase",
]
