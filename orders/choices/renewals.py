"""The end of an order and its renewal in words. Neither answer is the right one, and no text says so."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """What the client wants when the order comes to its end."""

    NOT_ASKED = "not_asked", _("Not asked yet")
    RENEW = "renew", _("Wants to renew")
    NO = "no", _("Does not want to renew")
    UNDECIDED = "undecided", _("Not decided yet")
    NOT_REACHED = "not_reached", _("Could not be reached")


SETTLED = (Answer.RENEW, Answer.NO)
RECORDABLE = (Answer.RENEW, Answer.NO, Answer.UNDECIDED, Answer.NOT_REACHED)


class Whose(TextChoices):
    """Whose words say so."""

    CLIENT = "client", _("The client's own words")
    OURS = "ours", _("In our words")
    OTHER = "other", _("Somebody spoke for the client")


class RenewalOutcome(TextChoices):
    GRANTED = "granted", _("Granted")
    DENIED = "denied", _("Denied")
    WITHDRAWN = "withdrawn", _("Petition taken back")


class Stage(TextChoices):
    """What comes next."""

    LATER = "later", _("Nothing yet")
    ASK = "ask", _("Ask what the client wants")
    FILE = "file", _("Petition is not on record yet")
    COURT_DATE = "court_date", _("No hearing is on record yet")
    HEARING = "hearing", _("Hearing")
    OUTCOME = "outcome", _("Note what came of it")
    NEW_ORDER = "new_order", _("Record the new order, or its new end")
    NOTHING = "nothing", _("Nothing more is asked")
    DENIED = "denied", _("Denied: talk over what else is possible")
    ENDED = "ended", _("Has ended")


STEP_LABELS = {
    "opens": _("Renewal may be asked for from here on"),
    "60": _("60 days left"),
    "30": _("30 days left"),
    "14": _("14 days left"),
    "7": _("7 days left"),
    "end": _("The order ends"),
    "after": _("The day after: ask how the client is"),
}

EVENT_LABELS = {
    "orders.renewal_followed": _("End of an order is followed"),
    "orders.renewal_asked": _("Asked about renewal"),
    "orders.renewal_decided": _("Client's decision about renewal recorded"),
    "orders.renewal_changed": _("Facts about renewal changed"),
    "orders.renewal_viewed": _("Renewal opened"),
    "orders.renewals_viewed": _("List of renewals opened"),
    "orders.order_expired": _("The order came to its end"),
}
KEY_EVENTS = {"orders.renewal_decided", "orders.order_expired"}
