"""Proposing and answering rules, and choosing the windows that take on newer ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.forms import Form, LocalDateTimeField


class ProposeForm(Form):
    """Ask for an answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 4}), required=False,
        help_text=_("For the person who answers. No names of clients."),
    )  # fmt: skip


class ApproveForm(Form):
    """Make it the next version, now or later."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("From when do these rules hold?"), widget=forms.RadioSelect,
        choices=[("now", _("At once")), ("later", _("From a later time, by itself"))],
    )  # fmt: skip
    at = LocalDateTimeField(
        label=_("The later time"), required=False, help_text=_("On the clocks of your agency.")
    )
    answer = forms.CharField(
        label=_("A word to whoever proposed it"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    knows_changes = forms.BooleanField(
        label=_("I looked at what changed meanwhile. Those changes are undone by this version."),
        required=False,
    )

    def __init__(self, *args: Any, base_changed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not base_changed:
            del self.fields["knows_changes"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == "later" and not data.get("at") and "at" not in self.errors:
            self.add_error("at", _("Give the day and the time."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = self.cleaned_data
        return {
            "version": data["version"], "answer": data["answer"],
            "effective_from": data["at"] if data["when"] == "later" else None,
            "knows_changes": data.get("knows_changes", False),
        }  # fmt: skip


class RejectForm(Form):
    """Turn it down, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Why it is turned down"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        required=False, help_text=_("It can be taken up again and changed."),
    )  # fmt: skip


class MoveForm(Form):
    """Which open windows take on the rules in force."""

    which = forms.ChoiceField(
        label=_("Which windows"), widget=forms.RadioSelect,
        choices=[("chosen", _("Those ticked below")), ("all", _("All that I answer for"))],
    )  # fmt: skip
    windows = forms.MultipleChoiceField(label=_("Windows"), choices=(), required=False)

    def __init__(self, *args: Any, refs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["windows"].choices = [(ref, ref) for ref in refs]  # type: ignore[attr-defined]

    def refs(self) -> list[str] | None:
        """None for all of them."""
        return None if self.cleaned_data["which"] == "all" else self.cleaned_data["windows"]
