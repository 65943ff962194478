"""The filters over the caseload."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form

WHOSE = {"mine": _("Mine"), "team": _("My team"), "all": _("All I may see")}


class CaseloadFilter(Form):
    search = forms.CharField(label=_("Name or case code"), required=False)
    whose = forms.ChoiceField(label=_("Whose"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=(("open", _("Open")), ("closed", _("Closed")), ("any", _("Open and closed"))),
    )
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=(
            ("", _("Any level")),
            ("4", _("Acute")),
            ("3", _("High")),
            ("2", _("Elevated")),
            ("1", _("Watch")),
            ("0", _("No open window")),
        ),
    )

    def __init__(self, *args: Any, views: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["whose"]
        whose.choices = [(name, WHOSE[name]) for name in views]
