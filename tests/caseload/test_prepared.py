"""Questions made into SQL once: each agency, each person and each moment fills in its own."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from caseload import access
from caseload.actions import cases as case_actions
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.errors import NoAgency
from caseload.foundation.prepared import KEY, Blank, Prepared, Recipe, rows_of
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


TASKS_OF_CASE = Recipe(
    lambda: (
        rows_of(Task)
        .filter(case_id=Blank("case", KEY))
        .select_related("case__team", "assigned_to")
        .annotate(double=F("priority") * 2)
        .order_by("-pk")
    )
)


def test_rows_come_as_a_queryset_would_bring_them(task, case, acting, django_assert_num_queries):
    """Sealed words opened, what was joined and what was annotated in place, nothing asked again."""
    with acting("sol"):
        later = _task(case)
        with django_assert_num_queries(1):
            found = TASKS_OF_CASE.rows(case=case.pk)
            assert [row.pk for row in found] == [later.pk, task.pk]
            assert [row.title for row in found] == ["Call the clerk"] * 2
            assert [row.case.team for row in found] == [case.team] * 2
            assert [row.assigned_to for row in found] == [None, None]
            assert [row.double for row in found] == [2 * task.priority] * 2
        asked = Task.objects.get(pk=task.pk)
        assert {f.attname: getattr(found[1], f.attname) for f in Task._meta.concrete_fields} == {
            f.attname: getattr(asked, f.attname) for f in Task._meta.concrete_fields
        }
        found[1].title = "Call the clerk again"
        found[1].save()
        assert Task.objects.get(pk=task.pk).title == "Call the clerk again"


def test_a_row_that_fills_a_blank_is_not_asked_for_again(task, case, acting, django_assert_num_queries):
    of_case = Recipe(lambda: rows_of(Task).filter(case_id=Blank("case", KEY)))
    with acting("sol"), django_assert_num_queries(1):
        (found,) = of_case.rows(case=case)
        assert found.case is case


def test_a_question_that_names_no_agency_is_refused(task, acting):
    """The database would refuse the rows, but not its owner."""
    anybodys = Recipe(lambda: QuerySet(Task).filter(pk=Blank("task", KEY)))
    with acting("sol"), pytest.raises(NoAgency, match="rows_of"):
        anybodys.rows(task=task.pk)


def test_rows_of_another_agency_do_not_exist(task, case, world, acting):
    """Not only because the database would refuse: its owner, who may read everything, gets none either."""
    with acting_as(world.other, staff=world.cast["eve"], source="web"), as_owner():
        assert QuerySet(Task).filter(case_id=case.pk).exists()
        assert TASKS_OF_CASE.rows(case=case.pk) == []
        assert TASKS_OF_CASE.first(case=case.pk) is None
        with pytest.raises(Task.DoesNotExist):
            TASKS_OF_CASE.get(case=case.pk)
    with acting("ana"):
        assert TASKS_OF_CASE.get(case=case.pk) == task
    with pytest.raises(NoAgency):
        TASKS_OF_CASE.rows(case=case.pk)
