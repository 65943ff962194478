"""Registering for notices, and taking down what a client was told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, RowField
from caseload.foundation.moments import Precision
from clients.choices import YesNoUnknown
from clients.models import Respondent
from orders.choices.client_notices import NoticeChannel, NoticeService, RegistrationState, ToldKind, Via
from orders.forms.moments import MomentFields
from orders.models import NoticeRegistration, ProtectiveOrder

NO_PIN = _("Never write a PIN here: it belongs to the client alone.")
WHEN = (
    (Precision.EXACT, _("Date and time")),
    (Precision.DATE_ONLY, _("Only the date")),
    (Precision.UNKNOWN, _("Not known")),
)


def _kind_of(order: ProtectiveOrder) -> str:
    return str(order.get_order_type_display())


class RegistrationForm(Form):
    """A registration with a service, or that the client does not want one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label=_("What came of the offer"), choices=RegistrationState.choices, widget=forms.RadioSelect,
        initial=RegistrationState.REGISTERED,
    )  # fmt: skip
    service = forms.ChoiceField(
        label=_("Which service"), choices=NoticeService.choices, initial=NoticeService.VPO
    )
    service_name = forms.CharField(
        label=_("Name of the service"), required=False, max_length=120,
        help_text=_("Needed for another service only."),
    )  # fmt: skip
    registered_by_client = forms.BooleanField(
        label=_("The client registered themselves"), required=False, initial=True, help_text=NO_PIN
    )
    channel = forms.ChoiceField(
        label=_("How it tells the client"), choices=NoticeChannel.choices, initial=NoticeChannel.CALL
    )
    test_call = forms.ChoiceField(
        label=_("Has a test notice come?"), choices=YesNoUnknown.choices, widget=forms.RadioSelect,
        initial=YesNoUnknown.UNKNOWN,
    )  # fmt: skip
    registered_on = forms.DateField(label=_("Registered on"), required=False, widget=DateInput)
    note = forms.CharField(
        label=_("Good to know"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=NO_PIN,
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ServedForm(Form, MomentFields):
    """The client says that the order was served: when, and how the client knows. Nothing more is asked."""

    order = RowField(label=_("Which order"), label_of=_kind_of)
    precision = forms.ChoiceField(
        label=_("When was it?"), choices=WHEN, widget=forms.RadioSelect, initial=Precision.EXACT,
        help_text=_("If it is not known, the window opens now, and a task asks for the time."),
    )  # fmt: skip
    via = forms.ChoiceField(label=_("How does the client know?"), choices=Via.choices, initial=Via.VPO)
    words = forms.CharField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=NO_PIN,
    )  # fmt: skip

    def __init__(self, *args: Any, orders: Iterable[ProtectiveOrder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("part", "give_or_take_days"):
            del self.fields[name]
        field: Any = self.fields["order"]
        field.offer(orders)
        if len(field.rows) == 1:
            field.initial, field.widget, field.required = next(iter(field.rows)), forms.HiddenInput(), False

    def facts(self) -> dict[str, Any]:
        """By the names of the action."""
        data, field = self.cleaned_data, self.fields["order"]
        only = next(iter(field.rows.values()), None) if len(field.rows) == 1 else None  # type: ignore[attr-defined]
        return {"order": data.get("order") or only, "via": data["via"], "words": data["words"]}


class ToldForm(Form, MomentFields):
    """What a notice said: served, released, a hearing moved, something else."""

    kind = forms.ChoiceField(
        label=_("What was the client told?"), choices=ToldKind.choices, widget=forms.RadioSelect
    )
    via = forms.ChoiceField(label=_("How does the client know?"), choices=Via.choices, initial=Via.VINE)
    registration = RowField(
        label=_("By which registration"), required=False, blank=_("None, or not known"),
        label_of=lambda row: str(row.get_service_display()),
    )  # fmt: skip
    order = RowField(label=_("Which order"), required=False, blank=_("None, or not known"), label_of=_kind_of)
    respondent = RowField(
        label=_("Who was released"), required=False, blank=_("The respondent"),
        label_of=lambda row: row.display_name,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=NO_PIN,
    )  # fmt: skip

    def __init__(
        self, *args: Any, orders: Iterable[ProtectiveOrder], respondents: Iterable[Respondent],
        registrations: Iterable[NoticeRegistration], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offered = {"order": orders, "respondent": respondents, "registration": registrations}
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.offer(rows)
            if not field.rows:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        names = ("kind", "via", "words", "order", "respondent", "registration")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
