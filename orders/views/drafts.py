"""Drafts of the rules: begin, look over, compare, try on today's windows, propose, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage, page_of
from orders import access
from orders.actions import drafts as actions
from orders.actions import policies
from orders.choices.policy import LIST_WORDS, event_name, phase_name
from orders.escalation import InvalidRules, Rules, editing
from orders.forms.policy import BeginForm
from orders.forms.policy_answers import ApproveForm, ProposeForm, RejectForm
from orders.models import EscalationPolicy, PolicyDraft
from orders.queries import policies as queries
from orders.queries import policy_words


class Drafts(FormPage):
    """Every draft and proposal, and a new one."""

    permission = Perm.PROPOSE_POLICY
    form_class = BeginForm
    template = "orders/policy/drafts.html"
    success_message = gettext_lazy("The draft is begun. Nothing changes until it is proposed and approved.")

    def form_kwargs(self) -> dict[str, Any]:
        numbers = [version.policy.number for version in queries.versions()]
        return {"sources": [(str(n), _("version %(number)d") % {"number": n}) for n in numbers]}

    def form_context(self) -> dict[str, Any]:
        return {"page_obj": page_of(self.request, queries.drafts())}

    def act(self, form: BeginForm) -> PolicyDraft:
        number = form.cleaned_data["source"]
        source = access.get_version(self.staff, number=int(number)) if number else None
        return actions.begin(by=self.staff, title=form.cleaned_data["title"], source=source)


class DraftView(AgencyView):
    """A page of one draft."""

    permission = Perm.PROPOSE_POLICY
    draft: PolicyDraft

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.draft = access.get_draft(self.staff, kwargs["ref"], self.permission or Perm.PROPOSE_POLICY)

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(**{"draft": self.draft, **data})


def readable(draft: PolicyDraft) -> Rules | None:
    """The draft's rules; None while a part of it cannot be read."""
    try:
        return draft.parsed
    except InvalidRules:
        return None


class Draft(DraftView):
    """The draft part by part, what is not right yet, and what comes next."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        rules, in_force = readable(self.draft), policies.current_policy()
        changed = _changed(in_force.parsed, rules) if rules else {}
        return self.page(
            "orders/policy/draft.html", parts=self._parts(changed), in_force=in_force,
            changes=sum(changed.values()), open_problems=len(self.draft.problems),
            base_changed=self._base_changed(), own=self._is_own(),
            chain_problems=len(self.draft.problems_of("chain")),
            staffing_problems=len(self.draft.problems_of("staffed_hours")),
        )  # fmt: skip

    def _is_own(self) -> bool:
        by = self.draft.proposed_by
        return by is not None and by.user_id == self.staff.user_id

    def _base_changed(self) -> bool:
        return self.draft.state in ("draft", "proposed") and actions.base_changed(self.draft)

    def _parts(self, changed: dict[str, int]) -> list[dict[str, Any]]:
        """The sections of the draft with their address, in reading order."""
        data = self.draft.rules
        events = ["service", *(entry["key"] for entry in data["triggers"])]
        parts = [
            self._part(
                event, event_name(event),
                [phase_name(p["key"], p.get("label", "")) for p in editing.phases_of(data, event)], changed,
            )
            for event in events
        ]  # fmt: skip
        parts.append(self._part("lists", policy_words.section_title("lists"), LIST_WORDS.values(), changed))
        return parts

    def _part(self, key: str, title: str, holds: Any, changed: dict[str, int]) -> dict[str, Any]:
        problems = self.draft.problems_of(key)
        if key == "service":
            problems = [*problems, *self.draft.problems_of("first_service_uplift_hours")]
        return {
            "title": title, "holds": ", ".join(str(one) for one in holds), "problems": len(problems),
            "changes": changed.get(key, 0), "url": reverse("orders:draft_event", args=[self.draft.ref, key]),
        }  # fmt: skip


def _changed(before: Rules, after: Rules) -> dict[str, int]:
    return {section.key: section.changes for section in policy_words.side_by_side(before, after)}


class Difference(DraftView):
    """The draft beside the rules in force; and what changed meanwhile, where it began from older ones."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        rules = readable(self.draft)
        in_force = self._beside()
        shown: dict[str, Any] = {"in_force": in_force, "rules": rules, "all_of_it": "all" in request.GET}
        if rules:
            everything = shown["all_of_it"]
            shown["sections"] = policy_words.side_by_side(in_force.parsed, rules, all_of_it=everything)
            shown["unchanged"] = policy_words.unchanged(in_force.parsed, rules)
        if self.draft.state in ("draft", "proposed") and actions.base_changed(self.draft):
            shown["newest"] = policies.newest_version()
            shown["meanwhile"] = policy_words.side_by_side(self.draft.based_on.parsed, shown["newest"].parsed)
        return self.page("orders/policy/difference.html", **shown)

    def _beside(self) -> EscalationPolicy:
        """The rules in force; for what was approved, those it was written on."""
        return self.draft.based_on if self.draft.state == "approved" else policies.current_policy()


class Preview(DraftView):
    """What the draft would change today for the windows that are open. Nothing is changed by looking."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        rules = readable(self.draft)
        found = queries.what_if(self.staff, rules) if rules and not self.draft.problems else None
        page = page_of(request, found.rows) if found else None
        return self.page("orders/policy/preview.html", found=found, page_obj=page)


class DraftForm(FormPage, DraftView):
    """A form about a draft as a whole."""

    def initial(self) -> dict[str, Any]:
        return {"version": self.draft.version}


class Propose(DraftForm):
    """Ask somebody else for an answer."""

    form_class = ProposeForm
    template = "orders/policy/propose.html"
    success_message = gettext_lazy("Proposed. Whoever may approve it is told.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "why": self.draft.why}

    def act(self, form: ProposeForm) -> PolicyDraft:
        return actions.propose(self.draft, by=self.staff, **form.cleaned_data)


class Approve(DraftForm):
    """Make the proposal of somebody else the next version."""

    permission = Perm.APPROVE_POLICY
    form_class = ApproveForm
    template = "orders/policy/approve.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"base_changed": actions.base_changed(self.draft)}

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "when": "now"}

    def form_context(self) -> dict[str, Any]:
        rules = readable(self.draft)
        sections = policy_words.side_by_side(policies.current_policy().parsed, rules) if rules else []
        ahead = [version for version in queries.versions() if version.lies_ahead]
        return {"sections": sections, "ahead": ahead}

    def act(self, form: ApproveForm) -> EscalationPolicy:
        policy = actions.approve(self.draft, by=self.staff, **form.facts())
        words = _("Version %(number)d is approved. Windows that are open keep the rules they have.")
        messages.success(self.request, words % {"number": policy.number})
        return policy


class Reject(DraftForm):
    """Turn the proposal down."""

    permission = Perm.APPROVE_POLICY
    form_class = RejectForm
    template = "orders/policy/reject.html"
    success_message = gettext_lazy("The proposal is turned down. Whoever proposed it is told.")

    def act(self, form: RejectForm) -> PolicyDraft:
        return actions.reject(self.draft, by=self.staff, **form.cleaned_data)


class Withdraw(DraftView):
    """Take the draft or proposal off the table."""

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        actions.withdraw(self.draft, by=self.staff)
        messages.success(request, _("Withdrawn. It stays on record and can be taken up again."))
        return redirect(self.draft)


class TakeUp(DraftView):
    """Change what was turned down or withdrawn."""

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        actions.take_up(self.draft, by=self.staff)
        messages.success(request, _("It is a draft again and can be changed."))
        return redirect(self.draft)


def said_of(problems: int) -> str:
    """What a saved part still lacks."""
    words = ngettext(
        "Saved. %(count)d thing is not right yet.", "Saved. %(count)d things are not right yet.", problems
    )
    return words % {"count": problems} if problems else _("Saved.")
