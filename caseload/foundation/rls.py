"""Migration operations that lock a table to its agency, below the ORM.

Row-level security stops raw SQL and forgotten filters; composite foreign keys stop pointers into
another agency, which PostgreSQL's own foreign-key checks would let through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.migrations.operations.base import Operation

APP_ROLE = "lantern_app"
AGENCY = "NULLIF(current_setting('app.agency_id', true), '')::bigint"


def grants_for(role: str = APP_ROLE) -> str:
    """SQL that lets the run-time role use, and never define, what the migrating role creates."""
    return f"""
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF;
    END $$;
    GRANT USAGE ON SCHEMA public TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
    """


def _name(*parts: str) -> str:
    text = "_".join(parts)
    return text if len(text) <= 60 else f"{text[:50]}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"


class _ForModels(Operation):
    """An operation on named models of the app that changes nothing in the model state."""

    reversible = True
    reduces_to_sql = True
    words = ""

    def __init__(self, *names: str):
        self.names = names

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return type(self).__name__, list(self.names), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing in the model state changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self.names:
            for statement in self.statements(to_state.apps.get_model(app_label, name)):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The tables go with the migration's other operations."""

    def statements(self, model: Any) -> Iterator[str]:
        raise TypeError(type(self))

    def describe(self) -> str:
        return f"{self.words}: {', '.join(self.names)}"


class SameAgencyKeys(_ForModels):
    """Every foreign key to an agency's row carries the agency too. Safe to repeat."""

    words = "Keep pointers inside the agency"

    def statements(self, model: Any) -> Iterator[str]:
        table = model._meta.db_table
        for column, target in agency_pointers(model):
            name = key_name(table, column)
            yield f"""
            {_unique_agency(target)}
            ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name};
            ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (agency_id, {column})
                REFERENCES {target} (agency_id, id) DEFERRABLE INITIALLY DEFERRED;
            """


class ProtectModels(SameAgencyKeys):
    """Lock the named models of this app: row-level security and composite keys. Safe to repeat."""

    words = "Lock to the agency"

    def statements(self, model: Any) -> Iterator[str]:
        table = model._meta.db_table
        yield f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS own_agency ON {table};
        CREATE POLICY own_agency ON {table} USING (agency_id = {AGENCY}) WITH CHECK (agency_id = {AGENCY});
        {_unique_agency(table)}
        """
        yield from super().statements(model)


class AppendOnly(_ForModels):
    """The run-time role may add rows to the named models, and neither change nor remove them."""

    words = "Make append-only"

    def statements(self, model: Any) -> Iterator[str]:
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM {APP_ROLE}"


def agency_pointers(model: Any) -> Iterator[tuple[str, str]]:
    """(column, target table) of every foreign key of `model` to a row that belongs to an agency."""
    for field in model._meta.concrete_fields:
        target = field.remote_field.model if field.is_relation else None
        if target is not None and field.name != "agency" and _has_agency(target):
            yield field.column, target._meta.db_table


def key_name(table: str, column: str) -> str:
    """The name of the composite key that keeps `column` inside the agency."""
    return _name("same_agency", table, column)


def _unique_agency(table: str) -> str:
    name = _name("agency_row", table)
    return f"""
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{name}') THEN
            ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (agency_id, id);
        END IF;
    END $$;
    """


def _has_agency(model: Any) -> bool:
    return any(f.name == "agency" for f in model._meta.concrete_fields)
