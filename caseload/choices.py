"""Words for what the audit log and the notices record about the caseload."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

EVENT_LABELS = {
    "caseload.case_opened": _("Case opened"),
    "caseload.case_changed": _("Team or residency changed"),
    "caseload.case_assigned": _("Given to"),
    "caseload.case_closed": _("Case closed"),
    "caseload.case_reopened": _("Case reopened"),
    "caseload.case_viewed": _("Case opened on screen"),
    "caseload.history_viewed": _("History read"),
    "caseload.assignment_ended": _("No longer on the case"),
    "caseload.access_restricted": _("Access closed for one person"),
    "caseload.restriction_lifted": _("Restriction lifted"),
    "caseload.restricted_attempt": _("A restricted person tried to open the case"),
    "caseload.note_written": _("Note written"),
    "caseload.note_corrected": _("Note corrected"),
    "caseload.note_pinned": _("Note pinned"),
    "caseload.note_unpinned": _("Note no longer pinned"),
    "caseload.notes_viewed": _("Notes read"),
    "caseload.task_viewed": _("Task read"),
    "caseload.task_opened": _("Task opened"),
    "caseload.tasks_opened": _("Tasks opened"),
    "caseload.task_changed": _("Task changed"),
    "caseload.task_given": _("Task given to"),
    "caseload.task_done": _("Task done"),
    "caseload.task_reopened": _("Task open again"),
    "caseload.task_cancelled": _("Task no longer needed"),
    "caseload.team_created": _("Team created"),
    "caseload.team_changed": _("Team changed"),
    "caseload.staff_invited": _("Invitation made"),
    "caseload.invitation_withdrawn": _("Invitation withdrawn"),
    "caseload.staff_joined": _("Joined the agency"),
    "caseload.staff_changed": _("Role, team or name changed"),
    "caseload.staff_left": _("Left the agency"),
    "caseload.staff_returned": _("Came back to the agency"),
    "caseload.work_handed_over": _("Work handed over"),
    "caseload.token_created": _("API token created"),
    "caseload.shift_planned": _("On-call shift planned"),
    "caseload.shift_removed": _("On-call shift removed"),
    "caseload.week_copied": _("Week of the roster copied"),
    "caseload.absence_entered": _("Absence entered"),
    "caseload.absence_ended": _("Absence ended"),
    "caseload.cover_confirmed": _("Cover for an absence confirmed"),
    "caseload.notices_chosen": _("Own notifications changed"),
    "caseload.mobile_code_sent": _("Code for a mobile number asked for"),
    "caseload.mobile_confirmed": _("Mobile number confirmed"),
    "caseload.mobile_removed": _("Mobile number removed"),
    "caseload.digest_viewed": _("List of what is due opened"),
    "caseload.delivery_retried": _("Failed message tried again"),
    "caseload.access_denied": _("Refused: not part of the role"),
    "caseload.not_visible": _("Refused: nothing to see at that address"),
    "caseload.audit_viewed": _("Audit log read"),
}

KEY_EVENTS = {
    "caseload.case_opened",
    "caseload.case_closed",
    "caseload.case_reopened",
    "caseload.restricted_attempt",
}

NOTICE_LABELS = {
    "delivery_failed": _("A message could not be delivered"),
    "on_call": _("You are on call: see the roster"),
    "off_call": _("A shift of yours was taken off the roster"),
    "digest": _("What is due today"),
    "stand_in": _("You stand in for a colleague"),
    "cover_wanted": _("A colleague is away and cases need cover"),
    "restricted_attempt": _("A restricted person tried to open a case"),
    "staff_joined": _("Somebody joined your agency"),
    "staff_changed": _("Somebody's role changed"),
    "case_assigned": _("A case was given to you"),
    "task_given": _("A task was given to you"),
}

SOURCES = {
    "web": _("Pages"),
    "api": _("Programs (API)"),
    "job": _("Lantern itself"),
    "command": _("Command line"),
}
