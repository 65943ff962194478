"""Changing a draft of the rules, one part at a time: data in, new data out.

A place is an event (`service`, or a trigger) with one of its phases, or `lists` with one of the lists of
tasks before and beside the phases. `NoSuchPart` when somebody else took it away meanwhile.
"""

import copy
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from .rules import DEFAULT_TRIGGERS, ROLES, SERVICE
from .validation import LISTS, LONGEST_PHASE_KEY, LONGEST_TASK_KEY

Data = dict[str, Any]
BESIDE = "lists"


class NoSuchPart(LookupError):
    """The rules have no such event, phase or task."""


def whole(data: Mapping[str, Any]) -> Data:
    """A copy to edit, with everything said that older versions leave to the defaults."""
    full = copy.deepcopy(dict(data))
    full.setdefault("triggers", copy.deepcopy(DEFAULT_TRIGGERS))
    full.setdefault("chain", list(ROLES))
    full.setdefault("staffed_hours", {})
    full.setdefault("first_service_uplift_hours", 0)
    for name in LISTS:
        full.setdefault(name, [])
    return full


def fingerprint(part: Any) -> str:
    """What a form shows and hands back, so that a change meets the part it was made on."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


# ---- Finding a part ----------------------------------------------------------------------------------------


def trigger_of(data: Data, event: str) -> Data:
    return _one(data["triggers"], event)


def phases_of(data: Data, event: str) -> list[Data]:
    """The phases of an event, as they stand in the data."""
    found: list[Data] = data["phases"] if event == SERVICE else trigger_of(data, event)["phases"]
    return found


def phase_of(data: Data, event: str, phase: str) -> Data:
    return _one(phases_of(data, event), phase)


def tasks_of(data: Data, event: str, phase: str) -> list[Data]:
    """The tasks of a phase, or of a list beside the phases."""
    if event == BESIDE:
        if phase not in LISTS:
            raise NoSuchPart(phase)
        found: list[Data] = data[phase]
        return found
    return phase_of(data, event, phase).setdefault("tasks", [])  # type: ignore[no-any-return]


def task_of(data: Data, event: str, phase: str, task: str) -> Data:
    return _one(tasks_of(data, event, phase), task)


def _one(rows: list[Data], key: str) -> Data:
    found = next((row for row in rows if row["key"] == key), None)
    if found is None:
        raise NoSuchPart(key)
    return found


# ---- Changing it -------------------------------------------------------------------------------------------


def edited(data: Data, change: Callable[[Data], None]) -> Data:
    """The data after `change` worked on a copy."""
    new = copy.deepcopy(data)
    change(new)
    return new


def put(rows: list[Data], key: str, entry: Data) -> None:
    """Set the entry `key` anew in its place; what `entry` does not say stays."""
    found = _one(rows, key)
    found.update(entry)
    for name in [name for name, value in found.items() if value is None and name in OPTIONAL]:
        del found[name]


def add(rows: list[Data], entry: Data) -> None:
    rows.append({name: value for name, value in entry.items() if value is not None or name not in OPTIONAL})


def remove(rows: list[Data], key: str) -> None:
    rows.remove(_one(rows, key))


def move(rows: list[Data], key: str, by: int) -> None:
    """One place up (-1) or down (1); at the end of the row it stays where it is."""
    at = rows.index(_one(rows, key))
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))


ADDRESSES = {"add", "before", "remove"}  # What pages have at the place of a key.
OPTIONAL = {"title", "label", "check_in_hours", "only_if"}


def phase_key(name: str, taken: set[str]) -> str:
    """A key made from an agency's own words: it is what boards show of the phase."""
    return _key(name, taken, LONGEST_PHASE_KEY)


def task_key(words: str, taken: set[str]) -> str:
    return _key(words, taken, LONGEST_TASK_KEY)


def _key(words: str, taken: set[str], longest: int) -> str:
    plain = unicodedata.normalize("NFC", words.strip().casefold())
    stem = re.sub(r"[\W_]+", "_", plain).strip("_")[:longest].strip("_") or "own"
    key, number = stem, 2
    while key in taken or key in ADDRESSES:
        key = f"{stem[: longest - len(str(number)) - 1]}_{number}"
        number += 1
    return key
