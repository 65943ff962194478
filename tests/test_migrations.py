"""Migrations: none missing, none named by a clock, none that leans on code that will change."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from caseload.foundation.halfway import check_history
from caseload.foundation.tables import CreateModels

ROOT = Path(__file__).resolve().parent.parent
APPS = ("caseload", "clients", "orders", "referrals")
FILES = [p for app in APPS for p in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))]


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_migrations_have_names_a_person_gave(path):
    assert not re.search(r"_auto_\d{8}", path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_migrations_do_not_query_through_models_of_today(path):
    """Fields and operations of the foundation may be named; actions and queries may not be imported."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in APPS:
            assert not {"actions", "queries", "access"} & set(node.module.split(".")), node.module


@pytest.fixture
def owner(db):
    """The role that makes tables, until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def replaced(owner):
    """The names of what each merged migration replaces; the database is as the old ones left it."""
    loader = MigrationLoader(connection)
    MigrationRecorder.Migration.objects.filter(app__in=APPS, name="0001_lantern").delete()
    return {app: [name for _, name in loader.disk_migrations[app, "0001_lantern"].replaces] for app in APPS}


def test_a_database_that_ran_every_old_migration_is_up_to_date(replaced):
    out = StringIO()
    call_command("migrate", check_unapplied=True, skip_checks=False, stdout=out)
    call_command("migrate", skip_checks=False, stdout=out)
    assert "No migrations to apply" in out.getvalue()
    assert MigrationRecorder.Migration.objects.filter(name="0001_lantern").count() == len(APPS)


@pytest.mark.parametrize("app", ["caseload", "orders", "referrals"])
def test_a_database_that_ran_some_of_them_is_refused_and_left_alone(replaced, app):
    last = replaced[app][-1]
    MigrationRecorder.Migration.objects.filter(app=app, name=last).delete()
    with pytest.raises(SystemCheckError, match=f"{app}.0001_lantern replaces, but not: {last}"):
        call_command("migrate", skip_checks=False, stdout=StringIO())
    assert not MigrationRecorder.Migration.objects.filter(name="0001_lantern").exists()


def test_a_new_database_and_one_that_is_up_to_date_are_not_refused(owner):
    assert check_history(databases=["default"]) == []
    MigrationRecorder.Migration.objects.filter(app__in=APPS).delete()
    assert check_history(databases=["default"]) == []


def test_tables_that_point_at_each_other_are_made_and_removed_together(owner):
    def model(name, other):
        key = models.ForeignKey(f"caseload.{other}", models.PROTECT, related_name="+")
        return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("other", key)])

    pair = CreateModels(model("Left", "Right"), model("Right", "Left"))
    before = ProjectState()
    assert not list(before.apps.get_models())
    after = before.clone()
    pair.state_forwards("caseload", after)
    assert "apps" not in vars(after), "nothing is built before both are known"
    assert {m.__name__ for m in after.apps.get_models()} == {"Left", "Right"}
    with connection.schema_editor() as editor:
        pair.database_forwards("caseload", editor, before, after)
    with connection.cursor() as cursor:
        for one, other in (("left", "right"), ("right", "left")):
            pointers = connection.introspection.get_relations(cursor, f"caseload_{one}")
            assert pointers == {"other_id": ("id", f"caseload_{other}")}
    with connection.schema_editor() as editor:
        pair.database_backwards("caseload", editor, after, before)
    assert not {"caseload_left", "caseload_right"} & set(connection.introspection.table_names())
