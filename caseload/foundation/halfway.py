"""Migrations were merged: a database must have run all of the old ones, or none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def check_history(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """One error per app of which the database ran some migrations that are gone, and not all of them.

    `migrate` asks before it begins. Django itself would pass over such an app and say nothing.
    """
    return [error for alias in databases or () for error in _halfway(alias)]


def _halfway(alias: str) -> Iterable[CheckMessage]:
    loader = MigrationLoader(connections[alias], load=False)
    loader.load_disk()
    on_disk = loader.disk_migrations
    done = set(MigrationRecorder(connections[alias]).applied_migrations())
    for (app, name), migration in sorted(on_disk.items()):
        gone = {(old_app, old) for old_app, old in migration.replaces} - set(on_disk)
        if gone & done and gone - done:
            missing = sorted(old for _, old in gone - done)
            yield Error(
                f"This database has run some of the migrations that {app}.{name} replaces, but not:"
                f" {', '.join(missing)}.",
                hint="Nothing was changed. First run `manage.py migrate` of a version that still has"
                f" {missing[-1]}, then come back to this one.",
                obj=app,
                id="caseload.E001",
            )
