from .agencies import Agency, Invitation, Staff, Team, User
from .audit import AuditEntry, AuditSeal
from .cases import Assignment, Case, CaseGrant, CaseGroupGrant, Episode, Restriction
from .notes import Note
from .notifications import Digest, NoticeChoice, Notification
from .roster import Absence, Shift
from .tasks import Task

__all__ = [
    "Absence",
    "Agency",
    "Assignment",
    "AuditEntry",
    "AuditSeal",
    "Case",
    "CaseGrant",
    "CaseGroupGrant",
    "Digest",
    "Episode",
    "Invitation",
    "Note",
    "NoticeChoice",
    "Notification",
    "Restriction",
    "Shift",
    "Staff",
    "Task",
    "Team",
    "User",
]
