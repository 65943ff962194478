"""Migrations: none missing, none named by a clock, none that leans on code that will change."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from caseload.foundation.halfway import check_history

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
def replaced(db):
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


def test_a_new_database_and_one_that_is_up_to_date_are_not_refused(db):
    assert check_history(databases=["default"]) == []
    MigrationRecorder.Migration.objects.filter(app__in=APPS).delete()
    assert check_history(databases=["default"]) == []
