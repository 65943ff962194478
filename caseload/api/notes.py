"""Notes: /api/v1/notes/."""

from __future__ import annotations

from typing import Any

from caseload import access, queries
from caseload.actions import notes
from caseload.api.base import Act, One, Rows
from caseload.api.serializers import NoteChange, NoteFilters, NoteFull, NoteNew, NotePin, NoteRow
from caseload.models import Note
from caseload.permissions import Perm


class Notes(Rows):
    """Notes on cases the caller works on."""

    permissions = {"GET": Perm.SEE_NOTES, "POST": Perm.WRITE_NOTE}
    words = {
        "GET": "Notes, the newest first, without their text: opening one shows it and is audited.",
        "POST": "Write a note on a case.",
    }
    filters = NoteFilters
    shows, new, made = NoteRow, NoteNew, NoteFull

    def rows(self) -> Any:
        return queries.note_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Note:
        case = self.case_named(data.pop("case"), Perm.WRITE_NOTE)
        return notes.write_note(case, by=self.staff, **data)


class OneNote(One):
    """One note with its text. Reading it is audited."""

    permissions = {"GET": Perm.SEE_NOTES, "PATCH": Perm.WRITE_NOTE}
    words = {"PATCH": "Correct one's own note; somebody else's is refused with 403."}
    shows, changes = NoteFull, NoteChange
    viewed = "caseload.notes_viewed"

    def fetch(self, ref: str, perm: Perm) -> Note:
        return access.get_note(self.staff, ref, perm)

    def change(self, row: Note, version: int, data: dict[str, Any]) -> Note:
        return notes.correct_note(row, by=self.staff, version=version, **data)


class Pin(Act):
    """Keep a note above the others, or let it go back among them."""

    permissions = {"POST": Perm.WRITE_NOTE}
    verb = "pin"
    body = NotePin
    shows = NoteFull

    def fetch(self, ref: str, perm: Perm) -> Note:
        return access.get_note(self.staff, ref, perm)

    def act(self, row: Note, data: dict[str, Any]) -> Note:
        return notes.pin_note(row, by=self.staff, pinned=data["pinned"])
