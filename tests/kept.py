"""What many tests start from: made through the product's own actions, then put back as rows.

Every test still begins with an empty database and ends with one; it gets new Python objects each time.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.models import Model

from caseload.foundation import clock

APP_ROLE = "lantern_app"
# Filled by migrations, not by tests.
STAYS = {"django_migrations", "django_content_type", "auth_permission", "auditlog_logentry"}

UNTIDY_BYTES = 600_000  # An empty table with its indexes takes 160,000 at most.

Rows = dict[str, dict[str, str]]  # table -> primary key -> the row's values, as SQL


@dataclass
class Kept:
    """The SQL that brings the rows back, and the objects that were returned."""

    sql: str
    things: bytes


_kept: dict[Any, Kept] = {}


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What `make()` returns, with the rows it writes: put back instead when it was made before.

    Made anew where that would not be the same: at another stopped moment, or on top of other rows.
    """
    if not may_replace_rows():
        return make()
    moment = clock.now() if time_machine.escape_hatch.is_travelling() else None
    key = (name, settings.LANTERN_MASTER_KEY, connection.settings_dict["NAME"], moment, *_what_happened())
    found = _kept.get(key)
    if found is None:
        rows = _rows()
        made = make()
        _check_keys()
        found = _kept[key] = Kept(_difference(rows, _rows()), pickle.dumps(made))
    else:
        _as_owner(found.sql)
    return pickle.loads(found.things)  # noqa: S301 - what we put there ourselves


def kept_fixture(make: Callable[..., Any]) -> Any:
    """A fixture whose rows are `kept`. What making it did to the rows it was given is done to them again."""

    @pytest.fixture
    @functools.wraps(make)
    def fixture(**given: Any) -> Any:
        rows = [thing for thing in given.values() if isinstance(thing, Model)]
        name = f"{make.__module__}.{make.__name__}"
        made, states = kept(name, lambda: (make(**given), [vars(row) for row in rows]))
        for row, state in zip(rows, states, strict=True):
            vars(row).update(state)
        return made

    return fixture


def _check_keys() -> None:
    """What was written is checked here, once, and not again at the end of each test that shares it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


_may_replace: dict[str, bool] = {}


def may_replace_rows() -> bool:
    """Whether the tests' owner may write rows without firing triggers, as `make test` lets it; asked once."""
    name = connection.settings_dict["NAME"]
    if name not in _may_replace:
        _may_replace[name] = _may_write_without_triggers()
    return _may_replace[name]


def _may_write_without_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege(session_user, 'session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])


def empty_tables() -> None:
    """Truncating a hundred tables takes seconds; deleting the few rows of one test takes a moment."""
    _as_owner("".join(f'DELETE FROM "{table}";' for table in _tables()))


def tidy_tables() -> None:
    """Give back what rows that were undone have left: each later test would look through it.

    Undone rows stay in the tables and their indexes until somebody looks after them, and on the private
    server of a run nobody does.
    """
    full = "relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_total_relation_size(oid) > %s"
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; SELECT quote_ident(relname) FROM pg_class WHERE {full}", [UNTIDY_BYTES])
        cursor.nextset()
        for (table,) in cursor.fetchall():
            cursor.execute(f"VACUUM FULL {table}")
        cursor.execute(f"SET ROLE {APP_ROLE}")


def _as_owner(sql: str) -> None:
    """Run statements in one go, all or nothing, without triggers."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"RESET ROLE; SET session_replication_role = replica; {sql}"
            f"SET session_replication_role = origin; SET ROLE {APP_ROLE};"
        )


def _what_happened() -> tuple[Any, ...]:
    """Tells one state of the data from another: everything that is done leaves an audit entry."""
    counted = "SELECT count(*), max(id), (SELECT max(id) FROM caseload_user) FROM caseload_auditentry"
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; {counted}; SET ROLE {APP_ROLE}")
        cursor.nextset()
        return tuple(cursor.fetchone())


_columns: dict[str, dict[str, tuple[str, list[str]]]] = {}


def _tables() -> dict[str, tuple[str, list[str]]]:
    """table -> (its primary key, its columns); asked once."""
    name = connection.settings_dict["NAME"]
    if name not in _columns:
        with connection.cursor() as cursor:
            found = set(connection.introspection.table_names(cursor)) - STAYS
            _columns[name] = {table: _shape(cursor, table) for table in sorted(found)}
    return _columns[name]


def _shape(cursor: Any, table: str) -> tuple[str, list[str]]:
    (key,) = connection.introspection.get_primary_key_columns(cursor, table)
    return key, [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _rows() -> Rows:
    found: Rows = {}
    tables = _tables()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for table, (key, columns) in tables.items():
            values = " || ', ' || ".join(f'quote_nullable("{column}"::text)' for column in columns)
            cursor.execute(f'SELECT quote_literal("{key}"::text), {values} FROM "{table}" ORDER BY "{key}"')
            found[table] = dict(cursor.fetchall())
        cursor.execute(f"SET ROLE {APP_ROLE}")
    return found


def _difference(before: Rows, after: Rows) -> str:
    """SQL that turns the rows before into the rows after."""
    statements = []
    for table, (key, columns) in _tables().items():
        old, new = before[table], after[table]
        gone = [pk for pk, values in old.items() if new.get(pk) != values]
        fresh = [f"({values})" for pk, values in new.items() if old.get(pk) != values]
        if gone:
            statements.append(f'DELETE FROM "{table}" WHERE "{key}" IN ({", ".join(gone)});')
        if fresh:
            names = ", ".join(f'"{column}"' for column in columns)
            statements.append(f'INSERT INTO "{table}" ({names}) VALUES {", ".join(fresh)};')
    return "\n".join(statements)
