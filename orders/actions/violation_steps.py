"""What followed from a violation, day by day, with a task for what is still open; and its evidence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_tasks, open_task
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import add_elapsed
from caseload.models import Staff
from orders.actions.phase_tasks import title_of
from orders.choices.violations import OPEN_AFTER, OpenQuestion, ReportChoice, StepKind
from orders.models import EvidenceItem, Violation, ViolationStep

ASK_AT = time(17)
HELP_WITHIN = timedelta(hours=24)


@action
def add_step(violation: Violation, *, by: Staff, kind: str, happened_on: date, **facts: Any) -> ViolationStep:
    """Note what followed; tasks for what is open now take the place of those before."""
    if not violation.stands:
        raise RuleBroken(_("This entry was withdrawn and is not changed any more."))
    if happened_on > clock.today(violation.zone):
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field="happened_on")
    if happened_on < violation.happened_from.astimezone(violation.zone).date():
        raise RuleBroken(_("It cannot have followed before the violation."), field="happened_on")
    if kind == StepKind.OUTCOME and not facts.get("outcome"):
        raise RuleBroken(_("Say what the outcome was."), field="outcome")
    step = ViolationStep(
        case=violation.case, violation=violation, kind=kind, happened_on=happened_on, recorded_by=by, **facts
    )
    if kind != StepKind.OUTCOME:
        step.outcome = ""
    step.save()
    audit.record("orders.violation_step", violation, step=str(kind))
    _follow(violation)
    touch(violation.case)
    return step


@action
def remove_step(step: ViolationStep, *, by: Staff) -> ViolationStep:
    """Take a step out that did not take place; it stays in the database. Safe to repeat."""
    if step.removed_at is None:
        step.removed_at = clock.now()
        step.save()
        audit.record("orders.violation_step_removed", step.violation, step=str(step.kind))
        _follow(step.violation)
    return step


@action
def add_evidence(violation: Violation, *, by: Staff, kind: str, **facts: Any) -> EvidenceItem:
    """Note a piece of evidence: the original stays where it is."""
    sha256 = str(facts.get("sha256", "")).strip().lower()
    if sha256 and (len(sha256) != 64 or set(sha256) - set("0123456789abcdef")):
        words = _("A SHA-256 fingerprint has 64 characters, 0 to 9 and a to f.")
        raise RuleBroken(words, field="sha256")
    facts["sha256"] = sha256
    item = EvidenceItem(case=violation.case, violation=violation, kind=kind, recorded_by=by, **facts)
    item.save()
    audit.record("orders.evidence_noted", violation, evidence=str(kind))
    touch(violation.case)
    return item


@action
def remove_evidence(item: EvidenceItem, *, by: Staff) -> EvidenceItem:
    """Take an entry of evidence out. Safe to repeat."""
    if item.removed_at is None:
        item.removed_at = clock.now()
        item.save()
        audit.record("orders.evidence_removed", item.violation, evidence=str(item.kind))
    return item


# ---- Tasks ------------------------------------------------------------------------------------------------


def _follow(violation: Violation) -> None:
    """Tasks of the newest step that leaves something open; those of earlier steps end."""
    rows = ViolationStep.objects.filter(violation=violation, removed_at__isnull=True)
    rows = rows.select_related("case").order_by("happened_on", "pk")
    step = next((row for row in reversed(rows) if row.kind in OPEN_AFTER), None)
    prefix = f"violation:{violation.ref}:step:"
    words = _("What followed was noted.")
    mine = f"{prefix}{step.ref}:" if step else ""
    _drop_others(violation, prefix, mine, words)
    for question in OPEN_AFTER[step.kind] if step else ():
        if not (question.unless_numbered and step and step.number.strip()):
            _open(violation, f"{mine}{question.key}", question)


def _drop_others(violation: Violation, prefix: str, mine: str, words: str) -> None:
    refs = ViolationStep.objects.filter(violation=violation).values_list("ref", flat=True)
    for ref in refs:
        if f"{prefix}{ref}:" != mine:
            cancel_tasks(violation.case, dedupe_prefix=f"{prefix}{ref}:", reason=words)


def _open(violation: Violation, key: str, question: OpenQuestion) -> None:
    open_task(
        violation.case, kind=f"orders.{question.key}", title=title_of(question.key), dedupe_key=key,
        due_at=add_elapsed(clock.now(), timedelta(hours=question.hours)), priority=question.priority,
    )  # fmt: skip


def follow_choice(violation: Violation) -> None:
    """A task where the client wants help with a report, or wants to be asked again."""
    prefix = f"violation:{violation.ref}:choice:"
    cancel_tasks(violation.case, dedupe_prefix=prefix, reason=_("The client's choice was noted."))
    if violation.reporting == ReportChoice.WANTS:
        key, due_at = "violation_help_report", add_elapsed(clock.now(), HELP_WITHIN)
    elif violation.reporting == ReportChoice.UNDECIDED and violation.ask_again_on:
        tz = context.current().agency.tz
        key, due_at = "violation_ask_report", datetime.combine(violation.ask_again_on, ASK_AT, tz)
    else:
        return
    open_task(
        violation.case, kind=f"orders.{key}", title=title_of(key), due_at=due_at,
        dedupe_key=f"{prefix}{violation.version}:{key}",
    )  # fmt: skip


def drop_tasks(violation: Violation, words: str) -> None:
    cancel_tasks(violation.case, dedupe_prefix=f"violation:{violation.ref}:", reason=words)
