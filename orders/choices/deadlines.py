"""Deadlines and the rules of a jurisdiction in words."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from orders.deadlines import Anchor, Direction, Kind, Mode, Rule, Unit

DEADLINE_LABELS = {
    Kind.FULL_HEARING: _("Full hearing by"),
    Kind.HEARING: _("Hearing"),
    Kind.SERVICE_BEFORE_HEARING: _("Served before the hearing"),
    Kind.UNSERVED: _("Still not served: review"),
    Kind.FIREARM_SURRENDER: _("Firearms handed over"),
    Kind.FIREARM_RECEIPT: _("Receipt for firearms at the court"),
    Kind.FIREARM_REVIEW: _("Firearms compliance review, about"),
    Kind.RETURN_OF_SERVICE: _("Proof of service filed"),
    Kind.RENEWAL_OPENS: _("Renewal may be asked for from"),
    Kind.EXPIRY: _("The order ends"),
    Kind.LAPSE: _("Protection may lapse"),
}
DEADLINE_KINDS = [(kind.value, label) for kind, label in DEADLINE_LABELS.items()]

ANCHOR_LABELS = {
    Anchor.ISSUED: _("issue"),
    Anchor.HEARING: _("the hearing"),
    Anchor.HEARD: _("the full hearing"),
    Anchor.SERVED: _("service"),
    Anchor.EXPIRES: _("the end of the order"),
}

MODE_LABELS = {
    Mode.CALENDAR_ROLL: _("Calendar days; a last day without court moves to the next court day"),
    Mode.CALENDAR_NO_ROLL: _("Calendar days; the last day stays where it falls"),
    Mode.BUSINESS_DAYS: _("Court days only"),
    Mode.HOURS_ELAPSED: _("Hours by the clock, nights and weekends too"),
    Mode.HOURS_ROLL: _("Hours; an end without court moves to the next court day"),
    Mode.EXPLICIT_DATE: _("The date itself"),
}
UNIT_LABELS = {Unit.HOURS: _("hours"), Unit.DAYS: _("days"), Unit.MONTHS: _("months")}

_AMOUNTS = {
    Unit.HOURS: ngettext_lazy("%(count)d hour", "%(count)d hours", "count"),
    Unit.DAYS: ngettext_lazy("%(count)d day", "%(count)d days", "count"),
    Unit.MONTHS: ngettext_lazy("%(count)d month", "%(count)d months", "count"),
}


class DeadlineState(TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Done")
    DROPPED = "dropped", _("Does not apply any more")


class StepState(TextChoices):
    PENDING = "pending", _("Not due yet")
    TAKEN = "taken", _("Task opened")
    PASSED = "passed", _("Not needed")


def amount_words(rule: Rule) -> str:
    """ "5 days", "10 court days", "24 hours"."""
    count = rule.count
    if count.mode == Mode.BUSINESS_DAYS:
        words = ngettext("%(count)d court day", "%(count)d court days", count.amount)
        return words % {"count": count.amount}
    return str(_AMOUNTS[count.unit] % {"count": count.amount})


def rule_words(rule: Rule) -> str:
    """The rule in one sentence: how much, counted from what, and how (PO-10)."""
    facts: dict[str, Any] = {"amount": amount_words(rule), "anchor": ANCHOR_LABELS[rule.anchor]}
    if rule.count.amount == 0:
        return str(_("At once after %(anchor)s") % facts)
    if rule.count.direction == Direction.BEFORE:
        said = str(_("%(amount)s before %(anchor)s") % facts)
    else:
        said = str(_("%(amount)s after %(anchor)s") % facts)
    how = {
        Mode.CALENDAR_ROLL: _("moved earlier to a court day")
        if rule.count.direction == Direction.BEFORE
        else _("moved on to a court day"),
        Mode.HOURS_ELAPSED: _("nights and weekends count"),
        Mode.HOURS_ROLL: _("moved on to a court day"),
    }.get(rule.count.mode)
    return f"{said}, {how}" if how else said
