"""What the caseload itself shows on the first page, on the page of a case, and among what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import queries
from caseload.dashboard import Due, Panel
from caseload.forms.notes import QuickNoteForm
from caseload.foundation import clock
from caseload.foundation.moments import end_of_local_day
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm

SHOWN = 5
MOST_DUE = 1_000
Data = dict[str, Any] | None


def my_tasks(staff: Staff, case: Case | None) -> Data:
    """What is due next, and how much there is."""
    counts = queries.task_counts(staff, until=clock.now() + timedelta(days=1))
    return {"counts": counts, "tasks": queries.my_tasks(staff)[:SHOWN] if counts["all"] else []}


def orphans(staff: Staff, case: Case | None) -> Data:
    """Work that nobody holds; nothing at all when everything is in somebody's hands."""
    cases = list(queries.cases_without_advocate(staff)[:SHOWN])
    tasks = list(queries.unassigned_tasks(staff)[:SHOWN])
    return {"cases": cases, "tasks": tasks} if cases or tasks else None


def duty(staff: Staff, case: Case | None) -> Data:
    """On call, away or standing in; nothing where the roster wants nothing."""
    return queries.duty_of(staff)


def numbers(staff: Staff, case: Case | None) -> Data:
    return {"numbers": queries.agency_numbers()}


def staff_admin(staff: Staff, case: Case | None) -> Data:
    return {"invitations": queries.open_invitations()[:SHOWN], "teams": queries.teams_without_supervisor()}


def log(staff: Staff, case: Case | None) -> Data:
    entries = queries.LogFilter().apply(queries.audit_entries(staff))[:SHOWN]
    return {"entries": queries.in_words(entries)}


def case_tasks(staff: Staff, case: Case | None) -> Data:
    rows = queries.tasks_of(case).filter(state=Task.State.OPEN)[:SHOWN] if case else []
    return {"tasks": rows}


def case_notes(staff: Staff, case: Case | None) -> Data:
    rows = queries.notes_of(case, staff)[:3] if case else []
    return {"notes": rows, "form": QuickNoteForm(auto_id="quick_%s")}


def case_people(staff: Staff, case: Case | None) -> Data:
    return {"parts": queries.parts_in(case).filter(ended_at__isnull=True) if case else []}


def case_history(staff: Staff, case: Case | None) -> Data:
    return {"entries": queries.in_words(queries.timeline(case)[:SHOWN]) if case else []}


def tasks_due(staff: Staff, day: date) -> list[Due]:
    """The person's own tasks, overdue or due on the day."""
    now = clock.now()
    until = end_of_local_day(day, staff.agency.tz)
    rows = queries.my_tasks(staff).filter(due_at__lt=until)[:MOST_DUE]
    return [
        Due(
            _("Task"), task.case.code, task.case.get_absolute_url(),
            reverse("caseload:task", args=[task.ref]), words=task.title, at=task.due_at,
            is_overdue=bool(task.due_at and task.due_at < now),
        )
        for task in rows
    ]  # fmt: skip


def _panel(
    load: Callable[[Staff, Case | None], Data], title: Any, surface: str, perm: Perm, order: int
) -> Panel:
    key = load.__name__
    return Panel(key, title, surface, perm, f"caseload/panels/{key}.html", load, order)


PANELS = (
    _panel(duty, _("On the roster"), "dashboard", Perm.SEE_STAFF, 3),
    _panel(orphans, _("In nobody's hands"), "dashboard", Perm.ASSIGN_CASE, 20),
    _panel(my_tasks, _("My tasks"), "dashboard", Perm.SEE_TASKS, 30),
    _panel(staff_admin, _("Staff"), "dashboard", Perm.MANAGE_STAFF, 40),
    _panel(numbers, _("The agency in numbers"), "dashboard", Perm.SEE_COUNTS, 90),
    _panel(log, _("Latest in the audit log"), "dashboard", Perm.SEE_AUDIT, 95),
    _panel(case_tasks, _("Open tasks"), "case", Perm.SEE_TASKS, 30),
    _panel(case_notes, _("Notes"), "case", Perm.SEE_NOTES, 40),
    _panel(case_people, _("People on the case"), "case", Perm.SEE_CASE, 80),
    _panel(case_history, _("Lately"), "case", Perm.SEE_CASE, 90),
)
