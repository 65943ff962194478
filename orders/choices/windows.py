"""Windows, their phases and alerts, and the words of the history."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WindowState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    SUPERSEDED = "superseded", _("Replaced after a correction")


class AlertState(TextChoices):
    PENDING = "pending", _("Not due yet")
    RAISED = "raised", _("Waiting for an answer")
    ESCALATED = "escalated", _("Passed on, waiting for an answer")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    CLOSED = "closed", _("Closed")


WAITING_STATES = (AlertState.RAISED, AlertState.ESCALATED)


class AlertKind(TextChoices):
    PHASE = "phase", _("A phase begins")
    LATE_ENTRY = "late_entry", _("Service learned of late")


PHASE_LABELS = {
    "acute": _("Acute"),
    "high": _("High"),
    "elevated": _("Elevated"),
    "watch": _("Watch"),
    "extended": _("Extended watch"),
}


class ClosedReason(TextChoices):
    SUPERSEDED = "superseded", _("The time of service was corrected")
    CLOSED_EARLY = "closed_early", _("The window was closed early")
    VOID = "void", _("The service was entered by mistake")


EVENT_LABELS = {
    "orders.order_recorded": _("Order recorded"),
    "orders.order_changed": _("Order changed"),
    "orders.order_modified": _("Order modified by the court"),
    "orders.order_ended": _("Order ended"),
    "orders.order_viewed": _("Order opened"),
    "orders.hearing_recorded": _("Hearing recorded"),
    "orders.hearing_changed": _("Hearing changed"),
    "orders.service_recorded": _("Service recorded"),
    "orders.attempt_recorded": _("Attempt at service recorded"),
    "orders.service_corrected": _("Time of service corrected"),
    "orders.service_voided": _("Service entry withdrawn"),
    "orders.window_opened": _("Window opened after service"),
    "orders.window_superseded": _("Window recomputed after a correction"),
    "orders.window_closed": _("Window closed"),
    "orders.window_closed_early": _("Window closed early"),
    "orders.phase_entered": _("New phase began"),
    "orders.alert_raised": _("Alert raised"),
    "orders.alert_escalated": _("Alert passed on"),
    "orders.alert_acknowledged": _("Alert acknowledged"),
    "orders.alert_closed": _("Alert closed"),
    "orders.alert_viewed": _("Alert opened"),
    "orders.board_viewed": _("Board opened"),
    "orders.policy_created": _("Window policy set"),
}

# Events that stand out on a timeline.
KEY_EVENTS = {
    "orders.service_recorded",
    "orders.service_corrected",
    "orders.window_opened",
    "orders.alert_escalated",
    "orders.alert_acknowledged",
}

NOTICE_LABELS = {"orders.alert": _("A window after service needs an answer")}
