"""An agency's rules in words, part by part: one version alone, or two side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from orders.choices.policy import (
    CHAIN_ROLES,
    DAY_WORDS,
    FIELD_WORDS,
    LEVELS,
    LIST_WORDS,
    MARK_WORDS,
    event_name,
    hours_words,
    phase_name,
    span_words,
    spans_words,
    task_name,
    task_terms,
)
from orders.escalation import SERVICE, Difference, Mark, Rules, TaskRule, differences

HOUR_FIELDS = {"acknowledge_hours", "check_in_hours", "lead_hours", "first_service_uplift_hours"}


@dataclass(frozen=True)
class Row:
    """One line: what it is, what both versions say, and in words whether they differ."""

    what: str
    before: str
    after: str
    mark: str
    mark_words: str

    @property
    def differs(self) -> bool:
        return self.mark != Mark.SAME


@dataclass
class Block:
    """A phase, a list of tasks, or what holds for the section as a whole (no title)."""

    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Section:
    """An event, the lists beside the phases, or who is asked when."""

    key: str
    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(row.differs for block in self.blocks for row in block.rows)


def side_by_side(before: Rules, after: Rules, *, all_of_it: bool = False) -> list[Section]:
    """What differs between two versions, or all of both with the differences marked."""
    rows = differences(before, after)
    return _sections([row for row in rows if all_of_it or row.mark != Mark.SAME], before, after)


def in_words(rules: Rules) -> list[Section]:
    """All that one version says."""
    return _sections(differences(rules, rules), rules, rules)


def unchanged(before: Rules, after: Rules) -> list[str]:
    """The titles of the sections that say the same."""
    differing = {row.section for row in differences(before, after) if row.mark != Mark.SAME}
    every = dict.fromkeys(row.section for row in differences(before, after))
    return [section_title(key) for key in every if key not in differing]


def section_title(key: str) -> str:
    if key == SERVICE:
        return _("After service")
    if key == "lists":
        return _("Tasks before and beside the phases")
    if key == "staffing":
        return _("Who is asked, and staffed hours")
    return event_name(key)


def _sections(rows: Iterable[Difference], before: Rules, after: Rules) -> list[Section]:
    names = _phase_names(before) | _phase_names(after)
    found: dict[str, Section] = {}
    blocks: dict[tuple[str, str], Block] = {}
    for row in rows:
        key = row.path[0]
        section = found.setdefault(key, Section(key, section_title(key)))
        inner = row.path[1] if len(row.path) > 2 else ""
        if (key, inner) not in blocks:
            block = Block(_block_title(key, inner, names))
            blocks[key, inner] = block
            section.blocks.append(block)
        blocks[key, inner].rows.append(_row(row, names))
    return list(found.values())


def _phase_names(rules: Rules) -> dict[tuple[str, str], str]:
    return {
        (event, phase.key): phase_name(phase.key, phase.label)
        for event in rules.events
        for phase in rules.for_trigger(event).phases
    }


def _block_title(section: str, inner: str, names: dict[tuple[str, str], str]) -> str:
    if not inner:
        return ""
    return str(LIST_WORDS[inner]) if section == "lists" else names.get((section, inner), inner)


def _row(row: Difference, names: dict[tuple[str, str], str]) -> Row:
    return Row(
        what=_what(row), before=_said(row, row.before, names), after=_said(row, row.after, names),
        mark=row.mark.value, mark_words=str(MARK_WORDS[row.mark.value]),
    )  # fmt: skip


def _what(row: Difference) -> str:
    task = row.after or row.before
    if isinstance(task, TaskRule):
        return task_name(task)
    last = row.path[-1]
    return str(DAY_WORDS[last] if last in DAY_WORDS else FIELD_WORDS[last])


def _said(row: Difference, value: Any, names: dict[tuple[str, str], str]) -> str:
    last = row.path[-1]
    if value is None:
        return ""
    if isinstance(value, TaskRule):
        return task_terms(value)
    if last in HOUR_FIELDS:
        return hours_words(value)
    if last == "until":
        return span_words(*value)
    if last == "level":
        return str(LEVELS.get(value, value))
    if last == "enabled":
        return _("Yes") if value else _("No")
    if last == "order":
        return ", ".join(names.get((row.path[0], key), key) for key in value)
    if last == "chain":
        return ", ".join(str(CHAIN_ROLES.get(role, role)) for role in value)
    return spans_words(value) if last in DAY_WORDS else str(value)
