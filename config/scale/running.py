"""Several processes invent and encrypt, one connection copies, one transaction holds it all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

import django
from django.db import connection, transaction

from caseload.foundation.context import acting_as
from config.scale import court, work
from config.scale.agencies import Office
from config.scale.cases import LOADED, OPEN_SHARE, Writer
from config.scale.copying import Lines, Loader, copy

PIECE = 1000


@dataclass(frozen=True)
class Piece:
    """Cases `first` to `first + count - 1` of one agency."""

    office: Office
    first: int
    count: int
    now: datetime
    seed: int
    in_window: float = court.IN_WINDOW_SHARE  # of all cases


def pieces_of(
    office: Office, have: int, want: int, now: datetime, seed: int, in_window: float
) -> Iterator[Piece]:
    """The pieces still missing of an agency that has `have` of `want` cases."""
    for first in range(have + 1, want + 1, PIECE):
        yield Piece(office, first, min(PIECE, want - first + 1), now, seed, in_window)


def invent(piece: Piece) -> Lines:
    """The rows of one piece, encrypted, ready to be copied."""
    agency = piece.office.agency
    rng = random.Random(f"{piece.seed}/{agency.slug}/{piece.first}")  # noqa: S311 - invented data, no secrets
    with acting_as(agency, source="command", reason="seed_scale"):
        loader = Loader(agency.pk, rng)
        writer = Writer(piece.office, loader, piece.now)
        for number in range(piece.first, piece.first + piece.count):
            _invent_case(writer, number, piece.in_window)
    return loader.lines()


def _invent_case(writer: Writer, number: int, share: float) -> None:
    open_share = max(OPEN_SHARE, share)
    file = writer.open_file(number, open_share)
    respondent_id = writer.write_person(file)
    in_window = file.is_open and writer.rng.random() < share / open_share
    court.write_orders(writer, file, respondent_id, in_window=in_window)
    work.write_work(writer, file)
    writer.finish(file, f"{writer.office.agency.case_prefix}-{file.opened_at.year}-{number:05d}")


def load_all(pieces: list[Piece], processes: int) -> Iterator[tuple[Piece, int]]:
    """Load every piece or none; yields each with its number of rows as it is copied."""
    tables = [model._meta.db_table for model in LOADED]
    with transaction.atomic(), _keys_checked_at_the_end(tables), _indexes_built_at_the_end(tables, pieces):
        for piece, lines in _invented(pieces, processes):
            yield piece, copy(lines)


def _invented(pieces: list[Piece], processes: int) -> Iterator[tuple[Piece, Lines]]:
    if processes < 2:
        for piece in pieces:
            yield piece, invent(piece)
        return
    left = iter(pieces)
    waiting: dict[Future[Lines], Piece] = {}
    fresh = get_context("spawn")  # A child must not inherit the parent's connection.
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=django.setup) as pool:
        while True:
            while len(waiting) < processes + 2 and (following := next(left, None)) is not None:
                waiting[pool.submit(invent, following)] = (
                    following  # Few at a time: finished rows wait in memory.
                )
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()


@contextmanager
def _keys_checked_at_the_end(tables: list[str]) -> Iterator[None]:
    """Take the foreign keys off the tables being filled and put them back, checked, before the commit.

    Checking a million rows at once costs a tenth of checking each. Should anything fail, the transaction
    takes the removal back with everything else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY oid",
            [tables],
        )
        keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.cursor() as cursor:
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


@contextmanager
def _indexes_built_at_the_end(tables: list[str], pieces: list[Piece]) -> Iterator[None]:
    """Where most of the rows are new, indexes that guard nothing are built once instead of row by row."""
    if sum(piece.count for piece in pieces) <= _cases_there():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique ORDER BY indexrelid",
            [tables],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)


def _cases_there() -> int:
    """How many cases there are above all agencies, as the planner knows it: close enough to choose by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'caseload_case'::regclass"
        )
        return int(cursor.fetchone()[0])
