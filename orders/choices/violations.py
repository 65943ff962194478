"""Violations of orders, what followed from them, and contact the client made: closed lists of words."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How the respondent reached the client, or the client the respondent."""

    IN_PERSON = "in_person", _("In person")
    CALL = "call", _("Phone call or voicemail")
    MESSAGE = "message", _("Text or message")
    EMAIL = "email", _("Email")
    SOCIAL = "social", _("Social media")
    POST = "post", _("Letter, parcel or gift")
    THIRD_PARTY = "third_party", _("Through other people")
    AT_PLACE = "at_place", _("At a place the order names")
    PROPERTY = "property", _("Entering, taking or breaking something")
    DEVICE = "device", _("Through a device, an account or a tracker")
    CHILDREN = "children", _("At or about the handing over of the children")
    OTHER = "other", _("Another way")


class Weapon(TextChoices):
    NO = "no", _("No")
    FIREARM = "firearm", _("A firearm")
    OTHER = "other", _("Another weapon, or something used as one")
    UNKNOWN = "unknown", _("Not known")


class ViolationState(TextChoices):
    STANDS = "stands", _("Stands")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReportChoice(TextChoices):
    """What the client wants about reporting. Nobody reports for them."""

    NOT_ASKED = "not_asked", _("Not asked yet")
    UNDECIDED = "undecided", _("Not decided")
    WANTS = "wants", _("Wants to report it")
    DOES_NOT = "does_not", _("Does not want to report it")
    REPORTED = "reported", _("Reported it, or somebody else did")


class Option(TextChoices):
    """What can be talked over with a client whose order was violated."""

    POLICE = "police", _("Reporting it to the police")
    PROSECUTOR = "prosecutor", _("Telling the prosecutor or the probation officer")
    CONTEMPT = "contempt", _("Asking the court to find contempt")
    ATTORNEY = "attorney", _("Talking to an attorney first")
    CHANGE_ORDER = "change_order", _("Asking the court to change the order")
    KEEP_RECORD = "keep_record", _("Keeping a record and evidence, without reporting now")
    SAFETY = "safety", _("What each choice may mean for safety")
    NOTHING_NOW = "nothing_now", _("Doing nothing now, and deciding later")


class EvidenceKind(TextChoices):
    SCREENSHOT = "screenshot", _("Screenshot")
    MESSAGE = "message", _("Text, email or voicemail")
    CALL_LOG = "call_log", _("Call list")
    PICTURE = "picture", _("Photo or video")
    LETTER = "letter", _("Letter or object")
    MEDICAL = "medical", _("Medical paper")
    POLICE_PAPER = "police_paper", _("Paper from the police or the court")
    STATEMENT = "statement", _("Written words of a witness")
    OTHER = "other", _("Something else")


class Keeper(TextChoices):
    """Who has the original. It is never the agency."""

    CLIENT = "client", _("The client")
    TRUSTED = "trusted", _("A person the client trusts")
    POLICE = "police", _("Police or prosecutor")
    ATTORNEY = "attorney", _("The client's attorney")
    COURT = "court", _("The court")
    MEDICAL = "medical", _("A clinic or hospital")


class StepKind(TextChoices):
    """What followed from a violation."""

    REPORTED = "reported", _("Reported")
    ARREST = "arrest", _("Arrest")
    NO_ARREST = "no_arrest", _("No arrest")
    PROSECUTOR = "prosecutor", _("Contact with the prosecutor")
    CHARGE = "charge", _("Charge")
    DECLINED = "declined", _("Not charged")
    CONTEMPT = "contempt", _("Contempt motion")
    OUTCOME = "outcome", _("Outcome in court")


class CourtOutcome(TextChoices):
    CONVICTED = "convicted", _("Convicted, or pleaded guilty")
    CONTEMPT_FOUND = "contempt_found", _("Contempt was found")
    DIVERTED = "diverted", _("Ended with conditions")
    DISMISSED = "dismissed", _("Dismissed")
    ACQUITTED = "acquitted", _("Not guilty, or contempt not found")
    OTHER = "other", _("Another outcome")


@dataclass(frozen=True)
class OpenQuestion:
    """A task that a step leaves open, due so many hours after the step is recorded."""

    key: str
    hours: int
    priority: int = 2
    unless_numbered: bool = False


# What somebody has to ask after each step. A step that is not here leaves open what was open before.
OPEN_AFTER: dict[str, tuple[OpenQuestion, ...]] = {
    StepKind.REPORTED: (
        OpenQuestion("violation_report_number", 24, unless_numbered=True),
        OpenQuestion("violation_report_outcome", 72),
    ),
    StepKind.ARREST: (
        OpenQuestion("violation_arrest_release", 4, priority=1),
        OpenQuestion("violation_charge", 72),
    ),
    StepKind.NO_ARREST: (OpenQuestion("violation_charge", 168),),
    StepKind.CHARGE: (OpenQuestion("violation_court_dates", 168),),
    StepKind.CONTEMPT: (OpenQuestion("violation_court_dates", 168),),
    StepKind.DECLINED: (OpenQuestion("violation_other_ways", 168),),
    StepKind.OUTCOME: (),
}


class AskedBy(TextChoices):
    """Who asked for the chronology on paper."""

    CLIENT = "client", _("The client")
    ATTORNEY = "attorney", _("The client's attorney, and the client agrees")
    POLICE = "police", _("Police or prosecutor, and the client agrees")
    COURT = "court", _("The court, and the client agrees")


class Part(TextChoices):
    """What a chronology may say of each entry beside when and what."""

    WORDS = "words", _("The client's own words")
    TERMS = "terms", _("The terms of the order")
    DANGER = "danger", _("Weapon, injury, children present")
    PLACE = "place", _("Where it happened")
    WITNESSES = "witnesses", _("Who saw or heard it")
    EVIDENCE = "evidence", _("What evidence there is")
    STEPS = "steps", _("Report, arrest, charge and outcome")


class ServedThen(TextChoices):
    """Whether the respondent had been served with the orders when it happened (PO-16)."""

    NO_ORDER = "no_order", _("No order on file was in force then")
    BEFORE = "before", _("Before service")
    UNCLEAR = "unclear", _("Before or after service: the times do not say")
    AFTER = "after", _("After service")


EVENT_LABELS = {
    "orders.violation_recorded": _("Violation recorded"),
    "orders.violation_changed": _("Record of a violation changed"),
    "orders.violation_withdrawn": _("Record of a violation withdrawn"),
    "orders.violation_viewed": _("Violation opened"),
    "orders.violations_viewed": _("Violations opened"),
    "orders.violation_choice": _("Client's choice about reporting noted"),
    "orders.violation_step": _("What followed a violation noted"),
    "orders.violation_step_removed": _("What followed a violation: entry removed"),
    "orders.evidence_noted": _("Evidence noted"),
    "orders.evidence_removed": _("Evidence: entry removed"),
    "orders.contact_recorded": _("Contact by the client noted"),
    "orders.contact_changed": _("Note of contact by the client changed"),
    "orders.contact_removed": _("Note of contact by the client removed"),
    "orders.contact_viewed": _("Note of contact by the client opened"),
    "orders.chronology_printed": _("Chronology printed"),
}
KEY_EVENTS = {"orders.violation_recorded"}
