"""Contact the client made with the respondent: noted as a fact, without blame, and never as a violation.

It opens no window and stands on no print.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.moments import Said
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from orders.actions import told
from orders.models import ContactEvent


@action
def record_contact(case: Case, *, by: Staff, said: Said, **facts: Any) -> ContactEvent:
    """Note contact the client made."""
    event = ContactEvent(case=case, recorded_by=by)
    _fill(event, said, facts, now=clock.now())
    event.save()
    audit.record("orders.contact_recorded", event)
    touch(case)
    return event


@action
def edit_contact(
    event: ContactEvent, *, by: Staff, version: int, said: Said | None = None, **facts: Any
) -> ContactEvent:
    """Correct the note; raises `Stale` when somebody else saved first."""
    _fill(event, said or told_before(event), facts, now=clock.now())
    save_if(event, version)
    audit.record("orders.contact_changed", event)
    touch(event.case)
    return event


@action
def remove_contact(event: ContactEvent, *, by: Staff) -> ContactEvent:
    """Take the note out of use. Safe to repeat."""
    if event.removed_at is None:
        event.removed_at = clock.now()
        event.save()
        audit.record("orders.contact_removed", event)
        touch(event.case)
    return event


def told_before(event: ContactEvent) -> Said:
    return told.retold(event.precision, event.tz, event.said)


def _fill(event: ContactEvent, said: Said, facts: dict[str, Any], *, now: datetime) -> None:
    for name, value in facts.items():
        setattr(event, name, value)
    when = told.interval(said, now=now)
    told.not_in_future(when, now=now, field="day")
    event.precision, event.tz, event.said = said.precision, str(said.tz), told.kept(said)
    event.happened_from, event.happened_until = when
