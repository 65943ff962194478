"""The day's work on a case: notes, tasks, referrals, and that somebody looked."""

from __future__ import annotations

from datetime import timedelta

from caseload.models import Case, Note, Task
from config.scale import words
from config.scale.cases import File, Writer
from referrals.models import Referral, ReferralEvent

OUTCOMES = (("placed", 4), ("accepted", 2), ("declined", 3), ("waitlisted", 2), ("closed", 3), ("sent", 2))


def write_work(writer: Writer, file: File) -> None:
    """What a case gathers in its time; a closed one has nothing left to do."""
    _write_notes(writer, file)
    _write_tasks(writer, file)
    _write_referrals(writer, file)
    if file.is_open:
        at = writer.between(file.opened_at, writer.now)
        reader = file.supervisor if writer.rng.random() < 0.3 else file.advocate
        writer.log(file, Case, file.id, file.ref, at, "caseload.case_viewed", None, by=reader, action=3)


def _write_notes(writer: Writer, file: File) -> None:
    rng, end = writer.rng, file.closed_at or writer.now
    for note in range(rng.choices((0, 1, 2, 3, 6), (20, 35, 25, 15, 5))[0]):
        at = writer.between(file.opened_at, end)
        pk, ref = writer.add(
            file, Note, at, author_id=file.advocate.id, kind=rng.choice(("contact", "tried", "court")),
            happened_at=at, minutes=rng.choice((5, 10, 15, 30, 60)), body=rng.choice(words.NOTES),
        )  # fmt: skip
        if note == 0:
            writer.log(file, Note, pk, ref, at, "caseload.note_written", None)
        file.last = max(file.last, at)


def _write_tasks(writer: Writer, file: File) -> None:
    rng, end = writer.rng, file.closed_at or writer.now
    for _task in range(rng.choices((0, 1, 2, 4), (30, 40, 22, 8))[0]):
        kind, title = rng.choice(words.TASKS)
        at = writer.between(file.opened_at, end)
        is_open = file.is_open and rng.random() < 0.5
        due = writer.now + timedelta(days=rng.uniform(-4, 20)) if is_open else at + timedelta(days=3)
        done_at = None if is_open else min(end, due)
        writer.add(
            file, Task, at, kind=kind, title=title, assigned_to_id=file.advocate.id, due_at=due,
            priority=rng.choice((1, 2, 2, 2, 3)), state="open" if is_open else "done", done_at=done_at,
            opened_by_id=file.advocate.id, done_by_id=None if is_open else file.advocate.id,
            body="Ask at the safe hour only." if rng.random() < 0.2 else "",
        )  # fmt: skip


def _write_referrals(writer: Writer, file: File) -> None:
    rng, end = writer.rng, file.closed_at or writer.now
    for _referral in range(rng.choices((0, 1, 2), (52, 36, 12))[0]):
        resource_id, need = rng.choice(writer.office.resources)
        at = writer.between(file.opened_at, end)
        states, weights = zip(*OUTCOMES, strict=True)
        state = rng.choices(states, weights)[0]
        reason = rng.choice(("capacity", "ineligible", "children", "pets")) if state == "declined" else ""
        waits = file.is_open and state in ("sent", "waitlisted")
        referral_id, _ref = writer.add(
            file, Referral, at, resource_id=resource_id, need=need,
            mode=rng.choice(("info", "warm", "letter")),
            state=state, decline_reason=reason, made_by_id=file.advocate.id, state_at=at,
            follow_up_on=(writer.now + timedelta(days=rng.randint(-2, 14))).date() if waits else None,
        )  # fmt: skip
        writer.add(
            file, ReferralEvent, at, referral_id=referral_id, need=need, was="offered",
            state=state, reason=reason, at=at, by_id=file.advocate.id,
        )  # fmt: skip
