"""Proposals for an agency's rules, and moving open windows to a newer version."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices.policy import DraftState, MoveState
from orders.escalation import InvalidRules, Problem, Rules, problems_in, stored_rules

from .windows import EscalationPolicy, EscalationWindow


class PolicyDraft(Versioned, AgencyOwned):
    """Rules that somebody writes or proposes. What is approved becomes a version; this stays as its record.

    It may be saved while invalid; a version never is. Of an agency's drafts one at most is proposed.
    """

    title = models.CharField(_("what changes, in a few words"), max_length=120)
    why = models.TextField(_("why"), blank=True, default="")
    rules = models.JSONField()
    based_on = models.ForeignKey(EscalationPolicy, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.DRAFT)
    begun_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True, default="")
    policy = models.OneToOneField(
        EscalationPolicy, null=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state="proposed"), name="one_open_proposal_of_rules"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(policy__isnull=False, answered_by__isnull=False),
                name="approved_draft_has_its_version",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "approved", "rejected"]) | Q(proposed_by__isnull=False),
                name="proposal_names_its_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(answered_by=models.F("proposed_by")),
                name="rules_are_approved_by_a_second_person",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:policy_draft", args=[self.ref])

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.DRAFT

    @property
    def is_proposed(self) -> bool:
        return self.state == DraftState.PROPOSED

    @cached_property
    def problems(self) -> list[Problem]:
        """Why these rules may not be proposed yet."""
        return problems_in(self.rules)

    def problems_of(self, *path: str) -> list[Problem]:
        """Those of one part, and of what it holds."""
        return [problem for problem in self.problems if problem.lies_in(*path)]

    @property
    def unplaced(self) -> list[Problem]:
        """Those that belong to no part but to the draft as a whole."""
        return [problem for problem in self.problems if not problem.path or problem.path[0] == "events"]

    @property
    def parsed(self) -> Rules:
        """The rules as far as they can be read; raises `InvalidRules` where they cannot."""
        try:
            return stored_rules(self.rules)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidRules(self.problems) from error


class RulesMove(AgencyOwned):
    """Somebody asked that open windows take on a newer version of the rules."""

    policy = models.ForeignKey(EscalationPolicy, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def get_absolute_url(self) -> str:
        return reverse("orders:rules_move", args=[self.ref])


class RulesMoveItem(AgencyOwned):
    """One window of a move, and what became of it: once."""

    move = models.ForeignKey(RulesMove, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(EscalationWindow, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=MoveState, default=MoveState.WAITING)
    why = models.CharField(max_length=14, blank=True, default="")
    became = models.ForeignKey(EscalationWindow, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["move", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["move", "window"], name="a_window_moves_once"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(settled_at__isnull=False), name="settled_move_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["agency"], condition=Q(state="waiting"), name="rules_move_waiting"),
            models.Index(fields=["agency", "became"], name="rules_move_of_window"),
        ]


audit.register(PolicyDraft, exclude=("rules",))  # What changed in them is told by part.
audit.register(RulesMove)
