"""Deciding about a service notice: which order it is about, and what of it is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.foundation.moments import Precision
from orders.choices import Outcome
from orders.forms.service import ServiceForm


class NoticeForm(ServiceForm):
    """The order a notice is about, and the service as it will be recorded: as told, or corrected."""

    candidate = forms.ChoiceField(label=_("Which order is it about?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, if service on record is corrected"), max_length=500, required=False,
        help_text=_("The earlier entry stays on record beside this one."),
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidate"].choices = candidates  # type: ignore[attr-defined]
        if len(candidates) == 1:
            self.fields["candidate"].initial = candidates[0][0]
        # An outcome nobody could read is asked for, never assumed.
        self.fields["outcome"].initial = None
        self.fields["precision"].initial = None


def initial_of(content: dict[str, Any]) -> dict[str, Any]:
    """What the form starts with: the notice as far as it was read."""
    facts, moment = dict(content.get("facts", {})), dict(content.get("moment", {}))
    filed = facts.pop("return_filed_on", None)
    if filed:
        facts["return_filed_on"] = date.fromisoformat(filed)
    known = {name: value for name, value in {**facts, **moment}.items() if value not in (None, "")}
    if known.get("precision") not in Precision.values:
        known.pop("precision", None)
    if known.get("outcome") not in Outcome.values:
        known.pop("outcome", None)
    return known
