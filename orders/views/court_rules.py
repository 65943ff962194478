"""The court calendar and rules of the agency: what they are, where they are from, who checked them when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caseload.foundation import clock
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage
from orders import access, queries
from orders.actions import court_rules as actions
from orders.choices import DEADLINE_LABELS, rule_words
from orders.deadlines import RULED, Kind, Pack, Rule
from orders.forms import CheckedForm, CourtDayForm, PackForm, RuleForm, YearForm
from orders.forms.deadlines import year_from


def _said(words: Any) -> str:
    """What a pack says, in the reader's language."""
    return str(words.get(get_language() or "en") or words.get("en", ""))


def _rules_of(pack: Pack) -> list[dict[str, Any]]:
    """Every rule that is used, in words; a kind may have one for some orders and one for the others."""
    return [
        {
            "kind": rule.kind, "label": DEADLINE_LABELS[rule.kind], "rule": rule,
            "words": rule_words(rule), "note": _said(rule.note),
        }
        for kind in RULED
        for rule in _used(pack, kind)
    ]  # fmt: skip


def _used(pack: Pack, kind: Kind) -> list[Rule]:
    found = [rule for rule in pack.rules if rule.kind == kind]
    own = [rule for rule in found if not rule.is_general]
    return own if any(not rule.applies_to for rule in own) else found


class Rules(AgencyView):
    """Rules with their sources, and the court days of a year."""

    permission = Perm.SEE_POLICY

    def get(self, request: HttpRequest) -> HttpResponse:
        rules = queries.current_rules()
        pack = rules.pack
        year = year_from(request.GET.get("year", ""), clock.today(self.agency.tz))
        return self.page(
            "orders/court_rules.html", rules=rules, name=_said(pack.name), shown=_rules_of(pack),
            facts=[{"words": _said(fact.words), "source": fact.source} for fact in pack.facts],
            years=pack.years, year=queries.court_year(pack, year),
            missing_year=queries.next_missing_year(pack),
            versions=queries.rule_versions(),
        )  # fmt: skip


class _Edit(FormPage):
    """A form about the rules."""

    permission = Perm.MANAGE_POLICY


class ChoosePack(_Edit):
    """Count by the rules of another jurisdiction."""

    form_class = PackForm
    template = "orders/court_pack.html"
    success_message = _("Deadlines are counted by these rules now. Dates that a person entered stay.")

    def initial(self) -> dict[str, Any]:
        return {"pack": queries.current_rules().pack.key}

    def form_kwargs(self) -> dict[str, Any]:
        return {"packs": [(key, _said(data["name"])) for key, data in queries.pack_files().items()]}

    def act(self, form: PackForm) -> str:
        actions.choose_pack(form.cleaned_data["pack"], by=self.staff)
        return "orders:court_rules"


class EditRule(_Edit):
    """A rule of the agency's own in place of the pack's."""

    form_class = RuleForm
    template = "orders/court_rule_form.html"
    success_message = _("The rule is changed. Dates that a person entered stay.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        if kwargs["kind"] not in [kind.value for kind in RULED]:
            raise NotVisible
        self.kind = Kind(kwargs["kind"])
        rules = [rule for rule in queries.current_rules().pack.rules if rule.kind == self.kind]
        self.rule = rules[0] if rules else None

    def form_context(self) -> dict[str, Any]:
        return {"label": DEADLINE_LABELS[self.kind], "kind": self.kind, "rule": self.rule}

    def initial(self) -> dict[str, Any]:
        if self.rule is None:
            return {"unit": "days", "mode": "calendar_no_roll"}
        count = self.rule.count
        return {
            "amount": count.amount, "unit": count.unit.value, "mode": count.mode.value,
            "source": self.rule.source, "note": _said(self.rule.note),
        }  # fmt: skip

    def act(self, form: RuleForm) -> str:
        actions.edit_rule(self.kind.value, by=self.staff, **form.cleaned_data)
        return "orders:court_rules"


class Checked(_Edit):
    """Somebody read the sources again."""

    form_class = CheckedForm
    template = "orders/court_checked.html"
    success_message = _("Noted: the rules are checked.")

    def initial(self) -> dict[str, Any]:
        return {"clerk_closes": queries.current_rules().pack.clerk_closes}

    def act(self, form: CheckedForm) -> str:
        actions.confirm_checked(by=self.staff, **form.facts())
        return "orders:court_rules"


class Days(_Edit):
    """Closures of the agency's own courts."""

    form_class = CourtDayForm
    template = "orders/court_days.html"
    success_message = _("The court calendar is changed.")

    def form_context(self) -> dict[str, Any]:
        rules = queries.current_rules()
        year = year_from(self.request.GET.get("year", ""), clock.today(self.agency.tz))
        return {"year": queries.court_year(rules.pack, year), "years": rules.pack.years}

    def act(self, form: CourtDayForm) -> str:
        row = actions.add_court_day(by=self.staff, **form.facts())
        return f"{reverse('orders:court_days')}?year={row.day.year}"


class AddYear(_Edit):
    """Court days may be counted in one more year."""

    form_class = YearForm
    template = "orders/court_year.html"
    success_message = _("The year is part of the calendar.")

    def initial(self) -> dict[str, Any]:
        return {"year": max(queries.current_rules().pack.years) + 1}

    def act(self, form: YearForm) -> str:
        row = actions.add_year(form.cleaned_data["year"], by=self.staff)
        return f"{reverse('orders:court_days')}?year={max(row.data['calendar']['years'])}"


class RemoveDay(AgencyView):
    """The entry was wrong."""

    permission = Perm.MANAGE_POLICY

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        row = access.get_court_day(self.staff, ref)
        actions.remove_court_day(row, by=self.staff)
        messages.success(request, _("The entry is removed."))
        return redirect(f"{reverse('orders:court_days')}?year={row.day.year}")


class DropRule(AgencyView):
    """Back to what the pack says."""

    permission = Perm.MANAGE_POLICY

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in [known.value for known in RULED]:
            raise NotVisible
        actions.drop_own_rule(kind, by=self.staff)
        messages.success(request, _("The rule of the jurisdiction is used again."))
        return redirect("orders:court_rules")
