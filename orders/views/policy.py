"""The rules by which windows run: what is in force, and every version there was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from caseload.permissions import Perm
from caseload.views.base import AgencyView
from orders import access
from orders.actions import policies
from orders.escalation import Rules
from orders.models import EscalationPolicy
from orders.queries import policies as queries
from orders.queries import policy_words


class Policy(AgencyView):
    """The rules in force, what comes next, and the proposal that waits."""

    permission = Perm.SEE_POLICY

    def get(self, request: HttpRequest) -> HttpResponse:
        policy = policies.current_policy()
        versions = queries.versions()
        return self.page(
            "orders/policy/rules.html", policy=policy, rules=policy.parsed,
            sections=policy_words.in_words(policy.parsed), proposal=queries.open_proposal(),
            ahead=[version for version in versions if version.lies_ahead],
        )  # fmt: skip


class Versions(AgencyView):
    """The history of the rules."""

    permission = Perm.SEE_POLICY

    def get(self, request: HttpRequest) -> HttpResponse:
        policies.current_policy()  # An agency that never opened a window has its first version from here on.
        return self.page("orders/policy/versions.html", versions=queries.versions())


class VersionPage(AgencyView):
    """One version in full, or beside the one before it."""

    permission = Perm.SEE_POLICY
    template = "orders/policy/version.html"

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.policy = access.get_version(self.staff, number=kwargs["number"])

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        version = queries.version_of(number)
        before = queries.before(self.policy)
        return self.page(
            self.template, policy=self.policy, version=version, before=before,
            sections=policy_words.in_words(self.policy.parsed),
            changes=_changes(before, self.policy.parsed) if before else None,
        )  # fmt: skip


def _changes(before: EscalationPolicy, rules: Rules) -> list[policy_words.Section]:
    return policy_words.side_by_side(before.parsed, rules)


class PrintVersion(VersionPage):
    """One version on paper."""

    template = "orders/policy/version_print.html"


class CallOff(AgencyView):
    """A version that lies ahead never comes into force."""

    permission = Perm.APPROVE_POLICY

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.policy = access.get_version(self.staff, Perm.APPROVE_POLICY, number=kwargs["number"])

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        policies.call_off(self.policy, by=self.staff)
        messages.success(request, _("This version is called off. It never comes into force."))
        return redirect("orders:policy_versions")
