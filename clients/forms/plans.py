"""Forms of the safety plan: one small form an item, so that each is saved for itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import DateInput, Form
from clients.actions.plans import Answer, Conflict, fingerprint_of
from clients.choices import Audience, PlanState, Setting, Storage
from clients.forms.base import RecordForm, text
from clients.models import DangerSignal, OrderCopy
from clients.queries import ItemRow, household, valid_releases

ANSWERS = (("", _("Not talked about")), *PlanState.choices)
NEW_ROWS = 2


class ItemForm(Form):
    """One item: an answer, the client's words, a note for staff; with what it said when it was shown."""

    state = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In the client's words"), required=False, widget=forms.Textarea({"rows": 1})
    )
    staff_note = forms.CharField(
        label=_("Note for staff, never printed"), required=False, widget=forms.Textarea({"rows": 1})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: ItemRow, **kwargs: Any) -> None:
        self.row = row
        self.conflict: Conflict | None = None
        known = row.row
        initial = {
            "state": known.state if known else "",
            "words": known.words if known else "",
            "staff_note": known.staff_note if known else "",
            "version": known.version if known else 0,
            "was": fingerprint_of(known),
        }
        prefix = row.key.replace(".", "-") if row.key else f"own-{known.ref if known else ''}"
        super().__init__(data, initial=initial, prefix=prefix, **kwargs)

    def answer(self) -> Answer:
        data = self.cleaned_data
        return Answer(
            key=self.row.key,
            ref="" if self.row.key or not self.row.row else self.row.row.ref,
            label=self.row.label if not self.row.key else "",
            state=data["state"],
            words=data["words"],
            staff_note=data["staff_note"],
            version=data["version"] or 0,
            was=data["was"],
        )

    def meet(self, conflict: Conflict) -> None:
        """Show what somebody else saved beside what was typed; saving again means keeping what was typed."""
        self.conflict = conflict
        again: Any = self.data.copy()  # type: ignore[attr-defined]
        again[self.add_prefix("version")] = str(conflict.current.version)
        again[self.add_prefix("was")] = fingerprint_of(conflict.current)
        self.data = again


class OwnItemForm(Form):
    """A line the client adds in their own words."""

    label = forms.CharField(label=_("Something else that matters here"), required=False)
    state = forms.ChoiceField(
        label=_("Answer"), choices=ANSWERS, required=False, widget=forms.RadioSelect, initial=PlanState.YES
    )
    words = forms.CharField(
        label=_("In the client's words"), required=False, widget=forms.Textarea({"rows": 1})
    )

    def answer(self, setting: str) -> Answer | None:
        data = self.cleaned_data
        if not data["label"].strip():
            return None
        return Answer(
            label=data["label"].strip(), state=data["state"], words=data["words"], was="new", setting=setting
        )


class SignalForm(RecordForm):
    class Meta:
        model = DangerSignal
        fields = ["signal", "audience", "who", "meaning", "response", "agreed_on", "rehearsed"]
        widgets = {"meaning": text(2), "response": text(2), "agreed_on": DateInput}
        help_texts = {
            "signal": _("A word, a light, a text message: something that can be done without being noticed."),
            "audience": _("Only this audience ever sees it on paper."),
            "response": _("For example: call 911, and do not come in."),
        }


class OrderCopyForm(RecordForm):
    class Meta:
        model = OrderCopy
        fields = [
            "holder",
            "child",
            "place",
            "person",
            "decision",
            "handed_by",
            "release",
            "given_on",
            "is_certified",
            "is_stale",
            "notes",
        ]
        widgets = {"notes": text(2), "given_on": DateInput}

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        child: Any = self.fields["child"]
        release: Any = self.fields["release"]
        child.queryset = household(case).filter(is_child=True)
        child.label_from_instance = lambda row: row.short_name
        child.empty_label = _("Not for one child")
        valid = [row.pk for row in valid_releases(case)]
        release.queryset = release.queryset.filter(case=case, pk__in=valid).select_related("case")
        release.label_from_instance = lambda row: row.recipient_name
        release.empty_label = _("No release")
        release.help_text = _("Needed when we hand it over: it names the place and a copy of the order.")

    def extra_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}


class PublishForm(Form):
    made_with_client = forms.BooleanField(label=_("Made together with the client"), required=False)
    client_approved_on = forms.DateField(
        label=_("The client approved it on"), required=False, widget=DateInput
    )
    language = forms.CharField(label=_("Language of this version"), required=False)
    reason = forms.CharField(label=_("Why a new version"), required=False)
    next_review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=DateInput,
        help_text=_("Empty: 90 days from now, 30 days while a window is open."),
    )


class SharingForm(Form):
    shelter_may_read = forms.BooleanField(
        label=_("The client agrees that shelter staff read the plan"), required=False
    )
    legal_may_read = forms.BooleanField(
        label=_("The client agrees that legal advocates read the plan"), required=False
    )


class PrintForm(Form):
    """The storage question comes before the paper (SP-5); the answer to begin with is not to print."""

    client_asked = forms.BooleanField(label=_("The client asked for a printed plan"), required=False)
    storage = forms.ChoiceField(
        label=_("Where will it be kept?"),
        choices=Storage.choices,
        initial=Storage.DO_NOT_PRINT,
        widget=forms.RadioSelect,
        help_text=_("Could anyone who is a danger find it there?"),
    )
    reason = forms.CharField(label=_("What was said about keeping it"), required=False)
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=Audience.choices,
        initial=Audience.CLIENT,
        help_text=_("A sheet for others shows only what is meant for them, and their own danger signals."),
    )
    setting = forms.ChoiceField(
        label=_("For one place only"),
        required=False,
        choices=(("", _("All chosen parts")), *Setting.choices),
    )
    sections = forms.MultipleChoiceField(
        label=_("Which parts"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    is_discreet = forms.BooleanField(
        label=_("Discreet: neutral title, no agency name"), required=False, initial=True
    )
    copies = forms.IntegerField(label=_("How many copies"), min_value=1, max_value=20, initial=1)

    def __init__(self, *args: Any, sections: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts: Any = self.fields["sections"]
        parts.choices = sections


class OrderCardForm(Form):
    """A card for the wallet: what police need to find the order, and no address."""

    case_number = forms.CharField(label=_("Case number"))
    court = forms.CharField(label=_("Court"))
    issued_on = forms.DateField(label=_("Issued on"), required=False, widget=DateInput)
    served_on = forms.DateField(label=_("Served on"), required=False, widget=DateInput)
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DateInput)
    police_phone = forms.CharField(
        label=_("Law enforcement phone"), required=False, help_text=_("911 in an emergency.")
    )
    is_discreet = forms.BooleanField(label=_("Discreet: neutral title"), required=False, initial=True)
