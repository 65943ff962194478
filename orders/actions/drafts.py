"""Proposing an agency's rules: a draft that several may write, and the answer of a second person (C.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions import notifications
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import Staff
from caseload.permissions import Perm, roles_with
from orders.actions.policies import add_version, current_policy, lock_versions, newest_version
from orders.choices.policy import DraftState
from orders.escalation import changed, editing
from orders.models import EscalationPolicy, PolicyDraft

LONGEST_WAIT = timedelta(days=366)
EDITABLE = {"title": 120, "why": 2000}


@action
def begin(*, by: Staff, title: str, source: EscalationPolicy | None = None) -> PolicyDraft:
    """A draft from the version in force, or from an older one. A second press finds the first draft."""
    access.require(by, Perm.PROPOSE_POLICY)
    if not title.strip():
        raise RuleBroken(_("Say in a few words what changes."), field="title")
    lock_versions()
    newest = newest_version()
    untouched = PolicyDraft.objects.filter(
        begun_by=by, title=title.strip(), based_on=newest, state=DraftState.DRAFT, version=1
    )
    if found := untouched.first():
        return found
    draft = PolicyDraft(
        title=title.strip(), rules=editing.whole((source or current_policy()).rules), based_on=newest,
        begun_by=by, changed_by=by, changed_at=clock.now(),
    )  # fmt: skip
    draft.save()
    audit.record("orders.policy_draft_begun", draft, based_on=newest.number)
    return draft


@action
def change_part(
    draft: PolicyDraft, *, by: Staff, part: Callable[[dict[str, Any]], Any], was: str,
    change: Callable[[dict[str, Any]], None], what: str,
) -> PolicyDraft:  # fmt: skip
    """Change one part of the rules, which is still as the person saw it; `Stale` when it is not, or is gone.

    `was` is the fingerprint of what `part` finds; empty where it does not matter. Two people in different
    parts do not disturb each other. The rules may be invalid afterwards: a draft is allowed to be.
    """
    draft = _open_for_change(draft, by)
    try:
        if was and editing.fingerprint(part(draft.rules)) != was:
            raise Stale(draft)
        rules = editing.edited(draft.rules, change)
    except editing.NoSuchPart as gone:
        raise Stale(draft) from gone
    if rules != draft.rules:
        draft.rules = rules
        _save(draft, by, what=what)
    return draft


@action
def describe(draft: PolicyDraft, *, by: Staff, was: str, title: str, why: str) -> PolicyDraft:
    """Say what the draft changes and why; `Stale` when somebody else said it otherwise meanwhile."""
    draft = _open_for_change(draft, by)
    if editing.fingerprint([draft.title, draft.why]) != was:
        raise Stale(draft)
    if not title.strip():
        raise RuleBroken(_("Say in a few words what changes."), field="title")
    if (title.strip(), why.strip()) != (draft.title, draft.why):
        draft.title, draft.why = title.strip(), why.strip()
        _save(draft, by, what="words")
    return draft


def _open_for_change(draft: PolicyDraft, by: Staff) -> PolicyDraft:
    access.require(by, Perm.PROPOSE_POLICY)
    draft = _locked(draft)
    if not draft.is_open:
        raise RuleBroken(_("This is not a draft any more: take it up again before changing it."))
    return draft


def _locked(draft: PolicyDraft) -> PolicyDraft:
    rows = PolicyDraft.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("proposed_by", "based_on").get(pk=draft.pk)


def _save(draft: PolicyDraft, by: Staff, *, what: str) -> None:
    draft.changed_by, draft.changed_at = by, clock.now()
    _next(draft)
    audit.record("orders.policy_draft_changed", draft, part=what)


def _next(draft: PolicyDraft) -> None:
    """Save under the next version: the row is locked, so nobody else has it."""
    draft.version += 1
    draft.save()


@action
def propose(draft: PolicyDraft, *, by: Staff, version: int, why: str) -> PolicyDraft:
    """Ask for an answer to these rules as they stand: valid, and one proposal of the agency at a time."""
    access.require(by, Perm.PROPOSE_POLICY)
    lock_versions()
    draft = _locked(draft)
    if draft.is_proposed:
        return draft  # A second press.
    if not draft.is_open:
        raise RuleBroken(_("This is not a draft any more: take it up again before changing it."))
    if draft.version != version:
        raise Stale(draft)
    _check_proposable(draft)
    if not why.strip():
        raise RuleBroken(_("Say why, for the person who answers."), field="why")
    draft.state, draft.why = DraftState.PROPOSED, why.strip()
    draft.proposed_by, draft.proposed_at = by, clock.now()
    draft.answered_by, draft.answered_at, draft.answer = None, None, ""
    _next(draft)
    audit.record("orders.policy_proposed", draft, based_on=draft.based_on.number)
    people = Staff.objects.filter(
        agency_id=draft.agency_id, is_active=True, role__in=roles_with(Perm.APPROVE_POLICY)
    )
    asked = people.exclude(user_id=by.user_id).order_by("pk")
    _tell(list(asked), draft, kind="orders.policy_proposed")
    return draft


def _check_proposable(draft: PolicyDraft) -> None:
    if draft.problems:
        raise RuleBroken(_("These rules cannot be used yet: see what is marked in the draft."))
    if not changed(current_policy().parsed, draft.parsed):
        raise RuleBroken(_("This draft says the same as the rules in force."))
    if PolicyDraft.objects.filter(state=DraftState.PROPOSED).exclude(pk=draft.pk).exists():
        raise RuleBroken(_("Another proposal waits for an answer. There is one at a time."))


@action
def withdraw(draft: PolicyDraft, *, by: Staff) -> PolicyDraft:
    """Take a draft or proposal off the table; it stays on record. Doing it twice changes nothing."""
    access.require(by, Perm.PROPOSE_POLICY)
    draft = _locked(draft)
    if draft.state == DraftState.WITHDRAWN:
        return draft
    if draft.state not in (DraftState.DRAFT, DraftState.PROPOSED):
        raise RuleBroken(_("This proposal is answered already."))
    draft.state = DraftState.WITHDRAWN
    _next(draft)
    audit.record("orders.policy_withdrawn", draft)
    return draft


@action
def take_up(draft: PolicyDraft, *, by: Staff) -> PolicyDraft:
    """Back to a draft that may be changed. An approved one stays what it is."""
    access.require(by, Perm.PROPOSE_POLICY)
    draft = _locked(draft)
    if draft.is_open:
        return draft
    if draft.state not in (DraftState.REJECTED, DraftState.WITHDRAWN):
        raise RuleBroken(_("Only what was turned down or withdrawn can be taken up again."))
    draft.state = DraftState.DRAFT
    _next(draft)
    audit.record("orders.policy_reopened", draft)
    return draft


@action
def reject(draft: PolicyDraft, *, by: Staff, version: int, answer: str) -> PolicyDraft:
    """Turn a proposal down, with the reason; it can be taken up again."""
    access.require(by, Perm.APPROVE_POLICY)
    draft = _to_answer(draft, version)
    if draft.state == DraftState.REJECTED:
        return draft
    if not answer.strip():
        raise RuleBroken(_("Say why, so that the draft can be changed."), field="answer")
    draft.state = DraftState.REJECTED
    _answered(draft, by, answer)
    audit.record("orders.policy_rejected", draft)
    _tell([draft.proposed_by], draft, kind="orders.policy_answered")
    return draft


@action
def approve(
    draft: PolicyDraft, *, by: Staff, version: int, effective_from: datetime | None = None,
    knows_changes: bool = False, answer: str = "",
) -> EscalationPolicy:  # fmt: skip
    """Make a proposal of somebody else the next version, from now on or from a later time.

    Never by whoever proposed it. The rules are checked again as they stand. Where the agency's rules changed
    since the draft was begun, `knows_changes` says that the approver looked at it: those changes are undone.
    """
    access.require(by, Perm.APPROVE_POLICY)
    lock_versions()
    draft = _to_answer(draft, version)
    if draft.state == DraftState.APPROVED and draft.policy:
        return draft.policy  # A second press: the first answer stands.
    if draft.proposed_by is None or draft.proposed_by.user_id == by.user_id:
        raise RuleBroken(_("You proposed this yourself: it takes a second person to approve it."))
    if base_changed(draft) and not knows_changes:
        words = _("The rules changed since this draft was begun. Look at both, then tick that you did.")
        raise RuleBroken(words, field="knows_changes")
    policy = add_version(
        draft.rules, effective_from=_begins(effective_from), approved_by=by, proposed_by=draft.proposed_by
    )
    draft.state, draft.policy = DraftState.APPROVED, policy
    _answered(draft, by, answer)
    audit.record("orders.policy_approved", draft, number=policy.number)
    _tell([draft.proposed_by], draft, kind="orders.policy_answered")
    return policy


def _begins(wanted: datetime | None) -> datetime:
    now = clock.now()
    if wanted is None:
        return now
    if wanted <= now:
        raise RuleBroken(_("This time has passed. Choose a later one, or let it hold at once."), field="at")
    if wanted > now + LONGEST_WAIT:
        raise RuleBroken(_("Choose a day within a year."), field="at")
    return wanted


def _to_answer(draft: PolicyDraft, version: int) -> PolicyDraft:
    """The proposal under a lock; what was answered already is handed back as it stands."""
    draft = _locked(draft)
    if draft.state in (DraftState.APPROVED, DraftState.REJECTED):
        return draft
    if not draft.is_proposed:
        raise RuleBroken(_("This is not proposed: there is nothing to answer."))
    if draft.version != version:
        raise Stale(draft)
    return draft


def _answered(draft: PolicyDraft, by: Staff, answer: str) -> None:
    draft.answered_by, draft.answered_at, draft.answer = by, clock.now(), answer.strip()
    _next(draft)


def base_changed(draft: PolicyDraft) -> bool:
    """Whether the agency's rules changed since this draft was begun."""
    return bool(draft.based_on_id != newest_version().pk)


def _tell(people: list[Staff | None], draft: PolicyDraft, *, kind: str) -> None:
    notifications.queue(people, kind=kind, case=None, url_name="orders:policy_draft", url_ref=draft.ref)
