"""Orders: their kinds, how far they have come, what they say, and the hearings about them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderType(TextChoices):
    EMERGENCY = "emergency", _("Emergency order (police or magistrate)")
    EX_PARTE_TEMPORARY = "ex_parte_temporary", _("Temporary order (until the hearing)")
    FINAL = "final", _("Final civil order")
    PEACE = "peace", _("Peace, harassment, stalking or sexual-assault order")
    CRIMINAL_NO_CONTACT = "criminal_no_contact", _("No-contact order in a criminal case")
    CRIMINAL_SENTENCE = "criminal_sentence", _("Condition of probation or parole")
    FAMILY_CASE = "family_case", _("Order inside a divorce or custody case")
    JUVENILE = "juvenile", _("Juvenile court order")
    TRIBAL = "tribal", _("Tribal court order")
    MILITARY = "military", _("Military protective order")
    WORKPLACE = "workplace", _("Workplace order (the employer asked)")
    EXTREME_RISK = "extreme_risk", _("Extreme-risk order (firearms)")
    FOREIGN = "foreign", _("Order from another state, tribe or country")


class OrderState(TextChoices):
    """How far the order itself has come; whether it is in force at an instant is computed."""

    DRAFT = "draft", _("Petition being prepared")
    FILED = "filed", _("Petition filed")
    HEARING_SET = "hearing_set", _("Temporary order denied, hearing set")
    ISSUED = "issued", _("Issued")
    DENIED = "denied", _("Denied")
    DISMISSED = "dismissed", _("Dismissed or vacated")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a later order")


ENDED_STATES = (OrderState.DENIED, OrderState.DISMISSED, OrderState.WITHDRAWN, OrderState.SUPERSEDED)

ALIVE_STATES = (OrderState.ISSUED, OrderState.FILED, OrderState.HEARING_SET, OrderState.DRAFT)
PENDING_STATES = (OrderState.DRAFT, OrderState.FILED, OrderState.HEARING_SET)


class Force(TextChoices):
    """The computed answer to "does this order protect right now?"."""

    NOT_YET = "not_yet", _("Not issued yet")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended")


class Expiry(TextChoices):
    ON_DATE = "on_date", _("On a date, through the end of that day")
    AT_TIME = "at_time", _("On a date, at a time the paper states")
    FURTHER_ORDER = "further_order", _("Until further order of the court")
    NEVER = "never", _("It does not expire")
    UNKNOWN = "unknown", _("Not known yet")


class Midnight(TextChoices):
    """Which midnight a paper means that ends "at midnight" on a date (DT-15)."""

    START = "start", _("As that day begins: the night before it")
    END = "end", _("As that day ends: the night after it")


class Source(TextChoices):
    CLIENT_SAID = "client_said", _("The client said so")
    SAW_PAPER = "saw_paper", _("We saw the paper")
    COURT_PORTAL = "court_portal", _("Court web page or clerk")
    NOTICE = "notice", _("Notification service")
    POLICE = "police", _("Police or sheriff")


class TermKind(TextChoices):
    RESTRICTION = "restriction", _("Restriction")
    PERMISSION = "permission", _("Permission")
    CUSTODY = "custody", _("Custody")
    TEXT = "text", _("In its own words")


@dataclass(frozen=True)
class Term:
    """A condition of an order by its code, in plain words."""

    code: str
    kind: TermKind
    words: Any
    label: Any


TERMS = (
    Term(
        "01",
        TermKind.RESTRICTION,
        _("The respondent may not assault, threaten, harass, follow or stalk the protected person or child"),
        _("No abuse or threats"),
    ),
    Term(
        "02",
        TermKind.RESTRICTION,
        _("The respondent may not threaten family or household members"),
        _("No threats to family"),
    ),
    Term(
        "03",
        TermKind.RESTRICTION,
        _("The home is for the protected person alone"),
        _("Home for the client alone"),
    ),
    Term(
        "04",
        TermKind.RESTRICTION,
        _("The respondent stays away from home, school, workplace or other places"),
        _("Stay away"),
    ),
    Term(
        "05",
        TermKind.RESTRICTION,
        _("No contact: in person, in writing, by phone, or through other people"),
        _("No contact"),
    ),
    Term(
        "06",
        TermKind.PERMISSION,
        _("The respondent may visit or have custody of the named children (a permission, not a restriction)"),
        _("Visits permitted"),
    ),
    Term("07", TermKind.RESTRICTION, _("The respondent may not have firearms or weapons"), _("No firearms")),
    Term(
        "09",
        TermKind.CUSTODY,
        _("The protected person has temporary sole custody of the children"),
        _("Custody with the client"),
    ),
    Term("08", TermKind.TEXT, _("Something else, in the order's own words"), _("Other terms")),
)
TERM_OF = {term.code: term for term in TERMS}
NO_CONTACT, PERMITS_VISITS, NO_FIREARMS, OWN_WORDS = "05", "06", "07", "08"


class HearingKind(TextChoices):
    FULL = "full", _("Full hearing")
    TEMPORARY = "temporary", _("Temporary order")
    REVIEW = "review", _("Review or compliance")
    FIREARMS = "firearms", _("Firearms review")
    MODIFICATION = "modification", _("Change or renewal")
    CONTEMPT = "contempt", _("Violation or contempt")
    CRIMINAL = "criminal", _("Criminal case")
    OTHER = "other", _("Other")


class HearingOutcome(TextChoices):
    GRANTED = "granted", _("Order granted")
    CONTINUED = "continued", _("Moved to another day")
    DENIED = "denied", _("Denied")
    DISMISSED = "dismissed", _("Dismissed")
    CONSENT = "consent", _("By consent")
    DEFAULT = "default", _("Granted, respondent absent")
    MUTUAL = "mutual", _("Orders against both sides")
    CANCELLED = "cancelled", _("Taken off the calendar: it does not take place")


NOT_HELD = (HearingOutcome.CONTINUED, HearingOutcome.CANCELLED)
# Outcomes that lead on: to the form of the order they made, or to the end of this one.
MAKES_AN_ORDER = (
    HearingOutcome.GRANTED, HearingOutcome.CONSENT, HearingOutcome.DEFAULT, HearingOutcome.MUTUAL,
)  # fmt: skip
ENDS_THE_ORDER = (HearingOutcome.DENIED, HearingOutcome.DISMISSED)
DECIDES_THE_ORDER = (HearingKind.FULL, HearingKind.TEMPORARY)
