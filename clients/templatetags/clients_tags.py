"""How templates speak about safe contact and plans."""

from __future__ import annotations

from typing import Any

from django import template

from clients import contact_words
from clients.choices import PlanState
from clients.contact import Verdict
from clients.forms.people import DESCRIPTION

register = template.Library()

STATE_CLASS = {"yes": "ok", "no": "plain", "not_now": "note", "": "plain"}
REVIEW_CLASS = {"overdue": "bad", "due": "warn", "none": "warn", "declined": "plain", "fresh": "ok"}
RELEASE_CLASS = {
    "valid": "ok",
    "draft": "note",
    "not_yet": "note",
    "expired": "plain",
    "revoked": "bad",
    "void": "plain",
}


@register.filter
def verdict_words(verdict: Verdict) -> str:
    return contact_words.verdict_words(verdict)


@register.filter
def hours_words(hours: Any) -> str:
    return contact_words.hours_words(hours)


@register.filter
def state_class(state: str) -> str:
    return STATE_CLASS.get(state, "plain")


@register.filter
def state_words(state: str) -> str:
    return str(PlanState(state).label) if state else ""


@register.filter
def review_class(state: str) -> str:
    return REVIEW_CLASS.get(state, "plain")


@register.filter
def release_class(status: str) -> str:
    return RELEASE_CLASS.get(status, "plain")


@register.filter
def looks(respondent: Any) -> list[tuple[str, str]]:
    """The description of a respondent, part by part, in order."""
    said = respondent.description
    return [(str(label), said[key]) for key, label in DESCRIPTION.items() if said.get(key)]
