"""Tasks, notes and the audit log as the API takes and gives them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from caseload import queries
from caseload.api.base import (
    CaseFilters,
    Change,
    Choice,
    Input,
    Instant,
    Line,
    Output,
    Ref,
    Text,
    Whole,
    Words,
)
from caseload.api.base.filters import ChoiceFilter, Filters, InstantFilter, RefFilter
from caseload.models import AuditEntry, Note, Task

MINUTES = "Length in minutes."
DAY_OF_MINUTES = 24 * 60


class TaskRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    kind = Words(help_text="A code; `manual` for tasks people think of themselves.")
    title = Words()
    state = Choice(Task.State.choices)
    priority = Choice(Task.Priority.choices, help_text="1 is the most urgent.")
    role = Words(help_text="Whose kind of work it is: a role's code.")
    assigned_to = Ref(source="assigned_to.ref", allow_null=True, help_text="Staff member.")
    assigned_to_name = Words(source="assigned_to.name", allow_null=True)
    due_at = Instant(allow_null=True)
    done_at = Instant(allow_null=True)
    done_by = Ref(source="done_by.ref", allow_null=True)
    created_at = Instant()
    version = Whole()


class TaskFull(TaskRow):
    body = Words(help_text="Details, in plain text.")
    outcome = Words(help_text="What came of it, in plain text.")


class TaskValues(Input):
    title = Line()
    body = Text(required=False, allow_blank=True)
    due_at = Instant(required=False, allow_null=True)
    priority = Choice(Task.Priority.choices, required=False, help_text="1 is the most urgent; 2 unless told.")
    assigned_to = Ref(
        required=False,
        allow_null=True,
        help_text="Staff member who can open the case; without one, the case's advocate.",
    )


class TaskNew(TaskValues):
    case = Ref()


class TaskChange(Change, TaskValues):
    pass


class TaskDone(Input):
    note = Text(required=False, allow_blank=True, help_text="What came of it.")


class TaskDropped(Input):
    reason = Line(help_text="Why it is not needed any more.")


class TaskFilters(CaseFilters):
    state = ChoiceFilter(choices=Task.State.choices)
    assigned_to = RefFilter("assigned_to", help_text="Tasks given to this staff member.")
    priority = ChoiceFilter(choices=Task.Priority.choices)
    due_before = InstantFilter("due_at", lookup_expr="lt", help_text="Due before this instant.")
    due_after = InstantFilter("due_at", lookup_expr="gte", help_text="Due at this instant or later.")


class NoteRow(Output):
    ref = Ref()
    case = Ref(source="case.ref")
    author = Ref(source="author.ref")
    author_name = Words(source="author.name")
    kind = Choice(Note.Kind.choices)
    happened_at = Instant()
    minutes = Whole(allow_null=True, max_value=DAY_OF_MINUTES, help_text=MINUTES)
    is_pinned = serializers.BooleanField()
    created_at = Instant()
    version = Whole()


class NoteFull(NoteRow):
    body = Words()


class NoteValues(Input):
    body = Text()
    kind = Choice(Note.Kind.choices, required=False)
    happened_at = Instant(required=False, help_text="Not in the future; now unless told.")
    minutes = Whole(required=False, allow_null=True, max_value=DAY_OF_MINUTES, help_text=MINUTES)


class NoteNew(NoteValues):
    case = Ref()


class NoteChange(Change, NoteValues):
    pass


class NotePin(Input):
    pinned = serializers.BooleanField()


class NoteFilters(CaseFilters):
    kind = ChoiceFilter(choices=Note.Kind.choices)
    author = RefFilter("author", help_text="Written by this staff member.")
    happened_after = InstantFilter("happened_at", lookup_expr="gte")
    happened_before = InstantFilter("happened_at", lookup_expr="lt")


class EntryRow(Output):
    """Who saw or changed what. What a protected field held is never part of it."""

    ref = Ref()
    at = Instant(source="timestamp")
    event = Words(help_text="What it meant, as a code; empty where only fields were stored.")
    action = serializers.SerializerMethodField(help_text="create, update, delete or access.")
    source = Words(help_text="web, api, job or command.")  # type: ignore[assignment]
    reason = Words()
    staff = Ref(source="staff.ref", allow_null=True)
    staff_name = Words(source="staff.name", allow_null=True)
    case = Ref(source="case.ref", allow_null=True)
    object_kind = Words()
    object_ref = Words(help_text="Reference of the thing, empty where it has none.")
    changed = serializers.SerializerMethodField(help_text="Names of the fields that were stored.")
    facts = serializers.SerializerMethodField(help_text="References, codes and counts; never personal text.")

    def get_action(self, entry: AuditEntry) -> str:
        return str(AuditEntry.Action.choices[entry.action][1])

    def get_changed(self, entry: AuditEntry) -> list[str]:
        return sorted(entry.changes or {})

    def get_facts(self, entry: AuditEntry) -> dict[str, Any]:
        return dict(entry.additional_data or {})


def _events() -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(queries.event_labels())]


class EntryFilters(Filters):
    case = RefFilter("case", help_text="Entries about this case.")
    staff = RefFilter("staff", help_text="What this staff member did.")
    event = ChoiceFilter(choices=_events)
    source = ChoiceFilter(choices=[(code, code) for code in ("web", "api", "job", "command")])
    since = InstantFilter("timestamp", lookup_expr="gte")
    before = InstantFilter("timestamp", lookup_expr="lt")
