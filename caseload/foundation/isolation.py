"""What protects each agency-owned table, asked of the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from .rls import APP_ROLE, agency_pointers, key_name
from .tenancy import agency_models

# Read before an agency is known, so without row-level security; its lists go through one query only.
GLOBAL = {"caseload_agency", "caseload_user", "caseload_staff"}
APPEND_ONLY = ("caseload_auditentry", "caseload_auditseal")


@dataclass(frozen=True)
class Finding:
    """One lock: which table, which lock, and whether it is there."""

    table: str
    lock: str
    holds: bool


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def findings() -> Iterator[Finding]:
    """Every lock that should be there, table by table, then those of the run-time role."""
    models = {model._meta.db_table: model for model in agency_models()}
    staff = apps.get_model("caseload.Staff")
    yield from _row_security(set(models))
    for table, model in sorted({**models, staff._meta.db_table: staff}.items()):
        yield Finding(table, "unique (agency_id, id)", _has_key(table, "u", ["agency_id", "id"]))
        for column, target in agency_pointers(model):
            name = key_name(table, column)
            yield Finding(
                table, f"{column} stays inside the agency", _has_pointer(table, name, column, target)
            )
    yield from _unlisted(set(models))
    yield from _role(sorted(models))


def _row_security(tables: set[str]) -> Iterator[Finding]:
    known = dict(
        _rows("SELECT relname, relrowsecurity FROM pg_class WHERE relname = ANY(%s)", sorted(tables))
    )
    policies = _rows(
        "SELECT tablename, qual, with_check, permissive, cmd FROM pg_policies WHERE tablename = ANY(%s)",
        sorted(tables),
    )
    for table in sorted(tables):
        own = [p[1:] for p in policies if p[0] == table]
        yield Finding(table, "row-level security on", bool(known.get(table)))
        yield Finding(table, "one policy, on agency_id", len(own) == 1 and _is_by_agency(*own[0]))


def _is_by_agency(reading: str, writing: str, permissive: str, command: str) -> bool:
    wanted = "agency_id = (NULLIF(current_setting('app.agency_id'"
    return command == "ALL" and wanted in (reading or "") and wanted in (writing or "")


def _columns(table: str, kind: str, name: str = "%") -> list[tuple[list[str], str]]:
    return _rows(
        """
        SELECT array(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY k(num, at)
                     JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.num ORDER BY k.at),
               c.confrelid::regclass::text
        FROM pg_constraint c
        WHERE c.conrelid = to_regclass(%s) AND c.contype = %s AND c.conname LIKE %s AND c.convalidated
        """,
        table,
        kind,
        name,
    )


def _has_key(table: str, kind: str, columns: list[str]) -> bool:
    return any(found == columns for found, _target in _columns(table, kind))


def _has_pointer(table: str, name: str, column: str, target: str) -> bool:
    return (["agency_id", column], target) in [tuple(row) for row in _columns(table, "f", name)]


def _unlisted(tables: set[str]) -> Iterator[Finding]:
    """Tables that point to agency-owned rows and were never declared (a hidden many-to-many table)."""
    rows = _rows(
        """
        SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c
        WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY(%s)
        """,
        sorted(tables),
    )
    for (table,) in sorted(rows):
        if table not in tables and table not in GLOBAL:
            yield Finding(table, "is declared as agency-owned", False)


def _role(tables: list[str]) -> Iterator[Finding]:
    role = _rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", APP_ROLE
    )
    yield Finding(APP_ROLE, "exists, and cannot pass row-level security", bool(role) and not any(role[0]))
    if not role:
        return
    owned = _rows("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", APP_ROLE)
    yield Finding(APP_ROLE, "owns nothing", owned[0][0] == 0)
    owner = "SELECT bool_or(pg_has_role(%s, relowner, 'MEMBER')) FROM pg_class WHERE relname = ANY(%s)"
    yield Finding(APP_ROLE, "is not a member of the owner", _rows(owner, APP_ROLE, tables)[0][0] is False)
    for table in APPEND_ONLY:
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            may = _rows("SELECT has_table_privilege(%s, %s, %s)", APP_ROLE, table, right)[0][0]
            yield Finding(table, f"{APP_ROLE} may not {right}", not may)
