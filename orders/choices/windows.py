"""Windows, their phases and alerts, and the words of the history."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WindowState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


class Trigger(TextChoices):
    """What opened a window: service, or another event after which care is heightened."""

    SERVICE = "service", _("An order was served")
    SEPARATION = "separation", _("Separation, moving out or telling it is over")
    VIOLATION = "violation", _("An order was violated")
    STRANGULATION = "strangulation", _("Strangulation was disclosed")
    STALKING = "stalking", _("Stalking, following or spying")
    FIREARM_ACCESS = "firearm_access", _("Access to firearms")
    SURRENDER_OVERDUE = "surrender_overdue", _("Firearms were due and no proof has come")
    HEARING = "hearing", _("A hearing")
    ORDER_ENDED = "order_ended", _("An order was denied, dismissed or has expired")
    RELEASE = "release", _("Release from custody")
    JOB_LOSS = "job_loss", _("The respondent lost work")
    PROGRAMME_INTAKE = "programme_intake", _("A batterer programme begins")
    PROGRAMME_ENDED = "programme_ended", _("Sessions missed, or the programme was ended")
    COURT_PAPERS = "court_papers", _("Divorce, custody, support or child-protection papers")
    CUSTODY_EXCHANGE = "custody_exchange", _("Handing over the children")
    NEW_PARTNER = "new_partner", _("A new partner became known")
    THREATS = "threats", _("Threats of homicide or suicide")
    LOCATION_DISCLOSED = "location_disclosed", _("The location may be known")
    ATTEMPT = "attempt", _("Service was attempted; the respondent may know")
    CLIENT_FEAR = "client_fear", _("The client says the fear is rising")


class AlertState(TextChoices):
    PENDING = "pending", _("Not due yet")
    RAISED = "raised", _("Waiting for an answer")
    ESCALATED = "escalated", _("Passed on, waiting for an answer")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    CLOSED = "closed", _("Closed")


WAITING_STATES = (AlertState.RAISED, AlertState.ESCALATED)


class AlertKind(TextChoices):
    PHASE = "phase", _("A phase begins")
    LATE_ENTRY = "late_entry", _("Learned of late")


PHASE_LABELS = {
    "acute": _("Acute"),
    "high": _("High"),
    "elevated": _("Elevated"),
    "watch": _("Watch"),
    "extended": _("Extended watch"),
}


class ClosedReason(TextChoices):
    SUPERSEDED = "superseded", _("The time was corrected")
    RULES = "rules", _("Newer rules took its place")
    CLOSED_EARLY = "closed_early", _("The window was closed early")
    RESOLVED = "resolved", _("Its reason is gone")
    VOID = "void", _("It was entered by mistake")


EVENT_LABELS = {
    "orders.order_recorded": _("Order recorded"),
    "orders.order_changed": _("Order changed"),
    "orders.order_modified": _("Order modified by the court"),
    "orders.order_ended": _("Order ended"),
    "orders.order_event": _("Event of an order noted"),
    "orders.scan_added": _("Scan of an order added"),
    "orders.scan_taken": _("Scan of an order downloaded"),
    "orders.scan_removed": _("Scan of an order removed"),
    "orders.firearms_answered": _("Questions about firearms answered"),
    "orders.order_viewed": _("Order opened"),
    "orders.hearing_recorded": _("Hearing recorded"),
    "orders.hearing_changed": _("Hearing changed"),
    "orders.service_recorded": _("Service recorded"),
    "orders.attempt_recorded": _("Attempt at service recorded"),
    "orders.service_corrected": _("Time of service corrected"),
    "orders.service_voided": _("Service entry withdrawn"),
    "orders.window_opened": _("Window opened"),
    "orders.window_superseded": _("Window recomputed after a correction"),
    "orders.window_closed": _("Window closed"),
    "orders.window_closed_early": _("Window closed early"),
    "orders.window_resolved": _("Window ended: its reason is gone"),
    "orders.window_viewed": _("Window opened on the screen"),
    "orders.no_window": _("An event opened no window"),
    "orders.event_noted": _("Event noted"),
    "orders.event_corrected": _("Noted event corrected"),
    "orders.event_withdrawn": _("Noted event withdrawn"),
    "orders.custody_recorded": _("Custody recorded"),
    "orders.custody_changed": _("Custody changed"),
    "orders.custody_watched": _("Asked whether custody goes on"),
    "orders.custody_withdrawn": _("Custody entry withdrawn"),
    "orders.custody_viewed": _("Custody opened"),
    "orders.release_recorded": _("Release from custody recorded"),
    "orders.phase_entered": _("New phase began"),
    "orders.alert_raised": _("Alert raised"),
    "orders.alert_escalated": _("Alert passed on"),
    "orders.alert_reaches_nobody": _("Alert could reach nobody"),
    "orders.alert_acknowledged": _("Alert acknowledged"),
    "orders.alert_closed": _("Alert closed"),
    "orders.alert_viewed": _("Alert opened"),
    "orders.board_viewed": _("Board opened"),
    "orders.wall_viewed": _("Board put on a wall"),
    "orders.wall_kept_on": _("Wall kept on for the day"),
    "orders.wall_names_set": _("Names on the wall switched"),
    "orders.calendar_viewed": _("Calendar opened"),
    "orders.timeline_viewed": _("Timeline of orders opened"),
    "orders.feed_made": _("Calendar feed switched on"),
    "orders.feed_ended": _("Calendar feed switched off"),
    "orders.feed_read": _("Calendar feed read"),
    "orders.policy_created": _("Window policy set"),
    "orders.policy_called_off": _("Version of the window policy called off"),
    "orders.policy_draft_begun": _("Draft of the window policy begun"),
    "orders.policy_draft_changed": _("Draft of the window policy changed"),
    "orders.policy_proposed": _("Window policy proposed"),
    "orders.policy_approved": _("Window policy approved"),
    "orders.policy_rejected": _("Proposed window policy turned down"),
    "orders.policy_withdrawn": _("Draft of the window policy withdrawn"),
    "orders.policy_reopened": _("Draft of the window policy taken up again"),
    "orders.rules_move_asked": _("Move of open windows to newer rules begun"),
    "orders.window_moved": _("Window moved to newer rules"),
    "orders.window_not_moved": _("Window kept its rules"),
    "orders.notices_taken_in": _("List of service notices taken in"),
    "orders.notices_viewed": _("List of service notices opened"),
    "orders.notice_recorded": _("Service recorded from a notice"),
    "orders.notice_queued": _("Service notice waits for a decision"),
    "orders.notice_ruled_out": _("Service notice is not about this order"),
    "orders.notice_viewed": _("Service notice opened"),
    "orders.court_rules_set": _("Court rules set"),
    "orders.court_day_set": _("Court calendar changed"),
    "orders.court_day_removed": _("Entry of the court calendar removed"),
    "orders.deadlines_counted": _("Deadlines counted"),
    "orders.deadline_overwritten": _("Deadline entered from the paper"),
    "orders.deadline_restored": _("Deadline counted by the rule again"),
    "orders.deadline_met": _("Deadline done"),
    "orders.deadline_opened": _("Deadline open again"),
    "orders.deadline_viewed": _("Deadline opened"),
    "orders.lapse_warned": _("Warning: protection may lapse"),
    "orders.lapse_settled": _("Protection goes on, or its end is settled"),
    "orders.check_in_recorded": _("Check-in recorded"),
    "orders.check_in_missed": _("Check-in not done in time"),
    "orders.check_in_agreed": _("Agreement about check-ins noted"),
    "orders.check_in_viewed": _("Check-in opened"),
    "orders.check_ins_viewed": _("List of check-ins opened"),
    "orders.not_reached": _("Client not reached: what was agreed begins"),
    "orders.not_reached_step": _("Client not reached: a step was taken"),
    "orders.expected_service_set": _("Expected service noted"),
    "orders.soon_viewed": _("List of orders soon to be served opened"),
}

# Events that stand out on a timeline.
KEY_EVENTS = {
    "orders.service_recorded",
    "orders.service_corrected",
    "orders.window_opened",
    "orders.event_noted",
    "orders.release_recorded",
    "orders.alert_escalated",
    "orders.alert_reaches_nobody",
    "orders.alert_acknowledged",
    "orders.lapse_warned",
}

NOTICE_LABELS = {
    "orders.alert": _("An open window needs an answer"),
    "orders.nobody_reachable": _("An alert reaches nobody: everybody who could answer is away"),
    "orders.notice_queued": _("A service notice waits for a decision"),
    "orders.deadline": _("A deadline of an order needs you"),
    "orders.renewal": _("An order ends soon, and a decision is not on record"),
    "orders.lapse": _("Protection may lapse tonight"),
    "orders.check_in_missed": _("A check-in is overdue"),
    "orders.not_reached": _("A case needs your call"),
    "orders.check_in_wish": _("What a client wants about check-ins needs to be seen"),
    "orders.policy_proposed": _("Proposed rules for windows wait for an answer"),
    "orders.policy_answered": _("The rules you proposed were answered"),
}

# The roles of the chain, as the board names whoever is asked.
CHAIN_LABELS = {
    "advocate": _("advocate"),
    "backup": _("backup"),
    "supervisor": _("supervisor"),
    "director": _("director"),
}
