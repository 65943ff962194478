"""How one wants to be told; a mobile number and its code; the filters over deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caseload.models import NoticeChoice, Notification, Staff

from .base import Form, TimeInput
from .rows import RowField


class NoticeChoiceForm(Form):
    """Ways, quiet hours, the daily digest and the language of messages."""

    urgent_by = forms.ChoiceField(
        label=_("Urgent items reach me"), widget=forms.RadioSelect,
        help_text=_("In Lantern too, always. If one way fails, the other is used at once."),
    )  # fmt: skip
    other_by = forms.ChoiceField(
        label=_("Other items reach me"), widget=forms.RadioSelect, choices=NoticeChoice.Other.choices
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=TimeInput)
    quiet_until = forms.TimeField(label=_("Quiet until"), required=False, widget=TimeInput)
    digest_at = forms.TimeField(
        label=_("Daily digest by e-mail at"), required=False, widget=TimeInput,
        help_text=_("Only how many things are due. None on days without any, or while you are away."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of messages"), required=False)

    def __init__(self, *args: Any, can_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = NoticeChoice.Urgent
        shown = ways.choices if can_text else [(ways.EMAIL.value, ways.EMAIL.label)]
        self.fields["urgent_by"].choices = shown  # type: ignore[attr-defined]
        languages = [("", _("The agency's language")), *settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class MobileForm(Form):
    """One's own mobile number."""

    number = forms.CharField(
        label=_("Mobile number"), max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        help_text=_("A code is sent there. The number is stored encrypted and shown to nobody else."),
    )  # fmt: skip


class CodeForm(Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code"), max_length=12, help_text=_("Six digits. It works for ten minutes."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class DeliveryFilter(Form):
    """Over the list of deliveries."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Notification.State.choices]
    )
    channel = forms.ChoiceField(
        label=_("Way"),
        required=False,
        choices=[("", _("All")), *(pair for pair in Notification.Channel.choices if pair[0] != "in_app")],
    )
    person = RowField(label=_("To"), required=False, blank=_("Everybody"))
    urgent = forms.BooleanField(label=_("Urgent only"), required=False)

    def __init__(self, *args: Any, people: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
