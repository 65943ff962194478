"""Which letters there are, and the only things each of them can say (LT-1).

A slot names the item a release must cover before the letter may be sent (CF-8). What has no slot
cannot get into a letter: not by a template, not by a careless form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from clients.choices import ReleaseItem as Item


class LetterKind(TextChoices):
    SHELTER = "shelter", _("Shelter referral")
    HOUSING = "housing", _("Housing support")
    FINANCIAL = "financial", _("Financial assistance")


class Naming(TextChoices):
    """How a letter calls the client; each is an item of its own in a release."""

    INITIALS = "initials", _("Initials")
    FIRST_NAME = "first_name", _("First name")
    ALIAS = "alias", _("Alias")
    FULL_NAME = "full_name", _("Full name")


NAMING_ITEM = {
    Naming.INITIALS: Item.IDENTITY_INITIALS,
    Naming.FIRST_NAME: Item.IDENTITY_FIRST_NAME,
    Naming.ALIAS: Item.ALIAS,
    Naming.FULL_NAME: Item.IDENTITY_NAME,
}

TEXT, NUMBER, AGES, MONTH, YES, CHOICE, MANY = "text", "number", "ages", "month", "yes", "choice", "many"


@dataclass(frozen=True)
class Slot:
    """One thing a letter may say, and the item of a release that covers it (None: says nothing personal)."""

    name: str
    label: Any
    item: Item | None
    kind: str = TEXT
    required: bool = False
    longest: int = 120
    options: Mapping[str, Any] = field(default_factory=dict)
    hint: Any = ""
    may_hold_phone: bool = False


NAMED_AS = Slot(
    "named_as", _("How the letter names the client"), None, CHOICE, required=True,
    options={choice.value: choice.label for choice in Naming},
    hint=_("Choose the least that this recipient needs."),
)  # fmt: skip
CLIENT_NAME = Slot("client_name", _("Name as it will stand in the letter"), None, required=True, longest=80)
HOUSEHOLD = Slot("household_size", _("People in the household"), Item.HOUSEHOLD_SIZE, NUMBER)
SAFE_REPLY = Slot(
    "safe_contact", _("Safe time and way to reply"), Item.SAFE_CONTACT, longest=160, may_hold_phone=True,
    hint=_("Empty: replies come to our agency. A number may stand here only if the client named it."),
)  # fmt: skip
SOUGHT = Slot(
    "sought_services", _("Say that the client has sought domestic violence services"),
    Item.SOUGHT_DV_SERVICES, YES,
)  # fmt: skip

URGENCY = {
    "today": _("Today"),
    "days": _("Within a few days"),
    "weeks": _("Within a few weeks"),
}
FLEEING = {"yes": _("Yes"), "no": _("No"), "unsaid": _("Do not say")}
HOUSING_REQUESTS = {
    "protections": _("Apply the housing protections for survivors"),
    "application": _("Consider an application for housing"),
    "transfer": _("Move to another unit"),
    "lease_end": _("End the lease early"),
    "locks": _("Change the locks"),
    "arrears": _("Agree on a plan for rent that is owed"),
}
SERVICES = {
    "advocacy": _("Advocacy"),
    "safety_planning": _("Safety planning"),
    "shelter": _("Shelter"),
    "housing_help": _("Help with housing"),
    "court_support": _("Support at court"),
    "support_group": _("Support group"),
}


@dataclass(frozen=True)
class Spec:
    """One kind of letter: its slots, how long it stays valid by default, and what its page says of it."""

    kind: LetterKind
    code: str
    slots: tuple[Slot, ...]
    valid_days: int
    naming: Naming

    def slot(self, name: str) -> Slot:
        return next(slot for slot in self.slots if slot.name == name)


SPECS = {
    LetterKind.SHELTER: Spec(
        LetterKind.SHELTER, "H-1",
        (
            NAMED_AS, CLIENT_NAME,
            Slot("urgency", _("How soon shelter is needed"), Item.URGENCY, CHOICE, options=URGENCY),
            Slot("fleeing", _("Is leaving a dangerous situation"), Item.FLEEING_STATUS, CHOICE,
                 options=FLEEING),
            HOUSEHOLD,
            Slot("children_ages", _("Ages of the children"), Item.CHILDREN_AGES, AGES, longest=60,
                 hint=_("Ages only, such as 3, 7. Never names.")),
            Slot("spoken_language", _("Language, and interpreter if needed"), Item.LANGUAGE),
            Slot("access_needs", _("Access needs"), Item.ACCESS_NEEDS, longest=160),
            Slot("pets", _("Pets"), Item.PETS),
            Slot("allergies", _("Allergies, if the shelter asks"), Item.DIETARY_ALLERGIES),
            Slot("transport", _("Needs transport to the shelter"), Item.TRANSPORT_NEED, YES),
            SAFE_REPLY,
        ),
        valid_days=7, naming=Naming.INITIALS,
    ),
    LetterKind.HOUSING: Spec(
        LetterKind.HOUSING, "H-3",
        (
            NAMED_AS, CLIENT_NAME,
            Slot("requests", _("What the client asks for"), Item.HOUSING_NEED, MANY, required=True,
                 options=HOUSING_REQUESTS),
            SOUGHT,
            Slot("since", _("Receiving services since"), Item.DATES_OF_SERVICE, MONTH),
            Slot("services", _("Kinds of services"), Item.SERVICES_RECEIVED, MANY, options=SERVICES),
            HOUSEHOLD,
            Slot("rights", _("Add the paragraph on forms and waiting times for covered housing"), None, YES),
            Slot("attestation", _("Add a statement for a person of this agency to sign by hand"),
                 Item.SOUGHT_DV_SERVICES, YES,
                 hint=_("Given under penalty of perjury. The program never signs for anybody.")),
            SAFE_REPLY,
        ),
        valid_days=30, naming=Naming.FULL_NAME,
    ),
    LetterKind.FINANCIAL: Spec(
        LetterKind.FINANCIAL, "H-9",
        (
            NAMED_AS, CLIENT_NAME,
            Slot("purpose", _("What the money is for"), Item.AMOUNT_REQUESTED, required=True, longest=120),
            Slot("amount", _("Amount asked for"), Item.AMOUNT_REQUESTED, longest=30),
            Slot("safety_reason", _("Why it matters for safety, in one sentence"), Item.FINANCIAL_NEED,
                 longest=200, hint=_("What is needed and why now. Not what happened.")),
            HOUSEHOLD,
            SOUGHT,
            Slot("benefit_waiver", _("Ask to waive benefit rules that would endanger the family"),
                 Item.SOUGHT_DV_SERVICES, YES),
            Slot("good_cause", _("Ask for a good-cause exception in child support"),
                 Item.SOUGHT_DV_SERVICES, YES),
            SAFE_REPLY,
        ),
        valid_days=30, naming=Naming.FIRST_NAME,
    ),
}  # fmt: skip

NEVER = (
    _("What happened, and any opinion or diagnosis"),
    _("Where the client is now, or any protected address"),
    _("The respondent"),
    _("Names and schools of the children"),
    _("The safety plan and its signals"),
    _("Health, immigration status, case and social security numbers"),
    _("Results of a danger assessment"),
    _("That a release was signed, or was not"),
)


def is_said(value: Any) -> bool:
    """Whether a slot with this value appears in the letter at all."""
    return value not in (None, "", False, [], "unsaid")


def items_of(kind: str, facts: Mapping[str, Any]) -> list[str]:
    """The items of a release that this letter needs, in the order it says them (CF-8)."""
    needed: list[str] = []
    if is_said(facts.get("client_name")):
        needed.append(NAMING_ITEM[Naming(facts.get("named_as") or Naming.FULL_NAME)].value)
    for slot in SPECS[LetterKind(kind)].slots:
        if slot.item and is_said(facts.get(slot.name)) and slot.item.value not in needed:
            needed.append(slot.item.value)
    return needed


def kept_back(kind: str, facts: Mapping[str, Any]) -> list[Any]:
    """Labels of what this kind of letter could say and this one does not."""
    spec = SPECS[LetterKind(kind)]
    said = set(items_of(kind, facts))
    left = [slot.item for slot in spec.slots if slot.item and slot.item.value not in said]
    names = [item for item in NAMING_ITEM.values() if item.value not in said]
    return [item.label for item in dict.fromkeys([*reversed(names), *left])]
