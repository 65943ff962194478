"""Writing and correcting a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseload.models import Note

from .base import Form, LocalDateTimeField

FACTS = _("Facts only, and the client's own words in quotes. No diagnosis, no opinion.")


class NoteForm(Form):
    """A note; without a time it happened now."""

    body = forms.CharField(
        label=_("Note"), help_text=FACTS, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    kind = forms.ChoiceField(label=_("What it was"), choices=Note.Kind.choices)
    happened_at = LocalDateTimeField(
        label=_("When it happened"), required=False, help_text=_("Leave empty for now.")
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), required=False, min_value=0, max_value=1440)


class QuickNoteForm(NoteForm):
    """What the case page needs to get a note down: two fields."""

    happened_at = None  # type: ignore[assignment]
    minutes = None  # type: ignore[assignment]


class CorrectNoteForm(NoteForm):
    """A correction carries the version it started from, so that nobody's words are overwritten."""

    happened_at = LocalDateTimeField(label=_("When it happened"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}
