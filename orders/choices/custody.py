"""The respondent in custody: where, until when, and how sure that is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CustodyState(TextChoices):
    HELD = "held", _("In custody")
    RELEASED = "released", _("Released")
    VOID = "void", _("Withdrawn")


class Facility(TextChoices):
    JAIL = "jail", _("Jail")
    PRISON = "prison", _("Prison")
    POLICE = "police", _("Police custody")
    HOSPITAL = "hospital", _("Hospital, held there")
    IMMIGRATION = "immigration", _("Immigration detention")
    OTHER = "other", _("Somewhere else")
    UNKNOWN = "unknown", _("Not known")


class ExpectedRelease(TextChoices):
    UNKNOWN = "unknown", _("Not known")
    ON_DATE = "on_date", _("On a date")
    ABOUT = "about", _("About that date, give or take some days")
