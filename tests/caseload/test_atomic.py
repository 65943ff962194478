"""An action is kept or dropped as a whole, also when it calls other actions."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from caseload.actions import tasks
from caseload.foundation.atomic import action, belongs_to_an_action, savepoint
from caseload.foundation.context import acting_as
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry, Task


@pytest.fixture
def in_case(case, acting):
    with acting("ana"):
        yield case


def open_one(case, name):
    return tasks.open_task(case, kind="manual", title="x", dedupe_key=name)


@action
def open_and_fail(case, name):
    open_one(case, name)
    raise RuleBroken("No.")


def stored():
    """Keys of the tasks there are; how many the log knows of."""
    logged = AuditEntry.objects.filter(event="caseload.task_opened").count()
    return set(Task.objects.values_list("dedupe_key", flat=True)), logged


def test_an_action_called_by_another_stands_or_falls_with_it(in_case):
    @action
    def both(fails):
        open_one(in_case, "first")
        open_one(in_case, "second")
        if fails:
            raise RuleBroken("No.")

    with pytest.raises(RuleBroken):
        both(fails=True)
    assert stored() == (set(), 0), "and what caught it goes on"
    both(fails=False)
    assert stored() == ({"first", "second"}, 2)


def test_it_costs_no_savepoint_of_its_own(in_case, cast):
    @action
    def several():
        for name in "abc":
            open_one(in_case, name)
        with acting_as(cast["sol"].agency, staff=cast["sol"], source="web"):
            open_one(in_case, "d")

    with CaptureQueriesContext(connection) as queries:
        several()
    assert [q["sql"].split()[0] for q in queries if "SAVEPOINT" in q["sql"]] == ["SAVEPOINT", "RELEASE"]
    assert len(stored()[0]) == 4


def test_a_failure_caught_without_a_savepoint_lets_nothing_more_be_written(in_case):
    """Else the half of it would stay, and nobody would know."""

    @action
    def careless():
        try:
            open_and_fail(in_case, "half")
        except RuleBroken:
            open_one(in_case, "next")

    with pytest.raises(TransactionManagementError):
        careless()
    assert stored() == (set(), 0)


@pytest.mark.parametrize("under_another_name", [False, True])
def test_a_failure_caught_around_a_savepoint_leaves_nothing_of_it_behind(in_case, cast, under_another_name):
    @action
    def careful():
        open_one(in_case, "before")
        try:
            with savepoint():
                if under_another_name:
                    with acting_as(cast["sol"].agency, staff=cast["sol"], source="web"):
                        open_and_fail(in_case, "half")
                open_and_fail(in_case, "half")
        except RuleBroken:
            open_one(in_case, "after")

    careful()
    assert stored() == ({"before", "after"}, 2)


def test_one_after_the_other_each_is_for_itself(in_case):
    """A page may try an action, show why it was refused, and note that in the same transaction."""
    open_one(in_case, "before")
    with pytest.raises(RuleBroken):
        open_and_fail(in_case, "half")
    open_one(in_case, "after")
    assert stored() == ({"before", "after"}, 2)


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_is_no_part_of_the_action():
    seen = []

    def after():
        with transaction.atomic():
            seen.append(belongs_to_an_action())

    @action
    def first():
        transaction.on_commit(after)
        return belongs_to_an_action()

    assert first()
    assert seen == [False]
