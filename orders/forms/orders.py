"""An order as its paper states it, its end, and hearings about it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form, LocalDateTimeField, TimeInput
from caseload.foundation.moments import Precision, Said
from orders.choices import (
    ALIVE_STATES,
    TERMS,
    Expiry,
    HearingKind,
    HearingOutcome,
    Midnight,
    OrderState,
    OrderType,
    Source,
)
from orders.forms.moments import WHICH, zone_choices

SHORT = {"rows": 2}
STATES = [(state.value, state.label) for state in ALIVE_STATES]
HOW_IT_ENDED = [
    (state.value, state.label) for state in (OrderState.DISMISSED, OrderState.WITHDRAWN, OrderState.DENIED)
]
PLAIN = (
    "order_type", "state", "court_name", "court_place", "court_phone", "case_number", "order_number", "judge",
    "tz", "filed_on", "effective_on", "expiry", "expires_on", "expires_time", "expires_midnight", "terms",
    "terms_text",
    "exceptions", "stay_away", "address_confidential", "filed_under_seal", "mutual", "source",
    "respondent", "replaces",
)  # fmt: skip


class _ByRef(forms.ModelChoiceField):
    """Chooses a row by its opaque reference."""

    def __init__(self, *, words: str, **kwargs: Any) -> None:
        self.words = words
        super().__init__(to_field_name="ref", queryset=None, required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        words = getattr(obj, self.words)
        return str(words() if callable(words) else words)


def _text(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=kwargs.pop("max_length", 200), **kwargs)


def _long(label: Any, **kwargs: Any) -> forms.CharField:
    return _text(label, max_length=4000, widget=forms.Textarea(SHORT), **kwargs)


class OrderForm(Form):
    """Kind, court and numbers, dates, people, terms and end of one order."""

    order_type = forms.ChoiceField(label=_("Kind of order"), choices=OrderType.choices)
    state = forms.ChoiceField(
        label=_("How far it has come"), choices=STATES, widget=forms.RadioSelect, initial=OrderState.ISSUED
    )
    respondent = _ByRef(label=_("Respondent"), words="display_name", empty_label=_("Not entered yet"))
    replaces = _ByRef(
        label=_("Takes the place of"), words="get_order_type_display", empty_label=_("No earlier order")
    )

    issued_day = forms.DateField(label=_("Issued on"), required=False, widget=DateInput)
    issued_at = forms.TimeField(
        label=_("At"), required=False, widget=TimeInput, help_text=_("Only if the paper states it.")
    )
    issued_which = forms.ChoiceField(
        label=_("The clocks showed this time twice. Which one was it?"), choices=WHICH, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    issued_approx_days = forms.IntegerField(
        label=_("Not sure of the date? Give or take days"), required=False, min_value=1, max_value=60
    )
    filed_on = forms.DateField(label=_("Petition filed on"), required=False, widget=DateInput)
    effective_on = forms.DateField(label=_("In effect from, if later"), required=False, widget=DateInput)
    expiry = forms.ChoiceField(
        label=_("When does it end?"), choices=Expiry.choices, widget=forms.RadioSelect, initial=Expiry.ON_DATE
    )
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DateInput)
    expires_time = forms.TimeField(label=_("At"), required=False, widget=TimeInput)
    expires_midnight = forms.ChoiceField(
        label=_("Which midnight does the paper mean?"), choices=Midnight.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    court_name = _text(_("Court"))
    court_place = _text(_("County and state, tribe or territory"))
    court_phone = _text(_("Court's phone"), max_length=60)
    case_number = _text(_("Court case number"), max_length=80)
    order_number = _text(_("Order number"), max_length=80)
    judge = _text(_("Judge"))
    tz = forms.ChoiceField(label=_("Time zone of the court"), choices=())

    protected = forms.MultipleChoiceField(
        label=_("Who is protected"), required=False, widget=forms.CheckboxSelectMultiple
    )
    protected_others = _text(
        _("Others who are protected"), help_text=_("Names, separated by commas. Pets count too.")
    )
    terms = forms.MultipleChoiceField(
        label=_("What the order says"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(term.code, term.words) for term in TERMS],
    )  # fmt: skip
    exceptions = _long(
        _("Exceptions to no contact"), help_text=_("For example: about the children, by message only.")
    )
    stay_away = _long(_("Distances and places to stay away from"))
    terms_text = _long(_("Other terms, in the order's own words"))
    address_confidential = forms.BooleanField(
        label=_("The client's address is confidential in the court file"), required=False
    )
    filed_under_seal = forms.BooleanField(label=_("Filed under seal"), required=False)
    mutual = forms.BooleanField(label=_("There are orders against both sides"), required=False)
    source = forms.ChoiceField(label=_("How we know"), choices=Source.choices, initial=Source.SAW_PAPER)

    def __init__(
        self, *args: Any, people: list[tuple[str, str, str]], respondents: QuerySet, replaceable: QuerySet,
        tz: str, zones: tuple[str, ...] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["respondent"].queryset = respondents  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = replaceable  # type: ignore[attr-defined]
        self.fields["protected"].choices = [(ref, name) for ref, _kind, name in people]  # type: ignore[attr-defined]
        self.fields["tz"].choices = zone_choices(tz, *zones)  # type: ignore[attr-defined]
        self.fields["tz"].initial = tz

    @property
    def asks_which(self) -> bool:
        answered = self.data.get("issued_which") or self.initial.get("issued_which")
        return bool(self.errors.get("issued_which") or answered)

    @property
    def asks_midnight(self) -> bool:
        """Whether the question about the two sides of midnight belongs on the page (DT-15)."""
        answered = self.data.get("expires_midnight") or self.initial.get("expires_midnight")
        return bool(self.errors.get("expires_midnight") or answered)

    def issued(self) -> Said | None:
        """When it was issued, as told; None when no date was given."""
        data = self.cleaned_data
        day, at, spread = data.get("issued_day"), data.get("issued_at"), data.get("issued_approx_days")
        if day is None:
            return None
        precision = Precision.APPROX_DATE if spread else Precision.EXACT if at else Precision.DATE_ONLY
        which = data.get("issued_which") if precision == Precision.EXACT else ""
        return Said(
            precision, ZoneInfo(data["tz"]), day, at if precision == Precision.EXACT else None,
            give_or_take_days=spread or 0, fold=int(which) if which in ("0", "1") else None,
            either_fold=which == "either",
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Everything else, by the names of the action."""
        named = {ref: (kind, name) for ref, kind, name in self.people}
        protected = [
            {"ref": ref, "kind": named[ref][0], "name": named[ref][1]}
            for ref in self.cleaned_data["protected"]
        ]
        others = [name.strip() for name in self.cleaned_data["protected_others"].split(",")]
        protected += [{"ref": "", "kind": "other", "name": name} for name in others if name]
        return {name: self.cleaned_data[name] for name in PLAIN} | {"protected_people": protected}


class EditOrderForm(OrderForm):
    """The same, with the version it was read in, and whether the court made a new paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    new_paper = forms.ChoiceField(
        label=_("Why does it change?"), widget=forms.RadioSelect, initial="no",
        choices=[
            ("no", _("I correct our record of the same paper")),
            ("yes", _("The court changed the order: there is a new paper, and it has to be served")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_day"].help_text = _(
            "The date on the first paper. It stays when the court changes the order."
        )
        state = self.initial.get("state")
        if state and state not in dict(
            STATES
        ):  # An ended order may be corrected without coming back to life.
            self.fields["state"].choices = [*STATES, (state, OrderState(state).label)]  # type: ignore[attr-defined]


class EndOrderForm(Form):
    """How the order ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("How did it end?"), choices=HOW_IT_ENDED, widget=forms.RadioSelect)
    reason = _long(_("Good to know"))


class HearingForm(Form):
    """A date in court."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=HearingKind.choices)
    starts_at = LocalDateTimeField(label=_("Date and time"))
    place = _text(_("Court and room"))
    outcome = forms.ChoiceField(
        label=_("What came of it"), required=False,
        choices=[("", _("Not held yet")), *HearingOutcome.choices],
    )  # fmt: skip
    continued_to = LocalDateTimeField(label=_("New date and time"), required=False)
    new_end = forms.DateField(
        label=_("The order now lasts until"), required=False, widget=DateInput,
        help_text=_("Only if the court moved the end of the order: through the end of that day."),
    )  # fmt: skip
    note = _long(_("Good to know"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
