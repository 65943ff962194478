"""Work shared out to processes: one piece is up to a thousand cases of one agency, one transaction."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime

import django
from django.db import connection, connections

PIECE = 1000


@dataclass(frozen=True)
class Piece:
    """Cases `first` to `first + count - 1` of one agency."""

    agency_id: int
    first: int
    count: int
    now: datetime
    seed: int


def pieces_of(agency_id: int, have: int, want: int, now: datetime, seed: int) -> Iterator[Piece]:
    """The pieces still missing of an agency that has `have` of `want` cases."""
    for first in range(have + 1, want + 1, PIECE):
        yield Piece(agency_id, first, min(PIECE, want - first + 1), now, seed)


def load(piece: Piece) -> int:
    """Write one piece; returns how many rows it had."""
    from caseload.foundation.context import acting_as
    from caseload.models import Agency
    from config.scale.agencies import office_of
    from config.scale.cases import Writer
    from config.scale.copying import Loader

    agency = Agency.objects.get(pk=piece.agency_id)
    rng = random.Random(f"{piece.seed}/{agency.slug}/{piece.first}")  # noqa: S311 - invented data, not secrets
    with acting_as(agency, source="command", reason="seed_scale"):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        loader = Loader(agency.pk, rng)
        writer = Writer(office_of(agency), loader, piece.now)
        for number in range(piece.first, piece.first + piece.count):
            _write_case(writer, number)
        return loader.copy()


def _write_case(writer: object, number: int) -> None:
    from config.scale import court, work
    from config.scale.cases import OPEN_SHARE, Writer

    assert isinstance(writer, Writer)  # noqa: S101
    file = writer.open_file(number)
    respondent_id = writer.write_person(file)
    in_window = file.is_open and writer.rng.random() < court.IN_WINDOW_SHARE / OPEN_SHARE
    court.write_orders(writer, file, respondent_id, in_window=in_window)
    work.write_work(writer, file)
    writer.finish(file, f"{writer.office.agency.case_prefix}-{file.opened_at.year}-{number:05d}")


def load_all(pieces: list[Piece], processes: int) -> Iterator[tuple[Piece, int]]:
    """Load every piece, in this process or in several; yields each as it is done."""
    if processes < 2:
        for piece in pieces:
            yield piece, load(piece)
        return
    connections.close_all()  # A connection cannot be shared with a child.
    with ProcessPoolExecutor(processes, initializer=django.setup) as pool:
        waiting = {pool.submit(load, piece): piece for piece in pieces}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
