"""Handing over firearms: who takes them, who is exempt, what proves it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ToWhom(TextChoices):
    POLICE = "police", _("Police")
    SHERIFF = "sheriff", _("Sheriff")
    DEALER = "dealer", _("A licensed dealer")
    PERSON = "person", _("A person the court allows")
    COURT = "court", _("The court")
    OTHER = "other", _("Somebody else")


class Exemption(TextChoices):
    UNKNOWN = "unknown", _("Not known")
    NONE = "none", _("No exemption")
    DUTY = "duty", _("A duty weapon, at work only; the others are to be handed over")
    ALL = "all", _("Exempt from handing anything over")


class Proof(TextChoices):
    RECEIPT = "receipt", _("Receipt of police, sheriff or dealer")
    COURT_FILE = "court_file", _("Paper in the court's file")
    SWORN = "sworn", _("Sworn statement that there are none")
    OFFICER = "officer", _("An officer said so")
    OTHER = "other", _("Something else")


EVENT_LABELS = {
    "orders.firearms_tracked": _("Handing over of firearms is followed"),
    "orders.firearms_changed": _("Facts about firearms changed"),
    "orders.firearms_viewed": _("Facts about firearms opened"),
    "orders.surrender_overdue": _("Firearms were due and no proof has come"),
    "orders.surrender_proof": _("Proof that firearms were handed over recorded"),
    "orders.surrender_proof_set_aside": _("Proof that firearms were handed over set aside"),
    "orders.firearms_client_told": _("Client told about the firearms"),
}
KEY_EVENTS = {"orders.surrender_overdue", "orders.surrender_proof"}
