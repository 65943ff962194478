"""Versions of an agency's rules, drafts, and what a draft would change for the windows that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from caseload import access
from caseload.foundation import clock
from caseload.foundation.moments import Interval
from caseload.models import Staff
from caseload.permissions import Perm
from orders.choices import WindowState
from orders.choices.policy import CHANGE_WORDS, KEPT_WORDS, DraftState, MoveState, event_name, task_words
from orders.escalation import Change, Effect, Phase, Rules, Standing, effect_of
from orders.models import (
    EscalationPolicy,
    EscalationWindow,
    PolicyDraft,
    RulesMove,
    RulesMoveItem,
    WindowPhase,
)


@dataclass(frozen=True)
class Version:
    """A version with the time it was, is or will be in force."""

    policy: EscalationPolicy
    until: datetime | None
    in_force: bool
    lies_ahead: bool

    @property
    def called_off(self) -> bool:
        return self.policy.called_off_at is not None


def policies() -> QuerySet[EscalationPolicy]:
    """Every version of the agency's rules, the newest first."""
    return EscalationPolicy.objects.select_related("approved_by", "proposed_by", "called_off_by").order_by(
        "-number"
    )


def versions() -> list[Version]:
    """Every version, the newest first, each with its time in force: it ends when the next begins."""
    now, found = clock.now(), list(policies().defer("rules"))
    standing = sorted(
        (row for row in found if not row.called_off_at), key=lambda row: (row.effective_from, row.number)
    )
    ends = {row.pk: later.effective_from for row, later in zip(standing, standing[1:], strict=False)}
    return [_version(row, ends.get(row.pk), now) for row in found]


def _version(row: EscalationPolicy, until: datetime | None, now: datetime) -> Version:
    stands = row.called_off_at is None
    return Version(
        row, until if stands else None,
        in_force=stands and row.effective_from <= now and (until is None or until > now),
        lies_ahead=stands and row.effective_from > now,
    )  # fmt: skip


def version_of(number: int) -> Version | None:
    """The version of this number with its time in force."""
    return next((version for version in versions() if version.policy.number == number), None)


def before(policy: EscalationPolicy) -> EscalationPolicy | None:
    """The version approved before this one, called off or not."""
    return EscalationPolicy.objects.filter(number__lt=policy.number).order_by("-number").first()


def drafts() -> QuerySet[PolicyDraft]:
    """Drafts and proposals, the newest first."""
    people = ("begun_by", "proposed_by", "answered_by", "changed_by")
    rows = PolicyDraft.objects.select_related(*people, "policy", "based_on")
    return rows.defer("rules", "policy__rules", "based_on__rules").order_by("-pk")


def open_proposal() -> PolicyDraft | None:
    """The proposal that waits for an answer; an agency has one at most."""
    return PolicyDraft.objects.filter(state=DraftState.PROPOSED).select_related("proposed_by").first()


# ---- What if -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Affected:
    """An open window of a case the viewer may see, and what the rules would change for it."""

    ref: str
    code: str
    trigger: str
    tz: str
    version: int
    effect: Effect

    @property
    def event(self) -> str:
        return event_name(self.trigger)

    @property
    def change_words(self) -> str:
        return str(CHANGE_WORDS[self.effect.change.value])

    @property
    def stays_words(self) -> str:
        return str(KEPT_WORDS[self.effect.stays.value]) if self.effect.stays else ""

    @property
    def tasks_new(self) -> list[str]:
        return [task_words(key) for key in self.effect.tasks_new]

    @property
    def tasks_gone(self) -> list[str]:
        return [task_words(key) for key in self.effect.tasks_gone]

    @property
    def tasks_timed(self) -> list[str]:
        return [task_words(key) for key in self.effect.tasks_timed]


@dataclass(frozen=True)
class WhatIf:
    """What rules would change today: the viewer's windows, worst change first, and a count of the rest."""

    rows: list[Affected]
    unseen: int

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many windows per kind of change, in the order of the list."""
        found = [(change, sum(row.effect.change == change for row in self.rows)) for change in Change]
        return [(str(CHANGE_WORDS[change.value]), number) for change, number in found if number]

    @property
    def changed(self) -> list[Affected]:
        return [row for row in self.rows if row.effect.change != Change.NOTHING]


def what_if(staff: Staff, rules: Rules, *, now: datetime | None = None) -> WhatIf:
    """The effect of `rules` on the windows open now, by the engine's own functions: three queries."""
    at = now or clock.now()
    everywhere = EscalationWindow.objects.filter(state=WindowState.OPEN)
    seen = everywhere.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    rows = list(seen.annotate(began=_began()).values(*STANDING, "began"))
    used = {row["policy_id"] for row in rows}
    known = {policy.pk: policy for policy in EscalationPolicy.objects.filter(pk__in=used)}
    found = [
        Affected(
            row["ref"], row["case__code"], row["trigger"], row["tz"], known[row["policy_id"]].number,
            effect_of(known[row["policy_id"]].parsed, rules, _standing(row), now=at),
        )
        for row in rows
    ]  # fmt: skip
    found.sort(key=lambda one: (*one.effect.order, one.code, one.ref))
    return WhatIf(found, everywhere.count() - len(rows))


STANDING = (
    "ref", "case__code", "policy_id", "trigger", "highest", "event_from", "event_until", "tz",
    "first_service", "phase", "level", "opens_at", "closes_at", "phase_ends_at",
)  # fmt: skip


def _began() -> Subquery:
    """When the phase that a window is in began."""
    rows = WindowPhase.objects.filter(window=OuterRef("pk"), phase=OuterRef("phase"))
    return Subquery(rows.values("starts_at")[:1])


def _standing(row: dict[str, Any]) -> Standing:
    began = row["began"] or row["opens_at"]
    running = Phase(row["phase"], row["level"], began, row["phase_ends_at"]) if row["level"] else None
    return Standing(
        row["trigger"], row["highest"], Interval(row["event_from"], row["event_until"]), ZoneInfo(row["tz"]),
        row["first_service"], row["closes_at"], running,
    )  # fmt: skip


# ---- Moving windows ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """How far a move is: its windows, and those of the viewer's cases one by one."""

    total: int
    done: int
    counts: list[tuple[str, int]]
    rows: QuerySet[RulesMoveItem]


def move_progress(staff: Staff, move: RulesMove) -> Progress:
    """What became of the windows of a move so far."""
    states = list(RulesMoveItem.objects.filter(move=move).values_list("state", flat=True))
    counts = [(str(state.label), states.count(state)) for state in MoveState if state in states]
    rows = RulesMoveItem.objects.filter(
        move=move, case__in=access.visible_keys(staff, Perm.SEE_ORDERS)
    ).select_related("case", "window", "became")
    done = len(states) - states.count(MoveState.WAITING)
    return Progress(len(states), done, counts, rows.order_by("state", "pk"))


def recent_moves() -> list[RulesMove]:
    """The last moves that somebody asked for."""
    return list(RulesMove.objects.select_related("policy", "asked_by").defer("policy__rules")[:5])


def kept_words(why: str) -> str:
    """Why a window keeps its rules, in words."""
    return str(KEPT_WORDS.get(why, ""))
