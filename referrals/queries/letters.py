"""Letters of a case, what one reveals, and what the case knows that no letter may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from caseload.foundation import context
from caseload.models import Case
from clients import consent
from clients import queries as clients
from clients.choices import ReleaseItem, SafeFlag, YesNoUnknown
from clients.models import Client, ProtectedLocation, Release, SafetyPlan
from referrals.models import Letter
from referrals.papers import limits
from referrals.papers.compose import texts
from referrals.papers.kinds import NEVER, SPECS, LetterKind, Naming, items_of, kept_back


def letters_of(case: Case) -> QuerySet[Letter]:
    """The case's letters, the latest first, without the documents themselves."""
    rows = case.letters.select_related("drafted_by").defer("pdf", "paper", "facts")
    return rows.order_by("-created_at", "-pk")


@dataclass(frozen=True)
class LetterPage:
    """What the page of a letter says about it."""

    reveals: list[str]
    withholds: list[str]
    never: list[str]


def letter_page(letter: Letter) -> LetterPage:
    return LetterPage(
        reveals=[str(ReleaseItem(item).label) for item in items_of(letter.kind, letter.facts)],
        withholds=[str(label) for label in kept_back(letter.kind, letter.facts)],
        never=[str(words) for words in NEVER],
    )


def releases_for(letter: Letter) -> list[tuple[Release, list[str]]]:
    """Valid releases that name this letter's recipient, each with what it does not cover (CF-8)."""
    needed = items_of(letter.kind, letter.facts)
    found = []
    for release in clients.valid_releases(letter.case):
        by_ref = bool(letter.recipient_ref) and release.recipient_ref == letter.recipient_ref
        if by_ref or consent.same_organisation(letter.recipient, release.recipient_name):
            missing = consent.uncovered(needed, release.items)
            found.append((release, [str(ReleaseItem(item).label) for item in missing]))
    return found


def letter_defaults(case: Case, kind: str, language: str = "en") -> dict[str, Any]:
    """What the case already knows for this letter's slots, so that a tired person types little."""
    client = _client(case)
    if client is None:
        return {}
    people = list(clients.household(case))
    here = [person for person in people if person.lives_with_client != YesNoUnknown.NO]
    children = [person for person in here if person.is_child]
    spec = SPECS[LetterKind(kind)]
    naming = spec.naming
    if client.code_only or (client.alias and naming != Naming.FULL_NAME):
        naming = Naming.ALIAS
    spoken = [client.languages]
    if client.interpreter_needed == YesNoUnknown.YES:
        spoken.append(texts(language)["interpreter"])
    facts: dict[str, Any] = {
        "named_as": naming.value,
        "client_name": _shown_name(client, naming),
        "household_size": 1 + len(here),
        "children_ages": ", ".join(person.age for person in children if person.age),
        "spoken_language": "; ".join(part for part in spoken if part),
        "access_needs": client.access_needs,
        "pets": client.pets,
        "urgency": "days",
        "fleeing": "unsaid",
        "since": case.opened_at.astimezone(context.current().agency.tz).strftime("%Y-%m"),
    }
    return {slot.name: facts[slot.name] for slot in spec.slots if slot.name in facts}


def _client(case: Case) -> Client | None:
    return clients.clients_by_case([case.pk]).get(case.pk)


def _shown_name(client: Client, naming: Naming) -> str:
    words = (client.name or client.preferred_name).split()
    if naming == Naming.ALIAS:
        return client.case.code if client.code_only else client.alias
    if naming == Naming.INITIALS:
        return " ".join(f"{word[0].upper()}." for word in words[:4])
    if naming == Naming.FIRST_NAME:
        return (client.preferred_name or client.name).split()[0] if words else ""
    return client.name


def protected_values(case: Case, naming: str) -> limits.Protected:
    """What this case knows and no letter may say (LT-4): people, doors, schools, numbers, signals."""
    client = _client(case)
    people = list(clients.household(case))
    respondents = list(clients.respondents(case))
    helpers = list(clients.emergency_contacts(case))
    methods = clients.contact_methods(case)
    location = ProtectedLocation.objects.filter(case=case).select_related("case").first()
    names = {name for row in respondents for name in row.all_names} | {row.name for row in helpers}
    names |= {row.name for row in people} | _plan_secrets(case)
    names |= {row.code_word for row in methods}
    places = {part for row in respondents for place in (row.address, row.workplace) for part in _lines(place)}
    places |= {row.school_place for row in people}
    places |= {part for row in methods if row.kind == "post" for part in _lines(row.value)}
    places |= set(_lines(location.address)) if location else set()
    numbers = {limits.plain_number(row.value) for row in methods if row.kind == "phone"}
    numbers |= {limits.plain_number(row.phone) for row in respondents}
    numbers |= {limits.plain_number(row.phone) for row in helpers}
    reply = {
        limits.plain_number(row.value)
        for row in methods
        if row.kind == "phone"
        and row.safe_to_call == SafeFlag.YES
        and row.respondent_has_access != YesNoUnknown.YES
    }
    full_name = client.name if client else ""
    if client and naming != Naming.FULL_NAME:
        names |= {client.name}
    return limits.Protected(
        frozenset(filter(None, names)), frozenset(filter(None, places)), frozenset(filter(None, numbers)),
        frozenset(filter(None, reply)), full_name,
    )  # fmt: skip


def _lines(address: str) -> list[str]:
    return limits.street_lines(address) if address else []


def _plan_secrets(case: Case) -> set[str]:
    """The words of danger signals of the safety plan."""
    plan = SafetyPlan.objects.filter(case=case).first()
    return {row.signal for row in clients.signals_of(plan)} if plan else set()
