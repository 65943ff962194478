"""What each paper says is kept for good, and what happened to the order is told line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseload.foundation import audit, clock
from caseload.foundation.moments import Interval, Precision
from caseload.models import Staff
from orders.choices import ENDED_STATES, EventKind, OrderState
from orders.models import Hearing, OrderEvent, OrderVersion, ProtectiveOrder, ServiceAttempt

AS_IT_STANDS = (
    "order_type", "court_name", "court_place", "court_phone", "case_number", "order_number", "judge",
    "terms", "terms_text", "exceptions", "stay_away", "address_confidential", "filed_under_seal", "mutual",
)  # fmt: skip
ENDS_AS = {
    OrderState.DENIED: EventKind.DENIED,
    OrderState.DISMISSED: EventKind.DISMISSED,
    OrderState.WITHDRAWN: EventKind.WITHDRAWN,
    OrderState.SUPERSEDED: EventKind.SUPERSEDED,
}


@dataclass(frozen=True)
class Before:
    """The order as it stood before a change."""

    content: dict[str, Any]
    state: str
    number: int
    expires_at: datetime | None


def as_it_stands(order: ProtectiveOrder) -> Before:
    return Before(content_of(order), order.state, order.paper_version, order.expires_at)


def content_of(order: ProtectiveOrder) -> dict[str, Any]:
    """What the order says, as plain data."""
    return {
        **{name: getattr(order, name) for name in AS_IT_STANDS},
        "terms": list(order.terms),
        "issued": dict(order.issued_said),
        "ends": end_of(order),
        "effective_on": order.effective_on.isoformat() if order.effective_on else "",
        "filed_on": order.filed_on.isoformat() if order.filed_on else "",
        "respondent": order.respondent.display_name if order.respondent else "",
        "protected": [person["name"] for person in order.protected_people],
    }


def end_of(order: ProtectiveOrder) -> dict[str, str]:
    """When the order ends, as the paper states it."""
    return {
        "expiry": str(order.expiry),
        "on": order.expires_on.isoformat() if order.expires_on else "",
        "at": order.expires_time.strftime("%H:%M") if order.expires_time else "",
        "midnight": str(order.expires_midnight),
    }


def begin(order: ProtectiveOrder, *, by: Staff | None) -> None:
    """The first paper of a new order, and what is known to have happened to it."""
    _keep(order, order.paper_version, content_of(order), by)
    note(order, EventKind.RECORDED, by=by)
    _note_state(order, by=by)


def follow(order: ProtectiveOrder, before: Before, *, by: Staff | None, new_paper: bool) -> bool:
    """Keep what the order says now where that is something else, and tell what happened (PO-12).

    Returns whether it says something else. An order from before versions were kept gets its first one now.
    """
    if not OrderVersion.objects.filter(order=order).exists():
        _keep(order, before.number, before.content, order.recorded_by)
    content = content_of(order)
    changed = content != before.content
    if new_paper or changed:
        _keep(order, order.paper_version, content, by)
    if new_paper:
        note(order, EventKind.MODIFIED, by=by, number=order.paper_version)
        if content["ends"] != before.content["ends"]:
            note_end_moved(order, before, by=by)
    elif changed:
        note(order, EventKind.CORRECTED, by=by)
    if order.state != before.state:
        if before.state in ENDED_STATES and order.state not in ENDED_STATES:
            note(order, EventKind.REVIVED, by=by)
        else:
            _note_state(order, by=by)
    return changed


def keep_end(order: ProtectiveOrder, before: Before, *, by: Staff | None) -> None:
    """The court moved the end of the order, as a hearing was continued: both ends are kept."""
    if not OrderVersion.objects.filter(order=order).exists():
        _keep(order, before.number, before.content, order.recorded_by)
    _keep(order, order.paper_version, content_of(order), by)
    note_end_moved(order, before, by=by)


def note_end_moved(order: ProtectiveOrder, before: Before, *, by: Staff | None) -> None:
    note(order, EventKind.EXTENDED, by=by, old_end=before.content["ends"], new_end=end_of(order))


def _keep(order: ProtectiveOrder, number: int, content: dict[str, Any], by: Staff | None) -> None:
    OrderVersion(case=order.case, order=order, number=number, content=content, made_by=by).save()


def _note_state(order: ProtectiveOrder, *, by: Staff | None) -> None:
    if order.state == OrderState.ISSUED and order.issued_from:
        note(
            order, EventKind.ISSUED, by=by, precision=order.issued_precision, said=order.issued_said,
            when=Interval(order.issued_from, order.issued_until or order.issued_from),
        )  # fmt: skip
    elif order.state == OrderState.HEARING_SET:
        note(order, EventKind.HEARING_SET, by=by)


def note_end(order: ProtectiveOrder, *, by: Staff | None) -> None:
    """The order ended, in the way its state says."""
    note(order, ENDS_AS[OrderState(order.state)], by=by)


def note_hearing(hearing: Hearing, kind: EventKind, *, by: Staff | None, **facts: Any) -> None:
    """What came of a hearing, at the time of the hearing."""
    note(
        hearing.order, kind, by=by, hearing=hearing, outcome=hearing.outcome, tz=hearing.tz,
        when=Interval(hearing.starts_at, hearing.starts_at), precision=hearing.precision, **facts,
    )  # fmt: skip


def note_service(attempt: ServiceAttempt, *, by: Staff | None) -> None:
    """The respondent has the paper, or knows of it."""
    note(
        attempt.order, EventKind.SERVED, by=by, attempt=attempt, tz=attempt.tz, said=attempt.said,
        when=Interval(attempt.happened_from, attempt.happened_until), precision=attempt.precision,
    )  # fmt: skip


def note(
    order: ProtectiveOrder, kind: EventKind, *, by: Staff | None, when: Interval | None = None,
    precision: str = Precision.EXACT, said: dict[str, Any] | None = None, tz: str = "", outcome: str = "",
    hearing: Hearing | None = None, attempt: ServiceAttempt | None = None, **facts: Any,
) -> OrderEvent:  # fmt: skip
    """Add one line to what happened to the order; without `when`, it happened now."""
    now = clock.now()
    event = OrderEvent(
        case=order.case, order=order, kind=kind, outcome=outcome, hearing=hearing, attempt=attempt,
        precision=precision, said=said or {}, tz=tz or order.tz, facts=facts, by=by,
    )  # fmt: skip
    event.happened_from, event.happened_until = when or Interval(now, now)
    event.save()
    audit.record("orders.order_event", order, kind=str(kind))
    return event
