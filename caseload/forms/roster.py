"""Putting somebody on call, being away, and confirming cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.models import Case, Staff, Team

from .base import Form, LocalDateTimeField
from .cases import by_code
from .rows import RowField, RowsField, with_role


class ShiftForm(Form):
    """Who is on call, for whom, from when until when."""

    staff = RowField(label=_("Who"), label_of=with_role)
    team = RowField(
        label=_("For"), required=False, help_text=_("Alerts of this team's cases ask this person as backup.")
    )
    starts_at = LocalDateTimeField(label=_("From"))
    ends_at = LocalDateTimeField(label=_("Until"))

    def __init__(
        self, *args: Any, people: Iterable[Staff], teams: Iterable[Team], whole_agency: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].offer(people)  # type: ignore[attr-defined]
        team: Any = self.fields["team"]
        team.required = not whole_agency
        if whole_agency:
            team.blank = _("The whole agency")
        team.offer(teams)


class AbsenceForm(Form):
    """Who is away, from when until when, and who stands in. Why is not asked."""

    staff = RowField(label=_("Who is away"))
    starts_at = LocalDateTimeField(label=_("From"))
    ends_at = LocalDateTimeField(label=_("Until"))
    stand_in = RowField(
        label=_("Who stands in"),
        required=False,
        blank=_("Nobody in particular"),
        label_of=with_role,
        help_text=_(
            "Alerts ask this person instead, where they can open the case. It opens no case to them: a "
            "supervisor confirms cover for that."
        ),
    )

    def __init__(
        self, *args: Any, people: Iterable[Staff], stand_ins: Iterable[Staff], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].offer(people)  # type: ignore[attr-defined]
        self.fields["stand_in"].offer(stand_ins)  # type: ignore[attr-defined]


class CoverForm(Form):
    """Which cases the stand-in may open until the absence ends."""

    cases = RowsField(
        label=_("Cases to cover"), label_of=by_code, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one case.")},
    )  # fmt: skip

    def __init__(self, *args: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].offer(cases)  # type: ignore[attr-defined]
