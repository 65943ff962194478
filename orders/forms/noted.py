"""Something happened: when, how exactly that is known, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form, RowField
from orders.choices import DETAILS, FEAR_LEVELS, Trigger
from orders.forms.moments import MomentFields
from orders.models import ProtectiveOrder

LONG = {"rows": 3}


class HappenedForm(Form, MomentFields):
    """One event. What more is asked depends on what it is."""

    detail = forms.ChoiceField(label="", widget=forms.RadioSelect)
    level = forms.TypedChoiceField(
        label=_("How much care does it call for?"), choices=FEAR_LEVELS, coerce=int, widget=forms.RadioSelect,
        help_text=_("Follow the client's own sense of danger. Lowering it later takes a second person."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("What happened, in short"), max_length=2000, widget=forms.Textarea(LONG),
        help_text=_("Facts, and the client's own words in quotes. Kept encrypted."),
    )  # fmt: skip
    order = RowField(label=_("Which order is it about?"), required=False, blank=_("None, or not known"))

    def __init__(
        self, *args: Any, trigger: str, orders: Iterable[ProtectiveOrder] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ask(trigger)
        rows = list(orders)
        if rows:
            field: Any = self.fields["order"]
            field.label_of = lambda order: str(order.get_order_type_display())
            field.offer(rows)
        else:
            del self.fields["order"]

    def _ask(self, trigger: str) -> None:
        if trigger in DETAILS:
            words, details = DETAILS[trigger]
            field: Any = self.fields["detail"]
            field.label = words
            field.choices = [(detail.value, detail.label) for detail in details]
        else:
            del self.fields["detail"]
        if trigger != Trigger.CLIENT_FEAR:
            del self.fields["level"]

    def facts(self) -> dict[str, Any]:
        """Everything beside the moment, by the names of the action."""
        data = self.cleaned_data
        return {name: data[name] for name in ("detail", "level", "reason", "order") if name in data}


class CorrectHappenedForm(HappenedForm):
    """The event as it should have been noted, and why."""

    why = forms.CharField(
        label=_("Why is this corrected?"), max_length=500,
        help_text=_("The earlier entry stays on record beside this one."),
    )  # fmt: skip


class WhyForm(Form):
    """A reason, for what is taken back."""

    why = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 2}))
