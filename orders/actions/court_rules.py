"""An agency's court rules, in versions that are never changed, and the closed days of its courts."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Staff
from orders.choices.deadlines import DeadlineState
from orders.deadlines import InvalidPack, pack_from
from orders.models import CourtDay, Deadline, JurisdictionRules, ProtectiveOrder
from orders.queries.court_rules import GENERIC, current_data, pack_files

FIRST_YEAR, LAST_YEAR = 2020, 2099


@action
def choose_pack(key: str, *, by: Staff) -> JurisdictionRules:
    """Count by another jurisdiction's rules from now on; own edits stay with the version before."""
    if key not in pack_files():
        raise RuleBroken(_("Choose one of the jurisdictions."), field="pack")
    return _set(lambda former: copy.deepcopy(pack_files()[key]), by=by, what="pack")


@action
def edit_rule(
    kind: str, *, by: Staff, amount: int, unit: str, mode: str, source: str, note: str = ""
) -> JurisdictionRules:
    """A rule of the agency's own in place of the pack's, with the source it was read in."""
    entry = {
        "kind": kind, "amount": amount, "unit": unit, "mode": mode, "source": source.strip(), "is_own": True,
        "note": {"en": note, "es": note} if note.strip() else {}, "is_filing": kind == "return_of_service",
    }  # fmt: skip

    def change(data: dict[str, Any]) -> dict[str, Any]:
        others = [rule for rule in data["rules"] if rule["kind"] != kind]
        return {**data, "rules": [entry, *others]}

    return _set(change, by=by, what="rule", kind=kind)


@action
def drop_own_rule(kind: str, *, by: Staff) -> JurisdictionRules:
    """Go back to what the pack says about `kind`."""

    def change(data: dict[str, Any]) -> dict[str, Any]:
        others = [rule for rule in data["rules"] if rule["kind"] != kind]
        shipped = [
            rule for rule in pack_files().get(data["key"], {}).get("rules", ()) if rule["kind"] == kind
        ]
        return {**data, "rules": [*others, *shipped]}

    return _set(change, by=by, what="rule", kind=kind)


@action
def add_year(year: int, *, by: Staff) -> JurisdictionRules:
    """Court days can be counted in `year`: somebody looked at its holidays and closures."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        words = _("Choose a year from %(first)d to %(last)d.")
        raise RuleBroken(words % {"first": FIRST_YEAR, "last": LAST_YEAR}, field="year")

    def change(data: dict[str, Any]) -> dict[str, Any]:
        years = sorted({*data["calendar"]["years"], year})
        return {**data, "calendar": {**data["calendar"], "years": years}}

    return _set(change, by=by, what="year", year=year)


@action
def confirm_checked(*, by: Staff, next_review: date, clerk_closes: str = "") -> JurisdictionRules:
    """Somebody read the sources again; says until when that is good, and when the clerk's office closes."""
    today = clock.today(context.current().agency.tz)
    if next_review <= today:
        raise RuleBroken(_("The next check lies in the future."), field="next_review")
    row = _set(lambda data: {**data, "clerk_closes": clerk_closes or None}, by=by, what="check")
    row.checked_on, row.next_review = today, next_review
    row.save()
    return row


def _set(
    change: Callable[[dict[str, Any]], dict[str, Any]], *, by: Staff, what: str, **facts: Any
) -> JurisdictionRules:
    """The next version of the rules; open deadlines are counted anew by the next sweep."""
    Agency.objects.select_for_update(no_key=True).get(pk=context.current().agency_id)
    former = JurisdictionRules.objects.order_by("-number").first()
    data = change(copy.deepcopy(current_data()))
    try:
        pack_from(data, pack_files()[GENERIC])
    except InvalidPack as invalid:
        raise RuleBroken(_("This rule cannot be used: %s") % " ".join(invalid.problems)) from invalid
    row = JurisdictionRules(
        number=former.number + 1 if former else 1, pack_key=data["key"], data=data,
        effective_from=clock.now(), approved_by=by,
    )  # fmt: skip
    if former and former.pack_key == row.pack_key:
        row.checked_on, row.next_review = former.checked_on, former.next_review
    row.save()
    audit.record("orders.court_rules_set", row, number=row.number, pack=row.pack_key, what=what, **facts)
    recount_open()
    return row


def recount_open() -> int:
    """Ask the sweep to count open deadlines anew; what a person entered stays (PO-10). Returns how many."""
    open_ones = Deadline.objects.filter(state=DeadlineState.OPEN).exclude(rule={}).values("order_id")
    return ProtectiveOrder.objects.filter(pk__in=open_ones).update(deadlines_counted_at=None)


@action
def add_court_day(day: date, *, by: Staff, name: str = "", is_open: bool = False) -> CourtDay:
    """A day on which the courts are closed, or work although others do not; entering it again changes it."""
    row = CourtDay.objects.filter(day=day).first() or CourtDay(day=day)
    row.name, row.is_open, row.recorded_by = name.strip(), is_open, by
    row.save()
    audit.record("orders.court_day_set", row, day=day.isoformat(), is_open=is_open)
    recount_open()
    return row


@action
def remove_court_day(row: CourtDay, *, by: Staff) -> None:
    """The entry was wrong: the day is what the public calendar says."""
    audit.record("orders.court_day_removed", row, day=row.day.isoformat())
    row.delete()
    recount_open()
