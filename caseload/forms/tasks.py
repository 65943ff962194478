"""Adding, changing and dropping a task."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.models import Staff, Task

from .base import Form, LocalDateTimeField
from .rows import RowField, with_role


class TaskForm(Form):
    """A task on a case. Its title shows on lists, so it names nobody."""

    title = forms.CharField(
        label=_("What to do"), max_length=200, help_text=_("Shows on lists: no names, addresses or numbers.")
    )
    due_at = LocalDateTimeField(label=_("Due"), required=False)
    assigned_to = RowField(
        label=_("For"),
        required=False,
        blank=_("The case's advocate"),
        label_of=with_role,
        help_text=_("Only people who can open this case."),
    )
    priority = forms.TypedChoiceField(
        label=_("How urgent"), choices=Task.Priority.choices, coerce=int, initial=Task.Priority.NORMAL
    )
    body = forms.CharField(
        label=_("Details"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].offer(people)  # type: ignore[attr-defined]


class EditTaskForm(TaskForm):
    """A change carries the version it started from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_to"]
        field.choices = [("", _("Nobody yet")), *list(field.choices)[1:]]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class DropTaskForm(Form):
    """Why a task is not needed any more."""

    reason = forms.CharField(label=_("Why it is not needed"), max_length=500)


class DoneForm(Form):
    """What came of a task; may stay empty."""

    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
