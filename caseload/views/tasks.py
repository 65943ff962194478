"""Tasks: mine, my team's, a case's; done with one press, and undone with another."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload import access, dashboard, queries
from caseload.actions import tasks
from caseload.forms.tasks import DropTaskForm, EditTaskForm, TaskForm
from caseload.foundation import audit, clock
from caseload.foundation.errors import NotVisible
from caseload.models import Task
from caseload.permissions import Perm
from caseload.views.base import AgencyView, CaseFormPage, CaseView
from caseload.views.paging import back_to, page_of


def end_of_day(now: datetime, tz: Any) -> datetime:
    """The first moment of tomorrow, as the agency's clocks show it."""
    tomorrow = now.astimezone(tz).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tz)


def due_group(task: Task, now: datetime, tomorrow: datetime) -> str:
    """Under which heading a task stands."""
    if task.due_at is None:
        return _("No date")
    if task.due_at < now:
        return _("Overdue")
    return _("Due today") if task.due_at < tomorrow else _("Later")


def just_done(view: AgencyView) -> Task | None:
    """The task whose completion the page offers to undo."""
    ref = view.request.GET.get("done")
    if not ref:
        return None
    try:
        task = access.get_task(view.staff, ref, Perm.EDIT_TASKS)
    except NotVisible:
        return None
    return task if task.state == Task.State.DONE else None


class Tasks(AgencyView):
    """What there is to do, the most urgent first."""

    permission = Perm.SEE_TASKS

    def get(self, request: HttpRequest) -> HttpResponse:
        lists = {"mine": queries.my_tasks, "team": queries.team_tasks}
        if access.can(self.staff, Perm.ASSIGN_CASE):
            lists["unassigned"] = queries.unassigned_tasks
        show = request.GET.get("show", "mine")
        show = show if show in lists else "mine"
        page = page_of(request, lists[show](self.staff))
        now = clock.now()
        tomorrow = end_of_day(now, self.agency.tz)
        for task in page.object_list:
            task.group = due_group(task, now, tomorrow)
        return self.page(
            "caseload/tasks.html",
            page_obj=page,
            show=show,
            lists=list(lists),
            with_person=show != "mine",
            undo=just_done(self),
            panels=dashboard.panels_for(self.staff, "tasks"),
        )


class CaseTasks(CaseView):
    """All tasks of one case, open ones first."""

    permission = Perm.SEE_TASKS

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        page = page_of(request, queries.tasks_of(self.case))
        for task in page.object_list:
            task.group = task.get_state_display()
        return self.page("caseload/case_tasks.html", page_obj=page, undo=just_done(self))


class AddTask(CaseFormPage):
    """A new task on the case."""

    permission = Perm.EDIT_TASKS
    form_class = TaskForm
    template = "caseload/task_form.html"
    success_message = gettext_lazy("The task is added.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": access.who_can(self.case, Perm.SEE_TASKS)}

    def form_context(self) -> dict[str, Any]:
        return {"current_tab": "caseload:case_tasks"}

    def act(self, form: TaskForm) -> str:
        tasks.check_taker(self.case, form.cleaned_data["assigned_to"])
        tasks.open_task(self.case, kind="manual", **form.cleaned_data)
        return reverse("caseload:case_tasks", args=[self.case.ref])


class OfTask(CaseView):
    """A page of one task: `ref` in the address is the task's."""

    permission: Perm | None = Perm.SEE_TASKS
    task: Task

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.task = access.get_task(self.staff, kwargs["ref"], self.permission or Perm.SEE_TASKS)
        self.case = self.task.case

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(task=self.task, current_tab="caseload:case_tasks", **data)

    def list_address(self) -> str:
        return reverse("caseload:case_tasks", args=[self.case.ref])


class TaskPage(OfTask):
    """What is to be done, in full, and what came of it."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        audit.viewed(self.task, "caseload.task_viewed")
        return self.page("caseload/task.html")


class EditTask(OfTask, CaseFormPage):
    """Change a task; when somebody else did meanwhile, both versions are shown."""

    permission = Perm.EDIT_TASKS
    form_class = EditTaskForm
    template = "caseload/task_form.html"
    success_message = gettext_lazy("The task is changed.")

    def initial(self) -> dict[str, Any]:
        names = ("title", "due_at", "assigned_to", "priority", "body", "version")
        return {name: getattr(self.task, name) for name in names}

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": access.who_can(self.case, Perm.SEE_TASKS)}

    def act(self, form: EditTaskForm) -> str:
        version = form.cleaned_data["version"]
        tasks.edit_task(self.task, by=self.staff, version=version, **form.values())
        return self.list_address()


class DropTask(OfTask, CaseFormPage):
    """A task that is not needed any more goes with a reason."""

    permission = Perm.EDIT_TASKS
    form_class = DropTaskForm
    template = "caseload/task_drop.html"
    success_message = gettext_lazy("The task is dropped.")

    def act(self, form: DropTaskForm) -> str:
        tasks.cancel_task(self.task, by=self.staff, reason=form.cleaned_data["reason"])
        return self.list_address()


class DoneTask(OfTask):
    """One press; the page it came from offers to undo it."""

    permission = Perm.EDIT_TASKS

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        done = tasks.complete_task(self.task, by=self.staff, note=request.POST.get("note", "")[:2000])
        return HttpResponseRedirect(back_to(request, self.list_address(), done=done.ref))


class UndoTask(OfTask):
    """The task is open again."""

    permission = Perm.EDIT_TASKS

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        tasks.reopen_task(self.task, by=self.staff)
        return HttpResponseRedirect(back_to(request, self.list_address()))
