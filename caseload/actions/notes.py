"""Writing and correcting notes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import Denied, RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Case, Note, Staff
from caseload.permissions import Perm


@action
def write_note(
    case: Case, *, by: Staff, body: str, kind: str = Note.Kind.CONTACT,
    happened_at: datetime | None = None, minutes: int | None = None,
) -> Note:  # fmt: skip
    """Add a note; raises `RuleBroken` for an empty one or one in the future."""
    _check(body, happened_at)
    note = Note(
        case=case, author=by, kind=kind, body=body, happened_at=happened_at or clock.now(), minutes=minutes
    )
    note.save()
    touch(case)
    audit.record("caseload.note_written", note, kind=str(kind))
    return note


def check_author(note: Note, staff: Staff) -> None:
    """Only the author corrects a note: the words are theirs."""
    if note.author_id != staff.pk:
        raise Denied(Perm.WRITE_NOTE)


def _check(body: str, happened_at: datetime | None) -> None:
    if not body.strip():
        raise RuleBroken(_("Write the note first."), field="body")
    if happened_at and happened_at > clock.now():
        raise RuleBroken(
            _("A note tells what has happened: choose a time that has passed."), field="happened_at"
        )


@action
def correct_note(note: Note, *, by: Staff, version: int, **changes: Any) -> Note:
    """Correct one's own note; raises `Stale` if it changed meanwhile, `Denied` for somebody else's."""
    check_author(note, by)
    _check(changes.get("body", note.body), changes.get("happened_at"))
    for name, value in changes.items():
        setattr(note, name, value)
    save_if(note, version)
    audit.record("caseload.note_corrected", note)
    return note


@action
def pin_note(note: Note, *, by: Staff, pinned: bool) -> Note:
    """Keep a note above the others, or let it go back among them."""
    if note.is_pinned == pinned:
        return note
    note.is_pinned = pinned
    note.save(update_fields=["is_pinned"])
    audit.record("caseload.note_pinned" if pinned else "caseload.note_unpinned", note)
    return note
