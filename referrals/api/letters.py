"""Letters: /api/v1/letters/."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from caseload import access as cases
from caseload.api.base import Act, One, Paper, Rows, named_by_ref
from caseload.foundation import audit
from caseload.foundation.errors import NotVisible
from caseload.models import Case
from caseload.permissions import Perm
from referrals import access, queries
from referrals.actions import letters
from referrals.api.serializers.letters import (
    LetterApprove,
    LetterChange,
    LetterFilters,
    LetterFinalise,
    LetterFull,
    LetterNew,
    LetterRow,
    LetterVoid,
    LetterWay,
    facts_for,
)
from referrals.models import Letter, Referral
from referrals.queries import lists

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _opened(rows: list[Letter]) -> list[Letter]:
    """Letters with what each withholds, in words."""
    for letter in rows:
        letter.shown = queries.letter_page(letter)  # type: ignore[attr-defined]
    return rows


class Letters(Rows):
    """Letters, without recipients and what they say: opening one shows it."""

    permissions = {"GET": Perm.SEE_LETTERS, "POST": Perm.DRAFT_LETTER}
    words = {"POST": "Draft a letter. Words that may stand in no letter are refused with the fact at fault."}
    filters = LetterFilters
    shows, new, made = LetterRow, LetterNew, LetterFull

    def rows(self) -> Any:
        return lists.letter_rows(self.staff)

    def prepared(self, rows: list[Letter]) -> list[Letter]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> Letter:
        case = self.case_named(data.pop("case"), Perm.DRAFT_LETTER)
        data["facts"] = facts_for(data["kind"], data["facts"])
        referral = self._referral(case, data.pop("referral", None))
        return letters.draft(case, by=self.staff, referral=referral, **data)

    def _referral(self, case: Case, ref: str | None) -> Referral | None:
        if ref is None:
            return None
        try:
            referral = access.get_referral(self.staff, ref)
        except NotVisible as error:
            raise NotVisible("referral") from error
        if referral.case_id != case.pk:
            raise NotVisible("referral")
        return referral


class OneLetter(One):
    """One letter with its facts. Reading it is audited."""

    permissions = {"GET": Perm.SEE_LETTERS, "PATCH": Perm.DRAFT_LETTER}
    words = {"PATCH": "Change a draft; it must be read and approved again. Facts are replaced as a whole."}
    shows, changes = LetterFull, LetterChange
    viewed = "referrals.letter_viewed"

    def fetch(self, ref: str, perm: Perm) -> Letter:
        return access.get_letter(self.staff, ref, perm)

    def prepared(self, rows: list[Letter]) -> list[Letter]:
        return _opened(rows)

    def change(self, row: Letter, version: int, data: dict[str, Any]) -> Letter:
        facts = facts_for(row.kind, data.pop("facts")) if "facts" in data else row.facts
        return letters.edit(row, by=self.staff, version=version, facts=facts, **data)


class LetterStep(Act):
    """One step of a letter's way."""

    permissions = {"POST": Perm.FINALISE_LETTER}
    shows = LetterFull

    def fetch(self, ref: str, perm: Perm) -> Letter:
        return access.get_letter(self.staff, ref, perm)

    def prepared(self, rows: list[Letter]) -> list[Letter]:
        return _opened(rows)

    def way(self, letter: Letter, data: dict[str, Any]) -> dict[str, Any]:
        """How it leaves the house, with the release as the thing it names."""
        valid = {release.ref: release for release, _missing in queries.releases_for(letter)}
        data["release"] = named_by_ref(valid.get, data.get("release"), "release")
        return data


class Approve(LetterStep):
    """The client has read the letter and agrees. Doing it twice changes nothing."""

    verb = "approve"
    body = LetterApprove

    def act(self, row: Letter, data: dict[str, Any]) -> Letter:
        return letters.approve(row, by=self.staff, **data)


class Finalise(LetterStep):
    """Make the PDF that never changes. Doing it twice changes nothing."""

    verb = "finalise"
    body = LetterFinalise

    def act(self, row: Letter, data: dict[str, Any]) -> Letter:
        return letters.finalise(row, by=self.staff, **self.way(row, data))


class Deliver(LetterStep):
    """The letter leaves the house; a release is checked again at this moment."""

    verb = "deliver"
    body = LetterWay

    def act(self, row: Letter, data: dict[str, Any]) -> Letter:
        return letters.deliver(row, by=self.staff, **self.way(row, data))


class Void(LetterStep):
    """Take a letter out of use; it stays in the log. Doing it twice changes nothing."""

    verb = "void"
    body = LetterVoid

    def act(self, row: Letter, data: dict[str, Any]) -> Letter:
        return letters.void(row, by=self.staff, **data)


class Pdf(Paper):
    """The PDF of a final letter, byte for byte; 404 while there is none. Taking it is audited."""

    permissions = {"GET": Perm.SEE_LETTERS}
    verb = "retrieve"

    def get(self, request: Any, **at: str) -> HttpResponse:
        letter = access.get_letter(self.staff, at["ref"], Perm.SEE_LETTERS)
        if not letter.is_final:
            raise NotVisible
        return self.file(letters.take_pdf(letter, by=self.staff), f"{letter.file_stem}.pdf")


class Docx(Paper):
    """The Word twin of a draft; a final letter has none. Taking it is audited."""

    permissions = {"GET": Perm.DRAFT_LETTER}
    verb = "retrieve"
    media_type = DOCX

    def get(self, request: Any, **at: str) -> HttpResponse:
        letter = access.get_letter(self.staff, at["ref"], Perm.SEE_LETTERS)
        cases.require(self.staff, Perm.DRAFT_LETTER, letter.case)
        if not letter.is_editable:
            raise NotVisible
        made = letters.docx_of(letter)
        audit.viewed(letter, "referrals.letter_downloaded", form="docx")
        return self.file(made, f"{letter.file_stem}.docx")
