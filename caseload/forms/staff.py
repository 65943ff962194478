"""Inviting people, joining, changing a place, teams; and the filters over staff and the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caseload.choices import SOURCES
from caseload.models import Staff, Team, User
from caseload.permissions import Role

from .base import DateInput, Form
from .rows import RowField, with_role


class PlaceForm(Form):
    """Name, role and team of somebody who works here."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As colleagues know them."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    team = RowField(label=_("Team"), required=False, blank=_("No team"))

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].offer(teams)  # type: ignore[attr-defined]


class InviteForm(PlaceForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The link is sent there, in words that say nothing.")
    )

    field_order = ["email", "name", "role", "team"]


class JoinForm(Form):
    """A new account: the name colleagues see, and a password."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("15 characters or more. Four or five unrelated words are easy to keep in mind."),
    )
    again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and data.get("again") != data["password"]:
            self.add_error("again", ValidationError(_("The two passwords differ.")))
        return data


class TeamForm(Form):
    """A team and who answers for its cases."""

    name = forms.CharField(label=_("Name"), max_length=80)
    supervisor = RowField(
        label=_("Supervisor"),
        required=False,
        blank=_("Nobody yet (the directors answer)"),
        help_text=_("Alerts of the team's cases go to this person first."),
    )

    def __init__(self, *args: Any, supervisors: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].offer(supervisors)  # type: ignore[attr-defined]


class StaffFilter(Form):
    """Over the list of staff."""

    q = forms.CharField(
        label=_("Name or e-mail"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
    team = RowField(label=_("Team"), required=False, blank=_("All"))
    gone = forms.BooleanField(label=_("People who left"), required=False)

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].offer(teams)  # type: ignore[attr-defined]


class AuditFilter(Form):
    """Over the audit log; everything may stay empty."""

    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To"), required=False, widget=DateInput)
    person = RowField(label=_("Who"), required=False, blank=_("Everybody"), label_of=with_role)
    event = forms.ChoiceField(label=_("What"), required=False)
    code = forms.CharField(label=_("Case"), required=False, max_length=20)
    source = forms.ChoiceField(
        label=_("Through"), required=False, choices=[("", _("Anything")), *SOURCES.items()]
    )
    with_fields = forms.BooleanField(label=_("Also changes of single fields"), required=False)

    def __init__(self, *args: Any, people: Iterable[Staff], events: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.fields["event"].choices = [("", _("Everything")), *events.items()]  # type: ignore[attr-defined]
