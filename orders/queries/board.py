"""The supervisor's board: every open window this person may see, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case as When_
from django.db.models import CharField, Count, F, Func, IntegerField, Q, QuerySet, Value, When

from caseload import access
from caseload.foundation import clock
from caseload.models import Absence, Staff, Task
from caseload.permissions import Perm
from caseload.queries import Asked, absences_at, asked_last, cases_of_person, primary_advocates
from orders.choices import CHAIN_LABELS, WAITING_STATES, WindowState
from orders.models import Alert, CheckIn, EscalationWindow

PER_PAGE = 25


@dataclass(frozen=True)
class BoardFilters:
    """What the board is narrowed to; empty means no narrowing, several together mean all of them."""

    team: str = ""
    phase: str = ""
    person: str = ""
    late: bool = False
    overdue: bool = False
    silent: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.team or self.phase or self.person or self.late or self.overdue or self.silent)

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.team:
            rows = rows.filter(case__team__ref=self.team)
        if self.phase:
            rows = rows.filter(phase=self.phase)
        if self.person:
            rows = rows.filter(case__in=cases_of_person(self.person))
        if self.overdue:
            rows = rows.filter(_late_tasks())
        if self.silent:
            rows = rows.filter(case__in=_overdue_check_ins().values("case"))
        return rows.filter(_waits()) if self.late else rows


@dataclass
class BoardRow:
    """One window, whom it concerns, who is on it, and what is done."""

    window: EscalationWindow
    alert: Alert | None
    answered: Alert | None
    advocate: Staff | None
    tasks_done: int = 0
    tasks_total: int = 0
    tasks_late: int = 0
    is_new: bool = False
    is_next: bool = False  # the first that waits for an answer
    away: Absence | None = None  # the advocate's
    asked: list[Asked] = field(default_factory=list)
    check_in: CheckIn | None = None  # an overdue one, on the case's worst row

    @property
    def asked_as(self) -> str:
        """The role of the chain that is asked now."""
        return asked_as(self.alert)

    @property
    def reaches_nobody(self) -> bool:
        return reaches_nobody(self.alert)

    @property
    def name(self) -> str:
        return self.window.case.client.display_name if hasattr(self.window.case, "client") else ""


@dataclass
class Board:
    page: Page
    rows: list[BoardRow] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    at: datetime = field(default_factory=clock.now)

    @property
    def fresh(self) -> list[BoardRow]:
        return [row for row in self.rows if row.is_new]


def running() -> Q:
    """Open windows that have begun: one laid out ahead (a hearing) has no level yet."""
    return Q(state=WindowState.OPEN, level__gt=0)


def _waits() -> Q:
    """Windows with an alert that waits: one list of them, not one look for each window."""
    return Q(pk__in=Alert.objects.filter(state__in=WAITING_STATES).values("window"))


def asked_as(alert: Alert | None) -> str:
    """The words for the role that an alert asks now."""
    return str(CHAIN_LABELS.get(alert.asked_role, "")) if alert else ""


def reaches_nobody(alert: Alert | None) -> bool:
    """Whether an alert waits and nobody could be asked."""
    return bool(alert and alert.is_waiting and not alert.asked_role)


def _late_tasks() -> Q:
    """Windows with an overdue task: the same tasks as `_task_counts` counts, by the part before the colon."""
    late = Task.objects.filter(kind__startswith="orders.", state=Task.State.OPEN, due_at__lt=clock.now())
    key = Func(F("dedupe_key"), Value(":"), Value(1), function="SPLIT_PART", output_field=CharField())
    return Q(tasks_ref__in=late.filter(dedupe_key__isnull=False).annotate(key=key).values("key"))


def _overdue_check_ins() -> QuerySet[CheckIn]:
    """Check-ins whose time has come with nothing recorded; a case has one at most."""
    return CheckIn.objects.filter(settled_at__isnull=True, due_at__lte=clock.now())


def _shown(staff: Staff) -> QuerySet[EscalationWindow]:
    """Windows that have begun, and ended ones that still wait for an answer: those stay until it is given."""
    rows = EscalationWindow.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_BOARD))
    return rows.filter(running() | _waits())


def board_counts(staff: Staff) -> dict[str, int]:
    """How many windows are open, how many wait for an answer, how many are acute; and all that are shown."""
    return _shown(staff).aggregate(
        open=Count("pk", filter=running()),
        waiting=Count("pk", filter=_waits()),
        acute=Count("pk", filter=Q(state=WindowState.OPEN, level=4)),
        shown=Count("pk"),
    )


def _as_number(condition: Q) -> When_:
    return When_(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _in_order(rows: QuerySet[EscalationWindow]) -> QuerySet[EscalationWindow, int]:
    """The keys of windows, the worst first and those without an answer before the others.

    Keys alone: twenty thousand of them are sorted in memory, twenty thousand whole rows are not.
    """
    order = ("-level", _as_number(_waits()).desc(), F("phase_ends_at").asc(nulls_last=True), "pk")
    return rows.order_by(*order).values_list("pk", flat=True)


class _Counted(Paginator):
    """Pages of rows whose number is known already."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count  # type: ignore[misc]


def board_rows(
    staff: Staff, filters: BoardFilters, *, number: Any = 1, since: datetime | None = None,
    per_page: int = PER_PAGE,
) -> Board:  # fmt: skip
    """One page of the board, the worst first and those without an answer before the others."""
    counts = board_counts(staff)
    keys = _in_order(filters.apply(_shown(staff)))
    pages = Paginator(keys, per_page) if filters.narrows else _Counted(keys, per_page, counts["shown"])
    page = pages.get_page(number)
    wanted = list(page.object_list)
    by_key = EscalationWindow.objects.select_related("case__client", "case__team", "order").in_bulk(wanted)
    found = [by_key[key] for key in wanted if key in by_key]
    alerts = _alerts_of(found)
    advocates = primary_advocates([window.case_id for window in found])
    tasks = _task_counts(found)
    away = absences_at(clock.now())
    asked = asked_last("orders.alert", [alert.ref for own in alerts.values() for alert in own])
    silent = {row.case_id: row for row in _overdue_check_ins().filter(case__in=[w.case_id for w in found])}
    board = Board(page, counts=counts)
    for window in found:
        own = alerts.get(window.pk, [])
        waiting = [alert for alert in own if alert.is_waiting]
        answered = [alert for alert in own if alert.acknowledged_at]
        done, total, late = tasks.get(window.tasks_ref, (0, 0, 0))
        alert = max(waiting, key=lambda alert: (alert.level, -alert.pk), default=None)
        advocate = advocates.get(window.case_id)
        board.rows.append(
            BoardRow(
                window,
                alert=alert,
                answered=max(answered, key=lambda alert: alert.acknowledged_at or alert.due_at, default=None),
                advocate=advocate,
                tasks_done=done,
                tasks_total=total,
                tasks_late=late,
                is_next=bool(waiting) and not any(row.is_next for row in board.rows),
                is_new=bool(since and any(alert.raised_at and alert.raised_at > since for alert in waiting)),
                away=away.get(advocate.pk) if advocate else None,
                asked=asked.get(alert.ref, []) if alert else [],
                check_in=silent.pop(window.case_id, None),
            )
        )
    return board


def my_windows(staff: Staff, limit: int = 8) -> list[EscalationWindow]:
    """Open windows on the cases this person may work on, the worst first."""
    wanted = list(_in_order(_shown(staff))[:limit])
    rows = EscalationWindow.objects.select_related("case__client", "order").annotate(
        waits=_as_number(_waits())
    )
    by_key = rows.in_bulk(wanted)
    return [by_key[key] for key in wanted if key in by_key]


def waiting_elsewhere(staff: Staff, board: Board, limit: int = 30) -> list[str]:
    """Codes of the cases that wait for an answer and are not among the rows shown, the worst first."""
    shown = [row.window.pk for row in board.rows]
    rows = _shown(staff).filter(_waits()).exclude(pk__in=shown).order_by("-level", "phase_ends_at", "pk")
    return list(rows.values_list("case__code", flat=True)[:limit])


def _alerts_of(windows: Iterable[EscalationWindow]) -> dict[int, list[Alert]]:
    rows = Alert.objects.filter(window__in=[window.pk for window in windows], raised_at__isnull=False)
    found: dict[int, list[Alert]] = {}
    for alert in rows.select_related("acknowledged_by", "case"):
        found.setdefault(alert.window_id, []).append(alert)
    return found


def _task_counts(windows: list[EscalationWindow]) -> dict[str, tuple[int, int, int]]:
    """The key of a window's tasks -> how many are done, how many there are, how many are overdue."""
    wanted = {window.tasks_ref for window in windows}
    rows = Task.objects.filter(
        case__in={window.case_id for window in windows},
        kind__startswith="orders.",
        state__in=[Task.State.OPEN, Task.State.DONE],
    ).values_list("dedupe_key", "state", "due_at")
    now = clock.now()
    counts: dict[str, tuple[int, int, int]] = {}
    for key, state, due_at in rows:
        ref = (key or "").partition(":")[0]
        if ref in wanted:
            done, total, late = counts.get(ref, (0, 0, 0))
            is_done = state == Task.State.DONE
            is_late = not is_done and due_at is not None and due_at < now
            counts[ref] = (done + is_done, total + 1, late + is_late)
    return counts
