"""Migrations: none missing, none named by a clock, none that leans on code that will change."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

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
