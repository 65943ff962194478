"""What is kept of an attempt that was turned away."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.db import connection

from caseload import queries
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.foundation.tenancy import agency_models
from caseload.models import Case, Notification, Restriction, Staff

QUIET = timedelta(hours=1)


@action
def note_refusal(staff: Staff, *, event: str, tried: str = "", **facts: str) -> None:
    """Record the attempt; where a case is restricted for the person, its supervisors hear of it (CF-16).

    `tried` is the reference the person asked for: the case's own, or that of anything which hangs on it. The
    person sees what anybody sees at an address that leads nowhere.
    """
    audit.record(event, staff, **facts)
    if case := _barred_case(staff, tried):
        _tell_supervisors(case, staff)


_BARRED = Recipe(lambda: rows_of(Restriction).filter(staff_id=Blank("staff", KEY)).values("case_id")[:1])


def _barred_case(staff: Staff, tried: str) -> Case | None:
    """The case restricted for the person to which the reference leads, if it leads to one."""
    if not tried or not _BARRED.fetch(staff=staff.pk):
        return None
    barred = Case.objects.filter(pk__in=Restriction.objects.filter(staff=staff).values("case_id"))
    return barred.select_related("team").filter(pk__in=_cases_behind(staff.agency_id, tried)).first()


def _cases_behind(agency_id: int, ref: str) -> list[int]:
    """The case that has the reference, or on which what has it hangs: asked of every table at once."""
    questions, each = _where_references_are()
    with connection.cursor() as cursor:
        cursor.execute(questions, [agency_id, ref] * each)
        return [case_id for (case_id,) in cursor.fetchall() if case_id is not None]


@cache
def _where_references_are() -> tuple[str, int]:
    """One statement over every table whose rows are a case or hang on one; and how many tables those are."""
    quote = connection.ops.quote_name
    ways: list[tuple[str, str]] = [(Case._meta.db_table, "id")]
    for model in agency_models():
        columns = [field.column or "" for field in model._meta.fields if field.related_model is Case]
        ways += [(model._meta.db_table, column) for column in columns[:1]]
    each = "SELECT {} FROM {} WHERE agency_id = %s AND ref = %s"
    questions = [each.format(quote(column), quote(table)) for table, column in ways]
    return " UNION ALL ".join(questions), len(questions)


def _tell_supervisors(case: Case, staff: Staff) -> None:
    """Once an hour at most: reloading the page is one attempt, not ten messages."""
    audit.record("caseload.restricted_attempt", case, staff=staff.ref)
    recent = Notification.objects.filter(
        case=case, kind="restricted_attempt", created_at__gt=clock.now() - QUIET
    )
    if not recent.exists():
        people = [s for s in queries.supervisors_of(case) if s.pk != staff.pk] or queries.directors(
            case.agency_id
        )
        queue(people, kind="restricted_attempt", case=case, url_name="caseload:case_people", url_ref=case.ref)
