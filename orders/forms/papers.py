"""A scan, the questions about firearms, and the registration of an order from elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from orders.papers.disqualifier import QUESTIONS, Answer
from orders.papers.scans import LIMIT

TOO_LARGE = _("The file is larger than 10 MB.")


class ScanForm(Form):
    """One file. What it is is read from its content, whatever its name says."""

    scan = forms.FileField(
        label=_("Scan or photo of the paper"), help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # The server did not take it in at all.
            self.fields["scan"].error_messages["required"] = TOO_LARGE

    def clean_scan(self) -> Any:
        scan = self.cleaned_data["scan"]
        if scan.size > LIMIT:
            raise forms.ValidationError(TOO_LARGE)
        return scan


class RemoveScanForm(Form):
    reason = forms.CharField(
        label=_("Why is it removed?"), max_length=500, help_text=_("The file is gone for good.")
    )


class FirearmForm(Form):
    """Four questions, each with yes, no or not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=words, choices=Answer.choices, widget=forms.RadioSelect, initial=Answer.UNKNOWN
            )


class RegistrationForm(Form):
    day = forms.DateField(label=_("Registered on"), widget=DateInput)
    where = forms.CharField(label=_("At which court"), max_length=200, required=False)
    talked_over = forms.BooleanField(
        label=_("We talked over what registering can reveal, and the client chose it"), required=False
    )
