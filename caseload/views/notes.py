"""Notes of a case: read, add, correct one's own, pin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload import access, queries
from caseload.actions import notes
from caseload.forms.notes import CorrectNoteForm, NoteForm
from caseload.foundation import audit
from caseload.models import Note
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from caseload.views.paging import back_to, page_of


class CaseNotes(CaseFormPage):
    """All notes of the case, and a form for the next one. With htmx only the list and the form come back."""

    permission = Perm.SEE_NOTES
    sending = Perm.WRITE_NOTE
    form_class = NoteForm
    template = "caseload/case_notes.html"
    success_message = _("The note is saved.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        if self.request.headers.get("HX-Request"):
            self.template = "caseload/notes_part.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.case, "caseload.notes_viewed")
        return super().get(request, *args, **kwargs)

    def form_context(self) -> dict[str, Any]:
        return {
            "page_obj": page_of(self.request, queries.notes_of(self.case, self.staff)),
            "only_own": not access.can(self.staff, Perm.SEE_EVERY_NOTE, self.case),
        }

    def act(self, form: NoteForm) -> Any:
        notes.write_note(self.case, by=self.staff, **form.cleaned_data)
        if self.request.headers.get("HX-Request"):
            return self.show(NoteForm(), saved=True)
        return back_to(self.request, reverse("caseload:case_notes", args=[self.case.ref]))


class CorrectNote(CaseFormPage):
    """Correct one's own note; when it changed meanwhile, both texts are shown."""

    form_class = CorrectNoteForm
    template = "caseload/note_form.html"
    success_message = _("The note is corrected.")
    note: Note

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.note = access.get_note(self.staff, kwargs["ref"], Perm.WRITE_NOTE)
        self.case = self.note.case
        notes.check_author(self.note, self.staff)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.viewed(self.note, "caseload.notes_viewed")
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        note = self.note
        return {
            "body": note.body,
            "kind": note.kind,
            "happened_at": note.happened_at,
            "minutes": note.minutes,
            "version": note.version,
        }

    def form_context(self) -> dict[str, Any]:
        return {"note": self.note, "current_tab": "caseload:case_notes"}

    def act(self, form: CorrectNoteForm) -> str:
        version = form.cleaned_data["version"]
        notes.correct_note(self.note, by=self.staff, version=version, **form.values())
        return reverse("caseload:case_notes", args=[self.case.ref])


class PinNote(CaseView):
    """Keep a note on top, or let it go."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.note = access.get_note(self.staff, kwargs["ref"], Perm.WRITE_NOTE)
        self.case = self.note.case

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        notes.pin_note(self.note, by=self.staff, pinned=request.POST.get("pinned") == "yes")
        default = reverse("caseload:case_notes", args=[self.case.ref])
        return HttpResponseRedirect(back_to(request, default))
