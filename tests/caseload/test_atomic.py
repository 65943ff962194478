"""An action is kept or dropped as a whole, also when it calls other actions."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from caseload.actions import tasks
from caseload.foundation import audit
from caseload.foundation.atomic import action, belongs_to_an_action, hold, savepoint
from caseload.foundation.context import acting_as
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry, Task

ROOT = Path(__file__).resolve().parents[2]


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
    return set(Task.objects.values_list("dedupe_key", flat=True)), logged().count("caseload.task_opened")


def logged():
    return list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))


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


def test_its_entries_are_written_together_and_in_order(in_case):
    @action
    def two():
        audit.record("caseload.first", in_case)
        audit.record("caseload.second", in_case)
        open_one(in_case, "a")
        audit.record("caseload.last", in_case)

    with CaptureQueriesContext(connection) as queries:
        two()
    assert sum('INTO "caseload_auditentry"' in q["sql"] for q in queries) == 2, (
        "with the inner one's, and after"
    )
    rows = AuditEntry.objects.order_by("pk").values_list("event", flat=True)
    assert list(rows)[-5:] == [
        "caseload.first",
        "caseload.second",
        "",
        "caseload.task_opened",
        "caseload.last",
    ]


@pytest.mark.parametrize("fails", [False, True])
def test_a_savepoint_takes_its_own_entries_along_and_no_others(in_case, fails):
    @action
    def careful():
        audit.record("caseload.before", in_case)
        with contextlib.suppress(RuleBroken), savepoint():
            audit.record("caseload.inside", in_case)
            if fails:
                raise RuleBroken("No.")
        audit.record("caseload.after", in_case)

    careful()
    kept = ["before", "after"] if fails else ["before", "inside", "after"]
    assert logged()[-len(kept) :] == [f"caseload.{name}" for name in kept]
    assert ("caseload.inside" in logged()) != fails


def test_when_the_entries_cannot_be_written_nothing_is(in_case):
    def broken(rows):
        raise RuntimeError("no log")

    @action
    def change():
        hold(broken, ["entry"])
        open_one(in_case, "lost")

    with pytest.raises(RuntimeError):
        change()
    assert stored() == (set(), 0)


def test_acting_for_another_agency_each_entry_is_its_own_agencys(in_case, cast):
    """The database refuses an entry of one agency while another acts, so none may wait until then."""
    eve = cast["eve"]

    @action
    def across():
        audit.record("caseload.here", in_case)
        with acting_as(eve.agency, staff=eve, source="command"):
            audit.record("caseload.there", eve)
        audit.record("caseload.here_again", in_case)

    across()
    assert logged()[-2:] == ["caseload.here", "caseload.here_again"]
    with acting_as(eve.agency, source="job"):
        assert AuditEntry.objects.filter(event="caseload.there", staff=eve).count() == 1


def test_outside_of_an_action_an_entry_is_there_at_once(in_case):
    audit.record("caseload.now", in_case)
    assert AuditEntry.objects.filter(event="caseload.now").exists()


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


def test_whoever_keeps_or_drops_part_of_an_action_says_so_in_one_way():
    """Under Django's own blocks a caught failure would leave entries of what was dropped."""
    allowed = {
        "caseload/api/base/views.py",  # An answer that is an error drops all of the request.
        "caseload/foundation/atomic.py",
        "caseload/foundation/context.py",
        "config/scale/running.py",
    }
    found = {
        str(path.relative_to(ROOT))
        for app in ("caseload", "clients", "orders", "referrals", "config")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"transaction\.atomic|import atomic\b|\.savepoint\(|set_rollback", path.read_text())
    }
    assert found <= allowed, found - allowed
