"""Short ways to write down the people of a scenario."""

from __future__ import annotations

from typing import Any

from .story import Facts


def mobile(value: str, **more: Any) -> Facts:
    """A phone that is safe to call and to text, unless said otherwise."""
    return {
        "kind": "phone",
        "value": value,
        "safe_to_call": "yes",
        "safe_to_text": "yes",
        "is_preferred": True,
        "respondent_has_access": "no",
        **more,
    }


def child(name: str, born: str, school: str = "", **more: Any) -> Facts:
    return {
        "name": name,
        "relation": "child",
        "is_child": True,
        "date_of_birth": born,
        "school_place": school,
        **more,
    }


def member(name: str, relation: str, note: str = "") -> Facts:
    """A grown-up of the household."""
    return {"name": name, "relation": relation, "is_child": False, "notes": note}


def respondent(name: str, relationship: str, **more: Any) -> Facts:
    return {"name": name, "relationship": relationship, **more}
