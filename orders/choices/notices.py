"""Service notices: how far each has come, and why a person has to look at one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeState(TextChoices):
    QUEUED = "queued", _("Waits for a decision")
    RECORDED = "recorded", _("Recorded")
    DISMISSED = "dismissed", _("Not about this order")


class CandidateState(TextChoices):
    OPEN = "open", _("Waits for a decision")
    CHOSEN = "chosen", _("Recorded")
    RULED_OUT = "ruled_out", _("Not about this order")


class Doubt(TextChoices):
    """What keeps a notice from being recorded without a person."""

    SEVERAL = "several", _("More than one order fits")
    COURT = "court", _("The number fits, the court does not")
    WRITTEN = "written", _("The number is written in another way")
    NUMBERS = "numbers", _("One number fits, the other does not")
    KIND = "kind", _("The number fits, the kind of order does not")
    ENDED = "ended", _("The order has ended")
    SERVED = "served", _("The order is on record as served, at another time")
    PAPER = "paper", _("The court changed the order: which paper was served is not said")
    NOT_ISSUED = "not_issued", _("The order is not recorded as issued")
    BEFORE = "before", _("The moment of service does not go with the dates of the order")
    OUTCOME = "outcome", _("What happened is not in words we know")
    MOMENT = "moment", _("The time of service cannot be read as it is written")
    DETAIL = "detail", _("A detail of the notice cannot be read as it is written")


class Refusal(TextChoices):
    """Why a row is reported as one that cannot be read. It never repeats what the row says."""

    CELLS = "cells", _("it has more or fewer cells than there are columns")
    NULL = "null", _("it contains a null character")
    NESTED = "nested", _("a value is not a plain text or a whole number")
    TWICE = "twice", _("it names a field twice")
    NO_NUMBER = "no_number", _("it has no order number and no court case number")
    FORMULA = "formula", _("a number or a court looks like a formula of a spreadsheet")
    LONG = "long", _("a value is too long")
    NO_DATE = "no_date", _("it has no date of service")
    DATE = "date", _("the date does not exist or is not in a format of the mapping")
    TIME = "time", _("the time does not exist or is not in a format of the mapping")
    GAP = "gap", _("the clocks went forward: this time did not exist that day")
    ZONE = "zone", _("there is no such time zone")
    FUTURE = "future", _("it lies in the future")
    PRECISION = "precision", _("how exactly the time is known is not in words we know, or needs a time")
    OUTCOME = "outcome", _("what happened is not in words the mapping knows")
    KIND = "kind", _("the kind of order is not in words the mapping knows")
    RETURN_DATE = "return_date", _("the date of the proof of service does not exist or is in another format")
    CUT = "cut", _("the quotes are broken from here on: nothing behind this line was read")


# What a row that names an order, but cannot be read whole, brings before a person.
DOUBT_OF = {
    Refusal.OUTCOME: Doubt.OUTCOME,
    Refusal.KIND: Doubt.KIND,
    Refusal.LONG: Doubt.DETAIL,
    Refusal.RETURN_DATE: Doubt.DETAIL,
}

NOTICE_FIELDS = {
    "order_number": _("Order number"),
    "court_case_number": _("Court case number"),
    "court": _("Court"),
    "order_type": _("Kind of order"),
    "outcome": _("What happened"),
    "served_on": _("Date of service"),
    "served_time": _("Time of service"),
    "served_at": _("Date and time of service"),
    "zone": _("Time zone"),
    "precision": _("How exactly the time is known"),
    "server": _("Who served it"),
    "place_kind": _("What kind of place"),
    "documents": _("Papers served"),
    "return_filed_on": _("Proof of service filed on"),
    "note": _("Remarks"),
}
