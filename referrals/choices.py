"""The closed lists of this app, in words a tired person can read."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Need(TextChoices):
    """What a client looks for, and what a resource is good for."""

    SHELTER = "shelter", _("Shelter")
    HOUSING = "housing", _("Housing")
    FINANCIAL = "financial", _("Money")
    LEGAL = "legal", _("Legal help")
    HEALTH = "health", _("Health")
    COUNSELLING = "counselling", _("Counseling and support")
    FOOD = "food", _("Food")
    OTHER = "other", _("Something else")


# Days until somebody asks what came of a referral (A23).
FOLLOW_UP_DAYS = {Need.SHELTER: 1, Need.HOUSING: 14, Need.FINANCIAL: 14}
FOLLOW_UP_OTHERWISE = 30
# After so many days without a check, a resource says "check first" (A26).
VERIFIED_FOR_DAYS = 180


class Mode(TextChoices):
    INFO = "info", _("Information: the client makes contact")
    WARM = "warm", _("Warm handover: we make contact together")
    LETTER = "letter", _("With a letter")


class ReferralState(TextChoices):
    DRAFT = "draft", _("Draft")
    OFFERED = "offered", _("Offered to the client")
    SENT = "sent", _("Sent to the provider")
    ACCEPTED = "accepted", _("Accepted")
    WAITLISTED = "waitlisted", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    UNREACHABLE = "unreachable", _("Provider could not be reached")
    PLACED = "placed", _("Placed: the client got it")
    CLOSED = "closed", _("Closed")


S = ReferralState
# From each state to those that may follow; whatever comes, nothing is deleted.
NEXT_STATES: dict[str, tuple[ReferralState, ...]] = {
    S.DRAFT: (S.OFFERED, S.SENT, S.CLOSED),
    S.OFFERED: (S.SENT, S.ACCEPTED, S.WAITLISTED, S.DECLINED, S.UNREACHABLE, S.PLACED, S.CLOSED),
    S.SENT: (S.ACCEPTED, S.WAITLISTED, S.DECLINED, S.UNREACHABLE, S.PLACED, S.CLOSED),
    S.ACCEPTED: (S.PLACED, S.WAITLISTED, S.DECLINED, S.UNREACHABLE, S.CLOSED),
    S.WAITLISTED: (S.ACCEPTED, S.PLACED, S.DECLINED, S.UNREACHABLE, S.CLOSED),
    S.UNREACHABLE: (S.SENT, S.ACCEPTED, S.WAITLISTED, S.DECLINED, S.PLACED, S.CLOSED),
    S.DECLINED: (S.SENT, S.CLOSED),
    S.PLACED: (S.CLOSED,),
    S.CLOSED: (S.OFFERED,),
}
# States in which nobody knows yet what came of it, so that somebody must ask.
WAITING_STATES = (S.OFFERED, S.SENT, S.WAITLISTED, S.UNREACHABLE)
OPEN_STATES = (S.DRAFT, *WAITING_STATES, S.ACCEPTED)


class DeclineReason(TextChoices):
    CAPACITY = "capacity", _("No place or no money left")
    INELIGIBLE = "ineligible", _("The client does not meet their rules")
    CHILDREN = "children", _("They do not take the children")
    PETS = "pets", _("They do not take the pets")
    GENDER = "gender", _("They do not serve the client's gender")
    LANGUAGE = "language", _("Not in the client's language")
    ACCESS = "access", _("Not accessible for the client")
    SAFETY = "safety", _("Not safe enough")
    CLIENT = "client", _("The client decided against it")
    OTHER = "other", _("Another reason")


class ResourceStatus(TextChoices):
    ACTIVE = "active", _("Open")
    CLOSED_FOR_NOW = "temporarily closed", _("Closed for now")
    INACTIVE = "inactive", _("Not offered now")
    DEFUNCT = "defunct", _("No longer exists")


class AddressKind(TextChoices):
    PHYSICAL = "physical", _("Street address")
    POSTAL = "postal", _("Mailing address")


class PhoneKind(TextChoices):
    VOICE = "voice", _("Phone")
    HOTLINE = "hotline", _("Hotline")
    FAX = "fax", _("Fax")
    TEXT = "text", _("Text")
    SMS = "sms", _("Text message")
    CELL = "cell", _("Cell phone")
    TTY = "tty", _("TTY")
    TEXTPHONE = "textphone", _("Text phone")
    VIDEO = "video", _("Video phone")
    PAGER = "pager", _("Pager")


class LetterState(TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    FINAL = "final", _("Final")
    DELIVERED = "delivered", _("Delivered")
    VOID = "void", _("Void")


class Delivery(TextChoices):
    """The two ways a letter may leave the house (LT-2)."""

    HANDED = "handed_to_client", _("Handed to the client, who asked for it")
    SENT = "sent_under_release", _("Sent by us, under a release")


LETTER_LANGUAGES = (("en", "English"), ("es", "Español"))

EVENT_LABELS = {
    "referrals.directory_imported": _("Directory imported"),
    "referrals.directory_exported": _("Directory exported"),
    "referrals.resource_added": _("Resource added"),
    "referrals.resource_changed": _("Resource changed"),
    "referrals.resource_verified": _("Resource checked"),
    "referrals.referral_made": _("Referral made"),
    "referrals.referral_changed": _("Referral changed"),
    "referrals.referral_moved": _("Referral: new state"),
    "referrals.referral_viewed": _("Referral opened"),
    "referrals.follow_up_set": _("Referral: follow-up day set"),
    "referrals.letter_drafted": _("Letter drafted"),
    "referrals.letter_changed": _("Letter draft changed"),
    "referrals.letter_viewed": _("Letter opened"),
    "referrals.letter_approved": _("Letter approved after the client read it"),
    "referrals.letter_unapproved": _("Letter taken back to draft"),
    "referrals.letter_finalised": _("Letter made final"),
    "referrals.letter_requested": _("The client asked for the letter"),
    "referrals.letter_delivered": _("Letter delivered"),
    "referrals.letter_downloaded": _("Letter downloaded"),
    "referrals.letter_voided": _("Letter voided"),
}
