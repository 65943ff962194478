"""Programmes for people who use violence: facts about a respondent, no measure of safety."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderedBy(TextChoices):
    """Who sent the respondent there."""

    THIS_ORDER = "this_order", _("The protective order")
    CRIMINAL = "criminal", _("A criminal court, or probation")
    FAMILY = "family", _("A family court")
    CHILD_SERVICES = "child", _("Child protective services")
    OWN_WILL = "own_will", _("The respondent's own decision")
    UNKNOWN = "unknown", _("Not known")


class ProgrammeStatus(TextChoices):
    ORDERED = "ordered", _("Ordered, not begun")
    STARTED = "started", _("Intake, or first session")
    ATTENDING = "attending", _("Attending")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Sent away, or ended without completing")
    UNKNOWN = "unknown", _("Not known")


HAS_BEGUN = (ProgrammeStatus.STARTED, ProgrammeStatus.ATTENDING)


class ProgrammeSource(TextChoices):
    PROGRAMME = "programme", _("The programme")
    PROBATION = "probation", _("Probation or parole")
    COURT = "court", _("The court")
    CLIENT_SAID = "client_said", _("The client said so")
    RESPONDENT = "respondent", _("The respondent told the client")
    OTHER = "other", _("Somebody else")


EVENT_LABELS = {
    "orders.programme_recorded": _("Programme of the respondent recorded"),
    "orders.programme_changed": _("Programme of the respondent changed"),
    "orders.programme_fact": _("Fact about a programme recorded"),
    "orders.programme_viewed": _("Programme of the respondent opened"),
}
