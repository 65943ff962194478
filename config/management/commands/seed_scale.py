"""Fill the database with invented agencies and cases, for measuring."""

from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import Agency, Case
from config.scale.agencies import make_agency, office_of, slug_of
from config.scale.court import IN_WINDOW_SHARE
from config.scale.running import Piece, load_all, pieces_of

SEED = 2026


class Command(BaseCommand):
    """Adds what is missing to reach N agencies with M clients each; running it again adds nothing."""

    help = (
        "Fill the database with invented agencies (slugs scale-0001 ...) of M clients each, for measuring: "
        "20 staff an agency, 1.2 orders a client, 3 % in an open window. Run it as the owner of the tables."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agencies", type=int, required=True, metavar="N")
        parser.add_argument("--clients", type=int, required=True, metavar="M", help="in each agency")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
        parser.add_argument("--first", type=int, default=1, metavar="K", help="number of the first agency")
        parser.add_argument(
            "--in-window", type=float, default=100 * IN_WINDOW_SHARE, metavar="PERCENT",
            help="of all clients, how many are in an open window",
        )  # fmt: skip
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["agencies"] < 1 or options["clients"] < 1:
            raise CommandError("--agencies and --clients are at least 1.")
        if options["first"] < 1 or not 0 <= options["in_window"] <= 100:
            raise CommandError("--first is at least 1, --in-window a share from 0 to 100.")
        self._require_owner()
        started = time.monotonic()
        pieces = self._pieces(options)
        cases = rows = 0
        loading = time.monotonic()
        total = sum(piece.count for piece in pieces)
        for piece, count in load_all(pieces, options["processes"]):
            cases, rows = cases + piece.count, rows + count
            self._progress(cases, total, loading)
        self._finish(options)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{cases:,} cases ({rows:,} rows) in {options['agencies']:,} agencies: {seconds:.1f} s, "
            f"{cases / max(time.monotonic() - loading, 0.001):,.0f} cases a second."
        )

    def _require_owner(self) -> None:
        """COPY into tables under row-level security is for their owner alone."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_security_active(%s)", [Case._meta.db_table])
            if cursor.fetchone()[0]:
                raise CommandError(
                    "Run this as lantern_owner: DATABASE_URL=$OWNER_DATABASE_URL manage.py ..."
                )

    def _pieces(self, options: dict[str, Any]) -> list[Piece]:
        now = clock.now().replace(second=0, microsecond=0)
        existing = {agency.slug: agency for agency in Agency.objects.filter(slug__startswith="scale-")}
        pieces: list[Piece] = []
        share = options["in_window"] / 100
        for number in self._numbers(options):
            agency = existing.get(slug_of(number)) or make_agency(number)
            with acting_as(agency, source="command"):
                have, office = Case.objects.count(), office_of(agency)
            pieces += pieces_of(office, have, options["clients"], now, options["seed"], share)
        return pieces

    @staticmethod
    def _numbers(options: dict[str, Any]) -> range:
        return range(options["first"], options["first"] + options["agencies"])

    def _progress(self, cases: int, total: int, started: float) -> None:
        if self.stdout.isatty() or cases == total:
            rate = cases / max(time.monotonic() - started, 0.001)
            self.stdout.write(f"\r{cases:,} of {total:,} cases, {rate:,.0f} a second ", ending="")
            self.stdout.flush()
        if cases == total:
            self.stdout.write("")

    def _finish(self, options: dict[str, Any]) -> None:
        """Case codes go on where ours end; the planner learns what is there now."""
        slugs = [slug_of(number) for number in self._numbers(options)]
        behind = Agency.objects.filter(slug__in=slugs, case_counter__lt=options["clients"])
        behind.update(case_counter=options["clients"])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
