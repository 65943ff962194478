"""When a release of information holds, and who may sign it (CF-2 to CF-6, CF-8). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PRESET_DAYS = (1, 7, 15, 30, 60, 90)
DEFAULT_DAYS = 30
AGENCY_MAXIMUM = 90
HARD_CAP = 365
REASON_ABOVE = 30

CLIENT, MINOR, PARENT, GUARDIAN = "client", "minor", "parent", "guardian"


@dataclass(frozen=True)
class Signer:
    """A person who signed, and whether they are one of the people who may never sign."""

    name: str
    capacity: str
    is_respondent: bool = False
    is_flagged_abuser: bool = False


@dataclass(frozen=True)
class Terms:
    """All that decides about one release, as plain values."""

    purpose: str = ""
    recipients: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    starts_on: date | None = None
    expires_on: date | None = None
    term_reason: str = ""
    signers: tuple[Signer, ...] = ()
    signed: bool = False
    informed: bool = False
    not_a_condition: bool = False
    subject_is_minor: bool = False
    subject_has_guardian: bool = False
    minor_may_consent_alone: bool = False
    minor_consent_basis: str = ""


@dataclass(frozen=True)
class Problem:
    """One reason why a release does not hold: a code, and the field at fault."""

    code: str
    field: str


@dataclass(frozen=True)
class Times:
    """The moments that decide the status of a release."""

    signed_at: datetime | None = None
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    voided_at: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """How long a release of this agency may last; never beyond the hard cap."""

    maximum: int = AGENCY_MAXIMUM
    known_items: Collection[str] = field(default_factory=frozenset)

    @property
    def days(self) -> int:
        return min(self.maximum, HARD_CAP)


def status_of(times: Times, now: datetime) -> str:
    """draft, not_yet, valid, expired, revoked or void at `now`; at the very end it no longer holds."""
    if times.voided_at:
        return "void"
    if times.revoked_at and times.revoked_at <= now:
        return "revoked"
    if not times.signed_at or not times.starts_at or not times.expires_at:
        return "draft"
    if now >= times.expires_at:
        return "expired"
    return "valid" if now >= times.starts_at else "not_yet"


def end_of(day: date, at: time | None, tz: ZoneInfo) -> datetime:
    """The first moment a release no longer holds: the local day's end, unless a time is set (CF-4)."""
    local = datetime.combine(day, at, tz) if at else datetime.combine(day + timedelta(days=1), time.min, tz)
    return local.astimezone(UTC)


def problems(terms: Terms, limits: Limits | None = None) -> list[Problem]:
    """Everything that keeps these terms from being a valid release; empty when they are one."""
    limits = limits or Limits()
    return [*_content(terms, limits), *_term(terms, limits), *_signing(terms)]


def draft_problems(terms: Terms, limits: Limits | None = None) -> list[Problem]:
    """The same without the signatures: what must be right before it is laid before the client."""
    limits = limits or Limits()
    return [*_content(terms, limits), *_term(terms, limits)]


def _content(terms: Terms, limits: Limits) -> Iterable[Problem]:
    if not terms.purpose.strip():
        yield Problem("no_purpose", "purpose")
    if not any(name.strip() for name in terms.recipients):
        yield Problem("no_recipient", "recipient_name")
    if len(terms.recipients) > 1:
        yield Problem("two_recipients", "recipient_name")
    if not terms.items:
        yield Problem("no_items", "items")
    if limits.known_items and set(terms.items) - set(limits.known_items):
        yield Problem("unknown_item", "items")


def _term(terms: Terms, limits: Limits) -> Iterable[Problem]:
    if terms.expires_on is None or terms.starts_on is None:
        yield Problem("no_expiry", "expires_on")
        return
    days = (terms.expires_on - terms.starts_on).days
    if days < 0:
        yield Problem("ends_before_start", "expires_on")
    if days > HARD_CAP:
        yield Problem("over_hard_cap", "expires_on")
    elif days > limits.days:
        yield Problem("over_maximum", "expires_on")
    elif days > REASON_ABOVE and not terms.term_reason.strip():
        yield Problem("no_term_reason", "term_reason")


def _signing(terms: Terms) -> Iterable[Problem]:
    if not terms.signed or not terms.signers:
        yield Problem("no_signature", "signer_name")
    if not terms.informed:
        yield Problem("not_informed", "informed")
    if not terms.not_a_condition:
        yield Problem("condition", "not_a_condition")
    for signer in terms.signers:
        if signer.is_respondent:
            yield Problem("signer_is_respondent", "signer_name")
        elif signer.is_flagged_abuser:
            yield Problem("signer_is_abuser", "signer_name")
    if terms.signed and terms.signers:
        yield from _capacities(terms)


def _capacities(terms: Terms) -> Iterable[Problem]:
    capacities = {signer.capacity for signer in terms.signers}
    adult_for_child = capacities & {PARENT, GUARDIAN}
    if not terms.subject_is_minor:
        if terms.subject_has_guardian:
            if GUARDIAN not in capacities:
                yield Problem("guardian_missing", "signer_capacity")
        elif capacities != {CLIENT}:
            yield Problem("client_signs", "signer_capacity")
        return
    if MINOR not in capacities:
        yield Problem("minor_missing", "signer_capacity")
    if not adult_for_child:
        if not terms.minor_may_consent_alone:
            yield Problem("adult_missing", "second_signer_capacity")
        elif not terms.minor_consent_basis.strip():
            yield Problem("no_minor_basis", "minor_consent_basis")


def uncovered(wanted: Iterable[str], released: Collection[str]) -> list[str]:
    """The items somebody wants to disclose that the release does not name (CF-8)."""
    return [item for item in wanted if item not in released]


def name_parts(name: str) -> frozenset[str]:
    """A name as a set of plain parts, whatever the accents, case and order."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", flat))


def same_person(one: str, other: str) -> bool:
    """Whether two names may well be one person's; errs towards yes, since a wrong no can cost a life."""
    a, b = name_parts(one), name_parts(other)
    if not a or not b:
        return False
    if a == b:
        return True
    small, large = sorted((a, b), key=len)
    if len(small) >= 2 and small < large:
        return True
    return _initial_matches(small, large)


def _initial_matches(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    if not any(len(part) > 1 for part in shared):
        return False
    rest_one, rest_other = one - shared, other - shared
    return any((len(x) == 1 or len(y) == 1) and x[0] == y[0] for x in rest_one for y in rest_other)


def same_organisation(one: str, other: str) -> bool:
    """Whether two spellings name one recipient."""
    return bool(name_parts(one)) and name_parts(one) == name_parts(other)
