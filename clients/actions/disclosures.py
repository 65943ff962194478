"""Telling a third party something under a release: checked at the moment of telling, and written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Staff
from clients import consent
from clients.actions.releases import lock
from clients.models import Release, ReleaseDisclosure
from clients.release_words import PROBLEM_WORDS, item_list


def check_covers(
    release: Release,
    *,
    recipient: str,
    items: Iterable[str],
    recipient_ref: str = "",
    method: str | None = None,
    at: datetime | None = None,
) -> None:
    """Raise `RuleBroken` unless the release allows exactly this to be told now (CF-1, CF-8)."""
    status = release.status_at(at or clock.now())
    if status != "valid":
        raise RuleBroken(PROBLEM_WORDS[f"status_{status}"], field="release")
    by_ref = bool(recipient_ref) and recipient_ref == release.recipient_ref
    if not by_ref and not consent.same_organisation(recipient, release.recipient_name):
        raise RuleBroken(_("This release names another recipient."), field="release")
    missing = consent.uncovered(items, release.items)
    if missing:
        raise RuleBroken(
            _("The release does not cover: %(items)s.") % {"items": item_list(missing)}, field="items"
        )
    if method and method not in release.methods:
        raise RuleBroken(_("The client did not agree to this way of telling."), field="method")


@action
def disclose(
    release: Release,
    *,
    by: Staff,
    items: Sequence[str],
    method: str,
    recipient: str | None = None,
    recipient_ref: str = "",
    told_to: str = "",
    note: str = "",
    document_ref: str = "",
) -> ReleaseDisclosure:
    """Tell the recipient these items now: checked again at this moment, and entered in the ledger."""
    release = lock(release)
    if not items:
        raise RuleBroken(_("Say what is told."), field="items")
    recipient = release.recipient_name if recipient is None else recipient
    check_covers(release, recipient=recipient, recipient_ref=recipient_ref, items=items, method=method)
    row = ReleaseDisclosure(
        case=release.case,
        release=release,
        items=list(items),
        method=method,
        told_to=told_to,
        note=note,
        document_ref=document_ref,
        disclosed_at=clock.now(),
        disclosed_by=by,
    )
    row.save()
    touch(release.case)
    audit.record("clients.information_disclosed", release, items=list(items), method=method)
    return row
