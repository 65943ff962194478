"""Noted events of a case, and what would follow from one that is about to be noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from caseload import access
from caseload.foundation import clock
from caseload.foundation.moments import Interval
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders.actions import overlays
from orders.choices import NO_WINDOW_WORDS, TASK_TITLES, NotedState
from orders.escalation import NoWindow, PhaseRules, Rules, TaskRule, counted_from, noted_only
from orders.escalation import Phase as PlannedPhase
from orders.models import EscalationPolicy, EscalationWindow, NotedEvent


@dataclass(frozen=True)
class ToDo:
    """A task that would open: its words, and whose it is."""

    title: Any
    who: str


@dataclass(frozen=True)
class PhaseAhead:
    """A phase that would run, with the tasks that open when it begins."""

    phase: PlannedPhase
    is_now: bool
    is_over: bool
    answer_hours: float | None
    tasks: list[ToDo] = field(default_factory=list)


@dataclass(frozen=True)
class Follows:
    """What would follow from an event, before anybody sends it."""

    no_window: str = ""
    phases: list[PhaseAhead] = field(default_factory=list)
    tz: str = ""
    level_now: int = 0
    learned_late: bool = False
    late_tasks: list[ToDo] = field(default_factory=list)

    @property
    def level_then(self) -> int:
        """The level of the whole case afterwards: the worst of all its windows (W-3)."""
        return max([self.level_now, *(ahead.phase.level for ahead in self.phases if ahead.is_now)])


def follows(
    case: Case, *, trigger: str, happened: Interval, tz: ZoneInfo, detail: str = "", level: int | None = None,
    known_at: datetime | None = None, policy: EscalationPolicy | None = None,
) -> Follows:  # fmt: skip
    """What the action would do with this event, computed and not done."""
    now = clock.now()
    known = known_at or now
    why = noted_only(trigger, detail, happened, known_at=known)
    plan = None
    if why is None:
        when = counted_from(trigger, happened, known_at=known)
        policy = policy or overlays.current_policy()
        plan = overlays.plan_for(trigger, when, tz, highest=level or 4, policy=policy)
        why = NoWindow.NOT_IN_RULES if plan is None else NoWindow.OVER if plan.is_over(now) else None
    if why is not None or plan is None or policy is None:
        return Follows(no_window=str(NO_WINDOW_WORDS[why or NoWindow.OVER]), level_now=case.level)
    rules = policy.parsed.for_trigger(trigger, highest=level or 4)
    first = plan.phases[0]
    late = first.is_over(now) and first.level >= 4
    return Follows(
        phases=[_ahead(rules, phase, now) for phase in plan.phases],
        tz=str(tz), level_now=case.level, learned_late=late,
        late_tasks=_to_do(rules.late_entry) if late else [],
    )  # fmt: skip


def _ahead(rules: Rules, phase: PlannedPhase, now: datetime) -> PhaseAhead:
    own: PhaseRules = rules.phase(phase.key)
    return PhaseAhead(
        phase, is_now=phase.holds_at(now), is_over=phase.is_over(now), answer_hours=own.acknowledge_hours,
        tasks=_to_do(own.tasks),
    )  # fmt: skip


def _to_do(tasks: tuple[TaskRule, ...]) -> list[ToDo]:
    return [
        ToDo(TASK_TITLES.get(task.key, task.key.replace("_", " ").capitalize()), task.who) for task in tasks
    ]


def noted_rows(staff: Staff) -> QuerySet[NotedEvent]:
    """Noted events of the cases this person may see orders of, the newest first."""
    rows = NotedEvent.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_ORDERS))
    return rows.select_related("case", "order", "corrects", "noted_by").order_by("-pk")


def noted_without_window(case: Case) -> list[NotedEvent]:
    """What stands on record of the case and opened no window, the newest first."""
    rows = case.noted_events.filter(state=NotedState.STANDS).exclude(no_window="")
    return list(rows.select_related("noted_by"))


def window_of(event: NotedEvent) -> EscalationWindow | None:
    """The newest window of the event, open or not."""
    rows = EscalationWindow.objects.filter(source_key=event.source_key).select_related("case", "order")
    return rows.order_by("-pk").first()
