"""Safety plans: /api/v1/safety-plans/."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import Act, Input, One, Rows
from caseload.foundation.errors import Stale
from caseload.permissions import Perm
from clients import access, plan_catalogue, queries
from clients.actions import plan_versions, plans
from clients.api.serializers.plans import (
    Answers,
    PlanFilters,
    PlanFull,
    PlanNew,
    PlanRow,
    Publish,
    Sharing,
)
from clients.models import PlanItem, SafetyPlan
from clients.queries import lists


def _opened(rows: list[SafetyPlan]) -> list[SafetyPlan]:
    """Plans with their items, danger signals and copies of the order."""
    for plan in rows:
        items = queries.items_of(plan)
        for item in items:
            known = plan_catalogue.ITEMS.get(item.key)
            item.shown_label = str(known[1].label) if known else item.label  # type: ignore[attr-defined]
        plan.shown_items = items  # type: ignore[attr-defined]
        plan.shown_signals = list(queries.signals_of(plan))  # type: ignore[attr-defined]
        plan.shown_copies = list(queries.copies_of(plan))  # type: ignore[attr-defined]
    return rows


class Plans(Rows):
    """Safety plans, without what they say: opening one shows it."""

    permissions = {"GET": Perm.SEE_PLAN, "POST": Perm.EDIT_PLAN}
    words = {"POST": "Begin the plan of a case, or note that the client would rather not now."}
    filters = PlanFilters
    shows, new, made = PlanRow, PlanNew, PlanFull

    def rows(self) -> Any:
        return lists.plan_rows(self.staff)

    def prepared(self, rows: list[SafetyPlan]) -> list[SafetyPlan]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> SafetyPlan:
        case = self.case_named(data["case"], Perm.EDIT_PLAN)
        access.plan_of(self.staff, case, Perm.EDIT_PLAN)
        if data.get("declined"):
            return plan_versions.decline(case, by=self.staff)
        return plans.start(case, by=self.staff)


class OnePlan(One):
    """One plan with its items, danger signals and copies of the order. Reading it is audited."""

    permissions = {"GET": Perm.SEE_PLAN}
    shows = PlanFull
    viewed = "clients.plan_viewed"

    def fetch(self, ref: str, perm: Perm) -> SafetyPlan:
        return access.get_plan(self.staff, ref, perm)

    def prepared(self, rows: list[SafetyPlan]) -> list[SafetyPlan]:
        return _opened(rows)


class PlanAct(Act):
    """Something done to a plan."""

    permissions = {"POST": Perm.EDIT_PLAN}
    shows = PlanFull
    body: type[Input]

    def fetch(self, ref: str, perm: Perm) -> SafetyPlan:
        return access.get_plan(self.staff, ref, perm)

    def prepared(self, rows: list[SafetyPlan]) -> list[SafetyPlan]:
        return _opened(rows)


class Answer(PlanAct):
    """Answer items of one section. When somebody else changed one of them meanwhile, none is saved."""

    verb = "answers"
    body = Answers

    def may_be_stale(self, method: str) -> bool:
        return True

    def act(self, row: SafetyPlan, data: dict[str, Any]) -> SafetyPlan:
        section = plan_catalogue.section(data["section"])
        assert section is not None  # noqa: S101 - the serializer knows the sections
        own = {
            item.ref: item for item in queries.items_of(row) if item.section == section.key and not item.key
        }
        answers = [_answer(number, said, own, section.setting) for number, said in enumerate(data["answers"])]
        saved = plans.save_answers(row, section.key, answers, by=self.staff)
        for conflict in saved.conflicts:
            stale = Stale(conflict.current)
            stale.field = f"answers.{answers.index(conflict.typed)}.version"  # type: ignore[attr-defined]
            raise stale
        return row


def _answer(number: int, said: dict[str, Any], own: dict[str, PlanItem], setting: str) -> plans.Answer:
    """One answer as the action wants it; an item that is nowhere is an error of its field."""
    ref, key, label = said.get("ref", ""), said.get("key", ""), said.get("label", "")
    if ref and (key or ref not in own):
        raise serializers.ValidationError({f"answers.{number}.ref": [_("There is no such item here.")]})
    if not ref and not key and not label.strip():
        raise serializers.ValidationError({f"answers.{number}.key": [_("Name an item, or give a label.")]})
    return plans.Answer(
        state=said["state"],
        words=said.get("words", ""),
        staff_note=said.get("staff_note", ""),
        label=label or (own[ref].label if ref else ""),
        key=key,
        ref=ref,
        version=said.get("version", 0),
        was="sent",
        setting=setting,
    )


class PublishPlan(PlanAct):
    """Make the working copy a version that never changes."""

    verb = "publish"
    body = Publish

    def act(self, row: SafetyPlan, data: dict[str, Any]) -> SafetyPlan:
        plan_versions.publish(row, by=self.staff, **data)
        return access.get_plan(self.staff, row.ref)


class SharePlan(PlanAct):
    """Record whether the client agrees that shelter staff and legal advocates read the plan."""

    verb = "sharing"
    body = Sharing

    def act(self, row: SafetyPlan, data: dict[str, Any]) -> SafetyPlan:
        return plans.set_sharing(row, by=self.staff, **data)
