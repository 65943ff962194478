"""What the page says when a release does not hold."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from clients.choices import ReleaseItem

PROBLEM_WORDS = {
    "no_purpose": _("Say what the information is for."),
    "no_recipient": _("Name the organization that may be told."),
    "two_recipients": _("One release, one recipient. Prepare another release for the second one."),
    "no_items": _("Choose what may be told. There is no release for everything."),
    "unknown_item": _("Choose from the list what may be told."),
    "no_expiry": _("A release needs a last day."),
    "ends_before_start": _("The last day is before the first."),
    "over_hard_cap": _("A release can last one year at most."),
    "over_maximum": _("This is longer than the agency allows for a release."),
    "no_term_reason": _("Say why it has to last longer than 30 days."),
    "no_signature": _("The release needs a signature."),
    "not_informed": _("Talk through what may come of it, good and bad, and tick that you did."),
    "condition": _("Make clear that help does not depend on signing, and tick that you did."),
    "signer_is_respondent": _("This person may not sign: the name is that of the respondent."),
    "signer_is_abuser": _("This person may not sign: there is concern that they are abusive."),
    "client_signs": _("The person it is about signs for themself."),
    "guardian_missing": _("The legal guardian has to sign."),
    "minor_missing": _("The young person has to sign."),
    "adult_missing": _("One parent or guardian who is not abusive has to sign, too."),
    "no_minor_basis": _("Say under which rule the young person may consent alone."),
    "status_draft": _("This release is not signed yet."),
    "status_not_yet": _("This release does not hold yet."),
    "status_expired": _("This release has expired."),
    "status_revoked": _("The client took this release back."),
    "status_void": _("This release is void."),
}


def item_list(codes: Iterable[str]) -> str:
    """Items by name, for a sentence."""
    return ", ".join(str(ReleaseItem(code).label) for code in codes)
