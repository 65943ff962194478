"""The sections and items of a safety plan, in the order in which they are talked about."""

from . import everyday, leaving, places, support
from .base import Item, Section

_ORDER = (
    "basics",
    "during_incident",
    "living_together",
    "leaving",
    "after_leaving",
    "home",
    "phone",
    "danger_signals",
    "order",
    "firearms",
    "work",
    "school_childcare",
    "children",
    "pets",
    "court",
    "travel_public",
    "tech",
    "money_docs",
    "health_emotional",
    "supports",
    "bag",
    "checkins",
)
_BY_KEY = {
    section.key: section
    for section in (*everyday.SECTIONS, *leaving.SECTIONS, *places.SECTIONS, *support.SECTIONS)
}
SECTIONS: tuple[Section, ...] = tuple(_BY_KEY[key] for key in _ORDER)
ITEMS: dict[str, tuple[Section, Item]] = {
    item.key: (section, item) for section in SECTIONS for item in section.items
}


def section(key: str) -> Section | None:
    """The section of that key, None when there is none."""
    return _BY_KEY.get(key)


def in_setting(setting: str) -> list[Section]:
    """The sections that say something about one setting."""
    return [entry for entry in SECTIONS if setting in entry.settings]


__all__ = ["ITEMS", "SECTIONS", "Item", "Section", "in_setting", "section"]
