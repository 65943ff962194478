"""A chronology on paper: chosen entries only, with the client's approval, and nothing an advocate noted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Case, Staff
from clients.actions.plan_versions import secrets_of
from clients.choices import Storage
from clients.planning import reveals
from orders.choices.violations import AskedBy, Part
from orders.models import ChronologyPrint
from orders.queries.violations import Entry, entries, violations_of


def chosen(case: Case, refs: Collection[str]) -> list[Entry]:
    """The standing entries with these references, the oldest first."""
    rows = [row for row in violations_of(case) if row.ref in refs]
    return entries(reversed(rows))


@action
def record_print(
    case: Case, *, by: Staff, refs: Iterable[str], parts: Iterable[str], client_approved: bool, asked_by: str,
    storage: str, approved_on: date | None = None, reason: str = "", copies: int = 1,
) -> ChronologyPrint:  # fmt: skip
    """Allow one printing of chosen entries, after approval and the storage question (PO-17)."""
    if not client_approved:
        words = _("A chronology is printed only when the client has seen what is on it and agrees.")
        raise RuleBroken(words, field="client_approved")
    if storage not in Storage.values or storage == Storage.DO_NOT_PRINT:
        raise RuleBroken(
            _("Ask where the paper will be kept. Without a safe answer, do not print."), field="storage"
        )
    today = clock.today(context.current().agency.tz)
    if approved_on and approved_on > today:
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field="approved_on")
    found = chosen(case, set(refs))
    if not found:
        raise RuleBroken(_("Choose the entries to print."), field="refs")
    row = ChronologyPrint(
        case=case, entries=[entry.violation.ref for entry in found],
        parts=[part for part in Part.values if part in set(parts)], asked_by=AskedBy(asked_by),
        approved_on=approved_on or today, storage=storage, reason=reason, copies=copies, printed_by=by,
    )  # fmt: skip
    row.save()
    audit.record(
        "orders.chronology_printed", row, entries=len(found), parts=row.parts, asked_by=str(asked_by),
        storage=str(storage), copies=copies,
    )  # fmt: skip
    return row


def held_back(case: Case, sheet: Mapping[str, Any]) -> bool:
    """Whether the sheet would give away where the client really is, or an ID or account number."""
    hidden = secrets_of(case)
    return any(reveals(text, hidden) for row in sheet["rows"] for text in row["texts"])
