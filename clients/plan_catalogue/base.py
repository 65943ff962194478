"""What an item and a section of a safety plan are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CLIENT_ONLY = ("client",)


@dataclass(frozen=True)
class Item:
    """One thing to talk about. Said as "I", a choice and never an order (SP-4).

    `audiences` may see it on their own sheet; `printable` is off for what would give a place away (SP-6).
    """

    key: str
    label: Any
    hint: Any = ""
    setting: str = ""
    audiences: tuple[str, ...] = CLIENT_ONLY
    printable: bool = True


@dataclass(frozen=True)
class Section:
    """One page of the plan; its items belong to `setting` unless they say otherwise."""

    key: str
    title: Any
    setting: str
    intro: Any
    items: tuple[Item, ...]

    def setting_of(self, item: Item) -> str:
        return item.setting or self.setting

    @property
    def settings(self) -> frozenset[str]:
        return frozenset(self.setting_of(item) for item in self.items) or frozenset({self.setting})
