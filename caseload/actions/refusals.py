"""What is kept of an attempt that was turned away."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.db import transaction
from django.db.models import Model

from caseload import queries
from caseload.actions.notifications import queue
from caseload.foundation import audit, clock
from caseload.foundation.tenancy import agency_models
from caseload.models import Case, Notification, Restriction, Staff

QUIET = timedelta(hours=1)


@transaction.atomic
def note_refusal(staff: Staff, *, event: str, tried: str = "", **facts: str) -> None:
    """Record the attempt; where a case is restricted for the person, its supervisors hear of it (CF-16).

    `tried` is the reference the person asked for: the case's own, or that of anything which hangs on it. The
    person sees what anybody sees at an address that leads nowhere.
    """
    audit.record(event, staff, **facts)
    if case := _barred_case(staff, tried):
        _tell_supervisors(case, staff)


def _barred_case(staff: Staff, tried: str) -> Case | None:
    """The case restricted for the person to which the reference leads, if it leads to one."""
    barred = Case.objects.filter(pk__in=Restriction.objects.filter(staff=staff).values("case_id"))
    if not tried or not barred.exists():
        return None
    for path, model in _hanging_on_cases():
        case_id = model._default_manager.filter(ref=tried).values_list(path, flat=True).first()
        if case_id and (case := barred.select_related("team").filter(pk=case_id).first()):
            return case
    return None


@cache
def _hanging_on_cases() -> list[tuple[str, type[Model]]]:
    """Every model with a reference of its own that hangs on a case, and the way from its row to the case."""
    found: list[tuple[str, type[Model]]] = [("pk", Case)]
    for model in agency_models():
        ways = [field.attname for field in model._meta.fields if field.related_model is Case]
        found += [(way, model) for way in ways[:1]]
    return found


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
