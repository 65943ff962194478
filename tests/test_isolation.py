"""Agencies never meet: not through the manager, not through SQL, not through a pointer (CF-13)."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction

from caseload.actions import notes as note_actions
from caseload.foundation.context import acting_as
from caseload.foundation.errors import NoAgency
from caseload.foundation.isolation import findings
from caseload.foundation.tenancy import agency_models
from caseload.models import Agency, AuditEntry, AuditSeal, Case, Note, Staff, User
from tests import factories

MODELS = agency_models()
GLOBAL = {Agency, User, Staff}


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def filled(world, acting):
    """Rows of both agencies in the tables a case fills."""
    with acting("ana"):
        case = factories.make_case(by=world.cast["ana"])
        note_actions.write_note(case, by=world.cast["ana"], body="Harbor's")
    with acting("eve"):
        other = factories.make_case(by=world.cast["eve"])
        note_actions.write_note(other, by=world.cast["eve"], body="Meadow's")
    return case, other


@pytest.mark.engine
def test_every_lock_holds(db):
    assert [f for f in findings() if not f.holds] == []
    out = StringIO()
    call_command("check_isolation", stdout=out)
    assert "no gap" in out.getvalue()


def test_every_model_is_an_agencys_or_one_of_the_three_global_ones():
    from django.apps import apps

    own = {
        m for a in ("caseload", "clients", "orders", "referrals") for m in apps.get_app_config(a).get_models()
    }
    assert own - set(MODELS) == GLOBAL


@pytest.mark.engine
def test_sql_without_an_agency_sees_no_row(filled):
    assert {model: n for model in MODELS if (n := count(model._meta.db_table))} == {}


@pytest.mark.engine
def test_sql_for_one_agency_sees_no_row_of_another(filled, world):
    for agency, foreign in ((world.agency, world.other), (world.other, world.agency)):
        with acting_as(agency, source="command"), connection.cursor() as cursor:
            for model in MODELS:
                cursor.execute(
                    f"SELECT count(*) FROM {model._meta.db_table} WHERE agency_id = %s", [foreign.pk]
                )
                assert cursor.fetchone()[0] == 0, model
            cursor.execute("SELECT count(*) FROM caseload_note")
            assert cursor.fetchone()[0] == 1


@pytest.mark.engine
def test_sql_cannot_write_into_another_agency(filled, world):
    case, other = filled
    with acting_as(world.agency, source="command"), connection.cursor() as cursor:
        cursor.execute("UPDATE caseload_case SET code = 'X' WHERE id = %s", [other.pk])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM caseload_note WHERE case_id = %s", [other.pk])
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute("UPDATE caseload_case SET agency_id = %s WHERE id = %s", [world.other.pk, case.pk])


@pytest.mark.engine
def test_a_pointer_into_another_agency_is_refused(filled, world, acting):
    """PostgreSQL's own foreign-key check would accept it: the composite key does not."""
    _case, other = filled
    with (
        acting("ana"),
        pytest.raises(IntegrityError, match="same_agency"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE caseload_note SET case_id = %s", [other.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.engine
def test_the_log_cannot_be_changed(filled, world):
    with acting_as(world.agency, source="command"), connection.cursor() as cursor:
        for table in (AuditEntry._meta.db_table, AuditSeal._meta.db_table):
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    cursor.execute(statement)


def test_the_log_cannot_be_changed_through_the_orm(filled, world):
    with acting_as(world.agency, source="command"):
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.update(event="nothing")
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.first().delete()


def test_no_query_runs_without_an_agency(db):
    for model in MODELS:
        with pytest.raises(NoAgency):
            list(model.objects.all())
        with pytest.raises(NoAgency):
            model.objects.count()


def test_the_manager_filters_even_for_the_owner_of_the_tables(filled, world):
    """Row-level security does not bind the owner; the manager does."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        with acting_as(world.agency, source="command"):
            assert {c.agency_id for c in Case.objects.all()} == {world.agency.pk}
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE lantern_app")


def test_saving_for_another_agency_is_refused(filled, world):
    case, _other = filled
    with acting_as(world.other, source="command"), pytest.raises(ValueError, match="another agency"):
        case.save()


def test_acting_for_another_agency_ends_with_its_block(filled, world):
    with acting_as(world.agency, source="command"):
        with acting_as(world.other, source="command"):
            assert count("caseload_note") == 1
        assert Note.objects.get().body == "Harbor's"
    assert count("caseload_note") == 0


def test_staff_of_another_agency_cannot_act(world):
    with (
        pytest.raises(ValueError, match="another agency"),
        acting_as(world.agency, staff=world.cast["eve"], source="web"),
    ):
        pass


@pytest.mark.engine
def test_check_isolation_names_a_gap(db):
    """A lock that is missing makes the command end with 1."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE caseload_note DISABLE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE caseload_task DROP CONSTRAINT same_agency_caseload_task_case_id")
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("check_isolation", "--gaps", stdout=out)
    assert refused.value.returncode == 1
    shown = out.getvalue()
    assert "caseload_note" in shown and "row-level security on" in shown
    assert "case_id stays inside the agency" in shown
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lantern_app")
