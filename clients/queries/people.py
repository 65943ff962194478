"""Everything that reads about the person of a case; names are decrypted only for what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from caseload.foundation import clock, context
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Case
from clients import contact
from clients.choices import ContactChannel
from clients.models import (
    Client,
    ContactMethod,
    EmergencyContact,
    HouseholdMember,
    PlanPrint,
    ProtectedLocation,
    Release,
    ReleaseDisclosure,
    ReleaseSigner,
    Respondent,
    SafetyPlan,
)


@dataclass(frozen=True)
class ChannelCard:
    """One channel of a contact method and whether it may be used now."""

    channel: ContactChannel
    verdict: contact.Verdict


@dataclass(frozen=True)
class ContactCard:
    """A contact method as a page shows it: safety first."""

    method: ContactMethod
    channels: list[ChannelCard]

    @property
    def is_open(self) -> bool:
        return any(card.verdict.allowed for card in self.channels)

    @property
    def is_ever_safe(self) -> bool:
        return any(
            card.verdict.reason in ("safe_any_time", "safe_until", "outside_hours") for card in self.channels
        )


_CLIENT = Recipe(lambda: rows_of(Client).filter(case_id=Blank("case", KEY)))
_METHODS = Recipe(
    lambda: rows_of(ContactMethod).filter(case_id=Blank("case", KEY), removed_at__isnull=True).order_by("pk")
)


def contact_cards(
    case: Case, client: Client | None = None, *, at: datetime | None = None
) -> list[ContactCard]:
    """The ways to reach the client with the verdict on every channel now, the client's favourite first."""
    moment = (at or clock.now()).astimezone(context.current().agency.tz)
    do_not = bool(client and client.do_not_contact)
    cards = []
    for method in contact_methods(case):
        verdicts = contact.open_channels(method.facts(do_not_contact=do_not), moment)
        channels = [ChannelCard(ContactChannel(name), verdict) for name, verdict in verdicts.items()]
        cards.append(ContactCard(method, channels))
    return sorted(cards, key=lambda card: (not card.method.is_preferred, not card.is_open, card.method.pk))


def client_or_none(case: Case) -> Client | None:
    """The person of a case, None while nobody was taken in."""
    client: Client | None = _CLIENT.first(case=case)
    return client


def contact_methods(case: Case) -> list[ContactMethod]:
    """The ways to reach the client that were not removed, in the order they were entered."""
    return _METHODS.rows(case=case)


def household(case: Case) -> QuerySet[HouseholdMember]:
    """Who belongs to the household, children first."""
    return case.household.filter(removed_at__isnull=True).order_by("-is_child", "pk")


def respondents(case: Case) -> QuerySet[Respondent]:
    return case.respondents.filter(removed_at__isnull=True).order_by("pk")


def emergency_contacts(case: Case) -> QuerySet[EmergencyContact]:
    return case.emergency_contacts.filter(removed_at__isnull=True).order_by("priority", "pk")


def location_of(case: Case) -> ProtectedLocation | None:
    """The protected address; only for who was let through by `access.may_see_location`."""
    return ProtectedLocation.objects.filter(case=case).select_related("case").first()


def clients_by_case(case_ids: list[int]) -> dict[int, Client]:
    """case id -> client, in one query, for the rows of one page."""
    rows = Client.objects.filter(case_id__in=case_ids).select_related("case")
    return {row.case_id: row for row in rows}


# ---- Releases -------------------------------------------------------------------------


def releases_of(case: Case) -> list[Release]:
    """Every release of the case: those that hold first, then drafts, then what is over."""
    rows = case.releases.select_related("subject", "witness").order_by("-pk")
    now = clock.now()
    rank = {"valid": 0, "not_yet": 1, "draft": 2}
    return sorted(rows, key=lambda row: rank.get(row.status_at(now), 3))


def valid_releases(case: Case, *, at: datetime | None = None) -> list[Release]:
    """The releases that hold at this moment."""
    moment = at or clock.now()
    rows = case.releases.filter(expires_at__gt=moment).select_related("subject")
    return [row for row in rows.order_by("-pk") if row.status_at(moment) == "valid"]


def signers_of(release: Release) -> list[ReleaseSigner]:
    rows = ReleaseSigner.objects.filter(release=release).select_related("case")
    return list(rows.order_by("pk"))


def subject_name(release: Release) -> str:
    """Whom the release is about, as pages call them."""
    if release.subject:
        return release.subject.short_name
    return Client.objects.select_related("case").get(case=release.case_id).display_name


def disclosures_of(case: Case, release: Release | None = None) -> QuerySet[ReleaseDisclosure]:
    """What was told to third parties, the newest first."""
    rows = case.disclosures.all()
    if release is not None:
        rows = rows.filter(release=release)
    return rows.select_related("release", "disclosed_by").order_by("-disclosed_at", "-pk")


# ---- Plan prints -------------------------------------------------------------------------


def prints_of(plan: SafetyPlan) -> QuerySet[PlanPrint]:
    """What was printed of a plan, the newest first."""
    rows = PlanPrint.objects.filter(plan=plan).select_related("case", "plan_version", "printed_by")
    return rows.order_by("-pk")
