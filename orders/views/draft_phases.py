"""The phases of an event in a draft, and the tasks of each; the lists of tasks beside the phases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from caseload.foundation.errors import NotVisible
from orders.choices.policy import LIST_WORDS, event_name, phase_name, span_words, task_name, task_terms
from orders.escalation import SERVICE, Problem, TaskRule, editing, stored_rules
from orders.forms.policy_parts import PhaseForm, TaskForm
from orders.models import PolicyDraft
from orders.queries import policy_words
from orders.views.draft_parts import OfEvent, RemovePart
from orders.views.drafts import DraftView

Data = dict[str, Any]


def _task_lines(draft: PolicyDraft, event: str, phase: str) -> list[Data]:
    """The tasks of a place with their words, their address, and what is not right yet."""
    path = (event, phase)
    return [
        {
            "key": entry["key"], "name": task_name(TaskRule(**entry)), "terms": task_terms(TaskRule(**entry)),
            "was": editing.fingerprint(entry), "problems": draft.problems_of(*path, "tasks", entry["key"]),
            "url": reverse("orders:draft_task", args=[draft.ref, event, phase, entry["key"]]),
            "remove": reverse("orders:draft_task_remove", args=[draft.ref, event, phase, entry["key"]]),
        }
        for entry in editing.tasks_of(draft.rules, event, phase)
    ]  # fmt: skip


class EventPage(DraftView):
    """The phases of one event, in order; or the lists of tasks beside the phases."""

    def get(self, request: HttpRequest, ref: str, event: str) -> HttpResponse:
        if event == editing.BESIDE:
            places = [(name, str(words)) for name, words in LIST_WORDS.items()]
            return self._page(event, policy_words.section_title(event), lists=[
                {
                    "title": words, "tasks": editing.tasks_of(self.draft.rules, event, name),
                    "url": reverse("orders:draft_phase", args=[ref, event, name]),
                    "problems": self.draft.problems_of(event, name),
                }
                for name, words in places
            ])  # fmt: skip
        try:
            phases = editing.phases_of(self.draft.rules, event)
        except editing.NoSuchPart:
            raise NotVisible from None
        own = [problem for problem in self.draft.problems_of(event) if len(problem.path) == 1]
        trigger = None if event == SERVICE else editing.trigger_of(self.draft.rules, event)
        return self._page(
            event, event_name(event), phases=self._phases(event), problems=own, trigger=trigger,
            was=editing.fingerprint(trigger), order=_order(phases),
            lead_hours=trigger.get("lead_hours", 0) if trigger else 0,
            uplift=self.draft.rules["first_service_uplift_hours"],
            uplift_problems=self.draft.problems_of("first_service_uplift_hours"),
        )  # fmt: skip

    def _page(self, event: str, title: str, **data: Any) -> HttpResponse:
        return self.page("orders/policy/event.html", event=event, title=title, **data)

    def _phases(self, event: str) -> list[Data]:
        rules = stored_rules(self.draft.rules).for_trigger(event)
        raw = {entry["key"]: entry for entry in editing.phases_of(self.draft.rules, event)}
        return [
            {
                "phase": phase, "name": phase_name(phase.key, phase.label),
                "span": span_words(phase.unit, phase.until),
                "url": reverse("orders:draft_phase", args=[self.draft.ref, event, phase.key]),
                "was": editing.fingerprint(raw[phase.key]),
                "problems": self.draft.problems_of(event, phase.key),
            }
            for phase in rules.phases
        ]  # fmt: skip


def _order(phases: list[Data]) -> str:
    return editing.fingerprint([phase["key"] for phase in phases])


class AddPhase(OfEvent):
    """One more phase at the end of the row."""

    form_class = PhaseForm
    heading = gettext_lazy("Add a phase")

    def part(self, data: Data) -> Any:
        return [phase["key"] for phase in editing.phases_of(data, self.event)]

    def form_kwargs(self) -> Data:
        return {"taken": self.entry or ()}

    def initial_of(self, entry: Any) -> Data:
        return {"enabled": True, "unit": "days"}

    def save(self, form: Any, was: str) -> PolicyDraft:
        self.new = form.entry()
        return super().save(form, was)

    def change(self, data: Data, form: Any) -> None:
        editing.add(editing.phases_of(data, self.event), {**self.new, "tasks": []})

    def back(self) -> str:
        new = getattr(self, "new", None)
        if new is None:
            return super().back()
        return reverse("orders:draft_phase", args=[self.draft.ref, self.event, new["key"]])


class OfPhase(OfEvent):
    """A part of one phase, or of a list of tasks beside the phases."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.phase = kwargs["phase"]
        super().load(*args, **kwargs)

    def phase_url(self) -> str:
        return reverse("orders:draft_phase", args=[self.draft.ref, self.event, self.phase])

    def page_context(self, **data: Any) -> Data:
        lists = self.event == editing.BESIDE
        words = LIST_WORDS.get(self.phase) if lists else phase_name(self.phase, self._label())
        context = super().page_context(**{"phase": self.phase, "phase_words": words, **data})
        if lists:
            context["event_words"] = policy_words.section_title(self.event)
        return context

    def _label(self) -> str:
        try:
            return str(editing.phase_of(self.draft.rules, self.event, self.phase).get("label", ""))
        except editing.NoSuchPart:
            return ""


class PhasePage(OfPhase):
    """One phase: its terms on a form, its tasks below. A list beside the phases has tasks only."""

    form_class = PhaseForm
    template = "orders/policy/phase.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.path = (self.event, self.phase)

    def part(self, data: Data) -> Any:
        if self.event == editing.BESIDE:
            if self.request.method == "POST":
                raise NotVisible  # A list has nothing to send but its tasks.
            return editing.tasks_of(data, self.event, self.phase)
        entry = editing.phase_of(data, self.event, self.phase)
        return {name: value for name, value in entry.items() if name != "tasks"}

    def form_kwargs(self) -> Data:
        if self.event == editing.BESIDE:
            return {}
        others = {phase["key"] for phase in editing.phases_of(self.draft.rules, self.event)}
        return {"taken": others - {self.phase}}

    def initial_of(self, entry: Any) -> Data:
        return {} if self.event == editing.BESIDE else PhaseForm.initial_from(entry)

    def change(self, data: Data, form: Any) -> None:
        editing.put(editing.phases_of(data, self.event), self.phase, form.entry())

    def form_context(self) -> Data:
        try:
            tasks = _task_lines(self.draft, self.event, self.phase)
        except editing.NoSuchPart:
            tasks = []
        return {"tasks": tasks, "lists": self.event == editing.BESIDE, "of_tasks": self._of_tasks()}

    def _of_tasks(self) -> list[Problem]:
        """What is wrong with the tasks as a whole."""
        found = self.draft.problems_of(self.event, self.phase, "tasks")
        return [problem for problem in found if len(problem.path) == 3]


class OfTask(OfPhase):
    """A task of a phase or of a list."""

    form_class = TaskForm

    def back(self) -> str:
        return self.phase_url()

    def others(self) -> set[str]:
        try:
            return {task["key"] for task in editing.tasks_of(self.draft.rules, self.event, self.phase)}
        except editing.NoSuchPart:
            return set()


class AddTask(OfTask):
    """One more task."""

    heading = gettext_lazy("Add a task")

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.path = (self.event, self.phase)

    def part(self, data: Data) -> Any:
        return [task["key"] for task in editing.tasks_of(data, self.event, self.phase)]

    def form_kwargs(self) -> Data:
        return {"taken": self.others()}

    def initial_of(self, entry: Any) -> Data:
        anchor = "known" if self.event == editing.BESIDE else "phase_start"
        return {"who": "advocate", "counts": "elapsed", "anchor": anchor, "priority": 2, "task": "own"}

    def change(self, data: Data, form: Any) -> None:
        editing.add(editing.tasks_of(data, self.event, self.phase), form.entry())


class TaskPage(OfTask):
    """One task."""

    heading = gettext_lazy("Task")

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.task = kwargs["task"]
        super().load(*args, **kwargs)
        self.path = (self.event, self.phase, "tasks", self.task)

    def part(self, data: Data) -> Any:
        return editing.task_of(data, self.event, self.phase, self.task)

    def form_kwargs(self) -> Data:
        return {"taken": self.others() - {self.task}, "own_key": self.task}

    def initial_of(self, entry: Any) -> Data:
        return TaskForm.initial_from(entry)

    def change(self, data: Data, form: Any) -> None:
        editing.put(editing.tasks_of(data, self.event, self.phase), self.task, form.entry())


class MovePhase(RemovePart):
    """One place up or down in the row."""

    def part(self, data: Data) -> Any:
        keys = [phase["key"] for phase in editing.phases_of(data, self.at["event"])]
        if self.at["phase"] not in keys:
            raise editing.NoSuchPart(self.at["phase"])
        return keys

    def change(self, data: Data) -> None:
        by = -1 if self.request.POST.get("to") == "up" else 1
        editing.move(editing.phases_of(data, self.at["event"]), self.at["phase"], by)

    def back(self) -> str:
        return reverse("orders:draft_event", args=[self.draft.ref, self.at["event"]])


class RemovePhase(RemovePart):
    """Take a phase out, with its tasks."""

    def part(self, data: Data) -> Any:
        return editing.phase_of(data, self.at["event"], self.at["phase"])

    def change(self, data: Data) -> None:
        editing.remove(editing.phases_of(data, self.at["event"]), self.at["phase"])

    def back(self) -> str:
        return reverse("orders:draft_event", args=[self.draft.ref, self.at["event"]])


class RemoveTask(RemovePart):
    """Take a task out."""

    def part(self, data: Data) -> Any:
        return editing.task_of(data, self.at["event"], self.at["phase"], self.at["task"])

    def change(self, data: Data) -> None:
        editing.remove(editing.tasks_of(data, self.at["event"], self.at["phase"]), self.at["task"])

    def back(self) -> str:
        return reverse("orders:draft_phase", args=[self.draft.ref, self.at["event"], self.at["phase"]])
