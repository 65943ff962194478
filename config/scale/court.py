"""Orders, their service, and the windows that service opened: by the same pure rules as everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from caseload.foundation.moments import Interval
from caseload.models import Task
from config.scale import words
from config.scale.agencies import Person
from config.scale.cases import File, Writer
from orders.choices import TASK_TITLES
from orders.deadlines.runway import END, OPENS, OPENS_BEFORE
from orders.escalation import Phase, Window, acknowledge_by, phase_at, window_for
from orders.models import Alert, EscalationWindow, ProtectiveOrder, Renewal, ServiceAttempt, WindowPhase

# 1.2 orders a case.
ORDERS, WEIGHTS = (0, 1, 2, 3, 4), (24, 45, 20, 9, 2)
# Of all cases this many are inside a window; only open ones, so it is drawn among those.
IN_WINDOW_SHARE = 0.03
WINDOW_DAYS = 90
TYPES = ("ex_parte_temporary", "final", "final", "peace", "criminal_no_contact", "emergency")
TERMS = ("01", "02", "04", "05", "07")


def write_orders(writer: Writer, file: File, respondent_id: int | None, *, in_window: bool) -> None:
    """The orders of one case; with `in_window`, the last was served within the past ninety days."""
    rng = writer.rng
    count = max(rng.choices(ORDERS, WEIGHTS)[0], int(in_window))
    for position in range(count):
        if in_window and position == count - 1:
            served = writer.now - timedelta(days=WINDOW_DAYS - 1) * rng.random() ** 1.6
            _write(writer, file, respondent_id, served - timedelta(days=rng.uniform(0.5, 12)), served)
            continue
        end = file.closed_at or writer.now
        issued = writer.between(file.opened_at, end) - timedelta(days=WINDOW_DAYS + 14)
        served = issued + timedelta(days=rng.uniform(0.2, 10)) if rng.random() < 0.7 else None
        _write(writer, file, respondent_id, issued, served)


def _write(
    writer: Writer, file: File, respondent_id: int | None, issued: datetime, served: datetime | None
) -> None:
    rng = writer.rng
    issued_at = issued.replace(minute=0, second=0, microsecond=0)
    recorded = min(writer.now, max(file.opened_at, issued_at + timedelta(hours=6)))
    expires_at = issued_at + timedelta(days=365 * rng.choice((1, 2, 3)))
    order_id, order_ref = writer.add(
        file, ProtectiveOrder, recorded, respondent_id=respondent_id, order_type=rng.choice(TYPES),
        state="issued", service_state="served" if served else "out_for_service",
        tz=writer.office.agency.timezone,
        court_name=rng.choice(words.COURTS), case_number=f"{issued.year}-DR-{rng.randint(1000, 99999)}",
        order_number=f"PO-{rng.randint(10000, 99999)}", judge=rng.choice(words.JUDGES),
        issued_from=issued_at, issued_until=issued_at + timedelta(days=1), expiry="on_date",
        expires_on=expires_at.date(), expires_at=expires_at, deadlines_counted_at=recorded,
        terms=sorted(rng.sample(TERMS, 3)),
        source="saw_paper", recorded_by_id=file.advocate.id, protected_people=["client"],
    )  # fmt: skip
    writer.log(file, ProtectiveOrder, order_id, order_ref, recorded, "orders.order_recorded", None)
    _write_renewal(writer, file, order_id, expires_at)
    if served is None:
        if file.is_open and not file.watch:
            file.watch = {"phase": "pending_service"}
        return
    _write_service(writer, file, (order_id, order_ref), max(served, issued_at))


def _write_renewal(writer: Writer, file: File, order_id: int, ends_at: datetime) -> None:
    """The last stretch of the order, with the client's answer where it has begun."""
    opens = ends_at - timedelta(days=OPENS_BEFORE)
    is_over, has_begun = ends_at <= writer.now, opens <= writer.now
    answer = writer.rng.choice(("not_asked", "renew", "no", "undecided")) if has_begun else "not_asked"
    writer.add(
        file, Renewal, min(writer.now, opens), order_id=order_id, ends_at=ends_at, opens_on=opens.date(),
        answer=answer, answered_on=opens.date() if answer != "not_asked" else None, asks=True, round=1,
        last_step=END if is_over else OPENS if has_begun else "",
        next_due_at=None if is_over else ends_at if has_begun else opens,
    )  # fmt: skip


def _write_service(writer: Writer, file: File, order: tuple[int, str], served: datetime) -> None:
    rng = writer.rng
    known = min(writer.now, max(file.opened_at, served + timedelta(hours=rng.uniform(0.2, 9))))
    attempt_id, attempt_ref = writer.add(
        file, ServiceAttempt, known, order_id=order[0], happened_from=served, happened_until=served,
        precision="exact", tz=writer.office.agency.timezone, outcome="served", server="sheriff",
        place_kind=rng.choice(("home", "work", "unknown")), place=f"{rng.choice(words.STREETS)} Street",
        source="notice", known_to_agency_at=known, recorded_by_id=file.advocate.id,
    )  # fmt: skip
    facts = {"order": order[1]}
    writer.log(file, ServiceAttempt, attempt_id, attempt_ref, known, "orders.service_recorded", facts)
    plan = window_for(writer.office.rules, Interval(served, served), writer.office.tz)
    if file.is_open and not plan.is_over(writer.now):
        _write_window(writer, file, order[0], attempt_id, plan, known)


def _known(at: datetime | None) -> list[datetime]:
    return [at] if at else []


def _write_window(
    writer: Writer, file: File, order_id: int, attempt_id: int, plan: Window, known: datetime
) -> None:
    now, current = writer.now, phase_at(plan, writer.now)
    ahead = [phase.starts_at for phase in plan.phases if phase.starts_at > now]
    ref = writer.loader.ref()
    window_id, _ref = writer.add(
        file, EscalationWindow, known, ref=ref, tasks_ref=ref, order_id=order_id, attempt_id=attempt_id,
        event_from=plan.opens_at, event_until=plan.opens_at,
        policy_id=writer.office.policy_id, opens_at=plan.opens_at, closes_at=plan.closes_at,
        tz=writer.office.agency.timezone, known_at=known, state="open", first_service=True,
        phase=current.key if current else "", level=current.level if current else 0,
        phase_ends_at=current.ends_at if current else None,
        next_change_at=min([*ahead, *_known(current.ends_at if current else plan.closes_at)], default=None),
    )  # fmt: skip
    writer.log(file, EscalationWindow, window_id, ref, known, "orders.window_opened", {"policy": 1})
    due = _known(current.ends_at if current else None)
    for position, phase in enumerate(plan.phases):
        begun = phase.starts_at <= now
        entered = max(phase.starts_at, known) if begun else None
        writer.add(
            file, WindowPhase, known, window_id=window_id, position=position,
            phase=phase.key, level=phase.level,
            starts_at=phase.starts_at, ends_at=phase.ends_at, entered_at=entered,
        )  # fmt: skip
        answer_by = _write_alert(writer, file, window_id, phase, known, entered, is_current=phase is current)
        due += [answer_by] if answer_by else []
        if entered and phase is current:
            _write_tasks(writer, file, ref, phase, entered)
    file.watch = {
        "level": current.level if current else 0,
        "phase": current.key if current else "",
        "next_due_at": min(due, default=None),
    }


def _write_alert(
    writer: Writer, file: File, window_id: int, phase: Phase, known: datetime, entered: datetime | None,
    *, is_current: bool,
) -> datetime | None:  # fmt: skip
    """Answered, waiting or ahead; returns until when an answer is awaited."""
    values: dict[str, Any] = {"due_at": entered or phase.starts_at}
    awaited = None
    if entered:
        rules = writer.office.rules
        awaited = acknowledge_by(rules, rules.phase(phase.key), entered, writer.office.tz)
        awaited = awaited or entered + timedelta(hours=2)
        values |= {
            "raised_at": entered,
            "acknowledge_by": awaited,
            "asked_role": "advocate",
            "state": "raised",
        }
        if not is_current or writer.rng.random() < 0.75:
            answered = min(writer.now, entered + timedelta(hours=writer.rng.uniform(0.1, 6)))
            values |= {
                "state": "acknowledged",
                "acknowledged_at": answered,
                "acknowledged_by_id": file.supervisor.id,
                "note": writer.rng.choice(words.ANSWERS),
            }
            awaited = None
    pk, ref = writer.add(
        file, Alert, known, window_id=window_id, kind="phase", phase=phase.key, level=phase.level, **values
    )
    if entered:
        facts = {"phase": phase.key, "level": phase.level}
        writer.log(file, Alert, pk, ref, entered, "orders.alert_raised", facts)
    if "acknowledged_at" in values:
        at, by = values["acknowledged_at"], file.supervisor
        writer.log(file, Alert, pk, ref, at, "orders.alert_acknowledged", {"phase": phase.key}, by=by)
    return awaited


def _write_tasks(writer: Writer, file: File, window_ref: str, phase: Phase, entered: datetime) -> None:
    """The tasks of the phase that holds; those of earlier ones were done and are not kept here."""
    for rule in writer.office.rules.phase(phase.key).tasks:
        doer: Person = file.advocate if rule.who == "advocate" else file.supervisor
        done = writer.rng.random() < 0.4
        done_at = min(writer.now, entered + timedelta(hours=writer.rng.uniform(0.1, 20))) if done else None
        writer.add(
            file, Task, entered, kind=f"orders.{rule.key}", title=str(TASK_TITLES.get(rule.key, rule.key)),
            role=rule.who, assigned_to_id=doer.id, due_at=entered + timedelta(hours=rule.hours),
            priority=rule.priority, dedupe_key=f"{window_ref}:{phase.key}:{rule.key}",
            state="done" if done else "open", done_by_id=doer.id if done else None, done_at=done_at,
        )  # fmt: skip
