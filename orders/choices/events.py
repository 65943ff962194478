"""What can happen to an order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """One line of what happened to an order. Later knowledge adds a line, it changes none."""

    RECORDED = "recorded", _("Recorded here")
    ISSUED = "issued", _("Issued")
    HEARING_SET = "hearing_set", _("Temporary order denied, hearing set")
    SERVED = "served", _("Served")
    MODIFIED = "modified", _("Changed by the court: a new paper")
    CORRECTED = "corrected", _("Our record of the paper was corrected")
    CONTINUED = "continued", _("Hearing moved to another day")
    EXTENDED = "extended", _("The end of the order moved")
    HEARD = "heard", _("Hearing held")
    CALLED_OFF = "called_off", _("Hearing taken off the calendar")
    SUPERSEDED = "superseded", _("Replaced by a later order")
    DISMISSED = "dismissed", _("Dismissed or vacated")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DENIED = "denied", _("Denied")
    REVIVED = "revived", _("Our record was corrected: the order had not ended")
    ANSWERED = "answered", _("What the client wants about renewal")
    FILED = "filed", _("Renewal asked for at the court")
    DECIDED = "decided", _("What came of the renewal")
    REGISTERED = "registered", _("Registered here, as the client chose")
