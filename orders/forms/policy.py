"""The agency's rules for the window, as far as a page changes them."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form
from orders.escalation.rules import ROLES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_WORDS = {
    "mon": _("Monday"), "tue": _("Tuesday"), "wed": _("Wednesday"), "thu": _("Thursday"), "fri": _("Friday"),
    "sat": _("Saturday"), "sun": _("Sunday"),
}  # fmt: skip


class PolicyForm(Form):
    """Lengths, answer times and staffed hours. Tasks and levels stay as they are."""

    acute_hours = forms.IntegerField(label=_("The first phase lasts, in hours"), min_value=24, max_value=240)
    first_service_uplift_hours = forms.IntegerField(
        label=_("Longer for a first service, in hours"), min_value=0, max_value=72
    )
    high_day = forms.IntegerField(label=_("The second phase ends with day"), min_value=2, max_value=180)
    elevated_day = forms.IntegerField(label=_("The third phase ends with day"), min_value=3, max_value=365)
    watch_day = forms.IntegerField(label=_("The fourth phase ends with day"), min_value=4, max_value=730)
    extended = forms.BooleanField(label=_("A fifth phase follows"), required=False)
    extended_day = forms.IntegerField(label=_("The fifth phase ends with day"), min_value=5, max_value=730)
    acute_answer = forms.FloatField(
        label=_("An alert of the first phase is answered within, in hours"), min_value=0.5, max_value=24,
        help_text=_("Nights and weekends count."),
    )  # fmt: skip
    high_answer = forms.FloatField(
        label=_("An alert of the second phase is answered within, in staffed hours"),
        min_value=1,
        max_value=40,
    )
    backup = forms.BooleanField(
        label=_("A backup is asked before the supervisor"), required=False,
        help_text=_("Whoever else works on the case, covers it, or is on call."),
    )  # fmt: skip
    staffed_days = forms.MultipleChoiceField(
        label=_("Staffed days"), choices=[(day, DAY_WORDS[day]) for day in DAYS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    staffed_from = forms.TimeField(
        label=_("Staffed from"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    staffed_until = forms.TimeField(
        label=_("Staffed until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    @staticmethod
    def initial_from(rules: dict[str, Any]) -> dict[str, Any]:
        """The fields as the rules now have them."""
        phase = {entry["key"]: entry for entry in rules["phases"]}
        spans = [span for spans in rules["staffed_hours"].values() for span in spans]
        return {
            "acute_hours": phase["acute"]["until"],
            "first_service_uplift_hours": rules["first_service_uplift_hours"],
            "high_day": phase["high"]["until"],
            "elevated_day": phase["elevated"]["until"],
            "watch_day": phase["watch"]["until"],
            "extended": phase["extended"].get("enabled", True),
            "extended_day": phase["extended"]["until"],
            "acute_answer": phase["acute"]["acknowledge_hours"],
            "high_answer": phase["high"]["acknowledge_hours"],
            "backup": "backup" in rules.get("chain", ()),
            "staffed_days": [day for day, spans in rules["staffed_hours"].items() if spans],
            "staffed_from": min((span[0] for span in spans), default="09:00"),
            "staffed_until": max((span[1] for span in spans), default="17:00"),
        }

    def rules(self, former: dict[str, Any]) -> dict[str, Any]:
        """The rules with the answers put in; everything else as it was."""
        data, rules = self.cleaned_data, copy.deepcopy(former)
        phase = {entry["key"]: entry for entry in rules["phases"]}
        phase["acute"].update(until=data["acute_hours"], acknowledge_hours=data["acute_answer"])
        phase["high"].update(until=data["high_day"], acknowledge_hours=data["high_answer"])
        phase["elevated"]["until"] = data["elevated_day"]
        phase["watch"]["until"] = data["watch_day"]
        phase["extended"].update(until=data["extended_day"], enabled=data["extended"])
        rules["first_service_uplift_hours"] = data["first_service_uplift_hours"]
        chain = [role for role in rules.get("chain", ROLES) if role != "backup"]
        if data["backup"]:
            chain.insert(chain.index("advocate") + 1 if "advocate" in chain else 0, "backup")
        rules["chain"] = chain
        span = [data["staffed_from"].strftime("%H:%M"), data["staffed_until"].strftime("%H:%M")]
        rules["staffed_hours"] = {day: [span] for day in data["staffed_days"]}
        return rules
