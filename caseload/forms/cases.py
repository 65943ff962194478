"""Changing, assigning, restricting and closing a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caseload.models import Assignment, Case, Episode, Staff, Task, Team

from .base import Form, LocalDateTimeField
from .rows import RowField, RowsField, with_role


class CaseForm(Form):
    """Team and residency: who answers for the case, and whether shelter staff see it."""

    team = RowField(
        label=_("Team"),
        required=False,
        blank=_("No team (all supervisors answer for it)"),
        help_text=_("The team's supervisor answers for the case and sees it."),
    )
    is_resident = forms.BooleanField(
        label=_("Stays in our shelter"),
        required=False,
        help_text=_("Shelter staff can open the case while this is ticked."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].offer(teams)  # type: ignore[attr-defined]


class AssignForm(Form):
    """Give somebody a part in the case; cover needs an end."""

    staff = RowField(label=_("Who"), label_of=with_role)
    kind = forms.ChoiceField(
        label=_("As"),
        choices=Assignment.Kind.choices,
        widget=forms.RadioSelect,
        initial=Assignment.Kind.PRIMARY,
        help_text=_("A case has one advocate: a new one takes over the open tasks of the one before."),
    )
    ends_at = LocalDateTimeField(
        label=_("Cover until"), required=False, help_text=_("For cover only. Access ends by itself then.")
    )

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].offer(people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != Assignment.Kind.COVER:
            data["ends_at"] = None
        return data


class RestrictForm(Form):
    """For whom the case shall not exist."""

    staff = RowField(label=_("Who"), label_of=with_role)

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].offer(people)  # type: ignore[attr-defined]


class CloseForm(Form):
    """Why a stay ends."""

    reason = forms.ChoiceField(
        label=_("Why the case is closed"), choices=Episode.Reason.choices, widget=forms.RadioSelect
    )


def by_code(case: Any) -> str:
    return str(case.code)


def by_task(task: Any) -> str:
    return f"{task.case.code}: {task.title}"


class HandOverForm(Form):
    """Give many cases or tasks to one person at once."""

    cases = RowsField(label=_("Cases"), required=False, label_of=by_code)
    tasks = RowsField(label=_("Tasks"), required=False, label_of=by_task)
    to = RowField(label=_("Give to"), label_of=with_role)

    def __init__(
        self, *args: Any, cases: Iterable[Case], tasks: Iterable[Task], people: Iterable[Staff], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("cases", cases), ("tasks", tasks), ("to", people)):
            self.fields[name].offer(rows)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("cases") and not data.get("tasks"):
            raise ValidationError(_("Choose at least one case or task."))
        return data
