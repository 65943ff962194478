"""Releases of information: /api/v1/releases/."""

from __future__ import annotations

from typing import Any

from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.models import Case
from caseload.permissions import Perm
from clients import access, queries
from clients.actions import disclosures, releases
from clients.api.serializers.releases import (
    ReleaseDisclose,
    ReleaseFilters,
    ReleaseFull,
    ReleaseNew,
    ReleaseRevoke,
    ReleaseRow,
    ReleaseSign,
    ReleaseTerms,
    ReleaseVoid,
)
from clients.models import Release
from clients.queries import lists


def _terms(case: Case, data: dict[str, Any]) -> dict[str, Any]:
    """What a body says, as the actions want it."""
    data["subject"] = named_by_ref(lambda ref: lists.member_of(case, ref), data.get("subject"), "subject")
    return data


def _opened(rows: list[Release]) -> list[Release]:
    """Releases with their signatures and what was told under them."""
    for release in rows:
        release.shown_signers = list(queries.signers_of(release))  # type: ignore[attr-defined]
        told = list(queries.disclosures_of(release.case, release))
        release.shown_disclosures = told  # type: ignore[attr-defined]
    return rows


class Releases(Rows):
    """Releases, without recipient and purpose: opening one shows them."""

    permissions = {"GET": Perm.SEE_RELEASES, "POST": Perm.EDIT_RELEASES}
    words = {"POST": "Prepare a release for one recipient; it holds once it is signed."}
    filters = ReleaseFilters
    shows, new, made = ReleaseRow, ReleaseNew, ReleaseFull

    def rows(self) -> Any:
        return lists.release_rows(self.staff)

    def prepared(self, rows: list[Release]) -> list[Release]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> Release:
        case = self.case_named(data.pop("case"), Perm.EDIT_RELEASES)
        return releases.draft(case, by=self.staff, **_terms(case, data))


class OneRelease(One):
    """One release with its signatures and the ledger of what was told. Reading it is audited."""

    permissions = {"GET": Perm.SEE_RELEASES, "PUT": Perm.EDIT_RELEASES}
    words = {"PUT": "Set the terms of a release nobody has signed yet."}
    shows, whole = ReleaseFull, ReleaseTerms
    viewed = "clients.release_viewed"

    def fetch(self, ref: str, perm: Perm) -> Release:
        return access.get_release(self.staff, ref, perm)

    def prepared(self, rows: list[Release]) -> list[Release]:
        return _opened(rows)

    def replace(self, row: Release, data: dict[str, Any]) -> Release:
        return releases.change_draft(row, by=self.staff, **_terms(row.case, data))


class ReleaseAct(Act):
    """Something done to a release."""

    permissions = {"POST": Perm.EDIT_RELEASES}
    shows = ReleaseFull

    def fetch(self, ref: str, perm: Perm) -> Release:
        return access.get_release(self.staff, ref, perm)

    def prepared(self, rows: list[Release]) -> list[Release]:
        return _opened(rows)


class Sign(ReleaseAct):
    """Record the signatures; from now on the release holds."""

    verb = "sign"
    body = ReleaseSign

    def act(self, row: Release, data: dict[str, Any]) -> Release:
        return releases.sign(row, by=self.staff, **data)


class Revoke(ReleaseAct):
    """Take a release back: at once, for every channel. Doing it twice changes nothing."""

    verb = "revoke"
    body = ReleaseRevoke

    def act(self, row: Release, data: dict[str, Any]) -> Release:
        return releases.revoke(row, by=self.staff, **data)


class InWriting(ReleaseAct):
    """Record that a spoken revocation came in writing, too. Doing it twice changes nothing."""

    verb = "in_writing"

    def act(self, row: Release, data: dict[str, Any]) -> Release:
        return releases.revoked_in_writing(row, by=self.staff)


class Void(ReleaseAct):
    """Mark a release as made in error; refused once something was told under it."""

    verb = "void"
    body = ReleaseVoid

    def act(self, row: Release, data: dict[str, Any]) -> Release:
        return releases.void(row, by=self.staff, **data)


class Disclose(ReleaseAct):
    """Enter in the ledger what was told; the release is checked at this moment."""

    verb = "disclose"
    body = ReleaseDisclose

    def act(self, row: Release, data: dict[str, Any]) -> Release:
        disclosures.disclose(row, by=self.staff, **data)
        return row
