from .agencies import Agency, Invitation, Staff, Team, User
from .audit import AuditEntry, AuditSeal
from .cases import Assignment, Case, CaseGrant, CaseGroupGrant, Episode, Restriction
from .notes import Note
from .notifications import Notification
from .tasks import Task

__all__ = [
    "Agency",
    "Assignment",
    "AuditEntry",
    "AuditSeal",
    "Case",
    "CaseGrant",
    "CaseGroupGrant",
    "Episode",
    "Invitation",
    "Note",
    "Notification",
    "Restriction",
    "Staff",
    "Task",
    "Team",
    "User",
]
