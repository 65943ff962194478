"""Taking turns across connections without a row to lock; a turn ends with the transaction."""

from __future__ import annotations

from django.db import connection

from . import context


def in_turn(key: str) -> None:
    """Wait until nobody else of the acting agency is inside a transaction with this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [key, context.current().agency_id])


def alone(key: str) -> bool:
    """Whether this transaction is the only one of the acting agency with this key; never waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [key, context.current().agency_id]
        )
        return bool(cursor.fetchone()[0])
