"""The one page of intake: the client, rows for the household and for contact, the respondent, an advocate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form
from caseload.queries import caseworkers, teams
from clients.choices import (
    ContactKind,
    HouseholdRelation,
    RespondentRelation,
    SafeFlag,
    YesNoUnknown,
)

BLANK_ROWS, BLANK_CONTACTS = 3, 2
MORE_ROWS = 2


class DefaultChoice(forms.ChoiceField):
    """A choice that answers itself when nobody chooses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(value) or str(self.initial)


class IntakeForm(Form):
    """Only a way to refer to the person is needed; everything else can wait (CF-24)."""

    name = forms.CharField(label=_("Name"), required=False)
    preferred_name = forms.CharField(label=_("Likes to be called"), required=False)
    alias = forms.CharField(
        label=_("Alias"), required=False, help_text=_("Pages show it instead of the name.")
    )
    code_only = forms.BooleanField(
        label=_("No name: use the case code only"),
        required=False,
        help_text=_("Everything works without a name."),
    )
    languages = forms.CharField(label=_("Languages"), required=False)
    interpreter_needed = DefaultChoice(
        label=_("Interpreter needed"), choices=YesNoUnknown.choices, initial=YesNoUnknown.UNKNOWN
    )
    access_needs = forms.CharField(label=_("Access needs"), required=False)
    do_not_contact = forms.BooleanField(label=_("Does not want us to make contact"), required=False)
    notes = forms.CharField(
        label=_("Good to know"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Facts only; the client's own words in quotation marks."),
    )
    respondent_name = forms.CharField(label=_("Name of the respondent"), required=False)
    respondent_relationship = DefaultChoice(
        label=_("Connection to the client"),
        choices=RespondentRelation.choices,
        initial=RespondentRelation.UNKNOWN,
    )
    respondent_vehicle = forms.CharField(label=_("Vehicle and plate"), required=False)
    lives_together = DefaultChoice(
        label=_("Do they live together?"), choices=YesNoUnknown.choices, initial=YesNoUnknown.UNKNOWN
    )
    assign_to: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Advocate"), queryset=None, required=False, to_field_name="ref"
    )
    team: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, to_field_name="ref"
    )
    is_resident = forms.BooleanField(label=_("Stays in our shelter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advocate: Any = self.fields["assign_to"]
        advocate.queryset = caseworkers()
        advocate.label_from_instance = lambda staff: staff.name
        advocate.empty_label = _("Nobody yet: the supervisor chooses")
        team: Any = self.fields["team"]
        team.queryset = teams()
        team.label_from_instance = lambda team: team.name
        team.empty_label = _("The advocate's team")

    def client_values(self) -> dict[str, Any]:
        names = (
            "name",
            "preferred_name",
            "alias",
            "code_only",
            "languages",
            "interpreter_needed",
            "access_needs",
            "do_not_contact",
            "notes",
        )
        return {name: self.cleaned_data[name] for name in names}

    def respondent_values(self) -> dict[str, Any] | None:
        """The respondent, if anything at all was said about one."""
        data = self.cleaned_data
        vehicle = data["respondent_vehicle"].strip()
        said = data["respondent_name"].strip() or vehicle
        if not said and data["respondent_relationship"] == RespondentRelation.UNKNOWN:
            return None
        return {
            "name": data["respondent_name"],
            "relationship": data["respondent_relationship"],
            "lives_together": data["lives_together"],
            "description": {"vehicle": vehicle} if vehicle else {},
        }


class MemberRow(Form):
    """One person of the household; a row without a name, an age or a school is no row."""

    name = forms.CharField(label=_("Name"), required=False)
    relation = DefaultChoice(
        label=_("Relation"), choices=HouseholdRelation.choices, initial=HouseholdRelation.CHILD
    )
    age_stated = forms.CharField(label=_("Age"), required=False, widget=forms.TextInput({"size": 4}))
    school_place = forms.CharField(label=_("School or day care"), required=False)

    def is_said(self) -> bool:
        data = self.cleaned_data
        return any((data.get(name) or "").strip() for name in ("name", "age_stated", "school_place"))

    def values(self) -> dict[str, Any]:
        age = self.cleaned_data["age_stated"].strip()
        grown = age.isdigit() and int(age) >= 18
        young = {"child", "stepchild", "foster_child", "grandchild"}
        relation = self.cleaned_data["relation"]
        is_child = not grown and (relation in young or (age.isdigit() and int(age) < 18))
        return {**self.cleaned_data, "is_child": is_child}


class ContactRow(Form):
    """One way to make contact; what is not said to be safe is not safe (CF-21)."""

    kind = DefaultChoice(label=_("Kind"), choices=ContactKind.choices, initial=ContactKind.PHONE)
    value = forms.CharField(label=_("Number or address"), required=False)
    safe = forms.MultipleChoiceField(
        label=_("Safe to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(
            ("call", _("call")),
            ("voicemail", _("leave voicemail")),
            ("text", _("text")),
            ("email", _("e-mail")),
            ("post", _("send post")),
        ),
    )
    say_you_are_from = forms.CharField(label=_("Say you are from"), required=False)
    respondent_has_access = DefaultChoice(
        label=_("Can the respondent get at it?"), choices=YesNoUnknown.choices, initial=YesNoUnknown.UNKNOWN
    )

    def is_said(self) -> bool:
        return bool((self.cleaned_data.get("value") or "").strip())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("safe") and not (data.get("value") or "").strip():
            self.add_error("value", _("Give the number or address that is safe."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        safe = data.pop("safe")
        return {**data, **{f"safe_to_{channel}": SafeFlag.YES for channel in safe}}


MemberRows = formset_factory(MemberRow, extra=BLANK_ROWS, max_num=30, absolute_max=30)
ContactRows = formset_factory(ContactRow, extra=BLANK_CONTACTS, max_num=15, absolute_max=15)


def said(formset: Any) -> list[dict[str, Any]]:
    """The rows somebody filled in."""
    return [row.values() for row in formset.forms if row.is_said()]


def with_more_rows(data: Any, prefix: str) -> Any:
    """The same answers with more blank rows at the end: "add another" without a script."""
    more = data.copy()
    total = f"{prefix}-TOTAL_FORMS"
    more[total] = str(int(more.get(total) or 0) + MORE_ROWS)
    return more
