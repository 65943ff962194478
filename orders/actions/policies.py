"""The agency's rules for the window: versions, never changed in place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseload.foundation import audit, clock, context
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Staff
from orders.escalation import InvalidRules, rules_from
from orders.models import EscalationPolicy

DEFAULT = Path(__file__).resolve().parent.parent / "policies" / "post_service_default_v1.json"


def default_rules() -> dict[str, Any]:
    """The rules every agency starts with."""
    rules: dict[str, Any] = json.loads(DEFAULT.read_text(encoding="utf-8"))
    return rules


def current_policy() -> EscalationPolicy:
    """The newest version of the acting agency's policy; the first is made from the default when asked for."""
    found = EscalationPolicy.objects.order_by("-number").first()
    return found or set_policy(default_rules(), by=None, first=True)


@transaction.atomic
def set_policy(rules: dict[str, Any], *, by: Staff | None, first: bool = False) -> EscalationPolicy:
    """A new version for windows that open from now on; open ones keep theirs. `RuleBroken` if invalid."""
    try:
        rules_from(rules)
    except InvalidRules as invalid:
        raise RuleBroken(_("These rules cannot be used: %s") % " ".join(invalid.problems)) from invalid
    Agency.objects.select_for_update(no_key=True).get(pk=context.current().agency_id)
    newest = EscalationPolicy.objects.order_by("-number").first()
    if first and newest:
        return newest  # Somebody else asked at the same moment.
    number = newest.number + 1 if newest else 1
    policy = EscalationPolicy(
        number=number, key=rules["key"], rules=rules, effective_from=clock.now(), approved_by=by
    )
    policy.save()
    audit.record("orders.policy_created", policy, number=number, key=policy.key)
    return policy
