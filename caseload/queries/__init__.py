"""Everything that reads."""

from .log import (
    audit_entries,
    timeline,
)
from .people import (
    agency_by_id,
    assigned_staff,
    caseworkers,
    directors,
    primary_advocates,
    staff_directory,
    staff_of_user,
    supervisors_of,
    teams,
)
from .work import (
    my_tasks,
    notes_of,
    orphaned_tasks,
    tasks_of,
    team_tasks,
    unread_notifications,
)

__all__ = [
    "agency_by_id",
    "assigned_staff",
    "audit_entries",
    "caseworkers",
    "directors",
    "my_tasks",
    "notes_of",
    "orphaned_tasks",
    "primary_advocates",
    "staff_directory",
    "staff_of_user",
    "supervisors_of",
    "tasks_of",
    "team_tasks",
    "teams",
    "timeline",
    "unread_notifications",
]
