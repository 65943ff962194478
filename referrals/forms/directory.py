"""Searching the directory and writing an entry of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form, ModelForm
from referrals.choices import Need, PhoneKind, ResourceStatus
from referrals.imports import clean
from referrals.models import Resource
from referrals.queries import SearchTerms

LANGUAGES = (
    ("", _("Any language")), ("es", _("Spanish")), ("ase", _("Sign language")), ("am", _("Amharic")),
    ("ar", _("Arabic")), ("zh", _("Chinese")), ("fr", _("French")), ("ht", _("Haitian Creole")),
    ("hi", _("Hindi")), ("ko", _("Korean")), ("fa", _("Persian")), ("pt", _("Portuguese")),
    ("ru", _("Russian")), ("so", _("Somali")), ("tl", _("Tagalog")), ("ur", _("Urdu")),
    ("vi", _("Vietnamese")),
)  # fmt: skip
SERVES = (("children", _("Takes children")), ("men", _("Serves men")), ("pets", _("Takes pets")))


class SearchForm(Form):
    """What is looked for; it stands in the address, so nothing about a client belongs here."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"type": "search", "placeholder": _("Name, service, anything")}),
    )
    need = forms.ChoiceField(
        label=_("Good for"), required=False, choices=[("", _("Anything")), *Need.choices]
    )
    place = forms.CharField(label=_("City, county or ZIP code"), required=False, max_length=80)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=LANGUAGES)
    category = forms.ChoiceField(label=_("Category"), required=False)
    serves = forms.MultipleChoiceField(
        label=_("Must fit"), required=False, choices=SERVES, widget=forms.CheckboxSelectMultiple
    )
    checked = forms.BooleanField(label=_("Checked in the last half year"), required=False)
    closed = forms.BooleanField(label=_("Also those closed or no longer offered"), required=False)
    case = forms.CharField(required=False, max_length=22, widget=forms.HiddenInput)

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Any category")), *categories]  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        """Whether one of the less used filters is set, so that their box stands open."""
        names = ("language", "category", "serves", "checked", "closed")
        return any(self.data.getlist(name) != [""] and self.data.getlist(name) for name in names)  # type: ignore[attr-defined]

    def terms(self) -> SearchTerms:
        """What was asked for; a value nobody offers counts as not asked."""
        self.full_clean()
        found = self.cleaned_data
        return SearchTerms(
            text=found.get("q", ""),
            need=found.get("need", ""),
            category=found.get("category", ""),
            language=found.get("language", ""),
            place=found.get("place", ""),
            serves=tuple(found.get("serves", ())),
            checked=bool(found.get("checked")),
            closed_too=bool(found.get("closed")),
        )


def _three(value: Any) -> bool | None:
    return {"True": True, "False": False}.get(str(value))


def _tri_state(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=_three,
        empty_value=None,
        choices=[("", _("Not known")), ("True", _("Yes")), ("False", _("No"))],
    )


class ResourceForm(ModelForm):
    """One entry of the directory, with its provider, number and address."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    provider = forms.CharField(label=_("Provider"), required=False, max_length=300)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    phone_kind = forms.ChoiceField(
        label=_("Kind of number"),
        required=False,
        choices=[(PhoneKind.VOICE, PhoneKind.VOICE.label), (PhoneKind.HOTLINE, PhoneKind.HOTLINE.label)],
    )
    line_1 = forms.CharField(label=_("Street address"), required=False, max_length=200)
    line_2 = forms.CharField(label=_("Suite or floor"), required=False, max_length=100)
    city = forms.CharField(label=_("City"), required=False, max_length=120)
    state = forms.CharField(label=_("State"), required=False, max_length=60)
    postal_code = forms.CharField(label=_("ZIP code"), required=False, max_length=12)
    needs = forms.MultipleChoiceField(
        label=_("Good for"), choices=Need.choices, widget=forms.CheckboxSelectMultiple
    )
    serves_children = _tri_state(_("Takes children"))
    serves_men = _tri_state(_("Serves men"))
    serves_pets = _tri_state(_("Takes pets"))
    verified = forms.BooleanField(
        label=_("I checked today that this is right"),
        required=False,
        help_text=_("By phone or on their website."),
    )

    class Meta:
        model = Resource
        fields = (
            "name", "needs", "description", "eligibility", "application", "fees", "documents", "languages",
            "interpretation", "hours", "areas", "serves_children", "serves_men", "serves_pets", "email",
            "website",             "status", "confidential",
        )  # fmt: skip
        widgets = {
            "name": forms.TextInput(),
            **{
                n: forms.Textarea({"rows": 3}) for n in ("description", "eligibility", "application", "hours")
            },
            **{n: forms.TextInput() for n in ("fees", "documents", "languages", "interpretation", "areas")},
        }
        help_texts = {
            "confidential": _("Then no address is kept, here or for other entries at the same place."),
            "areas": _("Counties or towns they serve, not where they are."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = ResourceStatus.choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.label = capfirst(str(field.label or ""))

    GROUPS = (
        ("", ("name", "provider", "needs", "description")),
        (
            _("For whom"),
            ("eligibility", "serves_children", "serves_men", "serves_pets", "languages", "areas"),
        ),
        (_("How to get it"), ("application", "fees", "documents", "interpretation", "hours")),
        (_("How to reach them"), ("phone", "phone_kind", "email", "website")),
        (_("Where"), ("confidential", "line_1", "line_2", "city", "state", "postal_code")),
        (_("State of this entry"), ("status", "verified")),
    )

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.GROUPS]

    def clean_website(self) -> str:
        typed = self.cleaned_data["website"]
        found = clean.website(typed)
        if typed and not found:
            raise forms.ValidationError(_("This does not look like a web address."))
        return found

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"]
        found = clean.email(typed)
        if typed and not found:
            raise forms.ValidationError(_("This does not look like an e-mail address."))
        return found

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PickCaseForm(Form):
    """Whom to refer: one of the person's own open cases."""

    case = forms.ChoiceField(label=_("Client"))

    def __init__(self, *args: Any, cases: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(c.ref, name if name == c.code else f"{name} ({c.code})") for c, name in cases]
        self.fields["case"].choices = [("", _("Choose a client")), *named]  # type: ignore[attr-defined]
