"""Subqueries made into SQL once: each agency, each person and each moment fills in its own."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from caseload import access
from caseload.actions import cases as case_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.errors import NoAgency
from caseload.foundation.prepared import Prepared, Recipe, rows_of
from caseload.models import Assignment, Case, Restriction, Task
from caseload.permissions import Perm
from tests import factories
from tests.kept import APP_ROLE


def seen(staff):
    return set(Task.objects.filter(case__in=access.visible_keys(staff)).values_list("case_id", flat=True))


@contextmanager
def as_owner():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute(f"SET ROLE {APP_ROLE}")


@pytest.fixture
def task(case, acting):
    with acting("sol"):
        return _task(case)


def _task(case):
    task = Task(case=case, kind="call", title="Call the clerk")
    task.save()
    return task


def test_what_was_made_for_one_agency_and_person_serves_the_next_with_theirs(task, world, acting):
    """Nothing of who asked first is left in the statement."""
    eve = world.cast["eve"]
    with acting("ana"):
        assert seen(world.cast["ana"]) == {task.case_id}
        assert seen(world.cast["ben"]) == set()
    with acting_as(world.other, staff=eve, source="web"):
        theirs = factories.make_case(by=eve, assigned_to=eve)
        _task(theirs)
        assert seen(eve) == {theirs.pk}
        # Asked with the key of somebody elsewhere it still stays inside the acting agency, and not only
        # because the database would refuse: its owner, who may read everything, gets nothing either.
        with as_owner():
            assert seen(eve) == {theirs.pk}
            keys = access.visible_keys(world.cast["ana"])
            assert not QuerySet(Task).filter(case__in=keys).exists()
    with acting("ana"):
        assert seen(world.cast["ana"]) == {task.case_id}


def test_a_grant_that_has_ended_ends_at_its_moment(task, case, cast, acting):
    with acting("sol"):
        until = clock.now() + timedelta(hours=2)
        case_actions.assign(
            case, staff=cast["ben"], by=cast["sol"], kind=Assignment.Kind.COVER, ends_at=until
        )
        assert seen(cast["ben"]) == {case.pk}
        with clock.at(until + timedelta(minutes=1)):
            assert seen(cast["ben"]) == set()


def test_a_restriction_counts_from_its_moment(task, case, cast, acting):
    with acting("sol"):
        assert seen(cast["ana"]) == {case.pk}
        Restriction(case=case, staff=cast["ana"], set_by=cast["sol"]).save()
        assert seen(cast["ana"]) == set()


def test_without_an_agency_it_is_not_run(cast, acting):
    with acting("ana"):
        rows = QuerySet(Task).filter(case__in=access.visible_keys(cast["ana"], Perm.SEE_TASKS))
    with pytest.raises(NoAgency):
        list(rows)


def test_a_recipe_that_asks_an_agencys_own_manager_is_refused(cast, acting):
    """It would carry the agency that happened to act first into every later one."""
    with acting("ana"):
        baked = Recipe(lambda: Case.objects.values("pk"))
        with pytest.raises(NoAgency):
            list(Task.objects.filter(case__in=Prepared(baked, {})))
        assert (
            list(Task.objects.filter(case__in=Prepared(Recipe(lambda: rows_of(Case).values("pk")), {}))) == []
        )
