"""The safety plan: overview, one section at a time, versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload.foundation import audit, clock
from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.permissions import Perm
from caseload.views.base import CaseFormPage, CaseView
from clients import access, plan_catalogue, planning, queries
from clients.actions import plan_versions, plans
from clients.choices import Setting
from clients.forms.plans import NEW_ROWS, ItemForm, OwnItemForm, PublishForm, SharingForm

TAB = "clients:plan"


class PlanView(CaseView):
    """A page of the plan of one case; `self.plan` is None while there is none."""

    permission: Perm | None = Perm.SEE_PLAN
    plan: Any

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        self.plan = access.plan_of(self.staff, self.case, self.permission or Perm.SEE_PLAN)

    def page_context(self, **data: Any) -> dict[str, Any]:
        return super().page_context(**{"plan": self.plan, "current_tab": TAB, **data})

    def plan_url(self, name: str = TAB, *more: Any) -> str:
        return reverse(name, args=[self.case.ref, *more])


class Plan(PlanView):
    """How the plan stands, and its parts: all, or those of one place."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        setting = request.GET.get("setting", "")
        setting = setting if setting in Setting.values else ""
        if self.plan:
            audit.viewed(self.plan, "clients.plan_viewed")
        copies = list(queries.copies_of(self.plan))
        return self.page(
            "clients/plan.html",
            cards=queries.overview(self.plan, setting),
            setting=setting,
            settings=Setting.choices,
            state=queries.review_state(self.plan, clock.today(self.agency.tz)),
            signals=queries.signals_of(self.plan),
            copies=copies,
            undecided=queries.children_without_decision(self.case, copies),
            old_sheets=bool(self.plan) and queries.old_sheets_out(self.plan),
            sharing=SharingForm(initial=_sharing(self.plan)),
        )


def _sharing(plan: Any) -> dict[str, bool]:
    return {
        "shelter_may_read": bool(plan and plan.shelter_may_read),
        "legal_may_read": bool(plan and plan.legal_may_read),
    }


class PlanSection(PlanView):
    """One section; each item is saved for itself, so that two people lose nothing."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        super().load(*args, **kwargs)
        section = plan_catalogue.section(kwargs["section"])
        if section is None:
            raise NotVisible
        self.section = section

    def get(self, request: HttpRequest, ref: str, section: str) -> HttpResponse:
        if self.plan:
            audit.viewed(self.plan, "clients.plan_viewed", section=section)
        return self._show([ItemForm(row=row) for row in self._rows()], _new_forms())

    def post(self, request: HttpRequest, ref: str, section: str) -> HttpResponse:
        access.plan_of(self.staff, self.case, Perm.EDIT_PLAN)
        plan = self.plan or plans.start(self.case, by=self.staff)
        rows = queries.section_rows(self.plan, self.section, removed_too=True)
        forms = [ItemForm(request.POST, row=row) for row in rows]
        new = _new_forms(request.POST)
        if not all(form.is_valid() for form in [*forms, *new]):
            return self._show(forms, new, status=422)
        answers = [form.answer() for form in forms if f"{form.prefix}-was" in request.POST]
        answers += [said for form in new if (said := form.answer(self.section.setting))]
        saved = plans.save_answers(plan, section, answers, by=self.staff)
        if saved.conflicts:
            return self._both(forms, saved, request)
        if saved.changed:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(self._next())

    def _rows(self) -> list[queries.ItemRow]:
        return queries.section_rows(self.plan, self.section)

    def _next(self) -> str:
        if "next" in self.request.POST:
            keys = [section.key for section in plan_catalogue.SECTIONS]
            after = keys[(keys.index(self.section.key) + 1) % len(keys)]
            return self.plan_url("clients:plan_section", after)
        return self.plan_url("clients:plan_section", self.section.key)

    def _both(self, forms: list[ItemForm], saved: plans.Saved, request: HttpRequest) -> HttpResponse:
        """Everything that could be saved is saved; the rest shows both texts, and keeps what was typed."""
        waiting = {conflict.typed.key or conflict.typed.ref: conflict for conflict in saved.conflicts}
        shown = []
        for row in self._rows():
            key = row.key or (row.row.ref if row.row else "")
            if key in waiting:
                form = ItemForm(request.POST, row=row)
                form.meet(waiting[key])
            else:
                form = ItemForm(row=row)
            shown.append(form)
        return self._show(shown, _new_forms(), status=409, conflicts=saved.conflicts)

    def _show(self, forms: list[ItemForm], new: list[Any], status: int = 200, **data: Any) -> HttpResponse:
        return self.page(
            "clients/plan_section.html",
            status=status,
            section=self.section,
            forms=forms,
            new_forms=new,
            sections=plan_catalogue.SECTIONS,
            signals=queries.signals_of(self.plan) if self.section.key == "danger_signals" else None,
            copies=queries.copies_of(self.plan) if self.section.key == "order" else None,
            emergency_contacts=(
                queries.emergency_contacts(self.case) if self.section.key == "supports" else None
            ),
            **data,
        )


def _new_forms(data: Any = None) -> list[OwnItemForm]:
    return [OwnItemForm(data, prefix=f"new-{number}") for number in range(NEW_ROWS)]


class RemoveItem(CaseView):
    """Take one of the client's own items off the plan."""

    http_method_names = ["post"]
    permission = Perm.EDIT_PLAN

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.item = access.get_plan_item(self.staff, kwargs["ref"])
        self.case = self.item.case

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        plans.remove_item(self.item, by=self.staff)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(reverse("clients:plan_section", args=[self.case.ref, self.item.section]))


class Publish(PlanView, CaseFormPage):
    """Make a version: what the plan says today, for good (SP-1)."""

    permission = Perm.EDIT_PLAN
    form_class = PublishForm
    template = "clients/plan_publish.html"
    success_message = gettext_lazy("A new version of the plan is made.")

    def form_context(self) -> dict[str, Any]:
        changes = []
        if self.plan:
            before = self.plan.current.content if self.plan.current else {}
            changes = planning.compare(before, plan_versions.snapshot(self.plan))
        return {"changes": changes}

    def act(self, form: PublishForm) -> str:
        if self.plan is None:
            raise RuleBroken(_("There is nothing in the plan yet."))
        plan_versions.publish(self.plan, by=self.staff, **form.cleaned_data)
        return self.plan_url()


class Decline(CaseView):
    """The client would rather not make or review a plan now (SP-3)."""

    http_method_names = ["post"]
    permission = Perm.EDIT_PLAN

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        plan_versions.decline(self.case, by=self.staff)
        messages.success(request, _("Noted. The next review comes later."))
        return HttpResponseRedirect(reverse(TAB, args=[self.case.ref]))


class Sharing(PlanView):
    """Whether shelter staff and legal advocates may read the plan: the client decides."""

    http_method_names = ["post"]
    permission = Perm.EDIT_PLAN

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        form = SharingForm(request.POST)
        if form.is_valid():
            plan = self.plan or plans.start(self.case, by=self.staff)
            plans.set_sharing(plan, by=self.staff, **form.cleaned_data)
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(self.plan_url())


class Collected(PlanView):
    """Old printed sheets came back or are destroyed (SP-8)."""

    http_method_names = ["post"]
    permission = Perm.EDIT_PLAN

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        if self.plan:
            plan_versions.sheets_collected(self.plan, by=self.staff)
            messages.success(request, _("Noted: the old sheets are gone."))
        return HttpResponseRedirect(self.plan_url())


class Versions(PlanView):
    """Every version, and what changed between two of them."""

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        found = queries.versions_of(self.plan)
        numbers = {version.number: version for version in found}
        after = numbers.get(_number(request.GET.get("to"))) or (found[0] if found else None)
        before = numbers.get(_number(request.GET.get("from"))) or (
            numbers.get(after.number - 1) if after else None
        )
        changes = planning.compare(before.content, after.content) if before and after else []
        if after:
            audit.viewed(after, "clients.plan_viewed", version=after.number)
        return self.page(
            "clients/plan_versions.html", versions=found, before=before, after=after, changes=changes
        )


class Version(PlanView):
    """One version as it was made."""

    def get(self, request: HttpRequest, ref: str, number: int) -> HttpResponse:
        version = access.get_version(self.staff, self.case, number)
        audit.viewed(version, "clients.plan_viewed", version=number)
        parts = [
            (section, [row for row in version.content["items"] if row["section"] == section.key])
            for section in plan_catalogue.SECTIONS
        ]
        shown = [(section, rows) for section, rows in parts if rows]
        return self.page("clients/plan_version.html", version=version, parts=shown)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
