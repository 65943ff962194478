"""The page of one window: whatever opened it, with what came before a correction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from caseload.foundation import clock
from caseload.models import Task
from orders.models import EscalationWindow, NotedEvent
from orders.queries.orders import WindowCard, cards

WIDE = 1000  # The scale is drawn in thousandths of its whole length.
OPEN_END = timedelta(days=7)  # How far a phase without an end is drawn past now.


@dataclass(frozen=True)
class Bar:
    """One phase on the scale, from `x`, `width` wide."""

    phase: str
    level: int
    x: int
    width: int


@dataclass
class WindowPage:
    """Everything the page of a window shows."""

    card: WindowCard
    bars: list[Bar]
    now_at: int | None
    tasks: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)
    event: NotedEvent | None = None
    former_events: list[NotedEvent] = field(default_factory=list)
    former: list[WindowCard] = field(default_factory=list)

    @property
    def moved_from(self) -> int | None:
        """The version of the rules it had before somebody moved it to newer ones."""
        if self.window.moved_by_id is None:
            return None
        earlier = (card.window for card in self.former if card.window.pk == self.window.replaces_id)
        return next((window.policy.number for window in earlier), None)

    @property
    def window(self) -> EscalationWindow:
        return self.card.window


def window_page(window: EscalationWindow) -> WindowPage:
    """The window with its scale, tasks and history: five queries."""
    now = clock.now()
    family = Q(pk=window.pk)
    if window.is_after_service:
        family |= Q(order=window.order, trigger=window.trigger)
    elif window.source_key:
        family |= Q(source_key=window.source_key)
    found = cards(window.case, family, now=now)
    for card in found:
        card.window.order = window.order if card.window.order_id == window.order_id else card.window.order
    own = next(card for card in found if card.window.pk == window.pk)
    former = sorted((card for card in found if card is not own), key=lambda card: -card.window.pk)
    events = _events(window)
    page = WindowPage(
        own, *_scale(own, now), event=next((event for event in events if event.stands), None),
        former_events=[event for event in events if not event.stands], former=former,
    )  # fmt: skip
    for task in _tasks(window):
        (page.tasks if task.state == Task.State.OPEN else page.done).append(task)
    return page


def _events(window: EscalationWindow) -> list[NotedEvent]:
    if not window.source_key:
        return []
    rows = NotedEvent.objects.filter(source_key=window.source_key).order_by("-pk")
    return list(rows.select_related("noted_by", "changed_by", "case", "order"))


def _tasks(window: EscalationWindow) -> list[Task]:
    rows = window.case.tasks.filter(
        dedupe_key__startswith=f"{window.tasks_ref}:", state__in=[Task.State.OPEN, Task.State.DONE]
    ).select_related("assigned_to", "done_by")
    return list(rows.order_by("due_at", "priority", "pk"))


def _scale(card: WindowCard, now: datetime) -> tuple[list[Bar], int | None]:
    phases = [line.phase for line in card.lines if line.phase.ends_at != line.phase.starts_at]
    if not phases:
        return [], None
    begin = phases[0].starts_at
    end = phases[-1].ends_at or max(now, phases[-1].starts_at) + OPEN_END
    whole = (end - begin).total_seconds()

    def place(at: datetime) -> int:
        return round(WIDE * (at - begin).total_seconds() / whole)

    bars = []
    for phase in phases:
        x = place(phase.starts_at)
        bars.append(Bar(phase.phase, phase.level, x, max(place(phase.ends_at or end) - x, 1)))
    return bars, place(now) if begin <= now < end else None
