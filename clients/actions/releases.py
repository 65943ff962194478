"""Releases of information: preparing, signing and taking back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Case, Staff, Task
from clients import consent
from clients.actions.people import fill
from clients.choices import ReleaseItem, RevokedHow, SignatureKind, SignerCapacity
from clients.models import Client, HouseholdMember, Release, ReleaseDisclosure, ReleaseSigner, Respondent
from clients.release_words import PROBLEM_WORDS

WRITE_WITHIN = timedelta(days=7)


@action
def draft(
    case: Case,
    *,
    by: Staff,
    starts_on: date | None = None,
    days: int | None = None,
    expires_on: date | None = None,
    expires_time: time | None = None,
    **values: Any,
) -> Release:
    """Prepare a release for one recipient; raises `RuleBroken` for what CF-2, CF-3 and CF-4 forbid."""
    release = Release(case=case, created_by=by)
    _set_terms(release, values, starts_on, days, expires_on, expires_time)
    release.save()
    audit.record("clients.release_drafted", release, items=list(release.items))
    return release


@action
def change_draft(
    release: Release,
    *,
    by: Staff,
    starts_on: date | None = None,
    days: int | None = None,
    expires_on: date | None = None,
    expires_time: time | None = None,
    **values: Any,
) -> Release:
    """Correct a release nobody has signed yet."""
    release = lock(release)
    if release.status != "draft":
        raise RuleBroken(_("A signed release cannot be changed. Revoke it and prepare a new one."))
    _set_terms(release, values, starts_on, days, expires_on, expires_time)
    release.save()
    audit.record("clients.release_drafted", release, items=list(release.items))
    return release


def _set_terms(
    release: Release,
    values: dict[str, Any],
    starts_on: date | None,
    days: int | None,
    expires_on: date | None,
    expires_time: time | None,
) -> None:
    fill(release, values)
    tz = context.current().agency.tz
    now = clock.now()
    starts_on = starts_on or now.astimezone(tz).date()
    expires_on = expires_on or starts_on + timedelta(days=days or consent.DEFAULT_DAYS)
    _refuse(consent.draft_problems(_terms(release, starts_on, expires_on), limits()))
    today = now.astimezone(tz).date()
    release.starts_at = now if starts_on <= today else datetime.combine(starts_on, time.min, tz)
    release.expires_on = expires_on
    release.expires_at = consent.end_of(expires_on, expires_time, tz)
    if release.expires_at <= release.starts_at:
        raise RuleBroken(PROBLEM_WORDS["ends_before_start"], field="expires_on")


def limits() -> consent.Limits:
    """How long this agency lets a release last."""
    maximum = context.current().agency.settings.get("release_max_days", consent.AGENCY_MAXIMUM)
    return consent.Limits(maximum=int(maximum), known_items=frozenset(ReleaseItem.values))


def _terms(release: Release, starts_on: date, expires_on: date, **signing: Any) -> consent.Terms:
    return consent.Terms(
        purpose=release.purpose,
        recipients=_recipients(release.recipient_name),
        items=tuple(release.items or ()),
        methods=tuple(release.methods or ()),
        starts_on=starts_on,
        expires_on=expires_on,
        term_reason=release.term_reason,
        **signing,
    )


def _recipients(name: str) -> tuple[str, ...]:
    """Recipients named in one field: a line or a semicolon each, so that two are noticed (CF-2)."""
    return tuple(part.strip() for part in name.replace(";", "\n").split("\n") if part.strip())


def _refuse(problems: list[consent.Problem]) -> None:
    if problems:
        first = problems[0]
        raise RuleBroken(PROBLEM_WORDS[first.code], field=first.field)


# ---- Signing ---------------------------------------------------------------------------------------------


@action
def sign(
    release: Release,
    *,
    by: Staff,
    signers: Sequence[dict[str, Any]],
    signed_on: date | None = None,
    **ticks: Any,
) -> Release:
    """Record the signatures; from now on the release holds. Raises `RuleBroken` by CF-2 and CF-6.

    `signers` are dicts of capacity, name (for a parent or guardian) and kind.
    """
    release = lock(release)
    if release.status != "draft":
        raise RuleBroken(_("This release is signed already, or no longer holds."))
    if release.expires_at <= clock.now():
        raise RuleBroken(PROBLEM_WORDS["status_expired"])
    fill(release, ticks)
    tz = context.current().agency.tz
    rows = [_signer(release, values) for values in signers]
    _refuse(consent.problems(_signed_terms(release, rows), limits()))
    for values, row in zip(signers, rows, strict=True):
        ReleaseSigner(
            case=release.case,
            release=release,
            name=row.name,
            capacity=row.capacity,
            kind=values.get("kind", SignatureKind.INK),
            signed_on=signed_on or clock.today(tz),
        ).save()
    release.signed_at = clock.now()
    release.witness = by
    release.save()
    touch(release.case)
    audit.record("clients.release_signed", release, items=list(release.items))
    return release


def _signed_terms(release: Release, rows: list[consent.Signer]) -> consent.Terms:
    tz = context.current().agency.tz
    client = Client.objects.select_related("case").get(case=release.case_id)
    minor = release.subject.is_child if release.subject else client.is_minor
    return _terms(
        release,
        release.starts_at.astimezone(tz).date(),
        release.expires_on,
        signers=tuple(rows),
        signed=bool(rows),
        informed=release.informed,
        not_a_condition=release.not_a_condition,
        subject_is_minor=minor,
        subject_has_guardian=release.subject is None and client.has_guardian,
        minor_may_consent_alone=release.minor_may_consent_alone,
        minor_consent_basis=release.minor_consent_basis,
    )


def _signer(release: Release, values: dict[str, Any]) -> consent.Signer:
    capacity = values["capacity"]
    if capacity in (SignerCapacity.CLIENT, SignerCapacity.MINOR):
        return consent.Signer(name=_own_name(release), capacity=capacity)
    name = (values.get("name") or "").strip()
    if not name:
        raise RuleBroken(_("Give the name of the person who signed."), field="signer_name")
    respondents = Respondent.objects.filter(case=release.case_id).select_related("case")
    household = HouseholdMember.objects.filter(case=release.case_id, abuse_concern=True)
    return consent.Signer(
        name=name,
        capacity=capacity,
        is_respondent=any(consent.same_person(name, known) for row in respondents for known in row.all_names),
        is_flagged_abuser=any(
            consent.same_person(name, row.name) for row in household.select_related("case")
        ),
    )


def _own_name(release: Release) -> str:
    if release.subject:
        return release.subject.short_name
    return Client.objects.select_related("case").get(case=release.case_id).display_name


@action
def create(case: Case, *, by: Staff, signers: Sequence[dict[str, Any]], **values: Any) -> Release:
    """Prepare and sign in one go; both or neither."""
    ticks = {name: values.pop(name) for name in ("informed", "not_a_condition") if name in values}
    return sign(draft(case, by=by, **values), by=by, signers=signers, **ticks)


# ---- Taking back -----------------------------------------------------------------------------------------


def lock(release: Release) -> Release:
    """The release with its row held, so that taking back and telling never overtake each other."""
    fresh = (
        Release.objects.select_for_update(of=("self",)).select_related("case", "subject").get(pk=release.pk)
    )
    fresh.case = release.case
    return fresh


@action
def revoke(release: Release, *, by: Staff, how: str) -> Release:
    """Take a release back: at once, for every channel; spoken words are enough (CF-5)."""
    release = lock(release)
    if release.revoked_at or release.voided_at:
        return release
    release.revoked_at, release.revoked_by, release.revoked_how = clock.now(), by, how
    if how == RevokedHow.WRITTEN:
        release.revoked_in_writing_on = clock.today(context.current().agency.tz)
    release.save()
    if how == RevokedHow.ORAL:
        tasks.open_task(
            release.case,
            kind="release_in_writing",
            title=_("Get the revocation of a release in writing"),
            due_at=clock.now() + WRITE_WITHIN,
            dedupe_key=_writing_key(release),
        )
    touch(release.case)
    audit.record("clients.release_revoked", release, how=how)
    return release


def _writing_key(release: Release) -> str:
    return f"release:{release.ref}:writing"


@action
def revoked_in_writing(release: Release, *, by: Staff) -> Release:
    """Record that the spoken revocation came in writing; its task is done."""
    release = lock(release)
    if not release.revoked_at:
        raise RuleBroken(_("This release was not revoked."))
    if release.revoked_in_writing_on is None:
        release.revoked_in_writing_on = clock.today(context.current().agency.tz)
        release.save()
        for task in Task.objects.filter(dedupe_key=_writing_key(release), state=Task.State.OPEN):
            tasks.complete_task(task, by=by)
        audit.record("clients.release_revoked_in_writing", release)
    return release


@action
def void(release: Release, *, by: Staff, reason: str) -> Release:
    """Mark a release as made in error; nothing may have been told under it."""
    release = lock(release)
    if not reason.strip():
        raise RuleBroken(_("Say what was wrong with it."), field="reason")
    if ReleaseDisclosure.objects.filter(release=release).exists():
        raise RuleBroken(_("Something was told under this release. Revoke it instead."), field="reason")
    if not release.voided_at:
        release.voided_at, release.void_reason = clock.now(), reason
        release.save()
        audit.record("clients.release_voided", release)
    return release
