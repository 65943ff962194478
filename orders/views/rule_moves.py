"""Moving open windows to the rules in force, and how far a move is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage, page_of
from orders import access
from orders.actions import policies
from orders.actions import rule_moves as actions
from orders.forms.policy_answers import MoveForm
from orders.models import RulesMove
from orders.queries import policies as queries


class MoveWindows(FormPage):
    """Choose open windows under older rules; each is shown with what would change for it."""

    permission = Perm.ACKNOWLEDGE_ALERT
    form_class = MoveForm
    template = "orders/policy/move.html"
    success_message = gettext_lazy("The move is begun.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.policy = policies.current_policy()
        self.movable = set(actions.movable(self.policy, by=self.staff).values_list("ref", flat=True))

    def form_kwargs(self) -> dict[str, Any]:
        return {"refs": sorted(self.movable)}

    def initial(self) -> dict[str, Any]:
        return {"which": "chosen"}

    def form_context(self) -> dict[str, Any]:
        found = queries.what_if(self.staff, self.policy.parsed)
        rows = [row for row in found.rows if row.ref in self.movable]
        ticked = set(self.request.POST.getlist("windows"))
        return {
            "policy": self.policy, "page_obj": page_of(self.request, rows), "total": len(rows),
            "ticked": ticked, "moves": queries.recent_moves(),
        }  # fmt: skip

    def act(self, form: MoveForm) -> RulesMove:
        return actions.ask(self.policy, by=self.staff, refs=form.refs())


class MovePage(AgencyView):
    """How far a move is, and what became of each window."""

    permission = Perm.ACKNOWLEDGE_ALERT

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.move = access.get_rules_move(self.staff, kwargs["ref"])

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        progress = queries.move_progress(self.staff, self.move)
        page = page_of(request, progress.rows)
        for row in page.object_list:
            row.why_words = queries.kept_words(row.why)
        return self.page("orders/policy/moving.html", move=self.move, progress=progress, page_obj=page)
