"""A letter's way: drafted, read by the client, approved, final, delivered, or void (LT-7)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import Case, Staff
from clients.actions import disclosures
from clients.choices import ReleaseMethod
from clients.models import Release
from referrals import queries
from referrals.choices import Delivery, LetterState, Mode, ReferralState
from referrals.letter_words import FINDING_WORDS
from referrals.models import Letter, Referral
from referrals.papers import limits, pdf, word
from referrals.papers.compose import Frame, Paper, compose
from referrals.papers.kinds import SPECS, LetterKind, items_of

SET_BY_FORM = (
    "language", "recipient", "recipient_lines", "discreet", "signer", "signer_title", "valid_until",
)  # fmt: skip


@action
def draft(
    case: Case,
    *,
    by: Staff,
    kind: str,
    facts: dict[str, Any],
    referral: Referral | None = None,
    **values: Any,
) -> Letter:
    """A new letter; raises `RuleBroken` for words that may stand in no letter (LT-3, LT-4)."""
    today = clock.today(context.current().agency.tz)
    letter = Letter(case=case, referral=referral, kind=kind, drafted_by=by, written_on=today)
    letter.valid_until = today + usual_validity(kind)
    if referral and referral.resource:
        letter.recipient_ref = referral.resource.ref
    _fill(letter, facts, values)
    letter.save()
    audit.record("referrals.letter_drafted", letter, kind=kind, items=letter.items)
    touch(case)
    return letter


@action
def edit(letter: Letter, *, by: Staff, version: int, facts: dict[str, Any], **values: Any) -> Letter:
    """Change a draft; whatever was approved must be read and approved again."""
    letter = lock(letter)
    if not letter.is_editable:
        raise RuleBroken(_("This letter is final and does not change. Void it and write a new one."))
    if letter.version != version:
        raise Stale(letter)
    _fill(letter, facts, values)
    letter.state, letter.client_read_at = LetterState.DRAFT, None
    letter.approved_at = letter.approved_by = None
    letter.version += 1
    letter.save()
    audit.record("referrals.letter_changed", letter, items=letter.items)
    return letter


def _fill(letter: Letter, facts: dict[str, Any], values: dict[str, Any]) -> None:
    for name in SET_BY_FORM:
        if name in values:
            setattr(letter, name, values[name])
    if not letter.recipient.strip():
        raise RuleBroken(_("Say who receives the letter."), field="recipient")
    if letter.valid_until < letter.written_on:
        raise RuleBroken(_("The last day lies before the day of the letter."), field="valid_until")
    declared = {slot.name for slot in SPECS[LetterKind(letter.kind)].slots}
    letter.facts = {name: value for name, value in facts.items() if name in declared}
    _refuse_private_words(letter)
    letter.items = items_of(letter.kind, letter.facts)
    paper_of(letter)  # A letter that cannot be set is refused now, not when somebody waits for it.


def _refuse_private_words(letter: Letter) -> None:
    protected = queries.protected_values(letter.case, letter.facts.get("named_as", ""))
    found = limits.findings(letter.kind, letter.facts, protected)
    if found:
        first = found[0]
        raise RuleBroken(FINDING_WORDS[first.reason] % {"words": first.words}, field=first.slot)


def paper_of(letter: Letter) -> Paper:
    """The letter as it will be read: the kept document once it is final, else composed now."""
    if letter.paper:
        return Paper.from_json(letter.paper)
    agency = context.current().agency
    frame = Frame(
        language=letter.language, agency=agency.name, address=agency.postal_address, phone=agency.phone,
        discreet_name=agency.discreet_name, discreet=letter.discreet,
        recipient="\n".join(part for part in (letter.recipient, letter.recipient_lines) if part),
        reference=letter.reference, written_on=letter.written_on, valid_until=letter.valid_until,
        signer=letter.signer, signer_title=letter.signer_title,
    )  # fmt: skip
    return compose(letter.kind, letter.facts, frame)


def pages_of(letter: Letter) -> list[bytes]:
    """Pictures of the pages, exactly as the PDF shows them."""
    return _set(pdf.pages, paper_of(letter))


def docx_of(letter: Letter) -> bytes:
    """The Word twin of a draft; a final letter has none."""
    if not letter.is_editable:
        raise RuleBroken(_("A final letter is kept as a PDF only."))
    return word.docx(paper_of(letter))


def _set(make: Any, paper: Paper) -> Any:
    try:
        return make(paper)
    except pdf.CannotSet as error:
        words = _("The letter holds a sign that its type cannot show: %(sign)s. Write it with Latin letters.")
        raise RuleBroken(words % {"sign": error.sign or "?"}) from error


@action
def approve(letter: Letter, *, by: Staff, client_read: bool) -> Letter:
    """The client has read the letter and a person who may answers for it (LT-7)."""
    letter = lock(letter)
    if letter.state != LetterState.DRAFT:
        return letter
    if not client_read:
        raise RuleBroken(
            _("Read the letter with the client first, then tick that they agree."), field="client_read"
        )
    _refuse_private_words(letter)
    now = clock.now()
    letter.client_read_at = letter.approved_at = now
    letter.approved_by, letter.state = by, LetterState.APPROVED
    letter.version += 1
    letter.save()
    audit.record("referrals.letter_approved", letter, items=letter.items)
    return letter


@action
def finalise(
    letter: Letter, *, by: Staff, delivery: str, release: Release | None = None, client_read: bool = False
) -> Letter:
    """Make the PDF that never changes. A way out must be open now: the client's hand, or a release (CF-1)."""
    letter = lock(letter)
    if letter.is_final:
        return letter
    if letter.state == LetterState.DRAFT:
        letter = approve(letter, by=by, client_read=client_read)
    _open_way(letter, delivery, release)
    paper = paper_of(letter)
    made = _set(pdf.pdf, paper)
    now = clock.now()
    letter.paper, letter.pdf, letter.sha256 = paper.as_json(), made, hashlib.sha256(made).hexdigest()
    letter.delivery, letter.release = delivery, release
    letter.requested_by_client_at = now if delivery == Delivery.HANDED else None
    letter.finalised_at, letter.finalised_by, letter.state = now, by, LetterState.FINAL
    letter.version += 1
    letter.save()
    audit.record(
        "referrals.letter_finalised", letter, kind=letter.kind, delivery=delivery, sha256=letter.sha256,
        release=release.ref if release else "", items=letter.items,
    )  # fmt: skip
    if delivery == Delivery.HANDED:
        audit.record("referrals.letter_requested", letter)
    touch(letter.case)
    return letter


def _open_way(letter: Letter, delivery: str, release: Release | None) -> None:
    """Raise unless the letter may leave this way at this moment (CF-1, CF-5, CF-8)."""
    if delivery == Delivery.HANDED:
        return
    if delivery != Delivery.SENT:
        raise RuleBroken(_("Say how the letter leaves the house."), field="delivery")
    if release is None or release.case_id != letter.case_id:
        raise RuleBroken(
            _("No valid release names this recipient. Hand the letter to the client, or make a release."),
            field="release",
        )
    disclosures.check_covers(
        release, recipient=letter.recipient, recipient_ref=letter.recipient_ref, items=letter.items
    )


@action
def deliver(
    letter: Letter, *, by: Staff, delivery: str = "", release: Release | None = None, method: str = ""
) -> Letter:
    """The letter leaves the house. A release is checked again at this very moment (CF-5)."""
    letter = lock(letter)
    if letter.state == LetterState.DELIVERED:
        return letter
    if letter.state != LetterState.FINAL:
        raise RuleBroken(_("Only a final letter can be delivered."))
    delivery = delivery or letter.delivery
    release = (release or letter.release) if delivery == Delivery.SENT else None
    _open_way(letter, delivery, release)
    if release:
        way = method or next((m for m in release.methods if m == ReleaseMethod.LETTER), release.methods[0])
        disclosures.disclose(
            release, by=by, items=letter.items, method=way, recipient=letter.recipient,
            recipient_ref=letter.recipient_ref, document_ref=letter.ref,
        )  # fmt: skip
    now = clock.now()
    if delivery == Delivery.HANDED and not letter.requested_by_client_at:
        letter.requested_by_client_at = now
        audit.record("referrals.letter_requested", letter)
    letter.delivery, letter.release = delivery, release
    letter.delivered_at, letter.delivered_by, letter.state = now, by, LetterState.DELIVERED
    _save_state(letter, "delivery", "release", "delivered_at", "delivered_by", "requested_by_client_at")
    audit.record(
        "referrals.letter_delivered", letter, delivery=delivery, release=release.ref if release else ""
    )
    _referral_sent(letter, by)
    touch(letter.case)
    return letter


def _referral_sent(letter: Letter, by: Staff) -> None:
    """A letter on its way moves its referral along."""
    from referrals.actions import referrals

    referral = letter.referral
    if (
        referral
        and referral.state in (ReferralState.DRAFT, ReferralState.OFFERED)
        and referral.mode == Mode.LETTER
    ):
        referral.case = letter.case
        referrals.move(referral, to=ReferralState.SENT, by=by)


@action
def void(letter: Letter, *, by: Staff, reason: str) -> Letter:
    """Take a letter out of use; it stays in the log (LT-7)."""
    letter = lock(letter)
    if letter.state == LetterState.VOID:
        return letter
    if not reason.strip():
        raise RuleBroken(_("Say why the letter is void."), field="reason")
    was, letter.state = letter.state, LetterState.VOID
    letter.voided_at, letter.voided_by, letter.void_reason = clock.now(), by, reason
    _save_state(letter, "voided_at", "voided_by", "void_reason")
    audit.record("referrals.letter_voided", letter, was=was)
    return letter


def _save_state(letter: Letter, *changed: str) -> None:
    """Save what may still change; what a final letter says is not even written again."""
    letter.version += 1
    letter.save(update_fields=["state", "version", *changed])


@action
def take_pdf(letter: Letter, *, by: Staff) -> bytes:
    """The kept PDF, byte for byte; the download is recorded. Raises if it is not what was made."""
    made = lock(letter).pdf
    if not made or hashlib.sha256(made).hexdigest() != letter.sha256:
        raise RuleBroken(_("The kept letter does not match its seal. Please tell your administrator."))
    audit.viewed(letter, "referrals.letter_downloaded", form="pdf")
    return made


def lock(letter: Letter) -> Letter:
    """The letter with its row held."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related("referral__resource", "release")
    fresh = rows.get(pk=letter.pk)
    fresh.case = letter.case
    return fresh


def usual_validity(kind: str) -> timedelta:
    """How long a letter of this kind is usually good for."""
    return timedelta(days=SPECS[LetterKind(kind)].valid_days)
