"""Service of process: who tried, where, and what came of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orders.escalation import Served


class ServiceState(TextChoices):
    NOT_SENT = "not_sent", _("Not sent out yet")
    OUT_FOR_SERVICE = "out_for_service", _("Out for service")
    ATTEMPTED = "attempted", _("Attempted, not served")
    SERVED = "served", _("Served")
    NOTICE_ONLY = "notice_only", _("Told of the order, not served")
    IN_COURT = "in_court", _("Given in court")
    ALT_SERVED = "alt_served", _("Served another way (mail, publication, electronic)")
    NOT_REQUIRED = "not_required", _("Service not required")


class Server(TextChoices):
    SHERIFF = "sheriff", _("Sheriff")
    POLICE = "police", _("Police")
    PROCESS_SERVER = "process_server", _("Process server")
    PRIVATE_ADULT = "private_adult", _("Another adult, not the client")
    CORRECTIONS = "corrections", _("Jail or prison staff")
    CLERK = "clerk", _("Court clerk")
    JUDGE_IN_COURT = "judge_in_court", _("Judge, in court")
    MAIL = "mail", _("By mail")
    PUBLICATION = "publication", _("By publication")
    ELECTRONIC = "electronic", _("Electronically")
    OTHER = "other", _("Another way, or not known")


WITHOUT_CONTACT = (Server.MAIL, Server.PUBLICATION, Server.ELECTRONIC)


class PlaceKind(TextChoices):
    HOME = "home", _("Home")
    WORK = "work", _("Work")
    JAIL = "jail", _("Jail or prison")
    COURT = "court", _("Court")
    OTHER = "other", _("Somewhere else")
    UNKNOWN = "unknown", _("Not known")


class Outcome(TextChoices):
    SERVED = "served", _("Served: the papers were handed over")
    REFUSED_BUT_LEFT = "refused_but_left", _("Refused, and the papers were left there")
    NOTICE_ONLY = "notice_only", _("Told of the order (by police or phone), without the papers")
    EVADED = "evaded", _("Avoided the server")
    NOT_FOUND = "not_found", _("Not found")
    WRONG_ADDRESS = "wrong_address", _("Wrong address")
    IN_CUSTODY = "in_custody", _("Not served: in custody elsewhere")
    CANCELLED = "cancelled", _("Attempt cancelled")


OPENING_OUTCOMES = (Outcome.SERVED, Outcome.REFUSED_BUT_LEFT, Outcome.NOTICE_ONLY)
TIPPED_OFF_OUTCOMES = (Outcome.EVADED, Outcome.NOT_FOUND, Outcome.WRONG_ADDRESS)


def knowledge_of(outcome: str, server: str) -> Served | None:
    """How surely the respondent knows of the order after this attempt; None when it opened nothing."""
    if outcome not in OPENING_OUTCOMES:
        return None
    if outcome == Outcome.NOTICE_ONLY:
        return Served.TOLD
    return Served.AWARENESS_UNKNOWN if server in WITHOUT_CONTACT else Served.IN_HAND
