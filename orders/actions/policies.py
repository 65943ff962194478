"""The agency's rules for the window: versions, never changed in place."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caseload import access
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Staff
from caseload.permissions import Perm
from orders.escalation import InvalidRules, rules_from
from orders.models import EscalationPolicy

DEFAULT = Path(__file__).resolve().parent.parent / "policies" / "post_service_default_v1.json"


def default_rules() -> dict[str, Any]:
    """The rules every agency starts with."""
    rules: dict[str, Any] = json.loads(DEFAULT.read_text(encoding="utf-8"))
    return rules


def current_policy() -> EscalationPolicy:
    """The version of the acting agency's rules that is in force: by its date, the latest that has begun.

    A version with a later date comes into force by itself. The first is made from the default when asked for.
    """
    begun = standing_versions().filter(effective_from__lte=clock.now())
    found = begun.order_by("-effective_from", "-number").first()
    return found or set_policy(default_rules(), by=None, first=True)


def standing_versions() -> QuerySet[EscalationPolicy]:
    """Versions that are, were or will be in force: those called off before their time are not among them."""
    return EscalationPolicy.objects.filter(called_off_at__isnull=True)


def newest_version() -> EscalationPolicy:
    """The last that was approved and stands, in force or with a date to come."""
    return standing_versions().order_by("-number").first() or current_policy()


@action
def call_off(policy: EscalationPolicy, *, by: Staff) -> EscalationPolicy:
    """A version that has not come into force never will. Doing it twice changes nothing."""
    access.require(by, Perm.APPROVE_POLICY)
    lock_versions()
    policy = EscalationPolicy.objects.get(pk=policy.pk)
    if policy.called_off_at:
        return policy
    now = clock.now()
    if policy.effective_from <= now:
        raise RuleBroken(_("This version is in force already. Propose another one in its place."))
    policy.called_off_at, policy.called_off_by = now, by
    policy.save(update_fields=["called_off_at", "called_off_by"])
    audit.record("orders.policy_called_off", policy, number=policy.number)
    return policy


def lock_versions() -> None:
    """Versions of an agency's rules are added and called off one at a time."""
    Agency.objects.select_for_update(no_key=True).get(pk=context.current().agency_id)


@action
def set_policy(rules: dict[str, Any], *, by: Staff | None, first: bool = False) -> EscalationPolicy:
    """A new version for windows that open from now on; open ones keep theirs. `RuleBroken` if invalid.

    For an agency's first version, and for commands; people propose and approve (`orders.actions.drafts`).
    """
    lock_versions()
    if first and (newest := EscalationPolicy.objects.order_by("-number").first()):
        return newest  # Somebody else asked at the same moment.
    return add_version(rules, effective_from=clock.now(), approved_by=by)


def add_version(
    rules: dict[str, Any], *, effective_from: datetime, approved_by: Staff | None,
    proposed_by: Staff | None = None,
) -> EscalationPolicy:  # fmt: skip
    """The next version, for a caller who holds `lock_versions`; `RuleBroken` if the rules are invalid."""
    try:
        rules_from(rules)
    except InvalidRules as invalid:
        words = " ".join(str(problem) for problem in invalid.problems)
        raise RuleBroken(_("These rules cannot be used: %s") % words) from invalid
    newest = EscalationPolicy.objects.order_by("-number").first()
    number = newest.number + 1 if newest else 1
    policy = EscalationPolicy(
        number=number, key=rules["key"], rules=rules, effective_from=effective_from,
        proposed_by=proposed_by, approved_by=approved_by,
    )  # fmt: skip
    policy.save()
    audit.record("orders.policy_created", policy, number=number, key=policy.key)
    return policy
