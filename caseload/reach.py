"""Which cases a person reaches: through the role's scope, a grant or the team, and never one that is barred.

The same conditions serve lists of cases, and, prepared once, every list of what hangs on a case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from caseload.foundation import clock
from caseload.foundation.prepared import KEY, Blank, Prepared, Recipe, rows_of
from caseload.models import Case, CaseGrant, Restriction, Staff
from caseload.permissions import Scope


@dataclass(frozen=True)
class Person:
    """Who asks, when, and where the rows come from; in what is prepared, each value is a blank."""

    pk: Any
    user_id: Any
    team_id: Any
    now: Any
    rows: Callable[[Any], QuerySet[Any]]


def with_reach(staff: Staff, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Annotates how the person reaches each of these visible cases, so that `can` asks nothing more."""
    return _with_reach(_person(staff), cases)


def find(staff: Staff, scope: Scope | None, path: str, value: object) -> Case | None:
    """The case within `scope` whose `path` is `value`, with how the person reaches it.

    The path is a key or a reference: the case's own, or of something that hangs on it.
    """
    if scope is None or not staff.is_active:
        return None
    found: Case | None = _finding(scope, path).first(**_values(staff), value=value)
    return found


def of(staff: Staff, case_id: int) -> tuple[bool, bool, bool]:
    """Whether the person reaches the case by a grant, by the team, and whether it is barred for them."""
    found = _OF_ONE.fetch(**_values(staff), case=case_id)
    return found[0] if found else (False, False, True)  # type: ignore[return-value]


def _person(staff: Staff) -> Person:
    return Person(staff.pk, staff.user_id, staff.team_id, clock.now(), lambda model: model.objects.all())


ANYBODY = Person(
    Blank("pk", KEY), Blank("user_id", KEY), Blank("team_id", KEY), Blank("now", DateTimeField()), rows_of
)  # fmt: skip


def granted(staff: Staff) -> Exists:
    """An unexpired grant on the case: an assignment or a cover."""
    return _granted(_person(staff))


def in_team(staff: Staff) -> Q:
    """Cases of the teams the person belongs to or supervises, and those of no team, so that none is lost."""
    return _in_team(_person(staff))


def restricted(staff: Staff) -> Exists:
    """For this person the case does not exist (CF-16)."""
    return _restricted(_person(staff))


def cases(staff: Staff, scope: Scope | None) -> QuerySet[Case]:
    """The cases within `scope` of this person; none without one, or for who has left."""
    if scope is None or not staff.is_active:
        return Case.objects.none()
    return _cases(_person(staff), scope)


def keys(staff: Staff, scope: Scope | None) -> QuerySet[Case] | Prepared:
    """The keys of the same cases, for the right side of `__in`."""
    if scope is None or not staff.is_active:
        return Case.objects.none()
    return Prepared(_keys(scope), _values(staff))


def _values(staff: Staff) -> dict[str, Any]:
    """What fills the blanks of `ANYBODY`."""
    return {"pk": staff.pk, "user_id": staff.user_id, "team_id": staff.team_id, "now": clock.now()}


_OF_ONE = Recipe(
    lambda: (
        _with_reach(ANYBODY, rows_of(Case).filter(pk=Blank("case", KEY)))
        .annotate(reach_barred=_restricted(ANYBODY))
        .values_list("reach_granted", "reach_team", "reach_barred")
    )
)


@cache
def _keys(scope: Scope) -> Recipe:
    return Recipe(lambda: _cases(ANYBODY, scope).values("pk"))


@cache
def _finding(scope: Scope, path: str) -> Recipe:
    blank = Blank("value", KEY if path == "pk" else CharField())
    return Recipe(lambda: _with_reach(ANYBODY, _cases(ANYBODY, scope).filter(**{path: blank})))


def _with_reach(who: Person, cases: QuerySet[Case]) -> QuerySet[Case]:
    team = ExpressionWrapper(_in_team(who), BooleanField())
    mine = who.pk if isinstance(who.pk, Blank) else Value(who.pk)
    return cases.annotate(reach_for=mine, reach_granted=_granted(who), reach_team=team)


def _granted(who: Person) -> Exists:
    rows = who.rows(CaseGrant).filter(content_object=OuterRef("pk"), user_id=who.user_id)
    return Exists(rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=who.now)))


def _in_team(who: Person) -> Q:
    return Q(team__isnull=True) | Q(team_id=who.team_id) | Q(team__supervisor_id=who.pk)


def _restricted(who: Person) -> Exists:
    return Exists(who.rows(Restriction).filter(case=OuterRef("pk"), staff_id=who.pk))


def _cases(who: Person, scope: Scope) -> QuerySet[Case]:
    rows = who.rows(Case)
    if scope == Scope.TEAM:
        rows = rows.filter(_in_team(who) | Q(_granted(who)))
    elif scope == Scope.RESIDENTS:
        rows = rows.filter(Q(is_resident=True) | Q(_granted(who)))
    elif scope == Scope.ASSIGNED:
        rows = rows.filter(_granted(who))
    return rows.exclude(_restricted(who))
