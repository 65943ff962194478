"""The rules of windows: /api/v1/policy-versions/ and /api/v1/policy-drafts/. Pages change them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import time
from types import SimpleNamespace
from typing import Any

from caseload.api.base import One, Rows
from caseload.permissions import Perm
from orders import access
from orders.actions import policies
from orders.api.serializers.policy import (
    DifferenceShown,
    DraftFilters,
    DraftFull,
    DraftRow,
    VersionFull,
    VersionRow,
)
from orders.escalation import InvalidRules, Rules, changed
from orders.models import EscalationPolicy, PolicyDraft
from orders.queries import policies as queries


def _shown(rows: list[EscalationPolicy]) -> list[Any]:
    """Versions with their time in force."""
    known = {version.policy.pk: version for version in queries.versions()}
    return [
        SimpleNamespace(
            policy=row, ref=row.ref, number=row.number, key=row.key, effective_from=row.effective_from,
            until=known[row.pk].until, is_in_force=known[row.pk].in_force,
        )
        for row in rows
    ]  # fmt: skip


class Versions(Rows):
    """Every version of the agency's rules, the newest first."""

    permissions = {"GET": Perm.SEE_POLICY}
    shows = VersionRow

    def rows(self) -> Any:
        return queries.policies().defer("rules")

    def prepared(self, rows: list[Any]) -> list[Any]:
        return _shown(rows)


class OneVersion(One):
    """One version in full."""

    permissions = {"GET": Perm.SEE_POLICY}
    shows = VersionFull

    def fetch(self, ref: str, perm: Perm) -> EscalationPolicy:
        return access.get_version(self.staff, perm, ref=ref)

    def prepared(self, rows: list[Any]) -> list[Any]:
        return _shown(rows)


class VersionDifference(One):
    """What a version says otherwise than the one before it."""

    permissions = {"GET": Perm.SEE_POLICY}
    verb = "difference"
    shows = DifferenceShown

    def fetch(self, ref: str, perm: Perm) -> Any:
        policy = access.get_version(self.staff, perm, ref=ref)
        return _difference(queries.before(policy), policy.parsed)


class Drafts(Rows):
    """Drafts and proposals, the newest first."""

    permissions = {"GET": Perm.PROPOSE_POLICY}
    filters = DraftFilters
    shows = DraftRow

    def rows(self) -> Any:
        return queries.drafts()


class OneDraft(One):
    """One draft in full, with what is not right yet."""

    permissions = {"GET": Perm.PROPOSE_POLICY}
    shows = DraftFull

    def fetch(self, ref: str, perm: Perm) -> PolicyDraft:
        return access.get_draft(self.staff, ref, perm)


class DraftDifference(One):
    """What a draft says otherwise than the rules in force. Empty while it cannot be read."""

    permissions = {"GET": Perm.PROPOSE_POLICY}
    verb = "difference"
    shows = DifferenceShown

    def fetch(self, ref: str, perm: Perm) -> Any:
        draft = access.get_draft(self.staff, ref, perm)
        try:
            return _difference(policies.current_policy(), draft.parsed)
        except InvalidRules:
            return {"against": None, "differences": []}


def _difference(before: EscalationPolicy | None, rules: Rules) -> dict[str, Any]:
    rows = changed(before.parsed, rules) if before else []
    found = [
        {
            "path": list(row.path), "mark": row.mark.value, "before": _plain(row.before),
            "after": _plain(row.after),
        }
        for row in rows
    ]  # fmt: skip
    return {"against": before.number if before else None, "differences": found}


def _plain(value: Any) -> Any:
    """A part of the rules as JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain(dataclasses.asdict(value))
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value.isoformat("minutes") if isinstance(value, time) else value
