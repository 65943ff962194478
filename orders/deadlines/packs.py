"""The rules of a jurisdiction as data: read, checked, and filled up from the generic pack.

A pack says only what its source says. What it leaves open is counted by the generic rule, and marked so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from .counting import Count, Direction, Mode, Unit


class Kind(StrEnum):
    """What is due. Those of `RULED` are counted by a rule of the pack, the others by the order itself."""

    FULL_HEARING = "full_hearing"
    HEARING = "hearing"
    SERVICE_BEFORE_HEARING = "service_before_hearing"
    UNSERVED = "unserved"
    FIREARM_SURRENDER = "firearm_surrender"
    FIREARM_RECEIPT = "firearm_receipt"
    FIREARM_REVIEW = "firearm_review"
    RETURN_OF_SERVICE = "return_of_service"
    RENEWAL_OPENS = "renewal_opens"
    EXPIRY = "expiry"
    LAPSE = "lapse"


class Anchor(StrEnum):
    """From what a rule counts."""

    ISSUED = "issued"
    HEARING = "hearing"
    HEARD = "heard"
    SERVED = "served"
    EXPIRES = "expires"


RULED = {
    Kind.FULL_HEARING: Anchor.ISSUED,
    Kind.SERVICE_BEFORE_HEARING: Anchor.HEARING,
    Kind.FIREARM_SURRENDER: Anchor.SERVED,
    Kind.FIREARM_RECEIPT: Anchor.SERVED,
    Kind.FIREARM_REVIEW: Anchor.HEARD,
    Kind.RETURN_OF_SERVICE: Anchor.SERVED,
    Kind.RENEWAL_OPENS: Anchor.EXPIRES,
}
BACKWARD = (Kind.SERVICE_BEFORE_HEARING, Kind.RENEWAL_OPENS)
# Safety does not wait for the next court day (DT-8).
NEVER_ROLLS = (Kind.FIREARM_SURRENDER, Kind.FIREARM_RECEIPT)
LANGUAGES = ("en", "es")
GENERIC = "generic"


class InvalidPack(ValueError):
    """The pack breaks its own rules; `problems` says where, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Rule:
    """One rule: what it is about, how it counts, for which orders, and where that is written."""

    kind: Kind
    count: Count
    source: str
    applies_to: tuple[str, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)
    is_filing: bool = False
    is_general: bool = False
    is_own: bool = False

    @property
    def anchor(self) -> Anchor:
        return RULED[self.kind]

    def holds_for(self, order_type: str) -> bool:
        return not self.applies_to or order_type in self.applies_to


@dataclass(frozen=True)
class Fact:
    """Something a pack tells that is not counted: in words, with its source."""

    topic: str
    words: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class Pack:
    key: str
    version: int
    name: Mapping[str, str]
    country: str
    state: str
    years: tuple[int, ...]
    rules: tuple[Rule, ...]
    facts: tuple[Fact, ...]
    refusal_counts: bool | None
    clerk_closes: time | None
    expiry_defaults: Mapping[str, str]
    verified_on: date
    next_review: date

    def rule_for(self, kind: Kind, order_type: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.kind == kind and rule.holds_for(order_type)), None)

    def is_old(self, today: date) -> bool:
        """Whether somebody should read the sources again."""
        return today >= self.next_review


def pack_from(data: Mapping[str, Any], generic: Mapping[str, Any] | None = None) -> Pack:
    """A pack that may be used from now on; raises `InvalidPack` with every problem found."""
    try:
        pack = stored_pack(data, generic)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidPack([f"The pack cannot be read: {error!r}."]) from error
    if problems := _problems(pack):
        raise InvalidPack(problems)
    return pack


def stored_pack(data: Mapping[str, Any], generic: Mapping[str, Any] | None = None) -> Pack:
    """A pack as it was stored, with the generic rules behind its own."""
    calendar = data["calendar"]
    rules = [_rule(entry) for entry in data.get("rules", ())]
    if data["key"] == GENERIC:
        rules = [replace(rule, is_general=not rule.is_own) for rule in rules]
    if generic is not None and generic["key"] != data["key"]:
        rules += [replace(_rule(entry), is_general=True) for entry in generic["rules"]]
    closes = data.get("clerk_closes")
    return Pack(
        key=data["key"],
        version=int(data["version"]),
        name=dict(data["name"]),
        country=calendar.get("country", ""),
        state=calendar.get("state", ""),
        years=tuple(sorted(int(year) for year in calendar["years"])),
        rules=tuple(rules),
        facts=tuple(Fact(f["topic"], dict(f["words"]), f["source"]) for f in data.get("facts", ())),
        refusal_counts=data.get("refusal_counts"),
        clerk_closes=time.fromisoformat(closes) if closes else None,
        expiry_defaults=dict(data.get("expiry_defaults", {})),
        verified_on=date.fromisoformat(data["verified_on"]),
        next_review=date.fromisoformat(data["next_review"]),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    kind = Kind(entry["kind"])
    count = Count(
        amount=int(entry["amount"]),
        unit=Unit(entry["unit"]),
        mode=Mode(entry["mode"]),
        direction=Direction.BEFORE if kind in BACKWARD else Direction.AFTER,
    )
    return Rule(
        kind=kind,
        count=count,
        source=entry["source"],
        applies_to=tuple(entry.get("applies_to", ())),
        note=dict(entry.get("note", {})),
        is_filing=bool(entry.get("is_filing", False)),
        is_own=bool(entry.get("is_own", False)),
    )


def rule_data(rule: Rule) -> dict[str, Any]:
    """The rule as it is kept beside what was computed by it."""
    count = rule.count
    return {
        "kind": rule.kind.value,
        "amount": count.amount,
        "unit": count.unit.value,
        "mode": count.mode.value,
        "source": rule.source,
        "note": dict(rule.note),
        "is_filing": rule.is_filing,
        "is_general": rule.is_general,
        "is_own": rule.is_own,
    }


def kept_rule(data: Mapping[str, Any]) -> Rule | None:
    """The rule that was kept; None for what the order itself states."""
    return replace(_rule(data), is_general=bool(data.get("is_general"))) if data else None


def _problems(pack: Pack) -> list[str]:
    problems = [f"{rule.kind}: {words}" for rule in pack.rules if (words := rule.count.problem())]
    problems += [f"{rule.kind} is not counted by a rule." for rule in pack.rules if rule.kind not in RULED]
    problems += [f"{rule.kind}: name the source." for rule in pack.rules if not rule.source.strip()]
    problems += [
        f"{rule.kind}: safety deadlines count elapsed hours."
        for rule in pack.rules
        if rule.kind in NEVER_ROLLS and rule.count.mode != Mode.HOURS_ELAPSED
    ]
    problems += [f"{fact.topic}: name the source." for fact in pack.facts if not fact.source.strip()]
    said = [fact.words for fact in pack.facts] + [rule.note for rule in pack.rules if rule.note] + [pack.name]
    if any(language not in words for words in said for language in LANGUAGES):
        problems.append("Everything said is said in every language.")
    if not pack.years:
        problems.append("The calendar needs at least one year.")
    if pack.next_review <= pack.verified_on:
        problems.append("The next review comes after the last.")
    return problems
