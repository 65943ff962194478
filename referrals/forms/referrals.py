"""Making a referral and moving it on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from referrals.choices import DeclineReason, Mode, Need, ReferralState
from referrals.models import Referral, Resource

FIRST_STATES = (
    (ReferralState.OFFERED, _("Offered: the client has it")),
    (ReferralState.SENT, _("Sent: the provider has it")),
    (ReferralState.DRAFT, _("Not yet: keep as a draft")),
)


class ReferralForm(Form):
    """A new referral, or the changes to one."""

    provider = forms.CharField(label=_("Provider"), max_length=200)
    need = forms.ChoiceField(label=_("For"), choices=Need.choices)
    mode = forms.ChoiceField(
        label=_("How"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.INFO
    )
    state = forms.ChoiceField(
        label=_("Where it stands"),
        choices=FIRST_STATES,
        widget=forms.RadioSelect,
        initial=ReferralState.OFFERED,
    )
    follow_up_on = forms.DateField(
        label=_("Ask what came of it on"),
        required=False,
        widget=DateInput,
        help_text=_("Empty: after 1 day for shelter, 14 for housing and money, 30 for anything else."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, resource: Resource | None = None, referral: Referral | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if resource:
            del self.fields["provider"]
        if referral:
            del self.fields["state"]
            self.fields["follow_up_on"].help_text = ""
            if not referral.is_waiting:
                del self.fields["follow_up_on"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MoveForm(Form):
    """The next state, and why where it was declined."""

    to = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("If it was declined: why"),
        required=False,
        choices=[("", _("Choose")), *DeclineReason.choices],
    )
    follow_up_on = forms.DateField(
        label=_("Ask again on"),
        required=False,
        widget=DateInput,
        help_text=_("Only while nobody knows the outcome."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(state.value, state.label) for state in referral.next_states]  # type: ignore[attr-defined]
