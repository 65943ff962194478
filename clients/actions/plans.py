"""The safety plan: answering items, signals, copies of the order, and who may read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action, savepoint
from caseload.foundation.errors import RuleBroken, Stale
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients import plan_catalogue
from clients.choices import PlanState, Setting
from clients.models import PlanItem, SafetyPlan

# An answer that asks for something to be done: item -> kind and title of the task (A4, A13, A15).
EFFECTS = {
    "phone.abuser_access": ("tech_safety", gettext_lazy("Look at phone safety together")),
    "work.site": ("recall_copies", gettext_lazy("Check the copies left at the old work site")),
    "work.schedule": ("safe_hours", gettext_lazy("Ask again for the safe hours to call")),
}


@dataclass(frozen=True)
class Answer:
    """One item as somebody typed it, the version they saw, and a fingerprint of what it said then."""

    state: str = ""
    words: str = ""
    staff_note: str = ""
    label: str = ""
    key: str = ""
    ref: str = ""
    version: int = 0
    was: str = ""
    setting: str = ""

    @property
    def print(self) -> str:
        return fingerprint(self.state, self.words, self.staff_note, self.label)


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved this item first: what is there now, beside what was typed."""

    typed: Answer
    current: PlanItem


@dataclass
class Saved:
    """What a section's saving came to."""

    changed: list[PlanItem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def fingerprint(state: str, words: str, staff_note: str, label: str = "") -> str:
    """Tells whether a person changed an item they were shown, whatever others did meanwhile."""
    text = "\0".join(part.replace("\r\n", "\n").strip() for part in (state, words, staff_note, label))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def fingerprint_of(item: PlanItem | None) -> str:
    if item is None:
        return fingerprint("", "", "")
    return fingerprint(item.state, item.words, item.staff_note, item.label)


@action
def start(case: Case, *, by: Staff) -> SafetyPlan:
    """The plan of a case, begun if there is none."""
    plan, created = SafetyPlan.objects.select_related("current").get_or_create(case=case)
    plan.case = case
    if created:
        audit.record("clients.plan_started", plan)
    return plan


@action
def save_answers(plan: SafetyPlan, section: str, answers: Iterable[Answer], *, by: Staff) -> Saved:
    """Save each item that was changed; an item somebody else changed meanwhile is returned, not overwritten.

    Items that were not touched are left alone, so two people in one section lose nothing.
    """
    if plan_catalogue.section(section) is None:
        raise RuleBroken(_("There is no such part of the plan."))
    rows = PlanItem.objects.filter(plan=plan, section=section)
    existing = {row.key or row.ref: row for row in rows.select_related("case")}
    outcome = Saved()
    for answer in answers:
        if answer.print == answer.was:
            continue
        _save_answer(plan, section, answer, existing.get(answer.key or answer.ref), by, outcome)
    if outcome.changed:
        note_change(plan, section=section, items=len(outcome.changed))
        _effects(plan, outcome.changed)
    return outcome


def _save_answer(
    plan: SafetyPlan, section: str, answer: Answer, row: PlanItem | None, by: Staff, outcome: Saved
) -> None:
    if row is None and answer.ref:
        return  # An item of another section: not what this page showed.
    if row is not None and (answer.version != row.version or answer.version == 0):
        if fingerprint_of(row) != answer.print:
            outcome.conflicts.append(Conflict(answer, row))
        return
    try:
        with savepoint():  # Two first answers to one item meet at the unique key.
            written = _write(plan, section, answer, row, by)
    except (Stale, IntegrityError):
        current = PlanItem.objects.select_related("case").get(
            plan=plan, **({"key": answer.key} if answer.key else {"ref": answer.ref})
        )
        outcome.conflicts.append(Conflict(answer, current))
    else:
        outcome.changed.append(written)


def _write(plan: SafetyPlan, section: str, answer: Answer, row: PlanItem | None, by: Staff) -> PlanItem:
    new = row is None
    if row is None:
        row = PlanItem(case=plan.case, plan=plan, section=section, key=answer.key)
        row.setting = _setting(section, answer)
    if answer.state not in ("", *PlanState.values):
        raise RuleBroken(_("Choose yes, no or not now."))
    row.state, row.words, row.staff_note = answer.state, answer.words.strip(), answer.staff_note.strip()
    if not row.key:
        row.label = answer.label.strip()
    row.changed_by, row.changed_at = by, clock.now()
    row.removed_at = None  # Removed by somebody else while this was being written: the words win.
    if new:
        row.save()
    else:
        save_if(row, answer.version)
    return row


def _setting(section: str, answer: Answer) -> str:
    known = plan_catalogue.ITEMS.get(answer.key)
    if known:
        if known[0].key != section:
            raise RuleBroken(_("There is no such part of the plan."))
        return known[0].setting_of(known[1])
    if answer.key:
        raise RuleBroken(_("There is no such part of the plan."))
    found = plan_catalogue.section(section)
    return answer.setting or (found.setting if found else Setting.OTHER)


def note_change(plan: SafetyPlan, **facts: Any) -> None:
    SafetyPlan.objects.filter(pk=plan.pk).update(changed_since_version=True)
    plan.changed_since_version = True
    touch(plan.case)
    audit.record("clients.plan_edited", plan, **facts)


def _effects(plan: SafetyPlan, changed: Iterable[PlanItem]) -> None:
    for item in changed:
        if item.key in EFFECTS and item.state == PlanState.YES:
            kind, title = EFFECTS[item.key]
            tasks.open_task(
                plan.case,
                kind=kind,
                title=str(title),
                due_at=clock.now() + timedelta(days=3),
                dedupe_key=f"plan:{plan.ref}:{item.key}:{item.version}",
            )


@action
def remove_item(item: PlanItem, *, by: Staff) -> None:
    """Take one of the client's own items off the plan; earlier versions keep it."""
    if item.key:
        raise RuleBroken(_("Leave this item without an answer instead."))
    if item.removed_at is None:
        item.removed_at = clock.now()
        item.save()
        note_change(item.plan, section=item.section, removed=1)


@action
def set_sharing(plan: SafetyPlan, *, by: Staff, shelter_may_read: bool, legal_may_read: bool) -> SafetyPlan:
    """Record whether the client agreed that shelter staff or legal advocates read the plan."""
    plan.shelter_may_read, plan.legal_may_read = shelter_may_read, legal_may_read
    plan.save(update_fields=["shelter_may_read", "legal_may_read"])
    audit.record(
        "clients.plan_sharing_changed", plan, shelter=bool(shelter_may_read), legal=bool(legal_may_read)
    )
    return plan
