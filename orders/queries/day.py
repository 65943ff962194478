"""Today and tomorrow for one person: hearings, and tasks by case, the overdue ones first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from caseload import access, queries
from caseload.foundation import clock
from caseload.foundation.moments import end_of_local_day
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from clients.models import Client
from clients.queries import views_for
from orders.queries.calendar import Asked, Row, hearings
from orders.queries.renewals import RenewalCounts, my_renewals

SHOWN, HEARINGS, IN_SIGHT = 40, 8, 3
OVERDUE, TODAY, TOMORROW = _("Overdue"), _("Today"), _("Tomorrow")


@dataclass
class OfCase:
    """The tasks of one case under one heading."""

    case: Case
    name: str
    tasks: list[Task] = field(default_factory=list)

    @property
    def first(self) -> list[Task]:
        """What stands open; one more than that is shown as well, for it takes no more room than its link."""
        return self.tasks if len(self.tasks) <= IN_SIGHT + 1 else self.tasks[:IN_SIGHT]

    @property
    def rest(self) -> list[Task]:
        return self.tasks[len(self.first) :]


@dataclass
class Stretch:
    """One heading of the day, with what falls under it."""

    title: Any
    cases: list[OfCase] = field(default_factory=list)
    hearings: list[Row] = field(default_factory=list)
    is_late: bool = False


@dataclass
class MyDay:
    stretches: list[Stretch]
    counts: dict[str, int]
    unshown: int
    renewals: RenewalCounts = field(default_factory=RenewalCounts)

    @property
    def is_free(self) -> bool:
        return not any(stretch.cases or stretch.hearings for stretch in self.stretches)


def my_day(staff: Staff) -> MyDay:
    """What is overdue, due today and due tomorrow, and which orders end within a month; five queries."""
    tz, now = staff.agency.tz, clock.now()
    today = clock.today(tz)
    tomorrow = today + timedelta(days=1)
    ends = end_of_local_day(today, tz), end_of_local_day(tomorrow, tz)
    counts = queries.task_counts(staff, until=ends[1])
    due = list(queries.my_tasks(staff).filter(due_at__lt=ends[1])[:SHOWN]) if counts["all"] else []
    dates = _hearings(staff, today, tomorrow)
    names = _names(staff, {task.case_id for task in due} | {row.case_id for row in dates})
    stretches = {title: Stretch(title, is_late=title is OVERDUE) for title in (OVERDUE, TODAY, TOMORROW)}
    for task in due:
        at = task.due_at or now
        title = OVERDUE if at < now else TODAY if at < ends[0] else TOMORROW
        _put(stretches[title], task, names)
    for row in dates:
        row.name = names.get(row.case_id, "")
        stretches[TODAY if row.day == today else TOMORROW].hearings.append(row)
    unshown = counts["overdue"] + counts["today"] - len(due)
    return MyDay(list(stretches.values()), counts, max(unshown, 0), my_renewals(staff))


def _put(stretch: Stretch, task: Task, names: dict[int, str]) -> None:
    """Tasks of one case stand together, the case with the most urgent one first."""
    found = next((group for group in stretch.cases if group.case.pk == task.case_id), None)
    if found is None:
        found = OfCase(task.case, names.get(task.case_id, ""))
        stretch.cases.append(found)
    found.tasks.append(task)


def _hearings(staff: Staff, today: date, tomorrow: date) -> list[Row]:
    if not access.can(staff, Perm.SEE_ORDERS):
        return []
    asked = Asked(staff, today, tomorrow, staff.agency.tz, whose=views_for(staff)[0])
    rows = [row for row in hearings(asked) if today <= row.day <= tomorrow and not row.is_off]
    return rows[:HEARINGS]


def _names(staff: Staff, case_ids: set[int]) -> dict[int, str]:
    if not case_ids:
        return {}
    seen = Client.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_CLIENT))
    rows = seen.filter(case_id__in=case_ids).select_related("case")
    return {client.case_id: client.display_name for client in rows}
