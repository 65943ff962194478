"""Handing work from one person to another: one case, or everything somebody leaves behind (CF-30)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from auditlog.context import disable_auditlog
from django.contrib.auth.models import Permission
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import GRANT, assign
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Assignment, Case, CaseGrant, Restriction, Staff, Task
from caseload.permissions import Perm, scope_of

PRIMARY = Assignment.Kind.PRIMARY


@action
def give_case(
    case: Case, *, staff: Staff, by: Staff, kind: str = PRIMARY, ends_at: datetime | None = None
) -> Assignment:
    """Assign one case and tell the person who gets it."""
    assignment = assign(case, staff=staff, by=by, kind=kind, ends_at=ends_at)
    if staff.pk != by.pk:
        queue([staff], kind="case_assigned", case=case, url_name="caseload:case", url_ref=case.ref)
    return assignment


@action
def give_cases(cases: Iterable[Case], *, to: Staff, by: Staff) -> int:
    """Make `to` the advocate of many cases in a fixed number of statements; returns how many.

    Grants, assignments and open advocate's tasks follow; one message tells the person.
    """
    rows = list(
        Case.objects.select_for_update(of=("self",)).filter(pk__in=[c.pk for c in cases]).order_by("pk")
    )
    _check_taker(rows, to)
    theirs = Assignment.objects.filter(case__in=rows, staff=to, kind=PRIMARY, ended_at__isnull=True)
    already = set(theirs.values_list("case_id", flat=True))
    rows = [case for case in rows if case.pk not in already]
    if not rows:
        return 0
    _end_parts(rows, to)
    common = {"agency_id": to.agency_id, "staff": to, "kind": PRIMARY, "assigned_by": by}
    Assignment.objects.bulk_create([Assignment(case=case, **common) for case in rows])
    _grant(rows, to)
    tasks = Task.objects.filter(case__in=rows, state=Task.State.OPEN, role="advocate")
    tasks.exclude(assigned_to=to).update(assigned_to=to, version=F("version") + 1)
    audit.record_many("caseload.case_assigned", rows, staff=to.ref, kind=str(PRIMARY))
    if to.pk != by.pk:
        queue([to], kind="case_assigned", case=None, url_name="caseload:home")
    return len(rows)


def _check_taker(cases: list[Case], to: Staff) -> None:
    if not to.is_active or to.agency_id != context.current().agency_id:
        raise RuleBroken(_("This person does not work here any more."), field="to")
    if scope_of(to.role, Perm.EDIT_TASKS) is None:
        raise RuleBroken(_("This person's role does not work on cases."), field="to")
    barred = Restriction.objects.filter(case__in=cases, staff=to).values_list("case__code", flat=True)
    if barred:
        words = _("Not possible for %(codes)s: leave these out or choose somebody else.")
        raise RuleBroken(words % {"codes": ", ".join(sorted(barred))}, field="to")


def _end_parts(cases: list[Case], to: Staff) -> None:
    """End the advocates' parts and whatever part `to` had, then take back grants no open part carries."""
    open_parts = Assignment.objects.filter(case__in=cases, ended_at__isnull=True)
    ending = list(open_parts.filter(Q(kind=PRIMARY) | Q(staff=to)).select_related("staff", "case"))
    Assignment.objects.filter(pk__in=[part.pk for part in ending]).update(ended_at=clock.now())
    _revoke_unused_grants(cases, [part.staff for part in ending])
    for staff in {part.staff for part in ending if part.staff_id != to.pk}:
        theirs = [part.case for part in ending if part.staff_id == staff.pk]
        audit.record_many("caseload.assignment_ended", theirs, staff=staff.ref)


def _revoke_unused_grants(cases: list[Case], people: list[Staff]) -> None:
    """Take back the people's grants on these cases where no open assignment stands behind them."""
    backing = Assignment.objects.filter(
        case=OuterRef("content_object"), staff__user=OuterRef("user"), ended_at__isnull=True
    )
    rows = CaseGrant.objects.filter(content_object__in=cases, user_id__in={s.user_id for s in people})
    with disable_auditlog():  # The caller records the meaning, once per case.
        rows.filter(~Exists(backing)).delete()


def _grant(cases: list[Case], to: Staff) -> None:
    permission = Permission.objects.get(content_type__app_label="caseload", codename=GRANT)
    common = {"agency_id": to.agency_id, "user_id": to.user_id, "permission": permission}
    grants = [CaseGrant(content_object=case, **common) for case in cases]
    CaseGrant.objects.bulk_create(grants, ignore_conflicts=True)


@action
def give_tasks(tasks: Iterable[Task], *, to: Staff, by: Staff) -> int:
    """Give open tasks to `to`, who must be able to open their cases. Returns how many."""
    wanted = list(tasks)
    of_cases = {task.case_id: task.case.code for task in wanted}
    openable = access.visible_cases(to, Perm.SEE_TASKS).filter(pk__in=of_cases)
    hidden = of_cases.keys() - set(openable.values_list("pk", flat=True))
    if hidden:
        words = _("This person cannot open %(codes)s: give them the case first, or choose somebody else.")
        raise RuleBroken(words % {"codes": ", ".join(sorted(of_cases[pk] for pk in hidden))}, field="to")
    rows = Task.objects.filter(pk__in=[t.pk for t in wanted], state=Task.State.OPEN)
    count = rows.update(assigned_to=to, version=F("version") + 1)
    audit.record_many("caseload.task_given", wanted, staff=to.ref)
    if count and to.pk != by.pk:
        queue([to], kind="task_given", case=None, url_name="caseload:tasks")
    return count
