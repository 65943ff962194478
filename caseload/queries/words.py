"""Readable words for events and notices of every installed app, found without importing upwards."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _


@lru_cache(maxsize=8)
def _collected(name: str) -> dict[str, Any]:
    """The dicts (or sets) called `name` in the `choices` modules of all installed apps, as one."""
    labels: dict[str, Any] = {}
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "choices"):
            found = getattr(import_module(f"{config.name}.choices"), name, {})
            labels.update(found if isinstance(found, dict) else dict.fromkeys(found))
    return labels


def event_labels() -> dict[str, str]:
    """event -> its words, by words."""
    return dict(sorted(((k, str(v)) for k, v in _collected("EVENT_LABELS").items()), key=lambda p: p[1]))


def event_label(event: str) -> str:
    """The words of an event; an event nobody described is shown by its own name, readably."""
    known = _collected("EVENT_LABELS").get(event)
    return str(known) if known else event.partition(".")[2].replace("_", " ").capitalize() or event


def is_key_event(event: str) -> bool:
    """Whether the event stands out on a timeline (an app names such events in `choices.KEY_EVENTS`)."""
    return event in _collected("KEY_EVENTS")


def notice_label(kind: str) -> str:
    """The words of a notice, inside the program only; messages outside never carry them."""
    known = _collected("NOTICE_LABELS").get(kind) or _collected("EVENT_LABELS").get(kind)
    return str(known) if known else _("Something needs you")
