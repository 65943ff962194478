"""Events that people note: what they are called, how they are grouped, what more is asked about each."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orders.escalation import NoWindow

from .windows import Trigger


class NotedState(TextChoices):
    STANDS = "stands", _("Stands")
    CORRECTED = "corrected", _("Corrected")
    VOID = "void", _("Withdrawn")


class Detail(TextChoices):
    """What more is told of some events."""

    MOVED_OUT = "moved_out", _("Moved out")
    TOLD_OVER = "told_over", _("Told the respondent that it is over")
    APART = "apart", _("They live apart now")
    RETURNED = "returned", _("They live together again")
    KNOWN = "known", _("Yes, the respondent knows")
    NOT_KNOWN = "not_known", _("No, the respondent does not know")
    UNSURE = "unsure", _("It is not known whether the respondent knows")


DETAILS: dict[str, tuple[Any, tuple[Detail, ...]]] = {
    Trigger.SEPARATION: (
        _("What has changed?"),
        (Detail.MOVED_OUT, Detail.TOLD_OVER, Detail.APART, Detail.RETURNED),
    ),
    Trigger.NEW_PARTNER: (
        _("Does the respondent know of the new partner?"),
        (Detail.KNOWN, Detail.NOT_KNOWN, Detail.UNSURE),
    ),
}

# The page's groups: the events of each in the order in which they are offered, each with a line on it.
GROUPS: tuple[tuple[Any, tuple[tuple[Trigger, Any], ...]], ...] = (
    (
        _("About the respondent"),
        (
            (Trigger.VIOLATION, _("Contact, coming near, or anything else an order forbids")),
            (Trigger.THREATS, _("To kill, or to end their own life")),
            (Trigger.STALKING, _("Following, watching, turning up, tracking by phone or car")),
            (Trigger.FIREARM_ACCESS, _("The respondent has, or can get, a firearm")),
            (Trigger.SURRENDER_OVERDUE, _("The time to hand them over has passed")),
            (Trigger.RELEASE, _("On bail, at the end of a sentence, or after an arrest")),
            (Trigger.JOB_LOSS, _("Or works much less than before")),
            (Trigger.PROGRAMME_INTAKE, _("The first session, or the date of intake")),
            (Trigger.PROGRAMME_ENDED, _("Missed sessions, or sent away from the programme")),
        ),
    ),
    (
        _("About the client"),
        (
            (Trigger.CLIENT_FEAR, _("The client's own sense of danger counts, with or without an event")),
            (Trigger.SEPARATION, _("Also when they live together again")),
            (Trigger.STRANGULATION, _("Hands, an arm or anything else on the neck, now or earlier")),
            (Trigger.LOCATION_DISCLOSED, _("An address came out, a phone was found, a car was tracked")),
            (Trigger.NEW_PARTNER, _("A new partner of the client")),
        ),
    ),
    (
        _("At court"),
        (
            (Trigger.SERVICE, _("Or the respondent was told of the order")),
            (Trigger.ATTEMPT, _("Somebody tried, and the papers were not handed over")),
            (Trigger.HEARING, _("A date in court, or what came of it")),
            (Trigger.ORDER_ENDED, _("And the respondent may learn of it")),
            (Trigger.COURT_PAPERS, _("The respondent received papers in another case")),
            (Trigger.CUSTODY_EXCHANGE, _("The day on which the children are handed over")),
        ),
    ),
)
# Events with a record of their own: noting them here would leave that record empty.
OWN_RECORD = (
    Trigger.SERVICE, Trigger.ATTEMPT, Trigger.HEARING, Trigger.ORDER_ENDED, Trigger.RELEASE,
    Trigger.VIOLATION,
)  # fmt: skip
NOTABLE = tuple(
    trigger for _group, events in GROUPS for trigger, _hint in events if trigger not in OWN_RECORD
)

FEAR_LEVELS = (
    (4, _("Acute: now and in the next days")),
    (3, _("High: in the next two weeks")),
    (2, _("Elevated: in the next month")),
    (1, _("Watch: keep an eye on it")),
)

NO_WINDOW_WORDS = {
    NoWindow.LONG_AGO: _(
        "It was more than 30 days ago: it is kept on record as something to know, and no window opens."
    ),
    NoWindow.PARTNER_UNKNOWN: _(
        "As long as the respondent is not known to know, it is kept on record and no window opens."
    ),
    NoWindow.TOGETHER_AGAIN: _("It is kept on record. Open windows and the case go on as they are."),
    NoWindow.NOT_IN_RULES: _("The agency's rules open no window for this: it is kept on record."),
    NoWindow.OVER: _("The time the agency's rules give to this is over: it is kept on record."),
}
