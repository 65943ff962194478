"""Words about keeping in touch with a client while a window is open, and about getting ready for service."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckInState(TextChoices):
    DUE = "due", _("Due")
    MISSED = "missed", _("Not done in time")
    REACHED = "reached", _("Reached")
    TRIED = "tried", _("Tried, not reached")
    NOT_WANTED = "not_wanted", _("Not wanted by the client")
    CANCELLED = "cancelled", _("No longer needed")


class CheckInOutcome(TextChoices):
    SAFE = "safe", _("Reached, safe")
    NEEDS = "needs", _("Reached, needs something")
    NO_ANSWER = "no_answer", _("No answer")
    LOOKED = "looked", _("Looked at the case; no contact was made")


REACHED_OUTCOMES = (CheckInOutcome.SAFE, CheckInOutcome.NEEDS)


class PhoneAnswer(TextChoices):
    """Whether a charged phone is with the client (A4)."""

    YES = "yes", _("Charged and with the client")
    NO = "no", _("Not charged or not with the client")
    NOT_ASKED = "not_asked", _("Not asked")


class Welfare(TextChoices):
    """What the client said beforehand about a welfare check by the police."""

    UNKNOWN = "unknown", _("Not asked yet")
    YES = "yes", _("Yes, the client agrees")
    NO = "no", _("No, not without asking")


class StepKind(TextChoices):
    """What is done when a client cannot be reached, in this order (C.4)."""

    SUPERVISOR_CALL = "supervisor_call", _("The supervisor calls the client")
    EMERGENCY_CONTACT = "emergency_contact", _("The emergency contact is called")
    WELFARE_CHECK = "welfare_check", _("A welfare check by the police")


class NotReachedState(TextChoices):
    OPEN = "open", _("To be done")
    REACHED = "reached", _("Done: the client is reached")
    DONE = "done", _("Done: not reached")
    NOT_ALLOWED = "not_allowed", _("Not allowed: the client has not agreed")
    NOT_NEEDED = "not_needed", _("No longer needed")


class WelfareBasis(TextChoices):
    AGREED = "agreed", _("The client agreed beforehand")
    DANGER = "danger", _("Imminent danger, by the agency's policy")


class Cadence(TextChoices):
    """How often the client wants to hear from the agency; the value is hours, empty is the agency's rule."""

    RULE = "", _("As the agency's rules say")
    TWO_DAYS = "48", _("Every two days")
    WEEK = "168", _("Once a week")
    TWO_WEEKS = "336", _("Every two weeks")
    MONTH = "672", _("Every four weeks")
    NONE = "none", _("No contact")


# What shows that a client is ready for the moment of service: the keys of tasks before service.
READINESS = {
    "plan_service_moment": _("The moment of service is planned"),
    "service_bag_and_phone": _("Bag, charged phone and copies are at hand"),
    "service_signals": _("Danger signals are agreed"),
    "confirm_safe_contact": _("The safe way and time to reach the client are confirmed"),
    "service_notice_registration": _("Registered for a notice of service"),
    "ask_firearms": _("Asked about firearms"),
}
