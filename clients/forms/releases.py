"""Preparing, signing, taking back a release; telling somebody something under one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, TimeInput
from clients import consent
from clients.choices import ReleaseItem, ReleaseMethod, RevokedHow, SignatureKind, SignerCapacity
from clients.queries import household

TERMS = (
    ("1", _("1 day")),
    ("7", _("7 days")),
    ("15", _("15 days")),
    ("30", _("30 days")),
    ("60", _("60 days")),
    ("90", _("90 days")),
    ("day", _("Another last day")),
)


_I = ReleaseItem
ITEM_GROUPS = (
    (
        _("Who"),
        (_I.IDENTITY_INITIALS, _I.IDENTITY_FIRST_NAME, _I.IDENTITY_NAME, _I.ALIAS, _I.DATE_OF_BIRTH),
    ),
    (
        _("Household and needs"),
        (
            _I.HOUSEHOLD_SIZE,
            _I.CHILDREN_AGES,
            _I.CHILDREN_NAMES,
            _I.LANGUAGE,
            _I.ACCESS_NEEDS,
            _I.PETS,
            _I.DIETARY_ALLERGIES,
            _I.TRANSPORT_NEED,
            _I.HOUSING_NEED,
            _I.FINANCIAL_NEED,
            _I.AMOUNT_REQUESTED,
            _I.INCOME_RANGE,
        ),
    ),
    (
        _("Reaching the client"),
        (_I.SAFE_CONTACT, _I.MAILING_ADDRESS, _I.FLEEING_STATUS, _I.URGENCY),
    ),
    (
        _("Services and orders"),
        (
            _I.SOUGHT_DV_SERVICES,
            _I.DATES_OF_SERVICE,
            _I.SERVICES_RECEIVED,
            _I.PROTECTIVE_ORDER_EXISTS,
            _I.ORDER_COPY,
            _I.PICKUP_TERMS,
            _I.WORK_CHANGES,
            _I.CASE_STATEMENT,
        ),
    ),
    (
        _("Danger and respondent"),
        (_I.RESPONDENT_NAME, _I.RESPONDENT_DESCRIPTION, _I.RISK_RESULT),
    ),
)
_GROUPED = {code for _title, codes in ITEM_GROUPS for code in codes}
ITEM_CHOICES: list[tuple[Any, Any]] = [
    (title, [(code.value, code.label) for code in codes]) for title, codes in ITEM_GROUPS
]
ITEM_CHOICES += [(code.value, code.label) for code in ReleaseItem if code not in _GROUPED]


class ReleaseForm(Form):
    """One recipient, named items, an end."""

    recipient_name = forms.CharField(
        label=_("Who may be told"),
        help_text=_("One organization. Another one needs a release of its own."),
    )
    recipient_person = forms.CharField(label=_("Person there"), required=False)
    recipient_contact = forms.CharField(label=_("How they are reached"), required=False)
    subject: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("About whom"), queryset=None, required=False, to_field_name="ref"
    )
    purpose = forms.CharField(label=_("What for"), widget=forms.Textarea({"rows": 2}))
    items = forms.MultipleChoiceField(
        label=_("What may be told"),
        choices=ITEM_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the purpose needs. There is no release for everything."),
    )
    items_detail = forms.CharField(
        label=_("More exactly"), required=False, widget=forms.Textarea({"rows": 2})
    )
    excluded = forms.CharField(label=_("Not to be told"), required=False, widget=forms.Textarea({"rows": 2}))
    methods = forms.MultipleChoiceField(
        label=_("How it may be told"), choices=ReleaseMethod.choices, widget=forms.CheckboxSelectMultiple
    )
    term = forms.ChoiceField(
        label=_("How long"),
        choices=TERMS,
        initial=str(consent.DEFAULT_DAYS),
        widget=forms.RadioSelect,
        help_text=_("It ends when the last day ends."),
    )
    expires_on = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    expires_time = forms.TimeField(label=_("Time on the last day"), required=False, widget=TimeInput)
    term_reason = forms.CharField(label=_("Why longer than 30 days"), required=False)
    language = forms.CharField(label=_("Language and interpreter"), required=False)

    def __init__(self, *args: Any, case: Any, release: Any = None, **kwargs: Any) -> None:
        if release is not None:
            kwargs["initial"] = {**_initial(release), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        subject: Any = self.fields["subject"]
        subject.queryset = household(case)
        subject.label_from_instance = lambda row: row.short_name
        subject.empty_label = _("The client")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("term") == "day" and not data.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", _("A release needs a last day."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        term = data.pop("term")
        if term != "day":
            data.update(days=int(term), expires_on=None, expires_time=None)
        return data


def _initial(release: Any) -> dict[str, Any]:
    names = (
        "recipient_name",
        "recipient_person",
        "recipient_contact",
        "purpose",
        "items",
        "items_detail",
        "excluded",
        "methods",
        "expires_on",
        "term_reason",
        "language",
    )
    found = {name: getattr(release, name) for name in names}
    return {**found, "term": "day", "subject": release.subject.ref if release.subject else ""}


class SignForm(Form):
    """What was talked through, and who signed."""

    informed = forms.BooleanField(
        label=_("We talked through what may come of it, good and bad."), required=False
    )
    alternatives_discussed = forms.BooleanField(
        label=_("We talked about ways to get the same without a release."), required=False
    )
    not_a_condition = forms.BooleanField(
        label=_("I made clear that help does not depend on signing."), required=False
    )
    revoke_explained = forms.BooleanField(
        label=_("I explained how to take it back: say so or write it, at any time."), required=False
    )
    signer_capacity = forms.ChoiceField(label=_("Who signed"), choices=SignerCapacity.choices)
    signer_name = forms.CharField(
        label=_("Name, if a parent or guardian signed"),
        required=False,
        help_text=_("Never the respondent, and nobody who may be abusive."),
    )
    signature_kind = forms.ChoiceField(label=_("How"), choices=SignatureKind.choices)
    second_signer_capacity = forms.ChoiceField(
        label=_("Who signed, too"),
        required=False,
        choices=(("", _("Nobody else")), *SignerCapacity.choices),
        help_text=_("For a young person: one parent or guardian who is not abusive."),
    )
    second_signer_name = forms.CharField(label=_("Name of the second person"), required=False)
    minor_may_consent_alone = forms.BooleanField(
        label=_("The young person may consent alone"), required=False
    )
    minor_consent_basis = forms.CharField(label=_("Under which rule"), required=False)
    signed_on = forms.DateField(label=_("Signed on"), required=False, widget=DateInput)

    TICKS = (
        "informed",
        "alternatives_discussed",
        "not_a_condition",
        "revoke_explained",
        "minor_may_consent_alone",
        "minor_consent_basis",
    )

    def ticks(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.TICKS}

    def signers(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        found = [
            {
                "capacity": data["signer_capacity"],
                "name": data["signer_name"],
                "kind": data["signature_kind"],
            }
        ]
        if data["second_signer_capacity"]:
            found.append(
                {
                    "capacity": data["second_signer_capacity"],
                    "name": data["second_signer_name"],
                    "kind": data["signature_kind"],
                }
            )
        return found


class RevokeForm(Form):
    how = forms.ChoiceField(
        label=_("How did the client take it back?"),
        choices=RevokedHow.choices,
        initial=RevokedHow.ORAL,
        widget=forms.RadioSelect,
        help_text=_("Saying so is enough. It ends at once, for every way of telling."),
    )


class VoidForm(Form):
    reason = forms.CharField(label=_("What was wrong with it"), widget=forms.Textarea({"rows": 2}))


class DiscloseForm(Form):
    """Something told by phone or in person, entered under the release that allows it."""

    items = forms.MultipleChoiceField(
        label=_("What was told"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    method = forms.ChoiceField(label=_("How"), choices=())
    told_to = forms.CharField(label=_("To whom"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, release: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = self.fields["items"]
        method: Any = self.fields["method"]
        items.choices = [(code, ReleaseItem(code).label) for code in release.items]
        method.choices = [(code, ReleaseMethod(code).label) for code in release.methods]
