"""The few errors that pages, API and jobs all understand."""

from __future__ import annotations

from typing import Any


class NoAgency(RuntimeError):
    """Agency data was touched while nobody was acting for an agency."""


class NotVisible(Exception):
    """Absent, in another agency, not assigned or restricted: one answer, 404."""


class Denied(Exception):
    """The thing may be seen, but this may not be done with it: 403."""


class RuleBroken(Exception):
    """A rule of the domain refuses; `message` is fit for the page, `field` names the input at fault."""

    def __init__(self, message: Any, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Exception):
    """Somebody else saved first; `current` is the object as it now stands."""

    def __init__(self, current: Any):
        super().__init__("changed by somebody else")
        self.current = current
