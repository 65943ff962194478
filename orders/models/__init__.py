"""Orders, their service, and the window that follows."""

from .check_ins import CheckIn, CheckInPlan, NotReachedStep
from .client_notices import ClientNotice, NoticeRegistration
from .custody import Custody
from .deadlines import CourtDay, Deadline, DeadlineStep, JurisdictionRules
from .feeds import CalendarFeed
from .firearms import FirearmSurrender
from .noted import NotedEvent
from .notices import NoticeBatch, NoticeCandidate, OrderKey, ServiceNotice
from .orders import Hearing, ProtectiveOrder
from .papers import FirearmAnswers, OrderEvent, OrderScan, OrderVersion
from .policies import PolicyDraft, RulesMove, RulesMoveItem
from .programmes import ProgrammeFact, ProgrammeOrder
from .readiness import ExpectedService
from .renewals import Renewal
from .service import ServiceAttempt
from .violations import ChronologyPrint, ContactEvent, EvidenceItem, Violation, ViolationStep
from .windows import Alert, EscalationPolicy, EscalationWindow, WindowPhase

__all__ = [
    "Alert",
    "CalendarFeed",
    "ChronologyPrint",
    "ClientNotice",
    "ContactEvent",
    "NoticeRegistration",
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
    "Custody",
    "Deadline",
    "DeadlineStep",
    "EscalationPolicy",
    "EscalationWindow",
    "EvidenceItem",
    "FirearmAnswers",
    "FirearmSurrender",
    "Hearing",
    "JurisdictionRules",
    "NotedEvent",
    "NoticeBatch",
    "NoticeCandidate",
    "OrderEvent",
    "OrderKey",
    "OrderScan",
    "OrderVersion",
    "PolicyDraft",
    "ProgrammeFact",
    "ProgrammeOrder",
    "ProtectiveOrder",
    "Renewal",
    "RulesMove",
    "RulesMoveItem",
    "ServiceAttempt",
    "ServiceNotice",
    "Violation",
    "ViolationStep",
    "WindowPhase",
]
