"""What the pages of the safety plan show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from caseload import access
from caseload.foundation import clock, context
from caseload.models import Case, Staff
from caseload.permissions import Perm, Role
from clients import plan_catalogue
from clients.choices import CopyDecision
from clients.models import (
    DangerSignal,
    HouseholdMember,
    OrderCopy,
    PlanItem,
    PlanPrint,
    SafetyPlan,
    SafetyPlanVersion,
)

DUE_SOON = timedelta(days=3)


@dataclass(frozen=True)
class ItemRow:
    """One item of a section: what the catalogue says and what was answered."""

    label: str
    hint: str
    setting: str
    key: str
    row: PlanItem | None
    printable: bool = True

    @property
    def state(self) -> str:
        return self.row.state if self.row else ""

    @property
    def words(self) -> str:
        return self.row.words if self.row else ""


@dataclass(frozen=True)
class SectionCard:
    """A section on the overview, with how far the talking has come."""

    section: plan_catalogue.Section
    answered: int
    yes: int
    total: int


def plan_of(case: Case) -> SafetyPlan | None:
    """The plan of a case with its current version; who may read it is `access.may_read_plan`."""
    return SafetyPlan.objects.filter(case=case).select_related("current").first()


def items_of(plan: SafetyPlan | None, *, removed_too: bool = False) -> list[PlanItem]:
    """Every item in use, with nothing decrypted yet; those taken off the plan only when asked for."""
    if plan is None:
        return []
    rows = PlanItem.objects.filter(plan=plan)
    if not removed_too:
        rows = rows.filter(removed_at__isnull=True)
    return list(rows.select_related("case").order_by("pk"))


def section_rows(
    plan: SafetyPlan | None, section: plan_catalogue.Section, *, removed_too: bool = False
) -> list[ItemRow]:
    """The items of one section with their answers, the client's own after the common ones."""
    found = [row for row in items_of(plan, removed_too=removed_too) if row.section == section.key]
    by_key = {row.key: row for row in found if row.key}
    rows = [
        ItemRow(
            label=str(item.label),
            hint=str(item.hint),
            setting=section.setting_of(item),
            key=item.key,
            row=by_key.get(item.key),
            printable=item.printable,
        )
        for item in section.items
    ]
    rows += [
        ItemRow(label=row.label, hint="", setting=row.setting, key="", row=row)
        for row in found
        if not row.key
    ]
    return rows


def overview(plan: SafetyPlan | None, setting: str = "") -> list[SectionCard]:
    """The sections with how many of their items were talked about, one setting alone or all."""
    rows = items_of(plan)
    cards = []
    for section in plan_catalogue.SECTIONS:
        items = [item for item in section.items if not setting or section.setting_of(item) == setting]
        if not items:
            continue
        mine = [r for r in rows if r.section == section.key and (not setting or r.setting == setting)]
        answered = [row for row in mine if row.state or not row.key]
        yes = [row for row in mine if row.state == "yes"]
        own = sum(1 for row in mine if not row.key)
        cards.append(SectionCard(section, len(answered), len(yes), len(items) + own))
    return cards


def signals_of(plan: SafetyPlan | None) -> QuerySet[DangerSignal]:
    rows = (
        DangerSignal.objects.filter(plan=plan, removed_at__isnull=True)
        if plan
        else DangerSignal.objects.none()
    )
    return rows.select_related("case").order_by("audience", "pk")


def copies_of(plan: SafetyPlan | None) -> QuerySet[OrderCopy]:
    rows = OrderCopy.objects.filter(plan=plan, removed_at__isnull=True) if plan else OrderCopy.objects.none()
    return rows.select_related("case", "child", "release").order_by("pk")


def children_without_decision(case: Case, copies: list[OrderCopy]) -> list[HouseholdMember]:
    """Children with a school or day care for which nobody decided about a copy of the order (A9)."""
    decided = {row.child_id for row in copies if row.decision != CopyDecision.PLANNED}
    children = case.household.filter(is_child=True, removed_at__isnull=True)
    return [row for row in children if row.school_place and row.pk not in decided]


def versions_of(plan: SafetyPlan | None) -> list[SafetyPlanVersion]:
    """Every version of a plan, the newest first; contents stay sealed until they are read."""
    if plan is None:
        return []
    rows = SafetyPlanVersion.objects.filter(plan=plan).select_related("case", "made_by")
    return list(rows.order_by("-number"))


def old_sheets_out(plan: SafetyPlan) -> bool:
    """Whether sheets of an earlier version may still be in somebody's hands."""
    rows = PlanPrint.objects.filter(plan=plan, collected_on__isnull=True)
    return rows.exclude(plan_version=plan.current_id).exists()


def reviews_due(staff: Staff, limit: int = 8) -> list[SafetyPlan]:
    """Plans to look at again now or within three days, on cases whose plan this person works on."""
    if staff.role in (Role.LEGAL, Role.SHELTER):
        return []
    until = clock.today(context.current().agency.tz) + DUE_SOON
    rows = SafetyPlan.objects.filter(
        case__in=access.visible_keys(staff, Perm.EDIT_PLAN), case__status=Case.Status.OPEN,
        review_on__lte=until,
    )  # fmt: skip
    return list(rows.select_related("case__client", "case").order_by("review_on", "pk")[:limit])


def review_state(plan: SafetyPlan | None, today: Any) -> str:
    """none, declined, overdue, due or fresh: how the plan stands on this day."""
    if plan is None or (plan.current is None and plan.declined_on is None):
        return "none"
    if plan.review_on and plan.review_on < today:
        return "overdue"
    if plan.review_on and plan.review_on <= today + DUE_SOON:
        return "due"
    return "declined" if plan.current is None else "fresh"
