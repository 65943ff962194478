"""Violations: what happened, what followed, what evidence there is, what the client wants; and prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from clients.choices import Storage, YesNoUnknown
from orders.choices import Source, Term
from orders.choices.violations import (
    AskedBy,
    Channel,
    CourtOutcome,
    EvidenceKind,
    Keeper,
    Option,
    Part,
    ReportChoice,
    StepKind,
    Weapon,
)
from orders.forms.moments import MomentFields
from orders.forms.orders import _ByRef

SHORT, LONG = {"rows": 2}, {"rows": 4}
MOMENT = ("precision", "day", "at", "which", "part", "give_or_take_days", "tz")
REPORT = ("office", "person", "number")


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=options.pop("max_length", 300), **options)


def _long(label: Any, rows: dict[str, int] = SHORT, **options: Any) -> forms.CharField:
    return _text(label, max_length=4000, widget=forms.Textarea(rows), **options)


def _asked(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YesNoUnknown.choices, initial=YesNoUnknown.UNKNOWN, widget=forms.RadioSelect
    )


class ViolationForm(Form, MomentFields):
    """What happened: when, how, in whose words, and what has to be asked at once."""

    facts = _long(
        _("What happened"), LONG, help_text=_("In a few plain sentences: facts only, no opinion."),
    )  # fmt: skip
    client_words = _long(_("The client's own words"), help_text=_("As they were said, word for word."))
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    respondent = _ByRef(
        label=_("Respondent"), words="display_name", empty_label=_("Not known, or somebody else")
    )
    terms = forms.MultipleChoiceField(
        label=_("What of the order was broken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    strangulation = _asked(_("Pressure on the neck, choking"))
    threats = _asked(_("Threats to kill: the client, others, or themselves"))
    weapon = forms.ChoiceField(
        label=_("A weapon was shown or used"), choices=Weapon.choices, initial=Weapon.UNKNOWN,
        widget=forms.RadioSelect,
    )  # fmt: skip
    followed = _asked(_("Following, watching or spying"))
    injury = _asked(_("Injury"))
    medical_care = _asked(_("Medical care"))
    children_present = _asked(_("Children were there"))
    place = _text(_("Where"))
    witnesses = _long(_("Who saw or heard it"))
    police_called = _asked(_("Police were called"))
    source = forms.ChoiceField(label=_("How we know"), choices=Source.choices, initial=Source.CLIENT_SAID)

    def __init__(
        self, *args: Any, respondents: QuerySet, terms: Iterable[Term], tz: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, tz=tz, **kwargs)
        self.fields["respondent"].queryset = respondents  # type: ignore[attr-defined]
        self.fields["terms"].choices = [(term.code, term.words) for term in terms]  # type: ignore[attr-defined]
        self.fields["facts"].required = True

    @property
    def danger(self) -> list[Any]:
        """The questions about danger, in the order in which they are asked."""
        names = ("strangulation", "threats", "weapon", "followed", "injury", "medical_care")
        return [self[name] for name in (*names, "children_present")]

    def values(self) -> dict[str, Any]:
        """Everything beside the moment, by the names of the action."""
        own = (*MOMENT, *REPORT, "version", "reporting")
        found = {name: value for name, value in self.cleaned_data.items() if name not in own}
        if self.cleaned_data.get("reporting"):
            found["reporting"] = self.cleaned_data["reporting"]
        return found


class NewViolationForm(ViolationForm):
    """A first entry may bring the police report and the client's choice along."""

    office = _text(_("Police agency"))
    number = _text(_("Report number"), max_length=80)
    person = _text(_("Officer"))
    reporting = forms.ChoiceField(
        label=_("What does the client want to do about reporting?"), choices=ReportChoice.choices,
        initial=ReportChoice.NOT_ASKED,
        help_text=_("Nothing is reported from here. It is the client's choice."),
    )  # fmt: skip

    def report(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in REPORT}


class EditViolationForm(ViolationForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChoiceForm(Form):
    """What was talked over, and what the client wants."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    options = forms.MultipleChoiceField(
        label=_("Options talked over"), required=False, choices=Option.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    options_on = forms.DateField(label=_("Talked over on"), required=False, widget=DateInput)
    options_words = _long(
        _("What the client said about it"), help_text=_("For us. It stands on no print."),
    )  # fmt: skip
    reporting = forms.ChoiceField(
        label=_("What does the client want?"), choices=ReportChoice.choices, widget=forms.RadioSelect
    )
    ask_again_on = forms.DateField(
        label=_("Ask again on"), required=False, widget=DateInput, help_text=_("If it is not decided.")
    )


class StepForm(Form):
    """One thing that followed, on its day."""

    kind = forms.ChoiceField(label=_("What followed"), choices=StepKind.choices)
    happened_on = forms.DateField(label=_("Date"), widget=DateInput)
    office = _text(_("Agency, court or office"))
    number = _text(_("Number of the report or the case"), max_length=80)
    person = _text(_("Officer or other person there"))
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Not an outcome")), *CourtOutcome.choices]
    )
    detail = _long(_("Good to know"))


class EvidenceForm(Form):
    """What there is, and who keeps it."""

    kind = forms.ChoiceField(label=_("What it is"), choices=EvidenceKind.choices)
    description = _text(_("What it shows"))
    keeper = forms.ChoiceField(
        label=_("Who has the original"), choices=Keeper.choices, initial=Keeper.CLIENT,
        help_text=_("Originals stay with the client. We keep none."),
    )  # fmt: skip
    kept_where = _text(_("Where it is kept"), help_text=_("Somewhere the respondent cannot reach."))
    sha256 = _text(
        _("Fingerprint of the file (SHA-256)"), max_length=64,
        help_text=_("Only where somebody made one: it shows later that the file was not changed."),
    )  # fmt: skip


class ContactEventForm(Form, MomentFields):
    """Contact the client made."""

    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    words = _long(
        _("What it was about"), help_text=_("As the client tells it. Nobody is blamed for contact.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("channel", "words")}


class ViolationFilterForm(Form):
    """Narrowing the list."""

    channel = forms.ChoiceField(label=_("How"), required=False, choices=[("", _("All")), *Channel.choices])
    reported = forms.ChoiceField(
        label=_("Reported"), required=False,
        choices=[("", _("All")), ("yes", _("Reported")), ("no", _("Not reported"))],
    )  # fmt: skip
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput)
    withdrawn = forms.BooleanField(label=_("Withdrawn ones too"), required=False)


class ChronologyForm(Form):
    """The storage question and the client's approval come before the paper (PO-17)."""

    refs = forms.MultipleChoiceField(
        label=_("Which entries"), choices=(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the entries to print.")},
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label=_("What is said of each"), choices=Part.choices, required=False,
        initial=[Part.TERMS, Part.WORDS, Part.DANGER, Part.EVIDENCE, Part.STEPS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The respondent may come to read it: name witnesses and places only if the client wants it."
        ),
    )  # fmt: skip
    asked_by = forms.ChoiceField(
        label=_("Who asked for it"), choices=AskedBy.choices, initial=AskedBy.CLIENT,
        help_text=_("It is handed to the client. Sending it to anybody else takes a release."),
    )  # fmt: skip
    storage = forms.ChoiceField(
        label=_("Where will it be kept?"), choices=Storage.choices, initial=Storage.DO_NOT_PRINT,
        widget=forms.RadioSelect, help_text=_("Could anyone who is a danger find it there?"),
    )  # fmt: skip
    reason = _text(_("What was said about keeping it"))
    copies = forms.IntegerField(label=_("How many copies"), min_value=1, max_value=20, initial=1)
    client_approved = forms.BooleanField(
        label=_("The client has seen what will be on it, and agrees"), required=False
    )

    def __init__(self, *args: Any, rows: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refs"].choices = rows  # type: ignore[attr-defined]
