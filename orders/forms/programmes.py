"""A respondent's programme, and what is learned about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, RowField
from clients.models import Respondent
from orders.choices.programmes import OrderedBy, ProgrammeSource, ProgrammeStatus
from orders.models import ProtectiveOrder


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=500)


class ProgrammeForm(Form):
    """Who ordered it, where, from when, how many sessions."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    respondent = RowField(label=_("Who"), required=False, blank=_("The respondent"))
    ordered_by = forms.ChoiceField(
        label=_("Who ordered it"), choices=OrderedBy.choices, initial=OrderedBy.UNKNOWN
    )
    order = RowField(label=_("By which order"), required=False, blank=_("None, or not known"))
    programme = forms.CharField(label=_("Which programme"), required=False, max_length=200)
    starts_on = forms.DateField(
        label=_("Begins on"), required=False, widget=DateInput, help_text=_("Empty if it is not known.")
    )
    required_sessions = _number(_("Sessions required"))

    def __init__(
        self, *args: Any, respondents: Iterable[Respondent], orders: Iterable[ProtectiveOrder], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["respondent"]
        who.label_of = lambda row: row.display_name
        which: Any = self.fields["order"]
        which.label_of = lambda row: str(row.get_order_type_display())
        for name, rows in (("respondent", respondents), ("order", orders)):
            field: Any = self.fields[name]
            field.offer(rows)
            if not field.rows:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FactForm(Form):
    """What somebody said, and for which day it holds."""

    info_date = forms.DateField(
        label=_("For which day does it hold?"), widget=DateInput,
        help_text=_("The day of the letter or the call, not the day you enter it."),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("How we know"), choices=ProgrammeSource.choices, initial=ProgrammeSource.PROGRAMME
    )
    status = forms.ChoiceField(
        label=_("How it stands"), choices=ProgrammeStatus.choices, widget=forms.RadioSelect
    )
    attended = _number(_("Sessions attended so far"))
    missed = _number(_("Sessions missed so far"))
    discharge_reason = forms.CharField(
        label=_("Why it ended"), required=False, max_length=500,
        help_text=_("Only where it ended without completing."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Good to know"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
