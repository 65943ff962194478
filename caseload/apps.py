from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db import connections
from django.db.models.signals import pre_migrate

from caseload.foundation import rls
from caseload.foundation.halfway import check_history


def let_app_role_use_what_comes(sender: Any, using: str, **kwargs: Any) -> None:
    """Before tables are made: the run-time role may use them, and nothing more."""
    with connections[using].cursor() as cursor:
        cursor.execute(rls.grants_for())


class CaseloadConfig(AppConfig):
    """Agencies, staff, cases, notes, tasks, notifications, audit."""

    name = "caseload"
    verbose_name = "Caseload"

    def ready(self) -> None:
        from caseload import dashboard, panels

        register(check_history, Tags.database)
        pre_migrate.connect(let_app_role_use_what_comes, sender=self)
        for panel in panels.PANELS:
            dashboard.register_panel(panel)
        dashboard.register_due("caseload.tasks", panels.tasks_due)
